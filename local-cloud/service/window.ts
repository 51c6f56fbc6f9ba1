import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Files } from '../files/files'
import type { FunctionConfig } from '../functions/config'
import { readQuery } from '../query/match'
import { readSort } from '../query/sort'
import type { Store } from '../store/store'
import { parseDoc, stringifyAnswer } from '../values/ejson'
import type { Outbox } from '../wechat/outbox'
import { HttpError, send, sendJson } from './http'
import type { Records } from './records'

/** The window: a page on `/_/` and the data behind it. For reading; what it changes goes through the usual addresses. */

export interface WindowParts {
  readonly store: Store
  readonly files: Files
  readonly records: Records
  readonly outbox: Outbox
  readonly functions: ReadonlyMap<string, FunctionConfig>
  readonly env: string
}

const PAGE_SIZE = 20

export async function showWindow(parts: WindowParts, view: string, query: URLSearchParams, response: ServerResponse): Promise<void> {
  const name = query.get('env') ?? parts.env
  const env = (): ReturnType<Store['environment']> => parts.store.environment(name)
  switch (view) {
    case '':
      return send(response, 200, 'text/html; charset=utf-8', readFileSync(join(__dirname, 'window.html'), 'utf8'), {
        'content-security-policy': "default-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
      })
    case 'ops':
      return sendJson(response, 200, parts.records.of(name))
    case 'examined':
      return sendJson(response, 200, { total: (await env()).examined })
    case 'envs':
      return sendJson(response, 200, { current: parts.env, names: [...new Set([parts.env, ...parts.store.names()])] })
    case 'collections':
      return sendJson(response, 200, (await env()).list().map((collection) => ({ name: collection.name, acl: collection.acl ?? '', documents: collection.size, indexes: collection.indexes.map(({ spec }) => spec) })))
    case 'documents': {
      const skip = Math.max(0, Number(query.get('skip') ?? 0) || 0)
      const found = (await env()).look(query.get('collection') ?? '', readQuery(parseDoc(query.get('query') || '{}')), readSort(parseDoc(query.get('order') || '{}')), skip, PAGE_SIZE)
      return sendJson(response, 200, { plan: found.plan, examined: found.examined, documents: found.docs.map((doc) => JSON.parse(stringifyAnswer(doc)) as unknown) })
    }
    case 'calls':
      return sendJson(response, 200, parts.records.last())
    case 'files':
      return sendJson(response, 200, (await parts.files.list(name)).map((file) => ({ ...file, fileID: parts.files.idOf(name, file.path) })))
    case 'timers':
      return sendJson(response, 200, [...parts.functions.values()].flatMap((fn) => fn.timers.map((timer) => ({ function: fn.name, name: timer.name, line: timer.config }))))
    case 'outbox':
      return sendJson(response, 200, parts.outbox.list(name))
    default:
      throw new HttpError(404, 'the window has no such view')
  }
}

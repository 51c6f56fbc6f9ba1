import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { CloudError, messageOf } from '../errors'
import { storageActions } from '../files/actions'
import type { Files } from '../files/files'
import type { Links } from '../files/links'
import type { Store } from '../store/store'
import { databaseActions, type Reply, type Request } from './database-actions'
import { bodyOf, header, send } from './http'
import type { Records } from './records'

/** The endpoint of the SDKs: `POST /admin`. Always HTTP 200; a refusal is {requestId, code, message}. */

const MAX_REQUEST = 32 * 1024 * 1024

export interface CallTally {
  operations: number
  bytes: number
  readonly caller: string
}

export interface AdminParts {
  readonly store: Store
  readonly files: Files
  readonly links: Links
  readonly records: Records
  readonly url: () => string
  readonly defaultEnv: string
  /** The running function calls, by the id that their requests carry. */
  readonly tallies: ReadonlyMap<string, CallTally>
}

export class Admin {
  constructor(private readonly parts: AdminParts) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now()
    const requestId = randomUUID()
    const call = this.parts.tallies.get(header(request, 'x-local-call'))
    let env = this.parts.defaultEnv
    let action = ''
    let bytes = 0
    let error = ''
    let reply: Reply
    try {
      const body = await bodyOf(request, MAX_REQUEST, 'the request')
      bytes = body.length
      const asked = read(body)
      action = typeof asked['action'] === 'string' ? asked['action'] : ''
      if (typeof asked['envName'] === 'string' && asked['envName'] !== '') env = asked['envName']
      reply = await this.answer(action, env, asked)
    } catch (cause) {
      error = cause instanceof CloudError ? cause.code : 'SYS_ERR'
      reply = { code: error, message: messageOf(cause) }
      if (!(cause instanceof CloudError)) console.error('[local-cloud]', cause)
    }
    const text = JSON.stringify({ requestId, ...reply })
    bytes += Buffer.byteLength(text)
    this.parts.records.count(env, bytes)
    if (call) {
      call.operations++
      call.bytes += bytes
    }
    this.parts.records.add({ at: new Date().toISOString(), kind: 'admin', action: action.slice(0, 60), env, caller: call?.caller ?? '', ms: performance.now() - started, operations: 1, bytes, error })
    send(response, 200, 'application/json; charset=utf-8', text)
  }

  private async answer(action: string, env: string, request: Request): Promise<Reply> {
    const database = databaseActions[action]
    if (database) return database(await this.parts.store.environment(env), request)
    const storage = storageActions[action]
    if (storage) return storage({ files: this.parts.files, links: this.parts.links, url: this.parts.url(), env }, request)
    throw new CloudError('INVALID_PARAM', `unknown action: ${action.slice(0, 100) || '(none)'}`)
  }
}

function read(body: Buffer): Request {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw new CloudError('INVALID_PARAM', `the request is not JSON: ${messageOf(error)}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new CloudError('INVALID_PARAM', 'the request must be a JSON object')
  return value as Request
}

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { CloudError, messageOf, textOf } from '../errors'
import { storageActions } from '../files/actions'
import type { Files } from '../files/files'
import type { Links } from '../files/links'
import type { Store } from '../store/store'
import { clientAction } from './client'
import { databaseActions, type Reply, type Request } from './database-actions'
import { bodyOf, header, HttpError, send } from './http'
import type { OpenApiSettings } from '../wechat/open-api'
import type { Records } from './records'
import { Dropped, type Weather } from './weather'

/**
 * The endpoint of the SDKs: `POST /admin`, and of mini-programs' direct calls: `POST /client`. Always HTTP 200; a
 * refusal is {requestId, code, message}.
 */

const MAX_REQUEST = 32 * 1024 * 1024

export interface CallTally {
  operations: number
  bytes: number
  readonly caller: string
  /** The function that runs. */
  readonly fn: string
}

export interface AdminParts {
  readonly store: Store
  readonly files: Files
  readonly links: Links
  readonly records: Records
  readonly url: () => string
  readonly env: string
  /** The running function calls, by the id that their requests carry. */
  readonly tallies: ReadonlyMap<string, CallTally>
  readonly wechat: OpenApiSettings
  /** Where the functions and their permissions lie. */
  readonly functionsDir: string | undefined
  readonly weather: Weather
}

export class Admin {
  constructor(private readonly parts: AdminParts) {}

  /** `client` is the openid of a mini-program that asks itself; without one an SDK with keys asks, which may do everything. */
  async handle(request: IncomingMessage, response: ServerResponse, client?: string): Promise<void> {
    const started = performance.now()
    const requestId = randomUUID()
    const call = this.parts.tallies.get(header(request, 'x-local-call'))
    let { env } = this.parts
    let action = ''
    let bytes = 0
    let error = ''
    let reply: Reply | Buffer
    try {
      const body = await bodyOf(request, MAX_REQUEST, 'the request')
      bytes = body.length
      const asked = header(request, 'content-type').startsWith('multipart/') ? await readForm(body, header(request, 'content-type')) : read(body)
      action = typeof asked['action'] === 'string' ? asked['action'] : ''
      if (typeof asked['envName'] === 'string' && asked['envName'] !== '') env = asked['envName']
      reply = await this.parts.weather.through(() => this.parts.store.environment(env), asked, () => (client === undefined ? this.answer(action, env, asked, call) : this.answerClient(client, action, env, asked)))
    } catch (cause) {
      if (cause instanceof Dropped) {
        this.parts.records.count(env, bytes)
        response.destroy()
        return
      }
      // What HTTP refuses (too large, broken off) is the caller's too.
      const known = cause instanceof CloudError || cause instanceof HttpError
      error = cause instanceof CloudError ? cause.code : known ? 'INVALID_PARAM' : 'SYS_ERR'
      reply = { code: error, message: messageOf(cause) }
      if (!known) console.error('[local-cloud]', cause)
    }
    const text = Buffer.isBuffer(reply) ? reply : JSON.stringify({ requestId, ...reply })
    bytes += Buffer.byteLength(text)
    this.parts.records.count(env, bytes)
    if (call) {
      call.operations++
      call.bytes += bytes
    }
    this.parts.records.add({ at: new Date().toISOString(), kind: client === undefined ? 'admin' : 'client', action: action.slice(0, 60), env, caller: client?.slice(0, 6) ?? call?.caller ?? '', ms: performance.now() - started, operations: 1, bytes, error })
    // The SDK tells pictures from refusals by exactly this type.
    send(response, 200, Buffer.isBuffer(reply) ? 'application/octet-stream' : 'application/json; charset=utf-8', text)
  }

  /** WeChat's open API. A function needs the permission in its config.json; others are trusted. */
  private async wechat(action: string, env: string, request: Request, call: CallTally | undefined): Promise<Reply | Buffer> {
    const { callBinary, callText, permitted } = await import('../wechat/gateway')
    const name = request['apiName']
    const allowed = !call || permitted(this.parts.functionsDir, call.fn, textOf(name))
    if (action === 'wx.api') return callText(this.parts.wechat, env, name, request['requestData'], allowed)
    const data = request['requestData']
    if (typeof name !== 'string' || !Buffer.isBuffer(data)) throw new CloudError('INVALID_PARAM', 'wx.openApi needs apiName and requestData')
    return callBinary(this.parts.wechat, env, name, data, allowed)
  }

  private async answerClient(openid: string, action: string, env: string, request: Request): Promise<Reply> {
    return clientAction(await this.parts.store.environment(env), openid, action, request)
  }

  private async answer(action: string, env: string, request: Request, call: CallTally | undefined): Promise<Reply | Buffer> {
    const database = Object.hasOwn(databaseActions, action) ? databaseActions[action] : undefined
    if (database) return database(await this.parts.store.environment(env), request)
    const storage = Object.hasOwn(storageActions, action) ? storageActions[action] : undefined
    if (storage) return storage({ files: this.parts.files, links: this.parts.links, url: this.parts.url(), env }, request)
    if (action === 'wx.openApi' || action === 'wx.api') return this.wechat(action, env, request, call)
    throw new CloudError('INVALID_PARAM', `unknown action: ${action.slice(0, 100) || '(none)'}`)
  }
}

/** The fields of a form: text, except the message of the open API. */
async function readForm(body: Buffer, type: string): Promise<Request> {
  const { fieldsOf } = await import('../wechat/multipart')
  return Object.fromEntries([...fieldsOf(body, type)].map(([name, value]) => [name, name === 'requestData' ? value : value.toString('utf8')]))
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

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { CloudError, messageOf } from '../errors'
import type { Files } from '../files/files'
import { isCloudPath } from '../files/files'
import type { Links } from '../files/links'
import { FunctionError } from '../functions/process'
import { MAX_PAYLOAD, type Caller, type FunctionHost } from '../functions/host'
import type { Admin, CallTally } from './cloud'
import { bodyOf, header, HttpError, piecesOf, send, sendJson } from './http'
import type { Records } from './records'
import { admit } from './origin'
import { serve, typeOf } from './static'
import { showWindow, type WindowParts } from './window'

/** Every address of the local cloud. */

const MAX_UPLOAD = 50 * 1024 * 1024

export interface RouteParts {
  readonly admin: Admin
  readonly files: Files
  readonly links: Links
  readonly records: Records
  readonly host: FunctionHost
  readonly tallies: Map<string, CallTally>
  readonly env: string
  readonly window: WindowParts
  readonly hosting: string | undefined
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL; readonly pieces: string[] }

export class Routes {
  private hosting: string | undefined

  constructor(private readonly parts: RouteParts) {
    this.hosting = parts.hosting
  }

  /** Serves this folder as the website from now on. */
  serve(folder: string): void {
    this.hosting = folder
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (admit(request, response)) return
      const url = new URL(request.url ?? '/', 'http://local')
      await this.route({ request, response, url, pieces: piecesOf(url.pathname) })
    } catch (error) {
      const status = error instanceof HttpError ? error.status : error instanceof CloudError ? 400 : 500
      if (status === 500) console.error('[local-cloud]', error)
      request.resume()
      sendJson(response, status, { errorMessage: messageOf(error) })
    }
  }

  private route(exchange: Exchange): Promise<void> | void {
    const { request, response, pieces } = exchange
    const method = request.method ?? 'GET'
    const [first, second] = pieces
    if (first === 'admin' && pieces.length === 1 && method === 'POST') return this.parts.admin.handle(request, response)
    if (first === 'client' && pieces.length === 1 && method === 'POST') return this.askDatabase(exchange)
    if (first === 'functions' && pieces.length === 2 && method === 'POST') return this.callFunction(exchange, second as string)
    if (first === 'timers' && pieces.length >= 2 && method === 'POST') return this.runTimer(exchange)
    if (first === 'healthz') return sendJson(response, 200, { ok: true, env: this.parts.env, pid: process.pid, memory: memoryNow(exchange.url.searchParams.has('collect')) })
    if (first === 'storage' && method === 'PUT') return this.upload(exchange)
    if (first === 'files') return this.file(exchange)
    if (first === '_' && pieces.length === 1) return send(response, 302, 'text/plain', '', { location: '/_/' })
    if (first === '_' && pieces.length === 2 && method === 'GET') return showWindow(this.parts.window, second as string, exchange.url.searchParams, response)
    if (first === 'outbox' && method === 'GET') return sendJson(response, 200, this.parts.window.outbox.list(exchange.url.searchParams.get('env') ?? undefined))
    if (this.hosting !== undefined && (method === 'GET' || method === 'HEAD')) return serve(this.hosting, pieces, method === 'HEAD', response)
    throw new HttpError(404, `nothing answers ${method} ${exchange.url.pathname}`)
  }

  /** A mini-program asks the database itself. */
  private askDatabase({ request, response }: Exchange): Promise<void> {
    const openid = header(request, 'x-wx-openid')
    if (!openid) throw new HttpError(400, 'the header x-wx-openid is missing: say who asks')
    return this.parts.admin.handle(request, response, openid)
  }

  // Functions

  private async callFunction({ request, response }: Exchange, name: string): Promise<void> {
    const openid = header(request, 'x-wx-openid')
    const body = await bodyOf(request, MAX_PAYLOAD, 'the event')
    if (!openid) throw new HttpError(400, 'the header x-wx-openid is missing: say who calls')
    const event = eventOf(body)
    const { text, tally } = await this.invoke(name, event, { openid, appid: header(request, 'x-wx-appid') }, 'function', response)
    if (text !== null) send(response, 200, 'application/json; charset=utf-8', text, { 'x-operations': String(tally.operations), 'x-operation-bytes': String(tally.bytes) })
  }

  /** Runs a call and keeps its record; a failure is answered here, and the text is then null. */
  private async invoke(name: string, event: string, caller: Caller, kind: 'function' | 'timer', response?: ServerResponse): Promise<{ text: string | null; tally: CallTally }> {
    const id = randomUUID()
    const started = performance.now()
    const tally: CallTally = { operations: 0, bytes: 0, caller: 'openid' in caller ? caller.openid.slice(0, 6) : '', fn: name }
    this.parts.tallies.set(id, tally)
    let error = ''
    try {
      return { text: await this.parts.host.call(name, event, caller, id), tally }
    } catch (cause) {
      error = cause instanceof HttpError ? String(cause.status) : 'threw'
      if (!(cause instanceof FunctionError) || !response) throw cause
      sendJson(response, 500, { errorMessage: cause.message, stack: cause.trace })
      return { text: null, tally }
    } finally {
      this.parts.tallies.delete(id)
      this.parts.records.add({ at: new Date().toISOString(), kind, action: name.slice(0, 60), env: this.parts.env, caller: tally.caller, ms: performance.now() - started, operations: tally.operations, bytes: 0, error })
    }
  }

  private async runTimer({ response, pieces }: Exchange): Promise<void> {
    const result = await this.timer(pieces[1] as string, pieces[2])
    sendJson(response, 200, result)
  }

  /** Runs a function as its timer would. Without a name: its first trigger. */
  async timer(name: string, trigger?: string): Promise<unknown> {
    const timers = this.parts.host.configOf(name).timers
    const chosen = trigger ?? timers[0]?.name ?? 'timer'
    if (trigger !== undefined && timers.length > 0 && !timers.some((timer) => timer.name === trigger)) throw new HttpError(404, `function ${name} has no timer named ${trigger}`)
    const event = JSON.stringify({ Type: 'Timer', TriggerName: chosen, Time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'), Message: '' })
    const { text } = await this.invoke(name, event, { timer: chosen }, 'timer')
    return JSON.parse(text ?? 'null') as unknown
  }

  // Files

  private async upload({ request, response, pieces }: Exchange): Promise<void> {
    const started = performance.now()
    const openid = header(request, 'x-wx-openid')
    const env = header(request, 'x-env') || this.parts.env
    const path = pieces.slice(1).join('/')
    const body = await bodyOf(request, MAX_UPLOAD, 'the file')
    if (!openid) throw new HttpError(400, 'the header x-wx-openid is missing: say who uploads')
    if (!isCloudPath(path) || pieces.slice(1).some((piece) => piece.includes('/'))) throw new HttpError(400, 'not a cloud path: a relative path without .. is needed')
    await this.keep(env, path, body)
    this.parts.records.add({ at: new Date().toISOString(), kind: 'storage', action: 'upload', env, caller: openid.slice(0, 6), ms: performance.now() - started, operations: 0, bytes: body.length, error: '' })
    sendJson(response, 200, { fileID: this.parts.files.idOf(env, path) })
  }

  /** Writes a file; 507 where the disk refuses it. */
  private async keep(env: string, path: string, body: Buffer): Promise<void> {
    try {
      await this.parts.files.put(env, path, body)
    } catch (error) {
      throw error instanceof CloudError ? error : new HttpError(507, `the disk refused the file: ${messageOf(error)}`)
    }
  }

  /** Signed addresses: GET and HEAD read, PUT writes what getUploadMetadata was asked for. */
  private async file({ request, response, url, pieces }: Exchange): Promise<void> {
    const env = pieces[1] ?? ''
    const path = pieces.slice(2).join('/')
    const put = request.method === 'PUT'
    const body = put ? await bodyOf(request, MAX_UPLOAD, 'the file') : null
    const refusal = this.parts.links.refusal(put ? 'put' : 'get', env, path, url.searchParams)
    if (refusal !== null) return send(response, 403, 'application/xml', `<?xml version='1.0' encoding='utf-8' ?><Error><Code>AccessDenied</Code><Message>${refusal}</Message><RequestId>local</RequestId><TraceId>local</TraceId></Error>`)
    if (body) {
      await this.keep(env, path, body)
      return send(response, 200, 'text/plain', '')
    }
    const size = await this.parts.files.size(env, path)
    if (size === null) throw new HttpError(404, 'there is no such file')
    // Never shown as a page of this origin, whatever somebody uploaded.
    response.writeHead(200, { 'content-type': typeOf(path), 'content-length': size, 'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox', 'access-control-allow-origin': '*' })
    if (request.method === 'HEAD') response.end()
    else this.parts.files.read(env, path).on('error', () => response.destroy()).pipe(response)
  }
}

/** Bytes in use. Collects garbage first where that is asked for and node was started with --expose-gc. */
function memoryNow(collect: boolean): number {
  if (collect) globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function eventOf(body: Buffer): string {
  const text = body.length === 0 ? '{}' : body.toString('utf8')
  try {
    JSON.parse(text)
  } catch (error) {
    throw new HttpError(400, `the event is not JSON: ${messageOf(error)}`)
  }
  return text
}

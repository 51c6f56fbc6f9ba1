import type { IncomingMessage, ServerResponse } from 'node:http'
import { header, HttpError } from './http'

/**
 * Who may talk to us. Listening on loopback keeps other machines out, but not web pages in a browser on this one: a
 * page elsewhere could post to us, or reach us by a name of its own that leads to 127.0.0.1. So the address and, where
 * a browser names it, the origin must be this machine's.
 */
const HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/
const ORIGIN = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/** Refuses strangers; lets pages of other local ports in (CORS). True when the exchange is finished: a pre-flight. */
export function admit(request: IncomingMessage, response: ServerResponse): boolean {
  if (!HOST.test(header(request, 'host'))) throw new HttpError(403, 'only addresses of this machine are answered')
  const origin = header(request, 'origin')
  if (origin === '') return false
  if (!ORIGIN.test(origin)) throw new HttpError(403, 'pages from elsewhere may not use the local cloud')
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('vary', 'origin')
  response.setHeader('access-control-expose-headers', 'x-operations, x-operation-bytes')
  if (request.method !== 'OPTIONS') return false
  response.writeHead(204, { 'access-control-allow-methods': 'GET, POST, PUT, DELETE', 'access-control-allow-headers': header(request, 'access-control-request-headers') || '*' })
  response.end()
  return true
}

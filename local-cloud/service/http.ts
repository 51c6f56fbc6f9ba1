import type { IncomingMessage, ServerResponse } from 'node:http'

/** What every route needs of HTTP. */

/** A refusal on the way to an answer: status and one sentence. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** The whole body. More than `limit` bytes: 413, and the rest is not kept. */
export function bodyOf(request: IncomingMessage, limit: number, what: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
    })
    request.on('end', () => {
      if (size > limit) reject(new HttpError(413, `${what} is ${size} bytes; at most ${limit} are allowed`))
      else resolve(Buffer.concat(chunks, size))
    })
    request.on('error', reject)
    request.on('aborted', () => reject(new HttpError(400, 'the connection broke in the middle of the request')))
  })
}

export function send(response: ServerResponse, status: number, type: string, body: string | Buffer, headers: Record<string, string> = {}): void {
  if (response.headersSent || response.destroyed) return
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers })
  response.end(body)
}

export const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value) ?? 'null')

/** One header as text, '' where it is missing. */
export const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name]
  return Array.isArray(value) ? (value[0] ?? '') : (value ?? '')
}

/** The path of a request, decoded piece by piece; 400 where it is not well formed. */
export function piecesOf(path: string): string[] {
  try {
    return path.split('/').slice(1).map(decodeURIComponent)
  } catch {
    throw new HttpError(400, 'the address is not well encoded')
  }
}

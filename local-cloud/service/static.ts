import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { HttpError } from './http'

/** Static hosting: files of one folder, index.html for directories, nothing outside it (links out of it included). */

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif',
  '.webp': 'image/webp', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.woff': 'font/woff', '.ttf': 'font/ttf', '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8', '.pdf': 'application/pdf', '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.xls': 'application/vnd.ms-excel', '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', '.csv': 'text/csv; charset=utf-8', '.zip': 'application/zip',
}

export const typeOf = (path: string): string => TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream'

export async function serve(folder: string, pieces: readonly string[], head: boolean, response: ServerResponse): Promise<void> {
  if (pieces.some((piece) => piece === '..' || piece === '.' || piece.includes('\0') || /[\\/]/.test(piece))) throw new HttpError(400, 'not a path of this site')
  const root = await realpath(folder).catch(() => null)
  if (root === null) throw new HttpError(404, 'the hosted folder does not exist')
  const found = await fileAt(join(root, ...pieces))
  if (!found || !(found.path === root || found.path.startsWith(root + sep))) throw new HttpError(404, 'not found')
  response.writeHead(200, { 'content-type': typeOf(found.path), 'content-length': found.size, 'cache-control': 'no-cache', 'last-modified': found.modified })
  if (head) response.end()
  else createReadStream(found.path).on('error', () => response.destroy()).pipe(response)
}

async function fileAt(path: string): Promise<{ path: string; size: number; modified: string } | null> {
  try {
    const real = await realpath(path)
    const info = await stat(real)
    if (info.isDirectory()) return await fileAt(join(real, 'index.html'))
    return info.isFile() ? { path: real, size: info.size, modified: info.mtime.toUTCString() } : null
  } catch {
    return null
  }
}

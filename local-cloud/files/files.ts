import { randomUUID } from 'node:crypto'
import { createReadStream, readdirSync, rmSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { invalid } from '../errors'

/** Cloud storage: one folder per environment under the data folder. File ids look like `cloud://<env>.local/<path>`. */

export interface StoredFile {
  readonly path: string
  readonly size: number
}

export class Files {
  /** Takes away what an upload left that broke off with the process. */
  constructor(private readonly folder: string) {
    for (const name of readdirSync(folder)) if (name.startsWith('draft.')) rmSync(join(folder, name), { force: true })
  }

  idOf = (env: string, path: string): string => `cloud://${env}.local/${path}`

  /** The path that a file id of this environment names; null for a foreign or malformed one. */
  pathOf(env: string, fileId: unknown): string | null {
    const start = `cloud://${env}.local/`
    if (typeof fileId !== 'string' || !fileId.startsWith(start)) return null
    const path = fileId.slice(start.length)
    return isCloudPath(path) ? path : null
  }

  private place(env: string, path: string): string {
    if (!isCloudPath(path)) throw invalid(`not a cloud path: ${JSON.stringify(path).slice(0, 200)}`)
    return join(this.folder, encodeURIComponent(env).replaceAll('.', '%2E') || '_', ...path.split('/'))
  }

  /** Writes whole files only: what breaks off in the middle leaves nothing. */
  async put(env: string, path: string, content: Buffer): Promise<void> {
    const place = this.place(env, path)
    await mkdir(dirname(place), { recursive: true })
    const draft = join(this.folder, `draft.${randomUUID()}`)
    try {
      await writeFile(draft, content, { flush: true } as object)
      await rename(draft, place)
    } finally {
      await rm(draft, { force: true })
    }
  }

  /** Null where there is no such file. */
  async size(env: string, path: string): Promise<number | null> {
    try {
      const info = await stat(this.place(env, path))
      return info.isFile() ? info.size : null
    } catch {
      return null
    }
  }

  read(env: string, path: string): NodeJS.ReadableStream {
    return createReadStream(this.place(env, path))
  }

  /** False where there was none. */
  async remove(env: string, path: string): Promise<boolean> {
    if ((await this.size(env, path)) === null) return false
    await rm(this.place(env, path), { force: true })
    return true
  }

  async list(env: string, limit = 1000): Promise<StoredFile[]> {
    const root = dirname(this.place(env, 'x'))
    const names = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
    const files = names.filter((entry) => entry.isFile()).slice(0, limit)
    return Promise.all(
      files.map(async (entry) => {
        const full = join(entry.parentPath ?? entry.path, entry.name)
        return { path: relative(root, full).split(sep).join('/'), size: (await stat(full)).size }
      }),
    )
  }
}

/** A path inside the storage: no empty, `.` or `..` parts, no backslashes or control characters, 850 bytes at most. */
export function isCloudPath(path: string): boolean {
  if (path === '' || Buffer.byteLength(path) > 850 || /[\\\0-\x1f\x7f]/.test(path)) return false
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 255)
}

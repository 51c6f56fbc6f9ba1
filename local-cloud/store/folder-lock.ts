import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One process per data folder. A lock left by a process that was killed is recognised by its process id and start
 * time, so that a reused id does not keep the folder closed.
 */
export class FolderLock {
  private constructor(
    private readonly path: string,
    private readonly mine: string,
  ) {}

  /** Throws an Error that says who has the folder. */
  static take(folder: string): FolderLock {
    const path = join(folder, 'lock')
    const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid), token: randomUUID() })
    const draft = join(folder, `lock.${randomUUID()}`)
    writeFileSync(draft, mine)
    try {
      for (let attempt = 0; attempt < 10; attempt++) {
        try {
          // Making a link is atomic: it fails where somebody else was first.
          linkSync(draft, path)
          return new FolderLock(path, mine)
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
          dropIfDead(path, folder)
        }
      }
    } finally {
      unlinkSync(draft)
    }
    throw new Error(`The data folder ${folder} could not be locked: other processes keep starting on it.`)
  }

  release(): void {
    if (readOrEmpty(this.path) === this.mine) rmSync(this.path, { force: true })
  }
}

function dropIfDead(path: string, folder: string): void {
  const held = readOrEmpty(path)
  if (held === '') return
  const { pid, started } = parse(held)
  if (pid !== 0 && isAlive(pid) && (started === null || startOf(pid) === started))
    throw new Error(`The data folder ${folder} is in use by another local cloud (process ${pid}). Stop that one, or give this one a folder of its own.`)
  const aside = join(folder, `lock.${randomUUID()}`)
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  // Somebody quicker may have put a living lock there in the meantime: give it back.
  if (readOrEmpty(aside) !== held) {
    try {
      linkSync(aside, path)
    } catch {
      // A third one has it already; the next attempt reads who.
    }
  }
  rmSync(aside, { force: true })
}

function parse(text: string): { pid: number; started: string | null } {
  try {
    const { pid, started } = JSON.parse(text) as { pid?: unknown; started?: unknown }
    return { pid: typeof pid === 'number' ? pid : 0, started: typeof started === 'string' ? started : null }
  } catch {
    return { pid: 0, started: null }
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process started, in the kernel's own count; null where there is no /proc. */
function startOf(pid: number): string | null {
  const stat = readOrEmpty(`/proc/${pid}/stat`)
  // The name in brackets may contain anything; the start time is the 20th field after it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

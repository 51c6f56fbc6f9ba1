import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { open, type RootDatabase } from 'lmdb'
import { CloudError, messageOf } from '../errors'
import { FolderLock } from './folder-lock'

/**
 * What lasts, in one lmdb file. Keys: ['format'] · ['env', name] → number · ['coll', env, name] → description ·
 * ['doc', env, collection, rec] → extended JSON. Documents lie in the order of insertion, so that loading is one
 * sequential read. A write is acknowledged after lmdb has synced it to the disk.
 */
export const FORMAT = 1

export type Key = (string | number)[]

export interface Write {
  readonly key: Key
  /** null removes. */
  readonly value: string | null
}

interface Waiting {
  readonly writes: readonly Write[]
  readonly done: () => void
  readonly failed: (error: Error) => void
}

export class Disk {
  private readonly db: RootDatabase<string, Key>
  private readonly lock: FolderLock
  private readonly file: string
  private waiting: Waiting[] = []
  private running: Promise<void> | null = null
  /** Called when a flush was refused, before the writers hear of it: memory must be read from the disk again. */
  onFailure: () => void = () => undefined

  /** Without `sync` a write survives the end of the process at any moment, but not that of the machine. */
  constructor(folder: string, sync = true) {
    mkdirSync(folder, { recursive: true })
    this.lock = FolderLock.take(folder)
    this.file = join(folder, 'data.mdb')
    try {
      // Without overlapping sync a commit is on the disk when its promise resolves.
      this.db = open<string, Key>({ path: this.file, encoding: 'string', overlappingSync: false, noSync: !sync, noSubdir: true })
      this.checkFormat(folder)
    } catch (error) {
      this.lock.release()
      throw error
    }
  }

  private checkFormat(folder: string): void {
    const format = this.db.get(['format'])
    if (format === undefined) this.db.putSync(['format'], String(FORMAT))
    else if (Number(format) !== FORMAT)
      throw new Error(`The data folder ${folder} has format ${format}, this program writes format ${FORMAT}. Start the version that wrote it, or take an empty folder.`)
  }

  get(key: Key): string | undefined {
    return this.db.get(key)
  }

  /** Everything whose key begins so, in order. */
  *range(prefix: Key): Generator<{ key: Key; value: string }> {
    // No key continues with a text above U+FFFF.
    for (const { key, value } of this.db.getRange({ start: prefix, end: [...prefix, '\u{10ffff}'] })) yield { key, value }
  }

  /** Resolves when the writes are on the disk, all of them or none. Concurrent calls share one flush. */
  write(writes: readonly Write[]): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ writes, done, failed })
      this.running ??= this.flush()
    })
  }

  /** Resolves when everything asked for so far is on the disk; does not wait for what comes after. */
  settled(): Promise<void> {
    return this.running ? this.write([]) : Promise.resolve()
  }

  private async flush(): Promise<void> {
    // A turn of grace, so that calls which arrive together go together.
    await Promise.resolve()
    while (this.waiting.length > 0) {
      const batch = this.waiting
      this.waiting = []
      try {
        if (!existsSync(this.file)) throw new Error('the data folder was removed while the local cloud runs on it')
        await this.commit(batch)
        for (const { done } of batch) done()
      } catch (error) {
        // What came in meanwhile was computed from what is now lost: it fails with it.
        const lost = [...batch, ...this.waiting]
        this.waiting = []
        this.onFailure()
        const refusal = new CloudError('DATABASE_REQUEST_FAILED', `The write was refused by the disk: ${messageOf(error)}`)
        for (const { failed } of lost) failed(refusal)
      }
    }
    this.running = null
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    const results: Promise<boolean>[] = []
    await this.db.batch(() => {
      for (const { writes } of batch) {
        for (const { key, value } of writes) results.push(value === null ? this.db.remove(key) : this.db.put(key, value))
      }
    })
    await Promise.all(results)
  }

  async close(): Promise<void> {
    await this.running
    await this.db.close()
    this.lock.release()
  }
}

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
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
  private readonly writer: WriterThread
  private waiting: Waiting[] = []
  private running: Promise<void> | null = null
  /** Called when a flush was refused, before the writers hear of it: memory must be read from the disk again. */
  onFailure: () => void = () => undefined

  /** Without `sync` a write survives the end of the process at any moment, but not that of the machine. */
  constructor(folder: string, sync = true) {
    mkdirSync(folder, { recursive: true })
    this.lock = FolderLock.take(folder)
    try {
      const options = { path: join(folder, 'data.mdb'), encoding: 'string' as const, overlappingSync: false, noSync: !sync, noSubdir: true }
      this.db = open<string, Key>(options)
      this.checkFormat(folder)
      this.writer = new WriterThread(options)
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
    this.db.resetReadTxn()
    return this.db.get(key)
  }

  /** Everything whose key begins so, in order, as it is now. */
  *range(prefix: Key): Generator<{ key: Key; value: string }> {
    this.db.resetReadTxn()
    // No key continues with a text above this.
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
        await this.commit(batch.flatMap(({ writes }) => writes))
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

  private async commit(writes: readonly Write[]): Promise<void> {
    if (writes.length > 0) await this.writer.commit(writes)
  }

  async close(): Promise<void> {
    await this.running
    await this.writer.close()
    await this.db.close()
    this.lock.release()
  }
}

interface Answer {
  readonly opened?: boolean
  readonly done?: boolean
  readonly closed?: boolean
  readonly error?: string
}

/** The thread that writes; one message at a time, each answered. */
class WriterThread {
  private readonly thread: Worker
  private answer: ((answer: Answer) => void) | null = null
  private readonly opened: Promise<void>
  private ended = ''

  constructor(options: object) {
    this.thread = new Worker(join(__dirname, 'disk-writer.cjs'), { workerData: { options } })
    this.thread.on('message', (answer: Answer) => this.answer?.(answer))
    const gone = (why: string): void => {
      this.ended = why
      this.answer?.({ error: why })
    }
    this.thread.on('error', (error) => gone(`the thread that writes has failed: ${messageOf(error)}`))
    this.thread.on('exit', () => gone('the thread that writes has ended'))
    this.opened = this.next()
    this.opened.catch(() => undefined)
  }

  private next(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.answer = ({ error }) => {
        this.answer = null
        if (error === undefined) resolve()
        else reject(new Error(error))
      }
      if (this.ended !== '') this.answer({ error: this.ended })
    })
  }

  async commit(writes: readonly Write[]): Promise<void> {
    await this.opened
    const answered = this.next()
    this.thread.postMessage({ keys: writes.map(({ key }) => key), values: writes.map(({ value }) => value) })
    return answered
  }

  async close(): Promise<void> {
    await this.opened.catch(() => undefined)
    if (this.ended !== '') return
    const answered = this.next()
    this.thread.postMessage({ close: true })
    await answered
  }
}

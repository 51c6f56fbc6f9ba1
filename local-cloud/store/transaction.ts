import { randomUUID } from 'node:crypto'
import { conflict, transactionFailed } from '../errors'
import { matches, type Query } from '../query/match'
import { sortBy, type SortKey } from '../query/sort'
import { timeLimited, usesPattern } from '../query/time-limit'
import type { Doc } from '../values/types'
import { idKey, type Collection } from './collection'
import type { Environment } from './environment'
import { keyText } from './index'
import { storable } from './limits'

/** One document as a transaction sees or has changed it. */
export interface Version {
  readonly id: string
  readonly rec: number
  readonly doc: Doc
}

interface Own {
  readonly rec: number
  readonly after: Doc | null
}

export const TIME_LIMIT = 30_000

/**
 * A transaction as CloudBase documents it: it sees the data as they were at its first operation, and its own writes.
 * The first writer of a document holds it until the end; another transaction that wants to write it, or a document
 * that changed since the snapshot, is a conflict at once, and the late one is aborted. 30 seconds at most.
 */
export class Transaction {
  readonly id = randomUUID()
  /** Resolves when it is over, however it ended. */
  readonly over: Promise<void>
  /** The moment whose data it sees; null before the first operation. */
  snapshot: number | null = null
  private state: 'open' | 'committed' | 'aborted' = 'open'
  private why = ''
  private finish: () => void = () => undefined
  private readonly own = new Map<Collection, Map<string, Own>>()
  private readonly held: string[] = []
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly env: Environment,
    timeLimit = TIME_LIMIT,
  ) {
    this.over = new Promise((finish) => (this.finish = finish))
    this.timer = setTimeout(() => this.abort(`took longer than ${timeLimit / 1000} seconds and was aborted`), timeLimit)
    this.timer.unref()
  }

  /** Refuses to go on with a transaction that is over; fixes the snapshot at the first operation. */
  use(): number {
    if (this.state !== 'open') throw transactionFailed(this.id, this.state === 'committed' ? 'has been committed' : this.why)
    return (this.snapshot ??= this.env.history.now)
  }

  /** One document as this transaction sees it. */
  read(collection: Collection, id: string): Version | null {
    const moment = this.use()
    const own = this.own.get(collection)?.get(id)
    if (own) return own.after && { id, rec: own.rec, doc: own.after }
    const past = this.env.history.at(collection, id, moment)
    if (past) return past.before && { id, rec: past.rec, doc: past.before }
    const current = collection.get(id)
    return current ? { id, rec: current.rec, doc: current.doc } : null
  }

  find(collection: Collection, query: Query, sort: readonly SortKey[], skip: number, limit: number): { found: Version[]; examined: number } {
    const moment = this.use()
    const special = new Set([...this.env.history.changedSince(collection, moment), ...(this.own.get(collection)?.keys() ?? [])])
    const plain = special.size === 0
    const { recs, examined } = collection.find(query, plain ? sort : [], plain ? skip : 0, plain ? limit : Infinity)
    const found = recs.map(({ rec, doc }) => ({ id: idKey(doc['_id']), rec, doc }))
    if (plain) return { found, examined }
    const seen = found.filter(({ id }) => !special.has(id))
    const look = (): void => {
      for (const id of special) {
        const version = this.read(collection, id)
        if (version && matches(query, version.doc)) seen.push(version)
      }
    }
    if (usesPattern(query)) timeLimited(look)
    else look()
    seen.sort((a, b) => a.rec - b.rec)
    const ordered = sort.length > 0 ? sortBy(seen, sort, ({ doc }) => doc) : seen
    return { found: ordered.slice(skip, skip + limit), examined: examined + special.size }
  }

  /** Writes one document (`after` null removes it). Any refusal aborts the whole, as MongoDB does. */
  write(collection: Collection, id: string, before: Version | null, after: Doc | null): void {
    try {
      if (after) {
        storable(after)
        collection.check(after)
      }
      this.hold(`${collection.number}\0${id}`)
      this.refuseChanged(collection, id)
      this.checkUnique(collection, id, before, after)
    } catch (error) {
      this.abort('was aborted: one of its writes was refused')
      throw error
    }
    let own = this.own.get(collection)
    if (!own) this.own.set(collection, (own = new Map<string, Own>()))
    own.set(id, { rec: before?.rec ?? collection.nextRec(), after })
  }

  private hold(key: string): void {
    const holder = this.env.locks.get(key)
    if (holder === this) return
    if (holder) throw conflict()
    this.env.locks.set(key, this)
    this.held.push(key)
  }

  private refuseChanged(collection: Collection, id: string): void {
    if (this.env.history.at(collection, id, this.use())) throw conflict()
  }

  private checkUnique(collection: Collection, id: string, before: Version | null, after: Doc | null): void {
    const mine = collection.get(id)
    if (before) for (const { index, key } of collection.uniqueKeys(before.doc)) this.hold(uniqueLock(collection, index.spec.name, keyText(key)))
    if (!after) return
    for (const { index, key } of collection.uniqueKeys(after)) {
      const text = keyText(key)
      this.hold(uniqueLock(collection, index.spec.name, text))
      const keptBy = (doc: Doc): boolean => index.keysOf(doc).some((other) => keyText(other) === text)
      for (const [otherId, own] of this.own.get(collection) ?? []) if (otherId !== id && own.after && keptBy(own.after)) throw collection.duplicate(index, key)
      const holder = index.holder(key, mine)
      if (!holder) continue
      const holderId = idKey(holder.doc['_id'])
      if (this.own.get(collection)?.has(holderId) && holderId !== id) continue
      this.refuseChanged(collection, holderId)
      throw collection.duplicate(index, key)
    }
  }

  /** Makes everything visible at once; resolves when it is on the disk. */
  async commit(): Promise<void> {
    this.use()
    const changes = [...this.own].flatMap(([collection, own]) => [...own].map(([id, { rec, after }]) => ({ collection, id, rec, after })))
    this.end('committed', 'has been committed')
    await this.env.commit(changes).flushed
  }

  abort(why = 'has been aborted'): void {
    if (this.state === 'open') this.end('aborted', why)
  }

  private end(state: 'committed' | 'aborted', why: string): void {
    this.state = state
    this.why = why
    clearTimeout(this.timer)
    for (const key of this.held) this.env.locks.delete(key)
    this.own.clear()
    this.env.ended(this)
    this.finish()
  }
}

export const uniqueLock = (collection: Collection, index: string, key: string): string => `${collection.number}\0\0${index}\0${key}`

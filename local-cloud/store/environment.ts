import { CloudError, failed, noCollection, textOf, transactionFailed } from '../errors'
import type { Query } from '../query/match'
import type { SortKey } from '../query/sort'
import { parseDoc } from '../values/ejson'
import type { Doc } from '../values/types'
import { Collection } from './collection'
import type { Disk, Write } from './disk'
import { History } from './history'
import type { IndexSpec, Rec } from './index'
import { storable } from './limits'
import { Transaction } from './transaction'
import { Writer } from './writer'

export interface CollectionSpec {
  readonly name: string
  readonly acl?: string
  readonly indexes?: readonly IndexSpec[]
}

/** One document that a write changes; `after` null removes it. */
export interface Change {
  readonly collection: Collection
  readonly id: string
  readonly rec: number
  readonly after: Doc | null
}

/** A change that is made and being written. In an object, since a promise of a promise would be awaited too early. */
export interface Flush {
  readonly flushed: Promise<void>
}

/**
 * The database of one environment. Every change is made in memory at once and acknowledged when it is on the disk.
 * A write to a document that an open transaction holds waits until that one is over, as MongoDB does.
 */
export class Environment {
  private readonly collections = new Map<string, Collection>()
  private readonly transactions = new Map<string, Transaction>()
  private lastCollection = 0
  private retired = false
  private readonly writer = new Writer(this)
  /** What open transactions hold: a document or a key of a unique index. */
  readonly locks = new Map<string, Transaction>()
  readonly history = new History()
  /** Documents looked at by queries so far. */
  examined = 0

  constructor(
    readonly name: string,
    private readonly number: number,
    private readonly disk: Disk,
  ) {
    for (const { value } of disk.range(['coll', number])) this.loadCollection(JSON.parse(value) as CollectionSpec & { number: number })
  }

  private loadCollection(spec: CollectionSpec & { number: number }): void {
    const collection = new Collection(spec.name, spec.number, spec.acl, spec.indexes ?? [])
    const recs: Rec[] = []
    for (const { key, value } of this.disk.range(['doc', this.number, spec.number])) recs.push({ rec: key[3] as number, doc: parseDoc(value) })
    collection.load(recs)
    this.collections.set(spec.name, collection)
    this.lastCollection = Math.max(this.lastCollection, spec.number)
  }

  list(): Collection[] {
    return [...this.collections.values()]
  }

  collection(name: unknown): Collection {
    const collection = typeof name === 'string' ? this.collections.get(name) : undefined
    if (!collection) throw noCollection(textOf(name))
    return collection
  }

  has(name: string): boolean {
    return this.collections.has(name)
  }

  /** Makes a collection with its indexes, or adds what a later declaration has more. */
  async declare({ name, acl, indexes = [] }: CollectionSpec): Promise<void> {
    let collection = this.collections.get(name)
    if (!collection) {
      collection = new Collection(name, ++this.lastCollection, acl, indexes)
      this.collections.set(name, collection)
    } else {
      const wanted = JSON.stringify([acl, indexes])
      if (wanted === JSON.stringify([collection.acl, collection.indexes.slice(1).map((index) => index.spec)])) return
      collection.acl = acl
      for (const { spec } of collection.indexes.slice(1)) {
        const same = indexes.find((other) => other.name === spec.name)
        if (!same || JSON.stringify(same) !== JSON.stringify(spec)) collection.dropIndex(spec.name)
      }
      for (const spec of indexes) collection.addIndex(spec)
    }
    await this.disk.write([{ key: ['coll', this.number, name], value: JSON.stringify({ name, acl, indexes, number: collection.number }) }])
  }

  async create(name: string): Promise<void> {
    if (this.has(name)) throw new CloudError('DATABASE_COLLECTION_ALREADY_EXIST', `Db or Table already exist: ${name}`)
    await this.declare({ name })
  }

  // Transactions

  begin(): Transaction {
    const transaction = new Transaction(this)
    this.transactions.set(transaction.id, transaction)
    return transaction
  }

  transaction(id: unknown): Transaction | undefined {
    if (id === undefined || id === null || id === '') return undefined
    const transaction = typeof id === 'string' ? this.transactions.get(id) : undefined
    if (!transaction) throw transactionFailed(textOf(id), 'is not known: it is over, or never began')
    return transaction
  }

  ended(transaction: Transaction): void {
    this.transactions.delete(transaction.id)
    let oldest = Infinity
    for (const { snapshot } of this.transactions.values()) if (snapshot !== null && snapshot < oldest) oldest = snapshot
    this.history.forget(oldest)
  }

  /** Ends every open transaction, for when what they saw is gone. */
  abortAll(why: string): void {
    for (const transaction of [...this.transactions.values()]) transaction.abort(why)
  }

  /** This object is no longer the database: what it knew was not written. */
  retire(): void {
    this.retired = true
    this.abortAll('was aborted: the disk refused a write')
  }

  /** Applies changes in memory, all at once; the promise inside resolves when they are on the disk. */
  commit(changes: readonly Change[]): Flush {
    if (this.retired) throw failed('The disk refused an earlier write; please try again')
    if (changes.length === 0) return { flushed: this.settled() }
    for (const { collection, after } of changes) if (after) collection.check(after)
    const writes: Write[] = changes.map(({ collection, rec, after }) => ({
      key: ['doc', this.number, collection.number, rec],
      value: after && storable(after),
    }))
    const keep = this.transactions.size > 0
    for (const { collection, id, rec, after } of changes) {
      this.history.changed(collection, id, rec, collection.get(id)?.doc ?? null, keep)
      collection.apply(id, rec, after)
    }
    const flushed = this.disk.write(writes)
    // Awaited later: a refusal in between is not "unhandled".
    flushed.catch(() => undefined)
    return { flushed }
  }

  /** Resolves when everything that is visible now is on the disk. */
  settled(): Promise<void> {
    return this.disk.settled()
  }

  // Reading

  find(name: unknown, query: Query, sort: readonly SortKey[], skip: number, limit: number, transaction?: Transaction): Doc[] {
    const collection = this.collection(name)
    if (transaction) {
      const { found, examined } = transaction.find(collection, query, sort, skip, limit)
      this.examined += examined
      return found.map(({ doc }) => doc)
    }
    const { recs, examined } = collection.find(query, sort, skip, limit)
    this.examined += examined
    return recs.map(({ doc }) => doc)
  }

  count(name: unknown, query: Query): number {
    const { total, examined } = this.collection(name).count(query)
    this.examined += examined
    return total
  }

  /** As find, for a person who looks: with the plan, and not counted. */
  look(name: unknown, query: Query, sort: readonly SortKey[], skip: number, limit: number): { docs: Doc[]; plan: string; examined: number } {
    const { recs, plan, examined } = this.collection(name).find(query, sort, skip, limit)
    return { docs: recs.map(({ doc }) => doc), plan, examined }
  }

  // Writing

  readonly insert: Writer['insert'] = (...asked) => this.writer.insert(...asked)
  readonly update: Writer['update'] = (...asked) => this.writer.update(...asked)
  readonly remove: Writer['remove'] = (...asked) => this.writer.remove(...asked)
}

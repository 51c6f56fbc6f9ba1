import { randomBytes } from 'node:crypto'
import { CloudError, failed, noCollection, transactionFailed } from '../errors'
import type { Query } from '../query/match'
import type { SortKey } from '../query/sort'
import { identical } from '../values/compare'
import { parseDoc } from '../values/ejson'
import { isArray, type Doc, type Value } from '../values/types'
import type { Update } from '../update/update'
import { Collection, idKey } from './collection'
import type { Disk, Write } from './disk'
import { History } from './history'
import { keyText, type IndexSpec, type Rec } from './index'
import { storable } from './limits'
import { Transaction, uniqueLock } from './transaction'

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

export interface UpdateRequest {
  readonly query: Query
  readonly update: Update
  readonly multi: boolean
  /** The document to insert where none is found. */
  readonly upsert?: Doc
}

export interface UpdateResult {
  readonly matched: number
  readonly updated: number
  readonly upsertedId?: Value
  /** The last document as it is now. */
  readonly doc: Doc | null
}

/** A change that is made and being written. In an object, since a promise of a promise would be awaited too early. */
export interface Flush {
  readonly flushed: Promise<void>
}

/** 32 hexadecimal characters, as the service makes them. */
const newId = (): string => randomBytes(16).toString('hex')

/**
 * The database of one environment. Every change is made in memory at once and acknowledged when it is on the disk.
 * A write to a document that an open transaction holds waits until that one is over, as MongoDB does.
 */
export class Environment {
  private readonly collections = new Map<string, Collection>()
  private readonly transactions = new Map<string, Transaction>()
  private lastCollection = 0
  private retired = false
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
    if (!collection) throw noCollection(String(name))
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
    if (!transaction) throw transactionFailed(String(id), 'is not known: it is over, or never began')
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
    if (changes.length === 0) return { flushed: this.disk.settled() }
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

  /** As find, for a person who looks: with the plan, and not counted. */
  look(name: unknown, query: Query, skip: number, limit: number): { docs: Doc[]; plan: string; examined: number } {
    const { recs, plan, examined } = this.collection(name).find(query, [], skip, limit)
    return { docs: recs.map(({ doc }) => doc), plan, examined }
  }

  // Writing

  async insert(name: unknown, docs: readonly Doc[], transaction?: Transaction): Promise<Value[]> {
    const ids: Value[] = []
    const flushed: Promise<void>[] = []
    try {
      for (const given of docs) {
        const doc = withId(given)
        ids.push(doc['_id'])
        const collection = this.collection(name)
        if (transaction) this.insertIn(transaction, collection, doc)
        else flushed.push((await this.insertOne(name, doc)).flushed)
      }
    } finally {
      await Promise.all(flushed)
    }
    return ids
  }

  private insertIn(transaction: Transaction, collection: Collection, doc: Doc): void {
    const id = idKey(doc['_id'])
    const existing = transaction.read(collection, id)
    if (existing) {
      transaction.abort('was aborted: one of its writes was refused')
      throw collection.duplicate(collection.indexes[0] as Collection['indexes'][0], [doc['_id']])
    }
    transaction.write(collection, id, null, doc)
  }

  private async insertOne(name: unknown, doc: Doc): Promise<Flush> {
    const id = idKey(doc['_id'])
    for (;;) {
      const collection = this.collection(name)
      const holder = this.holderOf(collection, id, null, doc)
      if (!holder) {
        this.refuseDuplicate(collection, undefined, doc)
        return this.commit([{ collection, id, rec: collection.nextRec(), after: doc }])
      }
      await holder.over
    }
  }

  /** The open transaction that stands in the way of a write outside it. */
  private holderOf(collection: Collection, id: string, before: Doc | null, after: Doc | null): Transaction | undefined {
    if (this.locks.size === 0) return undefined
    const direct = this.locks.get(`${collection.number}\0${id}`)
    if (direct) return direct
    for (const doc of [before, after]) {
      if (!doc) continue
      for (const { index, key } of collection.uniqueKeys(doc)) {
        const holder = this.locks.get(uniqueLock(collection, index.spec.name, keyText(key)))
        if (holder) return holder
      }
    }
    return undefined
  }

  private refuseDuplicate(collection: Collection, self: Rec | undefined, doc: Doc): void {
    for (const { index, key } of collection.uniqueKeys(doc)) if (index.holder(key, self)) throw collection.duplicate(index, key)
  }

  async update(name: unknown, request: UpdateRequest, transaction?: Transaction): Promise<UpdateResult> {
    return transaction ? this.updateIn(transaction, this.collection(name), request) : this.updateOutside(name, request)
  }

  private updateIn(transaction: Transaction, collection: Collection, { query, update, multi, upsert }: UpdateRequest): UpdateResult {
    const { found, examined } = transaction.find(collection, query, [], 0, multi ? Infinity : 1)
    this.examined += examined
    if (found.length === 0 && upsert) {
      const doc = withId(upsert)
      this.insertIn(transaction, collection, doc)
      return { matched: 0, updated: 0, upsertedId: doc['_id'], doc }
    }
    let updated = 0
    let last: Doc | null = null
    for (const version of found) {
      last = changed(transaction, () => update(version.doc, query))
      transaction.write(collection, version.id, version, last)
      if (!identical(version.doc, last)) updated++
    }
    return { matched: found.length, updated, doc: last }
  }

  private async updateOutside(name: unknown, { query, update, multi, upsert }: UpdateRequest): Promise<UpdateResult> {
    const flushed: Promise<void>[] = []
    let matched = 0
    let updated = 0
    let last: Doc | null = null
    try {
      const done = new Set<Rec>()
      for (;;) {
        const collection = this.collection(name)
        const { recs, examined } = collection.find(query, [], 0, multi ? Infinity : 1)
        this.examined += examined
        let holder: Transaction | undefined
        for (const rec of recs) {
          if (done.has(rec)) continue
          const before = rec.doc
          const after = update(before, query)
          const id = idKey(before['_id'])
          holder = this.holderOf(collection, id, before, after)
          if (holder) break
          matched++
          last = after
          done.add(rec)
          if (identical(before, after)) continue
          this.refuseDuplicate(collection, rec, after)
          flushed.push(this.commit([{ collection, id, rec: rec.rec, after }]).flushed)
          updated++
        }
        if (!holder && matched === 0 && upsert) {
          const doc = withId(upsert)
          holder = this.holderOf(collection, idKey(doc['_id']), null, doc)
          if (!holder) {
            flushed.push((await this.insertOne(name, doc)).flushed)
            return { matched: 0, updated: 0, upsertedId: doc['_id'], doc }
          }
        }
        if (!holder) return { matched, updated, doc: last }
        // What the other transaction leaves may match no longer: look again.
        await holder.over
      }
    } finally {
      await Promise.all(flushed.length > 0 ? flushed : [this.disk.settled()])
    }
  }

  async remove(name: unknown, query: Query, multi: boolean, transaction?: Transaction): Promise<number> {
    if (transaction) {
      const collection = this.collection(name)
      const { found, examined } = transaction.find(collection, query, [], 0, multi ? Infinity : 1)
      this.examined += examined
      for (const version of found) transaction.write(collection, version.id, version, null)
      return found.length
    }
    let deleted = 0
    const flushed: Promise<void>[] = []
    try {
      for (;;) {
        const collection = this.collection(name)
        const { recs, examined } = collection.find(query, [], 0, multi ? Infinity : 1)
        this.examined += examined
        let holder: Transaction | undefined
        for (const { rec, doc } of [...recs]) {
          const id = idKey(doc['_id'])
          holder = this.holderOf(collection, id, doc, null)
          if (holder) break
          flushed.push(this.commit([{ collection, id, rec, after: null }]).flushed)
          deleted++
        }
        if (!holder) return deleted
        await holder.over
      }
    } finally {
      await Promise.all(flushed)
    }
  }
}

/** Runs a step whose failure ends the transaction. */
function changed<T>(transaction: Transaction, step: () => T): T {
  try {
    return step()
  } catch (error) {
    transaction.abort('was aborted: one of its writes was refused')
    throw error
  }
}

function withId(doc: Doc): Doc {
  const { _id: id, ...rest } = doc
  if (isArray(id)) throw new CloudError('INVALID_PARAM', "can't use an array for _id")
  if (id instanceof RegExp) throw new CloudError('INVALID_PARAM', "can't use a regex for _id")
  return { _id: id ?? newId(), ...rest }
}

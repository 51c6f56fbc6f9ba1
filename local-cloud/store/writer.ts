import { randomBytes } from 'node:crypto'
import { invalid } from '../errors'
import type { Query } from '../query/match'
import type { Update } from '../update/update'
import { identical } from '../values/compare'
import { isArray, type Doc, type Value } from '../values/types'
import { idKey, type Collection } from './collection'
import type { Environment, Flush } from './environment'
import { keyText, type Rec } from './index'
import { uniqueLock, type Transaction } from './transaction'

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

/** Every way to write, inside a transaction and outside. Outside, who holds a document is waited for. */
export class Writer {
  constructor(private readonly env: Environment) {}

  /** Inserts one after another; at the first refusal it stops, what went in before stays (outside a transaction). */
  async insert(name: unknown, docs: readonly Doc[], transaction?: Transaction): Promise<Value[]> {
    const ids: Value[] = []
    return this.settling(async (flushed) => {
      for (const given of docs) {
        const doc = withId(given)
        ids.push(doc['_id'])
        if (transaction) this.insertIn(transaction, this.env.collection(name), doc)
        else flushed.push((await this.insertOne(name, doc)).flushed)
      }
      return ids
    })
  }

  async update(name: unknown, request: UpdateRequest, transaction?: Transaction): Promise<UpdateResult> {
    if (transaction) return this.updateIn(transaction, this.env.collection(name), request)
    return this.settling((flushed) => this.updateOutside(name, request, flushed))
  }

  /** How many were removed. */
  async remove(name: unknown, query: Query, multi: boolean, transaction?: Transaction): Promise<number> {
    const most = multi ? Infinity : 1
    if (transaction) {
      const collection = this.env.collection(name)
      const { found, examined } = transaction.find(collection, query, [], 0, most)
      this.env.examined += examined
      for (const version of found) transaction.write(collection, version.id, version, null)
      return found.length
    }
    return this.settling(async (flushed) => {
      for (let deleted = 0; ; ) {
        const { collection, recs } = this.look(name, query, most)
        let holder: Transaction | undefined
        for (const { rec, doc } of recs) {
          const id = idKey(doc['_id'])
          holder = this.holderOf(collection, id, doc, null)
          if (holder) break
          flushed.push(this.env.commit([{ collection, id, rec, after: null }]).flushed)
          deleted++
        }
        if (!holder) return deleted
        await holder.over
      }
    })
  }

  /**
   * Runs a write and waits for the disk: for its own changes, and, where it changed nothing or was refused, for those
   * that it saw. So an answer never rests on something that a crash could still take away.
   */
  private async settling<T>(write: (flushed: Promise<void>[]) => Promise<T>): Promise<T> {
    const flushed: Promise<void>[] = []
    try {
      return await write(flushed)
    } finally {
      await Promise.all(flushed.length > 0 ? flushed : [this.env.settled()])
    }
  }

  private look(name: unknown, query: Query, most: number): { collection: Collection; recs: readonly Rec[] } {
    const collection = this.env.collection(name)
    const { recs, examined } = collection.find(query, [], 0, most)
    this.env.examined += examined
    return { collection, recs: [...recs] }
  }

  // Inserting

  private insertIn(transaction: Transaction, collection: Collection, doc: Doc): void {
    const id = idKey(doc['_id'])
    if (transaction.read(collection, id)) {
      transaction.abort(REFUSED)
      throw collection.duplicate(collection.idIndex, [doc['_id']])
    }
    transaction.write(collection, id, null, doc)
  }

  private async insertOne(name: unknown, doc: Doc): Promise<Flush> {
    const id = idKey(doc['_id'])
    for (;;) {
      const collection = this.env.collection(name)
      const holder = this.holderOf(collection, id, null, doc)
      if (!holder) {
        this.refuseDuplicate(collection, undefined, doc)
        return this.env.commit([{ collection, id, rec: collection.nextRec(), after: doc }])
      }
      await holder.over
    }
  }

  // Updating

  private updateIn(transaction: Transaction, collection: Collection, { query, update, multi, upsert }: UpdateRequest): UpdateResult {
    const { found, examined } = transaction.find(collection, query, [], 0, multi ? Infinity : 1)
    this.env.examined += examined
    if (found.length === 0 && upsert) {
      const doc = withId(upsert)
      this.insertIn(transaction, collection, doc)
      return { matched: 0, updated: 0, upsertedId: doc['_id'], doc }
    }
    let updated = 0
    let last: Doc | null = null
    for (const version of found) {
      try {
        last = update(version.doc, query)
      } catch (error) {
        transaction.abort(REFUSED)
        throw error
      }
      transaction.write(collection, version.id, version, last)
      if (!identical(version.doc, last)) updated++
    }
    return { matched: found.length, updated, doc: last }
  }

  private async updateOutside(name: unknown, { query, update, multi, upsert }: UpdateRequest, flushed: Promise<void>[]): Promise<UpdateResult> {
    const done = new Set<Rec>()
    let updated = 0
    let last: Doc | null = null
    for (;;) {
      const { collection, recs } = this.look(name, query, multi ? Infinity : 1)
      let holder: Transaction | undefined
      for (const rec of recs) {
        if (done.has(rec)) continue
        const before = rec.doc
        const after = update(before, query)
        const id = idKey(before['_id'])
        holder = this.holderOf(collection, id, before, after)
        if (holder) break
        last = after
        done.add(rec)
        if (identical(before, after)) continue
        this.refuseDuplicate(collection, rec, after)
        flushed.push(this.env.commit([{ collection, id, rec: rec.rec, after }]).flushed)
        updated++
      }
      if (!holder && done.size === 0 && upsert) {
        const doc = withId(upsert)
        holder = this.holderOf(collection, idKey(doc['_id']), null, doc)
        if (!holder) {
          flushed.push((await this.insertOne(name, doc)).flushed)
          return { matched: 0, updated: 0, upsertedId: doc['_id'], doc }
        }
      }
      if (!holder) return { matched: done.size, updated, doc: last }
      // What the other transaction leaves may match no longer: look again.
      await holder.over
    }
  }

  // Who stands in the way

  /** The open transaction that holds the document, or a key that it has or wants. */
  private holderOf(collection: Collection, id: string, before: Doc | null, after: Doc | null): Transaction | undefined {
    const { locks } = this.env
    if (locks.size === 0) return undefined
    const direct = locks.get(`${collection.number}\0${id}`)
    if (direct) return direct
    for (const doc of [before, after]) {
      if (!doc) continue
      for (const { index, key } of collection.uniqueKeys(doc)) {
        const holder = locks.get(uniqueLock(collection, index.spec.name, keyText(key)))
        if (holder) return holder
      }
    }
    return undefined
  }

  private refuseDuplicate(collection: Collection, self: Rec | undefined, doc: Doc): void {
    for (const { index, key } of collection.uniqueKeys(doc)) if (index.holder(key, self)) throw collection.duplicate(index, key)
  }
}

const REFUSED = 'was aborted: one of its writes was refused'

/** 32 hexadecimal characters, as the service makes them. */
const newId = (): string => randomBytes(16).toString('hex')

function withId(doc: Doc): Doc {
  const { _id: id, ...rest } = doc
  if (isArray(id)) throw invalid("can't use an array for _id")
  if (id instanceof RegExp) throw invalid("can't use a regex for _id")
  return { _id: id ?? newId(), ...rest }
}

import tcb from '@cloudbase/node-sdk'
import type { CollectionName, Documents } from './documents'
import { refuse } from './errors'

/**
 * The database through the unmodified SDK. `db.collection(name)` and `_` are the SDK's own; the functions below only add
 * types, a limit that is never forgotten, and the two things that are easy to get wrong: repeats and transactions.
 * Beware: the SDK's `update({ a: { b: 1 } })` merges into `a`; to replace an object write `update({ a: _.set({ b: 1 }) })`.
 */
export const app = tcb.init({ env: process.env.TCB_ENV ?? tcb.SYMBOL_CURRENT_ENV })
export const db = app.database()
export const _ = db.command

type Where<N extends CollectionName> = { [K in keyof Documents[N]]?: unknown } & Record<string, unknown>
export interface FindOptions<N extends CollectionName> { orderBy?: [keyof Documents[N] & string, 'asc' | 'desc'][]; limit: number; fields?: (keyof Documents[N] & string)[] }
interface SdkError { code?: string; message?: string }

/** One document by id, or null. One operation. */
export async function read<N extends CollectionName>(name: N, id: string): Promise<Documents[N] | null> {
  const { data } = await db.collection(name).doc(id).get()
  return ((data as Documents[N][])[0] ?? null)
}

/** Documents that match, in order, never more than `limit` (≤ 1,000). One operation. */
export async function find<N extends CollectionName>(name: N, where: Where<N>, options: FindOptions<N>): Promise<Documents[N][]> {
  let query = db.collection(name).where(where)
  for (const [field, direction] of options.orderBy ?? []) query = query.orderBy(field, direction)
  if (options.fields) query = query.field(Object.fromEntries(options.fields.map(field => [field, true])))
  const { data } = await query.limit(options.limit).get()
  return data as Documents[N][]
}

/** All documents that match, page by page along `_id`; for what is bounded by nature (a branch's members), never for a tree. */
export async function findAll<N extends CollectionName>(name: N, where: Where<N>, fields?: (keyof Documents[N] & string)[]): Promise<Documents[N][]> {
  const all: Documents[N][] = []
  for (;;) {
    const after = all.at(-1)?._id
    const page = await find(name, after === undefined ? where : { ...where, _id: _.gt(after) } as Where<N>, { orderBy: [['_id', 'asc']], limit: 1000, fields })
    all.push(...page)
    if (page.length < 1000) return all
  }
}

/** How many documents match. One operation. */
export async function count<N extends CollectionName>(name: N, where: Where<N>): Promise<number> {
  const { total } = await db.collection(name).where(where).count() as { total: number }
  return total
}

/**
 * Adds a document whose `_id` comes from its natural key. False where a document with this id was there already,
 * learnt by reading it back (error codes are never parsed); any other failure is thrown. One operation, two on a repeat.
 */
export async function addOnce<N extends CollectionName>(name: N, document: Documents[N]): Promise<boolean> {
  try {
    await db.collection(name).add(document)
    return true
  } catch (error) {
    if (await read(name, document._id)) return false
    throw error
  }
}

/** Documents that one request adds. */
const BATCH = 500

/** Adds those of these documents, each with an id of its natural key, that are not there yet; others may add the same at this moment. Two operations for 500. */
export async function addMissing<N extends CollectionName>(name: N, documents: Documents[N][]): Promise<void> {
  for (let from = 0; from < documents.length; from += BATCH) {
    const part = documents.slice(from, from + BATCH)
    const lacking = async (): Promise<Documents[N][]> => {
      const there = new Set((await find(name, { _id: _.in(part.map(({ _id }) => _id)) } as Where<N>, { limit: BATCH, fields: ['_id'] })).map(({ _id }) => _id))
      return part.filter(({ _id }) => !there.has(_id))
    }
    for (let missing = await lacking(); missing.length > 0;) {
      try {
        await db.collection(name).add(missing)
        break
      } catch (error) {
        // Somebody was quicker with some of them; where nobody was, it fails for another reason.
        const left = await lacking()
        if (left.length === missing.length) throw error
        missing = left
      }
    }
  }
}

/** Replaces or creates a document. One operation. */
export async function put<N extends CollectionName>(name: N, document: Documents[N]): Promise<void> {
  const { _id, ...rest } = document
  await db.collection(name).doc(_id).set(rest)
}

/** Changes one document that must be there and match; the document as the update left it, or null where none matched. One operation. */
export async function change<N extends CollectionName>(name: N, where: Where<N>, update: Record<string, unknown>): Promise<Documents[N] | null> {
  const { doc } = await db.collection(name).where(where).updateAndReturn(update) as { doc: Documents[N] | null }
  return doc ?? null
}

/** Changes as they are to be written: the SDK would merge a list into the one that is there. */
export const plainly = (changes: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, Array.isArray(value) ? _.set(value) : value]))

/** Single documents inside a transaction: no query, nothing with a side effect, may be run again. */
export interface Tx {
  read<N extends CollectionName>(name: N, id: string): Promise<Documents[N] | null>
  add<N extends CollectionName>(name: N, document: Documents[N]): Promise<void>
  update<N extends CollectionName>(name: N, id: string, update: Record<string, unknown>): Promise<void>
  put<N extends CollectionName>(name: N, document: Documents[N]): Promise<void>
  remove(name: CollectionName, id: string): Promise<void>
}

const isConflict = (error: unknown): boolean => /TRANSACTION_(CONFLICT|FAIL|ABORT)|WriteConflict/i.test(`${(error as SdkError).code} ${(error as SdkError).message}`)

/**
 * Runs `work` in a transaction, again with a jittered pause while others hold one of its documents (the SDK's own
 * runTransaction tries four times without a pause, after which most callers of a hot document give up: measured).
 * A refusal thrown inside rolls back and reaches the caller; who loses twelve times is refused with `busy`, and nothing is written.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const tx = await db.startTransaction()
    try {
      const result = await work({
        read: async (name, id) => ((await tx.collection(name).doc(id).get()).data ?? null) as never,
        add: async (name, document) => { await tx.collection(name).add(document) },
        update: async (name, id, update) => { await tx.collection(name).doc(id).update(update) },
        put: async (name, document) => { const { _id, ...rest } = document; await tx.collection(name).doc(_id).set(rest) },
        remove: async (name, id) => { await tx.collection(name).doc(id).remove() },
      })
      await tx.commit()
      return result
    } catch (error) {
      if (!isConflict(error)) {
        await tx.rollback(null).catch(() => undefined)
        throw error
      }
      // The server has aborted a transaction that lost; a later commit of it would fail, so it is simply left.
      if (attempt === 11) refuse('busy')
      await new Promise(resolve => setTimeout(resolve, Math.random() * Math.min(20 * 2 ** attempt, 1500)))
    }
  }
}

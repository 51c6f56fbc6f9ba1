/** Transactions as CloudBase documents them: a snapshot from the first operation, the first writer wins at once, 30 seconds. */
import { Environment } from '../../local-cloud/store/environment'
import type { Disk } from '../../local-cloud/store/disk'
import { readQuery } from '../../local-cloud/query/match'
import { readUpdate } from '../../local-cloud/update/update'
import { Transaction as Inner } from '../../local-cloud/store/transaction'
import { cloudForFile, codeOf, errorOf, jsonFile, type Db, type Transaction } from './support/cloud'

const local = cloudForFile(() => ({ collections: jsonFile([{ name: 'accounts', indexes: [{ name: 'owner', unique: true, keys: [{ field: 'owner', direction: 1 }] }] }, { name: 'log' }]) }))

let db: Db
let _: Db['command']
beforeEach(async () => {
  db = local.db(local.env())
  _ = db.command
  await db.collection('accounts').add([{ _id: 'a', owner: 'A', n: 10 }, { _id: 'b', owner: 'B', n: 10 }])
})

const accounts = (transaction: Transaction | Db = db): ReturnType<Db['collection']> => transaction.collection('accounts') as ReturnType<Db['collection']>
const n = async (id: string): Promise<unknown> => ((await accounts().doc(id).get()).data as { n: unknown }[])[0]?.n

describe('what a transaction sees', () => {
  test('the data as they were at its first operation, not at its start', async () => {
    const transaction = await db.startTransaction()
    await accounts().doc('a').update({ n: 11 })
    expect((await accounts(transaction).doc('a').get()).data).toMatchObject({ n: 11 })
    await accounts().doc('a').update({ n: 12 })
    await accounts().doc('b').remove()
    await accounts().add({ _id: 'c', owner: 'C', n: 1 })
    expect((await accounts(transaction).doc('a').get()).data).toMatchObject({ n: 11 })
    expect((await accounts(transaction).doc('b').get()).data).toMatchObject({ n: 10 })
    expect((await accounts(transaction).doc('c').get()).data).toBeNull()
    const { data } = await accounts(transaction).where({ n: _.gt(0) }).orderBy('n', 'desc').get()
    expect(data).toEqual([{ _id: 'a', owner: 'A', n: 11 }, { _id: 'b', owner: 'B', n: 10 }])
    await transaction.rollback()
  })

  test('its own writes, in lists too; nobody else does before the end', async () => {
    const transaction = await db.startTransaction()
    await accounts(transaction).doc('a').update({ n: 0 })
    await accounts(transaction).doc('b').remove()
    await accounts(transaction).add({ _id: 'c', owner: 'C', n: 5 })
    expect((await accounts(transaction).where({}).orderBy('n', 'desc').limit(1).get()).data).toEqual([{ _id: 'c', owner: 'C', n: 5 }])
    expect((await accounts().where({}).orderBy('_id', 'asc').get()).data).toMatchObject([{ n: 10 }, { n: 10 }])
    await transaction.commit()
    expect((await accounts().where({}).orderBy('_id', 'asc').get()).data).toEqual([{ _id: 'a', owner: 'A', n: 0 }, { _id: 'c', owner: 'C', n: 5 }])
  })

  test('nothing of it after a rollback', async () => {
    const transaction = await db.startTransaction()
    await accounts(transaction).doc('a').set({ owner: 'A', n: 99 })
    await accounts(transaction).doc('new').set({ owner: 'N', n: 1 })
    await transaction.rollback()
    expect((await accounts().where({}).get()).data).toHaveLength(2)
    expect(await n('a')).toBe(10)
    expect(await codeOf(accounts(transaction).doc('a').get())).toBe('DATABASE_TRANSACTION_FAIL')
  })
})

describe('who may write', () => {
  test('a document that changed since the snapshot is a conflict, although nobody holds it', async () => {
    const transaction = await db.startTransaction()
    await accounts(transaction).doc('b').get()
    await accounts().doc('a').update({ n: 11 })
    expect(await codeOf(accounts(transaction).doc('a').update({ n: _.inc(1) }))).toBe('DATABASE_TRANSACTION_CONFLICT')
    expect(await n('a')).toBe(11)
  })

  test('a document that was removed or added since the snapshot is a conflict too', async () => {
    const [first, second] = await Promise.all([db.startTransaction(), db.startTransaction()])
    await accounts(first).doc('x').get()
    await accounts(second).doc('x').get()
    await accounts().doc('a').remove()
    await accounts().add({ _id: 'c', owner: 'C', n: 1 })
    expect(await codeOf(accounts(first).doc('a').update({ n: 1 }))).toBe('DATABASE_TRANSACTION_CONFLICT')
    expect(await codeOf(accounts(second).add({ _id: 'd', owner: 'C' }) as Promise<unknown>)).toBe('DATABASE_TRANSACTION_CONFLICT')
  })

  test('the loser is aborted with all it did, and may begin again', async () => {
    const [first, second] = await Promise.all([db.startTransaction(), db.startTransaction()])
    await accounts(second).doc('b').update({ n: 99 })
    await accounts(first).doc('a').update({ n: 1 })
    expect(await codeOf(accounts(second).doc('a').update({ n: 2 }))).toBe('DATABASE_TRANSACTION_CONFLICT')
    // What it held is free at once.
    await accounts().doc('b').update({ n: 20 })
    await first.commit()
    expect([await n('a'), await n('b')]).toEqual([1, 20])
  })

  test('a key of a unique index is held like a document', async () => {
    const [first, second] = await Promise.all([db.startTransaction(), db.startTransaction()])
    await accounts(first).add({ _id: 'c', owner: 'C' })
    expect(await codeOf(accounts(second).add({ _id: 'd', owner: 'C' }) as Promise<unknown>)).toBe('DATABASE_TRANSACTION_CONFLICT')
    expect((await errorOf(accounts(first).add({ _id: 'e', owner: 'A' }) as Promise<unknown>)).message).toMatch(/E11000/)
    expect(await codeOf(first.commit() as Promise<unknown>)).toBe('DATABASE_TRANSACTION_FAIL')
    expect((await accounts().count()).total).toBe(2)
  })

  test('a key that the same transaction frees can be taken in it', async () => {
    await db.runTransaction(async (transaction: Transaction) => {
      await accounts(transaction).doc('a').update({ owner: 'Z' })
      await accounts(transaction).doc('b').update({ owner: 'A' })
    })
    expect((await accounts().where({}).orderBy('_id', 'asc').field({ owner: 1, _id: 0 }).get()).data).toEqual([{ owner: 'Z' }, { owner: 'A' }])
  })

  test('a write outside waits for the one who holds the document, then sees what it left', async () => {
    const transaction = await db.startTransaction()
    await accounts(transaction).doc('a').update({ n: 0 })
    let done = false
    const outside = accounts().where({ _id: 'a', n: _.gt(0) }).update({ n: _.inc(-1) }).then((result) => {
      done = true
      return result
    })
    const removal = accounts().doc('a').remove()
    const addition = accounts().add({ _id: 'z', owner: 'Q' }) as Promise<unknown>
    await addition
    expect(done).toBe(false)
    await transaction.commit()
    // The condition no longer holds.
    expect(await outside).toMatchObject({ updated: 0 })
    expect(await removal).toMatchObject({ deleted: 1 })
  })

  test('runTransaction tries again by itself after a conflict', async () => {
    let tries = 0
    await db.runTransaction(async (transaction: Transaction) => {
      const { data } = (await accounts(transaction).doc('a').get()) as unknown as { data: { n: number } }
      if (tries++ === 0) await accounts().doc('a').update({ n: 50 })
      await accounts(transaction).doc('a').update({ n: data.n + 1 })
    })
    expect(tries).toBe(2)
    expect(await n('a')).toBe(51)
  })
})

describe('under load', () => {
  test('money is neither made nor lost, and every acknowledged transfer is in the log', async () => {
    let acknowledged = 0
    const transfer = async (from: string, to: string): Promise<void> => {
      for (let attempt = 0; ; attempt++) {
        try {
          await db.runTransaction(async (transaction: Transaction) => {
            const { data } = (await accounts(transaction).doc(from).get()) as unknown as { data: { n: number } }
            if (data.n < 1) return
            await accounts(transaction).doc(from).update({ n: _.inc(-1) })
            await accounts(transaction).doc(to).update({ n: _.inc(1) })
            await transaction.collection('log').add({ from, to })
          })
          acknowledged++
          return
        } catch (error) {
          if ((error as { code?: string }).code !== 'DATABASE_TRANSACTION_CONFLICT') throw error
          await new Promise((next) => setTimeout(next, (attempt * 7) % 20))
        }
      }
    }
    const lane = async (from: string, to: string): Promise<void> => {
      for (let i = 0; i < 10; i++) await transfer(from, to)
    }
    await Promise.all([lane('a', 'b'), lane('b', 'a'), lane('a', 'b'), lane('b', 'a')])
    const { data } = (await accounts().where({}).get()) as { data: { n: number }[] }
    expect(data.reduce((sum, account) => sum + account.n, 0)).toBe(20)
    expect(acknowledged).toBe(40)
    expect((await db.collection('log').count()).total).toBeLessThanOrEqual(40)
  }, 20_000)

  test('300 who want 30 places by one conditional update: 30 get one', async () => {
    await db.collection('log').add({ _id: 'quota', left: 30, going: [] })
    const results = await Promise.all(
      Array.from({ length: 300 }, (_unused, i) => db.collection('log').where({ _id: 'quota', left: _.gt(0) }).update({ left: _.inc(-1), going: _.push([`m${i}`]) })),
    )
    expect(results.filter((result) => (result as { updated: number }).updated === 1)).toHaveLength(30)
    const [quota] = (await db.collection('log').doc('quota').get()).data as { left: number; going: string[] }[]
    expect(quota?.left).toBe(0)
    expect(new Set(quota?.going).size).toBe(30)
  })
})

describe('the time limit', () => {
  const memory = { range: () => [], write: () => Promise.resolve(), settled: () => Promise.resolve() } as unknown as Disk

  test('ends a transaction, frees what it held, and says so', async () => {
    jest.useFakeTimers()
    try {
      const env = new Environment('e', 1, memory)
      await env.declare({ name: 'c' })
      await env.insert('c', [{ _id: 'a', n: 1 }])
      const transaction = env.begin()
      const change = { query: readQuery({ _id: 'a' }), update: readUpdate({ $set: { n: 2 } }, new Date()), multi: false }
      await env.update('c', change, transaction)
      const outside = env.update('c', { ...change, update: readUpdate({ $inc: { n: 10 } }, new Date()) })
      jest.advanceTimersByTime(30_001)
      expect(await outside).toMatchObject({ updated: 1, doc: { n: 11 } })
      expect(() => transaction.use()).toThrow(/longer than 30 seconds/)
      expect(env.locks.size).toBe(0)
    } finally {
      jest.useRealTimers()
    }
  })

  test('old versions are forgotten when no transaction is open', async () => {
    const env = new Environment('e', 1, memory)
    await env.declare({ name: 'c' })
    await env.insert('c', [{ _id: 'a', n: 1 }])
    const open = new Inner(env)
    open.use()
    open.abort()
    env.ended(open)
    expect(env.history.changedSince(env.collection('c'), 0)).toEqual([])
  })
})

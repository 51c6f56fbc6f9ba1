/**
 * What the unmodified SDK may rely on. Runs against the local cloud, or against the endpoint in LOCAL_CLOUD_URL (with
 * LOCAL_CLOUD_ENV, and SECRETID/SECRETKEY in the usual variables), so that a live environment can be asked the same.
 */
import { randomUUID } from 'node:crypto'
import { cloudForFile, codeOf, errorOf, type Db, type Transaction } from './support/cloud'
import sdk from '@cloudbase/node-sdk'

const elsewhere = process.env['LOCAL_CLOUD_URL']
const local = elsewhere ? undefined : cloudForFile()
const env = process.env['LOCAL_CLOUD_ENV'] ?? 'contract'
let db: Db
let _: Db['command']
const name = `contract_${randomUUID().slice(0, 8).replaceAll('-', '')}`

beforeAll(async () => {
  db = elsewhere ? sdk.init({ env, serviceUrl: elsewhere } as never).database() : (local as NonNullable<typeof local>).db(env)
  _ = db.command
  await db.createCollection(name)
})
beforeEach(async () => {
  await db.collection(name).where({ _id: _.exists(true) }).remove()
})

const things = (): ReturnType<Db['collection']> => db.collection(name)
const all = async (): Promise<Record<string, unknown>[]> => (await things().orderBy('_id', 'asc').limit(1000).get()).data as Record<string, unknown>[]

describe('documents', () => {
  test('a document comes back as it was added', async () => {
    const at = new Date('2024-02-29T12:34:56.789Z')
    await things().add({ _id: 'a', n: 1, f: 1.5, big: 1_700_000_000_000, s: '党支部', yes: true, none: null, at, list: [1, 'x', { y: [] }], deep: { a: { b: 1 } }, early: new Date(-1) })
    const { data } = await things().doc('a').get()
    expect(data).toEqual([{ _id: 'a', n: 1, f: 1.5, big: 1_700_000_000_000, s: '党支部', yes: true, none: null, at, list: [1, 'x', { y: [] }], deep: { a: { b: 1 } }, early: new Date(-1) }])
  })

  test('a missing id is made by the server, as text', async () => {
    const { id } = (await things().add({ n: 1 })) as { id: string }
    expect(id).toMatch(/^[0-9a-f]{24,32}$/)
    expect((await things().doc(id).get()).data).toHaveLength(1)
  })

  test('several documents go in at once, their ids in order', async () => {
    const { ids } = (await things().add([{ _id: 'p' }, { _id: 'q' }])) as unknown as { ids: string[] }
    expect(ids).toEqual(['p', 'q'])
  })

  test('an id that is there already is refused and changes nothing', async () => {
    await things().add({ _id: 'a', n: 1 })
    const error = await errorOf(things().add({ _id: 'a', n: 2 }) as Promise<unknown>)
    expect(error.code).toBe('DATABASE_REQUEST_FAILED')
    expect(error.message).toMatch(/E11000 duplicate key error/)
    expect(await all()).toEqual([{ _id: 'a', n: 1 }])
  })

  test('ids may be numbers, and 1 is not "1"', async () => {
    await things().add({ _id: 1, v: 'number' })
    await things().add({ _id: '1', v: 'text' })
    expect((await things().doc(1).get()).data).toEqual([{ _id: 1, v: 'number' }])
    expect((await things().doc('1').get()).data).toEqual([{ _id: '1', v: 'text' }])
  })

  test('a missing document is an empty list, a missing collection an error', async () => {
    expect((await things().doc('none').get()).data).toEqual([])
    expect(await codeOf(db.collection(`${name}_none`).doc('x').get())).toBe('DATABASE_COLLECTION_NOT_EXIST')
    expect(await codeOf(db.collection(`${name}_none`).add({}) as Promise<unknown>)).toBe('DATABASE_COLLECTION_NOT_EXIST')
  })

  test('set replaces the whole and adds what is missing', async () => {
    expect(await things().doc('s').set({ a: 1, b: 1 })).toMatchObject({ updated: 0, upsertedId: 's' })
    expect(await things().doc('s').set({ a: 2 })).toMatchObject({ updated: 1 })
    expect(await all()).toEqual([{ _id: 's', a: 2 }])
  })

  test('update changes the named fields only, in depth too, and adds nothing', async () => {
    await things().add({ _id: 'u', a: { x: 1, y: 1 }, b: 1 })
    expect(await things().doc('u').update({ a: { x: 2 }, c: 3 })).toMatchObject({ updated: 1 })
    expect(await things().doc('none').update({ a: 1 })).toMatchObject({ updated: 0 })
    expect(await all()).toEqual([{ _id: 'u', a: { x: 2, y: 1 }, b: 1, c: 3 }])
  })

  test('where().update changes all that match, with multiple: false one', async () => {
    await things().add([{ _id: 'a', k: 1 }, { _id: 'b', k: 1 }, { _id: 'c', k: 2 }])
    expect(await things().where({ k: 1 }).update({ seen: true })).toMatchObject({ updated: 2 })
    expect(await things().where({ k: _.gte(1) }).options({ multiple: false }).update({ one: true })).toMatchObject({ updated: 1 })
    expect((await things().where({ one: true }).count()).total).toBe(1)
  })

  test('remove takes what matches', async () => {
    await things().add([{ _id: 'a', k: 1 }, { _id: 'b', k: 1 }, { _id: 'c', k: 2 }])
    expect((await things().doc('c').remove()).deleted).toBe(1)
    expect((await things().where({ k: 1 }).remove()).deleted).toBe(2)
    expect(await all()).toEqual([])
  })

  test('updateAndReturn answers the document as it is now', async () => {
    await things().add({ _id: 'a', left: 1 })
    const take = (): Promise<{ updated: number; doc: unknown }> => things().where({ _id: 'a', left: _.gt(0) }).updateAndReturn({ left: _.inc(-1) }) as never
    expect(await take()).toMatchObject({ updated: 1, doc: { _id: 'a', left: 0 } })
    expect(await take()).toMatchObject({ updated: 0, doc: null })
  })

  test('a server date is the time of the server, also with an offset and inside', async () => {
    const before = Date.now()
    await things().add({ _id: 'd', at: db.serverDate(), in: { hour: db.serverDate({ offset: 3_600_000 }) } })
    const [doc] = (await things().doc('d').get()).data as { at: Date; in: { hour: Date } }[]
    expect(doc?.at.getTime()).toBeGreaterThanOrEqual(before - 60_000)
    expect(doc && doc.in.hour.getTime() - doc.at.getTime()).toBe(3_600_000)
    expect((await things().where({ at: _.lte(db.serverDate({ offset: 60_000 })) }).count()).total).toBe(1)
  })

  test('points come back as points', async () => {
    await things().add({ _id: 'g', at: new db.Geo.Point(113.3, 23.1) })
    const [doc] = (await things().doc('g').get()).data as { at: { longitude: number; latitude: number } }[]
    expect([doc?.at.longitude, doc?.at.latitude]).toEqual([113.3, 23.1])
  })
})

describe('lists', () => {
  beforeEach(async () => {
    await things().add(Array.from({ length: 120 }, (_unused, i) => ({ _id: String(i).padStart(4, '0'), n: i % 10, i })))
  })

  test('100 documents without a limit', async () => {
    expect((await things().where({}).get()).data).toHaveLength(100)
    expect((await things().limit(1000).get()).data).toHaveLength(120)
  })

  test('orderBy, skip, limit, field', async () => {
    const { data } = await things().where({ n: _.in([1, 2]) }).orderBy('n', 'desc').orderBy('i', 'asc').skip(1).limit(2).field({ i: true, _id: false }).get()
    expect(data).toEqual([{ i: 12 }, { i: 22 }])
  })

  test('count counts what matches, beyond 100 too', async () => {
    expect((await things().where({ i: _.gte(0) }).count()).total).toBe(120)
  })

  test('an aggregation answers 20 documents unless a limit says more', async () => {
    expect((await things().aggregate().match({ i: _.gte(0) }).end()).data).toHaveLength(20)
    expect((await things().aggregate().sort({ i: 1 }).limit(50).end()).data).toHaveLength(50)
  })
})

describe('transactions', () => {
  test('are there whole or not at all', async () => {
    await things().add([{ _id: 'a', n: 1 }, { _id: 'b', n: 1 }])
    await db.runTransaction(async (transaction: Transaction) => {
      await transaction.collection(name).doc('a').update({ n: _.inc(-1) })
      await transaction.collection(name).doc('b').update({ n: _.inc(1) })
      await transaction.collection(name).add({ _id: 'c' })
    })
    await expect(
      db.runTransaction(async (transaction: Transaction) => {
        await transaction.collection(name).doc('a').update({ n: 100 })
        await transaction.rollback('no')
      }),
    ).rejects.toBe('no')
    expect(await all()).toEqual([{ _id: 'a', n: 0 }, { _id: 'b', n: 2 }, { _id: 'c' }])
  })

  test('doc().get in one answers the document itself, or null', async () => {
    await things().add({ _id: 'a', n: 1 })
    const seen = await db.runTransaction(async (transaction: Transaction) => [
      (await transaction.collection(name).doc('a').get()).data,
      (await transaction.collection(name).doc('none').get()).data,
    ])
    expect(seen).toEqual([{ _id: 'a', n: 1 }, null])
  })

  test('the second writer of a document is refused at once', async () => {
    await things().add({ _id: 'a', n: 0 })
    const [first, second] = await Promise.all([db.startTransaction(), db.startTransaction()])
    await first.collection(name).doc('a').get()
    await second.collection(name).doc('a').get()
    await first.collection(name).doc('a').update({ n: 1 })
    expect(await codeOf(second.collection(name).doc('a').update({ n: 2 }))).toBe('DATABASE_TRANSACTION_CONFLICT')
    await first.commit()
    expect(await codeOf(second.commit() as Promise<unknown>)).toBe('DATABASE_TRANSACTION_FAIL')
    expect(await all()).toEqual([{ _id: 'a', n: 1 }])
  })
})

describe('refusals', () => {
  test.each([
    ['an unknown operator', (): Promise<unknown> => things().options({ raw: true } as never).where({ n: { $almost: 1 } } as never).get(), /\$almost/],
    ['$inc on text', async (): Promise<unknown> => (await things().add({ _id: 'x', t: 'text' }), things().doc('x').update({ t: _.inc(1) })), /non-numeric/],
    ['$push on a scalar', async (): Promise<unknown> => (await things().add({ _id: 'x', t: 'text' }), things().doc('x').update({ t: _.push([1]) })), /must be an array/],
    ['a field under a scalar', async (): Promise<unknown> => (await things().add({ _id: 'x', t: 'text' }), things().doc('x').update({ 't.under': 1 })), /Cannot create field/],
  ])('%s is named and changes nothing', async (_what, call, message) => {
    const error = await errorOf(call())
    expect(error.code).toBe('DATABASE_REQUEST_FAILED')
    expect(error.message).toMatch(message)
  })
})

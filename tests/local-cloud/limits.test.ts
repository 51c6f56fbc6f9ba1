/** The service's limits are felt here first, and its bad days on demand. */
import { readQuery } from '../../local-cloud/query/match'
import { timeLimited } from '../../local-cloud/query/time-limit'
import { Collection } from '../../local-cloud/store/collection'
import { Weather } from '../../local-cloud/service/weather'
import { startLocalCloud, type LocalCloud } from '../../local-cloud'
import { appOf, callFunction, cloudForFile, codeOf, errorOf, folder, type Transaction } from './support/cloud'

describe('limits', () => {
  const local = cloudForFile()

  test('a document over 16 MB is refused, in a transaction too; the store goes on', async () => {
    const db = local.db(local.env())
    await db.createCollection('c')
    const large = 'x'.repeat(20 * 1024 * 1024)
    expect((await errorOf(db.collection('c').add({ _id: 'a', large }) as Promise<unknown>)).message).toMatch(/16 MB/)
    expect((await errorOf(db.runTransaction(async (transaction: Transaction) => transaction.collection('c').doc('a').set({ large })) as Promise<unknown>)).message).toMatch(/16 MB/)
    await db.collection('c').add({ _id: 'b', large: 'x'.repeat(15 * 1024 * 1024) })
    expect((await errorOf(db.collection('c').doc('b').update({ more: 'x'.repeat(2 * 1024 * 1024) }))).message).toMatch(/16 MB/)
    await db.collection('c').add({ _id: 'c', large: 'x'.repeat(5 * 1024 * 1024) })
    // Together they do not fit into one reply.
    expect((await errorOf(db.collection('c').get())).message).toMatch(/reply is larger than 16 MB/)
    expect((await db.collection('c').field({ _id: true }).get()).data).toHaveLength(2)
  }, 30_000)

  test('more than 1,000 documents in one answer there are never', async () => {
    const db = local.db(local.env())
    await db.createCollection('c')
    await db.collection('c').add(Array.from({ length: 1010 }, (_unused, i) => ({ i })))
    expect((await db.collection('c').limit(5000).get()).data).toHaveLength(1000)
  })

  test('a pattern that would run for ever is stopped', () => {
    const collection = new Collection('c', 1, undefined, [])
    collection.apply('a', 1, { _id: 'a', t: `${'a'.repeat(40)}!` })
    const query = readQuery({ t: { $regex: '^(a+)+$' } })
    expect(() => timeLimited(() => collection.find(query), 50)).toThrow(/exceeded time limit/)
    expect(collection.find(readQuery({ t: /^a/ })).recs).toHaveLength(1)
  })

  test('wherever it stands: a query, a projection, a position, what a transaction has changed', async () => {
    const env = local.env()
    const db = local.db(env)
    const { RegExp: pattern } = db
    await db.createCollection('c')
    const text = `${'a'.repeat(40)}!`
    await db.collection('c').add([{ _id: 'a', list: [{ t: text }], n: 1 }, { _id: 'b', n: 1 }])
    const forever = pattern({ regexp: '^(a+)+$' })
    const transaction = await db.startTransaction()
    await transaction.collection('c').doc('b').update({ t: text })
    const projected = { action: 'database.getDocument', envName: env, collectionName: 'c', projection: '{"list":{"$elemMatch":{"t":{"$regex":"^(a+)+$"}}}}' }
    const calls: [string, () => Promise<unknown>][] = [
      ['a query', () => db.collection('c').where({ 'list.t': forever }).get()],
      ['a projection', async () => Promise.reject(await (await fetch(`${local.cloud.url}/admin`, { method: 'POST', body: JSON.stringify(projected) })).json())],
      ['a position', () => db.collection('c').where(db.command.or([{ n: 1 }, { 'list.t': forever }])).update({ 'list.$.seen': true })],
      ['a transaction', () => transaction.collection('c').where({ t: forever }).get()],
    ]
    for (const [what, call] of calls) expect([what, (await errorOf(call())).message]).toEqual([what, expect.stringMatching(/exceeded time limit/)])
    await transaction.rollback()
    expect((await db.collection('c').count()).total).toBe(2)
  }, 60_000)

  test('what is thrown under the watch comes out as it is', () => {
    const problem = new Error('mine')
    expect(() => timeLimited(() => { throw problem })).toThrow(problem)
    expect(timeLimited(() => timeLimited(() => 5))).toBe(5)
  })
})

describe('weather', () => {
  const clouds: LocalCloud[] = []
  afterAll(() => Promise.all(clouds.map((cloud) => cloud.close())))
  const start = async (options: Partial<Parameters<typeof startLocalCloud>[0]>): Promise<LocalCloud> => {
    const cloud = await startLocalCloud({ port: 0, dataDir: folder(), quiet: true, timers: false, sync: false, ...options })
    clouds.push(cloud)
    return cloud
  }

  test('the same seed brings the same bad luck', async () => {
    const luck = async (seed: number): Promise<string> => {
      const weather = new Weather({ faults: 'unavailable=0.3,timeout=0.3', seed })
      let text = ''
      for (let i = 0; i < 60; i++) text += await weather.through(() => Promise.reject(new Error('not needed')), {}, () => Promise.resolve('.')).catch((error: Error) => (error.message === '' ? 't' : 'u'))
      return text
    }
    expect(await luck(7)).toBe(await luck(7))
    expect(await luck(7)).not.toBe(await luck(8))
    expect(await luck(7)).toMatch(/^(?=.*u)(?=.*t)(?=.*\.)/)
  })

  test('a service that is never there says so', async () => {
    const cloud = await start({ faults: 'unavailable=1' })
    expect(await codeOf(appOf(cloud.url, 'e').database().createCollection('c') as Promise<unknown>)).toBe('EXCEED_CONCURRENT_REQUEST_LIMIT')
  })

  test('an answer that is lost: the connection breaks, and what was asked may have happened', async () => {
    const cloud = await start({ faults: 'timeout=0.5', seed: 3 })
    const db = appOf(cloud.url, 'e').database()
    const insist = async <T>(call: () => Promise<T>): Promise<T> => {
      for (;;) {
        try {
          return await call()
        } catch (error) {
          if ((error as { code?: string }).code?.startsWith('DATABASE')) throw error
        }
      }
    }
    await insist(() => db.createCollection('c') as Promise<unknown>).catch(() => undefined)
    for (let i = 0; i < 20; i++) await insist(() => db.collection('c').add({ _id: `d${i}` }) as Promise<unknown>).catch((error: { message: string }) => expect(error.message).toMatch(/E11000/))
    expect((await insist(() => db.collection('c').count())).total).toBe(20)
  })

  test('conflicts hit transactions only, and runTransaction survives some', async () => {
    const cloud = await start({ faults: 'conflict=0.2', seed: 1 })
    const db = appOf(cloud.url, 'e').database()
    await db.createCollection('c')
    await db.collection('c').add({ _id: 'a', n: 0 })
    let done = 0
    for (let i = 0; i < 20; i++) {
      await db.runTransaction(async (transaction: Transaction) => transaction.collection('c').doc('a').update({ n: db.command.inc(1) })).then(() => done++, () => undefined)
    }
    expect((await db.collection('c').doc('a').get()).data).toEqual([{ _id: 'a', n: done }])
    expect(done).toBeGreaterThan(10)
  })

  test('a start that takes longer delays the first call only', async () => {
    const cloud = await start({ coldStart: 300, functionsDir: `${__dirname}/fixtures/functions` })
    const timed = async (): Promise<number> => {
      const before = performance.now()
      await callFunction(cloud, 'echo', {})
      return performance.now() - before
    }
    const [first, second] = [await timed(), await timed()]
    expect(first).toBeGreaterThan(300)
    expect(second).toBeLessThan(first)
  })

  test('malformed faults are refused at the start', async () => {
    await expect(start({ faults: 'rain=1' })).rejects.toThrow(/rain=1/)
    await expect(start({ faults: 'conflict=2' })).rejects.toThrow(/share from 0 to 1/)
  })
})

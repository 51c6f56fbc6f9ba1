/** What was acknowledged is there after a kill -9, whole or not at all; a folder belongs to one process. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { open } from 'lmdb'
import { startLocalCloud } from '../../local-cloud'
import { Disk } from '../../local-cloud/store/disk'
import { Store } from '../../local-cloud/store/store'
import { readQuery } from '../../local-cloud/query/match'
import { appOf, codeOf, errorOf, folder, jsonFile, type Transaction } from './support/cloud'
import { serve } from './support/server'

const COLLECTIONS = [{ name: 'events', indexes: [{ name: 'key', unique: true, keys: [{ field: 'key', direction: 1 }] }] }, { name: 'pairs' }, { name: 'empty' }]

describe('killed in the middle of writing', () => {
  test('what was acknowledged is there, transactions are whole, and indexes hold again', async () => {
    const data = folder()
    const args = ['--data', data, '--collections', jsonFile(COLLECTIONS)]
    const acknowledged = new Set<string>()
    const counts = new Map<string, number>()
    for (let round = 0; round < 3; round++) {
      const server = await serve(args)
      const db = appOf(server.url, 'local').database()
      let stop = false
      const writer = async (w: number): Promise<void> => {
        for (let i = 0; !stop; i++) {
          const id = `${round}-${w}-${i}`
          try {
            if (i % 3 === 2) {
              await db.runTransaction(async (transaction: Transaction) => {
                await transaction.collection('pairs').add({ _id: `${id}-left` })
                await transaction.collection('pairs').add({ _id: `${id}-right` })
              })
              acknowledged.add(`pair ${id}`)
            } else if (i % 3 === 1) {
              await db.collection('events').doc(`counter-${w}`).set({ key: `counter-${w}`, n: i + round * 1_000_000 })
              counts.set(`counter-${w}`, i + round * 1_000_000)
            } else {
              await db.collection('events').add({ _id: id, key: id, text: 'x'.repeat(300) })
              acknowledged.add(`event ${id}`)
            }
          } catch {
            return
          }
        }
      }
      const writers = Array.from({ length: 8 }, (_unused, w) => writer(w))
      // By progress, not by the clock: some hundred acknowledged writes, others on their way.
      const target = acknowledged.size + 150 + round * 37
      while (acknowledged.size < target) await new Promise((next) => setImmediate(next))
      await server.kill()
      stop = true
      await Promise.all(writers)
    }

    const server = await serve(args)
    const db = appOf(server.url, 'local').database()
    const ids = async (name: string): Promise<string[]> => {
      const found: string[] = []
      for (let last = ''; ; ) {
        const { data: page } = (await db.collection(name).where({ _id: db.command.gt(last) }).orderBy('_id', 'asc').limit(1000).get()) as { data: { _id: string }[] }
        if (page.length === 0) return found
        found.push(...page.map((doc) => doc._id))
        last = found.at(-1) as string
      }
    }
    const events = new Set(await ids('events'))
    const pairs = new Set(await ids('pairs'))
    for (const what of acknowledged) {
      const [kind, id] = what.split(' ') as [string, string]
      if (kind === 'event') expect(events).toContain(id)
      else expect([pairs.has(`${id}-left`), pairs.has(`${id}-right`)]).toEqual([true, true])
    }
    for (const id of pairs) expect(pairs).toContain(id.endsWith('-left') ? id.replace('-left', '-right') : id.replace('-right', '-left'))
    for (const [id, n] of counts) {
      const [doc] = (await db.collection('events').doc(id).get()).data as { n: number }[]
      expect(doc?.n).toBeGreaterThanOrEqual(n)
    }
    const one = [...events][0] as string
    expect((await errorOf(db.collection('events').add({ key: one }) as Promise<unknown>)).message).toMatch(/E11000/)
    expect((await db.collection('empty').get()).data).toEqual([])
    expect(await server.stop()).toBe(0)
  }, 60_000)
})

describe('a data folder', () => {
  test('belongs to one process; a second one is refused with a sentence', async () => {
    const data = folder()
    const server = await serve(['--data', data])
    await expect(serve(['--data', data])).rejects.toThrow(/in use by another local cloud \(process \d+\)/)
    await expect(startLocalCloud({ port: 0, dataDir: data, quiet: true, timers: false })).rejects.toThrow(/in use/)
    await server.kill()
    // The dead one's lock does not keep it closed.
    const next = await startLocalCloud({ port: 0, dataDir: data, quiet: true, timers: false })
    await next.close()
    expect(readdirSync(join(data, 'database')).filter((name) => name.startsWith('lock'))).not.toContain('lock')
  }, 20_000)

  test('a lock left by a process whose number somebody else has now is no lock', async () => {
    const data = folder()
    mkdirSync(join(data, 'database'))
    writeFileSync(join(data, 'database', 'lock'), JSON.stringify({ pid: process.pid, started: 'long ago', token: 'x' }))
    await (await startLocalCloud({ port: 0, dataDir: data, quiet: true, timers: false })).close()
  })

  test('of another format is refused with a sentence', async () => {
    const data = folder()
    await (await startLocalCloud({ port: 0, dataDir: data, quiet: true, timers: false })).close()
    const db = open<string, string[]>({ path: join(data, 'database', 'data.mdb'), encoding: 'string', noSubdir: true })
    await db.put(['format'], '99')
    await db.close()
    await expect(startLocalCloud({ port: 0, dataDir: data, quiet: true, timers: false })).rejects.toThrow(/format 99.*format 1/)
  })

  test('a port that is taken leaves the folder free', async () => {
    const first = await startLocalCloud({ port: 0, dataDir: folder(), quiet: true, timers: false })
    const data = folder()
    await expect(startLocalCloud({ port: first.port, dataDir: data, quiet: true, timers: false })).rejects.toThrow(/EADDRINUSE/)
    await (await startLocalCloud({ port: 0, dataDir: data, quiet: true, timers: false })).close()
    await first.close()
  })

  test('deleted under it: writes are refused with the cause, the process goes on', async () => {
    const data = folder()
    const cloud = await startLocalCloud({ port: 0, dataDir: data, quiet: true, timers: false })
    const db = appOf(cloud.url, 'e').database()
    await db.createCollection('c')
    await db.collection('c').add({ _id: 'a' })
    rmSync(join(data, 'database'), { recursive: true })
    expect((await errorOf(db.collection('c').add({ _id: 'b' }) as Promise<unknown>)).message).toMatch(/data folder was removed/)
    expect((await fetch(`${cloud.url}/healthz`)).status).toBe(200)
    await cloud.close()
    expect(existsSync(join(data, 'database', 'lock'))).toBe(false)
  })
})

describe('what is declared', () => {
  const start = (collections: unknown, functions: unknown = []): Promise<unknown> => startLocalCloud({ port: 0, dataDir: folder(), quiet: true, timers: false, collections: jsonFile(collections), functionsConfig: jsonFile({ functions }) })
  test.each<[string, unknown, unknown, RegExp]>([
    ['no list', {}, [], /list of collections/],
    ['a name with a slash', [{ name: 'a/b' }], [], /a\/b/],
    ['a name twice', [{ name: 'a' }, { name: 'a' }], [], /twice/],
    ['an index without keys', [{ name: 'a', indexes: [{ name: 'i' }] }], [], /needs keys/],
    ['a timer with six fields', [], [{ name: 'f', triggers: [{ name: 't', type: 'timer', config: '0 * * * * *' }] }], /seven fields/],
  ])('%s is refused with a sentence, before anything is opened', async (_what, collections, functions, message) => {
    await expect(start(collections, functions)).rejects.toThrow(message)
  })

  test('a later declaration adds and drops indexes; one that the data break is refused', async () => {
    const dataDir = folder()
    const run = async (indexes: object[], use: (db: ReturnType<ReturnType<typeof appOf>['database']>) => Promise<void>): Promise<void> => {
      const cloud = await startLocalCloud({ port: 0, dataDir, quiet: true, timers: false, sync: false, collections: jsonFile([{ name: 'c', indexes }]) })
      await use(appOf(cloud.url, 'e').database()).finally(() => cloud.close())
    }
    const unique = { name: 'n', unique: true, keys: [{ field: 'n', direction: 1 }] }
    await run([], async (db) => void (await db.collection('c').add([{ _id: 'a', n: 1 }, { _id: 'b', n: 1 }])))
    await run([unique], async (db) => expect((await errorOf(db.collection('c').get())).message).toMatch(/E11000/))
    await run([], async (db) => void (await db.collection('c').doc('b').update({ n: 2 })))
    await run([unique], async (db) => expect(await codeOf(db.collection('c').add({ n: 2 }) as Promise<unknown>)).toBe('DATABASE_REQUEST_FAILED'))
    await run([], async (db) => void (await db.collection('c').add({ n: 2 })))
  })
})

/** A disk of 3 MB in a name space of its own, gone with the process. Not every machine lets us. */
const ON_SMALL_DISK = ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=3m tmpfs "$0" && exec "$@"']
const allowed = spawnSync(ON_SMALL_DISK[0] as string, [...ON_SMALL_DISK.slice(1), folder(), 'true']).status === 0

;(allowed ? describe : describe.skip)('a disk that is full', () => {
  test('refuses documents and files with the cause; what was there stays, and goes on when there is room again', async () => {
    const data = folder()
    const server = await serve(['--data', data, '--collections', jsonFile([{ name: 'c' }])], [...ON_SMALL_DISK, data])
    const app = appOf(server.url, 'local')
    const events = app.database().collection('c')
    const ids = async (): Promise<string[]> => ((await events.field({ _id: true }).orderBy('_id', 'asc').limit(1000).get()).data as { _id: string }[]).map(({ _id }) => _id)
    const kept: string[] = []
    let refusal: { code: string; message: string } | undefined
    for (let i = 100; i < 400 && !refusal; i++) {
      try {
        await events.add({ _id: `d${i}`, text: 'x'.repeat(50_000) })
        kept.push(`d${i}`)
      } catch (error) {
        refusal = error as { code: string; message: string }
      }
    }
    expect(refusal?.code).toBe('DATABASE_REQUEST_FAILED')
    expect(refusal?.message).toMatch(/refused by the disk.*(space|full)/i)
    expect(kept.length).toBeGreaterThan(5)
    expect(await ids()).toEqual(kept)
    expect((await fetch(`${server.url}/storage/large.bin`, { method: 'PUT', headers: { 'x-wx-openid': 'o' }, body: Buffer.alloc(4_000_000) })).status).toBe(507)
    await expect(app.uploadFile({ cloudPath: 'large.bin', fileContent: Buffer.alloc(4_000_000) as never })).rejects.toThrow()
    for (const id of kept.splice(0, 4)) await events.doc(id).remove()
    await events.add({ _id: 'later', text: 'x'.repeat(1000) })
    expect(await ids()).toEqual([...kept, 'later'])
    expect(await server.stop()).toBe(0)
  }, 60_000)
})

describe('a disk that refuses', () => {
  /** A store whose disk fails on demand, as a full one does. */
  function storeThatFails(): { store: Store; fail: (on: boolean) => void } {
    const inner = Disk.prototype as unknown as { commit(batch: unknown): Promise<void> }
    const commit = inner.commit
    let failing = false
    jest.spyOn(inner, 'commit').mockImplementation(async function (this: unknown, batch: unknown) {
      await new Promise((next) => setImmediate(next))
      if (failing) throw new Error('ENOSPC: no space left on device')
      return commit.call(this as typeof inner, batch)
    })
    return { store: new Store(folder(), [{ name: 'c' }]), fail: (on) => (failing = on) }
  }
  afterEach(() => jest.restoreAllMocks())

  test('refuses the write, forgets it, and goes on when there is room again', async () => {
    const { store, fail } = storeThatFails()
    const env = async (): ReturnType<Store['environment']> => store.environment('e')
    const ids = async (): Promise<unknown[]> => (await env()).find('c', readQuery({}), [], 0, 100).map((doc) => doc['_id'])
    await (await env()).insert('c', [{ _id: 'kept' }])
    fail(true)
    const refused = await Promise.all([codeOf((await env()).insert('c', [{ _id: 'lost' }])), codeOf((await env()).insert('c', [{ _id: 'lost too' }])), codeOf((await env()).remove('c', readQuery({ _id: 'kept' }), true))])
    expect(refused).toEqual(Array(3).fill('DATABASE_REQUEST_FAILED'))
    fail(false)
    expect(await ids()).toEqual(['kept'])
    await (await env()).insert('c', [{ _id: 'after' }])
    expect(await ids()).toEqual(['kept', 'after'])
    await store.close()
  })
})

import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sdk from '@cloudbase/node-sdk'
import { open } from 'lmdb'
import { readQuery } from './query/match'
import { Collection } from './store/collection'
import type { Doc } from './values/types'

/**
 * `node --import tsx local-cloud/bench.ts [--calls 1000000]`: what the local cloud costs, each number beside
 * what it is compared with, taken in the same run. --calls adds a long run that watches the server's memory.
 */

const IN_FLIGHT = 20
const INDEXES = [{ name: 'branch-at', keys: [{ field: 'branch', direction: 1 as const }, { field: 'at', direction: -1 as const }] }]

const member = (i: number): Doc => ({ _id: `m${i}`, branch: `b${i % 200}`, name: `同志${i}`, left: 1_000_000, at: i, phone: '13800000000', roles: ['member', 'secretary'], note: 'x'.repeat(160) })

function row(what: string, value: string, beside = ''): void {
  console.log(`${what.padEnd(58)} ${value.padStart(14)}  ${beside}`)
}

/** Calls a second with a fixed number in flight. */
async function rate(calls: number, call: (i: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < calls) await call(next++)
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane))
  return (calls / (performance.now() - started)) * 1000
}

/** A server in a process of its own that answers every request with the same text, asked by `use`. */
async function withFixedAnswer<T>(answer: string, use: (port: number) => Promise<T>): Promise<T> {
  const source = `require('http').createServer((q, a) => q.resume().on('end', () => a.end(${JSON.stringify(answer)}))).listen(0, '127.0.0.1', function () { console.log(this.address().port) })`
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    return await use(Number(await new Promise<string>((found) => child.stdout.once('data', (chunk: Buffer) => found(chunk.toString())))))
  } finally {
    child.kill()
  }
}

/** Requests a second, one after another: what the machine's loopback gives. */
function rawHttp(): Promise<number> {
  return withFixedAnswer('{"ok":true}', async (port) => {
    const agent = new Agent({ keepAlive: true })
    const call = (): Promise<void> => new Promise((done) => request({ port, agent, method: 'POST' }, (answer) => answer.resume().on('end', done)).end('{"a":1}'))
    for (let i = 0; i < 2000; i++) await call()
    const started = performance.now()
    for (let i = 0; i < 10_000; i++) await call()
    agent.destroy()
    return 10_000_000 / (performance.now() - started)
  })
}

/** What the SDK alone reaches against a server that does nothing. */
function sdkAlone(): Promise<number> {
  return withFixedAnswer(JSON.stringify({ requestId: 'x', data: { list: [JSON.stringify(member(1))] }, total: 1, limit: 1, offset: 0 }), async (port) => {
    const members = sdk.init({ env: 'bench', serviceUrl: `http://127.0.0.1:${port}/admin` } as never).database().collection('members')
    await rate(2000, () => members.doc('m1').get())
    return rate(10_000, () => members.doc('m1').get())
  })
}

async function serve(dataDir: string, collections: string): Promise<{ url: string; pid: number; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', join(__dirname, 'main.ts'), '--port', '0', '--data', dataDir, '--collections', collections, '--no-timers'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((found) => child.stdout.on('data', (chunk: Buffer) => found(/http:\/\/[\d.:]+/.exec(chunk.toString())?.[0] ?? '')))
  return { url, pid: child.pid ?? 0, stop: () => new Promise((gone) => child.once('exit', () => gone()).kill()) }
}

async function memoryOf(url: string): Promise<number> {
  return ((await (await fetch(`${url}/healthz?collect`)).json()) as { memory: number }).memory
}

async function throughSdk(dataDir: string, collections: string, longRun: number): Promise<void> {
  const raw = await rawHttp()
  const alone = await sdkAlone()
  row('raw loopback HTTP, one after another', `${raw.toFixed(0)}/s`)
  row('SDK against a server that does nothing', `${alone.toFixed(0)}/s`, `${(alone / raw).toFixed(2)} of raw HTTP; all below: ${IN_FLIGHT} in flight`)
  const server = await serve(dataDir, collections)
  const db = sdk.init({ env: 'bench', serviceUrl: `${server.url}/admin` } as never).database()
  const _ = db.command
  const members = db.collection('members')
  for (let i = 0; i < 10_000; i += 500) await members.add(Array.from({ length: 500 }, (_unused, k) => member(i + k)))
  const pick = (i: number): string => `m${(i * 7919) % 10_000}`
  const measure = async (what: string, calls: number, call: (i: number) => Promise<unknown>, wanted?: number): Promise<void> => {
    await rate(calls / 10, call)
    const speed = await rate(calls, call)
    row(`SDK: ${what}`, `${speed.toFixed(0)}/s`, `${(speed / alone).toFixed(2)} of the SDK alone, ${(speed / raw).toFixed(2)} of raw HTTP${wanted === undefined ? '' : ` (wanted ≥ ${wanted})`}`)
  }
  await measure('get by id', 10_000, (i) => members.doc(pick(i)).get(), 0.28)
  await measure('20 documents by index, in order', 5000, (i) => members.where({ branch: `b${i % 200}` }).orderBy('at', 'desc').limit(20).get())
  await measure('conditional update, on the disk', 5000, (i) => members.where({ _id: pick(i), left: _.gt(0) }).update({ left: _.inc(-1) }), 0.17)
  await measure('add, on the disk', 5000, () => members.add({ _id: randomUUID(), branch: 'x', at: 0 }) as Promise<unknown>)
  await measure('transaction of two writes, on the disk', 1000, (i) =>
    db.runTransaction(async (transaction: { collection(name: string): typeof members }) => {
      await transaction.collection('members').doc(pick(i * 2)).update({ left: 1 })
      await transaction.collection('members').doc(pick(i * 2 + 1)).update({ left: 2 })
    }))
  if (longRun > 0) {
    const before = await memoryOf(server.url)
    for (let done = 0; done < longRun; done += 100_000) {
      await rate(100_000, (i) => (i % 4 === 0 ? members.where({ _id: pick(i), left: _.gt(0) }).update({ left: _.inc(-1) }) : members.doc(pick(i)).get()))
      row(`server's memory after ${done + 100_000} calls`, `${((await memoryOf(server.url)) / 1e6).toFixed(0)} MB`, `${(before / 1e6).toFixed(0)} MB before`)
    }
  }
  await server.stop()
}

function inMemory(): void {
  const time = (n: number, call: (i: number) => unknown): number => {
    const started = performance.now()
    for (let i = 0; i < n; i++) call(i)
    return ((performance.now() - started) / n) * 1000
  }
  const costs = [1000, 100_000].map((size) => {
    const collection = new Collection('c', 1, undefined, INDEXES)
    collection.load(Array.from({ length: size }, (_unused, i) => ({ rec: i + 1, doc: { ...member(i), branch: `b${i % (size / 50)}` } })))
    const query = readQuery({ branch: 'b7' })
    const sort = [{ path: 'at', direction: -1 as const }]
    time(2000, () => collection.find(query, sort, 0, 20))
    return time(20_000, () => collection.find(query, sort, 0, 20))
  }) as [number, number]
  row('bare engine: 20 of 50 by index, in 1,000 documents', `${costs[0].toFixed(1)} µs`)
  row('bare engine: the same in 100,000', `${costs[1].toFixed(1)} µs`, `${(costs[1] / costs[0]).toFixed(2)} × (wanted ≤ 3)`)
}

async function startUp(dataDir: string, collections: string): Promise<void> {
  const docs = 200_000
  let server = await serve(dataDir, collections)
  const db = sdk.init({ env: 'large', serviceUrl: `${server.url}/admin`, timeout: 60_000 } as never).database()
  const started = performance.now()
  for (let i = 0; i < docs; i += 2000) await db.collection('members').add(Array.from({ length: 2000 }, (_unused, k) => member(i + k)))
  row('200,000 documents in, 2,000 a request', `${((performance.now() - started) / 1000).toFixed(1)} s`)
  await server.stop()

  const disk = open<string, (string | number)[]>({ path: join(dataDir, 'database', 'data.mdb'), encoding: 'string', noSubdir: true, readOnly: true })
  let json = 0
  let parsed = 0
  const reading = performance.now()
  const kept: unknown[] = []
  for (const { value } of disk.getRange({ start: ['doc'], end: ['doc', '\u{10ffff}'] })) {
    json += Buffer.byteLength(value)
    kept.push(JSON.parse(value))
    parsed++
  }
  const alone = performance.now() - reading
  kept.length = 0
  await disk.close()

  server = await serve(dataDir, collections)
  const empty = await memoryOf(server.url)
  const first = performance.now()
  await sdk.init({ env: 'large', serviceUrl: `${server.url}/admin`, timeout: 60_000 } as never).database().collection('members').doc('m1').get()
  const load = performance.now() - first
  row(`reading and parsing ${parsed} documents alone`, `${alone.toFixed(0)} ms`)
  row('first request on 200,000 documents', `${load.toFixed(0)} ms`, `${(load / alone).toFixed(2)} × (wanted ≤ 3)`)
  const used = (await memoryOf(server.url)) - empty
  row('memory for 200,000 documents and their indexes', `${(used / 1e6).toFixed(0)} MB`, `${(used / json).toFixed(2)} × their JSON (wanted ≤ 3)`)
  await server.stop()
}

async function main(): Promise<void> {
  Object.assign(process.env, { TENCENTCLOUD: 'true', TENCENTCLOUD_SECRETID: 'local', TENCENTCLOUD_SECRETKEY: 'local', SILENCE: 'true' })
  const at = process.argv.indexOf('--calls')
  const folder = mkdtempSync(join(tmpdir(), 'local-cloud-bench-'))
  const collections = join(folder, 'collections.json')
  writeFileSync(collections, JSON.stringify([{ name: 'members', indexes: INDEXES }]))
  try {
    inMemory()
    await throughSdk(join(folder, 'a'), collections, at < 0 ? 0 : Number(process.argv[at + 1]))
    await startUp(join(folder, 'b'), collections)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

void main()

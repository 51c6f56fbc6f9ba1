/** `npm start` as a new user meets it: empty, with the demo, a second time, broken off, and where it cannot run. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import { appealStates } from '../../types/contracts/codes'
import { root } from '../support/sources'

jest.setTimeout(300_000)

interface Run { port: number; url: string; printed(): string; code(): number | null; stop(signal?: NodeJS.Signals): Promise<void> }
const folders: string[] = []
const running = new Set<ChildProcess>()

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-start-'))
  folders.push(folder)
  return folder
}
const freePort = (): Promise<number> => new Promise(done => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    server.close(() => done(port))
  })
})

/** Runs the script of `npm start` until it has printed `until` or has ended. */
async function start(env: Record<string, string>, until = 'is running'): Promise<Run> {
  const port = Number(env.PORT ?? await freePort())
  const child = spawn(process.execPath, ['config/start.mjs'], { cwd: root, env: { ...process.env, PORT: String(port), ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let printed = ''
  const gone = new Promise<void>(done => child.once('exit', () => { running.delete(child); done() }))
  await new Promise<void>(done => {
    const read = (data: Buffer) => {
      printed += String(data)
      if (printed.includes(until)) setTimeout(done, 50)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', () => setTimeout(done, 50))
  })
  return { port, url: `http://127.0.0.1:${port}`, printed: () => printed, code: () => child.exitCode, stop: async signal => { child.kill(signal ?? 'SIGTERM'); await gone } }
}

afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function call<A extends ActionName>(run: Run, openid: string, action: A, input: InputOf<A>): Promise<OutputOf<A>> {
  const response = await fetch(`${run.url}/functions/api`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-wx-openid': openid }, body: JSON.stringify({ action, input, requestId: `start-${Math.random().toString(36).slice(2)}` }) })
  const reply = await response.json() as { ok: true; data: OutputOf<A> } | { ok: false; error: unknown }
  if (!reply.ok) throw new Error(JSON.stringify(reply.error))
  return reply.data
}

const personasOf = async (run: Run): Promise<{ key: string; openid: string }[]> => (await fetch(`${run.url}/personas.json`)).json() as never

test('empty: the founding code is printed and opens the first organisation; the keys are the owner\'s alone', async () => {
  const folder = newFolder()
  const run = await start({ DATA_DIR: folder, SEED: 'none' })
  expect(run.printed()).toContain(`支部 is running: ${run.url}/`)
  const code = /works once\): (\S+)/.exec(run.printed())![1]!
  expect(await (await fetch(`${run.url}/`)).text()).toContain('<iframe')
  expect((await fetch(`${run.url}/app/index.html`)).status).toBe(200)
  if (process.platform !== 'win32') expect(statSync(join(folder, 'keys.json')).mode & 0o777).toBe(0o600)

  const same = await start({ PORT: String(run.port), DATA_DIR: newFolder(), SEED: 'none' })
  expect([same.code(), same.printed()]).toEqual([1, expect.stringMatching(/^Port \d+ is in use.*PORT=\d+ npm start\n$/)])
  const shared = await start({ DATA_DIR: folder, SEED: 'none' })
  expect([shared.code(), shared.printed()]).toEqual([1, expect.stringContaining('is in use by another local cloud')])

  const { organisationId } = await call(run, 'o-local-founder', 'organisations.found', { code, organisationName: '示例大学第一党支部', kind: 'branch', name: '王建国' })
  await run.stop()
  const again = await start({ DATA_DIR: folder, SEED: 'none' })
  expect((await call(again, 'o-local-founder', 'session.home', {})).me).toMatchObject({ name: '王建国', organisationId })
  await again.stop()
})

test('a wrong setting is told in a sentence', async () => {
  for (const env of [{ PORT: 'abc' }, { SEED: 'some' }] as Record<string, string>[]) {
    const run = await start({ DATA_DIR: newFolder(), ...env })
    expect([run.code(), run.printed()]).toEqual([1, expect.stringMatching(/^(PORT|SEED) must be .+\n$/)])
  }
})

test('the demo: a year of a fictitious university; broken off it begins anew, done it is not made again', async () => {
  const folder = newFolder()
  const broken = await start({ DATA_DIR: folder, SEED: 'demo' }, 'Making the demo')
  await new Promise(done => setTimeout(done, 4000))
  await broken.stop('SIGKILL')
  const run = await start({ DATA_DIR: folder, SEED: 'demo' })
  expect(run.printed()).toContain('beginning anew')
  const personas = await personasOf(run)
  expect(personas.map(({ key }) => key)).toEqual(['secretary', 'member', 'probationary', 'committee', 'student', 'stranger'])
  const openid = Object.fromEntries(personas.map(one => [one.key, one.openid])) as Record<string, string>
  for (const one of personas) expect((await call(run, one.openid, 'session.home', {})).me === null).toBe(['student', 'stranger'].includes(one.key))

  const { below } = await call(run, openid.committee!, 'session.home', {})
  expect(below.length).toBe(2)
  const people = below.reduce((sum, { members }) => sum + members, 0)
  expect(people).toBeGreaterThan(110)
  expect(people).toBeLessThan(130)
  const past = await call(run, openid.secretary!, 'activities.list', { when: 'past', limit: 50 })
  expect(new Set(past.items.map(({ startsAt }) => startsAt.slice(0, 7))).size).toBeGreaterThanOrEqual(10)
  const coming = await call(run, openid.secretary!, 'activities.list', { when: 'coming' })
  expect(new Set(coming.items.map(({ state }) => state))).toEqual(new Set(['started', 'open', 'cancelled']))
  expect(coming.items.some(({ waiting }) => waiting > 0)).toBe(true)
  const appeals = await call(run, openid.secretary!, 'appeals.ofBranch', {})
  expect(new Set(appeals.items.map(({ state }) => state))).toEqual(new Set(Object.keys(appealStates)))
  expect((await call(run, openid.member!, 'points.mine', {})).items.some(({ reverses }) => reverses)).toBe(true)
  await run.stop()

  const again = await start({ DATA_DIR: folder, SEED: 'demo' })
  expect(again.printed()).not.toContain('Making the demo')
  expect(await personasOf(again)).toEqual(personas)
  await again.stop()
  expect(readFileSync(join(folder, 'state.json'), 'utf8')).toContain('"done": true')
})

/**
 * Starts the product on this machine: builds what has changed, starts the local cloud, seeds an empty data folder, and
 * answers on `/` only when all of it is done. PORT, DATA_DIR and SEED (demo or none) come from the environment.
 */
import { fork } from 'node:child_process'
import { closeSync, cpSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { startLocalCloud, type LocalCloud, type LocalCloudOptions } from '../local-cloud'
import { newFoundingCode } from './founding'
import { newKeys } from './keys'
import type { SeedResult } from './seed/main'
import type { Persona } from './seed/personas'

const root = resolve(__dirname, '..')
const ENV = 'local'

/** What a data folder remembers beside the cloud's own data. */
interface State {
  seed: 'demo' | 'none'
  foundingCode: string
  /** False while the seed runs: a folder that was left so is begun anew. */
  done: boolean
  personas: Persona[]
}

interface Settings { port: number; dataDir: string; seed: 'demo' | 'none' }

function settings(): Settings {
  const port = Number(process.env.PORT || 4800)
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`)
  const seed = process.env.SEED || 'demo'
  if (seed !== 'demo' && seed !== 'none') throw new Error(`SEED must be "demo" or "none", not "${seed}".`)
  return { port, dataDir: resolve(process.env.DATA_DIR || join(root, '.data/local')), seed }
}

/** Refuses before the build what would only fail after it. */
function refuseTakenPort(port: number): Promise<void> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      fail(new Error(error.code === 'EADDRINUSE' ? `Port ${port} is in use, perhaps by another npm start. Stop that one, or choose another: PORT=${port + 1} npm start` : `Port ${port} cannot be used: ${error.message}`)))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done()))
  })
}

/** Keys of this data folder: made once, readable by the owner only. */
function keysOf(dataDir: string): string {
  const file = join(dataDir, 'keys.json')
  if (!existsSync(file)) writeFileSync(file, newKeys() + '\n', { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

const stateFile = (dataDir: string): string => join(dataDir, 'state.json')
const keepState = (dataDir: string, state: State): void => writeFileSync(stateFile(dataDir), JSON.stringify(state, null, 2) + '\n', { mode: 0o600 })

/** What the folder holds; a seed that was broken off is thrown away. */
function readState(dataDir: string): State | null {
  if (!existsSync(stateFile(dataDir))) return null
  const state = JSON.parse(readFileSync(stateFile(dataDir), 'utf8')) as State
  if (state.done) return state
  console.log('The last start was broken off while it made the demo; beginning anew.')
  rmSync(join(dataDir, 'cloud'), { recursive: true, force: true })
  return null
}

/** Runs the seed in a process of its own, with the same keys and data as the functions. */
function runSeed(cloud: LocalCloud, keys: string, seed: string, foundingCode: string): Promise<SeedResult> {
  return new Promise((done, fail) => {
    const child = fork(join(root, 'config/seed/main.ts'), [], {
      cwd: root,
      execArgv: ['--import', 'tsx'],
      env: {
        ...process.env, CLOUD_URL: cloud.url, FOUNDING_CODE: foundingCode, SEED: seed, ZHIBU_KEYS: keys, MINIPROGRAM_VERSION: 'develop',
        TCB_ENV: ENV, TENCENTCLOUD: 'true', TENCENTCLOUD_SECRETID: 'local', TENCENTCLOUD_SECRETKEY: 'local', TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${cloud.url}/admin` }),
      },
    })
    child.once('message', (result) => done(result as SeedResult))
    child.once('error', fail)
    child.once('exit', (code) => fail(new Error(`Seeding failed (${code}); what went wrong stands above. Delete the data folder to begin anew.`)))
  })
}

/** Puts the outer page, the preview and the list of personas together; each data folder has its own. */
function assemble(dataDir: string, personas: Persona[]): string {
  const site = join(dataDir, 'preview')
  rmSync(site, { recursive: true, force: true })
  cpSync(join(root, 'config/preview'), site, { recursive: true })
  cpSync(join(root, 'dist/h5'), join(site, 'app'), { recursive: true })
  writeFileSync(join(site, 'personas.json'), JSON.stringify(personas, null, 2) + '\n')
  return site
}

/** Starts everything and returns when `/` answers; the process then runs until it is stopped. */
export async function start(): Promise<void> {
  const { port, dataDir, seed } = settings()
  await refuseTakenPort(port)
  mkdirSync(dataDir, { recursive: true })
  const { build } = (await import('./build.mjs' as string)) as { build(parts: string[]): Promise<void> }
  // The preview takes longest; it is built while the cloud starts and is seeded.
  const preview = build(['h5'])
  preview.catch(() => undefined)
  await build(['functions'])

  const options: LocalCloudOptions = {
    port, dataDir: join(dataDir, 'cloud'), env: ENV,
    functionsDir: join(root, 'dist/cloudfunctions'), functionsConfig: join(root, 'config/cloudbaserc.json'), collections: join(root, 'dist/collections.json'),
    functionEnv: { ZHIBU_KEYS: keysOf(dataDir), ZHIBU_TEMPLATES: templates, MINIPROGRAM_VERSION: 'develop' },
    codePageUrl: `http://127.0.0.1:${port}/#/{page}?scene={scene}`,
  }
  const known = readState(dataDir)
  if (known && process.env.SEED && known.seed !== seed) console.log(`${dataDir} was filled with SEED=${known.seed} and stays so; delete it or choose another DATA_DIR to begin anew.`)
  const state = known ?? await fill(options, dataDir, seed)
  const cloud = await startLocalCloud(options)
  stopWith(cloud)
  await preview
  cloud.host(assemble(dataDir, state.personas))
  announce(cloud, state)
}

/** Message templates of the local cloud: what is sent lands in its outbox. */
const templates = JSON.stringify({ activityReminder: 'local-activity-reminder', placeFreed: 'local-place-freed', appealAnswered: 'local-appeal-answered' })

/**
 * Fills an empty data folder by a cloud that nobody else sees. It need not wait for the disk at every write: what was
 * broken off is thrown away at the next start, and the whole is put on the disk once before it counts as done.
 */
async function fill(options: LocalCloudOptions, dataDir: string, seed: 'demo' | 'none'): Promise<State> {
  const foundingCode = newFoundingCode()
  keepState(dataDir, { seed, foundingCode, done: false, personas: [] })
  if (seed === 'demo') console.log('Making the demo: a year in the life of 示例大学 …')
  const started = performance.now()
  const cloud = await startLocalCloud({ ...options, port: 0, sync: false, timers: false })
  const { personas } = await runSeed(cloud, options.functionEnv!.ZHIBU_KEYS!, seed, foundingCode)
  // What the timer would have made by now: sums for the higher organisations.
  if (seed === 'demo') await cloud.runTimer('jobs')
  await cloud.close()
  flush(options.dataDir)
  if (seed === 'demo') console.log(`The demo was made in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  const state: State = { seed, foundingCode, done: true, personas }
  keepState(dataDir, state)
  return state
}

/** Waits until every file below a folder is on the disk. */
function flush(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = openSync(join(entry.parentPath ?? entry.path, entry.name), 'r+')
    fsyncSync(file)
    closeSync(file)
  }
}

function announce(cloud: LocalCloud, state: State): void {
  console.log(`\n支部 is running: ${cloud.url}/`)
  if (state.seed === 'none') console.log(`Founding code, for the first officer (works once): ${state.foundingCode}`)
  console.log('Stop with Ctrl+C.')
}

function stopWith(cloud: LocalCloud): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      void cloud.close().then(() => process.exit(0), () => process.exit(1))
    })
  }
}

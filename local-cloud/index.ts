import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { Files } from './files/files'
import { Links } from './files/links'
import { readFunctionsConfig } from './functions/config'
import { messageOf } from './errors'
import { FunctionHost } from './functions/host'
import { Timers } from './functions/timers'
import { Admin, type CallTally } from './service/cloud'
import { Records } from './service/records'
import { Routes } from './service/routes'
import { Weather } from './service/weather'
import { readCollections } from './store/declared'
import { Store } from './store/store'
import { Outbox } from './wechat/outbox'

/** CloudBase on this machine. See README.md in this folder. */

export interface LocalCloudOptions {
  /** 0: any free one. Default 4801. Listens on 127.0.0.1 only. */
  port?: number
  /** Made if missing; a second process on it is refused. */
  dataDir: string
  /** The environment id of the function host. Default 'local'. */
  env?: string
  /** Folder of built functions: <name>/index.js, exports.main = async (event, context). */
  functionsDir?: string
  /** A cloudbaserc.json: timeouts, memory, variables and timers of the functions. */
  functionsConfig?: string
  /** More environment variables for the functions. */
  functionEnv?: Record<string, string>
  /** JSON file of [{name, acl?, indexes?}], made in every environment. */
  collections?: string
  /** Folder served as a website at '/'. */
  hosting?: string
  /** Where a scanned mini-program code leads, e.g. 'http://127.0.0.1:4800/#/{page}?scene={scene}'. */
  codePageUrl?: string
  /** A sample that the text check answers as risky. Default '违规示例词'. */
  riskyWord?: string
  quiet?: boolean
  /** Run timers by their cron line. Default true. */
  timers?: boolean
  /** Wait for the disk before a write is acknowledged. Default true; without it a write survives kill -9, but no power cut: for tests. */
  sync?: boolean
  /** Milliseconds that every request of the SDK takes longer. */
  latency?: number
  /** Milliseconds that the start of a function's process takes longer. */
  coldStart?: number
  /** Bad luck, as shares of requests: 'conflict=0.05,timeout=0.01,unavailable=0.01'. */
  faults?: string
  /** Seed of the bad luck. */
  seed?: number
}

export interface LocalCloud {
  readonly url: string
  readonly port: number
  /** Serves this folder as the website from now on. */
  host(dir: string): void
  /** Runs a function as its timer would; its result. */
  runTimer(fn: string, trigger?: string): Promise<unknown>
  close(): Promise<void>
}

/** Starts a local cloud; resolves when it listens. Throws with a sentence when a file, the folder or the port is not as it must be. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  // What can be wrong in the options shows before anything is opened.
  const { env = 'local', quiet = false } = options
  const collections = options.collections === undefined ? [] : readCollections(options.collections)
  const configs = readFunctionsConfig(options.functionsConfig)
  const weather = new Weather(options)
  const dataDir = resolve(options.dataDir)
  const filesDir = join(dataDir, 'files')
  const functionsDir = options.functionsDir && resolve(options.functionsDir)
  mkdirSync(filesDir, { recursive: true })

  const store = new Store(join(dataDir, 'database'), collections, options.sync ?? true)
  let address = ''
  const url = (): string => address
  const shared = { store, files: new Files(filesDir), links: new Links(), records: new Records(), env, url, tallies: new Map<string, CallTally>() }
  const outbox = new Outbox()
  const codePageUrl = (): string => options.codePageUrl ?? `${address}/#/{page}?scene={scene}`
  const wechat = { outbox, codePageUrl, riskyWord: options.riskyWord ?? '违规示例词' }
  const admin = new Admin({ ...shared, wechat, functionsDir, weather })
  const host = new FunctionHost({ env, url, folder: functionsDir, configs, extra: options.functionEnv ?? {}, coldStart: options.coldStart ?? 0, quiet })
  const routes = new Routes({ ...shared, admin, host, window: { ...shared, outbox, functions: configs }, hosting: options.hosting && resolve(options.hosting) })
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => void routes.handle(request, response))
  let port: number
  try {
    port = await listen(server, options.port ?? 4801)
  } catch (error) {
    await store.close()
    throw error
  }
  address = `http://127.0.0.1:${port}`

  const timers = new Timers()
  if (options.timers ?? true) {
    for (const { name, timers: lines } of configs.values()) {
      const failed = (error: unknown): void => {
        if (!quiet) console.error(`[local-cloud] timer of ${name}: ${messageOf(error)}`)
      }
      for (const timer of lines) timers.start(timer.config, () => routes.timer(name, timer.name), failed)
    }
  }
  return {
    url: address,
    port,
    host: (dir) => routes.serve(resolve(dir)),
    runTimer: (fn, trigger) => routes.timer(fn, trigger),
    close: async () => {
      timers.stop()
      await host.close()
      await new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
      await store.close()
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((listening, refused) => {
    server.once('error', refused)
    server.listen(port, '127.0.0.1', () => listening((server.address() as AddressInfo).port))
  })
}

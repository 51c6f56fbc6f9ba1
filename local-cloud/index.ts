import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
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
import type { CollectionSpec } from './store/environment'
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

/** Starts a local cloud; resolves when it listens. Throws with a sentence when the folder or the port cannot be had. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const env = options.env ?? 'local'
  const dataDir = resolve(options.dataDir)
  mkdirSync(dataDir, { recursive: true })
  const collections = options.collections === undefined ? [] : (JSON.parse(readFileSync(options.collections, 'utf8')) as CollectionSpec[])
  const configs = readFunctionsConfig(options.functionsConfig)
  const store = new Store(join(dataDir, 'database'), collections, options.sync ?? true)
  try {
    const server = createServer({ keepAliveTimeout: 60_000 })
    const port = await new Promise<number>((listening, refused) => {
      server.once('error', refused)
      server.listen(options.port ?? 4801, '127.0.0.1', () => listening((server.address() as AddressInfo).port))
    })
    const url = `http://127.0.0.1:${port}`
    mkdirSync(join(dataDir, 'files'), { recursive: true })
    const files = new Files(join(dataDir, 'files'))
    const links = new Links()
    const records = new Records()
    const tallies = new Map<string, CallTally>()
    const functionsDir = options.functionsDir && resolve(options.functionsDir)
    const outbox = new Outbox()
    const wechat = { outbox, codePageUrl: () => options.codePageUrl ?? `${url}/#/{page}?scene={scene}`, riskyWord: options.riskyWord ?? '违规示例词' }
    const admin = new Admin({ store, files, links, records, url: () => url, defaultEnv: env, tallies, wechat, functionsDir })
    const host = new FunctionHost({ env, url, folder: functionsDir, configs, extra: options.functionEnv ?? {}, quiet: options.quiet ?? false })
    const window = { store, files, records, outbox, functions: configs, env }
    const routes = new Routes({ admin, files, links, records, host, tallies, env, window, hosting: options.hosting && resolve(options.hosting) })
    server.on('request', (request, response) => void routes.handle(request, response))
    const timers = new Timers()
    if (options.timers ?? true) {
      const failed = (name: string) => (error: unknown) => {
        if (!options.quiet) console.error(`[local-cloud] timer of ${name}: ${messageOf(error)}`)
      }
      for (const { name, timers: lines } of configs.values()) for (const timer of lines) timers.start(timer.config, () => routes.timer(name, timer.name), failed(name))
    }
    return {
      url,
      port,
      host: (dir) => {
        routes.parts.hosting = resolve(dir)
      },
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
  } catch (error) {
    await store.close()
    throw error
  }
}

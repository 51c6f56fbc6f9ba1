import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { HttpError } from '../service/http'
import { defaultsFor, entryOf, type FunctionConfig } from './config'
import { FunctionProcess } from './process'

/** Who calls: somebody in WeChat, or a timer. */
export type Caller = { readonly openid: string; readonly appid?: string } | { readonly timer: string }

export const MAX_PAYLOAD = 6 * 1024 * 1024
export const DEFAULT_APPID = 'wx0000000000local0'

export interface HostOptions {
  readonly env: string
  readonly url: () => string
  readonly folder: string | undefined
  readonly configs: ReadonlyMap<string, FunctionConfig>
  readonly extra: Readonly<Record<string, string>>
  /** Milliseconds that a start takes longer. */
  readonly coldStart: number
  readonly quiet: boolean
}

/** Runs functions: one process each, started at the first call, restarted when its file changes or it has died. */
export class FunctionHost {
  private readonly processes = new Map<string, FunctionProcess>()
  private readonly retired = new Set<FunctionProcess>()

  constructor(private readonly options: HostOptions) {}

  configOf(name: string): FunctionConfig {
    return this.options.configs.get(name) ?? defaultsFor(name)
  }

  has(name: string): boolean {
    return entryOf(this.options.folder, name) !== null
  }

  /** The result as JSON text. `id` marks the call; requests of the SDK carry it back. */
  async call(name: string, event: string, caller: Caller, id: string = randomUUID()): Promise<string> {
    const file = entryOf(this.options.folder, name)
    if (!file) throw new HttpError(404, `there is no function named ${JSON.stringify(name).slice(0, 100)}`)
    const result = await this.processOf(name, file).call(id, event, this.contextOf(name, caller, id))
    if (Buffer.byteLength(result) > MAX_PAYLOAD) throw new HttpError(413, `the answer of function ${name} is larger than 6 MB`)
    return result
  }

  private processOf(name: string, file: string): FunctionProcess {
    const modified = statSync(file).mtimeMs
    const running = this.processes.get(name)
    if (running?.alive && running.modified === modified) return running
    if (running?.alive) {
      running.retire()
      this.retired.add(running)
    }
    for (const old of this.retired) if (!old.alive) this.retired.delete(old)
    const config = this.configOf(name)
    const started = new FunctionProcess(config, file, modified, this.options.url(), this.environmentOf(config), this.options)
    this.processes.set(name, started)
    return started
  }

  /** What the process finds in process.env: never a caller. */
  private environmentOf(config: FunctionConfig): Record<string, string> {
    const { env, extra } = this.options
    const url = this.options.url()
    const inherited: Record<string, string> = {}
    for (const key of ['PATH', 'HOME', 'LANG', 'TMPDIR', 'NODE_ENV']) if (process.env[key] !== undefined) inherited[key] = process.env[key] as string
    return {
      ...inherited,
      TZ: 'UTC',
      TENCENTCLOUD: 'true',
      TENCENTCLOUD_SECRETID: 'local',
      TENCENTCLOUD_SECRETKEY: 'local',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
      TCB_CONTEXT_KEYS: 'TCB_ENV,SCF_NAMESPACE',
      TCB_ENV: env,
      SCF_NAMESPACE: env,
      SCF_FUNCTIONNAME: config.name,
      SCF_FUNCTIONVERSION: '$LATEST',
      ...config.envVariables,
      ...extra,
    }
  }

  /** The second argument of main. Source: node-sdk, tcbcontext.js (`context.environment` is JSON text). */
  private contextOf(name: string, caller: Caller, id: string): object {
    const { env } = this.options
    const config = this.configOf(name)
    const shared = { TCB_ENV: env, SCF_NAMESPACE: env, TCB_CONTEXT_KEYS: 'TCB_ENV,SCF_NAMESPACE' }
    const environment =
      'timer' in caller
        ? { ...shared, TRIGGER_SRC: 'timer', TCB_SOURCE: 'timer' }
        : {
            ...shared,
            TRIGGER_SRC: 'tcb',
            TCB_SOURCE: 'wx_client',
            WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID,WX_CLIENTIP,TCB_ENV',
            WX_OPENID: caller.openid,
            WX_APPID: caller.appid || DEFAULT_APPID,
            WX_CLIENTIP: '127.0.0.1',
          }
    return {
      callbackWaitsForEmptyEventLoop: false,
      memory_limit_in_mb: config.memorySize,
      time_limit_in_ms: config.timeout * 1000,
      request_id: id,
      function_version: '$LATEST',
      function_name: name,
      namespace: env,
      tencentcloud_region: 'ap-shanghai',
      environment: JSON.stringify(environment),
      environ: Object.entries(environment).map(([key, value]) => `${key}=${value}`).join(';'),
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.processes.values(), ...this.retired].map((process) => process.end()))
  }
}

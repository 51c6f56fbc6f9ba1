import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cron } from './timers'

/** Settings of the functions, as cloudbaserc.json has them. Source: CloudBase CLI, "云函数配置". */

export interface TimerConfig {
  readonly name: string
  readonly config: string
}

export interface FunctionConfig {
  readonly name: string
  /** Seconds. CloudBase's default is 3. */
  readonly timeout: number
  /** Megabytes. */
  readonly memorySize: number
  readonly envVariables: Readonly<Record<string, string>>
  readonly timers: readonly TimerConfig[]
}

const DEFAULTS = { timeout: 3, memorySize: 256 }

interface Written {
  functions?: { name?: string; timeout?: number; memorySize?: number; envVariables?: Record<string, string>; triggers?: { name: string; type: string; config: string }[] }[]
}

/** Reads the settings; a missing file or a malformed timer is an error, a function that is not in it has CloudBase's defaults. */
export function readFunctionsConfig(path: string | undefined): Map<string, FunctionConfig> {
  const functions = new Map<string, FunctionConfig>()
  if (path === undefined) return functions
  const written = JSON.parse(readFileSync(path, 'utf8')) as Written
  for (const { name, timeout, memorySize, envVariables, triggers } of written.functions ?? []) {
    if (!name) throw new Error(`${path}: a function without a name`)
    const timers = (triggers ?? []).filter((trigger) => trigger.type === 'timer').map((trigger) => ({ name: trigger.name, config: trigger.config }))
    for (const timer of timers) new Cron(timer.config)
    functions.set(name, { name, timeout: timeout ?? DEFAULTS.timeout, memorySize: memorySize ?? DEFAULTS.memorySize, envVariables: envVariables ?? {}, timers })
  }
  return functions
}

export const defaultsFor = (name: string): FunctionConfig => ({ name, ...DEFAULTS, envVariables: {}, timers: [] })

/** The file that a function starts with, or null where there is no such function. */
export function entryOf(folder: string | undefined, name: string): string | null {
  if (!folder || !/^[A-Za-z][A-Za-z0-9_-]{0,59}$/.test(name)) return null
  const file = join(folder, name, 'index.js')
  return existsSync(file) ? file : null
}

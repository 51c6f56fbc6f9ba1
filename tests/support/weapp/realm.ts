/** A JavaScript world like WeChat's: CommonJS `require`, no window, no document, no way to make code from a string. */
import vm from 'node:vm'
import { resolveIn, type Bundle } from './bundle'

export interface Realm {
  /** Runs a file of the bundle as `require` would; a second time answers what it exported. */
  load(path: string): unknown
  /** A copy of plain data, made of this world's own objects, as everything that WeChat hands over is. */
  inside<T>(value: T): T
  /** Ends every timer. */
  stop(): void
}

/** Timers that end this soon are waited for before the screen is looked at. */
const SOON = 60

/** Creates the world. `globals` are what WeChat puts there: wx, App, Page, Component, getApp, getCurrentPages. */
export function createRealm(bundle: Bundle, globals: Record<string, unknown>, busy: (change: 1 | -1) => void, failed: (error: unknown) => void): Realm {
  const timers = new Set<NodeJS.Timeout>()
  const later = (work: (...args: unknown[]) => void, delay = 0, ...args: unknown[]): NodeJS.Timeout => {
    const soon = delay <= SOON
    if (soon) busy(1)
    const timer: NodeJS.Timeout & { soon?: boolean } = setTimeout(() => {
      timers.delete(timer)
      if (soon && timer.soon) busy(-1)
      timer.soon = false
      try { work(...args) } catch (error) { failed(error) }
    }, delay)
    timer.soon = soon
    // A test that fails before it closes its app must not keep the process.
    timer.unref()
    timers.add(timer)
    return timer
  }
  const drop = (timer: (NodeJS.Timeout & { soon?: boolean }) | undefined): void => {
    if (!timer) return
    clearTimeout(timer)
    timers.delete(timer)
    if (timer.soon) busy(-1)
    timer.soon = false
  }
  const repeat = (work: () => void, delay = 0): NodeJS.Timeout => {
    const timer = setInterval(() => { try { work() } catch (error) { failed(error) } }, delay)
    timer.unref()
    timers.add(timer)
    return timer
  }
  const complain = (...words: unknown[]): void => failed(words.length === 1 ? words[0] : new Error(words.map(String).join(' ')))
  const sandbox: Record<string, unknown> = {
    ...globals,
    setTimeout: later, clearTimeout: drop, setInterval: repeat, clearInterval: drop,
    console: { log() {}, info() {}, debug() {}, warn() {}, error: complain },
  }
  const context = vm.createContext(sandbox, { codeGeneration: { strings: false, wasm: false } })
  // In WeChat `new Function` neither throws nor makes anything.
  vm.runInContext('var global = globalThis; globalThis.Function = new Proxy(Function, { construct: () => () => {}, apply: () => () => {} })', context)
  const parse = vm.runInContext('(text => JSON.parse(text))', context) as (text: string) => unknown
  const modules = new Map<string, { exports: unknown }>()

  function load(path: string): unknown {
    const found = modules.get(path)
    if (found) return found.exports
    const source = bundle.code(path)
    if (source === undefined) throw new Error(`module '${path}.js' is not defined`)
    const module = { exports: {} as unknown }
    modules.set(path, module)
    // The name is no file on disk, so that a failing test does not print the whole bundle.
    const run = new vm.Script(`(function (require, module, exports) {${source}\n})`, { filename: `weapp:///${path}.js` }).runInContext(context) as (...args: unknown[]) => void
    run((target: string) => load(resolveIn(path, target)), module, module.exports)
    return module.exports
  }
  return { load, stop: () => timers.forEach((timer) => clearTimeout(timer)), inside: <T>(value: T): T => (value === undefined ? value : (parse(JSON.stringify(value)) as T)) }
}

/** The built mini-program on disk: its code, its page list, and its real wxml and wxs compiled as WeChat's own framework does. */
import * as adapter from 'glass-easel-miniprogram-adapter'
import { TmplGroup } from 'glass-easel-template-compiler'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, resolve } from 'node:path'

export interface PageConfig { navigationBarTitleText?: string; enablePullDownRefresh?: boolean; usingComponents?: Record<string, string>; component?: boolean }
export interface AppJson { pages: string[]; subPackages?: { root: string; pages: string[] }[]; tabBar?: { list: { pagePath: string; text: string }[] }; window?: PageConfig; usingComponents?: Record<string, string> }
type Templates = Record<string, never>

/** A built bundle; `code` answers a file's text by its path without `.js`. */
export interface Bundle {
  dist: string
  app: AppJson
  /** Every page of the main package and of the sub-packages, in the order of app.json. */
  routes: string[]
  config(path: string): PageConfig
  code(path: string): string | undefined
  /** Gives a new code space every template and configuration of the bundle. */
  fill(space: adapter.CodeSpace): void
}

/** Where the test run has put the bundle; `WEAPP_DIST` names another folder. */
export const defaultDist = (): string => resolve(process.env.WEAPP_DIST ?? join(__dirname, '../../../dist/weapp'))

const known = new Map<string, Bundle>()

/** Reads and compiles a bundle, once per folder and process (about 100 ms). */
export function openBundle(dist = defaultDist()): Bundle {
  const found = known.get(dist)
  if (found) return found
  if (!existsSync(join(dist, 'app.json'))) throw new Error(`${dist} holds no mini-program: build it with npx taro build --type weapp`)
  const bundle = read(dist)
  known.set(dist, bundle)
  return bundle
}

function read(dist: string): Bundle {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'))
  const text = (file: string): string => readFileSync(join(dist, file), 'utf8')
  const json = <T>(file: string): T => JSON.parse(text(file)) as T
  const app = json<AppJson>('app.json')
  const templates = compile(files, text)
  const configs = new Map(files.filter((file) => file.endsWith('.json') && existsSync(join(dist, file.replace(/json$/, 'wxml')))).map((file) => {
    const path = file.slice(0, -5)
    const own = json<PageConfig>(file)
    const shared = Object.fromEntries(Object.entries(app.usingComponents ?? {}).map(([name, at]) => [name, `/${at.replace(/^\.?\//, '')}`]))
    return [path, { ...own, usingComponents: { ...(own.component ? {} : shared), ...own.usingComponents } }]
  }))
  return {
    dist, app,
    routes: [...app.pages, ...(app.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => posix.join(root, page)))],
    config: (path) => configs.get(path) ?? {},
    code: (path) => (existsSync(join(dist, `${path}.js`)) ? text(`${path}.js`) : undefined),
    fill(space) {
      for (const [path, content] of Object.entries(templates)) space.addCompiledTemplate(path, { groupList: templates, content } as never)
      for (const [path, config] of configs) space.addComponentStaticConfig(path, config as never)
    },
  }
}

function compile(files: string[], text: (file: string) => string): Templates {
  const group = new TmplGroup()
  try {
    for (const file of files) {
      if (file.endsWith('.wxs')) group.addScript(file.slice(0, -4), text(file))
      if (!file.endsWith('.wxml')) continue
      // Both spellings mean the same to WeChat; this compiler knows the one with a colon only.
      const source = text(file).replace(/\b(capture-bind|capture-catch|mut-bind|bind|catch)([a-z]+)=/g, '$1:$2=')
      // What this compiler only warns of, WeChat's own refuses.
      const faults = group.addTmpl(file.slice(0, -5), source) as { message: string; startLine: number }[]
      if (faults.length > 0) throw new Error(`${file}: ${faults.slice(0, 5).map(({ message, startLine }) => `line ${startLine + 1}: ${message}`).join('; ')}`)
    }
    return new Function(`return ${group.getTmplGenObjectGroups()}`)() as Templates
  } finally {
    group.free()
  }
}

/** The bundle path that `from` (a file of the bundle) names as `target`, without `.js`. */
export function resolveIn(from: string, target: string): string {
  const joined = target.startsWith('/') ? target.slice(1) : relative('/', resolve('/', dirname(from), target)).replaceAll('\\', '/')
  return joined.replace(/\.js$/, '')
}

/** The stack of open pages: WeChat's routes, life cycle and setData, each page drawn by WeChat's own framework. */
import * as glassEasel from 'glass-easel'
import * as adapter from 'glass-easel-miniprogram-adapter'
import { openBundle, resolveIn, type Bundle } from './bundle'
import type { Realm } from './realm'

export interface SetData { page: string; /** Bytes of what crosses to the renderer, as JSON in UTF-8. */ bytes: number; /** Elements that it creates or replaces. */ nodes: number; /** The first that carries content on this page. */ first: boolean }
type Life = 'onLoad' | 'onShow' | 'onReady' | 'onHide' | 'onUnload' | 'onPullDownRefresh' | 'onReachBottom' | 'onShareAppMessage'
export type PageInstance = Record<string, unknown> & Partial<Record<Life, (argument?: unknown) => unknown>> & { data: unknown; setData(data: object, done?: () => void): void }
export interface OpenPage { route: string; query: Record<string, string>; title: string; /** What WeChat asks before this page is left. */ question: string | null; instance: PageInstance; element: glassEasel.GeneralComponent; close(): void }

const bytesOf = (text: string): number => Buffer.byteLength(text)
const hostTypes: Record<string, unknown> = { String, Number, Boolean, Object, Array, Function }

/** Component properties name types by this world's constructors; the framework knows its own. */
function withHostTypes(definition: Record<string, unknown>): Record<string, unknown> {
  const known = (type: unknown): unknown => (typeof type === 'function' ? (hostTypes[type.name] ?? type) : type)
  const properties = Object.entries((definition.properties ?? {}) as Record<string, unknown>).map(([name, property]) =>
    [name, property !== null && typeof property === 'object' && 'type' in property ? { ...property, type: known(property.type) } : known(property)])
  return { ...definition, properties: Object.fromEntries(properties) as unknown }
}

export class Pages {
  readonly stack: OpenPage[] = []
  readonly log: SetData[] = []
  private readonly tabs = new Map<string, OpenPage>()
  private readonly space: adapter.CodeSpace
  private readonly backend: adapter.AssociatedBackend
  private readonly loaded = new Set<string>()
  /** The file that runs now: what it defines belongs to this path. */
  private defining = ''

  constructor(private readonly bundle: Bundle = openBundle(), private readonly realm: () => Realm, private readonly moved: () => void) {
    const env = new adapter.MiniProgramEnv()
    this.space = env.createCodeSpace('', true)
    this.backend = env.associateBackend(new glassEasel.EmptyBackendContext())
    bundle.fill(this.space)
  }

  /** `Page` and `Component` as the bundle's files find them. */
  globals(): Record<string, unknown> {
    const register = (kind: 'Page' | 'Component') => (definition: Record<string, unknown>) => {
      const path = this.defining
      this.space.componentEnv(path, (env) => { (env[kind] as (definition: unknown) => void)(kind === 'Page' ? this.asWeChatCalls(definition) : withHostTypes(definition)) })
    }
    return { Page: register('Page'), Component: register('Component'), Behavior: (definition: unknown) => this.space.componentEnv('', (env) => env.Behavior(definition as never)) }
  }

  get tabRoutes(): string[] { return (this.bundle.app.tabBar?.list ?? []).map(({ pagePath }) => pagePath) }
  get top(): OpenPage { return this.stack.at(-1) ?? (() => { throw new Error('no page is open') })() }

  navigateTo(url: string): void {
    if (this.stack.length >= 10) throw new Error('webview count limit exceed')
    if (this.tabRoutes.includes(split(url).route)) throw new Error('can not navigateTo a tabbar page')
    this.hide(this.stack.at(-1))
    this.push(this.create(url))
  }
  redirectTo(url: string): void {
    if (this.tabRoutes.includes(split(url).route)) throw new Error('can not redirectTo a tabbar page')
    this.unload(this.stack.pop())
    this.push(this.create(url))
  }
  navigateBack(delta = 1): void {
    for (let n = Math.min(delta, this.stack.length - 1); n > 0; n--) this.unload(this.stack.pop())
    this.show(this.top)
    this.moved()
  }
  switchTab(url: string): void {
    const { route } = split(url)
    if (!this.tabRoutes.includes(route)) throw new Error(`${route} is not a tabbar page`)
    if (this.stack.at(-1)?.route === route) return
    this.hide(this.stack.at(-1))
    for (const page of this.stack.splice(0)) this.unload(page)
    const kept = this.tabs.get(route)
    if (!kept) return this.push(this.create(`/${route}`))
    this.stack.push(kept)
    this.show(kept)
    this.moved()
  }
  reLaunch(url: string): void {
    for (const page of this.stack.splice(0)) this.unload(page)
    for (const page of this.tabs.values()) { page.instance.onUnload?.(); page.close() }
    this.tabs.clear()
    this.push(this.create(url))
  }

  private show(page: OpenPage): void {
    page.instance.onShow?.()
    page.element.triggerPageLifetime('show', [])
  }
  private hide(page: OpenPage | undefined): void {
    page?.instance.onHide?.()
    page?.element.triggerPageLifetime('hide', [])
  }
  private push(page: OpenPage): void {
    this.stack.push(page)
    if (this.tabRoutes.includes(page.route)) this.tabs.set(page.route, page)
    page.instance.onLoad?.(this.realm().inside(page.query))
    this.show(page)
    page.instance.onReady?.()
    this.moved()
  }
  private unload(page: OpenPage | undefined): void {
    if (!page || this.tabs.has(page.route)) return
    page.instance.onUnload?.()
    page.close()
  }

  private create(url: string): OpenPage {
    const { route, query } = split(url)
    if (!this.bundle.routes.includes(route)) throw new Error(`page "${route}" is not found`)
    this.loadComponents(route)
    this.loadFile(route)
    const root = this.backend.createRoot('page', this.space, route)
    const element = root.getComponent()
    const instance = root.get() as unknown as PageInstance
    Object.assign(instance, { route, __route__: route, options: this.realm().inside(query) })
    const life = { open: true }
    this.watch(instance, route, life)
    glassEasel.Element.pretendAttached(element)
    return { route, query, title: this.bundle.config(route).navigationBarTitleText ?? this.bundle.app.window?.navigationBarTitleText ?? '', question: null, instance, element, close: () => { life.open = false; root.release() } }
  }
  private loadFile(path: string): void {
    if (this.loaded.has(path)) return
    this.loaded.add(path)
    this.defining = path
    this.realm().load(path)
  }
  private loadComponents(path: string): void {
    for (const target of Object.values(this.bundle.config(path).usingComponents ?? {})) {
      const component = resolveIn(path, target)
      if (this.loaded.has(component) || component.startsWith('plugin')) continue
      this.loadFile(component)
      this.loadComponents(component)
    }
  }

  /** WeChat sends data between two threads as JSON: so functions and shared objects do not arrive, and its size is what counts. */
  private watch(instance: PageInstance, route: string, life: { open: boolean }): void {
    const set = instance.setData.bind(instance)
    let filled = false
    instance.setData = (data, done) => {
      // WeChat drops what arrives for a page that has been closed.
      if (!life.open) return
      const text = JSON.stringify(data) ?? '{}'
      const nodes = text.split('"nn":').length - 1
      this.log.push({ page: route, bytes: bytesOf(text), nodes, first: !filled && nodes > 0 })
      filled ||= nodes > 0
      set(JSON.parse(text) as object, undefined)
      this.moved()
      if (done) setTimeout(() => done.call(instance), 0)
    }
  }
  /** Events reach the page as plain data. */
  private asWeChatCalls(definition: Record<string, unknown>): Record<string, unknown> {
    const handler = definition.eh as ((this: unknown, event: unknown) => unknown) | undefined
    if (!handler) return definition
    const realm = this.realm
    return { ...definition, eh(this: unknown, event: { type: string; timeStamp: number; detail: unknown; target: never; currentTarget: never }) {
      const element = ({ id, dataset }: { id: string; dataset: object }) => ({ id, dataset, offsetLeft: 0, offsetTop: 0 })
      return handler.call(this, realm().inside({ type: event.type, timeStamp: event.timeStamp, detail: event.detail ?? {}, target: element(event.target), currentTarget: element(event.currentTarget), mark: {}, touches: [], changedTouches: [] }))
    } }
  }
}

function split(url: string): { route: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.split('?')
  // WeChat hands a page its parameters as they stand in the address, still encoded.
  const query = search.split('&').filter(Boolean).map((pair) => { const [name = '', ...value] = pair.split('='); return [name, value.join('=')] })
  return { route: path.replace(/^\//, ''), query: Object.fromEntries(query) as Record<string, string> }
}

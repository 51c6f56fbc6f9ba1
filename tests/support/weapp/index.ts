/**
 * The real WeChat bundle, driven by a test as by a finger: dist/weapp's own code in a world like WeChat's, drawn by
 * WeChat's own framework, its cloud calls wired to a local cloud. No layout, no style sheets.
 */
import * as glassEasel from 'glass-easel'
import { defaultDist, openBundle } from './bundle'
import { consentButtons, makeApi, newPhone, phoneApis, WxFailure, type PhoneState } from './phone'
import { Pages, type SetData } from './pages'
import { createRealm } from './realm'
import { all, closestTo, find, findField, isOn, look, nearest, type Seen } from './screen'

export type { PhoneFile, PhoneState } from './phone'
export type { SetData } from './pages'
type Answer = (name: string, event: { action: string; input: unknown; requestId: string }) => unknown

export interface Launch {
  /** The local cloud's address. Without it `answer` replies to every call. */
  cloudUrl?: string
  openid?: string
  answer?: Answer
  /** A page to open first, with its parameters, as from a shared card. */
  path?: string
  /** The scene of a scanned mini-program code, encoded as WeChat hands it over; opens `path` or the page for scanned codes. */
  scene?: string
  dist?: string
  /** What the phone says before launch: stored values, text size, privacy not yet agreed. */
  phone?: Partial<PhoneState>
}

export class App {
  readonly phone: PhoneState
  /** Cards sent by a share button or the menu. */
  readonly shared: { title?: string; path?: string }[] = []
  /** Everything that went wrong inside: thrown, or written by console.error. */
  readonly errors: unknown[] = []
  /** The calls that left the phone. */
  readonly calls: { action: string; input: unknown }[] = []
  /** No call gets through while true. */
  offline = false
  /** Calls of this action are sent, and then break off: before the server has them, or only their answers. */
  breaks: { action: string; lost: 'request' | 'answer' } | null = null
  private readonly pages: Pages
  private readonly stop: () => void
  private pending = 0
  private movement = 0
  private readonly onFrameworkError = (error: unknown): boolean => { this.errors.push(error); return false }

  constructor(private readonly options: Launch) {
    this.phone = { ...newPhone(), ...options.phone }
    const bundle = openBundle(options.dist ?? defaultDist())
    const busy = (change: 1 | -1): void => { this.pending += change; this.movement += 1 }
    let application: Record<string, unknown> = {}
    const realm = () => world
    this.pages = new Pages(bundle, realm, () => { this.movement += 1 })
    const api = makeApi(realm, busy)
    const launch = this.launchOptions()
    const wx = {
      ...phoneApis(this.phone, api, realm), ...this.routes(api), cloud: this.cloud(api),
      getLaunchOptionsSync: () => world.inside(launch), getEnterOptionsSync: () => world.inside(launch),
    }
    const world = createRealm(bundle, {
      wx, ...this.pages.globals(), App: (definition: Record<string, unknown>) => { application = definition },
      getApp: () => application, getCurrentPages: () => this.pages.stack.map((page) => page.instance),
    }, busy, (error) => this.errors.push(error))
    this.stop = () => world.stop()
    glassEasel.addGlobalErrorListener(this.onFrameworkError)
    world.load('app')
    const life = application as { onLaunch?(options: unknown): void; onShow?(options: unknown): void }
    life.onLaunch?.(world.inside(launch))
    life.onShow?.(world.inside(launch))
    const query = Object.entries(launch.query).map(([name, value]) => `${name}=${value}`).join('&')
    this.pages.reLaunch(`/${launch.path}${query ? `?${query}` : ''}`)
  }

  private launchOptions(): { path: string; query: Record<string, string>; scene: number; referrerInfo: object } {
    const [path = '', search = ''] = (this.options.path ?? (this.options.scene === undefined ? openBundle(this.options.dist ?? defaultDist()).app.pages[0]! : 'pages/enter/index')).split('?')
    const query = Object.fromEntries(search.split('&').filter(Boolean).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
    return { path: path.replace(/^\//, ''), query: this.options.scene === undefined ? query : { ...query, scene: encodeURIComponent(this.options.scene) }, scene: this.options.scene === undefined ? 1007 : 1047, referrerInfo: {} }
  }
  private routes(api: ReturnType<typeof makeApi>): Record<string, unknown> {
    const go = (name: 'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch') => [name, api(name, (options) => {
      try { this.pages[name](String(options.url)) } catch (error) { throw error instanceof Error && !('code' in error) ? new WxFailure(error.message) : error }
    })]
    return {
      ...Object.fromEntries((['navigateTo', 'redirectTo', 'switchTab', 'reLaunch'] as const).map(go)),
      navigateBack: api('navigateBack', (options) => this.pages.navigateBack(Number(options.delta ?? 1))),
      setNavigationBarTitle: api('setNavigationBarTitle', (options) => { this.pages.top.title = String(options.title) }),
      enableAlertBeforeUnload: api('enableAlertBeforeUnload', (options) => { this.pages.top.question = String(options.message) }),
      disableAlertBeforeUnload: api('disableAlertBeforeUnload', () => { this.pages.top.question = null }),
      startPullDownRefresh: api('startPullDownRefresh', () => { this.pages.top.instance.onPullDownRefresh?.() }),
    }
  }
  private cloud(api: ReturnType<typeof makeApi>): Record<string, unknown> {
    const { cloudUrl, openid = '', answer } = this.options
    const reach = (): string => { if (this.offline || (!cloudUrl && !answer)) throw new WxFailure('request:fail'); return cloudUrl ?? '' }
    return {
      init() {},
      callFunction: api('cloud.callFunction', async ({ name, data }) => {
        const base = reach()
        const event = JSON.parse(JSON.stringify(data)) as Parameters<Answer>[1]
        this.calls.push({ action: event.action, input: event.input })
        const lost = this.breaks?.action === event.action ? this.breaks.lost : null
        if (lost === 'request') throw new WxFailure('request:fail')
        if (answer) return { result: await answer(String(name), event) }
        const response = await fetch(`${base}/functions/${String(name)}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-wx-openid': openid }, body: JSON.stringify(event) })
        if (!response.ok) throw new WxFailure(`cloud function answered ${response.status}`)
        if (lost === 'answer') throw new WxFailure('request:fail timeout')
        return { result: await response.json() as unknown, requestID: '' }
      }),
      uploadFile: api('cloud.uploadFile', async ({ cloudPath, filePath }) => {
        const base = reach()
        const file = this.phone.files.get(String(filePath))
        if (!file) throw new WxFailure('file not found')
        if (answer) return { fileID: `cloud://test.test/${String(cloudPath)}`, statusCode: 204 }
        const response = await fetch(`${base}/storage/${String(cloudPath)}`, { method: 'PUT', headers: { 'x-wx-openid': openid }, body: new Uint8Array(file.bytes) })
        if (!response.ok) throw new WxFailure(`storage answered ${response.status}`)
        return { fileID: ((await response.json()) as { fileID: string }).fileID, statusCode: 204 }
      }),
    }
  }

  /** The page in front: its route, its parameters, its title and its data. */
  get page(): { route: string; query: Record<string, string>; title: string; data: unknown } {
    const { route, query, title, instance } = this.pages.top
    return { route, query, title, data: instance.data }
  }
  /** Every setData so far: what crosses to the renderer is the measure of rendering cost. */
  get setDataLog(): SetData[] { return this.pages.log }
  get depth(): number { return this.pages.stack.length }

  /** All visible text, a line for each block; what lies open over the page comes last. */
  text(): string {
    const { dialog, toast } = this.phone
    return [this.look().text, dialog ? [dialog.title, dialog.content, ...dialog.choices].join('\n') : '', toast].filter(Boolean).join('\n')
  }
  private look(): Seen { return look(this.pages.top.element) }

  /** Everything that a finger or a screen reader could act on: what it says, and whether it is disabled. */
  controls(): { says: string; tag: string; disabled: boolean }[] {
    return all(this.look()).filter((node) => ['button', 'input', 'textarea', 'picker', 'switch'].includes(node.tag) || isButtonRole(node)).map((node) => ({ says: node.label || node.text, tag: node.tag, disabled: isOn(node.element, 'disabled') || isOn(node.element, 'aria-disabled') }))
  }
  has(target: string): boolean { return find(this.look(), target).length > 0 }
  isDisabled(target: string): boolean {
    const seen = this.one(target)
    return nearest(seen, (node) => isOn(node.element, 'disabled') || isOn(node.element, 'aria-disabled')) !== undefined
  }

  /** Taps what says this (`.class` and `#id` too); `near` picks the one closest to other words. An open dialog takes the tap. */
  async tap(target: string, { near }: { near?: string } = {}): Promise<void> {
    await this.settle()
    const { dialog } = this.phone
    if (dialog) {
      if (!dialog.choices.includes(target)) throw new Error(`the open dialog offers ${dialog.choices.join(', ')}, not ${target}:\n${this.text()}`)
      dialog.choose(target)
      return this.settle()
    }
    const seen = this.one(target, near)
    const button = nearest(seen, (node) => node.tag === 'button')
    if (button && isOn(button.element, 'disabled')) throw new Error(`${target} is disabled:\n${this.text()}`)
    fire(seen, 'tap', {})
    if (button) this.afterButton(button)
    await this.settle()
  }
  private afterButton(button: Seen): void {
    const kind = String(button.element.getAttribute('open-type') ?? '')
    if (kind === 'share') this.keepShare('button')
    if (consentButtons.includes(kind)) this.phone.consents.push(kind)
    if (kind === 'agreePrivacyAuthorization') fire(button, 'agreeprivacyauthorization', {})
    const form = String(button.element.getAttribute('form-type') ?? '')
    const around = form === 'submit' ? nearest(button, (node) => node.tag === 'form') : undefined
    if (around) fire(around, 'submit', { value: Object.fromEntries(all(around).filter((node) => ['input', 'textarea', 'switch', 'picker'].includes(node.tag)).map((node) => [String(node.element.getAttribute('name') ?? ''), node.element.getAttribute('value')])) })
  }
  private one(target: string, near?: string): Seen {
    const root = this.look()
    const found = find(root, target)
    const chosen = near === undefined ? found[0] : closestTo(root, found, near)
    if (!chosen) throw new Error(`nothing says ${target} on ${this.page.route}:\n${this.text()}`)
    return chosen
  }

  /** Types into the field with this label, placeholder or name; into the open dialog's field where one asks. */
  async input(target: string, value: string): Promise<void> {
    await this.settle()
    const seen = this.field(target, ['input', 'textarea'])
    if (isOn(seen.element, 'disabled')) throw new Error(`${target} is disabled`)
    fire(seen, 'focus', { value: String(seen.element.getAttribute('value') ?? ''), height: 0 })
    fire(seen, 'input', { value, cursor: value.length })
    await this.settle()
    fire(seen, 'blur', { value, cursor: value.length })
    await this.settle()
  }
  /** The keyboard's own 完成 or 搜索 in a field. */
  async confirm(target: string): Promise<void> {
    const seen = this.field(target, ['input', 'textarea'])
    fire(seen, 'confirm', { value: String(seen.element.getAttribute('value') ?? '') })
    await this.settle()
  }
  /** Chooses in a picker: an index, a day or a time, or the words of one of its entries. */
  async pick(target: string, value: number | string): Promise<void> {
    await this.settle()
    const seen = this.field(target, ['picker'])
    const range = seen.element.getAttribute('range') as unknown[] | undefined
    const key = seen.element.getAttribute('range-key') as string | undefined
    const index = Array.isArray(range) ? range.findIndex((entry) => (key ? (entry as Record<string, unknown>)[key] : entry) === value) : -1
    if (Array.isArray(range) && range.length > 0 && typeof value === 'string' && index < 0) throw new Error(`${target} offers ${JSON.stringify(range)}, not ${value}`)
    fire(seen, 'change', { value: index >= 0 ? index : value })
    await this.settle()
  }
  async toggle(target: string, on: boolean): Promise<void> {
    fire(this.field(target, ['switch', 'checkbox']), 'change', { value: on })
    await this.settle()
  }
  private field(target: string, tags: string[]): Seen {
    const seen = findField(this.look(), target, tags)
    if (!seen) throw new Error(`no ${tags.join(' or ')} for ${target} on ${this.page.route}:\n${this.text()}`)
    return seen
  }

  /** The phone's back gesture; a page may have asked WeChat to question it first. */
  async back(): Promise<void> {
    const { question } = this.pages.top
    if (question === null) this.pages.navigateBack()
    else this.phone.dialog = { kind: 'modal', title: '', content: question, choices: ['取消', '确定'], choose: (choice) => { this.phone.dialog = null; if (choice === '确定') this.pages.navigateBack() } }
    await this.settle()
  }
  /** Opens a page by its address, on top, or as a tab. */
  async navigate(url: string): Promise<void> {
    await this.settle()
    if (this.pages.tabRoutes.includes(url.replace(/^\//, '').split('?')[0]!)) this.pages.switchTab(url)
    else this.pages.navigateTo(url)
    await this.settle()
  }
  async pullDown(): Promise<void> { this.pages.top.instance.onPullDownRefresh?.(); await this.settle() }
  async reachBottom(): Promise<void> { this.pages.top.instance.onReachBottom?.(); await this.settle() }

  /** The card that this page sends from the menu; refused where the page cannot be shared. */
  share(): { title?: string; path?: string } { return this.keepShare('menu') }
  private keepShare(from: 'button' | 'menu'): { title?: string; path?: string } {
    const make = this.pages.top.instance.onShareAppMessage
    if (!make) throw new Error(`${this.page.route} cannot be shared`)
    const card = JSON.parse(JSON.stringify(make.call(this.pages.top.instance, { from }) ?? {})) as { title?: string; path?: string }
    this.shared.push(card)
    return card
  }

  /** Waits until nothing has been drawn and nothing is under way for a few turns. */
  async settle(milliseconds = 20_000): Promise<void> {
    const end = Date.now() + milliseconds
    for (let quiet = 0, last = -1; quiet < 4; quiet = this.movement === last && this.pending <= 0 ? quiet + 1 : 0) {
      if (Date.now() > end) throw new Error(`still busy after ${milliseconds} ms on ${this.page.route}:\n${this.text()}`)
      last = this.movement
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
  /** Waits until the screen says this. */
  async waitFor(text: string, milliseconds = 20_000): Promise<void> {
    for (const end = Date.now() + milliseconds; !this.text().includes(text);) {
      if (Date.now() > end) throw new Error([`${text} did not appear on ${this.page.route}:`, this.text(), ...this.errors.map(String)].join('\n'))
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
    await this.settle()
  }
  /** Ends the app: nothing of it runs on after a test. */
  close(): void {
    glassEasel.removeGlobalErrorListener(this.onFrameworkError)
    this.stop()
  }
}

const isButtonRole = (node: Seen): boolean => node.element.getAttribute('aria-role') === 'button'
const fire = (seen: Seen, name: string, detail: object): void => seen.element.triggerEvent(name, detail, { bubbles: ['tap', 'longpress'].includes(name), composed: true, capturePhase: true })

/** Launches the bundle and waits until its first page stands. */
export async function launchApp(options: Launch): Promise<App> {
  const app = new App(options)
  await app.settle()
  return app
}

/** The phone around the mini-program: dialogs, chosen files, clipboard, storage, permissions. A test answers for the person. */
import { webcrypto } from 'node:crypto'
import type { Realm } from './realm'

type Options = Record<string, unknown> & { success?(value: unknown): void; fail?(error: unknown): void; complete?(value: unknown): void }
export interface PhoneFile { name: string; bytes: Buffer }
/** What lies open over the page and waits for a finger. */
export interface Dialog { kind: 'modal' | 'sheet'; title: string; content: string; choices: string[]; choose(choice: string, input?: string): void }

/** What the person and the phone would say; a test changes it before the tap that asks. */
export interface PhoneState {
  storage: Map<string, string>
  clipboard: string
  dialog: Dialog | null
  toast: string
  /** What the next file or picture picker returns; none: the person closes it. */
  chosen: PhoneFile[]
  /** What the next scan reads; null: the person closes it. */
  scanned: { result: string; path?: string } | null
  subscribe: 'accept' | 'reject'
  /** WeChat's privacy consent: `needed` holds back what needs it until the person agrees. */
  privacy: 'agreed' | 'needed'
  /** WeChat's own text size setting: 17 is normal, 22 and more is large. */
  fontSize: number
  theme: 'light' | 'dark'
  /** What was asked of the phone and shows no result on the page, such as previewImage. */
  asked: { api: string; options: Record<string, unknown> }[]
  /** Everything by which something was asked of the person that WeChat lets one refuse: a permission, a subscription, a name, a number, the clipboard, the privacy agreement; in order. */
  consents: string[]
  /** Titles of dialogs that were opened. */
  modals: string[]
  files: Map<string, PhoneFile>
}

export const newPhone = (): PhoneState => ({
  storage: new Map(), clipboard: '', dialog: null, toast: '', chosen: [], scanned: null, subscribe: 'accept', privacy: 'agreed', fontSize: 17, theme: 'light', asked: [], consents: [], modals: [], files: new Map(),
})

/** What bears a consent. What this phone does not play answers as if the person had refused. */
const consentBearing = [
  'requestSubscribeMessage', 'requestSubscribeDeviceMessage', 'authorize', 'authorizeForMiniProgram', 'openSetting', 'login', 'getUserProfile', 'getUserInfo', 'getPhoneNumber', 'requirePrivacyAuthorize', 'openPrivacyContract',
  'chooseMessageFile', 'chooseMedia', 'chooseImage', 'chooseVideo', 'chooseContact', 'chooseAddress', 'chooseInvoice', 'chooseLocation', 'choosePoi', 'getLocation', 'getFuzzyLocation', 'startLocationUpdate', 'startRecord', 'saveImageToPhotosAlbum', 'saveVideoToPhotosAlbum',
  'setClipboardData', 'getClipboardData', 'scanCode', 'makePhoneCall', 'addPhoneContact', 'addPhoneCalendar', 'openBluetoothAdapter', 'getWeRunData', 'startSoterAuthentication', 'requestPayment',
] as const
/** Buttons of WeChat's that ask for the same. */
export const consentButtons: readonly string[] = ['getPhoneNumber', 'getRealtimePhoneNumber', 'getUserInfo', 'chooseAvatar', 'openSetting', 'agreePrivacyAuthorization']

/** A refusal as WeChat words it: `<api>:fail <why>`. */
export class WxFailure extends Error {}
const fail = (why: string): never => { throw new WxFailure(why) }

/**
 * Makes an API of WeChat's kind: answers by callbacks, or by a promise where none is given. Until it has answered the
 * screen is not looked at, except where `waits` says that a person has to act first.
 */
export function makeApi(realm: () => Realm, busy: (change: 1 | -1) => void) {
  return (name: string, work: (options: Record<string, unknown>) => unknown, waits = false) => (options: Options = {}): Promise<unknown> | undefined => {
    if (!waits) busy(1)
    const run = Promise.resolve().then(() => work(options)).then(
      (value) => ({ ok: true, answer: realm().inside({ errMsg: `${name}:ok`, ...(value as object | undefined) }) }),
      (error: Error) => ({ ok: false, answer: realm().inside({ errMsg: `${name}:fail ${error.message}` }) }),
    ).finally(() => { if (!waits) busy(-1) })
    if (!options.success && !options.fail && !options.complete) return run.then(({ ok, answer }) => (ok ? answer : Promise.reject(answer)))
    void run.then(({ ok, answer }) => {
      if (ok) options.success?.(answer)
      else options.fail?.(answer)
      options.complete?.(answer)
    })
    return undefined
  }
}
export type Api = ReturnType<typeof makeApi>

/** The part of `wx` that is the phone. */
export function phoneApis(phone: PhoneState, api: Api, realm: () => Realm): Record<string, unknown> {
  let askPrivacy: ((resolve: (answer: { event: string; buttonId?: string }) => void, info: unknown) => void) | null = null
  const consented = (referrer: string): Promise<void> => new Promise((resolve, reject) => {
    if (phone.privacy === 'agreed') return resolve()
    phone.consents.push('privacy')
    if (!askPrivacy) return reject(new WxFailure('privacy permission is not authorized'))
    askPrivacy(({ event }) => {
      if (event === 'exposureAuthorization') return
      if (event !== 'agree') return reject(new WxFailure('privacy permission is not authorized'))
      phone.privacy = 'agreed'
      resolve()
    }, realm().inside({ referrer }))
  })
  const pick = (referrer: string, shape: (file: PhoneFile, path: string) => object, key: string) => async () => {
    await consented(referrer)
    if (phone.chosen.length === 0) fail('cancel')
    const picked = phone.chosen.splice(0).map((file) => {
      const path = `wxfile://tmp_${phone.files.size}_${file.name}`
      phone.files.set(path, file)
      return shape(file, path)
    })
    return { [key]: picked, ...(key === 'tempFilePaths' ? { tempFiles: picked.map((path) => ({ path })) } : {}) }
  }
  const note = (name: string) => [name, api(name, (options) => { phone.asked.push({ api: name, options: JSON.parse(JSON.stringify(options)) as Record<string, unknown> }) })] as const
  const read = (key: string): unknown => (phone.storage.has(key) ? (realm().inside(JSON.parse(phone.storage.get(key)!)) as unknown) : undefined)
  const dialogs = {
    showModal: api('showModal', (o) => new Promise((resolve) => {
      phone.modals.push(String(o.title ?? ''))
      const cancel = String(o.cancelText ?? '取消'), confirm = String(o.confirmText ?? '确定')
      phone.dialog = { kind: 'modal', title: String(o.title ?? ''), content: `${String(o.content ?? '')}${o.editable ? String(o.placeholderText ?? '') : ''}`, choices: o.showCancel === false ? [confirm] : [cancel, confirm],
        choose(choice, input) { phone.dialog = null; resolve({ confirm: choice === confirm, cancel: choice !== confirm, ...(o.editable ? { content: input ?? '' } : {}) }) } }
    }), true),
    showActionSheet: api('showActionSheet', (o) => new Promise((resolve, reject) => {
      const items = o.itemList as string[]
      if (items.length > 6) fail('itemList should not be more than 6')
      phone.dialog = { kind: 'sheet', title: String(o.alertText ?? ''), content: '', choices: [...items, '取消'],
        choose(choice) { phone.dialog = null; if (items.includes(choice)) resolve({ tapIndex: items.indexOf(choice) }); else reject(new WxFailure('cancel')) } }
    }), true),
    showToast: api('showToast', (o) => { phone.toast = String(o.title ?? '') }),
    hideToast: api('hideToast', () => { phone.toast = '' }),
    showLoading: api('showLoading', (o) => { phone.toast = String(o.title ?? '') }),
    hideLoading: api('hideLoading', () => { phone.toast = '' }),
  }
  const storage = {
    getStorageSync: (key: string) => read(key) ?? '',
    setStorageSync: (key: string, value: unknown) => { phone.storage.set(key, JSON.stringify(value)) },
    removeStorageSync: (key: string) => { phone.storage.delete(key) },
    clearStorageSync: () => phone.storage.clear(),
    getStorageInfoSync: () => realm().inside({ keys: [...phone.storage.keys()], currentSize: 1, limitSize: 10240 }),
    getStorage: api('getStorage', (o) => (phone.storage.has(String(o.key)) ? { data: JSON.parse(phone.storage.get(String(o.key))!) as unknown } : fail('data not found'))),
    setStorage: api('setStorage', (o) => { phone.storage.set(String(o.key), JSON.stringify(o.data)) }),
    removeStorage: api('removeStorage', (o) => { phone.storage.delete(String(o.key)) }),
  }
  return noted(phone, api, {
    ...dialogs, ...storage,
    setClipboardData: api('setClipboardData', async (o) => { await consented('setClipboardData'); phone.clipboard = String(o.data); phone.toast = '内容已复制' }, true),
    getClipboardData: api('getClipboardData', async () => { await consented('getClipboardData'); return { data: phone.clipboard } }, true),
    chooseMessageFile: api('chooseMessageFile', pick('chooseMessageFile', (file, path) => ({ name: file.name, size: file.bytes.length, path, type: 'file', time: 0 }), 'tempFiles'), true),
    chooseMedia: api('chooseMedia', pick('chooseMedia', (file, tempFilePath) => ({ tempFilePath, size: file.bytes.length, fileType: 'image' }), 'tempFiles'), true),
    chooseImage: api('chooseImage', pick('chooseImage', (_, path) => path as never, 'tempFilePaths'), true),
    downloadFile: api('downloadFile', async (o) => {
      const response = await fetch(String(o.url)).catch(() => fail('request error'))
      const path = String(o.filePath ?? `wxfile://tmp_${phone.files.size}`)
      if (response.ok) phone.files.set(path, { name: path.split('/').pop()!, bytes: Buffer.from(await response.arrayBuffer()) })
      return { statusCode: response.status, filePath: path, tempFilePath: path }
    }),
    compressImage: api('compressImage', (o) => ({ tempFilePath: o.src })),
    scanCode: api('scanCode', () => ({ scanType: 'QR_CODE', charSet: 'utf-8', ...(phone.scanned ?? fail('cancel')) })),
    requestSubscribeMessage: api('requestSubscribeMessage', (o) => Object.fromEntries((o.tmplIds as string[]).map((id) => [id, phone.subscribe]))),
    onNeedPrivacyAuthorization: (listener: typeof askPrivacy) => { askPrivacy = listener },
    getPrivacySetting: api('getPrivacySetting', () => ({ needAuthorization: phone.privacy === 'needed', privacyContractName: '《支部小程序隐私保护指引》' })),
    requirePrivacyAuthorize: api('requirePrivacyAuthorize', () => consented('requirePrivacyAuthorize'), true),
    checkIsSupportSoterAuthentication: api('checkIsSupportSoterAuthentication', () => ({ supportMode: [] })),
    checkIsSoterEnrolledInDevice: api('checkIsSoterEnrolledInDevice', () => ({ isEnrolled: false })),
    // An ArrayBuffer, which no JSON carries into the other world: handed over as it is.
    getRandomValues: (o: Options) => o.success?.({ errMsg: 'getRandomValues:ok', randomValues: webcrypto.getRandomValues(new Uint8Array(Number(o.length))).buffer }),
    getNetworkType: api('getNetworkType', () => ({ networkType: 'wifi' })),
    getSetting: api('getSetting', () => ({ authSetting: {} })),
    ...Object.fromEntries(['openPrivacyContract', 'previewImage', 'openDocument', 'makePhoneCall', 'saveImageToPhotosAlbum', 'vibrateShort', 'vibrateLong', 'setKeepScreenOn', 'setScreenBrightness', 'pageScrollTo', 'setNavigationBarColor', 'setBackgroundColor', 'setBackgroundTextStyle', 'setTabBarBadge', 'removeTabBarBadge', 'showTabBarRedDot', 'hideTabBarRedDot', 'stopPullDownRefresh', 'showShareMenu', 'hideShareMenu', 'hideHomeButton', 'updateShareMenu'].map(note)),
    ...device(phone, realm),
  })
}

/** The same APIs, each that bears a consent noted when it is called. */
function noted(phone: PhoneState, api: Api, apis: Record<string, unknown>): Record<string, unknown> {
  const refused = (name: string) => api(name, () => fail('auth deny'))
  return { ...apis, ...Object.fromEntries(consentBearing.map((name) => {
    const work = (apis[name] ?? refused(name)) as (options?: Options) => unknown
    return [name, (options?: Options) => { phone.consents.push(name); return work(options) }]
  })) }
}

function device(phone: PhoneState, realm: () => Realm): Record<string, unknown> {
  const size = { pixelRatio: 2, screenWidth: 375, screenHeight: 812, windowWidth: 375, windowHeight: 724, statusBarHeight: 44, safeArea: { left: 0, top: 44, right: 375, bottom: 778, width: 375, height: 734 } }
  const base = () => ({ SDKVersion: '3.7.12', version: '8.0.50', language: 'zh_CN', theme: phone.theme, fontSizeSetting: phone.fontSize, host: { env: 'WeChat' } })
  const machine = { brand: 'iPhone', model: 'iPhone 14', system: 'iOS 17.0', platform: 'ios', benchmarkLevel: 40 }
  const listeners = ['onThemeChange', 'offThemeChange', 'onNetworkStatusChange', 'offNetworkStatusChange', 'onAppShow', 'offAppShow', 'onAppHide', 'offAppHide', 'onError', 'offError', 'onUnhandledRejection', 'offUnhandledRejection', 'onWindowResize', 'offWindowResize', 'onKeyboardHeightChange', 'offKeyboardHeightChange', 'onPageNotFound', 'offPageNotFound', 'onCopyUrl', 'onUserCaptureScreen', 'offUserCaptureScreen']
  return {
    getWindowInfo: () => realm().inside(size), getAppBaseInfo: () => realm().inside(base()), getDeviceInfo: () => realm().inside(machine),
    getSystemInfoSync: () => realm().inside({ ...size, ...base(), ...machine }),
    getMenuButtonBoundingClientRect: () => realm().inside({ width: 87, height: 32, left: 281, right: 368, top: 48, bottom: 80 }),
    getAccountInfoSync: () => realm().inside({ miniProgram: { appId: 'wx-test', envVersion: 'release', version: '' } }),
    getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getFileSystemManager: () => ({
      readFileSync: (path: string, encoding?: BufferEncoding) => (encoding ? phone.files.get(path)?.bytes.toString(encoding) : phone.files.get(path)?.bytes),
      unlink: (o: Options) => { if (phone.files.delete(String(o.filePath))) o.success?.({}); else o.fail?.({ errMsg: 'unlink:fail no such file' }) },
      readFile: (o: Options) => { const file = phone.files.get(String(o.filePath)); if (file) o.success?.({ data: o.encoding ? file.bytes.toString(o.encoding as BufferEncoding) : file.bytes }); else o.fail?.({ errMsg: 'readFile:fail no such file' }) },
    }),
    createIntersectionObserver: () => ({ relativeTo() { return this }, relativeToViewport() { return this }, observe() {}, disconnect() {} }),
    createSelectorQuery: () => selectorQuery(),
    nextTick: (work: () => void) => setTimeout(work, 0), canIUse: () => true,
    ...Object.fromEntries(listeners.map((name) => [name, () => undefined])),
  }
}

/** There is no layout: every measurement answers null, as for an element that is not drawn. */
function selectorQuery(): Record<string, unknown> {
  let count = 0
  const query: Record<string, unknown> = {}
  for (const name of ['in', 'select', 'selectAll', 'selectViewport']) query[name] = () => query
  for (const name of ['boundingClientRect', 'scrollOffset', 'fields', 'node', 'context']) query[name] = () => { count += 1; return query }
  query.exec = (answer?: (found: unknown[]) => void) => { setTimeout(() => answer?.(Array<null>(count).fill(null)), 0) }
  return query
}

/**
 * @jest-environment jsdom
 */
/** WeChat's privacy consent as a native component: it asks on whatever page is in front, and every question gets one answer. */
import { join } from 'node:path'

type Answer = { event: string; buttonId?: string }
interface Rendered {
  dom: HTMLElement
  instance: { data: { open: boolean; contract: string } }
  attach(parent: Node): void
  detach(): void
  querySelector(selector: string): { dispatchEvent(name: string, options?: object): void; dom: HTMLElement } | undefined
  triggerPageLifeTime(name: 'show' | 'hide'): void
}
interface Simulate { load(path: string, name: string): string; render(id: string): Rendered; sleep(milliseconds: number): Promise<void> }

let simulate: Simulate
let ask: (resolve: (answer: Answer) => void) => void
const openPrivacyContract = jest.fn()

beforeEach(() => {
  jest.resetModules()
  document.body.innerHTML = ''
  simulate = require('miniprogram-simulate') as Simulate
  Object.assign((globalThis as unknown as { wx: object }).wx, {
    openPrivacyContract,
    onNeedPrivacyAuthorization: (listener: typeof ask) => { ask = listener },
    getPrivacySetting: ({ success }: { success(setting: object): void }) => success({ needAuthorization: true, privacyContractName: '《示例大学支部小程序隐私保护指引》' }),
  })
})

/** A page with a sheet on it, as the frame of every page has one. */
function page(id = simulate.load(join(__dirname, '../../src/components/privacy-sheet/index'), 'privacy-sheet')): { sheet: Rendered; id: string } {
  const sheet = simulate.render(id)
  const parent = document.createElement('div')
  document.body.appendChild(parent)
  sheet.attach(parent)
  return { sheet, id }
}
const asked = (): { answers: Answer[] } => {
  const answers: Answer[] = []
  ask((answer) => answers.push(answer))
  return { answers }
}
const tap = async (sheet: Rendered, selector: string, event = 'tap'): Promise<void> => {
  sheet.querySelector(selector)!.dispatchEvent(event)
  await simulate.sleep(1)
}

test('nothing is shown until something needs consent', () => {
  const { sheet } = page()
  expect(sheet.dom.textContent?.trim()).toBe('')
})

test('it says what for, names the guide, and opens it', async () => {
  const { sheet } = page()
  asked()
  await simulate.sleep(1)
  expect(sheet.dom.textContent).toContain('隐私保护提示')
  expect(sheet.dom.textContent).toContain('阅读《示例大学支部小程序隐私保护指引》')
  await tap(sheet, '.link')
  expect(openPrivacyContract).toHaveBeenCalledTimes(1)
  expect(sheet.instance.data.open).toBe(true)
})

test('同意 answers with the button that WeChat knows, once, and closes', async () => {
  const { sheet } = page()
  const { answers } = asked()
  await tap(sheet, '.yes', 'agreeprivacyauthorization')
  expect(answers).toEqual([{ event: 'agree', buttonId: 'privacy-agree' }])
  expect(sheet.instance.data.open).toBe(false)
})

test('不同意 is an answer too', async () => {
  const { sheet } = page()
  const { answers } = asked()
  await tap(sheet, '.no')
  expect(answers).toEqual([{ event: 'disagree' }])
  expect(sheet.instance.data.open).toBe(false)
})

test('two interfaces that ask at the same time are both answered by one tap', async () => {
  const { sheet } = page()
  const first = asked(), second = asked()
  await tap(sheet, '.yes', 'agreeprivacyauthorization')
  expect([first.answers, second.answers]).toEqual([[{ event: 'agree', buttonId: 'privacy-agree' }], [{ event: 'agree', buttonId: 'privacy-agree' }]])
})

test('of several open pages the one in front asks', async () => {
  const { sheet: below, id } = page()
  below.triggerPageLifeTime('hide')
  const { sheet: front } = page(id)
  asked()
  expect([below.instance.data.open, front.instance.data.open]).toEqual([false, true])
  front.triggerPageLifeTime('hide')
  below.triggerPageLifeTime('show')
  const { answers } = asked()
  expect(below.instance.data.open).toBe(true)
  await tap(below, '.no')
  expect(answers).toEqual([{ event: 'disagree' }])
})

test('leaving the page answers for the person, so that nothing waits for ever', () => {
  const { sheet } = page()
  const { answers } = asked()
  sheet.triggerPageLifeTime('hide')
  expect(answers).toEqual([{ event: 'disagree' }])
})

test('closing the page answers as well, and a page without a sheet refuses at once', () => {
  const { sheet } = page()
  const first = asked()
  sheet.detach()
  expect(first.answers).toEqual([{ event: 'disagree' }])
  expect(asked().answers).toEqual([{ event: 'disagree' }])
})

/** A student's way from the scan of a slip to a ballot that is in, in the real WeChat bundle: no log-in, no pop-up, few taps. */
import { launchApp, type App } from '../support/weapp'
import type { Branch, Product } from '../support/weapp/cloud'
import { holdReview } from '../support/weapp/review'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
let reviewId: string
let slips: string[]
/** What the phone of the first who voted has stored. */
let first: App['phone']['storage']
beforeAll(async () => {
  const held = await holdReview([{ name: '软件2301班', entry: 'slips', entitled: 6 }])
  ;({ product, branch, reviewId } = held)
  slips = await held.slips('软件2301班')
})
afterAll(() => product?.close())

const scan = (openid: string, scene: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, scene })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }
const said = (app: App, action: string) => app.calls.filter((one) => one.action === action)

test('from the scan to 已交票 in six taps, and no screen shows the choices again', async () => {
  const app = await scan('o-student-1', slips[0]!)
  await app.waitFor('名单只划掉领票')
  expect(app.text()).toContain('陈书记')
  let taps = 0
  const tap = async (words: string) => { taps++; await app.tap(words) }
  await tap('填写测评票')
  await app.waitFor('还有3位没有选')
  for (const name of ['陈书记', '王建国', '李晓梅']) await tap(`${name}，合格`)
  expect(app.text()).not.toContain('没有选，不选按弃权')
  await tap('选好了')
  await app.waitFor('您选了')
  await tap('交票')
  await app.waitFor('已交票，可以关掉了')
  expect(taps).toBeLessThanOrEqual(8)
  expect(app.text()).not.toContain('合格')
  // Nothing was asked of the phone on the whole way: no permission, no message, no log-in.
  expect([app.phone.asked, app.phone.consents, app.phone.modals]).toEqual([[], [], []])
  expect(app.calls.map(({ action }) => action).filter((action) => !action.startsWith('ballots.'))).toEqual([])
  first = app.phone.storage
  sound(app)
})

test('the network breaks between sending and the answer: the same ballot goes again, once', async () => {
  const app = await scan('o-student-3', slips[1]!)
  await app.waitFor('填写测评票')
  await app.tap('填写测评票')
  await app.tap('王建国，优秀')
  await app.tap('选好了')
  app.breaks = { action: 'ballots.cast', lost: 'request' }
  await app.tap('交票')
  await app.waitFor('还不知道票收到没有')
  app.breaks = null
  await app.tap('再交一次')
  await app.waitFor('已交票')
  const [first, second] = said(app, 'ballots.cast').map(({ input }) => input as { ballot: string; receipt: unknown })
  expect([second!.ballot, second!.receipt]).toEqual([first!.ballot, first!.receipt])
  sound(app)
})

test('a code that was altered by one sign', async () => {
  const app = await scan('o-student-4', slips[2]!.slice(0, -1) + (slips[2]!.endsWith('2') ? '3' : '2'))
  await app.waitFor('这个码不能用')
  sound(app)
})

test('after the end: how many took part, and the phone finds its own ballot', async () => {
  const app = await scan('o-student-5', slips[3]!)
  await app.waitFor('填写测评票')
  await app.tap('填写测评票')
  await app.tap('选好了')
  await app.tap('交票')
  await app.waitFor('已交票')
  await product.call(branch.secretary, 'reviews.close', { reviewId })
  const stored = app.phone.storage
  sound(app)
  const later = await launchApp({ cloudUrl: product.url, openid: 'o-student-5', scene: slips[3]!, phone: { storage: stored } })
  await later.waitFor('这一组有3人参加')
  await later.tap('核对')
  await later.waitFor('您的票在票箱里')
  const code = /[0-9A-F]{4} [0-9A-F]{4}/.exec(later.text())![0]
  sound(later)
  // Another phone that took part was given the same list, and says the same code.
  const other = await launchApp({ cloudUrl: product.url, openid: 'o-student-1', scene: slips[0]!, phone: { storage: first } })
  await other.waitFor('核对我的票')
  await other.tap('核对')
  await other.waitFor(code)
  sound(other)
})

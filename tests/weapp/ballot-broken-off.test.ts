/**
 * A ballot of which the phone hears nothing, in the real WeChat bundle: the connection breaks, the phone is turned off, and
 * the voter scans the slip again. Whether the ballot had arrived or not, there is one in the box, and it is the one that was sent.
 */
import { dynamicCode } from '../support/world'
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const { secret } = await product.call(branch.secretary, 'session.enrolFactor', {})
  await product.call(branch.secretary, 'session.activateFactor', { code: await dynamicCode(secret) })
})
afterAll(() => product?.close())

let year = 2026
async function openReview(): Promise<{ reviewId: string; slip: string }> {
  const by = branch.secretary
  const { reviewId } = await product.call(by, 'reviews.create', { year: year++, title: '民主评议党员' })
  await product.call(by, 'reviews.change', { reviewId, version: 1, groups: [{ name: '软件2301班', entry: 'slips', entitled: 6 }] })
  await product.call(by, 'reviews.open', { reviewId })
  const { slips } = await product.call(by, 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from: 0 })
  return { reviewId, slip: slips[0]!.scene }
}
const takenIn = async (reviewId: string) => (await product.call(branch.secretary, 'reviews.get', { reviewId })).groups.find(({ key }) => key === 'a')!.taken
const sentBy = (app: App) => app.calls.filter(({ action }) => action === 'ballots.cast').map(({ input }) => { const { ballot, receipt } = input as { ballot: string; receipt: unknown }; return { ballot, receipt } })
/** What is stored stays on the phone; the mini-program begins anew. */
const scan = (slip: string, storage?: App['phone']['storage']): Promise<App> => launchApp({ cloudUrl: product.url, openid: 'o-broken', scene: slip, ...(storage ? { phone: { storage: new Map(storage) } } : {}) })

/** Fills the ballot in and sends it into nothing; what was sent, and what the phone has stored when it dies. */
async function sentAndDied(slip: string, lost: 'request' | 'answer'): Promise<{ sent: ReturnType<typeof sentBy>; storage: App['phone']['storage'] }> {
  const app = await scan(slip)
  await app.waitFor('填写测评票')
  await app.tap('填写测评票')
  await app.tap('王建国，优秀')
  await app.tap('李晓梅，合格')
  await app.tap('选好了')
  app.breaks = { action: 'ballots.cast', lost }
  await app.tap('交票')
  await app.waitFor('还不知道票收到没有')
  const [sent, storage] = [sentBy(app), new Map(app.phone.storage)]
  expect(app.text()).not.toMatch(/优秀|合格/)
  app.close()
  return { sent, storage }
}

test.each<['request' | 'answer', number]>([['answer', 1], ['request', 0]])('only the %s was lost, so %i is in the box: the phone is turned on again, and there is one', async (lost, inBox) => {
  const { reviewId, slip } = await openReview()
  const { sent, storage } = await sentAndDied(slip, lost)
  expect(await takenIn(reviewId)).toBe(inBox)

  const again = await scan(slip, storage)
  if (lost === 'request') {
    await again.waitFor('填写测评票')
    await again.tap('填写测评票')
    // It is not filled in once more: what was sent goes again as it was.
    await again.waitFor('还不知道票收到没有')
    await again.tap('再交一次')
  }
  await again.waitFor('已交票，可以关掉了')
  const all = [...sent, ...sentBy(again)]
  expect(all.length).toBeGreaterThan(lost === 'request' ? 1 : 0)
  expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(await takenIn(reviewId)).toBe(1)
  // Of what was chosen the phone keeps nothing, now that it knows.
  expect([...again.phone.storage.values()].join()).not.toContain(sent[0]!.ballot.trim())
  const kept = new Map(again.phone.storage)
  expect(again.errors).toEqual([])
  again.close()

  await product.call(branch.secretary, 'reviews.close', { reviewId })
  const later = await scan(slip, kept)
  await later.waitFor('核对我的票')
  await later.tap('核对')
  await later.waitFor('您的票在票箱里，每一项都和交的时候一样。这个票箱一共1张票，领票的也是1人。')
  expect(later.errors).toEqual([])
  later.close()
})

test('another phone with the same slip is told that it is used, and by whom it was not', async () => {
  const { reviewId, slip } = await openReview()
  await sentAndDied(slip, 'answer')
  const other = await scan(slip)
  await other.waitFor('这张小票已经交过票')
  expect(sentBy(other)).toEqual([])
  other.close()
  expect(await takenIn(reviewId)).toBe(1)
})

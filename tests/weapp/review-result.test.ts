/** A committee grades on the phone, in the real WeChat bundle: who is 优秀 is ticked, everybody else follows in one act; then the day of 评定, and what a student reads. */
import { sentBallot } from '../support/sent-ballot'
import { launchApp, type App } from '../support/weapp'
import type { Branch, Product } from '../support/weapp/cloud'
import { holdReview } from '../support/weapp/review'

jest.setTimeout(120_000)
let product: Product
let branch: Branch
let reviewId: string
let slips: string[]
beforeAll(async () => {
  const held = await holdReview([{ name: '软件2301班', entry: 'slips', entitled: 6 }])
  ;({ product, branch, reviewId } = held)
  slips = await held.slips('软件2301班')
  const by = branch.secretary
  for (const [n, scene] of slips.entries()) {
    const { paper } = await product.call(`o-student-${n}`, 'ballots.enter', { scene })
    await product.call(`o-student-${n}`, 'ballots.cast', sentBallot(paper!, paper!.questions.map(({ key }, at) => ({ key, choice: at === 0 || n < 4 ? 'excellent' : 'good' }))))
  }
  await product.call(by, 'reviews.close', { reviewId })
})
afterAll(() => product?.close())

const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }

test('three people in two acts: the first is suggested, the others become 合格 with the reason that there was no room', async () => {
  const app = await launchApp({ cloudUrl: product.url, openid: branch.secretary, path: `pages/reviews/result/index?id=${reviewId}` })
  await app.waitFor('已评定0/3位')
  expect(app.text()).toContain('优秀一般最多1名（3人的三分之一）')
  await app.tap('批量评定')
  await app.waitFor('建议优秀')
  await app.tap('选定1位')
  await app.waitFor('2位票数最多的是优秀，评为合格的理由')
  await app.tap('评定3位')
  await app.waitFor('3位都已评定')
  expect(app.text()).toContain('理由：优秀名额所限')
  const { people } = await product.call(branch.secretary, 'reviews.result', { reviewId })
  expect(people.filter(({ graded }) => graded).map(({ grade }) => grade)).toEqual(['excellent', 'good', 'good'])
  sound(app)
})

test('published with the day and who decided; a student reads both on the old code', async () => {
  const before = await launchApp({ cloudUrl: product.url, openid: 'o-student-1', scene: slips[1]! })
  await before.waitFor('这一组有6人参加；已经结束，等支部党员大会评定。')
  sound(before)
  const app = await launchApp({ cloudUrl: product.url, openid: branch.secretary, path: `pages/reviews/detail/index?id=${reviewId}` })
  await app.waitFor('公布评定结果')
  await app.tap('公布评定结果')
  await app.waitFor('哪天评定的')
  await app.tap('公布')
  await app.waitFor('评议情况')
  expect(app.text()).toContain('支部党员大会已于')
  sound(app)
  const after = await launchApp({ cloudUrl: product.url, openid: 'o-student-1', scene: slips[1]! })
  await after.waitFor('这一组有6人参加；支部党员大会已于')
  sound(after)
})

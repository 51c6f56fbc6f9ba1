/** A member's own part in a review, in the real WeChat bundle: the summary beforehand, and the ballot with the own row. */
import { holdReview, rated, sound, type HeldReview } from '../support/weapp/review'

jest.setTimeout(120_000)
let held: HeldReview
beforeAll(async () => { held = await holdReview([], { settings: { scale: 'satisfaction' }, draft: true }) }, 120_000)
afterAll(() => held?.product.close())

const page = () => `pages/reviews/detail/index?id=${held.reviewId}`

test('the own summary is written before the opening, and everybody who votes can read it', async () => {
  const app = await held.open(held.member, page())
  await app.waitFor('我的总结')
  await app.tap('填写')
  await app.input('一年来的思想、工作和学习', '一年来按时参加学习。')
  await app.tap('保存')
  await app.waitFor('一年来按时参加学习')
  sound(app)
  await held.product.call(held.branch.secretary, 'reviews.open', { reviewId: held.reviewId })
  const reader = await held.open(held.branch.secretary, page())
  await reader.waitFor('看总结')
  await reader.tap('看总结')
  await reader.waitFor('一年来按时参加学习')
  sound(reader)
})

test('the own row stands on the ballot like every other: nothing is chosen beforehand, nothing is disabled, the scale is that of the branch', async () => {
  const app = await held.open(held.member, page())
  await app.waitFor('填写测评票')
  await app.tap('填写测评票')
  await app.waitFor('票怎样保密')
  await app.tap('填写测评票')
  await app.waitFor('还有3位没有选')
  // 王建国 is who votes.
  for (const name of rated) for (const choice of ['满意', '基本满意', '不满意', '不了解', '弃权']) expect([name, choice, app.has(`${name}，${choice}`), app.isDisabled(`${name}，${choice}`)]).toEqual([name, choice, true, false])
  expect(app.has('王建国，合格')).toBe(false)
  expect(app.text()).toContain('还有3位没有选')
  expect(app.controls().some(({ says }) => says.includes('全部') || says.includes('全选'))).toBe(false)
  await app.tap('王建国，满意')
  expect(app.text()).toContain('还有2位没有选')
  await app.tap('选好了')
  await app.waitFor('没有选，按弃权')
  await app.tap('交票')
  await app.waitFor('已交票，可以关掉了')
  expect(app.text()).not.toContain('满意')
  sound(app)
  const after = await held.open(held.member, page())
  await after.waitFor('您的票已经在票箱里')
  sound(after)
})

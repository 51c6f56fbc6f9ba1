/** From a card in the group chat to a finished sign-up, in the real WeChat bundle against the product itself. */
import { launchApp, type App } from '../support/weapp'
import { createActivity, foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
})
afterAll(() => product?.close())

const cardFor = async (name: string): Promise<string> => {
  const { memberId } = branch.members.find((person) => person.name === name)!
  return (await product.call(branch.secretary, 'binding.invite', { memberId })).scene
}
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }

test('a stranger opens the card, is asked 您是…同志吗？, joins, signs up and takes it back', async () => {
  await createActivity(product, branch, '主题党日：参观校史馆', { capacity: 5 })
  const app = await launchApp({ cloudUrl: product.url, openid: 'o-wang', scene: await cardFor('王建国') })
  await app.waitFor('您是王建国同志吗')
  expect(app.text()).toMatch(/不收.*钱|不收费|银行卡/)
  await app.tap('是我')
  if (!app.text().includes('主题党日：参观校史馆')) await app.navigate('/pages/home/index')
  await app.waitFor('主题党日：参观校史馆')
  await app.tap('主题党日：参观校史馆')
  await app.waitFor('示例大学图书馆报告厅')
  await app.tap('报名')
  await app.waitFor('已报名')
  expect(app.text()).toContain('撤回')
  await app.tap('撤回')
  if (app.phone.dialog) await app.tap(app.phone.dialog.choices.at(-1)!)
  await app.waitFor('报名')
  expect(app.text()).not.toContain('已报名。')
  sound(app)
})

test('不是我 joins nobody, and the card is void for the next who opens it', async () => {
  const scene = await cardFor('李晓梅')
  const wrong = await launchApp({ cloudUrl: product.url, openid: 'o-not-li', scene })
  await wrong.waitFor('您是李晓梅同志吗')
  await wrong.tap('不是我')
  if (wrong.phone.dialog) await wrong.tap(wrong.phone.dialog.choices.at(-1)!)
  const next = await launchApp({ cloudUrl: product.url, openid: 'o-li', scene })
  await next.waitFor('这个码不能用')
  sound(wrong)
  sound(next)
})

test('when the last place is gone, a sign-up waits, and moves up when somebody leaves', async () => {
  const activityId = await createActivity(product, branch, '志愿服务：图书整理', { capacity: 1 })
  await product.call(branch.secretary, 'activities.signUp', { activityId })
  const app = await launchApp({ cloudUrl: product.url, openid: 'o-wang', path: `pages/activities/detail/index?id=${activityId}` })
  await app.waitFor('志愿服务：图书整理')
  await app.tap(app.has('候补') ? '候补' : '报名')
  await app.waitFor('候补')
  await product.call(branch.secretary, 'activities.cancel', { activityId })
  await app.pullDown()
  await app.waitFor('已报名')
  sound(app)
})

test('a connection that breaks says so, and the same tap works once it is back', async () => {
  const activityId = await createActivity(product, branch, '组织生活会前谈心')
  const app = await launchApp({ cloudUrl: product.url, openid: 'o-wang', path: `pages/activities/detail/index?id=${activityId}` })
  await app.waitFor('组织生活会前谈心')
  app.offline = true
  await app.tap('报名')
  await app.waitFor('网络或服务暂时不通')
  await app.tap('知道了')
  app.offline = false
  await app.tap('报名')
  await app.waitFor('已报名')
  sound(app)
})

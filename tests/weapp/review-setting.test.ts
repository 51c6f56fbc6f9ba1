/** Setting a review up in the real WeChat bundle: a class list is read before it is saved, and a class keeps its list under a new name. */
import { dynamicCode } from '../support/world'
import { launchApp } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
let reviewId: string
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const { secret } = await product.call(branch.secretary, 'session.enrolFactor', {})
  await product.call(branch.secretary, 'session.activateFactor', { code: await dynamicCode(secret) })
  reviewId = (await product.call(branch.secretary, 'reviews.create', { year: 2026, title: '2026年度民主评议党员' })).reviewId
  await product.call(branch.secretary, 'reviews.change', { reviewId, version: 1, groups: [{ name: '软件2301班', entry: 'list' }] })
})
afterAll(() => product?.close())

const page = (name: string) => launchApp({ cloudUrl: product.url, openid: branch.secretary, path: `pages/reviews/${name}/index?id=${reviewId}` })
const groups = async () => (await product.call(branch.secretary, 'reviews.get', { reviewId })).groups.slice(1).map(({ key, name, entitled }) => [key, name, entitled])

test('what is read in a list is said, with the lines that were passed over, before it is saved', async () => {
  const app = await page('edit')
  await app.waitFor('评议目的')
  await app.input('名单', '软件2301班名单\n序号\t学号\t姓名\n1\t20239901\t张三\n2\t20239902\t李四\n\t2026年12月制\t')
  const saving = app.tap('保存')
  await app.waitFor('名单对吗')
  await saving
  expect(app.text()).toContain('读到2人：20239901…20239902，跳过2行：第1行“软件2301班名单”、第5行“2026年12月制”')
  await app.tap('再看看')
  expect(await groups()).toEqual([['a', '软件2301班', 0]])
  await app.tap('保存')
  await app.waitFor('已保存')
  expect(await groups()).toEqual([['a', '软件2301班', 2]])
  expect(app.errors).toEqual([])
  app.close()
})

test('a class keeps its list under another name', async () => {
  const app = await page('edit')
  await app.waitFor('已有2人')
  await app.input('例如：软件2301班', '软件工程2301班')
  await app.tap('保存')
  await app.waitFor('已保存')
  expect(await groups()).toEqual([['a', '软件工程2301班', 2]])
  expect(app.errors).toEqual([])
  app.close()
})

test('one tap asks everybody for a summary, and says who has written', async () => {
  const app = await page('detail')
  await app.waitFor('请大家写总结')
  await app.tap('请大家写总结')
  await app.waitFor('已请大家写个人总结')
  expect(app.text()).toContain('已写0/4人')
  expect(app.errors).toEqual([])
  app.close()
})

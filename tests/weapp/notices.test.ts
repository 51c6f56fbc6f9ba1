/** A notice from both sides: written and sent by the secretary, read by a member, followed up by name. */
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
const openid = 'o-wang'
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const { code } = await product.call(branch.secretary, 'binding.invite', { memberId: branch.members[0]!.memberId })
  await product.call(openid, 'binding.accept', { code })
})
afterAll(() => product?.close())

const asSecretary = (path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid: branch.secretary, path })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }
const post = async (title: string): Promise<string> => (await product.call(branch.secretary, 'notices.post', { title, body: '请及时查看。' })).noticeId

test('written, looked at, posted, sent to the group; the card opens it and marks it read', async () => {
  const app = await asSecretary('pages/notices/edit/index')
  await app.tap('预览')
  await app.waitFor('请写标题')
  await app.input('标题', '关于交纳党费的通知')
  await app.input('正文', '字'.repeat(5001))
  await app.waitFor('现在5001字')
  await app.tap('预览')
  expect(app.has('发布')).toBe(false)
  await app.input('正文', '请于周五前\n交到组织委员处。')
  await app.back()
  expect(app.phone.dialog?.content).toContain('还没有保存')
  await app.tap('取消')
  await app.tap('预览')
  await app.waitFor('交到组织委员处。')
  await app.tap('发布')
  await app.waitFor('通知已发布')
  await app.tap('发到群里')
  const card = app.shared.at(-1)!
  expect(card.title).toBe('通知：关于交纳党费的通知')
  sound(app)

  const member = await launchApp({ cloudUrl: product.url, openid, path: card.path!.slice(1) })
  await member.waitFor('已读。支部书记能看到')
  expect(member.text()).toContain('请于周五前')
  sound(member)
})

test('who has not read is marked from outside, the mark is taken back, and the reminder names nobody unless asked', async () => {
  const noticeId = await post('关于开会的通知')
  const app = await asSecretary(`pages/notices/receipts/index?id=${noticeId}`)
  await app.waitFor('未读4')
  await app.tap('标记')
  await app.tap('李晓梅')
  await app.tap('赵新民')
  await app.tap('标记2人')
  await app.tap('已电话告知')
  await app.waitFor('未读2')
  await app.tap('已读2')
  await app.tap('李晓梅')
  await app.tap('撤销标记')
  await app.waitFor('未读3')

  await app.tap('复制提醒')
  await app.waitFor('还有 3 位同志未读')
  expect(app.text()).not.toContain('李晓梅、')
  await app.toggle('带上姓名', true)
  await app.waitFor('还没有读的同志')
  await app.tap('复制', { near: '带上姓名' })
  expect(app.phone.clipboard).toContain('李晓梅')
  sound(app)
})

test('a withdrawn notice says so and asks nobody any more', async () => {
  const noticeId = await post('写错了的通知')
  const app = await asSecretary(`pages/notices/detail/index?id=${noticeId}`)
  await app.tap('撤回通知')
  await app.tap('撤回')
  await app.waitFor('已撤回')
  expect(app.isDisabled('撤回通知')).toBe(true)
  expect(app.has('发到群里')).toBe(false)
  const member = await launchApp({ cloudUrl: product.url, openid, path: `pages/notices/detail/index?id=${noticeId}` })
  await member.waitFor('已撤回')
  expect(member.calls.some(({ action }) => action === 'notices.markRead')).toBe(false)
  sound(app)
  sound(member)
})

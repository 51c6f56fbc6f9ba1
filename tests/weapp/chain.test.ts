/** A 接龙 from the group chat, pasted by a secretary who is still alone, for an activity and for a notice. */
import { launchApp, type App } from '../support/weapp'
import { createActivity, foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product, ['王建国', '李晓梅', '赵新民', '欧阳雪', '康春燕'])
})
afterAll(() => product?.close())

const asSecretary = (path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid: branch.secretary, path })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }
const chain = '#接龙\n主题党日报名\n1. 王建国\n2. 李晓梅 请假\n3. 赵新民+1\n4. 爱吃鱼的猫\n5. 王建国'

test('pasted from the clipboard, one name resolved, registered, and its nickname known the next time', async () => {
  const activityId = await createActivity(product, branch, '主题党日')
  const app = await asSecretary(`pages/chains/paste/index?kind=activity&id=${activityId}`)
  await app.tap('从剪贴板粘贴')
  await app.waitFor('剪贴板里没有文字')
  await app.tap('知道了')
  app.phone.clipboard = chain
  await app.tap('从剪贴板粘贴')
  await app.waitFor('已报 2，请假 1，未接 3，1 个名字对不上')
  await app.tap('选一位')
  await app.waitFor('按姓名查找')
  await app.tap('欧阳雪', { near: '按姓名查找' })
  await app.waitFor('已报 3，请假 1，未接 2')
  await app.tap('登记4人')
  await app.waitFor('报名3人，请假1人')
  await app.tap('看报名名单')
  await app.waitFor('已报名3')
  expect(app.text()).toContain('另带1人')
  sound(app)

  const again = await asSecretary(`pages/chains/paste/index?kind=activity&id=${activityId}`)
  await again.input('接龙内容', chain)
  await again.tap('读接龙')
  await again.waitFor('已报 3，请假 1，未接 2')
  expect(again.has('请认一认')).toBe(false)
  sound(again)
})

test('lines that nobody has resolved are left out only after a question', async () => {
  const { noticeId } = await product.call(branch.secretary, 'notices.post', { title: '关于核对信息的通知', body: '请接龙回复。' })
  const app = await asSecretary('pages/chains/paste/index')
  await app.tap('关于核对信息的通知')
  await app.input('接龙内容', '1. 王建国\n2. 不认识的人甲')
  await app.tap('读接龙')
  await app.waitFor('1 个名字对不上')
  await app.tap('登记1人')
  expect(app.phone.dialog?.title).toBe('还有1行没有认')
  await app.tap('先登记')
  await app.waitFor('回复1人，请假0人')
  const receipts = await product.call(branch.secretary, 'notices.receipts', { noticeId })
  expect(receipts.items.filter((item) => item.way === 'replied').map((item) => item.name)).toEqual(['王建国'])
  sound(app)
})

test.each([
  ['nonsense', '今天天气不错\n哈哈哈', '没有读到接龙'],
  ['2,000 lines', Array.from({ length: 2000 }, (_, n) => `${n + 1}. 某某${n}`).join('\n'), '接龙太长：最多读500行'],
  ['more than a reading takes', '一'.repeat(100_001), '文字太长'],
])('%s is refused at the field, and the text stays', async (_, text, says) => {
  const activityId = await createActivity(product, branch, '主题党日')
  const app = await asSecretary(`pages/chains/paste/index?kind=activity&id=${activityId}`)
  await app.input('接龙内容', text)
  await app.tap('读接龙')
  await app.waitFor(says)
  await app.back()
  expect(app.phone.dialog?.content).toContain('还没有保存')
  sound(app)
})

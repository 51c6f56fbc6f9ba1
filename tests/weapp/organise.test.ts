/** An activity as those who run it do their work: written, changed, checked in by code and by ticks, called off. */
import { launchApp, type App } from '../support/weapp'
import { createActivity, foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
const openid = 'o-wang'
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const { code } = await product.call(branch.secretary, 'binding.invite', { memberId: branch.members[0]!.memberId })
  await product.call(openid, 'binding.accept', { code })
  await product.call(branch.secretary, 'organisations.setPoints', { organisationId: branch.organisationId, enabled: true, perCheckIn: 2 })
})
afterAll(() => product?.close())

const asSecretary = (path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid: branch.secretary, path })
const asMember = (path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }

test('an activity is written with its mistakes told at the field, then posted, changed, called off with a reason', async () => {
  const app = await asSecretary('pages/activities/edit/index')
  await app.input('活动名称', '主题党日：重温入党誓词')
  await app.toggle('不限名额', false)
  await app.input('名额（人）', '0')
  await app.tap('发布活动')
  await app.waitFor('请写地点')
  expect(app.text()).toContain('名额至少为1人')
  expect(app.calls.some(({ action }) => action === 'activities.create')).toBe(false)
  await app.input('地点', '第二教学楼305')
  await app.input('名额（人）', '2')
  await app.tap('发布活动')
  await app.waitFor('2人，已报名0人')
  expect(app.page.route).toBe('pages/activities/detail/index')
  expect(app.share()).toEqual({ title: '活动：主题党日：重温入党誓词', path: expect.stringContaining('/pages/enter/index?scene=a.') as string })

  await app.tap('修改活动')
  await app.waitFor('保存')
  expect(app.page.title).toBe('修改活动')
  await app.input('地点', '报告厅')
  await app.tap('保存')
  await app.waitFor('报告厅')

  await app.tap('取消活动')
  await app.tap('取消活动', { near: '先不办' })
  await app.waitFor('请写明原因')
  await app.input('原因', '会场临时占用')
  await app.tap('取消活动', { near: '先不办' })
  await app.waitFor('已取消：会场临时占用')
  expect(app.isDisabled('报名')).toBe(true)
  expect(app.text()).toContain('活动已取消')
  sound(app)
})

test('the structure of last time is taken over, its words are not', async () => {
  await createActivity(product, branch, '去年的旧文字', { capacity: 12 })
  const app = await asSecretary('pages/activities/edit/index')
  await app.input('活动名称', '今年的活动')
  await app.tap('复制上次的安排')
  await app.waitFor('只复制地点')
  await app.tap('去年的旧文字')
  await app.waitFor('示例大学图书馆报告厅')
  expect(app.text()).toContain('今年的活动')
  expect(app.text()).not.toContain('请带学习笔记')
  await app.back()
  expect(app.phone.dialog?.content).toContain('还没有保存')
  sound(app)
})

test('check-in by a scanned code, by six digits, and not by the code of another activity', async () => {
  const activityId = await createActivity(product, branch, '党课：学习新党章', { hours: 0.2 })
  const other = await createActivity(product, branch, '另一个活动', { hours: 0.2 })
  const screen = await asSecretary(`pages/activities/screen/index?id=${activityId}`)
  await screen.waitFor('秒后自动换新')
  // What stands on the screen is what people scan: good for three minutes, though the screen may change in the meantime.
  const code = /\d{6}/.exec(screen.text().replace(/\s/g, ''))![0]
  const scene = `k.${activityId}.${code}`
  expect(screen.phone.asked.some(({ api, options }) => api === 'setKeepScreenOn' && options.keepScreenOn === true)).toBe(true)

  const app = await asMember(`pages/activities/detail/index?id=${activityId}`)
  expect(app.has('报名')).toBe(true)
  await app.tap('签到')
  app.phone.scanned = { result: '', path: `pages/enter/index?scene=k.${other}.${code}` }
  await app.tap('扫现场的码')
  await app.waitFor('这是另一个活动的签到码')
  await app.tap('知道了')
  app.phone.scanned = { result: 'https://example.com/' }
  await app.tap('扫现场的码')
  await app.waitFor('这不是现场的签到码')
  await app.tap('知道了')
  await app.input('6位数字', code === '000000' ? '000001' : '000000')
  await app.waitFor('签到码不对或已过期')
  app.phone.scanned = { result: '', path: `pages/enter/index?scene=${encodeURIComponent(scene)}` }
  await app.tap('扫现场的码')
  await app.waitFor('已签到')
  expect(app.phone.toast).toBe('已签到，积分+2')
  sound(app)

  screen.offline = true
  sound(screen)
})

test.each([['accept', true], ['reject', false]] as const)('signing up asks at the same tap whether a reminder is wanted: %s', async (answer, kept) => {
  const activityId = await createActivity(product, branch, '参观校史馆')
  const app = await asMember(`pages/activities/detail/index?id=${activityId}`)
  app.phone.subscribe = answer
  await app.tap('报名')
  await app.waitFor('已报名。点错了？')
  const consents = app.calls.filter(({ action }) => action === 'session.keepConsent').map(({ input }) => input)
  expect(consents).toEqual(kept ? [{ purposes: ['activityReminder'] }] : [])
  sound(app)
})

test('names are ticked all at once, and the ticks are taken back with one tap', async () => {
  const activityId = await createActivity(product, branch, '义务劳动', { hours: 0.2 })
  for (const { memberId } of branch.members) await product.call(branch.secretary, 'activities.signUpFor', { activityId, memberId, going: true })
  const app = await asSecretary(`pages/activities/people/index?id=${activityId}`)
  await app.waitFor('已报名3人，已签到0人')
  expect(app.text()).toContain('陈书记代办')
  await app.tap('点名代签到')
  await app.tap('全选')
  await app.tap('签到3人')
  await app.waitFor('已签到3人')
  await app.tap('撤销')
  await app.waitFor('已签到0人')
  sound(app)
})

test('somebody is signed up by another after a question, and the list says by whom', async () => {
  const activityId = await createActivity(product, branch, '志愿服务')
  const app = await asSecretary(`pages/activities/people/index?id=${activityId}`)
  await app.tap('未报名4')
  await app.tap('李晓梅')
  await app.tap('代为报名')
  expect(app.phone.dialog?.title).toBe('为李晓梅报名？')
  await app.tap('报名')
  await app.waitFor('未报名3')
  await app.tap('已报名1')
  await app.waitFor('陈书记代办')
  sound(app)
})

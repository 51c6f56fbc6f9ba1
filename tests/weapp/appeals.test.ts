/** An appeal from both sides: a member's phone and the secretary's, and the points ledger as each sees it. */
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
})
afterAll(() => product?.close())

const asMember = (path: string, phone = {}): Promise<App> => launchApp({ cloudUrl: product.url, openid, path, phone })
const asSecretary = (path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid: branch.secretary, path })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }
const picture = { name: 'room.png', bytes: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC', 'base64') }

test('written with a picture, answered and closed, not solved, closed again, solved', async () => {
  const member = await asMember('pages/appeals/list/index', { privacy: 'needed' })
  await member.waitFor('您还没有写过意见')
  await member.tap('写一条')
  await member.input('想说什么', '活动室能不能晚上多开一小时？')
  member.phone.chosen = [picture]
  await member.tap('添加图片')
  await member.waitFor('隐私保护提示')
  await member.tap('同意')
  await member.waitFor('移除')
  await member.tap('提交')
  await member.waitFor('待答复')
  expect(member.page.route).toBe('pages/appeals/detail/index')

  const secretary = await asSecretary('pages/appeals/list/index')
  await secretary.waitFor('活动室能不能晚上多开一小时')
  await secretary.tap('活动室能不能晚上多开一小时')
  await secretary.tap('答复并办结')
  await secretary.waitFor('还没有写答复')
  await secretary.input('写给本人的话', '物业同意延长到22:30。')
  await secretary.tap('答复并办结')
  await secretary.tap('办结')
  await secretary.waitFor('已办结，等本人确认')

  await member.pullDown()
  await member.waitFor('这件事解决了吗？')
  await member.tap('没解决')
  await member.input('还差什么', '周五还是九点关。')
  await member.tap('再次办理')
  await member.waitFor('未解决，再次办理')
  await secretary.pullDown()
  await secretary.waitFor('周五还是九点关。')
  await secretary.input('写给本人的话', '周五也延长了。')
  await secretary.tap('答复并办结')
  await secretary.tap('办结')
  await member.pullDown()
  await member.tap('解决了')
  await member.waitFor('已解决')
  sound(member)
  sound(secretary)
})

test('refusing the privacy question leaves the page as it is', async () => {
  const member = await asMember('pages/appeals/write/index', { privacy: 'needed' })
  member.phone.chosen = [picture]
  await member.tap('添加图片')
  await member.tap('不同意')
  expect(member.has('移除')).toBe(false)
  expect(member.has('添加图片')).toBe(true)
  sound(member)
})

test('a picture of more than 10 MB is said at once and not uploaded', async () => {
  const member = await asMember('pages/appeals/write/index')
  member.phone.chosen = [{ name: 'big.png', bytes: Buffer.alloc(11 * 1024 * 1024) }]
  await member.tap('添加图片')
  await member.waitFor('超过10 MB')
  await member.tap('知道了')
  expect(member.calls.some(({ action }) => action === 'files.issueUpload')).toBe(false)
  sound(member)
})

test('points: off says so; a line comes with a check-in and is struck through when reversed', async () => {
  const off = await asMember('pages/points/ledger/index')
  await off.waitFor('没有启用积分')
  sound(off)
  await product.call(branch.secretary, 'organisations.setPoints', { organisationId: branch.organisationId, enabled: true, perCheckIn: 2 })
  const activityId = await createActivity(product, branch, '志愿服务：图书整理', { hours: 0.2 })
  const { memberId } = branch.members[0]!
  await product.call(branch.secretary, 'activities.tick', { activityId, memberIds: [memberId], present: true })
  const secretary = await asSecretary(`pages/points/ledger/index?id=${memberId}`)
  await secretary.waitFor('+2')
  expect(secretary.page.title).toBe('王建国的积分')
  await secretary.tap('冲正')
  await secretary.tap('本人没有参加')
  await secretary.tap('冲正', { near: '先不办' })
  await secretary.waitFor('已冲正')
  const member = await asMember('pages/points/ledger/index')
  await member.waitFor('：本人没有参加')
  expect(member.controls().some(({ says }) => says.startsWith('冲正“'))).toBe(false)
  sound(secretary)
  sound(member)
})

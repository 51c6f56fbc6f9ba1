/** A class that leaves, and a member who goes away for a while: the secretary's phone and the member's, to the end. */
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'
import { dynamicCode } from '../support/world'

jest.setTimeout(90_000)
let product: Product
let branch: Branch
const member = 'o-member'
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const by = branch.secretary
  const { memberId } = branch.members[0]!
  await product.call(member, 'binding.accept', { code: (await product.call(by, 'binding.invite', { memberId })).code })
  await product.call(by, 'roster.bulk', { organisationId: branch.organisationId, memberIds: branch.members.map((one) => one.memberId), className: '软件2301' })
  const { secret } = await product.call(by, 'session.enrolFactor', {})
  await product.call(by, 'session.activateFactor', { code: await dynamicCode(secret) })
})
afterAll(() => product?.close())

const open = (openid: string, path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }
const agree = async (app: App, word: string): Promise<void> => { await app.tap(app.phone.dialog!.choices.find((choice) => choice === word)!) }

test('a class is put on the list, a member says where to, and the transfer begins from there', async () => {
  const officer = await open(branch.secretary, `pages/season/graduation/index?id=${branch.organisationId}`)
  await officer.waitFor('放入名单')
  await officer.tap('放入名单')
  await officer.waitFor('按班级')
  await officer.tap('软件2301')
  await officer.tap('放入名单')
  await officer.waitFor('未填')
  sound(officer)

  const own = await open(member, 'pages/home/index')
  await own.waitFor('毕业去向')
  await own.tap('填写毕业去向')
  await own.waitFor('毕业后组织关系')
  await own.tap('转到工作单位')
  await own.input('转到哪个党组织', '中共示例科技有限公司委员会')
  await own.tap('保存')
  await own.waitFor('已填')
  expect(own.text()).toContain('中共示例科技有限公司委员会')
  sound(own)

  const sending = await open(branch.secretary, `pages/season/leaver/index?id=${branch.members[0]!.memberId}`)
  await sending.waitFor('办理转出')
  await sending.tap('办理转出')
  await agree(sending, '办理')
  await sending.waitFor('看转接进度')
  await sending.tap('看转接进度')
  await sending.waitFor('中共示例科技有限公司委员会')
  expect(sending.page.route).toBe('pages/transfers/detail/index')
  sound(sending)
  const { items } = await product.call(branch.secretary, 'transfers.list', { organisationId: branch.organisationId })
  expect(items.map(({ memberName }) => memberName)).toEqual([branch.members[0]!.name])
})

test('who goes away reports it, the branch confirms with the certificate', async () => {
  const { memberId } = branch.members[1]!
  const away = 'o-away'
  await product.call(away, 'binding.accept', { code: (await product.call(branch.secretary, 'binding.invite', { memberId })).code })
  const app = await open(away, `pages/floating/edit/index?id=${memberId}`)
  await app.waitFor('去哪里')
  await app.tap('向支部报告')
  await app.waitFor('请写明去哪里')
  await app.tap('知道了')
  await app.input('去哪里', '浙江省杭州市西湖区')
  await app.tap('实习')
  await app.tap('向支部报告')
  await app.settle()
  sound(app)

  const officer = await open(branch.secretary, 'pages/home/index')
  await officer.waitFor(branch.members[1]!.name)
  await officer.navigate(`/pages/floating/detail/index?id=${memberId}`)
  await officer.waitFor('待支部确认')
  await officer.tap('确认这次报告')
  await officer.waitFor('开了什么证明')
  await officer.tap('确认', { near: '先不办' })
  await officer.waitFor('记一次联系')
  expect(officer.text()).not.toContain('待支部确认')
  sound(officer)
  expect(await product.call(branch.secretary, 'floating.get', { memberId })).toMatchObject({ stay: { place: '浙江省杭州市西湖区' } })
})

/** A transfer to elsewhere on two phones: applied for, agreed to, the letter and the receipt noted; somebody from elsewhere received. */
import { dynamicCode } from '../support/world'
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const { code } = await product.call(branch.secretary, 'binding.invite', { memberId: branch.members[0]!.memberId })
  await product.call('o-member', 'binding.accept', { code })
  const { secret } = await product.call(branch.secretary, 'session.enrolFactor', {})
  await product.call(branch.secretary, 'session.activateFactor', { code: await dynamicCode(secret) })
})
afterAll(() => product?.close())

const launch = (openid: string, path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })
const ended = (app: App): void => { expect(app.errors).toEqual([]); app.close() }

test('applied for by the person, followed to the receipt by the secretary', async () => {
  const member = await launch('o-member', 'pages/transfers/new/index')
  await member.waitFor('这里没有别的支部')
  await member.tap('转出')
  await member.tap('提交')
  await member.waitFor('请写明党组织名称')
  await member.input('转到哪个党组织', '示例市人才服务中心党支部')
  await member.tap('提交')
  await member.waitFor('待支部同意')
  expect(member.page.route).toBe('pages/transfers/detail/index')
  ended(member)

  const app = await launch(branch.secretary, 'pages/home/index')
  await app.waitFor('王建国的组织关系转接')
  await app.tap('王建国的组织关系转接')
  await app.waitFor('下一步：示例大学计算机学院学生第一党支部 书记陈书记')
  await app.tap('同意转接')
  await app.tap('同意')
  await app.waitFor('待开介绍信')
  await app.tap('登记介绍信')
  await app.tap('登记')
  await app.waitFor('请填写介绍信编号')
  await app.input('照介绍信抄写', '示例组转字第0001号')
  await app.tap('登记')
  await app.waitFor('已开介绍信，待回执')
  await app.tap('登记回执')
  await app.waitFor('收到回执的日期')
  await app.tap('登记')
  await app.waitFor('已办结')
  ended(app)
  expect(await product.call(branch.secretary, 'roster.get', { memberId: branch.members[0]!.memberId })).toMatchObject({ archived: true, bound: false })
})

test('somebody from elsewhere is announced and received', async () => {
  const app = await launch(branch.secretary, `pages/transfers/list/index?id=${branch.organisationId}`)
  await app.waitFor('没有正在办的转接')
  await app.tap('办理转接')
  await app.waitFor('转到支部')
  await app.tap('转入')
  await app.input('姓名', '韩雪')
  await app.input('从哪个党组织来', '示例县第三中学党支部')
  await app.tap('登记')
  await app.waitFor('待报到')
  await app.tap('接收')
  await app.tap('接收')
  await app.waitFor('已接收，待寄回执')
  expect((await product.call(branch.secretary, 'roster.list', { search: '韩雪' })).items).toHaveLength(1)
  ended(app)
})

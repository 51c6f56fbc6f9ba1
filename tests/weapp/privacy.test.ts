/** On the phone: a number is opened with a reason and dialled; the person sees who looked, corrects the own data and gets an answer. */
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'
import { dynamicCode } from '../support/world'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
const member = 'o-member'
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const { memberId } = branch.members[0]!
  const { code } = await product.call(branch.secretary, 'binding.invite', { memberId })
  await product.call(member, 'binding.accept', { code })
  const { version } = await product.call(branch.secretary, 'roster.get', { memberId })
  await product.call(branch.secretary, 'roster.update', { memberId, version, changes: { phone: '19900007777' } })
  const { secret } = await product.call(branch.secretary, 'session.enrolFactor', {})
  await product.call(branch.secretary, 'session.activateFactor', { code: await dynamicCode(secret) })
})
afterAll(() => product?.close())

const open = (openid: string, path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }

test('the secretary opens a number; the member sees who and why', async () => {
  const app = await open(branch.secretary, `pages/roster/person/index?id=${branch.members[0]!.memberId}`)
  await app.waitFor('199****7777')
  await app.tap('查看手机号')
  await app.tap('通知开会或活动')
  await app.tap('查看', { near: '先不办' })
  await app.waitFor('19900007777')
  await app.tap('手机号：拨打或复制')
  await app.tap('拨打')
  expect(app.phone.asked.at(-1)).toMatchObject({ api: 'makePhoneCall', options: { phoneNumber: '19900007777' } })
  sound(app)
  const mine = await open(member, 'pages/dossier/looks/index')
  await mine.waitFor('通知开会或活动')
  expect(mine.text()).toContain('手机号')
  sound(mine)
})

test('a member changes the own number at once and asks for the rest; the secretary accepts', async () => {
  const app = await open(member, 'pages/dossier/mine/index')
  await app.waitFor('199****7777')
  await app.tap('手机号：199****7777，点开更正')
  await app.input('新的手机号', '19900008888')
  await app.tap('保存')
  await app.waitFor('199****8888')
  await app.tap('工作岗位：未登记，点开申请更正')
  await app.input('正确的工作岗位', '在校学生')
  await app.tap('提交')
  await app.waitFor('等书记核对')
  sound(app)
  const officer = await open(branch.secretary, `pages/dossier/corrections/index?id=${branch.organisationId}`)
  await officer.waitFor('在校学生')
  await officer.tap(`${branch.members[0]!.name}：工作岗位，采纳`)
  await officer.waitFor('没有等核对的更正')
  sound(officer)
  const answered = await open(member, 'pages/dossier/mine/index')
  await answered.waitFor('已采纳')
  sound(answered)
})

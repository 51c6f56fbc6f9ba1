/** A secretary hands over on the phone: the list is filled, three sign on three phones, and the powers have changed hands. */
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'
import { dynamicCode } from '../support/world'

jest.setTimeout(90_000)
let product: Product
let branch: Branch
const [receiver, witness] = ['o-receiver', 'o-witness']
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const by = branch.secretary
  for (const [n, openid] of [receiver, witness].entries()) await product.call(openid, 'binding.accept', { code: (await product.call(by, 'binding.invite', { memberId: branch.members[n]!.memberId })).code })
  await prove(by)
  await product.call(by, 'posts.appoint', { organisationId: branch.organisationId, memberId: branch.members[1]!.memberId, post: 'organisationOfficer' })
  for (const openid of [receiver, witness]) await prove(openid)
})
afterAll(() => product?.close())

async function prove(openid: string): Promise<void> {
  const { secret } = await product.call(openid, 'session.enrolFactor', {})
  await product.call(openid, 'session.activateFactor', { code: await dynamicCode(secret) })
}
const open = (openid: string, path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }

/** Signs on the page in front; what is asked first is answered. */
async function sign(app: App): Promise<void> {
  await app.tap('签名')
  await app.tap(app.phone.dialog!.choices.find((choice) => choice === '签名')!)
}
/** Opens the handover from the home page of whoever has to sign. */
async function fromHome(openid: string): Promise<App> {
  const app = await open(openid, 'pages/home/index')
  await app.waitFor('交接')
  await app.tap('陈书记交王建国')
  await app.waitFor('三方签名')
  return app
}

test('the list, three signatures on three phones, and another secretary', async () => {
  const giver = await open(branch.secretary, `pages/season/handovers/index?id=${branch.organisationId}`)
  await giver.waitFor('还没有交接过')
  await giver.tap('开始交接')
  await giver.waitFor('接收人')
  expect(giver.isDisabled('开始交接')).toBe(true)
  await giver.tap('请选择')
  await giver.waitFor('谁来接收')
  await giver.tap('王建国')
  await giver.tap('李晓梅')
  await giver.tap('开始交接')
  await giver.waitFor('三方签名')
  expect(giver.page.route).toBe('pages/season/handover/index')
  await giver.tap('填写')
  await giver.waitFor('逐项清点')
  await giver.input('金额（元）', '12a')
  await giver.tap('保存')
  await giver.waitFor('党费结存请填金额')
  await giver.tap('知道了')
  await giver.input('金额（元）', '123.40')
  await giver.tap('保存')
  await giver.waitFor('待清点')
  // Nothing is signed that was not counted.
  expect(giver.isDisabled('签名')).toBe(true)
  await giver.tap('填写')
  await giver.waitFor('逐项清点')
  for (const name of ['文件和通知', '电子表格和照片', '办公用品和钥匙', '党员档案材料', '发展党员材料']) await giver.tap(`删去${name}`)
  for (const name of ['党员名册', '党支部工作手册（会议记录本）', '党费账本和收据', '印章']) await giver.input(name, '1')
  await giver.tap('保存')
  await giver.waitFor('123.40')
  await sign(giver)
  await giver.waitFor('已签')
  sound(giver)

  const second = await fromHome(receiver)
  await sign(second)
  await second.waitFor('已签')
  sound(second)
  expect((await product.call(branch.secretary, 'session.home', {})).can.keepRoster).toBe(true)

  const third = await fromHome(witness)
  await sign(third)
  await third.waitFor('已交接')
  sound(third)

  expect((await product.call(receiver, 'session.home', {})).can.keepRoster).toBe(true)
  expect((await product.call(branch.secretary, 'session.home', {})).can.keepRoster).toBe(false)
  const { items } = await product.call(receiver, 'posts.list', { organisationId: branch.organisationId })
  expect(items.filter(({ post, state }) => post === 'secretary' && state === 'active').map(({ memberName }) => memberName)).toEqual(['王建国'])
})

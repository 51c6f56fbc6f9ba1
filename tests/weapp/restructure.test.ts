/** On an officer's phone a branch is split and another dissolved: seen before, proved, done, and read afterwards. */
import { newFoundingCode, storeFoundingCode } from '../../config/founding'
import { launchApp, type App } from '../support/weapp'
import { startProduct, type Product } from '../support/weapp/cloud'
import { dynamicCode } from '../support/world'

jest.setTimeout(90_000)
const officer = 'o-restructure'
let product: Product
let committeeId: string
const branches: string[] = []
beforeAll(async () => {
  product = await startProduct()
  const code = newFoundingCode()
  await storeFoundingCode(code)
  committeeId = (await product.call(officer, 'organisations.found', { code, organisationName: '示例大学信息学院党委', kind: 'committee', name: '周明远' })).organisationId
  const { secret } = await product.call(officer, 'session.enrolFactor', {})
  await product.call(officer, 'session.activateFactor', { code: await dynamicCode(secret) })
  for (const name of ['软件第一党支部', '软件第二党支部']) {
    const { organisationId } = await product.call(officer, 'organisations.create', { parentId: committeeId, name, kind: 'branch' })
    branches.push(organisationId)
    for (const [person, className] of [['甲', '软件2301'], ['乙', '软件2302'], ['丙', '软件2302']] as const) await product.call(officer, 'roster.add', { organisationId, name: `${name.slice(0, 4)}${person}`, standing: 'full', className })
  }
})
afterAll(() => product?.close())

const launch = (path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid: officer, path })

test('a class forms a new branch', async () => {
  const app = await launch(`pages/organisations/settings/index?id=${branches[0]}`)
  await app.waitFor('分出一部分同志')
  await app.tap('分设')
  await app.waitFor('按班级')
  await app.tap('按班级')
  await app.tap('软件2302')
  await app.waitFor('已选2人，留下1人')
  await app.waitFor('成立党支部要3人以上')
  await app.input('新支部名称', '软件第三党支部')
  await app.input('原因', '按班级分设')
  await app.tap('分设')
  expect(app.text()).toContain('从软件第一党支部分出2位同志，留下1位')
  await app.tap('分设')
  await app.waitFor('撤并')
  const { items } = await product.call(officer, 'organisations.search', { text: '第三党支部' })
  expect((await product.call(officer, 'roster.list', { organisationId: items[0]!.id })).total).toBe(2)
  expect(app.errors).toEqual([])
  app.close()
})

test('a branch is dissolved into its neighbour, and found among those that have ended', async () => {
  const app = await launch(`pages/organisations/dissolve/index?id=${branches[1]}`)
  await app.waitFor('同志转到哪里')
  expect(app.text()).toContain('3位同志没有去处')
  await app.tap('全体同志')
  await app.waitFor('软件第一党支部')
  await app.tap('软件第一党支部')
  await app.waitFor('党员1人 → 4人')
  await app.input('原因', '人数少')
  await app.tap('撤销')
  expect(app.text()).toContain('3位同志转到软件第一党支部')
  await app.tap('撤销')
  for (let tries = 0; tries < 50 && (await product.call(officer, 'organisations.get', { organisationId: branches[1]! })).dissolvedAt === null; tries++) await new Promise((done) => setTimeout(done, 100))
  expect(app.errors).toEqual([])
  app.close()
  const list = await launch(`pages/organisations/gone/index?id=${committeeId}`)
  await list.waitFor('软件第二党支部')
  await list.tap('软件第二党支部')
  await list.waitFor('原因：人数少')
  expect(list.text()).toContain('同志编入软件第一党支部')
  expect(list.errors).toEqual([])
  list.close()
})

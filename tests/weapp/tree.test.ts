/** The tree of a university with 1,200 organisations on an officer's phone: folds, is searched, opens, within the budgets; an organisation goes to another superior. */
import { launchApp, type App } from '../support/weapp'
import { startProduct, type Product } from '../support/weapp/cloud'
import { newFoundingCode, storeFoundingCode } from '../../config/founding'

jest.setTimeout(90_000)
let product: Product
let committeeId: string
const officer = 'o-tree'
beforeAll(async () => {
  product = await startProduct()
  const code = newFoundingCode()
  await storeFoundingCode(code)
  committeeId = (await product.call(officer, 'organisations.found', { code, organisationName: '示例大学党委', kind: 'committee', name: '周明远' })).organisationId
  const { db } = await import('../../cloudfunctions/platform/database')
  const kindOf = (i: number) => (i < 60 ? 'generalBranch' as const : 'branch' as const)
  const parentOf = (i: number) => (i < 60 ? committeeId : `tree${Math.floor((i - 60) / 19)}`)
  const nameOf = (i: number) => (i < 60 ? `示例学院第${String(i).padStart(2, '0')}党总支` : `示例专业第${String(i).padStart(4, '0')}党支部`)
  const numbers = { members: 40, bound: 30, activities: 5, pointsOn: false, sums: null }
  const all = Array.from({ length: 1200 }, (_, i) => ({ id: `tree${i}`, name: nameOf(i), kind: kindOf(i), parentId: parentOf(i), path: `/${committeeId}/${i < 60 ? '' : `tree${Math.floor((i - 60) / 19)}/`}tree${i}/` }))
  for (let at = 0; at < all.length; at += 300) {
    const some = all.slice(at, at + 300)
    await db.collection('organisations').add(some.map(({ id, name, kind, parentId, path }) => ({ _id: id, name, kind, parentId, path, nameKey: id, points: { enabled: false, perCheckIn: 1 }, holders: {}, createdAt: new Date(), searchKeys: [name, name.slice(4)] })))
    await db.collection('digests').add(some.map(({ id, name, kind, parentId }) => ({ _id: `o_${id}`, kind: 'organisation', parentId, name, organisationKind: kind, ...numbers })))
  }
})
afterAll(() => product?.close())

const launch = (): Promise<App> => launchApp({ cloudUrl: product.url, openid: officer, path: `pages/organisations/tree/index?id=${committeeId}` })
const withinBudget = (app: App): void => {
  for (const { bytes, nodes } of app.setDataLog) {
    expect(bytes).toBeLessThanOrEqual(60 * 1024)
    expect(nodes).toBeLessThanOrEqual(600)
  }
}

test('the first screen holds the first of 60; one is unfolded, folded, and opened', async () => {
  const app = await launch()
  await app.waitFor('示例学院第00党总支')
  expect(app.text()).not.toContain('示例专业')
  await app.tap('展开示例学院第00党总支')
  await app.waitFor('示例专业第0060党支部')
  await app.tap('收起示例学院第00党总支')
  expect(app.text()).not.toContain('示例专业第0060党支部')
  await app.tap('示例学院第01党总支')
  await app.waitFor('示例专业第0079党支部')
  withinBudget(app)
  expect(app.errors).toEqual([])
  app.close()
})

test('found by a part of the name', async () => {
  const app = await launch()
  await app.waitFor('示例学院第00党总支')
  await app.input('组织名称或拼音首字母', '第0777')
  await app.waitFor('示例专业第0777党支部')
  expect(app.text()).not.toContain('示例学院第00党总支 党总支')
  await app.input('组织名称或拼音首字母', '没有的')
  await app.waitFor('没有找到这个组织')
  withinBudget(app)
  expect(app.errors).toEqual([])
  app.close()
})

test('what may not be done is said: the topmost has no superior', async () => {
  const app = await launchApp({ cloudUrl: product.url, openid: officer, path: 'pages/organisations/move/index?id=tree60' })
  await app.waitFor('示例专业第0060党支部')
  await app.tap('示例大学党委')
  await app.waitFor('示例学院第01党总支')
  await app.tap('示例学院第01党总支')
  await app.tap('归到示例学院第01党总支')
  expect(app.text()).toContain('原上级组织从此看不到')
  await app.tap('调整')
  await app.waitFor('动态码')
  expect(app.errors).toEqual([])
  app.close()
})

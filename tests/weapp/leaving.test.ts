/** Who stands on a graduation list finds the way to the own destination, and the secretary finds it at the person. */
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
})
afterAll(() => product?.close())

const as = (openid: string, path: string): Promise<App> => launchApp({ cloudUrl: product.url, openid, path })
const sound = (app: App): void => { expect(app.errors).toEqual([]); app.close() }

test('毕业去向 stands in 我的 and at the person for who leaves, and for nobody else', async () => {
  const { organisationId, secretary, members: [leaver, other] } = branch as Branch & { members: [Branch['members'][0], Branch['members'][0]] }
  await product.call('o-leaver', 'binding.accept', { code: (await product.call(secretary, 'binding.invite', { memberId: leaver.memberId })).code })
  await product.call('o-other', 'binding.accept', { code: (await product.call(secretary, 'binding.invite', { memberId: other.memberId })).code })
  const year = new Date().getUTCFullYear() + 1
  await product.call(secretary, 'graduation.add', { organisationId, leavesOn: `${year}-06-30`, dueOn: new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10), memberIds: [leaver.memberId] })

  const mine = await as('o-leaver', 'pages/me/index')
  await mine.waitFor('毕业去向')
  expect(mine.text()).toContain(`${year}年6月30日离校`)
  await mine.tap('毕业去向')
  await mine.waitFor('毕业后组织关系')
  expect(mine.page.route).toBe('pages/season/leaver/index')
  sound(mine)

  const stays = await as('o-other', 'pages/me/index')
  await stays.waitFor('意见诉求')
  expect(stays.text()).not.toContain('毕业去向')
  sound(stays)

  const person = await as(secretary, `pages/roster/person/index?id=${leaver.memberId}`)
  await person.waitFor('毕业去向')
  await person.tap('毕业去向')
  await person.waitFor('毕业后组织关系')
  sound(person)

  const elsewhere = await as(secretary, `pages/roster/person/index?id=${other.memberId}`)
  await elsewhere.waitFor('组织关系转接')
  expect(elsewhere.text()).not.toContain('毕业去向')
  await elsewhere.tap('电子档案')
  await elsewhere.waitFor('现在的状态')
  await elsewhere.tap('流动和联系')
  await elsewhere.waitFor('外出流动')
  sound(elsewhere)
})

/** Every page of the real bundle opens, for a member and for an officer, within the budget of its first drawing. */
import { launchApp } from '../support/weapp'
import { openBundle } from '../support/weapp/bundle'
import { createActivity, foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

const BYTES = 60 * 1024
const NODES = 600
const routes = openBundle().routes

let product: Product
let branch: Branch
const member = 'o-member'
/** The thing each page shows, by its route; a page that is not named opens without one. */
let parameters: Record<string, string> = {}

beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const { code } = await product.call(branch.secretary, 'binding.invite', { memberId: branch.members[0]!.memberId })
  await product.call(member, 'binding.accept', { code })
  const invitation = await product.call(branch.secretary, 'binding.invite', { memberId: branch.members[1]!.memberId })
  await product.call(branch.secretary, 'organisations.setPoints', { organisationId: branch.organisationId, enabled: true, perCheckIn: 2 })
  const activityId = await createActivity(product, branch, '主题党日：读书分享')
  const { noticeId } = await product.call(branch.secretary, 'notices.post', { title: '关于本周学习安排的通知', body: '请按时参加。' })
  const { appealId } = await product.call(member, 'appeals.write', { text: '希望活动室晚上多开一小时。' })
  const people = branch.members[0]!.memberId
  parameters = {
    'pages/enter/index': `scene=n.${noticeId}`, 'pages/binding/confirm/index': `code=${invitation.code}`,
    'pages/binding/invite/index': `id=${branch.members[1]!.memberId}`, 'pages/binding/branch-code/index': `id=${branch.organisationId}`,
    'pages/notices/detail/index': `id=${noticeId}`, 'pages/notices/receipts/index': `id=${noticeId}`,
    'pages/activities/detail/index': `id=${activityId}`, 'pages/activities/people/index': `id=${activityId}`, 'pages/activities/screen/index': `id=${activityId}`,
    'pages/chains/paste/index': `kind=activity&id=${activityId}`, 'pages/appeals/detail/index': `id=${appealId}`,
    'pages/roster/person/index': `id=${people}`, 'pages/roster/edit/index': `id=${people}`, 'pages/roster/list/index': `id=${branch.organisationId}`,
  }
}, 60_000)
afterAll(() => product?.close())

describe.each([['a member', () => member], ['an officer', () => branch.secretary]])('for %s', (_, openid) => {
  test.each(routes)('%s opens within the budget', async (route) => {
    const app = await launchApp({ cloudUrl: product.url, openid: openid(), path: [route, parameters[route]].filter(Boolean).join('?') })
    expect(app.errors).toEqual([])
    expect(app.text()).not.toBe('')
    const drawn = app.setDataLog.filter((entry) => entry.first)
    expect(drawn.length).toBeGreaterThan(0)
    for (const { bytes, nodes } of drawn) {
      expect(bytes).toBeLessThanOrEqual(BYTES)
      expect(nodes).toBeLessThanOrEqual(NODES)
    }
    // What the first answer of the server draws counts too, though it comes second.
    for (const { bytes } of app.setDataLog) expect(bytes).toBeLessThanOrEqual(BYTES)
    app.close()
  })
})

test('larger type and the dark theme draw the same pages', async () => {
  const app = await launchApp({ cloudUrl: product.url, openid: member, phone: { fontSize: 24, theme: 'dark' } })
  expect(app.errors).toEqual([])
  expect(app.has('.type-150')).toBe(true)
  app.close()
})

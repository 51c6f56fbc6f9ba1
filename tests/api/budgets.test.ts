/** The budgets of DESIGN.md, counted at the database's door: identity, begin, commit and audit included. */
import { call, operationsOf, startApi, stopApi } from '../support/api'
import { examinedBy } from '../support/crowd'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

test('home is one call, four operations and 20 KB, however large the tree is', async () => {
  const { db } = await import('../../cloudfunctions/platform/database')
  const rollups = Array.from({ length: 1200 }, (_, i) => ({
    _id: `o_tree${i}`, kind: 'organisation', parentId: i < 60 ? world.committeeId : `tree${Math.floor((i - 60) / 20)}`, name: `示例学院第${i}党支部`, organisationKind: 'branch',
    members: 40, bound: 30, activities: 5, pointsOn: false, sums: null,
  }))
  for (let at = 0; at < rollups.length; at += 200) await db.collection('digests').add(rollups.slice(at, at + 200))
  let home: unknown
  expect(await operationsOf(async () => { home = await call(world.founder.openid, 'session.home', {}) })).toBeLessThanOrEqual(4)
  expect(bytesOf(home)).toBeLessThanOrEqual(20 * 1024)
  expect((home as { below: unknown[] }).below).toHaveLength(50)
})

test('the first page of a roster is four operations, 20 KB, and examines at most twice its page, at 50 and at 5,000 people', async () => {
  const { db, read } = await import('../../cloudfunctions/platform/database')
  const template = (await read('members', world.member.memberId))!
  const { _id, ...rest } = template
  for (const [from, to] of [[0, 50], [50, 5000]] as const) {
    const people = Array.from({ length: to - from }, (__, i) => ({ ...rest, _id: `many${from + i}`, name: `示例${from + i}`, sortKey: `shili${String(from + i).padStart(5, '0')}_many${from + i}`, accountId: null, posts: [], idHash: null }))
    for (let at = 0; at < people.length; at += 500) await db.collection('members').add(people.slice(at, at + 500))
    let page: unknown
    let operations = 0
    const examined = await examinedBy(async () => { operations = await operationsOf(async () => { page = await call(world.secretary.openid, 'roster.list', { limit: 20 }) }) })
    expect(operations).toBeLessThanOrEqual(4)
    expect(bytesOf(page)).toBeLessThanOrEqual(20 * 1024)
    // The count is answered from the index's keys; what is examined beyond it is the page and one more.
    expect({ people: to, examined: examined <= 2 * 21 + 1 }).toEqual({ people: to, examined: true })
  }
}, 60_000)

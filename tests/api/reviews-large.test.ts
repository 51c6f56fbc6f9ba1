/** A review with 5,000 ballots in twenty groups: what its result costs, how long a page is, and that its count can be made again. */
import { call, operationsOf, startApi, stopApi } from '../support/api'
import { openReview } from '../support/reviews'
import { makeWorld, proveFactor, type World } from '../support/world'
import { nonceOf } from '../support/sent-ballot'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)

const GROUPS = 20
const EACH = 250
const PEOPLE = 40
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
const database = () => import('../../cloudfunctions/platform/database')

/** What ballots and their turnout leave behind, as castBallot writes them; cast one by one, 5,000 take minutes. */
async function fill(reviewId: string, questions: number): Promise<void> {
  const { db, find } = await database()
  for (const group of [...'abcdefghijklmnopqrst'].slice(0, GROUPS)) {
    const boxId = `${reviewId}-1-${group}`
    const slots = await find('ballot_slots', { boxId, group }, { orderBy: [['_id', 'asc']], limit: 1000 })
    await db.collection('ballot_slots').where({ boxId }).remove()
    await db.collection('ballot_slots').add(slots.map((slot, n) => (n < EACH ? { ...slot, state: 'cast', content: Array.from({ length: questions }, (_none, i) => (n * 7 + i * 3) % 6).join(''), nonce: nonceOf(n), commitments: '' } : slot)))
    await db.collection('turnouts').add(Array.from({ length: EACH }, (_none, n) => ({ _id: `${boxId}_k${n}`, boxId, group })))
  }
}

test('5,000 ballots in 20 groups: a page of the result is at most 20 KB and three operations; the count can be made again', async () => {
  const { db, read } = await database()
  const { _id, ...template } = (await read('members', world.member.memberId))!
  await db.collection('members').add(Array.from({ length: PEOPLE }, (_none, i) => ({ ...template, _id: `many${i}`, name: `示例${i}`, sortKey: `shili${i}`, accountId: null, posts: [], idHash: null, standing: 'full' })))
  const groups = Array.from({ length: GROUPS }, (_none, n) => ({ name: `软件23${String(n).padStart(2, '0')}班`, entry: 'room' as const, entitled: EACH }))
  const reviewId = await openReview(world.secretary.openid, { scored: true, groups })
  const { people } = await call(world.secretary.openid, 'reviews.get', { reviewId })
  const graded = people.filter(person => person.graded)
  await fill(reviewId, graded.length)
  await call(world.secretary.openid, 'reviews.close', { reviewId })

  const seen: { memberId: string; total: { ballots: number } }[] = []
  const pages: { people: number; bytes: number; operations: number }[] = []
  let cursor: string | undefined
  do {
    let page = {} as Awaited<ReturnType<typeof result>>
    const result = () => call(world.secretary.openid, 'reviews.result', { reviewId, limit: 50, ...(cursor && { cursor }) })
    const operations = await operationsOf(async () => { page = await result() })
    pages.push({ people: page.people.length, bytes: bytesOf(page), operations })
    seen.push(...page.people)
    cursor = page.next ?? undefined
  } while (cursor)
  expect(seen.map(({ memberId }) => memberId)).toEqual(people.map(({ memberId }) => memberId))
  expect(seen.filter(({ total }) => total.ballots !== GROUPS * EACH)).toHaveLength(people.length - graded.length)
  expect(Math.max(...pages.map(({ bytes }) => bytes))).toBeLessThanOrEqual(20 * 1024)
  // Identity, the review, its boxes.
  expect(Math.max(...pages.map(({ operations }) => operations))).toBeLessThanOrEqual(3)
  expect(Math.min(...pages.slice(0, -1).map(page => page.people))).toBeGreaterThanOrEqual(10)

  let statistics: unknown
  // And the review of the year before.
  expect(await operationsOf(async () => { statistics = await call(world.secretary.openid, 'reviews.statistics', { reviewId }) })).toBeLessThanOrEqual(4)
  expect(bytesOf(statistics)).toBeLessThanOrEqual(20 * 1024)
  for (const group of ['a', 't']) expect(await call(world.secretary.openid, 'ballots.recount', { kind: 'review', id: reviewId, group })).toMatchObject({ same: true, ballots: EACH, taken: EACH })
}, 60_000)

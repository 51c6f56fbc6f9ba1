/** Who is reviewed: the roster as it is when the review is opened, without those who are left out this time. */
import { call, refusal, startApi, stopApi } from '../support/api'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
let year = 2040
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)

const by = () => world.secretary.openid
const draft = async (): Promise<string> => (await call(by(), 'reviews.create', { year: ++year, title: `${year}年度民主评议` })).reviewId
const gradedOf = async (reviewId: string) => (await call(by(), 'reviews.get', { reviewId })).people.filter(({ graded }) => graded).map(({ name }) => name)

test('whoever joins the roster after the draft was begun stands on the ballot', async () => {
  const reviewId = await draft()
  await call(world.founder.openid, 'roster.add', { organisationId: world.branchId, name: '新转来', standing: 'full' })
  expect(await gradedOf(reviewId)).toContain('新转来')
  await call(by(), 'reviews.open', { reviewId })
  expect(await gradedOf(reviewId)).toContain('新转来')
  expect((await call(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId })).questions.map(({ name }) => name)).toContain('新转来')
})

test('whoever is left out votes and is not on the ballot; the third is reckoned as the branch has it', async () => {
  const reviewId = await draft()
  const before = (await call(by(), 'reviews.get', { reviewId })).people.filter(({ graded }) => graded)
  const out = before.slice(0, before.length - 3).map(({ memberId }) => memberId)
  const probationary = (await call(by(), 'reviews.get', { reviewId })).people.find(({ graded }) => !graded)
  await call(by(), 'reviews.change', { reviewId, version: 1, leftOut: [...out, probationary!.memberId], excellentBase: 'reviewed' })
  await call(by(), 'reviews.open', { reviewId })
  const { people, leftOut, excellentBase } = await call(by(), 'reviews.get', { reviewId })
  expect([people.filter(({ graded }) => graded).length, leftOut.length, excellentBase]).toEqual([3, out.length, 'reviewed'])
  expect((await call(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId })).questions).toHaveLength(3)
  await call(by(), 'reviews.close', { reviewId })
  const { excellentAtMost, excellentOf, people: shown } = await call(by(), 'reviews.result', { reviewId })
  expect([excellentAtMost, excellentOf]).toEqual([1, 3])
  expect(await refusal(by(), 'reviews.grade', { reviewId, memberId: out[0]!, grade: 'good', reason: '支委会研究' })).toBe('reviewNotGraded')
  const [first, second, third] = shown.filter(({ graded }) => graded)
  await call(by(), 'reviews.grade', { reviewId, memberId: first!.memberId, grade: 'excellent', reason: '支委会研究' })
  await call(by(), 'reviews.grade', { reviewId, memberId: second!.memberId, grade: 'excellent', reason: '支委会研究' })
  await call(by(), 'reviews.grade', { reviewId, memberId: third!.memberId, grade: 'good', reason: '支委会研究' })
  expect(await refusal(by(), 'reviews.publish', { reviewId })).toBe('reviewExcellentReason')
})

test('nobody left to be graded, or a group that would rate nobody: not opened', async () => {
  const reviewId = await draft()
  const rated = (await call(by(), 'reviews.get', { reviewId })).people.filter(({ graded }) => graded).map(({ memberId }) => memberId)
  await call(by(), 'reviews.change', { reviewId, version: 1, groups: [{ name: '一班', entry: 'slips', entitled: 3, memberIds: [rated[0]!] }], leftOut: [rated[0]!] })
  expect(await refusal(by(), 'reviews.open', { reviewId })).toBe('reviewNobodyRated')
  await call(by(), 'reviews.change', { reviewId, version: 2, leftOut: rated })
  expect(await refusal(by(), 'reviews.open', { reviewId })).toBe('reviewNoPeople')
})

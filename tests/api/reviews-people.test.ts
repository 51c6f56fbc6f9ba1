/** Who is reviewed: the roster as it is when the review is opened, without those who are left out this time. */
import { call, refusal, startApi, stopApi } from '../support/api'
import { join, makeWorld, proveFactor, type World } from '../support/world'

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

test('处分 and 党籍 stand beside a name only for who keeps the roster and for the person; all others read the same words of all', async () => {
  const [disciplined, suspended] = [await join(world.founder.openid, world.branchId, '示例察', 'openid-review-disciplined'), await join(world.founder.openid, world.branchId, '示例停', 'openid-review-suspended')]
  const version = async ({ memberId }: { memberId: string }) => (await call(by(), 'dossier.get', { memberId })).version
  await call(by(), 'dossier.discipline', { memberId: disciplined.memberId, version: await version(disciplined), on: '2026-11-03', discipline: 'onProbation', until: '2027-11-03' })
  await call(by(), 'dossier.suspend', { memberId: suspended.memberId, version: await version(suspended), on: '2026-10-08', reason: 'settledAbroad' })
  const reviewId = await draft()
  const out = (await call(by(), 'reviews.get', { reviewId })).people.find(({ memberId }) => memberId === world.unbound.memberId)!
  await call(by(), 'reviews.change', { reviewId, version: 1, leftOut: [out.memberId] })
  const { voteId } = await call(by(), 'votes.create', { kind: 'assembly', title: '示例事项', matter: '示例事项' })
  const told = async (openid: string) => {
    const { people, leftOut } = await call(openid, 'reviews.get', { reviewId })
    return [...[disciplined, suspended, world.unbound, world.probationary].map(({ memberId }) => people.find(one => one.memberId === memberId)!.why), leftOut.length]
  }
  const whyNoVote = async (openid: string) => {
    const [{ without }, { people }] = [await call(openid, 'votes.get', { voteId }), await call(openid, 'votes.electors', { voteId })]
    const [here, there] = [without, people].map(list => [disciplined, suspended, world.probationary].map(({ memberId }) => list.find(one => one.memberId === memberId)!.why))
    expect(here).toEqual(there)
    return here
  }
  const neutral = '这次不评定'
  for (const open of [false, true]) {
    if (open) await call(by(), 'reviews.open', { reviewId })
    expect(await told(by())).toEqual(['留党察看', '停止党籍', neutral, '预备党员', 1])
    expect(await told(disciplined.openid)).toEqual(['留党察看', neutral, neutral, '预备党员', 0])
    // Who leads it and keeps no roster knows whom the branch leaves out, and not why somebody else has no vote.
    expect(await told(world.officer.openid)).toEqual([neutral, neutral, neutral, '预备党员', 1])
    expect(await told(world.member.openid)).toEqual([neutral, neutral, neutral, '预备党员', 0])
  }
  expect(await whyNoVote(by())).toEqual([expect.stringContaining('留党察看'), expect.stringContaining('停止党籍'), expect.stringContaining('预备党员')])
  expect(await whyNoVote(world.officer.openid)).toEqual(['这次没有表决权、选举权', '这次没有表决权、选举权', expect.stringContaining('预备党员')])
  expect((await call(world.member.openid, 'votes.get', { voteId })).without).toEqual([])
})

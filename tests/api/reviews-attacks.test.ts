/** 民主评议 as somebody would try to get round it, and what stands half done when an opening is cut off. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { gardenerOf } from '../support/gardener'
import { join, makeWorld, proveFactor, type World } from '../support/world'
import type { InputOf } from '../../types/contracts'
import type { BallotPaper } from '../../types/contracts/ballots'

// Codes are made here, and nobody scans them.
jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: (scene: string) => Promise.resolve(scene) }))

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const { by, plant, create } = gardenerOf(() => world)
const database = () => import('../../cloudfunctions/platform/database')
const nonce = 'a-nonce-of-the-phone-000'
let year = 2000
type Groups = NonNullable<InputOf<'reviews.change'>['groups']>
async function draft(openid: string, groups: Groups = []): Promise<string> {
  const { reviewId } = await call(openid, 'reviews.create', { year: ++year, title: `${year}年度民主评议` })
  await call(openid, 'reviews.change', { reviewId, version: 1, groups })
  return reviewId
}
async function opened(openid: string, groups: Groups = []): Promise<string> {
  const reviewId = await draft(openid, groups)
  await call(openid, 'reviews.open', { reviewId })
  return reviewId
}
const cast = (openid: string, paper: BallotPaper) => call(openid, 'ballots.cast', { ticket: paper.ticket, answers: paper.questions.map(({ key }) => ({ key, choice: 'good' })), nonce })

test('the code of one group lets nobody into another', async () => {
  const room = (name: string): Groups[number] => ({ name, entry: 'room', entitled: 10 })
  const reviewId = await opened(world.secretary.openid, [room('学生'), room('教师')])
  const { scene } = await call(world.secretary.openid, 'ballots.roomCode', { kind: 'review', id: reviewId, group: 'a' })
  expect((await call('student-a', 'ballots.enter', { scene })).paper).not.toBeNull()
  expect(await refusal('student-a', 'ballots.enter', { scene: scene.replace(`${reviewId}.a`, `${reviewId}.b`) })).toBe('ballotCodeWrong')
})

test('where few have voted no hash stands either: what it may stand for could be tried out', async () => {
  const reviewId = await opened(world.secretary.openid, [{ name: '学生', entry: 'slips', entitled: 6 }])
  const { slips } = await call(world.secretary.openid, 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from: 0 })
  for (const [n, { scene }] of slips.entries()) await cast(`student-${n}`, (await call(`student-${n}`, 'ballots.enter', { scene })).paper!)
  await cast(world.member.openid, await call(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId }))
  await call(world.secretary.openid, 'reviews.close', { reviewId })
  const { fingerprint } = await call(world.secretary.openid, 'reviews.result', { reviewId })
  expect(fingerprint.map(group => [group.ballots, group.fingerprint.length])).toEqual([[1, 0], [6, 64]])
  // Nor are they listed one by one, for whoever counts again.
  expect(await refusal(world.secretary.openid, 'ballots.scrutiny', { kind: 'review', id: reviewId, group: 'members' })).toBe('reviewFew')
  expect(await refusal(world.secretary.openid, 'ballots.scrutiny', { kind: 'review', id: reviewId, group: 'a' })).toBeNull()
  expect(await call('anybody', 'ballots.commitments', { box: `${reviewId}-1-members` })).toMatchObject({ fingerprint: '', commitments: [expect.any(String)] })
})

test('who was struck with the ballot on the phone cannot put it in, and is told so; struck or in, never both', async () => {
  const reviewId = await opened(world.secretary.openid)
  const { find } = await database()
  const strike = (memberId: string) => refusal(world.secretary.openid, 'ballots.strike', { kind: 'review', id: reviewId, memberId, reason: '已转出' })
  const paper = await call(world.leader.openid, 'ballots.own', { kind: 'review', id: reviewId })
  expect([await strike(world.leader.memberId), await strike(world.leader.memberId)]).toEqual([null, null])
  expect(await refusal(world.leader.openid, 'ballots.cast', { ticket: paper.ticket, answers: [], nonce })).toBe('ballotStruck')
  expect((await call(world.leader.openid, 'reviews.get', { reviewId })).mine).toMatchObject({ entitled: false, taken: false })
  const other = await call(world.member.openid, 'ballots.own', { kind: 'review', id: reviewId })
  const both = await Promise.all([strike(world.member.memberId), refusal(world.member.openid, 'ballots.cast', { ticket: other.ticket, answers: [], nonce })])
  expect([['ballotUsed', null], [null, 'ballotStruck']]).toContainEqual(both)
  expect((await find('ballot_slots', { boxId: `${reviewId}-1-members`, state: 'cast' }, { limit: 9 })).length).toBe(both[1] === null ? 1 : 0)
  expect((await call(world.secretary.openid, 'reviews.get', { reviewId })).groups[0]!.taken).toBe(both[1] === null ? 1 : 0)
})

test('a draft changed after an opening was cut off is opened as it is now', async () => {
  const openid = world.secretary.openid
  const reviewId = await draft(openid, [{ name: '学生', entry: 'slips', entitled: 9 }])
  const { db, count } = await database()
  const { slips } = await call(openid, 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from: 0 })
  // The connection breaks after everything but the last step.
  await call(openid, 'reviews.open', { reviewId })
  await db.collection('reviews').doc(reviewId).update({ state: 'draft', opening: true })
  const { version } = await call(openid, 'reviews.get', { reviewId })
  await call(openid, 'reviews.change', { reviewId, version, groups: [{ name: '学生', entry: 'slips', entitled: 2, memberIds: [world.member.memberId] }] })
  expect(await call(openid, 'reviews.open', { reviewId })).toEqual({ state: 'open' })
  const now = await call(openid, 'reviews.get', { reviewId })
  expect(await count('ballot_entitlements', { boxId: `${reviewId}-${now.round}-a` })).toBe(2)
  const fresh = (await call(openid, 'ballots.slips', { kind: 'review', id: reviewId, group: 'a', from: 0 })).slips
  expect((await call('student-x', 'ballots.enter', { scene: fresh[0]!.scene })).paper!.questions.map(({ key }) => key)).toEqual([world.member.memberId])
  expect(await refusal('student-x', 'ballots.enter', { scene: slips[5]!.scene })).toBe('ballotCodeWrong')
})

test('an opening and a change at once: what is opened is what stands there', async () => {
  const openid = world.secretary.openid
  const reviewId = await draft(openid, [{ name: '学生', entry: 'slips', entitled: 3 }])
  await Promise.all([refusal(openid, 'reviews.open', { reviewId }), refusal(openid, 'reviews.change', { reviewId, version: 2, groups: [{ name: '学生', entry: 'slips', entitled: 5 }] })])
  await call(openid, 'reviews.open', { reviewId })
  const { groups, round } = await call(openid, 'reviews.get', { reviewId })
  expect(await (await database()).count('ballot_entitlements', { boxId: `${reviewId}-${round}-a` })).toBe(groups[1]!.entitled)
})

test('whoever leaves the branch while it is open keeps the ballot, and nobody else of the new branch has one', async () => {
  const leaver = await join(world.founder.openid, world.branchId, '戊离开', 'o-leaver')
  const reviewId = await opened(world.secretary.openid)
  const { db } = await database()
  for (const name of ['members', 'access']) await db.collection(name).where(name === 'members' ? { _id: leaver.memberId } : { memberId: leaver.memberId }).update({ organisationId: world.otherBranchId })
  expect((await call(leaver.openid, 'reviews.get', { reviewId })).can.vote).toBe(true)
  await cast(leaver.openid, await call(leaver.openid, 'ballots.own', { kind: 'review', id: reviewId }))
  expect(await refusal(world.otherSecretary.openid, 'reviews.get', { reviewId })).toBe('notFound')
})

test('a branch is not dissolved over a review that is open, and none is opened in one that is being dissolved', async () => {
  const branch = await plant(1)
  await proveFactor(branch.secretary.openid)
  const target = await create('接收党支部')
  const reviewId = await opened(branch.secretary.openid)
  const ending = { organisationId: branch.id, targetId: target }
  expect((await call(by(), 'organisations.previewDissolve', ending)).why.go).toContain('民主评议')
  expect(await refusal(by(), 'organisations.dissolve', { ...ending, reason: '撤销' })).toBe('changeBlocked')
  await call(branch.secretary.openid, 'reviews.redo', { reviewId, reason: '支部要撤销' })
  const { db } = await database()
  await db.collection('organisations').doc(branch.id).update({ changeId: 'some-change' })
  expect(await refusal(branch.secretary.openid, 'reviews.open', { reviewId })).toBe('treeChanging')
  await db.collection('organisations').doc(branch.id).update({ changeId: null })
  expect(await refusal(by(), 'organisations.dissolve', { ...ending, reason: '撤销' })).toBeNull()
})

/** A round that was declared void: when that can be, what stays told of it, and that nothing of it is counted any more; ballots in time. */
import { call, refusal, setNow, START } from '../support/api'
import { castBallot, openReview, ownBallot } from '../support/reviews'
import { attend, countBy, draftOf, fillHall, pileOf, prospect } from '../support/votes'
import { consent, ledBy } from '../support/held-elections'
import { inWorld, proveFactor, type World } from '../support/world'
import { sentBallot } from '../support/sent-ballot'

/** Stops what a call does at a moment. */
let cut: (() => void) | null = null
jest.mock('../../cloudfunctions/services/ballot-box/box', () => {
  const actual = jest.requireActual<typeof import('../../cloudfunctions/services/ballot-box/box')>('../../cloudfunctions/services/ballot-box/box')
  return { ...actual, voidBox: (boxId: string) => { cut?.(); return actual.voidBox(boxId) } }
})

let world: World
let hall: string[]
inWorld(async made => {
  world = made
  await proveFactor(world.officer.openid)
  hall = await fillHall(world, 6)
})
beforeEach(() => { cut = null })

const by = () => world.secretary.openid
const database = () => import('../../cloudfunctions/platform/database')
const paper = { superior: '示例大学党委', document: '示例党函〔2026〕1号', day: '2026-11-20' }
async function opened(settings: Parameters<typeof draftOf>[3] = {}): Promise<string> {
  const voteId = await draftOf(by(), world.branchId, 'assembly', settings)
  await attend(by(), voteId, hall.slice(0, 5))
  await call(by(), 'votes.open', { voteId })
  return voteId
}
const count = (voteId: string, inFavour: number) => countBy([by(), world.officer.openid], voteId, 'members', pileOf('matter', inFavour, 5 - inFavour))

describe('a vote that was counted', () => {
  test('is not held again until it passes; with the superior\'s document it is, and what it came to stays told', async () => {
    const voteId = await opened()
    await count(voteId, 1)
    const redo = (more: object = {}) => refusal(by(), 'votes.redo', { voteId, reason: '重新投票', ...more })
    // Also before it is closed: papers of it were counted.
    expect(await redo()).toBe('voidNoConsent')
    await call(by(), 'votes.close', { voteId })
    expect(await call(by(), 'votes.get', { voteId })).toMatchObject({ voidNeedsConsent: true, outcomes: [{ inFavour: 1, carried: false }] })
    expect(await redo()).toBe('voidNoConsent')
    expect(await redo({ consent: { ...paper, day: '2026-11-22' } })).toBe('voteConsentDay')
    expect(await redo({ consent: paper })).toBeNull()
    const told = { round: 1, reason: '重新投票', byName: '王建国', counted: true, consent: paper, outcomes: [{ inFavour: 1, against: 4, carried: false }] }
    expect((await call(by(), 'votes.get', { voteId })).voided).toMatchObject([told])
    expect((await call(world.member.openid, 'votes.get', { voteId })).voided).toEqual([])
    await call(by(), 'votes.open', { voteId })
    await count(voteId, 4)
    await call(by(), 'votes.close', { voteId })
    await call(by(), 'votes.publish', { voteId })
    expect((await call(world.member.openid, 'votes.get', { voteId })).voided).toMatchObject([told])
    const { link } = await call(by(), 'votes.record', { voteId })
    const sheet = await (await fetch(link)).text()
    for (const word of ['重新投票', paper.document, '赞成1人']) expect(sheet).toContain(word)
  })

  test('before anything is counted whoever leads declares it void', async () => {
    const voteId = await opened()
    expect(await refusal(by(), 'votes.redo', { voteId, reason: '到会人数有误' })).toBeNull()
    expect((await call(by(), 'votes.get', { voteId })).voided).toMatchObject([{ counted: false, consent: null, outcomes: null }])
  })

  test('is held again by whoever leads where it counts for nothing', async () => {
    const voteId = await opened({ manner: 'paper' })
    await countBy([by(), world.officer.openid], voteId, 'members', { issued: 4, returned: 5, invalid: 0, answers: { matter: { inFavour: 5 } } })
    await call(by(), 'votes.close', { voteId })
    expect((await call(by(), 'votes.get', { voteId })).voidNeedsConsent).toBe(false)
    expect(await refusal(by(), 'votes.redo', { voteId, reason: '票数多于发出的票' })).toBeNull()
  })

  test('of a review and a poll the round and the reason stay told, and no count', async () => {
    const reviewId = await openReview(by(), { groups: [{ name: '群众', entry: 'paper', entitled: 6 }] })
    await call(by(), 'reviews.redo', { reviewId, reason: '名单有误' })
    const { read } = await database()
    const [gone] = (await read('reviews', reviewId))!.voided!
    expect(Object.keys(gone!).sort()).toEqual(['at', 'byName', 'consent', 'counted', 'reason', 'round'])
    const { voteId } = await call(by(), 'votes.create', { organisationId: world.branchId, kind: 'poll', title: '意见', options: ['甲', '乙'] })
    await call(by(), 'votes.open', { voteId })
    await call(by(), 'votes.close', { voteId })
    await call(by(), 'votes.redo', { voteId, reason: '选项要改' })
    expect((await call(by(), 'votes.get', { voteId })).voided).toMatchObject([{ counted: true, reason: '选项要改', outcomes: null }])
  })
})

describe('a declaring void that was cut off', () => {
  beforeEach(() => { jest.spyOn(console, 'error').mockImplementation(() => undefined) })
  afterEach(() => jest.restoreAllMocks())
  const broken = () => { cut = () => { throw new Error('cut off') } }

  test('of a vote: once it is opened again no ticket of the round before is taken', async () => {
    const voteId = await opened({ manner: 'phone', consent })
    const paper = await call(world.member.openid, 'ballots.own', { kind: 'vote', id: voteId })
    broken()
    expect(await refusal(by(), 'votes.redo', { voteId, reason: '一' })).toBe('internal')
    cut = null
    await call(by(), 'votes.open', { voteId })
    expect(await refusal(world.member.openid, 'ballots.cast', sentBallot(paper, paper.questions.map(({ key }) => ({ key, choice: 'inFavour' }))))).toBe('ballotClosed')
  })

  test('of a vote: it goes on where it is repeated for another reason', async () => {
    const voteId = await opened({ manner: 'phone', consent })
    broken()
    expect(await refusal(by(), 'votes.redo', { voteId, reason: '一' })).toBe('internal')
    cut = null
    expect(await call(by(), 'votes.redo', { voteId, reason: '二' })).toEqual({ state: 'draft' })
    expect((await (await database()).read('ballot_boxes', `${voteId}-1-members`))!.state).toBe('void')
  })

  test('of a review: once it is opened again, or put away', async () => {
    const reviewId = await openReview(by())
    const old = await ownBallot(world.member.openid, reviewId)
    broken()
    expect(await refusal(by(), 'reviews.redo', { reviewId, reason: '一' })).toBe('internal')
    cut = null
    await call(by(), 'reviews.open', { reviewId })
    await expect(castBallot(world.member.openid, old)).rejects.toMatchObject({ code: 'ballotClosed' })
    await castBallot(world.member.openid, await ownBallot(world.member.openid, reviewId))
  })

  test('of an election: once the next ballot is opened none of the one before is taken; while it is paused none is', async () => {
    const { officer, leader, member } = world
    const { ready, open } = ledBy(by())
    const electionId = await ready({ candidateIds: [officer.memberId], counterIds: [leader.memberId, member.memberId], present: hall }, { body: 'secretary', seats: 1, manner: 'phone', consent })
    await open(electionId)
    const paperOf = () => call(member.openid, 'ballots.own', { kind: 'election', id: electionId })
    const cast = (ballot: Awaited<ReturnType<typeof paperOf>>) => refusal(member.openid, 'ballots.cast', sentBallot(ballot, ballot.questions.map(({ key }) => ({ key, choice: 'inFavour' }))))
    const old = await paperOf()
    broken()
    expect(await refusal(by(), 'elections.redo', { electionId, reason: '一' })).toBe('internal')
    cut = null
    await open(electionId)
    expect(await cast(old)).toBe('ballotClosed')
    const now = await paperOf()
    await call(by(), 'elections.pause', { electionId })
    expect(await cast(now)).toBe('ballotPaused')
    await call(by(), 'elections.resume', { electionId })
    expect(await cast(now)).toBeNull()
  })

  test('of an opening that was cut off, changed and put away: nothing of it takes a ballot', async () => {
    const voteId = await draftOf(by(), world.branchId, 'assembly', { manner: 'phone', consent })
    await attend(by(), voteId, hall.slice(0, 5))
    const { change, put, read } = await database()
    await change('votes', { _id: voteId }, { opening: true })
    const box = { _id: `${voteId}-1-members`, organisationId: world.branchId, asked: { questions: [], choices: [], blank: '' }, groups: [], length: 1, state: 'open' as const, tally: null, fingerprint: null }
    await put('ballot_boxes', box)
    await attend(by(), voteId, hall.slice(0, 4))
    await call(by(), 'ballots.discard', { kind: 'vote', id: voteId })
    expect((await read('ballot_boxes', box._id))!.state).toBe('void')
  })
})

describe('a ballot is in time or not at all', () => {
  const closesAt = new Date(START.getTime() + 10 * 60_000)
  const at = (ms: number) => setNow(new Date(closesAt.getTime() + ms))

  test('of a vote by a class, to the instant, also with a ticket that lasts longer; once prolonged the ticket is good again', async () => {
    const reviewId = await openReview(by(), { closesAt: closesAt.toISOString() })
    at(-60_000)
    const [mine, other] = [await ownBallot(world.member.openid, reviewId), await ownBallot(world.leader.openid, reviewId)]
    at(-1)
    await castBallot(world.member.openid, mine)
    at(0)
    await expect(castBallot(world.leader.openid, other)).rejects.toMatchObject({ code: 'ballotClosed' })
    const prolonged = new Date(closesAt.getTime() + 5 * 60_000).toISOString()
    setNow(new Date(START.getTime() + 9 * 60_000))
    await call(by(), 'reviews.prolong', { reviewId, closesAt: prolonged })
    at(1)
    await castBallot(world.leader.openid, other)
  })

  test('of a poll', async () => {
    const { voteId } = await call(by(), 'votes.create', { organisationId: world.branchId, kind: 'poll', title: '意见', options: ['甲', '乙'], closesAt: closesAt.toISOString() })
    await call(by(), 'votes.open', { voteId })
    const paperOf = async (openid: string) => call(openid, 'ballots.own', { kind: 'vote', id: voteId })
    const [mine, other] = [await paperOf(world.member.openid), await paperOf(world.leader.openid)]
    at(-1)
    await castBallot(world.member.openid, mine, 'o1')
    at(0)
    await expect(castBallot(world.leader.openid, other, 'o1')).rejects.toMatchObject({ code: 'ballotClosed' })
    setNow(new Date(START.getTime() + 9 * 60_000))
    await call(by(), 'votes.prolong', { voteId, closesAt: new Date(closesAt.getTime() + 60_000).toISOString() })
    at(1)
    await castBallot(world.leader.openid, other, 'o1')
  })
})

describe('what happens to the boxes', () => {
  test('a vote that is paused pauses them, and opens them again', async () => {
    const voteId = await opened({ manner: 'phone', consent })
    const stateOf = async () => (await (await database()).read('ballot_boxes', `${voteId}-1-members`))!.state
    const paper = await call(world.member.openid, 'ballots.own', { kind: 'vote', id: voteId })
    const cast = () => refusal(world.member.openid, 'ballots.cast', sentBallot(paper, paper.questions.map(({ key }) => ({ key, choice: 'inFavour' }))))
    await call(by(), 'votes.pause', { voteId })
    expect([await stateOf(), await cast()]).toEqual(['paused', 'ballotPaused'])
    await call(by(), 'votes.resume', { voteId })
    expect([await stateOf(), await cast()]).toEqual(['open', null])
  })

  test('the key with which accounts are hashed is another in the next round, and gone once it is closed', async () => {
    const { read } = await database()
    const reviewId = await openReview(by())
    const keyOf = async () => (await read('reviews', reviewId))!.boxKey
    const first = await keyOf()
    expect(first).not.toBeNull()
    await call(by(), 'reviews.redo', { reviewId, reason: '名单有误' })
    const second = await keyOf()
    expect(second).not.toEqual(first)
    await call(by(), 'reviews.open', { reviewId })
    await call(by(), 'reviews.close', { reviewId })
    expect(await keyOf()).toBeNull()
    const voteId = await opened()
    await count(voteId, 5)
    await call(by(), 'votes.close', { voteId })
    expect((await read('votes', voteId))!.boxKey).toBeNull()
  })
})

test('nobody who is voted on declares void what was counted', async () => {
  const subject = await prospect(by(), world.branchId)
  const { voteId } = await call(by(), 'votes.create', { organisationId: world.branchId, kind: 'admission', subjects: [{ id: subject, person: 'applicant' }] })
  const { change } = await database()
  await attend(by(), voteId, hall.slice(0, 5))
  await call(by(), 'votes.open', { voteId })
  await countBy([by(), world.officer.openid], voteId, 'members', pileOf(subject, 1, 4))
  await call(by(), 'votes.close', { voteId })
  const { _ } = await database()
  await change('votes', { _id: voteId }, { subjects: _.set([{ key: world.secretary.memberId, name: '王建国', person: 'member' }]) })
  expect(await refusal(by(), 'votes.redo', { voteId, reason: '重来', consent: paper })).toBe('voidOnBallot')
  expect((await call(by(), 'votes.get', { voteId })).can.redo).toBe(false)
  expect(await refusal(world.officer.openid, 'votes.redo', { voteId, reason: '重来', consent: paper })).toBeNull()
})

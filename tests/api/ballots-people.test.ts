/** Whose ballot it is and who counts it: what those who lead a vote, who keep the roster too, cannot take from others. */
import { createHash } from 'node:crypto'
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { openReview } from '../support/reviews'
import { attend, castBy, countBy, draftOf, fillHall, pileOf } from '../support/votes'
import { bind, dynamicCode, makeWorld, proveFactor, type World } from '../support/world'
import { consent } from '../support/held-elections'
import { sentBallot } from '../support/sent-ballot'

let world: World
let hall: string[]
const secrets = new Map<string, string>()
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.officer]) secrets.set(openid, await proveFactor(openid))
  hall = await fillHall(world, 6)
}, 60_000)
afterAll(stopApi)
/** Each begins an hour after the one before: nobody is bound in the future. */
let [begun, hours] = [START, 0]
beforeEach(async () => {
  setNow(begun = new Date(START.getTime() + ++hours * 3_600_000))
  for (const [openid, secret] of secrets) await call(openid, 'session.prove', { code: await dynamicCode(secret) })
})

const by = () => world.secretary.openid
const later = (minutes: number) => setNow(new Date(begun.getTime() + minutes * 60_000))
const database = () => import('../../cloudfunctions/platform/database')
/** Five of six are there, one of them without an account. */
async function opened(manner: 'phone' | 'paper', counters: string[] = []): Promise<string> {
  const voteId = await draftOf(by(), world.branchId, 'assembly', { manner, ...(manner === 'phone' && { consent }) })
  await attend(by(), voteId, hall.slice(0, 5))
  if (counters.length > 0) await call(by(), 'ballots.setCounters', { kind: 'vote', id: voteId, memberIds: counters })
  await call(by(), 'votes.open', { voteId })
  return voteId
}
const own = (openid: string, voteId: string) => refusal(openid, 'ballots.own', { kind: 'vote', id: voteId })
const outcomeOf = async (voteId: string) => (await call(by(), 'votes.get', { voteId })).outcomes![0]

describe('the ballot on the phone is of the account that was there at the opening', () => {
  test('whoever keeps the roster binds nobody to another phone to vote for them', async () => {
    const voteId = await opened('phone')
    later(1)
    await bind(by(), world.unbound.memberId, 'second-phone')
    expect(await own('second-phone', voteId)).toBe('ballotRebound')
    expect(await call('second-phone', 'votes.get', { voteId })).toMatchObject({ mine: { entitled: false }, can: { vote: false }, why: { vote: expect.stringContaining('纸质票') } })
    await call(by(), 'binding.release', { memberId: world.member.memberId, reason: '换手机' })
    await bind(by(), world.member.memberId, 'third-phone')
    expect(await own('third-phone', voteId)).toBe('ballotRebound')
    await call(by(), 'binding.release', { memberId: world.member.memberId, reason: '换手机' })
    await bind(by(), world.member.memberId, world.member.openid)
    // Whose account it was has the ballot still.
    expect(await own(world.member.openid, voteId)).toBeNull()
    await call(by(), 'binding.release', { memberId: world.unbound.memberId, reason: '绑错' })
  })

  test('of a review, too; and what is kept of the account is a hash with a key that is gone after the closing', async () => {
    const reviewId = await openReview(by())
    later(1)
    await bind(by(), world.unbound.memberId, 'second-phone')
    expect(await refusal('second-phone', 'ballots.own', { kind: 'review', id: reviewId })).toBe('ballotRebound')
    await call(by(), 'binding.release', { memberId: world.unbound.memberId, reason: '绑错' })
    const { find, read } = await database()
    const kept = await find('ballot_entitlements', { boxId: `${reviewId}-1-members` }, { limit: 100 })
    const { accountId } = (await read('members', world.member.memberId))!
    for (const hash of [accountId!, ...['sha256', 'md5'].map(how => createHash(how).update(accountId!).digest('base64url'))]) expect(JSON.stringify(kept)).not.toContain(hash)
    expect(kept.find(({ _id }) => _id.endsWith(world.unbound.memberId))).toMatchObject({ account: null })
    await call(by(), 'reviews.close', { reviewId })
    expect((await read('reviews', reviewId))!.boxKey).toBeNull()
  })

  test('costs no more operations than a ballot may', async () => {
    const voteId = await opened('phone')
    expect(await operationsOf(() => call(world.member.openid, 'ballots.own', { kind: 'vote', id: voteId }))).toBeLessThanOrEqual(8)
  })
})

describe('a paper beside phones', () => {
  test('is given out by name, and takes the ballot on the phone: nobody has two', async () => {
    const voteId = await opened('phone')
    const give = (memberId: string) => refusal(by(), 'ballots.givePaper', { kind: 'vote', id: voteId, memberId })
    const pile = { kind: 'vote', id: voteId, group: 'members' } as const
    // One who stays away leaves no room for a second ballot of somebody else.
    expect(await refusal(by(), 'ballots.count', { ...pile, counts: pileOf('matter', 1) })).toBe('paperWrong')
    expect(await give(world.member.memberId)).toBeNull()
    expect(await give(world.member.memberId)).toBeNull()
    expect(await own(world.member.openid, voteId)).toBe('ballotStruck')
    expect(await call(world.officer.openid, 'ballots.counting', pile)).toMatchObject({ most: 1, given: ['陈静'], can: { givePaper: true } })
    // What was given out has to be counted.
    expect(await refusal(by(), 'votes.close', { voteId })).toBe('paperUncounted')
    await castBy(world.secretary.openid, voteId, 'against')
    expect(await give(world.secretary.memberId)).toBe('strikeUsed')
    expect(await give(hall[5]!)).toBe('notFound')
    expect(await refusal(world.member.openid, 'ballots.givePaper', { kind: 'vote', id: voteId, memberId: world.member.memberId })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'ballots.givePaper', { kind: 'vote', id: voteId, memberId: world.member.memberId })).not.toBeNull()
    await countBy([by(), world.officer.openid], voteId, 'members', pileOf('matter', 1))
    // One more was given out since.
    expect(await give(world.unbound.memberId)).toBeNull()
    expect(await refusal(by(), 'votes.close', { voteId })).toBe('paperGiven')
    await countBy([by(), world.officer.openid], voteId, 'members', pileOf('matter', 1, 1))
    await call(by(), 'votes.close', { voteId })
    expect(await call(by(), 'votes.get', { voteId })).toMatchObject({ outcomes: [{ inFavour: 1, against: 2 }], papers: { issued: 3, returned: 3, invalid: 0 } })
    expect(await give(world.leader.memberId)).toBe('reviewState')
  })

  test('and a ballot that comes in at that moment are one', async () => {
    const voteId = await opened('phone')
    const own = await call(world.member.openid, 'ballots.own', { kind: 'vote', id: voteId })
    const cast = refusal(world.member.openid, 'ballots.cast', sentBallot(own, own.questions.map(({ key }) => ({ key, choice: 'inFavour' }))))
    const [paper, phone] = await Promise.all([refusal(by(), 'ballots.givePaper', { kind: 'vote', id: voteId, memberId: world.member.memberId }), cast])
    expect([[null, 'ballotStruck'], ['strikeUsed', null]]).toContainEqual([paper, phone])
  })

  test('costs few operations', async () => {
    const voteId = await opened('phone')
    expect(await operationsOf(() => call(by(), 'ballots.givePaper', { kind: 'vote', id: voteId, memberId: world.leader.memberId }))).toBeLessThanOrEqual(8)
  })
})

describe('those who lead', () => {
  test('do not count where others are named, and outvote nobody', async () => {
    const voteId = await opened('paper', [world.leader.memberId, world.member.memberId])
    await countBy([world.leader.openid], voteId, 'members', pileOf('matter', 1, 4))
    for (const { openid } of [world.secretary, world.officer]) expect(await refusal(openid, 'ballots.count', { kind: 'vote', id: voteId, group: 'members', counts: pileOf('matter', 4, 1) })).toBe('notCounter')
    expect((await call(by(), 'votes.get', { voteId })).mine.counts).toBe(false)
    await countBy([world.member.openid], voteId, 'members', pileOf('matter', 1, 4))
    await call(by(), 'votes.close', { voteId })
    expect(await outcomeOf(voteId)).toMatchObject({ inFavour: 1, against: 4 })
  })

  test('do not take back what two have entered alike by naming nobody any more', async () => {
    const voteId = await opened('paper', [world.leader.memberId, world.member.memberId])
    await countBy([world.leader.openid, world.member.openid], voteId, 'members', pileOf('matter', 1, 4))
    const set = { kind: 'vote' as const, id: voteId, memberIds: [] }
    expect(await refusal(by(), 'ballots.setCounters', set)).toBe('counterReason')
    later(20)
    expect(await refusal(by(), 'ballots.setCounters', { ...set, reason: '先走了' })).toBe('secondFactorNeeded')
    setNow(begun)
    await call(by(), 'ballots.setCounters', { ...set, reason: '先走了' })
    await countBy([world.secretary.openid, world.officer.openid], voteId, 'members', pileOf('matter', 4, 1))
    expect(await refusal(by(), 'votes.close', { voteId })).toBe('paperDiffers')
    expect((await call(world.member.openid, 'votes.get', { voteId })).countersGone).toMatchObject([{ name: expect.any(String), byName: '王建国', reason: '先走了' }, { reason: '先走了' }])
    for (const { openid } of [world.secretary, world.officer]) await countBy([openid], voteId, 'members', pileOf('matter', 1, 4))
    await call(by(), 'votes.close', { voteId })
    expect(await outcomeOf(voteId)).toMatchObject({ inFavour: 1, against: 4 })
    const { link } = await call(by(), 'votes.record', { voteId })
    expect(await (await fetch(link)).text()).toContain('先走了')
  })

  test('do not count as somebody whom they bind to a phone of their own', async () => {
    const voteId = await opened('paper', [world.leader.memberId, world.member.memberId])
    later(1)
    await call(by(), 'binding.release', { memberId: world.leader.memberId, reason: '换手机' })
    await bind(by(), world.leader.memberId, 'fourth-phone')
    expect(await refusal('fourth-phone', 'ballots.count', { kind: 'vote', id: voteId, group: 'members', counts: pileOf('matter', 4, 1) })).toBe('counterRebound')
    await call(by(), 'binding.release', { memberId: world.leader.memberId, reason: '绑错' })
    await bind(by(), world.leader.memberId, world.leader.openid)
  })
})

test('nobody finds out what another has counted without counting', async () => {
  const voteId = await opened('paper')
  await countBy([world.officer.openid], voteId, 'members', pileOf('matter', 3, 1, 1))
  const enter = (counts: ReturnType<typeof pileOf>) => call(by(), 'ballots.count', { kind: 'vote', id: voteId, group: 'members', counts })
  const told: unknown[] = []
  for (const [a, b] of [[5, 0], [4, 1], [4, 0], [3, 2]] as const) told.push(await enter(pileOf('matter', a, b, 5 - a - b)))
  // The other has counted once: no row is named, and after four tries there is no other.
  expect(told).toEqual(Array.from({ length: 4 }, () => ({ agreed: false, apart: true, differs: [] })))
  expect(await refusal(by(), 'ballots.count', { kind: 'vote', id: voteId, group: 'members', counts: pileOf('matter', 3, 1, 1) })).toBe('counterTries')
  expect(await call(by(), 'ballots.counting', { kind: 'vote', id: voteId, group: 'members' })).toMatchObject({ left: 0, apart: true, differs: [], can: { count: false } })
  // Others count, and it is seen who did not.
  await call(by(), 'ballots.setCounters', { kind: 'vote', id: voteId, memberIds: [world.officer.memberId, world.leader.memberId], reason: '数错四次' })
  await countBy([world.leader.openid], voteId, 'members', pileOf('matter', 3, 1, 1))
  await call(by(), 'votes.close', { voteId })
  expect((await call(world.member.openid, 'votes.get', { voteId })).countersGone).toMatchObject([{ name: '王建国', reason: '数错四次' }])
})

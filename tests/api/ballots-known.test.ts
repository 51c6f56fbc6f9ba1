/** What is known of ballots stays with those who may know it: of a round that is void nobody, of the boxes whoever was named, and an answer that is lost gives no second paper. */
import { call, refusal, setNow, START } from '../support/api'
import { database } from '../support/ballots'
import { castBallot, openReview, ownBallot } from '../support/reviews'
import { attend, castBy, countBy, draftOf, fillHall, pileOf } from '../support/votes'
import { consent } from '../support/held-elections'
import { bind, inWorld, proveFactor, type World } from '../support/world'

let world: World
let hall: string[]
inWorld(async made => {
  world = made
  await proveFactor(world.officer.openid)
  hall = await fillHall(world, 5)
})

const by = () => world.secretary.openid
const voters = () => [world.secretary, world.officer, world.leader, world.member]

test('the box of a review that is declared void after its closing keeps no count, no hash and no salt', async () => {
  const id = await openReview(by(), {})
  for (const { openid } of voters().slice(0, 3)) await castBallot(openid, await ownBallot(openid, id))
  await call(by(), 'reviews.close', { reviewId: id })
  const { read } = await database()
  const box = () => read('ballot_boxes', `${id}-1-members`)
  expect((await box())!.tally).toMatchObject({ members: { ballots: 3 } })
  await call(by(), 'reviews.redo', { reviewId: id, reason: '有人没收到' })
  expect(await box()).toMatchObject({ state: 'void', tally: null, fingerprint: null, salt: null })
  expect(await box()).not.toHaveProperty('paper')
})

test('a paper whose answer is lost on the way is given once, and nobody is told that the ballot is in', async () => {
  const id = await openReview(by(), {})
  const { db, count } = await database()
  const real = db.startTransaction.bind(db)
  let cut = true
  jest.spyOn(db, 'startTransaction').mockImplementation(async () => {
    const tx = await real()
    const commit = tx.commit.bind(tx)
    tx.commit = async () => {
      const done = await commit()
      if (!cut) return done
      cut = false
      throw new Error('ECONNRESET')
    }
    return tx
  })
  const give = () => refusal(by(), 'ballots.givePaper', { kind: 'review', id, memberId: world.member.memberId })
  expect(await give()).toBeNull()
  jest.restoreAllMocks()
  expect([cut, await give()]).toEqual([false, null])
  expect(await count('ballot_entitlements', { boxId: `${id}-1-members`, paper: true })).toBe(1)
  expect(await refusal(world.member.openid, 'ballots.own', { kind: 'review', id })).toBe('ballotStruck')
  // Whose ballot is in gets none.
  await castBallot(world.leader.openid, await ownBallot(world.leader.openid, id))
  expect(await refusal(by(), 'ballots.givePaper', { kind: 'review', id, memberId: world.leader.memberId })).toBe('strikeUsed')
})

test('once one has counted, the page says as the rule does that it takes the superior\'s document', async () => {
  const voteId = await draftOf(by(), world.branchId, 'assembly', { manner: 'paper' })
  await attend(by(), voteId, hall)
  await call(by(), 'votes.open', { voteId })
  expect(await call(by(), 'votes.get', { voteId })).toMatchObject({ voidNeedsConsent: false })
  await countBy([world.officer.openid], voteId, 'members', pileOf('matter', 5))
  expect(await call(by(), 'votes.get', { voteId })).toMatchObject({ voidNeedsConsent: true, can: { redo: true } })
  expect(await refusal(by(), 'votes.redo', { voteId, reason: '再投一次' })).toBe('voidNoConsent')
  expect(await refusal(by(), 'votes.redo', { voteId, reason: '再投一次', consent })).toBeNull()
})

test('whoever was bound as a counter after that one was named does not look into the boxes', async () => {
  const voteId = await draftOf(by(), world.branchId, 'poll', { options: ['甲', '乙'] })
  await call(by(), 'ballots.setCounters', { kind: 'vote', id: voteId, memberIds: [world.leader.memberId, world.member.memberId] })
  await call(by(), 'votes.open', { voteId })
  for (const { openid } of voters()) await castBy(openid, voteId, 'o1')
  await call(by(), 'votes.close', { voteId })
  setNow(new Date(START.getTime() + 60_000))
  await call(by(), 'binding.release', { memberId: world.leader.memberId, reason: '换手机' })
  await bind(by(), world.leader.memberId, 'another-phone')
  const looks = (openid: string) => refusal(openid, 'ballots.recount', { kind: 'vote', id: voteId, group: 'members' })
  expect([await looks('another-phone'), await looks(world.member.openid)]).toEqual(['notScrutineer', null])
  const check = async (openid: string) => (await call(openid, 'votes.get', { voteId })).can.check
  expect([await check('another-phone'), await check(world.member.openid)]).toEqual([false, true])
})

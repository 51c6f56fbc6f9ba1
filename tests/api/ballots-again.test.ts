/** What is done again, or follows: whoever has voted once is asked once more, and what is over gives out no ballot. */
import { call, refusal, START } from '../support/api'
import { consent, ledBy } from '../support/held-elections'
import { inWorld, type World } from '../support/world'
import { sentBallot } from '../support/sent-ballot'

let world: World
inWorld(made => { world = made })

const by = () => world.secretary.openid
type Kind = 'review' | 'election'
/** Puts a ballot in on which everything has this choice. */
async function cast(openid: string, kind: Kind, id: string, choice: string): Promise<void> {
  const paper = await call(openid, 'ballots.own', { kind, id })
  await call(openid, 'ballots.cast', sentBallot(paper, paper.questions.map(({ key }) => ({ key, choice }))))
}
/** What the home page asks of somebody. */
const asked = async (openid: string, kind: Kind) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.kind === kind).map(({ refId }) => refId)

test('a review that is done again is asked of those who had voted, too', async () => {
  const { reviewId } = await call(by(), 'reviews.create', { year: 2026, title: '2026年度民主评议' })
  const open = () => call(by(), 'reviews.open', { reviewId })
  const { openid } = world.member
  await open()
  expect(await asked(openid, 'review')).toEqual([reviewId])
  await cast(openid, 'review', reviewId, 'good')
  await call(openid, 'reviews.get', { reviewId })
  expect(await asked(openid, 'review')).toEqual([])
  await call(by(), 'reviews.redo', { reviewId, reason: '到场人数不够' })
  await open()
  expect(await asked(openid, 'review')).toEqual([reviewId])
  await call(by(), 'reviews.prolong', { reviewId, closesAt: new Date(START.getTime() + 3_600_000).toISOString() })
  expect((await call(openid, 'session.home', {})).todos.find(({ kind }) => kind === 'review')?.due).toBe(new Date(START.getTime() + 3_600_000).toISOString())
  await cast(openid, 'review', reviewId, 'good')
  await call(openid, 'reviews.get', { reviewId })
  expect(await asked(openid, 'review')).toEqual([])
  await call(by(), 'reviews.close', { reviewId })
  expect(await asked(world.leader.openid, 'review')).toEqual([])
})

/** An election of a secretary on phones, of which the first ballot elects nobody. */
async function undecided(): Promise<string> {
  const { ready, open, close } = ledBy(by())
  const { secretary, officer, leader, member } = world
  const electionId = await ready({ candidateIds: [secretary.memberId, officer.memberId], counterIds: [leader.memberId, member.memberId], present: [secretary, officer, leader, member].map(({ memberId }) => memberId) }, { body: 'secretary', seats: 1, manner: 'phone', consent })
  await open(electionId)
  await cast(member.openid, 'election', electionId, 'abstain')
  await call(member.openid, 'elections.get', { electionId })
  expect(await asked(member.openid, 'election')).toEqual([])
  await close(electionId)
  return electionId
}

test('a second ballot is asked of those who had voted in the first', async () => {
  const { seen, next, open, close } = ledBy(by())
  const electionId = await undecided()
  await next(electionId, [world.officer.memberId])
  expect((await seen(electionId)).current).toBe('b2')
  await open(electionId)
  expect(await asked(world.member.openid, 'election')).toEqual([electionId])
  await cast(world.member.openid, 'election', electionId, 'inFavour')
  await call(world.member.openid, 'elections.get', { electionId })
  expect(await asked(world.member.openid, 'election')).toEqual([])
  expect(await asked(world.leader.openid, 'election')).toEqual([electionId])
  await close(electionId)
  expect(await asked(world.leader.openid, 'election')).toEqual([])
})

test('a second ballot on paper: nobody gets the first one once more on the phone, and nobody is struck off it', async () => {
  const { change, next, open } = ledBy(by())
  const electionId = await undecided()
  await next(electionId, [world.officer.memberId])
  await change(electionId, { manner: 'paper' })
  await open(electionId)
  // One who has voted in the first ballot, and one who has not.
  for (const { openid } of [world.member, world.leader]) expect(await refusal(openid, 'ballots.own', { kind: 'election', id: electionId })).toBe('ballotOnPaper')
  expect(await refusal(by(), 'ballots.strike', { kind: 'election', id: electionId, memberId: world.leader.memberId, reason: '已离会' })).toBe('reviewNoGroup')
})

test('the consent by which a ballot was held on phones stands, whatever comes after', async () => {
  const { change, next, seen } = ledBy(by())
  const electionId = await undecided()
  await next(electionId, [world.officer.memberId])
  await change(electionId, { manner: 'paper', consent: null })
  expect(await seen(electionId)).toMatchObject({ manner: 'paper', consent })
  await change(electionId, { manner: 'phone', consent })
  await expect(change(electionId, { consent: { ...consent, document: '另一份文件' } })).rejects.toMatchObject({ code: 'electionBegun' })
  expect((await seen(electionId)).consent).toMatchObject(consent)
})

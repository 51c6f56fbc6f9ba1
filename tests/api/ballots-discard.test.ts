/** Drafts that are not wanted after all. */
import { call, refusal, startApi, stopApi } from '../support/api'
import { makeWorld, proveFactor, type World } from '../support/world'
import type { BallotKind } from '../../types/contracts/codes-ballots'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)

const by = () => world.secretary.openid
const YEAR = 2031
const review = () => call(by(), 'reviews.create', { year: YEAR, title: '写错的评议' })

/** A draft of each kind, and what its branch sees listed. */
const made: Record<BallotKind, () => Promise<string>> = {
  review: async () => (await review()).reviewId,
  vote: async () => (await call(by(), 'votes.create', { kind: 'poll', title: '写错的征求意见', options: ['甲', '乙'] })).voteId,
  election: async () => (await call(by(), 'elections.create', { title: '写错的选举', body: 'secretary' })).electionId,
}
const listed: Record<BallotKind, () => Promise<string[]>> = {
  review: async () => (await call(by(), 'reviews.list', {})).items.map(({ id }) => id),
  vote: async () => (await call(by(), 'votes.list', {})).items.map(({ id }) => id),
  election: async () => (await call(by(), 'elections.list', {})).items.map(({ id }) => id),
}

describe.each(['review', 'vote', 'election'] as const)('a draft of a %s', kind => {
  test('is put away, and put away again; nothing can be done with it any more', async () => {
    const id = await made[kind]()
    expect(await listed[kind]()).toContain(id)
    expect(await refusal(world.member.openid, 'ballots.discard', { kind, id })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'ballots.discard', { kind, id })).toBe('notFound')
    for (let again = 0; again < 2; again++) expect(await call(by(), 'ballots.discard', { kind, id })).toEqual({})
    expect(await listed[kind]()).not.toContain(id)
    const opening = kind === 'review' ? refusal(by(), 'reviews.open', { reviewId: id }) : kind === 'vote' ? refusal(by(), 'votes.open', { voteId: id }) : refusal(by(), 'elections.open', { electionId: id })
    expect(await opening).toBe('reviewState')
  })
})

test('what has begun is declared void and never put away', async () => {
  const { voteId } = await call(by(), 'votes.create', { kind: 'poll', title: '春游去哪里', options: ['甲', '乙'] })
  await call(by(), 'votes.open', { voteId })
  expect(await refusal(by(), 'ballots.discard', { kind: 'vote', id: voteId })).toBe('ballotBegun')
  expect((await call(by(), 'votes.get', { voteId })).state).toBe('open')
  // Nor what is prepared anew after a round that was void.
  await call(by(), 'votes.redo', { voteId, reason: '问题写错了' })
  expect(await refusal(by(), 'ballots.discard', { kind: 'vote', id: voteId })).toBe('ballotBegun')
})

test('the review of a year whose draft was put away begins anew', async () => {
  const { reviewId } = await review()
  await call(by(), 'reviews.change', { reviewId, version: (await call(by(), 'reviews.get', { reviewId })).version, groups: [{ name: '一班', entry: 'slips', entitled: 3 }] })
  await call(by(), 'ballots.discard', { kind: 'review', id: reviewId })
  expect(await call(by(), 'reviews.create', { year: YEAR, title: '年度评议' })).toEqual({ reviewId })
  const fresh = await call(by(), 'reviews.get', { reviewId })
  expect([fresh.state, fresh.title, fresh.groups.map(({ name }) => name)]).toEqual(['draft', '年度评议', ['党员互评']])
  expect(await call(by(), 'reviews.open', { reviewId })).toEqual({ state: 'open' })
})

/** Closings against ballots, through the real router, of an election on phones: one count, with every ballot in it that was taken. */
import { ActionFailed, call, startApi, stopApi } from '../support/api'
import type { BallotPaper } from '../../types/contracts/ballots'
import { makeCrowd } from '../support/crowd'
import { consent, ledBy } from '../support/held-elections'
import { makeWorld, proveFactor } from '../support/world'
import { sentBallot } from '../support/sent-ballot'

beforeAll(startApi, 60_000)
afterAll(stopApi)

const VOTERS = 50

test('fifty closings of an election race fifty ballots', async () => {
  const { secretary, officer, leader, member, unbound, branchId } = await makeWorld()
  await proveFactor(secretary.openid)
  const crowd = await makeCrowd(branchId, VOTERS, 'race')
  const { ready, open, close, seen } = ledBy(secretary.openid)
  const candidates = [secretary, officer, leader, member].map(({ memberId }) => memberId)
  const electionId = await ready({ candidateIds: candidates, counterIds: [unbound.memberId], present: [...crowd.map(({ memberId }) => memberId), ...candidates] }, { manner: 'phone', consent })
  await open(electionId)
  const papers: BallotPaper[] = []
  for (const { openid } of crowd) papers.push(await call(openid, 'ballots.own', { kind: 'election', id: electionId }))
  const answers = candidates.map((key, n) => ({ key, choice: n < 3 ? 'inFavour' : 'against' }))
  const casts = crowd.map(async ({ openid }, n) => {
    try {
      await call(openid, 'ballots.cast', sentBallot(papers[n]!, answers))
      return true
    } catch (error) {
      expect(error).toBeInstanceOf(ActionFailed)
      expect((error as ActionFailed).code).toBe('ballotClosed')
      return false
    }
  })
  const closings = Array.from({ length: 50 }, async () => {
    expect(await close(electionId)).toEqual({ state: 'closed' })
    return JSON.stringify((await seen(electionId)).ballots)
  })
  const taken = (await Promise.all(casts)).filter(Boolean).length
  expect(new Set(await Promise.all(closings)).size).toBe(1)
  const { ballots } = await seen(electionId)
  expect(ballots).toMatchObject([{ papers: { issued: taken, returned: taken, invalid: 0 } }])
  expect(ballots[0]!.votes!.map(({ inFavour, against }) => [inFavour, against]).sort()).toEqual([[taken, 0], [taken, 0], [taken, 0], [0, taken]].sort())
}, 120_000)

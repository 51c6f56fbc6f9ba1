/** What goes wrong at a secret action leaves its name and a code: no request id, nothing of what was sent, in no log and no answer. */
import { contractList } from '../../config/contracts'
import { contracts, type ActionName } from '../../types/contracts'
import type { ActionContract } from '../../types/contracts/shared'
import { call, reply, START, setNow } from '../support/api'
import { startBreaking, stopBreaking } from '../support/broken-off'
import { dieAt } from '../support/gate'
import { ownBallot, openReview, slipsOf } from '../support/reviews'
import { sampleInput } from '../support/sample-input'
import { makeWorld, proveFactor, type World } from '../support/world'

const secret = contractList().filter(({ name }) => (contracts[name as ActionName] as ActionContract).secret)
const logged: unknown[][] = []
for (const kind of ['log', 'info', 'warn', 'error'] as const) jest.spyOn(console, kind).mockImplementation((...words: unknown[]) => { logged.push(words) })

let world: World
let reviewId: string
let scene: string
beforeAll(async () => {
  await startBreaking()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
  await setNow(START)
  reviewId = await openReview(world.secretary.openid, { groups: [{ name: '群众', entry: 'slips', entitled: 3 }] })
  scene = (await slipsOf(world.secretary.openid, reviewId, 1))[0]!
}, 60_000)
afterAll(stopBreaking)

test('every action by which a ballot is asked for, given out, put in or checked is secret', () => {
  expect(secret.map(({ name }) => name)).toEqual(expect.arrayContaining(['ballots.own', 'ballots.enter', 'ballots.join', 'ballots.cast', 'ballots.commitments']))
})

/** What is really sent where a sample would get no further than its first check. */
async function inputOf({ name, input }: (typeof secret)[number]): Promise<Record<string, unknown>> {
  const paper = name === 'ballots.cast' ? await ownBallot(world.member.openid, reviewId) : null
  const known: Record<string, () => unknown> = {
    'ballots.own': () => ({ kind: 'review', id: reviewId }),
    'ballots.enter': () => ({ scene }),
    'ballots.cast': () => ({ ...sampleInput(input, () => reviewId), ticket: paper!.ticket }),
  }
  return (known[name]?.() ?? sampleInput(input, () => reviewId)) as Record<string, unknown>
}

test.each(secret)('$name', async action => {
  const input = await inputOf(action)
  let deaths = 0
  for (let n = 0, died = true; died && n < 20; n++) {
    logged.length = 0
    let answer: Awaited<ReturnType<typeof reply>> | undefined
    died = await dieAt(n, false, async () => { answer = await reply('api', { action: action.name, input, requestId: 'request-of-a-phone' }, world.member.openid) })
    if (!died) break
    deaths++
    // The answer is the same for everybody, and what is logged is the action and that something broke.
    expect(answer).toEqual({ ok: false, error: { code: 'internal', message: expect.any(String) } })
    expect(logged.filter(([first]) => !/timeout|slow|超时/.test(String(first)))).toEqual([[{ action: action.name, code: 'internal' }]])
  }
  expect(deaths).toBeGreaterThan(0)
})

test('an action that is not secret tells the request, so that somebody can look for it', async () => {
  logged.length = 0
  await dieAt(0, false, () => call(world.member.openid, 'reviews.get', { reviewId }))
  expect(logged).toEqual([[{ requestId: expect.any(String), action: 'reviews.get', error: expect.anything() }]])
})

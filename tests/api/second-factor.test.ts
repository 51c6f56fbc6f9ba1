/** The second factor: every action that asks for it refuses whoever has not proved it, before anything is read; and the acts that decide a vote ask for it. */
import { contractList } from '../../config/contracts'
import { contracts, type ActionName } from '../../types/contracts'
import type { ActionContract } from '../../types/contracts/shared'
import { reply, setNow, START, startApi, stopApi } from '../support/api'
import { sampleInput } from '../support/sample-input'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const contractOf = (name: string): ActionContract => contracts[name as ActionName]
const guarded = contractList().filter(({ name }) => contractOf(name).secondFactor)
const codeOf = async ({ name, runs, input }: (typeof guarded)[number]): Promise<string> => {
  const answer = await reply(runs, { action: name, input: sampleInput(input, () => 'nothingofthatname'), requestId: `factor-${name}-${Math.random().toString(36).slice(2)}` }, world.secretary.openid)
  return answer.ok ? 'ok' : answer.error.code
}

test.each(guarded)('$name is refused to who has none', async action => {
  expect(await codeOf(action)).toBe('secondFactorNotSet')
})

test('an act is let through for a while after it was proved, and no longer', async () => {
  await setNow(START)
  await proveFactor(world.secretary.openid)
  for (const action of guarded) expect([action.name, await codeOf(action)]).not.toEqual([action.name, expect.stringContaining('secondFactor')])
  await setNow(new Date(START.getTime() + 11 * 60_000))
  for (const action of guarded) expect([action.name, await codeOf(action)]).toEqual([action.name, 'secondFactorNeeded'])
})

test('whatever decides a vote, ends it, or takes ballots out of the house asks for it', () => {
  const deciding = /^(reviews|votes|elections)\.(open|pause|resume|prolong|close|redo|publish|correct|choose|report|approve|return|nextBallot|leaveSeats|nameOther|gone)$|^organisations\.(setTerm|extendTerm)$|^ballots\.(strike|sealed|scrutiny|slipSheet)$/
  const open = Object.keys(contracts).filter(name => deciding.test(name) && !contractOf(name).secondFactor)
  expect(open).toEqual([])
})

/** The phone's fingerprint or face as a second factor: a challenge is one account's, works once, and does not lie about. */
import { SAMPLE_SIGNATURE } from '../../local-cloud/wechat/open-api'
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const secretary = () => world.secretary.openid
const signed = (raw: string) => ({ resultJSON: JSON.stringify({ raw }), signature: SAMPLE_SIGNATURE })
const after = (seconds: number) => setNow(new Date(START.getTime() + seconds * 1000))

test.each([[300, null], [301, 'secondFactorWrong']] as const)('a challenge answered after %i seconds', async (seconds, outcome) => {
  const { challenge } = await call(secretary(), 'session.challenge', {})
  await after(seconds)
  expect(await refusal(secretary(), 'session.proveBySoter', signed(challenge))).toBe(outcome)
})

test('it works once', async () => {
  const { challenge } = await call(secretary(), 'session.challenge', {})
  await call(secretary(), 'session.proveBySoter', signed(challenge))
  expect(await refusal(secretary(), 'session.proveBySoter', signed(challenge))).toBe('secondFactorWrong')
})

test("another account's challenge, and a signature that WeChat does not know", async () => {
  const { challenge } = await call(world.otherSecretary.openid, 'session.challenge', {})
  await call(secretary(), 'session.challenge', {})
  expect(await refusal(secretary(), 'session.proveBySoter', signed(challenge))).toBe('secondFactorWrong')
  const own = await call(secretary(), 'session.challenge', {})
  expect(await refusal(secretary(), 'session.proveBySoter', { ...signed(own.challenge), signature: 'other' })).toBe('secondFactorWrong')
})

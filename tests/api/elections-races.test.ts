/** What happens to an election at the same instant: declared void while it is reported. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { countBy, ledBy, pileOf } from '../support/held-elections'
import { makeWorld, proveFactor, type World } from '../support/world'

/** What happens after an act has read the election and before it writes, once. */
let meanwhile: (() => Promise<unknown>) | null = null
jest.mock('../../cloudfunctions/modules/elections/load', () => {
  const actual = jest.requireActual<typeof import('../../cloudfunctions/modules/elections/load')>('../../cloudfunctions/modules/elections/load')
  return {
    ...actual,
    electionLed: async (...given: Parameters<typeof actual.electionLed>) => {
      const found = await actual.electionLed(...given)
      const work = meanwhile
      meanwhile = null
      await work?.()
      return found
    },
  }
})

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.founder]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const by = () => world.secretary.openid

test('declared void while it is reported: the superior never approves an election of nobody', async () => {
  const { ready, seen, open, close, choose } = ledBy(by())
  const { secretary, officer, leader, member } = world
  const electionId = await ready({ candidateIds: [officer.memberId], counterIds: [leader.memberId, member.memberId], present: [secretary, officer, leader, member].map(({ memberId }) => memberId) }, { body: 'secretary', seats: 1 })
  await open(electionId)
  await countBy([leader.openid, member.openid], electionId, 'b1', pileOf([officer.memberId], [4], {}, { returned: 4 }))
  await close(electionId)
  await choose(electionId, [{ memberId: officer.memberId, post: 'secretary', inFavour: 0 }], 1)
  meanwhile = () => call(by(), 'elections.report', { electionId })
  expect(await refusal(by(), 'elections.redo', { electionId, reason: '票箱有误' })).toBe('electionReported')
  const after = await seen(electionId)
  expect([after.state, after.reportedAt !== null, after.chosen.length]).toEqual(['closed', true, 1])
  // What was counted still lies in its box.
  expect((await (await import('../../cloudfunctions/platform/database')).read('ballot_boxes', `${electionId}-1-b1`))?.state).toBe('closed')
  // Whoever approves, approves what was reported.
  expect(await refusal(world.founder.openid, 'elections.approve', { electionId, day: '2026-11-20', document: '示例党〔2026〕10号' })).toBeNull()
  expect((await call(world.founder.openid, 'elections.get', { electionId })).chosen).toMatchObject([{ memberId: officer.memberId, post: 'secretary' }])
})

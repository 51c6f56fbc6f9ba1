/** What happens to an election at the same instant: declared void while it goes on, is counted, or is reported. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { consent, countBy, ledBy, pileOf } from '../support/held-elections'
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

test('declared void while another ballot is prepared after it: what counts keeps its box', async () => {
  const { ready, seen, open, close } = ledBy(by())
  const { secretary, officer, leader, member } = world
  const electionId = await ready({ candidateIds: [officer.memberId, secretary.memberId], counterIds: [leader.memberId, member.memberId], present: [secretary, officer, leader, member].map(({ memberId }) => memberId) }, { body: 'secretary', seats: 1 })
  await open(electionId)
  await countBy([leader.openid, member.openid], electionId, 'b1', pileOf([officer.memberId, secretary.memberId], [1, 1], {}, { returned: 4 }))
  await close(electionId)
  const { version } = await seen(electionId)
  meanwhile = () => call(by(), 'elections.nextBallot', { electionId, version, candidateIds: [secretary.memberId] })
  expect(await refusal(by(), 'elections.redo', { electionId, reason: '票箱有误', consent })).toBe('conflict')
  const after = await seen(electionId)
  expect(after).toMatchObject({ state: 'draft', current: 'b2', ballots: [{ key: 'b1', voidReason: null, papers: { issued: 4 } }, { key: 'b2' }] })
  expect((await (await import('../../cloudfunctions/platform/database')).read('ballot_boxes', `${electionId}-1-b1`))?.state).toBe('closed')
})

test('declared void while it is closed: nobody repeats what somebody knows by now', async () => {
  const { ready, seen, open, close } = ledBy(by())
  const { secretary, officer, leader, member } = world
  const electionId = await ready({ candidateIds: [officer.memberId], counterIds: [leader.memberId, member.memberId], present: [secretary, officer, leader, member].map(({ memberId }) => memberId) }, { body: 'secretary', seats: 1 })
  await open(electionId)
  meanwhile = async () => {
    await countBy([leader.openid, member.openid], electionId, 'b1', pileOf([officer.memberId], [1], {}, { returned: 4 }))
    await close(electionId)
  }
  expect(await refusal(by(), 'elections.redo', { electionId, reason: '票箱有误' })).not.toBeNull()
  expect(await seen(electionId)).toMatchObject({ state: 'closed', ballots: [{ voidReason: null, papers: { issued: 4 } }] })
})

test('declared void while it is reported: the superior never approves an election of nobody', async () => {
  const { ready, seen, open, close } = ledBy(by())
  const { secretary, officer, leader, member } = world
  const electionId = await ready({ candidateIds: [officer.memberId], counterIds: [leader.memberId, member.memberId], present: [secretary, officer, leader, member].map(({ memberId }) => memberId) }, { body: 'secretary', seats: 1 })
  await open(electionId)
  await countBy([leader.openid, member.openid], electionId, 'b1', pileOf([officer.memberId], [4], {}, { returned: 4 }))
  await close(electionId)
  meanwhile = () => call(by(), 'elections.report', { electionId })
  expect(await refusal(by(), 'elections.redo', { electionId, reason: '票箱有误', consent })).toBe('electionReported')
  const after = await seen(electionId)
  expect([after.state, after.reportedAt !== null, after.chosen.length]).toEqual(['closed', true, 1])
  // What was counted still lies in its box.
  expect((await (await import('../../cloudfunctions/platform/database')).read('ballot_boxes', `${electionId}-1-b1`))?.state).toBe('closed')
  // Whoever approves, approves what was reported.
  expect(await refusal(world.founder.openid, 'elections.approve', { electionId, day: '2026-11-20', document: '示例党〔2026〕10号' })).toBeNull()
  expect((await call(world.founder.openid, 'elections.get', { electionId })).chosen).toMatchObject([{ memberId: officer.memberId, post: 'secretary' }])
})

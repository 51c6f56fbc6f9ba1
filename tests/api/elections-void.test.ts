/** A ballot that was counted stands: it is repeated only where it counts for nothing, or by the superior's document, and what it came to stays on record. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { consent, countBy, ledBy, pileOf } from '../support/held-elections'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.officer, world.founder]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

/** The officer leads; of a branch without a committee the secretary stands, or both of them. */
const led = () => ledBy(world.officer.openid)
const counters = () => [world.leader.openid, world.member.openid]
const get = (openid: string, electionId: string) => call(openid, 'elections.get', { electionId })

async function opened(candidateIds = [world.secretary.memberId]): Promise<string> {
  const { secretary, officer, leader, member } = world
  const electionId = await led().ready({ candidateIds, counterIds: [leader.memberId, member.memberId], present: [secretary, officer, leader, member].map(({ memberId }) => memberId) }, { body: 'secretary', seats: 1 })
  await led().open(electionId)
  return electionId
}
/** Lost by the secretary: one of four in favour. */
async function lost(candidateIds?: string[]): Promise<string> {
  const electionId = await opened(candidateIds)
  const ids = candidateIds ?? [world.secretary.memberId]
  await countBy(counters(), electionId, 'b1', pileOf(ids, ids.map(() => 1), {}, { returned: 4 }))
  await led().close(electionId)
  return electionId
}
const redo = (openid: string, electionId: string, more: { consent?: typeof consent } = {}) => refusal(openid, 'elections.redo', { electionId, reason: '结果有异议', ...more })

test('a lost election is not repeated until it passes', async () => {
  const electionId = await lost()
  expect(await led().seen(electionId)).toMatchObject({ redoConsent: true, can: { redo: true } })
  expect(await redo(world.officer.openid, electionId)).toBe('voidNoConsent')
  // Nor by whoever lost it, while somebody else leads: whatever document is named.
  expect(await get(world.secretary.openid, electionId)).toMatchObject({ can: { redo: false }, why: { redo: expect.stringContaining('别的负责人') } })
  expect(await redo(world.secretary.openid, electionId, { consent })).toBe('voidOnBallot')
  expect(await redo(world.officer.openid, electionId, { consent: { ...consent, day: '2026-11-21' } })).toBe('voteConsentDay')

  expect(await redo(world.officer.openid, electionId, { consent })).toBeNull()
  const after = await led().seen(electionId)
  expect(after).toMatchObject({ state: 'draft', current: 'b2', elected: [], redoConsent: false, ballots: [{
    key: 'b1', voidReason: '结果有异议', voided: { byName: world.officer.name, consent }, papers: { issued: 4, returned: 4, invalid: 0 }, countedBy: expect.arrayContaining([world.leader.name, world.member.name]),
    votes: [expect.objectContaining({ memberId: world.secretary.memberId, inFavour: 1, against: 3 })],
  }, { key: 'b2', votes: null, voided: null }] })
  // The superior whose document is named is told, and sees it.
  const todo = (await call(world.founder.openid, 'session.home', {})).todos.find(({ refId }) => refId === electionId)
  expect(todo).toMatchObject({ kind: 'election', title: expect.stringContaining('作废了已计票的选举'), hint: expect.stringContaining(consent.document) })
  expect(await get(world.founder.openid, electionId)).toMatchObject({ ballots: [{ voided: { consent } }, {}], can: { approve: false, return: false, redo: false } })
  expect((await call(world.founder.openid, 'session.home', {})).todos.filter(({ refId }) => refId === electionId)).toEqual([])

  // Held again, and reported: the sheet tells of both.
  await led().open(electionId)
  await countBy(counters(), electionId, 'b2', pileOf([world.secretary.memberId], [3], {}, { returned: 4 }))
  await led().close(electionId)
  expect((await led().seen(electionId)).elected).toMatchObject([{ memberId: world.secretary.memberId, inFavour: 3 }])
  const sheet = await (await fetch((await call(world.officer.openid, 'elections.record', { electionId })).link)).text()
  for (const text of ['作废的投票', `由${world.officer.name}宣布作废：结果有异议`, `${consent.superior}，${consent.document}`, '<td>1</td><td>3</td><td>0</td>', '<td>3</td><td>1</td><td>0</td>', '分别录入，一致']) expect(sheet).toContain(text)
})

test('where everybody who leads stands, the superior\'s document has to do', async () => {
  const electionId = await lost([world.secretary.memberId, world.officer.memberId])
  expect(await redo(world.secretary.openid, electionId)).toBe('voidNoConsent')
  expect(await redo(world.secretary.openid, electionId, { consent })).toBeNull()
})

test('before anybody has counted a reason is enough; once a pile is entered it is not', async () => {
  const early = await opened()
  expect(await led().seen(early)).toMatchObject({ redoConsent: false })
  expect(await redo(world.officer.openid, early)).toBeNull()
  expect(await led().seen(early)).toMatchObject({ ballots: [{ voidReason: '结果有异议', votes: null, papers: null, voided: { byName: world.officer.name, consent: null } }, {}] })

  const late = await opened()
  await countBy([counters()[0]!], late, 'b1', pileOf([world.secretary.memberId], [1], {}, { returned: 4 }))
  expect(await led().seen(late)).toMatchObject({ redoConsent: true })
  expect(await redo(world.officer.openid, late)).toBe('voidNoConsent')
  // Nor once whoever entered it is replaced: what was counted is known.
  await call(world.officer.openid, 'ballots.setCounters', { kind: 'election', id: late, memberIds: [world.member.memberId, world.officer.memberId], reason: '先走了' })
  expect(await led().seen(late)).toMatchObject({ redoConsent: true })
  expect(await redo(world.officer.openid, late)).toBe('voidNoConsent')
})

test('what counts for nothing is held again by whoever leads it, and stays told', async () => {
  const electionId = await opened()
  await countBy(counters(), electionId, 'b1', pileOf([world.secretary.memberId], [3], {}, { issued: 3, returned: 4 }))
  await led().close(electionId)
  expect(await get(world.secretary.openid, electionId)).toMatchObject({ redoConsent: false, can: { redo: true } })
  expect(await redo(world.secretary.openid, electionId)).toBeNull()
  expect(await led().seen(electionId)).toMatchObject({ ballots: [{ voided: { byName: world.secretary.name, consent: null }, papers: { issued: 3, returned: 4 } }, {}] })
  // Nobody above is told of what is the rule.
  expect((await call(world.founder.openid, 'session.home', {})).todos.filter(({ refId }) => refId === electionId)).toEqual([])
})

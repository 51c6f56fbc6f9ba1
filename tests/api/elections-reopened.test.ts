/** Whoever is elected leaves after the publication: the assembly votes again, and the superior approves the term that it has looked at. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { countBy, ledBy, pileOf } from '../support/held-elections'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  await setNow(START)
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.founder]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)

test('a published result is voted on again, approved as it was seen, and nobody comes back beside who was elected then', async () => {
  const { secretary, officer, unbound, leader, member, founder, branchId } = world
  const { ready, open, close, next, attend, seen } = ledBy(secretary.openid)
  const hall = [secretary, officer, unbound, leader, member].map(({ memberId }) => memberId)
  const counters = [leader, member]
  const electionId = await ready({ candidateIds: [unbound.memberId, officer.memberId], counterIds: counters.map(({ memberId }) => memberId), present: hall }, { body: 'secretary', seats: 1 })
  await open(electionId)
  await countBy(counters.map(({ openid }) => openid), electionId, 'b1', pileOf([unbound.memberId, officer.memberId], [5, 0], {}, { returned: 5 }))
  await close(electionId)
  await call(secretary.openid, 'elections.publish', { electionId })
  expect((await seen(electionId)).can).toMatchObject({ nextBallot: false, gone: false })

  await call(founder.openid, 'roster.archive', { memberId: unbound.memberId, reason: '组织关系转出' })
  const gone = async (left: { day: string; reason: string } | null) => refusal(secretary.openid, 'elections.gone', { electionId, version: (await seen(electionId)).version, memberId: unbound.memberId, left })
  expect(await gone({ day: '2026-11-19', reason: '组织关系转出' })).toBe('datesWrong')
  expect(await gone({ day: '2026-11-20', reason: '组织关系转出' })).toBeNull()
  expect(await seen(electionId)).toMatchObject({ state: 'published', can: { nextBallot: true, leaveSeats: false, report: false } })

  await next(electionId, [officer.memberId])
  await attend(electionId, hall.filter(memberId => memberId !== unbound.memberId))
  await open(electionId)
  const { current } = await seen(electionId)
  await countBy(counters.map(({ openid }) => openid), electionId, current, pileOf([officer.memberId], [4], {}, { returned: 4 }))
  await close(electionId)
  expect(await gone(null)).toBe('electionSeatFilled')

  await call(secretary.openid, 'elections.report', { electionId })
  const { term } = await call(founder.openid, 'elections.get', { electionId })
  // Set anew after the superior has looked: what it approves is what it has seen.
  expect(await refusal(secretary.openid, 'organisations.setTerm', { organisationId: branchId, termMonths: 60 })).toBe('termFromAbove')
  await call(founder.openid, 'organisations.setTerm', { organisationId: branchId, termMonths: 60 })
  const approval = { electionId, day: '2026-11-20', document: '示例1号' }
  expect(await refusal(founder.openid, 'elections.approve', { ...approval, until: term!.until })).toBe('conflict')
  const { term: now } = await call(founder.openid, 'elections.get', { electionId })
  await call(founder.openid, 'elections.approve', { ...approval, until: now!.until })
  expect((await call(founder.openid, 'posts.list', { organisationId: branchId })).items.filter(({ post }) => post === 'secretary')).toMatchObject([{ memberId: officer.memberId, until: now!.until }])
}, 60_000)

/** Terms of office as people meet them: after the last day, with an extension, in a branch that nobody is above, of five years. */
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { join, makeWorld, plantFoundingCode, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const at = (day: string) => setNow(new Date(`${day}T01:00:00Z`))
const keys = async (openid: string, organisationId: string) => (await call(openid, 'organisations.warnings', { organisationId })).items.map(({ key }) => key)
const leads = (openid: string) => refusal(openid, 'elections.create', { title: '换届选举' })

test('after the last day a committee leads on, is reminded, and has no power after a year; a superior who is there appoints anew', async () => {
  const { founder, branchId } = world
  const own = await join(founder.openid, branchId, '段任期', 'openid-term')
  const { postId } = await call(founder.openid, 'posts.appoint', { organisationId: branchId, memberId: own.memberId, post: 'organisationOfficer', until: '2027-03-31' })
  expect((await call(founder.openid, 'posts.list', { organisationId: branchId })).items.find(({ id }) => id === postId)).toMatchObject({ until: '2027-03-31', powersUntil: '2028-03-31' })
  await at('2027-03-31')
  expect([await leads(own.openid), (await keys(own.openid, branchId)).includes('termEnds')]).toEqual([null, true])
  await at('2027-04-01')
  expect([await leads(own.openid), (await keys(own.openid, branchId)).includes('termOver')]).toEqual([null, true])
  expect((await call(founder.openid, 'posts.list', { organisationId: branchId })).items.find(({ id }) => id === postId)!.state).toBe('active')
  await at('2028-03-31')
  expect(await leads(own.openid)).toBeNull()
  await at('2028-04-01')
  expect(await leads(own.openid)).toBe('forbidden')
  expect(await keys(founder.openid, branchId)).toContain('termLongOver')
})

test('who acts for the time being, and who leads a group, ends with the day', async () => {
  const { founder, otherBranchId } = world
  const acting = await join(founder.openid, otherBranchId, '段代理', 'openid-acting')
  await call(founder.openid, 'posts.appoint', { organisationId: otherBranchId, memberId: acting.memberId, post: 'deputySecretary', until: '2027-03-31', acting: true })
  await at('2027-03-31')
  expect(await leads(acting.openid)).toBeNull()
  await at('2027-04-01')
  expect(await leads(acting.openid)).toBe('forbidden')
})

test('the superior puts the election off: not the branch, and a year at most', async () => {
  const { founder, secretary, branchId } = world
  const put = (openid: string, until: string, organisationId = branchId) => refusal(openid, 'organisations.extendTerm', { organisationId, until, document: '示例组〔2027〕3号' })
  expect(await put(secretary.openid, '2027-09-30')).toBe('extendFromAbove')
  expect(await put(world.otherSecretary.openid, '2027-09-30')).toBe('notFound')
  expect(await put(world.member.openid, '2027-09-30')).toBe('forbidden')
  expect([await put(founder.openid, '2027-03-31'), await put(founder.openid, '2028-04-01')]).toEqual(['extendWrong', 'extendWrong'])
  expect(await put(founder.openid, '2027-09-30', world.groupId)).toBe('forbidden')
  expect(await put(founder.openid, '2027-09-30')).toBeNull()
  expect(await call(founder.openid, 'organisations.get', { organisationId: branchId })).toMatchObject({ termDue: '2027-03-31', extension: { due: '2027-03-31', until: '2027-09-30', document: '示例组〔2027〕3号', byName: founder.name }, can: { extendTerm: true } })
  expect(await call(secretary.openid, 'organisations.get', { organisationId: branchId })).toMatchObject({ termDue: null, extension: { until: '2027-09-30' }, can: { extendTerm: false } })
  await at('2027-09-30')
  expect(await keys(secretary.openid, branchId)).toContain('termExtended')
  await at('2027-10-01')
  expect(await keys(secretary.openid, branchId)).toContain('termOver')
  expect(await operationsOf(() => call(founder.openid, 'organisations.get', { organisationId: branchId }))).toBeLessThanOrEqual(6)
})

test('a branch that nobody is above never ends up with nobody who can appoint', async () => {
  await plantFoundingCode('found-single')
  const { memberId, organisationId } = await call('openid-single', 'organisations.found', { code: 'found-single', organisationName: '示例独立党支部', kind: 'branch', name: '尤独立' })
  await proveFactor('openid-single')
  const second = await join('openid-single', organisationId, '许单一', 'openid-single-2')
  const clerk = await join('openid-single', organisationId, '何双双', 'openid-single-3')
  await call('openid-single', 'posts.appoint', { organisationId, memberId: second.memberId, post: 'organisationOfficer', until: '2026-12-31', acting: true })
  // Whoever acts until a day is nobody who stays: the founder may not go.
  const founding = (await call('openid-single', 'posts.list', { organisationId })).items.find(item => item.memberId === memberId)!
  expect(founding.can.end).toBe(false)
  expect(await refusal('openid-single', 'posts.end', { postId: founding.id, reason: '换届' })).toBe('lastOfficer')
  expect(await refusal('openid-single', 'binding.leave', {})).toBe('lastOfficer')
  // Whoever is elected or appointed for a term leads on until somebody takes over.
  await call('openid-single', 'posts.appoint', { organisationId, memberId: clerk.memberId, post: 'deputySecretary', until: '2026-12-31' })
  expect((await call('openid-single', 'posts.list', { organisationId })).items.find(item => item.memberId === clerk.memberId)).toMatchObject({ until: '2026-12-31', powersUntil: null })
  await at('2029-01-01')
  expect(await leads('openid-single-2')).toBe('forbidden')
  expect(await leads('openid-single-3')).toBeNull()
  expect(await keys('openid-single-3', organisationId)).toContain('termLongOver')
  await proveFactor('openid-single-3')
  await call('openid-single-3', 'posts.end', { postId: founding.id, reason: '换届' })
})

test('a branch of a village has five years: set by the superior, and never by the branch whose election it approves', async () => {
  const { founder, secretary, otherSecretary, member, branchId, committeeId } = world
  expect(await call(secretary.openid, 'organisations.get', {})).toMatchObject({ termMonths: 36, can: { setTerm: false } })
  expect(await refusal(secretary.openid, 'organisations.setTerm', { organisationId: branchId, termMonths: 60 })).toBe('termFromAbove')
  expect(await refusal(founder.openid, 'organisations.setTerm', { organisationId: branchId, termMonths: 48 })).toBe('termChoices')
  expect(await refusal(otherSecretary.openid, 'organisations.setTerm', { organisationId: branchId, termMonths: 60 })).toBe('notFound')
  expect(await refusal(member.openid, 'organisations.setTerm', { organisationId: branchId, termMonths: 60 })).toBe('forbidden')
  expect(await refusal(founder.openid, 'organisations.setTerm', { organisationId: committeeId, termMonths: 60 })).toBe('termOfBranch')
  await call(founder.openid, 'organisations.setTerm', { organisationId: branchId, termMonths: 60 })
  expect((await call(secretary.openid, 'organisations.get', {})).termMonths).toBe(60)
  expect((await call(founder.openid, 'organisations.get', { organisationId: committeeId })).termMonths).toBe(60)
})

test('somebody who became a full member less than a year ago is appointed secretary only knowingly', async () => {
  const { founder, committeeId } = world
  const { organisationId } = await call(founder.openid, 'organisations.create', { parentId: committeeId, name: '新支部', kind: 'branch' })
  const add = async (name: string, fullOn: string) => (await call(founder.openid, 'roster.add', { organisationId, name, standing: 'full', joinedOn: '2024-01-01', fullOn })).memberId
  const [newer, older] = [await add('段新', '2025-11-21'), await add('段老', '2025-11-20')]
  expect(await refusal(founder.openid, 'posts.appoint', { organisationId, memberId: newer, post: 'secretary' })).toBe('secretaryNew')
  expect(await refusal(founder.openid, 'posts.appoint', { organisationId, memberId: newer, post: 'publicityOfficer' })).toBeNull()
  expect(await refusal(founder.openid, 'posts.appoint', { organisationId, memberId: newer, post: 'secretary', knowing: true })).toBeNull()
  const { items } = await call(founder.openid, 'posts.list', { organisationId })
  await call(founder.openid, 'posts.end', { postId: items.find(({ post }) => post === 'secretary')!.id, reason: '换届' })
  expect(await refusal(founder.openid, 'posts.appoint', { organisationId, memberId: older, post: 'secretary' })).toBeNull()
})


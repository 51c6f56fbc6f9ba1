/** A committee's term from the assembly, somebody who leaves before the approval, a by-election in the running term, posts voted on one after the other, namesakes. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { consent, countBy, ledBy, pileOf } from '../support/held-elections'
import { dynamicCode, join, makeWorld, proveFactor, type World } from '../support/world'

let world: World
/** Full members of the branch: the secretary first; the leader and the member of the world count. */
let people: string[]
const DAY = new Date('2026-12-05T01:00:00Z')
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  const { founder, secretary, branchId, officer, unbound } = world
  people = [secretary.memberId, officer.memberId, unbound.memberId]
  for (const name of ['钱甲', '钱乙', '钱丙', '钱丁', '钱戊']) people.push((await call(founder.openid, 'roster.add', { organisationId: branchId, name, standing: 'full' })).memberId)
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const by = () => world.secretary.openid
const counterIds = () => [world.leader.memberId, world.member.memberId]
const counters = () => [world.leader.openid, world.member.openid]
const hall = () => [...people, ...counterIds()]
const posts = async () => (await call(world.founder.openid, 'posts.list', { organisationId: world.branchId })).items.map(({ post, memberId, since, until }) => [post, memberId, since, until])
/** Both who have to prove themselves, so many hours after DAY began; at the first time now. */
const secrets = new Map<string, string>()
async function proved(hours = 0): Promise<void> {
  if (hours > 0) await setNow(new Date(DAY.getTime() + hours * 3_600_000))
  for (const openid of [by(), world.founder.openid]) {
    const secret = secrets.get(openid)
    if (secret) await call(openid, 'session.prove', { code: await dynamicCode(secret) })
    else secrets.set(openid, await proveFactor(openid))
  }
}

/** An election that is ready, held and counted: the first of the candidates are elected. */
async function held(seats: number, candidateIds: string[], settings: object = {}, create: object = {}): Promise<string> {
  const { electionId } = await call(by(), 'elections.create', { title: '支部选举', body: 'committee', seats, ...create })
  const led = ledBy(by())
  await led.change(electionId, { candidateIds, counterIds: counterIds(), ...settings })
  await led.step(electionId, 'replied', '2026-11-12')
  await led.step(electionId, 'method', '2026-11-20')
  await led.attend(electionId, hall())
  await call(by(), 'elections.open', { electionId })
  await count(electionId, candidateIds, seats)
  return electionId
}
async function count(electionId: string, candidateIds: string[], seats: number): Promise<void> {
  const n = hall().length
  const { current, ballots } = await ledBy(by()).seen(electionId)
  const standing = ballots.find(({ key }) => key === current)!.candidates.map(({ memberId }) => memberId)
  await countBy(counters(), electionId, current, pileOf(standing, standing.map(id => (candidateIds.slice(0, seats).includes(id) ? n : 0)), {}, { returned: n }))
  await call(by(), 'elections.close', { electionId })
}
const choose = async (electionId: string, chosen: [string, 'secretary' | 'deputySecretary' | 'organisationOfficer' | 'publicityOfficer', number][], present: number, replaced?: string[], day = '2026-11-20') =>
  call(by(), 'elections.choose', { electionId, version: (await ledBy(by()).seen(electionId)).version, day, present, chosen: chosen.map(([memberId, post, inFavour]) => ({ memberId, post, inFavour })), ...(replaced && { replaced }) })
const gone = async (electionId: string, memberId: string, left: { day: string; reason: string } | null) => call(by(), 'elections.gone', { electionId, version: (await ledBy(by()).seen(electionId)).version, memberId, left })

let electionId: string
test('somebody who is elected leaves before the approval: the report is taken back, the rest of the division stands, and the others take office', async () => {
  await proved()
  electionId = await held(5, people.slice(0, 6))
  const [secretary, second, third, fourth, fifth] = people as [string, string, string, string, string]
  await choose(electionId, [[secretary, 'secretary', 5], [second, 'deputySecretary', 5], [third, 'organisationOfficer', 0]], 5)
  await call(by(), 'elections.report', { electionId })
  const seen = () => ledBy(by()).seen(electionId)
  expect(await seen()).toMatchObject({ can: { gone: false }, vacant: 0, term: { months: 36, from: '2026-11-20', until: '2029-11-19' } })
  const left = { day: '2026-11-20', reason: '组织关系转出' }
  await expect(gone(electionId, fifth, left)).rejects.toMatchObject({ code: 'electionNotGone' })
  await expect(gone(electionId, people[6]!, left)).rejects.toMatchObject({ code: 'electionNotElected' })
  await archived(fifth)
  // The roster's fact shows, and until it is marked nobody takes office.
  expect((await seen()).elected.find(({ memberId }) => memberId === fifth)).toMatchObject({ missing: '已经不在本支部的名册上', gone: null })
  expect(await refusal(world.founder.openid, 'elections.approve', { electionId, day: '2026-11-20', document: '示例1号' })).toBe('electionGone')
  expect((await seen()).can.gone).toBe(true)
  await gone(electionId, fifth, left)
  expect(await seen()).toMatchObject({ reportedAt: null, vacant: 1, can: { report: true, nextBallot: true }, chosen: [{ memberId: secretary }, { memberId: second }, { memberId: third }, { memberId: fourth, post: 'committeeMember' }] })
  expect((await seen()).elected.find(({ memberId }) => memberId === fifth)).toMatchObject({ gone: left, missing: null })
  expect((await call(world.founder.openid, 'session.home', {})).todos.filter(({ kind }) => kind === 'election')).toEqual([])
  await call(by(), 'elections.report', { electionId })
  expect(await (await fetch((await call(by(), 'elections.record', { electionId })).link)).text()).toContain('离开')

  // The superior approves a fortnight later: powers from then, the term from the assembly.
  await proved(1)
  expect((await call(world.founder.openid, 'elections.get', { electionId })).term).toEqual({ months: 36, from: '2026-11-20', until: '2029-11-19' })
  await call(world.founder.openid, 'elections.approve', { electionId, day: '2026-12-05', document: '示例1号' })
  expect(await posts()).toEqual([['secretary', secretary, '2026-12-05', '2029-11-19'], ['deputySecretary', second, '2026-12-05', '2029-11-19'], ['organisationOfficer', third, '2026-12-05', '2029-11-19'], ['committeeMember', fourth, '2026-12-05', '2029-11-19']])
  expect((await ledBy(by()).seen(electionId)).term).toEqual({ months: 36, from: '2026-11-20', until: '2029-11-19' })
}, 120_000)

const archived = (memberId: string) => call(world.founder.openid, 'roster.archive', { memberId, reason: '组织关系转出' })

test('a by-election: one seat, for what is left of the term; everybody else keeps the post', async () => {
  await proved(2)
  const [secretary, second, third, fourth] = people as [string, string, string, string]
  people = people.filter((_, n) => n !== 4)
  const byId = await held(1, [people[4]!, people[5]!], {}, { occasion: 'byElection' })
  const seen = () => ledBy(by()).seen(byId)
  expect(await seen()).toMatchObject({ occasion: 'byElection', seats: 1, candidatesNeeded: 2, sitting: [{}, {}, {}, {}], term: { until: '2029-11-19' } })
  const before = await posts()
  // A second secretary is none; whose post ends is said.
  await expect(choose(byId, [[people[4]!, 'secretary', 5]], 5, [], '2026-12-05')).rejects.toMatchObject({ code: 'electionDivision', message: expect.stringContaining('书记现由') })
  const sitting = (await seen()).sitting
  const postOf = (post: string) => sitting.find(one => one.post === post)!.postId
  await choose(byId, [[people[4]!, 'publicityOfficer', 0], [fourth, 'organisationOfficer', 0]], 5, [postOf('committeeMember')], '2026-12-05')
  expect((await seen()).sitting.filter(({ replaced }) => replaced)).toMatchObject([{ memberId: fourth }])
  await call(by(), 'elections.report', { electionId: byId })
  expect(await (await fetch((await call(by(), 'elections.record', { electionId: byId })).link)).text()).toContain('补选')
  await call(world.founder.openid, 'elections.approve', { electionId: byId, day: '2026-12-05', document: '示例2号' })
  const after = await posts()
  for (const kept of before.filter(([post]) => post !== 'committeeMember')) expect(after).toContainEqual(kept)
  expect(after).toContainEqual(['publicityOfficer', people[4], '2026-12-05', '2029-11-19'])
  expect(after).toContainEqual(['organisationOfficer', fourth, '2026-12-05', '2029-11-19'])
  expect(after).toHaveLength(5)
  expect([secretary, second, third].every(memberId => after.some(([, held]) => held === memberId))).toBe(true)
  expect(await refusal(by(), 'elections.list', {})).toBeNull()
}, 120_000)

test('a branch large enough for a committee has none only where the superior agrees', async () => {
  await proved(3)
  const { electionId: id } = await call(by(), 'elections.create', { title: '支部选举', body: 'secretary', seats: 2 })
  const led = ledBy(by())
  await led.change(id, { candidateIds: people.slice(0, 2), deputyIds: people.slice(1, 3), counterIds: counterIds() })
  await led.step(id, 'replied', '2026-11-12')
  await led.step(id, 'method', '2026-11-20')
  await led.attend(id, hall())
  expect(await refusal(by(), 'elections.open', { electionId: id })).toBe('electionNeedsCommittee')
  await led.change(id, { bodyConsent: consent })
  const seen = await led.seen(id)
  expect([seen.bodyConsent?.document, seen.candidates.map(({ memberId }) => memberId).sort(), seen.deputyCandidates.map(({ memberId }) => memberId).sort(), seen.candidatesNeeded]).toEqual([consent.document, people.slice(0, 2).sort(), people.slice(1, 3).sort(), 1])
  // The secretary is voted on first, then the deputy, each by the candidates of the post.
  await call(by(), 'elections.open', { electionId: id })
  await count(id, [people[0]!], 1)
  const first = await led.seen(id)
  expect(first.ballots).toMatchObject([{ post: 'secretary', seats: 1, next: { kind: 'post', seats: 1, candidateIds: expect.arrayContaining(people.slice(1, 3)) } }])
  expect(first.can).toMatchObject({ report: false, choose: false, nextBallot: true, leaveSeats: true })
  await led.next(id, people.slice(1, 3))
  await led.attend(id, hall())
  await call(by(), 'elections.open', { electionId: id })
  await count(id, [people[2]!], 1)
  const second = await led.seen(id)
  expect(second).toMatchObject({ groups: [{ name: '书记，第一次投票' }, { name: '副书记，第一次投票' }], chosen: [{ memberId: people[0], post: 'secretary' }, { memberId: people[2], post: 'deputySecretary' }], can: { report: true, choose: false } })
}, 120_000)

test('namesakes are told apart where people are picked and on the ballot', async () => {
  await proved(4)
  const one = await join(world.founder.openid, world.branchId, '钱同名', 'openid-same-1', { groupId: world.groupId })
  const other = await call(world.founder.openid, 'roster.add', { organisationId: world.branchId, name: '钱同名', standing: 'full' })
  const { electionId: id } = await call(by(), 'elections.create', { title: '支部选举', body: 'committee', seats: 3 })
  const { people: rows } = await call(by(), 'elections.electors', { electionId: id })
  expect(rows.find(({ memberId }) => memberId === one.memberId)).toMatchObject({ note: '第一党小组' })
  expect(rows.find(({ memberId }) => memberId === other.memberId)!.note).toMatch(/^名册第\d+位$/)
  expect(rows.find(({ memberId }) => memberId === people[0])).not.toHaveProperty('note')
  await ledBy(by()).change(id, { candidateIds: [one.memberId, other.memberId], counterIds: counterIds() })
  expect((await ledBy(by()).seen(id)).candidates).toContainEqual({ memberId: one.memberId, name: '钱同名', note: '第一党小组' })
  const { askedOf } = await import('../../cloudfunctions/services/balloting/asked')
  const { read } = await import('../../cloudfunctions/platform/database')
  expect(askedOf((await read('elections', id))!, { key: 'b1', rates: null }).questions.map(({ name }) => name)).toContain('钱同名（第一党小组）')
})

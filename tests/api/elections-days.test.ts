/** The assembly as it was: on its true day, whenever it is entered, with those who checked in at its meeting; and what the superior sends back. */
import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { consent, countBy, ledBy, pileOf } from '../support/held-elections'
import { fillHall } from '../support/votes'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
let hall: string[]
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.officer, world.founder]) await proveFactor(openid)
  hall = await fillHall(world, 8)
}, 60_000)
afterAll(stopApi)
beforeEach(() => setNow(START))

const by = () => world.officer.openid
const led = () => ledBy(by())
const stand = () => [world.secretary.memberId, ...hall.slice(5, 8)]
const people = () => ({ candidateIds: stand(), counterIds: [world.leader.memberId, world.member.memberId], present: hall.slice(0, 8) })
const attend = async (electionId: string, more: { day?: string | null; meetingId?: string | null }) => call(by(), 'elections.attend', { electionId, version: (await led().seen(electionId)).version, memberIds: hall, ...more })
const held = async (electionId: string, day: string, ballot = 'b1') => refusal(by(), 'elections.held', { electionId, version: (await led().seen(electionId)).version, ballot, day })
async function counted(electionId: string): Promise<void> {
  await led().open(electionId)
  await countBy([world.leader.openid, world.member.openid], electionId, 'b1', pileOf(stand(), [8, 7, 6, 1], {}, { returned: 8 }))
  await led().close(electionId)
}
const secretary = (inFavour = 3) => [{ memberId: stand()[0]!, post: 'secretary' as const, inFavour }]

describe('the day of the assembly', () => {
  test('held on Friday and entered on Monday', async () => {
    const electionId = await led().ready(people())
    expect(await led().seen(electionId)).toMatchObject({ heldOn: '2026-11-20' })
    await expect(attend(electionId, { day: '2026-11-21' })).rejects.toMatchObject({ code: 'datesWrong' })
    // The superior has agreed on the twelfth.
    await expect(attend(electionId, { day: '2026-11-11' })).rejects.toMatchObject({ code: 'electionStepOrder' })
    await attend(electionId, { day: '2026-11-12' })
    await attend(electionId, { day: '2026-11-16' })
    expect(await led().seen(electionId)).toMatchObject({ heldOn: '2026-11-16' })
    await counted(electionId)
    expect((await led().seen(electionId)).ballots).toMatchObject([{ heldOn: '2026-11-16' }])
    // The committee has met on the day after, which is before the day on which all this is entered.
    await led().choose(electionId, secretary(), 3, '2026-11-17')
    const sheet = await (await fetch((await call(by(), 'elections.record', { electionId })).link)).text()
    for (const text of ['2026年11月16日', '2026年11月17日']) expect(sheet).toContain(text)
  })

  test('a day that was entered wrong is put right until the superior is told', async () => {
    const electionId = await led().ready(people())
    expect(await held(electionId, '2026-11-19')).toBe('reviewState')
    await counted(electionId)
    expect((await led().seen(electionId)).can.held).toBe(true)
    expect(await held(electionId, '2026-11-11')).toBe('electionStepOrder')
    expect(await held(electionId, '2026-11-21')).toBe('datesWrong')
    expect(await held(electionId, '2026-11-19', 'b7')).toBe('reviewNoGroup')
    expect(await held(electionId, '2026-11-18')).toBeNull()
    await led().choose(electionId, secretary(), 3, '2026-11-19')
    expect(await held(electionId, '2026-11-20')).toBe('datesWrong')
    expect(await held(electionId, '2026-11-19')).toBeNull()
    await call(by(), 'elections.report', { electionId })
    expect(await held(electionId, '2026-11-18')).toBe('electionReported')
    expect(await led().seen(electionId)).toMatchObject({ ballots: [{ heldOn: '2026-11-19' }], can: { held: false } })
  })

  test('on phones it is the day of the opening', async () => {
    const electionId = await led().ready(people(), { manner: 'phone', consent })
    await expect(attend(electionId, { day: '2026-11-19' })).rejects.toMatchObject({ code: 'electionHeldPhone' })
    await attend(electionId, {})
    await led().open(electionId)
    expect((await led().seen(electionId)).ballots).toMatchObject([{ heldOn: '2026-11-20' }])
  })

  test('who has checked in at the meeting is proposed, and its day is the ballot\'s', async () => {
    const meeting = { title: '支部党员大会', place: '活动室', startsAt: '2026-11-20T01:10:00Z', endsAt: '2026-11-20T03:00:00Z' }
    const { activityId } = await call(by(), 'activities.create', meeting)
    const foreign = (await call(world.otherSecretary.openid, 'activities.create', meeting)).activityId
    await call(world.member.openid, 'activities.checkIn', { activityId, code: (await call(by(), 'activities.checkInCode', { activityId })).code })
    await setNow('2026-11-22T01:00:00Z')
    const electionId = await led().ready(people())
    expect(await refusal(by(), 'elections.electors', { electionId, meetingId: foreign })).toBe('notFound')
    await expect(attend(electionId, { meetingId: foreign })).rejects.toMatchObject({ code: 'notFound' })
    const there = async (input: { meetingId?: string } = {}) => (await call(by(), 'elections.electors', { electionId, ...input })).people.filter(({ checkedIn }) => checkedIn).map(({ memberId }) => memberId)
    expect([await there(), await there({ meetingId: activityId })]).toEqual([[], [world.member.memberId]])
    await attend(electionId, { meetingId: activityId })
    expect(await there()).toEqual([world.member.memberId])
    expect(await led().seen(electionId)).toMatchObject({ meetingId: activityId, heldOn: '2026-11-20' })
    await attend(electionId, { day: '2026-11-19' })
    expect((await led().seen(electionId)).heldOn).toBe('2026-11-19')
    await attend(electionId, { day: null, meetingId: null })
    expect(await led().seen(electionId)).toMatchObject({ meetingId: null, heldOn: '2026-11-22' })
  })

  test('steps out of their order are told, and stop nothing', async () => {
    const electionId = await led().ready(people())
    await led().step(electionId, 'requested', '2026-11-13')
    expect((await led().seen(electionId)).warnings).toContainEqual('“向上级请示”（2026-11-13）登记得比“上级批复同意”（2026-11-12）还晚，请核对')
    expect((await led().seen(electionId)).can.open).toBe(true)
    await led().step(electionId, 'replied', '2026-11-20')
    await attend(electionId, { day: '2026-11-20' })
    await led().step(electionId, 'replied', '2026-11-12')
    await attend(electionId, { day: '2026-11-15' })
    // The reply has come after the day that is entered: that is refused.
    await led().step(electionId, 'replied', '2026-11-16')
    expect((await led().seen(electionId)).why.open).toContain('不能早于')
    expect(await refusal(by(), 'elections.open', { electionId })).toBe('electionStepOrder')
  })
})

describe('after the count', () => {
  test('nobody enters the committee\'s votes for the own post while somebody else leads', async () => {
    const electionId = await led().ready(people())
    await counted(electionId)
    const choose = async (openid: string) => call(openid, 'elections.choose', { electionId, version: (await led().seen(electionId)).version, day: '2026-11-20', present: 3, chosen: secretary() })
    await expect(choose(world.secretary.openid)).rejects.toMatchObject({ code: 'electionOwnCount', message: expect.stringContaining(world.officer.name) })
    // Two of three are not four fifths.
    await expect(led().choose(electionId, secretary(2), 2)).rejects.toMatchObject({ code: 'electionDivision', message: expect.stringContaining('3人以上到会') })
    await choose(by())
    expect(await led().seen(electionId)).toMatchObject({ chosenBy: world.officer.name })
    expect(await (await fetch((await call(by(), 'elections.record', { electionId })).link)).text()).toContain(`书记、副书记的得票由${world.officer.name}登记`)
  })

  test('who has counted the own votes, written in, is told and printed', async () => {
    const electionId = await led().ready(people())
    await led().open(electionId)
    const { leader } = world
    await countBy([leader.openid, world.member.openid], electionId, 'b1', pileOf(stand(), [8, 7, 1, 1], { [leader.name]: 6 }, { returned: 8 }))
    await led().close(electionId)
    await led().name(electionId, leader.name, leader.memberId)
    expect((await led().seen(electionId)).warnings).toContainEqual(expect.stringContaining(`${leader.name}数了这次的票，又在票上被另选当选`))
    expect(await (await fetch((await call(by(), 'elections.record', { electionId })).link)).text()).toContain(`${leader.name}参加了这次的监票、计票，又被另选当选。`)
  })

  test('the superior sends a result back; the branch reads why, puts it right, and tells it again', async () => {
    const electionId = await led().ready(people())
    await counted(electionId)
    await led().choose(electionId, secretary())
    const returned = (openid: string, reason = '分工没有写组织委员') => refusal(openid, 'elections.return', { electionId, reason })
    expect(await returned(world.founder.openid)).toBe('electionNotReported')
    await call(by(), 'elections.report', { electionId })
    expect(await led().seen(electionId)).toMatchObject({ can: { return: false } })
    expect(await call(world.founder.openid, 'elections.get', { electionId })).toMatchObject({ can: { approve: true, return: true } })
    expect([await returned(world.secretary.openid), await returned(by()), await returned(world.member.openid)]).toEqual(['electionFromAbove', 'forbidden', 'forbidden'])
    // Twice is once.
    expect([await returned(world.founder.openid), await returned(world.founder.openid)]).toEqual([null, null])
    const history = [{ reason: '分工没有写组织委员', byName: world.founder.name }]
    expect(await led().seen(electionId)).toMatchObject({ reportedAt: null, returned: history, can: { choose: true, report: true } })
    const todos = async (openid: string) => (await call(openid, 'session.home', {})).todos.filter(({ kind, refId }) => kind === 'election' && refId === electionId)
    expect(await todos(by())).toMatchObject([{ title: expect.stringContaining('上级退回了选举结果'), hint: '分工没有写组织委员' }])
    expect([await todos(world.founder.openid), await todos(world.member.openid)]).toEqual([[], []])
    // Who sent it back may look at what becomes of it; there is nothing to approve.
    expect(await call(world.founder.openid, 'elections.get', { electionId })).toMatchObject({ returned: history, can: { approve: false, return: false } })
    expect(await refusal(world.founder.openid, 'elections.approve', { electionId, day: '2026-11-20', document: '示例党〔2026〕10号' })).toBe('electionNotReported')

    await led().choose(electionId, [...secretary(), { memberId: stand()[1]!, post: 'organisationOfficer', inFavour: 0 }])
    await call(by(), 'elections.report', { electionId })
    expect([await todos(by()), (await todos(world.founder.openid)).length]).toEqual([[], 1])
    expect(await call(world.founder.openid, 'elections.get', { electionId })).toMatchObject({ returned: history, chosen: [{ post: 'secretary' }, { post: 'organisationOfficer' }, { post: 'committeeMember' }] })
    await call(world.founder.openid, 'elections.approve', { electionId, day: '2026-11-20', document: '示例党〔2026〕10号' })
    expect(await returned(world.founder.openid)).toBe('electionApproved')
    expect(await call(world.founder.openid, 'elections.get', { electionId })).toMatchObject({ returned: history, approval: {} })
  })
})

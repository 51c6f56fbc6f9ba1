import { call, operationsOf, refusal, reply, setNow, START, startApi, stopApi } from '../support/api'
import { makeWorld, type World } from '../support/world'
import type { InputOf } from '../../types/contracts'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const later = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000)
const HOUR = 60
const DAY = 24 * HOUR
/** Starts in a day and lasts two hours. */
const fields = (change: Partial<InputOf<'activities.create'>> = {}): InputOf<'activities.create'> =>
  ({ title: '参观校史馆', place: '校史馆一层', detail: '请带校园卡', startsAt: later(DAY).toISOString(), endsAt: later(DAY + 2 * HOUR).toISOString(), ...change })
const create = async (change: Partial<InputOf<'activities.create'>> = {}): Promise<string> => (await call(world.secretary.openid, 'activities.create', fields(change))).activityId
const get = (openid: string, activityId: string) => call(openid, 'activities.get', { activityId })
const signUp = (openid: string, activityId: string) => call(openid, 'activities.signUp', { activityId })
const cancel = (openid: string, activityId: string) => call(openid, 'activities.cancel', { activityId })
const homeOf = async (openid: string, activityId: string) => {
  const { todos, coming } = await call(openid, 'session.home', {})
  return { todo: todos.find(item => item.refId === activityId), coming: coming.find(item => item.refId === activityId) }
}
/** The sentence of a refusal. */
const sentence = async (openid: string, action: string, input: unknown): Promise<string | undefined> => {
  const answer = await reply('api', { action, input }, openid)
  return answer.ok ? undefined : answer.error.message
}

describe('an activity is made', () => {
  test('and stands on the home page and the list of its branch, and nowhere else', async () => {
    const activityId = await create({ capacity: 30 })
    expect(await get(world.member.openid, activityId)).toMatchObject({
      title: '参观校史馆', place: '校史馆一层', detail: '请带校园卡', state: 'open', capacity: 30, going: 0, waiting: 0, mine: 'none', position: null,
      organiserName: '王建国', organisationName: '软件本科生第一党支部', checkedIn: false, pointsForCheckIn: 0, version: 1, signUpClosesAt: later(DAY).toISOString(),
      can: { signUp: true, cancel: false, checkIn: false, edit: false, callOff: false, seePeople: false, pasteChain: false, runCheckIn: false, signUpOthers: false },
      why: { checkIn: '还没到签到时间，11月21日 08:00开始', cancel: '还没有报名' },
    })
    expect((await get(world.secretary.openid, activityId)).can).toMatchObject({ edit: true, callOff: true, seePeople: true, pasteChain: true, signUpOthers: true })
    expect((await get(world.leader.openid, activityId)).can).toMatchObject({ edit: false, seePeople: true, signUpOthers: true, pasteChain: false })
    expect((await homeOf(world.member.openid, activityId)).todo).toMatchObject({ kind: 'activity', title: '参观校史馆', hint: '11月21日 09:00，校史馆一层' })
    expect((await call(world.probationary.openid, 'activities.list', { when: 'coming' })).items.map(item => item.id)).toContain(activityId)
    expect((await call(world.otherMember.openid, 'activities.list', { when: 'coming' })).items).toEqual([])
    expect(await homeOf(world.otherMember.openid, activityId)).toEqual({ todo: undefined, coming: undefined })
  })

  test('once by two taps of one intent', async () => {
    const tap = 'tap-create-1'
    const first = await call(world.secretary.openid, 'activities.create', fields({ title: '点了两次' }), tap)
    const [second, third] = await Promise.all([call(world.secretary.openid, 'activities.create', fields({ title: '点了两次' }), tap), call(world.secretary.openid, 'activities.create', fields({ title: '点了两次' }), tap)])
    expect([second, third]).toEqual([first, first])
    expect((await call(world.secretary.openid, 'activities.list', { when: 'coming' })).items.filter(item => item.title === '点了两次')).toHaveLength(1)
  })

  test.each([
    ['no title', { title: ' ' }, 'badInput'],
    ['ends before it starts', { endsAt: later(DAY - 1).toISOString() }, 'activityEndsBeforeStart'],
    ['started already', { startsAt: later(-1).toISOString() }, 'activityInPast'],
    ['sign-up closes after the end', { signUpClosesAt: later(DAY + 3 * HOUR).toISOString() }, 'activityClosesLate'],
    ['capacity 0', { capacity: 0 }, 'capacityTooSmall'],
    ['a day that is none', { startsAt: '2026-11-31T00:00:00Z' }, 'badInput'],
    ['a word that WeChat calls risky', { detail: '这里有违规示例词' }, 'riskyText'],
  ])('not with %s', async (_name, change, code) => {
    expect(await refusal(world.secretary.openid, 'activities.create', fields(change))).toBe(code)
  })

  test('only by who runs the branch', async () => {
    for (const openid of [world.member.openid, world.leader.openid]) expect(await refusal(openid, 'activities.create', fields())).toBe('forbidden')
    expect(await refusal(world.stranger, 'activities.create', fields())).toBe('notBound')
  })

  test('by an officer of the organisation above for that organisation', async () => {
    const { activityId } = await call(world.founder.openid, 'activities.create', fields({ title: '党委的活动' }))
    expect((await get(world.founder.openid, activityId)).organisationName).toContain('党委')
    expect(await refusal(world.secretary.openid, 'activities.get', { activityId })).toBe('notFound')
  })
})

describe('an activity is changed', () => {
  test('with its place on home, and not on top of somebody else’s change', async () => {
    const activityId = await create()
    const changed = { activityId, ...fields({ title: '改到礼堂', place: '大礼堂' }) }
    expect(await call(world.secretary.openid, 'activities.update', { ...changed, version: 1 }, 'tap-update-1')).toEqual({ version: 2 })
    expect(await call(world.secretary.openid, 'activities.update', { ...changed, version: 1 }, 'tap-update-1')).toEqual({ version: 2 })
    expect(await refusal(world.officer.openid, 'activities.update', { ...changed, title: '另一处改动', version: 1 })).toBe('conflict')
    expect((await homeOf(world.member.openid, activityId)).todo).toMatchObject({ title: '改到礼堂', hint: '11月21日 09:00，大礼堂' })
  })

  test('by two at once: one is told', async () => {
    const activityId = await create()
    const outcomes = await Promise.all([world.secretary, world.officer].map((person, index) => refusal(person.openid, 'activities.update', { activityId, version: 1, ...fields({ title: `第${index}个` }) })))
    expect(outcomes.sort()).toEqual(['conflict', null].sort())
  })

  test('to no fewer places than are taken, guests counted', async () => {
    const activityId = await create({ capacity: 5 })
    await signUp(world.member.openid, activityId)
    const { change } = await import('../../cloudfunctions/platform/database')
    await change('places', { _id: activityId }, { 'queue.0.guests': 2 })
    expect(await refusal(world.secretary.openid, 'activities.update', { activityId, version: 1, ...fields({ capacity: 2 }) })).toBe('capacityBelowGoing')
    expect(await sentence(world.secretary.openid, 'activities.update', { activityId, version: 1, ...fields({ capacity: 2 }) })).toBe('已有3人报名，名额不能少于这个数')
    expect(await refusal(world.secretary.openid, 'activities.update', { activityId, version: 1, ...fields({ capacity: 3 }) })).toBeNull()
    expect(await get(world.member.openid, activityId)).toMatchObject({ capacity: 3, going: 3 })
  })

  test('not after its end, not once called off, not by who does not run it', async () => {
    const activityId = await create()
    const change = { activityId, version: 1, ...fields() }
    expect(await refusal(world.member.openid, 'activities.update', change)).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'activities.update', change)).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'activities.update', { ...change, activityId: 'nothing' })).toBe('notFound')
    await setNow(later(DAY + 2 * HOUR))
    expect(await refusal(world.secretary.openid, 'activities.update', change)).toBe('activityOver')
  })
})

describe('sign-up', () => {
  test('within four operations, and the same again', async () => {
    const activityId = await create({ capacity: 1 })
    const going = { mine: 'going', position: null, going: 1, waiting: 0 }
    expect(await operationsOf(async () => expect(await signUp(world.member.openid, activityId)).toEqual(going))).toBeLessThanOrEqual(4)
    expect(await signUp(world.member.openid, activityId)).toEqual(going)
    expect(await operationsOf(async () => expect(await signUp(world.probationary.openid, activityId)).toEqual({ mine: 'waiting', position: 1, going: 1, waiting: 1 }))).toBeLessThanOrEqual(4)
    expect(await get(world.member.openid, activityId)).toMatchObject({ mine: 'going', can: { signUp: false, cancel: true }, why: { signUp: '已经报过名了' } })
    expect((await homeOf(world.member.openid, activityId)).coming).toMatchObject({ hint: '已报名' })
    expect((await homeOf(world.probationary.openid, activityId)).coming).toMatchObject({ hint: '候补中' })
  })

  test('a cancellation moves up the first who waits, who is told until the activity is opened', async () => {
    const activityId = await create({ capacity: 1 })
    for (const person of [world.member, world.probationary, world.leader]) await signUp(person.openid, activityId)
    expect(await cancel(world.member.openid, activityId)).toEqual({ mine: 'none', position: null, going: 1, waiting: 1 })
    expect((await homeOf(world.probationary.openid, activityId)).todo).toMatchObject({ title: '候补成功：参观校史馆', hint: '您已报名，11月21日 09:00开始' })
    expect((await homeOf(world.probationary.openid, activityId)).coming).toMatchObject({ hint: '已报名' })
    expect((await homeOf(world.leader.openid, activityId)).coming).toMatchObject({ hint: '候补中' })
    expect(await get(world.probationary.openid, activityId)).toMatchObject({ mine: 'going' })
    expect((await homeOf(world.probationary.openid, activityId)).todo).toBeUndefined()
    expect((await homeOf(world.member.openid, activityId)).todo).toMatchObject({ kind: 'activity', title: '参观校史馆' })
    expect(await signUp(world.member.openid, activityId)).toEqual({ mine: 'waiting', position: 2, going: 1, waiting: 2 })
  })

  test('a cancellation is the same again, and refused where there was nothing', async () => {
    const activityId = await create()
    expect(await refusal(world.member.openid, 'activities.cancel', { activityId })).toBe('notSignedUp')
    await signUp(world.member.openid, activityId)
    const gone = { mine: 'none', position: null, going: 0, waiting: 0 }
    expect(await cancel(world.member.openid, activityId)).toEqual(gone)
    expect(await cancel(world.member.openid, activityId)).toEqual(gone)
  })

  test('a larger capacity moves up as many as it lets in', async () => {
    const activityId = await create({ capacity: 1 })
    for (const person of [world.secretary, world.member, world.probationary, world.leader]) await signUp(person.openid, activityId)
    await call(world.secretary.openid, 'activities.update', { activityId, version: 1, ...fields({ capacity: 3 }) })
    expect(await get(world.member.openid, activityId)).toMatchObject({ mine: 'going', going: 3, waiting: 1 })
    for (const [person, title] of [[world.probationary, '候补成功：参观校史馆'], [world.leader, undefined], [world.secretary, undefined]] as const) {
      expect((await homeOf(person.openid, activityId)).todo?.title).toBe(title)
    }
    await call(world.secretary.openid, 'activities.update', { activityId, version: 2, ...fields({ capacity: null }) })
    expect(await get(world.leader.openid, activityId)).toMatchObject({ mine: 'going', going: 4, waiting: 0, capacity: null })
  })

  test('ends with its closing time, in words', async () => {
    const activityId = await create({ signUpClosesAt: later(2 * HOUR).toISOString() })
    await signUp(world.member.openid, activityId)
    await setNow(later(2 * HOUR))
    expect(await sentence(world.probationary.openid, 'activities.signUp', { activityId })).toBe('报名已在11月20日 11:00截止')
    expect((await get(world.probationary.openid, activityId)).why.signUp).toBe('报名已在11月20日 11:00截止')
    expect(await refusal(world.member.openid, 'activities.cancel', { activityId })).toBe('cancelTooLate')
    await setNow(later(DAY + 3 * HOUR))
    expect(await refusal(world.probationary.openid, 'activities.signUp', { activityId })).toBe('activityOver')
  })

  test('is the own branch’s only', async () => {
    const activityId = await create()
    for (const action of ['activities.get', 'activities.signUp', 'activities.cancel'] as const) {
      expect(await refusal(world.otherMember.openid, action, { activityId })).toBe('notFound')
      expect(await refusal(world.stranger, action, { activityId })).toBe('notBound')
      expect(await refusal(world.member.openid, action, { activityId: 'nothing' })).toBe('notFound')
    }
  })
})

describe('sign-up for somebody', () => {
  const signUpFor = (openid: string, activityId: string, memberId: string, going = true) => call(openid, 'activities.signUpFor', { activityId, memberId, going })
  const line = async (activityId: string, memberId: string) => (await call(world.secretary.openid, 'activities.people', { activityId })).items.find(item => item.memberId === memberId)

  test('by a group leader for the own group, marked with the leader’s name', async () => {
    const activityId = await create()
    expect(await signUpFor(world.leader.openid, activityId, world.member.memberId)).toMatchObject({ mine: 'going', going: 1 })
    expect(await line(activityId, world.member.memberId)).toMatchObject({ state: 'going', byName: '张伟', groupName: '第一党小组' })
    expect((await homeOf(world.member.openid, activityId)).coming).toMatchObject({ hint: '已报名' })
    expect(await refusal(world.leader.openid, 'activities.signUpFor', { activityId, memberId: world.probationary.memberId, going: true })).toBe('forbidden')
    expect(await signUpFor(world.leader.openid, activityId, world.member.memberId, false)).toMatchObject({ mine: 'none', going: 0 })
    expect(await signUpFor(world.leader.openid, activityId, world.member.memberId, false)).toMatchObject({ mine: 'none', going: 0 })
  })

  test('by an officer for the whole branch, also for who has not joined and after the closing', async () => {
    const activityId = await create({ signUpClosesAt: later(HOUR).toISOString() })
    await setNow(later(2 * HOUR))
    expect(await signUpFor(world.officer.openid, activityId, world.unbound.memberId)).toMatchObject({ mine: 'going' })
    expect(await line(activityId, world.unbound.memberId)).toMatchObject({ byName: '李秀英' })
    expect(await signUpFor(world.officer.openid, activityId, world.officer.memberId)).toMatchObject({ going: 2 })
    expect(await line(activityId, world.officer.memberId)).toMatchObject({ byName: null })
    expect(await refusal(world.leader.openid, 'activities.signUpFor', { activityId, memberId: world.member.memberId, going: true })).toBe('signUpClosed')
    expect(await refusal(world.officer.openid, 'activities.signUpFor', { activityId, memberId: world.member.memberId, going: false })).toBe('notSignedUp')
  })

  test('not for somebody of another branch or off the roster, not by a member', async () => {
    const activityId = await create()
    expect(await refusal(world.secretary.openid, 'activities.signUpFor', { activityId, memberId: world.otherMember.memberId, going: true })).toBe('notFound')
    expect(await refusal(world.otherSecretary.openid, 'activities.signUpFor', { activityId, memberId: world.otherMember.memberId, going: true })).toBe('notFound')
    expect(await refusal(world.member.openid, 'activities.signUpFor', { activityId, memberId: world.member.memberId, going: true })).toBe('forbidden')
    const { memberId } = await call(world.secretary.openid, 'roster.add', { organisationId: world.branchId, name: '将离开', standing: 'full' })
    await signUpFor(world.secretary.openid, activityId, memberId)
    await call(world.secretary.openid, 'roster.archive', { memberId, reason: '组织关系转出' })
    expect(await refusal(world.secretary.openid, 'activities.signUpFor', { activityId, memberId, going: true })).toBe('memberArchived')
    expect(await line(activityId, memberId)).toMatchObject({ name: '将离开', state: 'going' })
  })

  test('the list of people: all for an officer, those signed up and the own group for a leader', async () => {
    const activityId = await create({ capacity: 1 })
    await signUp(world.probationary.openid, activityId)
    await signUp(world.member.openid, activityId)
    const all = (await call(world.secretary.openid, 'activities.people', { activityId })).items
    expect(all.slice(0, 2).map(item => [item.name, item.state, item.position])).toEqual([['刘洋', 'going', null], ['陈静', 'waiting', 1]])
    expect(all.map(item => item.name)).toEqual(expect.arrayContaining(['王建国', '李秀英', '张伟', '赵敏']))
    expect(all.every(item => item.mayActFor)).toBe(true)
    const led = (await call(world.leader.openid, 'activities.people', { activityId })).items
    expect(led.map(item => [item.name, item.mayActFor])).toEqual([['刘洋', false], ['陈静', true], ['张伟', true]])
    expect(await refusal(world.member.openid, 'activities.people', { activityId })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'activities.people', { activityId })).toBe('notFound')
  })
})

describe('an activity is called off', () => {
  test('those in the queue are told, nobody comes in any more, and the branch’s count goes down', async () => {
    const activityId = await create({ title: '要取消的活动', capacity: 1 })
    await signUp(world.member.openid, activityId)
    await signUp(world.probationary.openid, activityId)
    const counted = async () => (await call(world.founder.openid, 'organisations.below', {})).items.find(item => item.id === world.branchId)!.activities
    const before = await counted()
    expect(await call(world.secretary.openid, 'activities.callOff', { activityId, reason: '场地停电' }, 'tap-calloff')).toEqual({})
    expect(await call(world.secretary.openid, 'activities.callOff', { activityId, reason: '场地停电' }, 'tap-calloff')).toEqual({})
    expect(await counted()).toBe(before - 1)
    for (const person of [world.member, world.probationary]) {
      expect(await homeOf(person.openid, activityId)).toMatchObject({ todo: { title: '活动已取消：要取消的活动', hint: '场地停电' }, coming: undefined })
    }
    expect(await homeOf(world.leader.openid, activityId)).toEqual({ todo: undefined, coming: undefined })
    expect(await get(world.member.openid, activityId)).toMatchObject({ state: 'cancelled', detail: '已取消：场地停电\n请带校园卡', can: { signUp: false, cancel: false, checkIn: false, edit: false } })
    expect((await homeOf(world.member.openid, activityId)).todo).toBeUndefined()
    expect(await refusal(world.leader.openid, 'activities.signUp', { activityId })).toBe('activityCancelled')
    expect(await refusal(world.officer.openid, 'activities.callOff', { activityId, reason: '再取消一次' })).toBe('activityCancelled')
    expect((await call(world.member.openid, 'activities.list', { when: 'coming' })).items.find(item => item.id === activityId)?.state).toBe('cancelled')
  })

  test('between a sign-up’s look and its entry: the entry is refused', async () => {
    const activityId = await create()
    const { joinQueue } = await import('../../cloudfunctions/services/sign-up')
    await call(world.secretary.openid, 'activities.callOff', { activityId, reason: '场地停电' })
    await expect(joinQueue(activityId, [{ m: 'm', by: null, byName: null, note: null, guests: 0 }], START)).rejects.toMatchObject({ code: 'activityCancelled' })
  })

  test('only by who runs it, with a reason', async () => {
    const activityId = await create()
    expect(await refusal(world.member.openid, 'activities.callOff', { activityId, reason: '不想去' })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'activities.callOff', { activityId, reason: '不想去' })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'activities.callOff', { activityId, reason: ' ' })).toBe('badInput')
  })
})

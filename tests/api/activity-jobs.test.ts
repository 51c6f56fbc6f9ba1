/** What runs without a caller: reminders, gaps in the ledger, people who moved up and were not told. */
import { call, cloudUrl, setNow, START, startApi, stopApi } from '../support/api'
import { makeCrowd } from '../support/crowd'
import { makeWorld, type Person, type World } from '../support/world'

let world: World
const MINUTE = 60_000
const after = (minutes: number): Date => new Date(START.getTime() + minutes * MINUTE)

beforeAll(async () => {
  await startApi()
  process.env.ZHIBU_TEMPLATES = JSON.stringify({ activityReminder: 'template-reminder', placeFreed: 'template-freed' })
  world = await makeWorld()
  await call(world.secretary.openid, 'organisations.setPoints', { organisationId: world.branchId, enabled: true, perCheckIn: 2 })
}, 60_000)
afterAll(async () => {
  delete process.env.ZHIBU_TEMPLATES
  await stopApi()
})
afterEach(() => setNow(START))

interface Sent { touser: string; templateId: string; page: string; data: Record<string, string> }
const outbox = async (templateId: string): Promise<Sent[]> =>
  (await (await fetch(`${cloudUrl()}/_/outbox?env=test`)).json() as Sent[]).filter(message => message.templateId === templateId)
const create = async (startsIn: number, capacity?: number): Promise<string> => (await call(world.secretary.openid, 'activities.create', {
  title: '志愿服务', place: '社区中心', startsAt: after(startsIn).toISOString(), endsAt: after(startsIn + 120).toISOString(), ...(capacity !== undefined && { capacity }),
})).activityId
const signUp = (person: Person, activityId: string) => call(person.openid, 'activities.signUp', { activityId })
const consent = (person: Person, purpose: 'activityReminder' | 'placeFreed') => call(person.openid, 'session.keepConsent', { purposes: [purpose] })

describe('reminders before the start', () => {
  test('go two hours before to those who go and agreed, each once', async () => {
    const { remindBeforeStart } = await import('../../cloudfunctions/modules/activities/reminders')
    const activityId = await create(180, 2)
    for (const person of [world.member, world.probationary, world.leader]) await signUp(person, activityId)
    await consent(world.member, 'activityReminder')
    await consent(world.leader, 'activityReminder')
    expect(await remindBeforeStart(after(59))).toBe(0)
    expect(await remindBeforeStart(after(60))).toBe(1)
    expect(await remindBeforeStart(after(61))).toBe(0)
    // Who waited, agreed, and moved up in the last two hours is reminded too.
    await setNow(after(70))
    await call(world.member.openid, 'activities.cancel', { activityId })
    expect(await Promise.all([remindBeforeStart(after(75)), remindBeforeStart(after(75))])).toEqual(expect.arrayContaining([0, 1]))
    const sent = await outbox('template-reminder')
    expect(sent.map(one => one.touser).sort()).toEqual([world.leader.openid, world.member.openid].sort())
    expect(sent[0]).toMatchObject({ page: `pages/enter/index?scene=a.${activityId}`, data: { thing1: '志愿服务', time2: '2026年11月20日 12:00', thing3: '社区中心', thing4: '您已报名，请准时参加' } })
  })

  test('do not go for what was called off, nor twice on one consent', async () => {
    const { remindBeforeStart } = await import('../../cloudfunctions/modules/activities/reminders')
    const off = await create(180)
    await signUp(world.officer, off)
    await consent(world.officer, 'activityReminder')
    await call(world.secretary.openid, 'activities.callOff', { activityId: off, reason: '下雨' })
    expect(await remindBeforeStart(after(100))).toBe(0)
    for (const activityId of [await create(180), await create(181)]) await signUp(world.officer, activityId)
    expect(await remindBeforeStart(after(100))).toBe(1)
  })
})

test('who moves up is sent a message where agreed, and a failing WeChat does not fail the cancellation', async () => {
  const activityId = await create(600, 1)
  for (const person of [world.member, world.probationary, world.leader]) await signUp(person, activityId)
  await consent(world.probationary, 'placeFreed')
  await call(world.member.openid, 'activities.cancel', { activityId })
  expect((await outbox('template-freed')).map(one => one.touser)).toEqual([world.probationary.openid])
  process.env.ZHIBU_TEMPLATES = 'not JSON'
  const errors = jest.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(await call(world.probationary.openid, 'activities.cancel', { activityId })).toMatchObject({ mine: 'none' })
  errors.mockRestore()
  process.env.ZHIBU_TEMPLATES = JSON.stringify({ activityReminder: 'template-reminder', placeFreed: 'template-freed' })
  expect((await call(world.leader.openid, 'session.home', {})).todos.map(todo => todo.title)).toContain('候补成功：志愿服务')
})

test('who moved up in a call that broke off is told by the next run, once', async () => {
  const { read } = await import('../../cloudfunctions/platform/database')
  const { leaveQueue, placesOf, settleUnfinished } = await import('../../cloudfunctions/services/sign-up')
  const activityId = await create(700, 1)
  for (const person of [world.member, world.probationary, world.leader]) await signUp(person, activityId)
  await leaveQueue(await placesOf(activityId), [world.member.memberId], { what: 'cancelled', by: null }, START)
  const homeOf = async (person: Person) => (await call(person.openid, 'session.home', {})).coming.find(item => item.refId === activityId)?.hint
  expect(await homeOf(world.probationary)).toBe('候补中')
  expect(await settleUnfinished(START)).toBe(0)
  expect(await settleUnfinished(after(2))).toBe(1)
  expect(await settleUnfinished(after(2))).toBe(0)
  expect(await homeOf(world.probationary)).toBe('已报名')
  expect(await homeOf(world.leader)).toBe('候补中')
  expect((await read('places', activityId))!.told).toEqual([`activity_${activityId}_${world.probationary.memberId}`])
})

describe('gaps in the ledger', () => {
  const present = (activityId: string, people: { memberId: string }[], yes: boolean) => call(world.secretary.openid, 'activities.tick', { activityId, memberIds: people.map(person => person.memberId), present: yes })

  test('are found page by page and mended: missing lines added, lines of ticks taken back reversed, nothing else', async () => {
    const { db, find, read } = await import('../../cloudfunctions/platform/database')
    const { findPointGaps, mendPointGaps } = await import('../../cloudfunctions/modules/points/gaps')
    const crowd = await makeCrowd(world.branchId, 230, 'gap')
    const activityId = await create(30)
    await setNow(after(30))
    await present(activityId, crowd.slice(0, 200), true)
    await present(activityId, crowd.slice(200), true)
    await present(activityId, [crowd[5]!, crowd[6]!], false)
    await present(activityId, [crowd[6]!], true)
    const id = (index: number, turn = 1) => `${activityId}_${crowd[index]!.memberId}-${turn}_checkIn`
    for (const lost of [id(0), id(229), `${id(5)}_reversal`, `${id(6)}_reversal`, id(6, 2)]) await db.collection('points').doc(lost).remove()
    expect(await mendPointGaps(after(30), new Date(Date.now() + 60_000))).toBe(0)
    const first = await findPointGaps(after(40), null)
    expect(first.next).not.toBeNull()
    const second = await findPointGaps(after(40), first.next)
    // Then once more by when they were taken back.
    const third = await findPointGaps(after(40), second.next)
    expect([third.mended, third.next]).toEqual([0, null])
    expect(first.mended + second.mended).toBe(5)
    expect(await mendPointGaps(after(41), new Date(Date.now() + 60_000))).toBe(0)
    for (const [index, total] of [[0, 2], [229, 2], [5, 0], [6, 2], [100, 2]] as const) {
      expect([index, (await call(crowd[index]!.openid, 'points.mine', {})).total]).toEqual([index, total])
    }
    expect((await read('points', id(229)))?.at).toEqual(after(30))
    expect(await find('points', { memberId: crowd[7]!.memberId }, { limit: 10 })).toHaveLength(1)
  }, 60_000)

  test('a tick that was taken back weeks later is mended too, and also when points were switched off in between', async () => {
    const { db } = await import('../../cloudfunctions/platform/database')
    const { mendPointGaps } = await import('../../cloudfunctions/modules/points/gaps')
    const activityId = await create(30)
    await setNow(after(30))
    await present(activityId, [world.member, world.probationary], true)
    const total = async (person: Person) => (await call(person.openid, 'points.mine', {})).total
    const before = [await total(world.member), await total(world.probationary)]
    await db.collection('activities').doc(activityId).update({ pointsPerCheckIn: 0 })
    const weeks = 20 * 1440
    await setNow(after(weeks))
    await present(activityId, [world.member, world.probationary], false)
    const reversal = `${activityId}_${world.member.memberId}-1_checkIn_reversal`
    const taken = [await total(world.member), await total(world.probationary)]
    expect(taken).toEqual(before.map(points => points - 2))
    await db.collection('points').doc(reversal).remove()
    expect(await mendPointGaps(after(weeks + 10), new Date(Date.now() + 60_000))).toBe(1)
    expect(await total(world.member)).toBe(taken[0])
  })

  test('older than three days are left, and where points are off nothing is missing', async () => {
    const { db } = await import('../../cloudfunctions/platform/database')
    const { mendPointGaps } = await import('../../cloudfunctions/modules/points/gaps')
    const activityId = await create(30)
    await setNow(after(30))
    await present(activityId, [world.member], true)
    await db.collection('points').doc(`${activityId}_${world.member.memberId}-1_checkIn`).remove()
    expect(await mendPointGaps(after(31 + 3 * 1440), new Date(Date.now() + 60_000))).toBe(0)
    await db.collection('activities').doc(activityId).update({ pointsPerCheckIn: 0 })
    expect(await mendPointGaps(after(40), new Date(Date.now() + 60_000))).toBe(0)
  })
})

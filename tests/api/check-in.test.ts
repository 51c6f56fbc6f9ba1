import { call, operationsOf, refusal, reply, setNow, START, startApi, stopApi } from '../support/api'
import { makeWorld, type Person, type World } from '../support/world'

let world: World
let activityId: string
const MINUTE = 60_000
const startsAt = new Date(START.getTime() + 24 * 60 * MINUTE)
const fromStart = (minutes: number, seconds = 0): Date => new Date(startsAt.getTime() + minutes * MINUTE + seconds * 1000)

beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await call(world.secretary.openid, 'organisations.setPoints', { organisationId: world.branchId, enabled: true, perCheckIn: 2 })
}, 60_000)
afterAll(stopApi)
beforeEach(async () => {
  await setNow(START)
  activityId = (await call(world.secretary.openid, 'activities.create', { title: '主题党日', place: '活动室', startsAt: startsAt.toISOString(), endsAt: fromStart(120).toISOString() })).activityId
  await setNow(startsAt)
})

const show = () => call(world.secretary.openid, 'activities.checkInCode', { activityId })
const checkIn = (person: Person, code: string) => call(person.openid, 'activities.checkIn', { activityId, code })
const tick = (memberIds: string[], present = true, openid = world.secretary.openid) => call(openid, 'activities.tick', { activityId, memberIds, present })
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const ledger = async (person: Person) => (await call(person.openid, 'points.mine', { limit: 50 })).items.filter(line => line.reason.includes('主题党日'))
const pointsOf = async (person: Person) => (await call(person.openid, 'points.mine', {})).total
const line = async (memberId: string) => (await call(world.secretary.openid, 'activities.people', { activityId })).items.find(item => item.memberId === memberId)

describe('the code on the screen', () => {
  test('has six digits, changes every 30 seconds and can be scanned', async () => {
    const first = await show()
    expect(first).toMatchObject({ scene: `k.${activityId}.${first.code}`, nextAt: fromStart(0, 30).toISOString(), checkedIn: 0 })
    expect(first.code).toMatch(/^\d{6}$/)
    expect(first.scene.length).toBeLessThanOrEqual(32)
    expect(first.image).toMatch(/^data:image\/png;base64,/)
    await setNow(fromStart(0, 29))
    expect((await show()).code).toBe(first.code)
    await setNow(fromStart(0, 30))
    expect((await show()).code).not.toBe(first.code)
  })

  test.each([
    ['at once', 0, null], ['after three minutes', 180, null], ['at the end of the third minute after it changed', 209, null], ['a moment later', 210, 'checkInCodeWrong'],
  ])('is good %s', async (_name, seconds, code) => {
    const { code: shown } = await show()
    await setNow(fromStart(0, seconds))
    expect(await refusal(world.member.openid, 'activities.checkIn', { activityId, code: shown })).toBe(code)
  })

  test('of the next half minute is not good yet', async () => {
    await setNow(fromStart(0, 30))
    const { code } = await show()
    await setNow(fromStart(0, 29))
    expect(await refusal(world.member.openid, 'activities.checkIn', { activityId, code })).toBe('checkInCodeWrong')
  })

  test('is shown from an hour before the start until an hour after the end, to who runs it', async () => {
    await setNow(fromStart(-61))
    expect(await refusal(world.secretary.openid, 'activities.checkInCode', { activityId })).toBe('checkInNotOpen')
    await setNow(fromStart(-60))
    expect((await show()).code).toMatch(/^\d{6}$/)
    await setNow(fromStart(181))
    expect(await refusal(world.secretary.openid, 'activities.checkInCode', { activityId })).toBe('checkInClosed')
    await setNow(startsAt)
    expect(await refusal(world.member.openid, 'activities.checkInCode', { activityId })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'activities.checkInCode', { activityId })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'activities.checkInCode', { activityId: 'nothing' })).toBe('notFound')
  })
})

describe('check-in by the code', () => {
  test('gives the branch’s points within four operations, also to who did not sign up, and once', async () => {
    const before = await pointsOf(world.member)
    const { code } = await show()
    expect(await operationsOf(async () => expect(await checkIn(world.member, code)).toEqual({ at: startsAt.toISOString(), points: 2 }))).toBeLessThanOrEqual(4)
    await setNow(fromStart(1))
    expect(await checkIn(world.member, code)).toEqual({ at: startsAt.toISOString(), points: 2 })
    expect(await pointsOf(world.member)).toBe(before + 2)
    expect((await show()).checkedIn).toBe(1)
    expect(await call(world.member.openid, 'activities.get', { activityId })).toMatchObject({ checkedIn: true, pointsForCheckIn: 2, can: { checkIn: false }, why: { checkIn: '已经签到了' } })
    expect(await line(world.member.memberId)).toMatchObject({ checkedInAt: startsAt.toISOString(), checkInWay: 'code', state: 'none' })
  })

  test('twenty taps at once are one check-in', async () => {
    const before = await pointsOf(world.probationary)
    const { code } = await show()
    await Promise.all(Array.from({ length: 20 }, () => checkIn(world.probationary, code)))
    expect(await pointsOf(world.probationary)).toBe(before + 2)
    expect((await show()).checkedIn).toBe(1)
  })

  test('without points where the branch has them off', async () => {
    await setNow(START)
    const { activityId: other } = await call(world.otherSecretary.openid, 'activities.create', { title: '无积分', place: '活动室', startsAt: startsAt.toISOString(), endsAt: fromStart(120).toISOString() })
    await setNow(startsAt)
    const { code } = await call(world.otherSecretary.openid, 'activities.checkInCode', { activityId: other })
    expect(await operationsOf(() => call(world.otherMember.openid, 'activities.checkIn', { activityId: other, code }))).toBe(3)
    expect(await call(world.otherMember.openid, 'points.mine', {})).toMatchObject({ items: [], total: 0, enabled: false, rule: '本支部没有启用积分' })
    // A code of another branch, even its right one, opens nothing here.
    expect(await refusal(world.member.openid, 'activities.checkIn', { activityId: other, code })).toBe('notFound')
  })

  test('has its hours, and ends with the activity’s calling off', async () => {
    const { code } = await show()
    for (const [at, expected] of [[fromStart(-61), 'checkInNotOpen'], [fromStart(181), 'checkInClosed']] as const) {
      await setNow(at)
      expect(await refusal(world.member.openid, 'activities.checkIn', { activityId, code })).toBe(expected)
    }
    await setNow(startsAt)
    await call(world.secretary.openid, 'activities.callOff', { activityId, reason: '下雨' })
    expect(await refusal(world.member.openid, 'activities.checkIn', { activityId, code })).toBe('activityCancelled')
    expect(await refusal(world.stranger, 'activities.checkIn', { activityId, code })).toBe('notBound')
    expect(await refusal(world.member.openid, 'activities.checkIn', { activityId, code: '12345' })).toBe('badInput')
  })

  test('after five wrong codes within ten minutes one has to wait, with the right code too', async () => {
    const { code } = await show()
    for (let n = 0; n < 4; n++) expect(await refusal(world.leader.openid, 'activities.checkIn', { activityId, code: wrong(code) })).toBe('checkInCodeWrong')
    const answer = await reply('api', { action: 'activities.checkIn', input: { activityId, code: wrong(code) } }, world.leader.openid)
    expect(answer).toMatchObject({ ok: false, error: { code: 'tooManyTries', message: '试得太频繁，请在11月21日 09:10之后再试' } })
    await setNow(fromStart(0, 30))
    expect(await refusal(world.leader.openid, 'activities.checkIn', { activityId, code })).toBe('tooManyTries')
    await setNow(fromStart(10, 1))
    expect(await refusal(world.leader.openid, 'activities.checkIn', { activityId, code: (await show()).code })).toBeNull()
  })
})

describe('ticked names', () => {
  test('give the points, taken back reverse them, and again give them again', async () => {
    const before = await pointsOf(world.officer)
    const ids = [world.officer.memberId, world.unbound.memberId]
    expect((await tick(ids)).items.filter(item => item.checkInWay === 'organiser').map(item => item.memberId).sort()).toEqual([...ids].sort())
    await tick(ids)
    expect(await pointsOf(world.officer)).toBe(before + 2)
    await setNow(fromStart(1))
    expect((await tick([world.officer.memberId], false)).items.find(item => item.memberId === world.officer.memberId)).toMatchObject({ checkedInAt: null, checkInWay: null })
    await tick([world.officer.memberId], false)
    expect(await pointsOf(world.officer)).toBe(before)
    await setNow(fromStart(2))
    await tick([world.officer.memberId])
    expect(await pointsOf(world.officer)).toBe(before + 2)
    expect((await ledger(world.officer)).map(entry => [entry.delta, entry.reason, entry.reversed])).toEqual([[2, '签到：主题党日', false], [-2, '撤销签到：主题党日', false], [2, '签到：主题党日', true]])
    expect((await call(world.officer.openid, 'activities.get', { activityId })).checkedIn).toBe(true)
  })

  test('a person whose tick was taken back may scan the code', async () => {
    const before = await pointsOf(world.member)
    await tick([world.member.memberId])
    await tick([world.member.memberId], false)
    await setNow(fromStart(1))
    expect(await checkIn(world.member, (await show()).code)).toEqual({ at: fromStart(1).toISOString(), points: 2 })
    expect(await pointsOf(world.member)).toBe(before + 2)
    expect(await line(world.member.memberId)).toMatchObject({ checkInWay: 'code' })
  })

  test('ticked and scanned at once it is one check-in', async () => {
    const before = await pointsOf(world.probationary)
    const { code } = await show()
    await Promise.all([tick([world.probationary.memberId]), checkIn(world.probationary, code), tick([world.probationary.memberId]), checkIn(world.probationary, code)])
    expect(await pointsOf(world.probationary)).toBe(before + 2)
  })

  test('until a month later, by who runs it, for people of the branch', async () => {
    await setNow(fromStart(120 + 30 * 1440))
    expect((await tick([world.member.memberId])).items.find(item => item.memberId === world.member.memberId)?.checkInWay).toBe('organiser')
    await setNow(fromStart(121 + 30 * 1440))
    expect(await refusal(world.secretary.openid, 'activities.tick', { activityId, memberIds: [world.member.memberId], present: true })).toBe('checkInClosed')
    await setNow(startsAt)
    expect(await refusal(world.secretary.openid, 'activities.tick', { activityId, memberIds: [world.member.memberId, world.otherMember.memberId], present: true })).toBe('notFound')
    expect((await line(world.member.memberId))?.checkedInAt).toBe(fromStart(120 + 30 * 1440).toISOString())
    expect(await refusal(world.leader.openid, 'activities.tick', { activityId, memberIds: [world.member.memberId], present: true })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'activities.tick', { activityId, memberIds: [world.otherMember.memberId], present: true })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'activities.tick', { activityId, memberIds: [], present: true })).toBe('badInput')
  })
})

import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { makeWorld, type Person, type World } from '../support/world'

let world: World
let activityId: string
const MINUTE = 60_000
const startsAt = new Date(START.getTime() + 60 * MINUTE)

beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await call(world.secretary.openid, 'organisations.setPoints', { organisationId: world.branchId, enabled: true, perCheckIn: 3 })
  activityId = (await call(world.secretary.openid, 'activities.create', { title: '义务劳动', place: '图书馆', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 120 * MINUTE).toISOString() })).activityId
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const tick = async (...people: { memberId: string }[]) => {
  await setNow(startsAt)
  await call(world.secretary.openid, 'activities.tick', { activityId, memberIds: people.map(person => person.memberId), present: true })
}
const mine = (person: Person, input: { cursor?: string; limit?: number } = {}) => call(person.openid, 'points.mine', input)
const lineOf = async (person: Person): Promise<string> => (await mine(person)).items.find(line => line.reverses === null)!.id
const reverse = (openid: string, lineId: string, reason = '登记错了人') => call(openid, 'points.reverse', { lineId, reason })

describe('the ledger', () => {
  test('is empty at first, with the branch’s rule as a sentence', async () => {
    expect(await mine(world.officer)).toEqual({ items: [], next: null, enabled: true, total: 0, rule: '每次签到 3 分' })
    expect(await call(world.otherMember.openid, 'points.mine', {})).toMatchObject({ enabled: false, rule: '本支部没有启用积分' })
  })

  test('shows each line with its reason; an officer of the branch sees anybody’s', async () => {
    await tick(world.member, world.unbound)
    expect(await mine(world.member)).toMatchObject({ total: 3, next: null, items: [{ delta: 3, reason: '签到：义务劳动', reversed: false, reverses: null, at: startsAt.toISOString(), can: { reverse: false } }] })
    const seen = await call(world.officer.openid, 'points.ofMember', { memberId: world.unbound.memberId })
    expect(seen).toMatchObject({ memberName: '赵敏', total: 3, items: [{ can: { reverse: true } }] })
  })

  test('of another is nobody else’s to see', async () => {
    for (const person of [world.member, world.leader]) expect(await refusal(person.openid, 'points.ofMember', { memberId: world.officer.memberId })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'points.ofMember', { memberId: world.member.memberId })).toBe('notFound')
    expect(await refusal(world.founder.openid, 'points.ofMember', { memberId: world.member.memberId })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'points.ofMember', { memberId: 'nobody' })).toBe('notFound')
    expect(await refusal(world.stranger, 'points.mine', {})).toBe('notBound')
    expect(await refusal(world.member.openid, 'points.mine', { limit: 0 })).toBe('badInput')
  })

  test('sums and pages more than a thousand lines', async () => {
    const { put } = await import('../../cloudfunctions/platform/database')
    const { inParallel } = await import('../../cloudfunctions/services/parallel')
    const numbers = Array.from({ length: 1234 }, (_, index) => index)
    await inParallel(numbers, 20, n => {
      const at = new Date(START.getTime() - n * MINUTE)
      const _id = `old-${n}_checkIn`
      return put('points', { _id, key: `${at.toISOString()}_${_id}`, memberId: world.leader.memberId, organisationId: world.branchId, delta: 2, reason: `签到：第${n}次`, fact: `old-${n}`, rule: 'checkIn', at, by: null, reverses: null })
    })
    const first = await mine(world.leader, { limit: 50 })
    expect(first.total).toBe(2468)
    expect(first.items.map(line => line.reason)).toEqual(numbers.slice(0, 50).map(n => `签到：第${n}次`))
    const second = await mine(world.leader, { limit: 50, cursor: first.next! })
    expect(second.items[0]!.reason).toBe('签到：第50次')
    expect(await operationsOf(() => mine(world.leader))).toBeLessThanOrEqual(5)
  }, 60_000)
})

describe('a wrong line', () => {
  test('is reversed by another line, once, and neither is edited', async () => {
    await tick(world.probationary)
    const lineId = await lineOf(world.probationary)
    const { lineId: reversal } = await reverse(world.secretary.openid, lineId)
    expect(await mine(world.probationary)).toMatchObject({
      total: 0,
      items: expect.arrayContaining([
        expect.objectContaining({ id: lineId, delta: 3, reversed: true, reverses: null }),
        expect.objectContaining({ id: reversal, delta: -3, reason: '冲正“签到：义务劳动”：登记错了人', reversed: false, reverses: lineId }),
      ]) as unknown,
    })
    expect(await reverse(world.secretary.openid, lineId)).toEqual({ lineId: reversal })
    expect(await refusal(world.officer.openid, 'points.reverse', { lineId, reason: '再来一次' })).toBe('alreadyReversed')
    expect(await refusal(world.secretary.openid, 'points.reverse', { lineId: reversal, reason: '反悔了' })).toBe('reversalOfReversal')
    expect((await mine(world.probationary)).total).toBe(0)
    // Its check-in taken back afterwards takes nothing more.
    await setNow(startsAt)
    await call(world.secretary.openid, 'activities.tick', { activityId, memberIds: [world.probationary.memberId], present: false })
    expect((await mine(world.probationary)).total).toBe(0)
  })

  test('is reversed once by ten officers’ taps at once', async () => {
    await tick(world.officer)
    const lineId = await lineOf(world.officer)
    await Promise.all(Array.from({ length: 10 }, (_, index) => refusal((index % 2 ? world.officer : world.secretary).openid, 'points.reverse', { lineId, reason: `第${index}次` })))
    expect((await mine(world.officer)).total).toBe(0)
    expect((await mine(world.officer)).items.filter(line => line.reverses === lineId)).toHaveLength(1)
  })

  test('is reversed by an officer of the member’s own branch only', async () => {
    await tick(world.member)
    const lineId = await lineOf(world.member)
    expect(await refusal(world.member.openid, 'points.reverse', { lineId, reason: '不要了' })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'points.reverse', { lineId, reason: '不要了' })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'points.reverse', { lineId: 'nothing', reason: '不要了' })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'points.reverse', { lineId, reason: '' })).toBe('badInput')
    expect(await refusal(world.secretary.openid, 'points.reverse', { lineId, reason: '违规示例词' })).toBe('riskyText')
    expect((await mine(world.member)).total).toBe(3)
  })
})

test('switching points off or on reaches what is not over yet', async () => {
  const { activityId } = await call(world.secretary.openid, 'activities.create', { title: '规则变更', place: '会议室', startsAt: '2026-12-01T06:00:00Z', endsAt: '2026-12-01T08:00:00Z' })
  for (const [enabled, points] of [[true, 3], [false, 0]] as const) {
    await call(world.secretary.openid, 'organisations.setPoints', { organisationId: world.branchId, enabled, perCheckIn: 3 })
    expect((await call(world.member.openid, 'activities.get', { activityId })).pointsForCheckIn).toBe(points)
  }
})

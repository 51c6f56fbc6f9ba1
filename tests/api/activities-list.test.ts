/** Lists and calls for many: pages by key, documents looked at, a crowd in one call. */
import { call, operationsOf, setNow, START, startApi, stopApi } from '../support/api'
import { examinedBy, makeCrowd } from '../support/crowd'
import type { OutputOf } from '../../types/contracts'
import { paceOf } from '../support/pace'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const later = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000)
const create = (openid: string, title: string) => call(openid, 'activities.create', { title, place: '校史馆', startsAt: later(1440).toISOString(), endsAt: later(1560).toISOString() })

describe('the list', () => {
  test('pages coming activities soonest first and past ones newest first, looking at no more than it must', async () => {
    const { put, read } = await import('../../cloudfunctions/platform/database')
    const { activityId: made } = await create(world.secretary.openid, '样本')
    const sample = (await read('activities', made))!
    const places = (await read('places', made))!
    // 30 a day around now, as no branch has them: in the past, running, and coming.
    for (let n = 0; n < 300; n++) {
      const startsAt = later((n - 150) * 48 + 30)
      const _id = `pages${String(n).padStart(3, '0')}`
      await put('activities', { ...sample, _id, key: `${startsAt.toISOString()}_${_id}`, organisationId: world.otherBranchId, title: `第${n}次`, startsAt, endsAt: new Date(startsAt.getTime() + 2 * 3_600_000), signUpClosesAt: startsAt })
      await put('places', { ...places, _id })
    }
    for (const when of ['coming', 'past'] as const) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page: { items: { title: string }[]; next: string | null } = await call(world.otherMember.openid, 'activities.list', { when, limit: 20, ...(cursor && { cursor }) })
        seen.push(...page.items.map(item => item.title))
        cursor = page.next ?? undefined
      } while (cursor)
      const numbers = seen.map(title => Number(/\d+/.exec(title)![0]))
      expect(new Set(numbers).size).toBe(numbers.length)
      expect([...numbers].sort((a, b) => (when === 'coming' ? a - b : b - a))).toEqual(numbers)
      expect(numbers.length).toBe(when === 'coming' ? 153 : 147)
    }
    expect(await operationsOf(() => call(world.otherMember.openid, 'activities.list', { when: 'past' }))).toBe(3)
    // One document of access, a page of activities and one more, a page of queues.
    expect(await examinedBy(() => call(world.otherMember.openid, 'activities.list', { when: 'past', limit: 20 }))).toBeLessThanOrEqual(1 + 2 * (20 + 21))
  }, 60_000)
})

describe('a crowd', () => {
  test('of 200 is ticked in one call', async () => {
    const crowd = await makeCrowd(world.otherBranchId, 200, 'tick')
    const { activityId } = await create(world.otherSecretary.openid, '人很多')
    await setNow(later(1440))
    const memberIds = crowd.map(person => person.memberId)
    let people: OutputOf<'activities.tick'> | undefined
    const pace = await paceOf(async () => { people = await call(world.otherSecretary.openid, 'activities.tick', { activityId, memberIds, present: true }) })
    expect(pace).toBeLessThan(60)
    expect(people!.items.filter(item => item.checkInWay === 'organiser')).toHaveLength(200)
  }, 60_000)
})

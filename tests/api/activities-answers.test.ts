/** CloudBase does not say whether updateAndReturn answers with the document before or after the update: both must serve. */
import { call, setNow, START, startApi, stopApi } from '../support/api'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

interface QueryMethods { get(): Promise<{ data: unknown[] }>; updateAndReturn(data: object): Promise<{ doc: unknown }> }

/** Makes the SDK answer with the document as it was before each update. */
async function answerWithBefore(): Promise<() => void> {
  const { db } = await import('../../cloudfunctions/platform/database')
  const methods = Object.getPrototypeOf(db.collection('places').where({ _id: 'any' })) as QueryMethods
  const real = methods.updateAndReturn
  methods.updateAndReturn = async function (this: QueryMethods, data) {
    const before = (await this.get()).data[0]
    const answer = await real.call(this, data)
    return answer.doc ? { ...answer, doc: before } : answer
  }
  return () => { methods.updateAndReturn = real }
}

test.each([['after', false], ['before', true]])('answered with the document %s the update', async (_name, before) => {
  const restore = before ? await answerWithBefore() : () => undefined
  try {
    await setNow(START)
    const startsAt = new Date(START.getTime() + 3 * 3_600_000)
    const { activityId } = await call(world.secretary.openid, 'activities.create', { title: '读书会', place: '会议室', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 3_600_000).toISOString(), capacity: 1 })
    const of = (openid: string) => call(openid, 'activities.signUp', { activityId })
    const homeOf = async (openid: string) => (await call(openid, 'session.home', {})).coming.find(item => item.refId === activityId)?.hint
    expect(await of(world.member.openid)).toEqual({ mine: 'going', position: null, going: 1, waiting: 0 })
    expect(await of(world.probationary.openid)).toEqual({ mine: 'waiting', position: 1, going: 1, waiting: 1 })
    expect(await of(world.leader.openid)).toEqual({ mine: 'waiting', position: 2, going: 1, waiting: 2 })
    expect(await call(world.member.openid, 'activities.cancel', { activityId })).toEqual({ mine: 'none', position: null, going: 1, waiting: 1 })
    expect(await homeOf(world.probationary.openid)).toBe('已报名')
    expect(await homeOf(world.leader.openid)).toBe('候补中')
    await call(world.secretary.openid, 'activities.callOff', { activityId, reason: '停电' })
    for (const person of [world.probationary, world.leader]) expect((await call(person.openid, 'session.home', {})).todos.map(todo => todo.title)).toContain('活动已取消：读书会')

    const { activityId: open } = await call(world.secretary.openid, 'activities.create', { title: '读书会', place: '会议室', startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 3_600_000).toISOString() })
    await setNow(startsAt)
    const tick = async (present: boolean) => (await call(world.secretary.openid, 'activities.tick', { activityId: open, memberIds: [world.member.memberId], present })).items.find(item => item.memberId === world.member.memberId)?.checkInWay
    expect([await tick(true), await tick(false), await tick(true)]).toEqual(['organiser', null, 'organiser'])
  } finally {
    restore()
  }
})

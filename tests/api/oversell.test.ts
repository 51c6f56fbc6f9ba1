/** 300 members tap 600 times for 30 places. First without the guard, to see that this test can fail; then as the product does it. */
import { EventEmitter } from 'node:events'
import type { QueueEntry } from '../../cloudfunctions/platform/documents'
import { call, startApi, stopApi } from '../support/api'
import { makeCrowd } from '../support/crowd'
import { makeWorld, type Person, type World } from '../support/world'

// Hundreds of calls wait for the same few sockets; the SDK's client listens once for each.
EventEmitter.defaultMaxListeners = 1000

const PLACES = 30
const MEMBERS = 300

let world: World
let crowd: Person[]
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  crowd = await makeCrowd(world.branchId, MEMBERS)
}, 120_000)
afterAll(stopApi)

const newActivity = async (title: string): Promise<string> => (await call(world.secretary.openid, 'activities.create', {
  title, place: '校史馆', startsAt: '2026-11-27T06:00:00Z', endsAt: '2026-11-27T08:00:00Z', capacity: PLACES,
})).activityId

/** Everybody taps twice, all at once, in an order of its own. */
async function everybodyTapsTwice(tap: (person: Person) => Promise<unknown>): Promise<PromiseSettledResult<unknown>[]> {
  const taps = [...crowd, ...crowd].map((person, index) => ({ person, order: (index * 7919) % (2 * MEMBERS) })).sort((a, b) => a.order - b.order)
  return Promise.allSettled(taps.map(({ person }) => tap(person)))
}

/** What the queue must be after it, as one judgement for both ways of signing up. */
async function queueOf(activityId: string): Promise<{ entries: number; people: number }> {
  const { read } = await import('../../cloudfunctions/platform/database')
  const { queue } = (await read('places', activityId))!
  return { entries: queue.length, people: new Set(queue.map(entry => entry.m)).size }
}
const entryOf = (person: Person): QueueEntry => ({ m: person.memberId })
const right = { entries: MEMBERS, people: MEMBERS }

test('without the guard people are lost or come in twice', async () => {
  const { _, db, read } = await import('../../cloudfunctions/platform/database')
  const activityId = await newActivity('没有保护的报名')
  const readThenWrite = async (person: Person): Promise<void> => {
    const { queue } = (await read('places', activityId))!
    if (queue.some(entry => entry.m === person.memberId)) return
    await db.collection('places').doc(activityId).update({ queue: [...queue, entryOf(person)] })
  }
  await everybodyTapsTwice(readThenWrite)
  expect(await queueOf(activityId)).not.toEqual(right)
  // The same with an update that appends, so that nobody is lost: then somebody comes in twice.
  const otherId = await newActivity('只追加的报名')
  const readThenAppend = async (person: Person): Promise<void> => {
    const { queue } = (await read('places', otherId))!
    if (queue.some(entry => entry.m === person.memberId)) return
    await db.collection('places').doc(otherId).update({ queue: _.push([entryOf(person)]) })
  }
  await everybodyTapsTwice(readThenAppend)
  expect((await queueOf(otherId)).entries).toBeGreaterThan(MEMBERS)
}, 120_000)

test('30 go, 270 wait in order, nobody twice', async () => {
  const { read } = await import('../../cloudfunctions/platform/database')
  const activityId = await newActivity('三十个名额')
  const answers = await everybodyTapsTwice(person => call(person.openid, 'activities.signUp', { activityId }))
  expect(answers.filter(answer => answer.status === 'rejected')).toEqual([])
  expect(await queueOf(activityId)).toEqual(right)

  const { items, capacity } = await call(world.secretary.openid, 'activities.people', { activityId })
  const signedUp = items.filter(item => item.state !== 'none')
  expect(capacity).toBe(PLACES)
  expect(signedUp.slice(0, PLACES).every(item => item.state === 'going' && item.position === null)).toBe(true)
  expect(signedUp.slice(PLACES).map(item => item.position)).toEqual(Array.from({ length: MEMBERS - PLACES }, (_, index) => index + 1))
  // The order is the order in which the database took them.
  const { queue } = (await read('places', activityId))!
  expect(signedUp.map(item => item.memberId)).toEqual(queue.map(entry => entry.m))

  // Everybody was told the standing that the page shows, and the notes for home say the same.
  const standings = new Map(signedUp.map(item => [item.memberId, item]))
  for (const person of [crowd[0]!, crowd[150]!, crowd[299]!]) {
    const shown = await call(person.openid, 'activities.get', { activityId })
    expect({ mine: shown.mine, position: shown.position }).toEqual({ mine: standings.get(person.memberId)!.state, position: standings.get(person.memberId)!.position })
    expect((await call(person.openid, 'session.home', {})).coming.find(item => item.refId === activityId)?.hint).toBe(shown.mine === 'going' ? '已报名' : '候补中')
  }
}, 120_000)

test('while some cancel and others come, each cancellation of somebody who goes moves up exactly one', async () => {
  const { find, read, _ } = await import('../../cloudfunctions/platform/database')
  const activityId = await newActivity('边报边退')
  await everybodyTapsTwice(person => call(person.openid, 'activities.signUp', { activityId }))
  const before = (await read('places', activityId))!.queue.map(entry => entry.m)
  const leavers = before.slice(0, PLACES).filter((_m, index) => index % 2 === 0)
  const openidOf = new Map(crowd.map(person => [person.memberId, person.openid]))
  await Promise.all(leavers.flatMap(m => [call(openidOf.get(m)!, 'activities.cancel', { activityId }), call(openidOf.get(m)!, 'activities.cancel', { activityId })]))

  const places = (await read('places', activityId))!
  expect(places.queue.map(entry => entry.m)).toEqual(before.filter(m => !leavers.includes(m)))
  const movedUp = before.slice(PLACES, PLACES + leavers.length)
  const items = await find('inbox', { refId: activityId, audience: _.in(movedUp.map(m => `m:${m}`)) }, { limit: 100 })
  expect(items).toHaveLength(movedUp.length)
  expect(await find('inbox', { refId: activityId, audience: _.nin([...movedUp.map(m => `m:${m}`), `b:${world.branchId}`]) }, { limit: 100 })).toEqual([])
  for (const m of movedUp) {
    const home = await call(openidOf.get(m)!, 'session.home', {})
    expect(home.coming.find(item => item.refId === activityId)?.hint).toBe('已报名')
    expect(home.todos.find(item => item.refId === activityId)?.title).toBe('候补成功：边报边退')
  }
}, 120_000)

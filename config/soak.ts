/**
 * `npm run soak`: the runs that take longer than a test may. A hundred sign-ups and then a hundred ballots a second for a
 * minute each, all sent twice, then the tests whose long form SOAK asks for: an import and every other act broken off at every single request, a subtree of 10,000 and a branch of 3,000 carried away, thousands of damaged files.
 */
import { spawnSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { resolve } from 'node:path'
import { call, startApi, stopApi } from '../tests/support/api'
import { makeCrowd } from '../tests/support/crowd'
import { makeWorld, type Person } from '../tests/support/world'
import { ballots } from './soak/ballots'

const PER_SECOND = 100
const SECONDS = 60
const MEMBERS = 300
const PLACES = 30

EventEmitter.defaultMaxListeners = 1000

/** Signs everybody up for many activities at a steady pace and answers what was wrong afterwards; nothing where all is well. */
async function signUps(): Promise<string[]> {
  await startApi()
  try {
    const world = await makeWorld('soak')
    const crowd = await makeCrowd(world.branchId, MEMBERS, 'soak')
    const activities: string[] = []
    for (let n = 0; n < (PER_SECOND * SECONDS) / MEMBERS; n++) {
      activities.push((await call(world.secretary.openid, 'activities.create', { title: `活动${n}`, place: '操场', startsAt: '2026-11-27T06:00:00Z', endsAt: '2026-11-27T08:00:00Z', capacity: PLACES })).activityId)
    }
    const taps = activities.flatMap(activityId => crowd.map(person => ({ activityId, person })))
    const answered = new Set<string>()
    const tap = async ({ activityId, person }: { activityId: string; person: Person }): Promise<void> => {
      // The finger slips: the second tap is another intent, not a repeat of the same request.
      await Promise.all([0, 1].map(() => call(person.openid, 'activities.signUp', { activityId })))
      answered.add(`${activityId} ${person.memberId}`)
    }
    const started = performance.now()
    const running: Promise<void>[] = []
    for (let second = 0; second < SECONDS; second++) {
      running.push(...taps.slice(second * PER_SECOND, (second + 1) * PER_SECOND).map(tap))
      const ahead = (second + 1) * 1000 - (performance.now() - started)
      if (ahead > 0) await new Promise(done => setTimeout(done, ahead))
    }
    await Promise.all(running)
    const took = (performance.now() - started) / 1000
    console.log(`${taps.length} sign-ups, each tapped twice, in ${took.toFixed(1)} s: ${Math.round(taps.length / took)} a second`)
    return await faultsOf(activities, answered)
  } finally {
    await stopApi()
  }
}

async function faultsOf(activities: string[], answered: Set<string>): Promise<string[]> {
  const { read } = await import('../cloudfunctions/platform/database')
  const { goingOf } = await import('../cloudfunctions/services/places')
  const faults: string[] = []
  for (const activityId of activities) {
    const places = (await read('places', activityId))!
    const people = places.queue.map(entry => entry.m)
    if (new Set(people).size !== people.length) faults.push(`somebody is twice in ${activityId}`)
    if (goingOf(places.queue, PLACES).length !== PLACES) faults.push(`${goingOf(places.queue, PLACES).length} are going to ${activityId}`)
    const lost = [...answered].filter(key => key.startsWith(activityId) && !people.includes(key.split(' ')[1]!))
    if (lost.length > 0) faults.push(`${lost.length} acknowledged sign-ups of ${activityId} are lost`)
  }
  return faults
}

async function main(): Promise<void> {
  const faults = [...await signUps(), ...await ballots()]
  for (const fault of faults) console.error(fault)
  console.log(faults.length === 0 ? 'None oversold, none double, none lost.' : `${faults.length} faults.`)
  const tests = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', 'tests/api/imports-crash', 'tests/api/broken-off', 'tests/api/moves-large', 'tests/rules/imports/damaged-files', '--testTimeout=1800000'], { cwd: resolve(__dirname, '..'), stdio: 'inherit', env: { ...process.env, SOAK: '1' } })
  process.exit(faults.length > 0 || tests.status !== 0 ? 1 : 0)
}

main().catch((error: Error) => {
  console.error(error)
  process.exit(1)
})

import { contextOf, setNow, START, startApi, stopApi } from '../support/api'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const hours = (n: number) => new Date(START.getTime() + n * 3_600_000)
const runJobs = async (openid?: string) => (await import('../../cloudfunctions/jobs')).main({ Type: 'Timer' }, contextOf(openid))

test('no client can start the jobs, whatever its event says', async () => {
  expect(await runJobs(world.secretary.openid)).toEqual({ ok: false, ran: [], failed: [] })
})

test('what is due runs once, also when two dispatchers meet', async () => {
  await setNow(hours(0))
  const [a, b] = await Promise.all([runJobs(), runJobs()])
  expect(a!.failed).toEqual([])
  expect(new Set([...a!.ran, ...b!.ran]).size).toBe(a!.ran.length + b!.ran.length)
  expect([...a!.ran, ...b!.ran]).toContain('rollups')
  expect((await runJobs()).ran).toEqual([])
})

test('a rollup that is wrong is proved from the records, and the committee sees its sums', async () => {
  const { db, read } = await import('../../cloudfunctions/platform/database')
  await db.collection('digests').doc(`o_${world.branchId}`).update({ members: 99, bound: -3 })
  await db.collection('digests').doc(`o_${world.otherBranchId}`).remove()
  await setNow(hours(1))
  await runJobs()
  expect(await read('digests', `o_${world.branchId}`)).toMatchObject({ members: 6, bound: 5 })
  expect(await read('digests', `o_${world.otherBranchId}`)).toMatchObject({ members: 2, bound: 2, parentId: world.committeeId })
  expect((await read('digests', `o_${world.committeeId}`))?.sums).toMatchObject({ members: 9, bound: 8, asOf: hours(1) })
})

test("a finished day's audit lines are sealed; an altered line shows", async () => {
  const { db, find } = await import('../../cloudfunctions/platform/database')
  const { brokenSeals } = await import('../../cloudfunctions/platform/audit-seal')
  const lines = await find('audit', {}, { limit: 1000 })
  expect(lines.map(line => line.action)).toContain('posts.appoint')
  expect(JSON.stringify(lines)).not.toMatch(/王建国|陈静|openid/)
  await setNow(hours(24))
  await runJobs()
  const seals = await find('audit_seals', {}, { limit: 10 })
  expect(seals.map(seal => seal._id)).toEqual(['2026-11-20'])
  expect(await brokenSeals(['2026-11-20'])).toEqual([])
  await db.collection('audit').doc(lines[0]!._id).update({ action: 'posts.list' })
  expect(await brokenSeals(['2026-11-20'])).toEqual(['2026-11-20'])
})

test("one job's error is kept on its record and does not stop the others", async () => {
  const { runDue } = await import('../../cloudfunctions/jobs/dispatcher')
  const { read } = await import('../../cloudfunctions/platform/database')
  const silent = jest.spyOn(console, 'error').mockImplementation(() => undefined)
  const later = jest.fn(async () => undefined)
  const result = await runDue([{ name: 'breaks', everyMinutes: 5, run: async () => { throw new Error('示例错误') } }, { name: 'later', everyMinutes: 5, run: later }], hours(30), new Date(Date.now() + 10_000))
  silent.mockRestore()
  expect(result).toEqual({ ran: ['later'], failed: ['breaks'] })
  expect(await read('jobs', 'breaks')).toMatchObject({ lastError: '示例错误' })
})

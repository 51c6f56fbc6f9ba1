import { call, contextOf, setNow, START, startApi, stopApi } from '../support/api'
import { importsBy } from '../support/imports'
import { fictitiousPeople, rosterWorkbook } from '../support/roster-workbook'
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

test('a line that a call writes just after midnight still belongs to its day', async () => {
  const { addOnce, read } = await import('../../cloudfunctions/platform/database')
  const { brokenSeals, sealAudit } = await import('../../cloudfunctions/platform/audit-seal')
  const line = (id: string) => addOnce('audit', { _id: id, at: new Date('2026-11-21T15:59:59Z'), day: '2026-11-21', action: 'notices.post', accountId: 'a', memberId: null, organisationId: null, subjects: {}, fields: [] })
  await line('before-midnight')
  await sealAudit(new Date('2026-11-21T16:00:01Z'), new Date(Date.now() + 10_000))
  expect(await read('audit_seals', '2026-11-21')).toBeNull()
  await line('after-midnight')
  await sealAudit(new Date('2026-11-21T16:20:00Z'), new Date(Date.now() + 10_000))
  expect([(await read('audit_seals', '2026-11-21'))?.lines, await brokenSeals(['2026-11-21'])]).toEqual([2, []])
})

test('an import that cannot go on does not keep the next one waiting', async () => {
  const { preview, freshBranch } = importsBy(() => world)
  const { change, db, read } = await import('../../cloudfunctions/platform/database')
  const { continueImports } = await import('../../cloudfunctions/modules/imports/jobs')
  await setNow(START)
  const [stuck, next] = [await preview((await freshBranch()).id, rosterWorkbook(fictitiousPeople(3, 500))), await preview((await freshBranch()).id, rosterWorkbook(fictitiousPeople(3, 510)))]
  for (const { id } of [stuck, next]) await change('imports', { _id: id }, { state: 'committing' })
  await db.collection('import_chunks').where({ importId: stuck.id }).remove()
  await expect(continueImports(hours(0.2), new Date(Date.now() + 60_000))).rejects.toMatchObject({ code: 'importExpired' })
  expect([(await read('imports', stuck.id))?.state, (await read('imports', next.id))?.state]).toEqual(['committing', 'done'])
})

test('what has left every home page goes after two months, with what members noted of it; tries after three days', async () => {
  const { db, find, read } = await import('../../cloudfunctions/platform/database')
  const days = (n: number) => hours(24 * n)
  await setNow(START)
  const { noticeId } = await call(world.secretary.openid, 'notices.post', { title: '通知', body: '正文' })
  const group = await call(world.secretary.openid, 'notices.post', { title: '小组通知', body: '正文', groupId: world.groupId })
  for (const id of [noticeId, group.noticeId]) await call(world.leader.openid, 'notices.markRead', { noticeId: id })
  await setNow(days(40))
  const fresh = await call(world.secretary.openid, 'notices.post', { title: '新通知', body: '正文' })
  await call(world.leader.openid, 'notices.markRead', { noticeId: fresh.noticeId })
  const marks = async () => Object.keys((await read('digests', `m_${world.leader.memberId}`))!.marks ?? {}).filter(id => id.startsWith('notice_'))
  // Both stayed 30 days on the home page, and two months more beside it.
  await setNow(days(89))
  await runJobs()
  expect(await marks()).toEqual(expect.arrayContaining([`notice_${noticeId}`, `notice_${group.noticeId}`, `notice_${fresh.noticeId}`]))
  expect(await find('throttles', {}, { limit: 10 })).toEqual([])
  await setNow(days(91))
  await runJobs()
  expect(await marks()).toEqual([`notice_${fresh.noticeId}`])
  expect([await read('inbox', `notice_${noticeId}`), (await read('inbox', `notice_${fresh.noticeId}`))?.title]).toEqual([null, '新通知'])
  // The notice and its receipts are records and stay.
  expect((await call(world.leader.openid, 'notices.get', { noticeId })).mine).toBe('read')
  await db.collection('jobs').where({}).remove()
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

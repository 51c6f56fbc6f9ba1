/** 2,000 rows: dry run and commit each within ten times what 2,000 bare documents take through the SDK, in the same run. */
import { call, startApi, stopApi, upload } from '../support/api'
import { fictitiousPeople, rosterWorkbook } from '../support/roster-workbook'
import { makeWorld, type World } from '../support/world'

const ROWS = 2000
let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> => {
  const began = performance.now()
  const result = await work()
  return { ms: performance.now() - began, result }
}

test('dry run and commit of 2,000 rows', async () => {
  const openid = world.founder.openid
  const { organisationId } = await call(openid, 'organisations.create', { parentId: world.committeeId, name: '两千人党支部', kind: 'branch' })
  const people = fictitiousPeople(ROWS)
  const file = rosterWorkbook(people, { messy: true })
  const { uploadId, cloudPath } = await call(openid, 'files.issueUpload', { purpose: 'roster', fileName: '名册.xlsx', size: file.length })
  const fileId = await upload(openid, cloudPath, file)

  const { db } = await import('../../cloudfunctions/platform/database')
  const { inParallel } = await import('../../cloudfunctions/services/parallel')
  // Twenty at a time, the stricter reading: one after another takes four times as long.
  const bare = await timed(() => inParallel(people, 20, person => db.collection('consents').add({ _id: `bare${person.idNumber}`, ...person })))
  const preview = await timed(() => call(openid, 'imports.preview', { organisationId, uploadId, fileId, fileName: '名册.xlsx' }))
  const commit = await timed(() => call(openid, 'imports.commit', { importId: preview.result.id }))
  if (process.env.BENCH) console.info({ bare: bare.ms, preview: preview.ms, commit: commit.ms })

  expect(commit.result).toMatchObject({ state: 'done', done: ROWS, left: [] })
  expect(preview.ms).toBeLessThan(10 * bare.ms)
  expect(commit.ms).toBeLessThan(10 * bare.ms)
}, 120_000)

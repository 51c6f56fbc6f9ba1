/** Sheets from above, broken off at every request (support/broken-off). */
import { call, START } from '../support/api'
import { startRun, uploaded, memberSheet } from '../support/backfill'
import { blankSheet } from '../../config/seed/blank-sheets'
import { act, breakOff, fresh, startBreaking, stopBreaking, whole, type Act } from '../support/broken-off'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startBreaking()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopBreaking)

const database = () => import('../../cloudfunctions/platform/database')
const by = () => world.secretary.openid
const runOf = async (id: string) => (await database()).read('fill_runs', id)
const jobs = async (): Promise<void> => { await (await import('../../cloudfunctions/modules/backfill/clear')).clearFilled(START) }

const scenes: Record<string, () => Promise<Act>> = {
  'a sheet is uploaded': async () => {
    const fileName = `${fresh('断表')}.xlsx`
    const upload = await uploaded(by(), 'template', fileName, blankSheet(memberSheet))
    return act({ by: by(), action: 'backfill.start', input: { organisationId: world.branchId, fileName, ...upload }, state: async () => whole([(await call(by(), 'backfill.list', { organisationId: world.branchId, search: fileName })).items.length === 1]) })
  },
  'a sheet is filled': async () => {
    const { id } = await startRun(by(), world.branchId)
    return act({ by: by(), action: 'backfill.fill', input: { runId: id }, state: async () => {
      const run = (await runOf(id))!
      const rows = await call(by(), 'backfill.rows', { runId: id })
      return whole([run.made !== null, run.filePath !== null, run.filledPrint !== null, rows.items.length > 0])
    } })
  },
  'a run is removed': async () => {
    const { id } = await startRun(by(), world.branchId)
    await call(by(), 'backfill.fill', { runId: id })
    return act({ by: by(), action: 'backfill.remove', input: { runId: id }, state: async () => {
      const run = (await runOf(id))!
      const { count } = await database()
      return whole([run.state === 'removed', run.made === null, run.templatePath === null, await count('fill_chunks', { runId: id }) === 0])
    } })
  },
}

breakOff(scenes, jobs)

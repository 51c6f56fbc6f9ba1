import type { backfill } from '../../../types/contracts/backfill'
import { change, read } from '../../platform/database'
import type { ModuleHandlers } from '../../platform/context'
import { guard, refuse } from '../../platform/errors'
import { acceptUpload, download, fileRules, issuedUpload, removeFiles } from '../../platform/files'
import { idFrom } from '../../platform/ids'
import { organisationFor } from '../../services/scope'
import { fillRun, tapOf } from './fill'
import { linkOf } from './link'
import { readNumbers } from './numbers'
import { whyCannotFill } from './rules'
import { planOf, runFor } from './run'
import { startRun } from './start'

/** What `sheets` serves of filling: reading the sheet that came, and filling it. */
export const sheetsHandlers: ModuleHandlers<typeof backfill, 'sheets'> = {
  'backfill.start': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
    if (organisation.kind === 'group') refuse('notFound')
    const runId = idFrom('fillRun', ctx.caller.accountId, organisation._id, input.uploadId)
    // A call that was broken off is done again by its repeat: the upload counts as used when the sheet is kept.
    const before = await read('fill_runs', runId)
    if (before && before.state !== 'making') return { runId }
    const { fileName } = await issuedUpload(input, ctx.caller.accountId, 'template')
    try {
      await startRun(ctx, runId, organisation, (input.fileName || fileName).slice(0, 120), await download(input.fileId, fileRules.template.maxBytes))
    } finally {
      await change('uploads', { _id: input.uploadId, usedAt: null }, { usedAt: ctx.now })
      await removeFiles([input.fileId]).catch(error => console.error({ action: ctx.action, error }))
    }
    return { runId }
  },

  'backfill.fill': async (ctx, input) => {
    const run = await runFor(ctx, input.runId)
    if (run.made?.tap === tapOf(ctx, run._id)) return linkOf(run, ctx.now)
    guard(whyCannotFill(run))
    const organisation = await organisationFor(ctx, run.organisationId, 'keepRoster')
    const plan = await planOf(run, input)
    const { numbers } = input
    const takeNumbers = numbers && (async () => {
      await acceptUpload(numbers, ctx.caller.accountId, 'roster', ctx.now)
      try {
        return await readNumbers(await download(numbers.fileId, fileRules.roster.maxBytes))
      } finally {
        // Nothing of the sheet with ID numbers stays, whatever comes of it.
        await removeFiles([numbers.fileId])
      }
    })
    return linkOf(await fillRun(ctx, run, organisation, plan, takeNumbers ?? null), ctx.now)
  },
}

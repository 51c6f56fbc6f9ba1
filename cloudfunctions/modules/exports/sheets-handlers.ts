import type * as z from '../../../types/contracts/zod'
import type { rosterExports } from '../../../types/contracts/exports'
import type { ModuleHandlers } from '../../platform/context'
import { addOnce, change, read } from '../../platform/database'
import type { RosterExport } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { shortLink, storeFile } from '../../platform/files'
import { idFrom } from '../../platform/ids'
import { dayOf, timeInWords, timeKey } from '../../platform/time'
import { noteOutgoing } from '../../services/outgoing'
import { organisationFor } from '../../services/scope'
import { peopleOf } from './people'
import { fileNameOf, lineBelow } from './rules'
import { rosterWorkbook } from './workbook'

/** What `sheets` serves of exports: making the file. */
export const sheetsHandlers: ModuleHandlers<typeof rosterExports, 'sheets'> = {
  'exports.roster': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
    if (organisation.kind === 'group') refuse('notFound')
    const standing = input.filter?.standing
    const extras = input.extras ?? false
    const _id = idFrom('export', ctx.caller.accountId, ctx.action, ctx.requestId, organisation._id, standing ?? '', String(extras))
    const before = await read('exports', _id)
    if (before?.state === 'kept') return answerOf(before, ctx.now)
    if (before?.state === 'gone') refuse('exportBroken')
    const people = await peopleOf(organisation, standing)
    const made: RosterExport = {
      _id, key: timeKey(ctx.now, _id), organisationId: organisation._id, organisationName: organisation.name, standing: standing ?? null, at: ctx.now,
      by: ctx.caller.accountId, byMemberId: ctx.access.memberId, byName: ctx.access.memberName, people: people.length,
      fileName: fileNameOf(organisation.name, dayOf(ctx.now)), cloudPath: `exports/${ctx.caller.accountId}/${_id}.xlsx`, fileId: null, state: 'making',
    }
    // The record comes first: a file that is cut off half made is found by it and cleared.
    await addOnce('exports', made)
    await noteOutgoing(ctx, { recordId: _id, organisationId: organisation._id, organisationName: organisation.name, what: '导出花名册', items: ['phone', 'landline', 'address'], memberIds: people.map(person => person._id) })
    const written = `${dayOf(ctx.now).slice(0, 4)}年${timeInWords(ctx.now)}`
    const fileId = await storeFile(made.cloudPath, await rosterWorkbook(organisation.name, people, lineBelow(made.byName, written, people.length), extras))
    const kept = await change('exports', { _id, state: 'making' }, { fileId, state: 'kept', people: people.length }) ?? await read('exports', _id)
    return answerOf(kept ?? refuse('exportBroken'), ctx.now)
  },
}

/** The way to a stored file; `exportBroken` where it is gone. */
async function answerOf({ _id, fileId, fileName, people }: RosterExport, now: Date): Promise<z.input<(typeof rosterExports)['exports.roster']['output']>> {
  return { exportId: _id, fileName, people, ...(await shortLink(fileId, now) ?? refuse('exportBroken')) }
}

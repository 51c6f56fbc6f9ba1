import type { elections } from '../../../types/contracts/elections'
import type { Refusal } from '../../../types/contracts/errors'
import type { ModuleHandlers } from '../../platform/context'
import { read, transaction } from '../../platform/database'
import type { Election } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { plusDays } from '../../platform/time'
import { closeReport } from '../../services/balloting/told-above'
import { audienceOf, closeItem, itemUp } from '../../services/inbox'
import { replaced } from '../../services/replaced'
import { NOWHERE, organisationFor } from '../../services/scope'
import { whyCannotApprove, type Approver } from './choosing'
import { approverOf, takenBack } from './load'

/** Days for which what was sent back waits on the branch's home pages. */
const DAYS_UP = 90
/** The item with which a branch hears that its result was sent back. */
const returnRef = (electionId: string): string => `${electionId}_returned`

/** Whether somebody may send a result back: whoever may approve it, where there is somebody to send it back from. */
export const whyCannotReturn = (election: Parameters<typeof whyCannotApprove>[0], approver: Approver): Refusal | null =>
  (approver.hasAbove ? whyCannotApprove(election, approver) : { code: 'electionFromAbove' })

/** What was sent back is put right: it is reported again, or taken back by the branch itself. One operation. */
export const closeReturned = (electionId: string): Promise<void> => closeItem('election', returnRef(electionId))

export const returningHandlers: Pick<ModuleHandlers<typeof elections>, 'elections.return'> = {
  'elections.return': async (ctx, input) => {
    const election = await read('elections', input.electionId)
    const organisation = await organisationFor(ctx, election?.organisationId ?? NOWHERE, 'appoint')
    if (!election) refuse('notFound')
    const approver = approverOf(ctx, organisation)
    const told = await transaction(async (tx): Promise<Pick<Election, '_id' | 'above'> | null> => {
      const fresh = await tx.read('elections', election._id) ?? refuse('notFound')
      const before = fresh.returned?.at(-1)
      // A repeat of the same tap.
      if (!fresh.reportedAt && approver.fromAbove && before?.reason === input.reason && before.byName === ctx.access.memberName) return null
      const reportedAt = fresh.reportedAt ?? refuse('electionNotReported')
      guard(whyCannotReturn(fresh, approver))
      const returned = [...fresh.returned ?? [], { reason: input.reason, byName: ctx.access.memberName, at: ctx.now, reportedAt }]
      await tx.update('elections', fresh._id, { ...replaced({ returned, above: [] }), reportedAt: null, reportedKey: '', version: fresh.version + 1 })
      await tx.put('inbox', itemUp({
        audience: audienceOf.officers(fresh.organisationId), kind: 'election', title: `上级退回了选举结果：${fresh.title}`, hint: input.reason, refId: returnRef(fresh._id), opens: fresh._id,
        due: null, startsAt: null, endsAt: null, until: plusDays(ctx.now, DAYS_UP), at: ctx.now,
      }))
      return fresh
    })
    // Of a repeat too: the first may have been cut off here.
    if (told) await closeReport(told)
    else await takenBack(await read('elections', election._id) ?? election)
    return {}
  },
}

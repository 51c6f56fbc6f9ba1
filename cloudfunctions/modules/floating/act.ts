/** One act on a member's absence, loss or registration: judged and written in one transaction, harmless to repeat. */
import type { MemberContext } from '../../platform/context'
import { read, transaction, type Tx } from '../../platform/database'
import type { FloatingRecord, Member } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { memberFor, reaches } from '../../services/scope'
import { keep } from './notify'
import type { Asker } from './rules'

/** Taps of which a record knows that they are done. */
const TAPS_KEPT = 20

export const emptyRecord = (memberId: string): FloatingRecord => ({ _id: memberId, stay: null, stays: [], loss: null, losses: [], registration: null, lookOn: null, version: 1, taps: [] })

/** A member as the caller may see: oneself, or one of a branch that the caller oversees; and whether the caller keeps its roster. One to three operations. */
export async function seen(ctx: MemberContext, memberId: string): Promise<{ member: Member; asker: Asker }> {
  const self = memberId === ctx.access.memberId
  const member = self ? await read('members', memberId) : await memberFor(ctx, memberId, 'oversee')
  if (!member) refuse('notFound')
  return { member, asker: { self, officer: await reaches(ctx, member.organisationId, 'keepRoster') } }
}

export interface Facts { member: Member; asker: Asker; record: FloatingRecord; tap: string }
type Work = (facts: Facts, tx: Tx) => Promise<Partial<FloatingRecord>>

/** The tap that identifies one act. */
export const tapOf = (ctx: MemberContext): string => idFrom('floating', ctx.caller.accountId, ctx.action, ctx.requestId)

/**
 * Reads the member and the record inside a transaction, lets `work` judge and answer what changes, and writes it with
 * all that follows. A repeat of the tap changes nothing.
 */
export async function act(ctx: MemberContext, memberId: string, work: Work): Promise<{ member: Member; asker: Asker; record: FloatingRecord }> {
  const { asker } = await seen(ctx, memberId)
  const tap = tapOf(ctx)
  return transaction(async tx => {
    const member = await tx.read('members', memberId) ?? refuse('notFound')
    const record = await tx.read('floating_records', memberId) ?? emptyRecord(memberId)
    if (record.taps.includes(tap)) return { member, asker, record }
    const changes = await work({ member, asker, record, tap }, tx)
    const after: FloatingRecord = { ...record, ...changes, version: record.version + 1, taps: [...record.taps, tap].slice(-TAPS_KEPT) }
    const now = await tx.read('members', memberId) ?? member
    await keep(tx, now, record, after, ctx.now)
    return { member: now, asker, record: after }
  })
}

/** Loads a transfer with the person and both branches as they stand now, and judges what the caller is to it. */
import { hasPowerOver } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import { read } from '../../platform/database'
import type { Member, Organisation } from '../../platform/documents'
import type { Transfer } from '../../platform/documents-transfers'
import { refuse } from '../../platform/errors'
import { NOWHERE } from '../../services/scope'
import { readOrganisation } from '../../services/tree'
import type { Powers } from './rules'

export interface Found {
  transfer: Transfer
  member: Member | null
  /** The branch that manages the person until received: the person's own at this moment, whatever has been merged meanwhile. */
  from: Organisation | null
  to: Organisation | null
  powers: Powers
}

/** Whether the caller is the superior whose turn it is, or stands above it. One that no longer stands above the old branch is replaced by whoever stands above both. */
function isSuperior(ctx: MemberContext, transfer: Transfer, from: Organisation | null, to: Organisation | null): boolean {
  const step = transfer.state === 'approving' ? transfer.approvers[transfer.approved] : undefined
  if (!step || !from) return false
  const side = [from, to].find(one => one?.path.includes(`/${step.id}/`))
  if (side) return hasPowerOver(ctx.access, 'keepRoster', { _id: step.id, path: side.path.slice(0, side.path.indexOf(`/${step.id}/`) + step.id.length + 2) }, ctx.now)
  return to !== null && hasPowerOver(ctx.access, 'keepRoster', from, ctx.now) && hasPowerOver(ctx.access, 'keepRoster', to, ctx.now)
}

/** A transfer that the caller may know of: the own one, or one of a branch below a post; `notFound` otherwise, in as many operations. Four operations. */
export async function transferFor(ctx: MemberContext, transferId: string): Promise<Found> {
  const transfer = await read('transfers', transferId)
  const member = await read('members', transfer?.memberId ?? NOWHERE)
  const [from, to] = [
    await readOrganisation((transfer?.open && transfer.kind !== 'in' ? member?.organisationId : transfer?.fromId) ?? NOWHERE),
    await readOrganisation(transfer?.toId ?? NOWHERE),
  ]
  if (!transfer) refuse('notFound')
  const own = transfer.memberId === ctx.access.memberId
  const sees = (one: Organisation | null): boolean => one !== null && hasPowerOver(ctx.access, 'oversee', one, ctx.now)
  if (!own && !sees(from) && !(transfer.told && sees(to))) refuse('notFound')
  const keeps = (one: Organisation | null): boolean => one !== null && hasPowerOver(ctx.access, 'keepRoster', one, ctx.now)
  return { transfer, member, from, to, powers: { own, from: keeps(from), to: keeps(to), superior: isSuperior(ctx, transfer, from, to) } }
}

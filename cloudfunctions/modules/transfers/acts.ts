/** What is done in a transfer, step by step; each act is one transaction with the state, the person's record and the event. */
import type { transfers } from '../../../types/contracts/transfers'
import { dayPlus } from '../../../types/words'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { transaction, type Tx } from '../../platform/database'
import type { Transfer, TransferLine } from '../../platform/documents-transfers'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf } from '../../platform/time'
import { whyCannotStart, whyWrongLetter } from '../../regulations/transfer-rules'
import { setAxis } from '../../services/axes'
import { tell, waitingFor } from '../../services/transfers-inbox'
import { afterAgreeing, chainOf, destinationOf, followed, leave, lineOf } from '../../services/transfers-open'
import { transferFor, type Found } from './load'
import type { Act } from './rules'
import { judged, officersOf, transferView } from './views'

type Output = Awaited<ReturnType<ModuleHandlers<typeof transfers>['transfers.get']>>
export type Changes = Partial<Transfer> & { line: TransferLine }

/** Whether the caller keeps the desk on which a transfer lies: what else waits there is nobody else's business. */
function keepsDesk({ transfer, from, to, powers }: Found): boolean {
  if (transfer.state === 'approving') return powers.superior
  return (powers.from && from?._id === transfer.actsId) || (powers.to && to?._id === transfer.actsId)
}

/** A transfer as it is answered, with who acts next and, for who acts there, how many others wait. */
export async function answer(ctx: MemberContext, found: Found): Promise<Output> {
  const desk = found.transfer.actsId
  const [officers, waiting] = await Promise.all([officersOf(desk === null ? [] : [desk], ctx.now), desk !== null && keepsDesk(found) ? waitingFor(desk, ctx.now) : []])
  return transferView(found, officers, waiting.filter(other => other._id !== found.transfer._id).length, ctx.now)
}

/**
 * Runs one act: judged on what the caller saw, and again by its version inside the transaction, so that of two branches that
 * act in the same second one is told that something has changed. A repeat of the tap changes nothing more.
 */
export async function acting(ctx: MemberContext, act: Act, input: { transferId: string; version: number }, work: (tx: Tx, fresh: Transfer, found: Found) => Promise<Changes>, after?: () => Promise<void>): Promise<Output> {
  const found = await transferFor(ctx, input.transferId)
  const tap = idFrom('transferAct', ctx.caller.accountId, ctx.action, ctx.requestId, input.transferId)
  let left = found.transfer
  if (left.lastTap !== tap) {
    guard(judged(found)[act])
    if (left.version !== input.version) refuse('conflict')
    const { from } = found
    left = await transaction(async tx => {
      const fresh = await tx.read('transfers', found.transfer._id)
      if (fresh?.lastTap === tap) return fresh
      if (!fresh || fresh.version !== input.version) refuse('conflict')
      const { line, ...changes } = await work(tx, fresh, found)
      const origin = from && fresh.kind !== 'in' ? { fromId: from._id, fromName: from.name, fromChain: chainOf(from) } : {}
      const next = followed({ ...fresh, ...origin, ...changes, history: [...fresh.history, line], version: fresh.version + 1, lastTap: tap }, dayOf(ctx.now))
      await tx.put('transfers', next)
      return next
    })
    await after?.()
  }
  await tell(left, found.transfer.actsId, ctx.now)
  return answer(ctx, await transferFor(ctx, left._id))
}

/** Puts the relation back as it was before, where it was on its way out. Two operations, none where nothing was changed. */
async function stay(tx: Tx, ctx: MemberContext, transfer: Transfer, text: string): Promise<void> {
  const member = transfer.memberId === null ? null : await tx.read('members', transfer.memberId)
  if (!member || member.transferId !== transfer._id || member.axes?.relation?.value !== 'leaving') return
  await setAxis(tx, ctx, member, 'relation', transfer.relationBefore ?? { value: 'here', since: dayOf(ctx.now) }, text)
}

/** In whose name an officer acts at this point. */
const deskName = (transfer: Transfer): string => {
  if (transfer.state === 'approving') return transfer.approvers[transfer.approved]?.name ?? ''
  return transfer.kind === 'in' || transfer.state === 'accepting' ? transfer.toName : transfer.fromName
}

type Handled = 'transfers.agree' | 'transfers.return' | 'transfers.resubmit' | 'transfers.withdraw' | 'transfers.issue'
export const actHandlers: Pick<ModuleHandlers<typeof transfers>, Handled> = {
  'transfers.agree': (ctx, input) => acting(ctx, 'agree', input, async (tx, fresh) => {
    const first = fresh.state === 'applied'
    const approved = first ? 0 : fresh.approved + 1
    if (first) {
      const member = await tx.read('members', fresh.memberId ?? '')
      if (!member || member.transferId !== fresh._id) refuse('conflict')
      guard(whyCannotStart({ ...member, transferId: null }))
      await leave(tx, ctx, member, fresh)
    }
    return { state: afterAgreeing(fresh, approved), approved, ...(input.duesUntil && { duesUntil: input.duesUntil }), line: lineOf(ctx, 'agreed', deskName(fresh)) }
  }),

  'transfers.return': (ctx, input) => acting(ctx, 'return', input, async (tx, fresh) => {
    if (fresh.kind === 'in') return { state: 'refused', closedAt: ctx.now, line: lineOf(ctx, 'refused', fresh.toName, input.reason) }
    await stay(tx, ctx, fresh, '组织关系转接被退回，仍在本支部')
    return { state: 'returned', approved: 0, line: lineOf(ctx, 'returned', deskName(fresh), input.reason) }
  }),

  'transfers.resubmit': async (ctx, input) => {
    const found = await transferFor(ctx, input.transferId)
    // The target is looked up again: it may have been dissolved, or chosen anew.
    const wish = input.toBranchId || input.elsewhere ? input : { toBranchId: found.transfer.toId ?? undefined, elsewhere: elsewhereOf(found.transfer) }
    const may = judged(found).resubmit === null
    const destination = may && found.from ? await destinationOf(found.from, wish) : null
    return acting(ctx, 'resubmit', input, async (tx, fresh, { powers, from }) => {
      const member = await tx.read('members', fresh.memberId ?? '')
      if (!member || member.transferId !== fresh._id || !destination || !from) refuse('conflict')
      guard(whyCannotStart({ ...member, transferId: null }))
      const kind = destination.to ? 'inside' as const : 'out' as const
      const toName = destination.to?.name ?? destination.elsewhere?.name ?? ''
      if (powers.from) await leave(tx, ctx, member, { _id: fresh._id, toName })
      return {
        kind, toId: destination.to?._id ?? null, toName, elsewhere: destination.elsewhere, approvers: destination.approvers, approved: 0, toChain: destination.to ? chainOf(destination.to) : [], told: false,
        state: powers.from ? afterAgreeing({ kind, approvers: destination.approvers }, 0) : 'applied',
        ...(input.reason !== undefined && { reason: input.reason || null }), ...(input.duesUntil && { duesUntil: input.duesUntil }), ...(input.validDays && { validDays: input.validDays }),
        line: lineOf(ctx, 'resubmitted', powers.from ? from.name : null),
      }
    })
  },

  'transfers.withdraw': (ctx, input) => acting(ctx, 'withdraw', input, async (tx, fresh, { powers }) => {
    await stay(tx, ctx, fresh, '组织关系转接已撤回，仍在本支部')
    if (fresh.memberId !== null && (await tx.read('members', fresh.memberId))?.transferId === fresh._id) await tx.update('members', fresh.memberId, { transferId: null })
    const byPerson = powers.own && fresh.startedBy === 'member'
    const act = fresh.startedBy === 'member' && !byPerson ? 'cancelled' as const : 'withdrawn' as const
    return { state: act, closedAt: ctx.now, identity: null, line: lineOf(ctx, act, byPerson ? null : fresh.kind === 'in' ? fresh.toName : fresh.fromName, input.reason || null) }
  }),

  'transfers.issue': (ctx, input) => acting(ctx, 'issue', input, async (_tx, fresh) => {
    const validDays = input.validDays ?? fresh.validDays
    guard(whyWrongLetter(input.issuedOn, validDays, dayOf(ctx.now)))
    const letter = { number: input.letterNumber, issuedOn: input.issuedOn, validDays, until: dayPlus(input.issuedOn, validDays) }
    const note = `${letter.number}，有效期${validDays}天`
    return { state: 'issued', letter, validDays, ...(input.duesUntil && { duesUntil: input.duesUntil }), line: lineOf(ctx, fresh.letter ? 'renewed' : 'issued', fresh.fromName, note) }
  }),
}

const elsewhereOf = ({ elsewhere }: Transfer) => (elsewhere ? { name: elsewhere.name, province: elsewhere.province ?? undefined, committee: elsewhere.committee ?? undefined } : undefined)

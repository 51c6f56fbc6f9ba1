/** Where a person's record moves: received by the new branch, gone elsewhere for good, come from elsewhere. */
import type { Refusal } from '../../../types/contracts/errors'
import type { transfers } from '../../../types/contracts/transfers'
import { dayPlus } from '../../../types/words'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, read, transaction, type Tx } from '../../platform/database'
import type { Member, Organisation } from '../../platform/documents'
import type { Transfer } from '../../platform/documents-transfers'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf } from '../../platform/time'
import { idFaults, readIdNumber } from '../../regulations/roster-rules'
import { transferRules, whyCannotStart, whyNoTarget, whyWrongLetter } from '../../regulations/transfer-rules'
import { archiveMember } from '../../services/archiving'
import { keepBallots } from '../../services/balloting/carried'
import { claimsOn, moveClaim, whyClaimed } from '../../services/claims'
import { countUp } from '../../services/inbox'
import { carryMatters } from '../../services/matters'
import { idHashOf, newMember, normalName, searchable } from '../../services/person'
import { carryMember } from '../../services/relocation'
import { organisationFor } from '../../services/scope'
import { eventOf } from '../../services/timeline'
import { tell } from '../../services/transfers-inbox'
import { chainOf, followed, lineOf } from '../../services/transfers-open'
import { acting, answer, type Changes } from './acts'
import { transferFor } from './load'
import { whyCannotLeave, whyWrongReceipt } from './rules'

/** The person on the way, as the transaction finds them; whoever is on another way, or on none, is not moved by this one. */
async function mover(tx: Tx, transfer: Transfer): Promise<Member> {
  const member = await tx.read('members', transfer.memberId ?? '')
  if (!member || member.transferId !== transfer._id) refuse('conflict')
  guard(whyCannotStart({ ...member, transferId: null }))
  return member
}

/** Why a branch takes nobody in at this moment: it has ended, or is being dissolved, merged, split or moved. */
function whyNotOpen(to: Organisation): Refusal | null {
  const closed = whyNoTarget(to)
  if (closed) return closed
  if (to.changeId) return { code: 'treeChanging', detail: { name: to.name } }
  return to.moveId ? { code: 'treeMoving' } : null
}

/** What a rollup gains or loses by one person. */
const counted = (member: Pick<Member, 'accountId'>, by: 1 | -1) => ({ members: by, ...(member.accountId !== null && { bound: by }) })

/** The person goes over to the new branch: record, claim and account in this one transaction, so that nobody is ever in two branches or in none. */
async function carry(tx: Tx, ctx: MemberContext, transfer: Transfer): Promise<{ member: Member; changes: Changes }> {
  const member = await mover(tx, transfer)
  const to = await tx.read('organisations', transfer.toId ?? '')
  if (!to) refuse('conflict')
  guard(whyNotOpen(to) ?? whyCannotLeave(member, to.path))
  // Written as well as read, so that its dissolving and this arrival are judged one after the other.
  await tx.update('organisations', to._id, { changes: _.inc(1) })
  await carryMember(tx, member, to, { transferId: null, 'axes.relation': _.set({ value: 'here', since: dayOf(ctx.now) }) })
  await carryMatters(tx, member._id, to._id)
  await tx.put('person_events', eventOf(ctx, { personId: member._id, organisationId: to._id, organisationName: to.name, kind: 'relation', text: `组织关系由${transfer.fromName}转到${to.name}` }))
  return { member, changes: { state: 'done', closedAt: ctx.now, line: lineOf(ctx, 'accepted', to.name) } }
}

type Handled = 'transfers.accept' | 'transfers.receipt' | 'transfers.announce'
export const arrivalHandlers: Pick<ModuleHandlers<typeof transfers>, Handled> = {
  'transfers.accept': async (ctx, input) => {
    const counts: (() => Promise<void>)[] = []
    // Pinyin is loaded outside the transaction.
    const made = await candidate(ctx, input.transferId)
    return acting(ctx, 'accept', input, async (tx, fresh) => {
      counts.length = 0
      if (fresh.kind !== 'in') {
        const { member, changes } = await carry(tx, ctx, fresh)
        counts.push(() => countUp(member.organisationId, counted(member, -1)), () => countUp(fresh.toId ?? '', counted(member, 1)), () => keepBallots(member.organisationId, [member._id], ctx.now))
        return changes
      }
      if (input.receiptOn) guard(whyWrongReceipt(input.receiptOn, fresh.letter, dayOf(ctx.now)))
      const to = await tx.read('organisations', fresh.toId ?? '')
      if (!made || !to) refuse('conflict')
      guard(whyNotOpen(to))
      await tx.update('organisations', to._id, { changes: _.inc(1) })
      const member: Member = { ...made, path: to.path, axes: { relation: { value: 'here', since: dayOf(ctx.now) } } }
      await moveClaim(tx, null, member.idHash, member)
      await tx.add('members', member)
      await tx.put('person_events', eventOf(ctx, { personId: member._id, organisationId: to._id, organisationName: to.name, kind: 'relation', text: `组织关系由${fresh.fromName}转入` }))
      counts.push(() => countUp(to._id, { members: 1 }))
      const receipt = input.receiptOn ? { state: 'done' as const, receiptOn: input.receiptOn, closedAt: ctx.now } : { state: 'receiptDue' as const }
      return { ...receipt, memberId: member._id, identity: null, line: lineOf(ctx, 'received', to.name, input.receiptOn ? `回执${input.receiptOn}寄回` : null) }
    }, async () => { for (const count of counts) await count() })
  },

  'transfers.receipt': async (ctx, input) => {
    const counts: (() => Promise<void>)[] = []
    return acting(ctx, 'receipt', input, async (tx, fresh) => {
      counts.length = 0
      const today = dayOf(ctx.now)
      guard(whyWrongReceipt(input.receiptOn, fresh.letter, today))
      const done = { state: 'done' as const, receiptOn: input.receiptOn, closedAt: ctx.now }
      if (fresh.kind === 'in') return { ...done, line: lineOf(ctx, 'receiptSent', fresh.toName) }
      const member = await mover(tx, fresh)
      guard(whyCannotLeave(member, ''))
      await archiveMember(tx, member, ctx.caller.accountId, '组织关系已转出', ctx.now, { transferId: null, 'axes.relation': _.set({ value: 'left', since: input.receiptOn }) })
      await tx.put('person_events', eventOf(ctx, { personId: member._id, organisationId: member.organisationId, organisationName: member.organisationName, kind: 'relation', text: `组织关系转到${fresh.toName}，已收到回执`, day: input.receiptOn }))
      counts.push(() => countUp(member.organisationId, counted(member, -1)))
      return { ...done, line: lineOf(ctx, 'receipt', fresh.fromName) }
    }, async () => { for (const count of counts) await count() })
  },

  'transfers.announce': async (ctx, input) => {
    const to = await organisationFor(ctx, input.organisationId, 'keepRoster')
    if (to.kind === 'group') refuse('notFound')
    guard(whyNoTarget(to))
    const today = dayOf(ctx.now)
    const validDays = input.validDays ?? transferRules.letterDays.value
    if (input.issuedOn) guard(whyWrongLetter(input.issuedOn, validDays, today))
    const letter = input.issuedOn && input.letterNumber ? { number: input.letterNumber, issuedOn: input.issuedOn, validDays, until: dayPlus(input.issuedOn, validDays) } : null
    const identity = input.idNumber ? identityOf(input.idNumber) : null
    // Whoever is on a roster here comes by a transfer inside the tree.
    if (identity) guard(whyClaimed((await claimsOn([identity.idHash])).get(identity.idHash), { _id: '', organisationId: to._id }))
    const name = normalName(input.name)
    const _id = idFrom('transfer', ctx.caller.accountId, ctx.action, ctx.requestId)
    const announced = followed({
      _id, kind: 'in' as const, state: 'announced' as const, memberId: null, memberName: name, standing: input.standing,
      fromId: null, fromName: input.from.name, toId: to._id, toName: to.name, elsewhere: { name: input.from.name, province: input.from.province || null, committee: input.from.committee || null },
      approvers: [], approved: 0, fromChain: [], toChain: chainOf(to), told: true, searchKeys: (await searchable(name, null)).searchKeys, startedBy: 'branch' as const,
      reason: input.reason || null, duesUntil: input.duesUntil ?? null, letter, validDays, receiptOn: null, relationBefore: null, identity, source: null,
      history: [lineOf(ctx, 'announced', to.name)], version: 1, lastTap: _id, at: ctx.now, closedAt: null,
    }, today)
    await transaction(async tx => { if (!await tx.read('transfers', _id)) await tx.add('transfers', announced) })
    await tell(announced, null, ctx.now)
    return answer(ctx, await transferFor(ctx, _id))
  },
}

/** Of an ID number only the hash, the last four characters and what it says of birth and sex. */
function identityOf(typed: string): NonNullable<Transfer['identity']> {
  const idNumber = typed.replace(/\s/g, '').toUpperCase()
  const reading = readIdNumber(idNumber)
  if (!reading.ok) refuse('idWrong', { what: idFaults[reading.wrong] })
  return { idHash: idHashOf(idNumber), idTail: reading.tail, birthday: reading.birthday, sex: reading.sex }
}

/** The record of somebody from elsewhere as it would be made; its id follows from the transfer, so it is made once. */
async function candidate(ctx: MemberContext, transferId: string): Promise<Member | null> {
  const transfer = await read('transfers', transferId)
  const to = await read('organisations', transfer?.kind === 'in' && transfer.toId ? transfer.toId : '-')
  if (!transfer || !to) return null
  const { identity } = transfer
  const member = await newMember(idFrom('member', 'transfer', transfer._id), to, { name: transfer.memberName, standing: transfer.standing, ...(identity && { birthday: identity.birthday, sex: identity.sex }) }, ctx.now)
  return { ...member, ...(identity && { idHash: identity.idHash, idTail: identity.idTail }) }
}

/** Who may do what in a transfer, and when: the same answers serve `can` and the guards. */
import { transferStates, type Post, type TransferKind, type TransferState } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import { whyPostsHold } from '../../regulations/transfer-rules'

/** What the caller is to a transfer: the person, or somebody who keeps the roster of a branch, or a superior whose turn it is. */
export interface Powers { own: boolean; from: boolean; to: boolean; superior: boolean }
export interface Seen { kind: TransferKind; state: TransferState; startedBy: 'member' | 'branch' }
export type Act = 'agree' | 'accept' | 'return' | 'resubmit' | 'withdraw' | 'issue' | 'receipt'

type Judge = (powers: Powers, seen: Seen) => boolean
const from: Judge = ({ from: mine }) => mine
const to: Judge = ({ to: mine }) => mine
const superior: Judge = ({ superior: mine }) => mine
/** Whoever began: the person where it is the person's own application; the old branch manages, so it may as well. */
const began: Judge = (powers, { startedBy }) => powers.from || (powers.own && startedBy === 'member')

/** For each act the states in which it can be done, and by whom. */
const table: Record<Act, Partial<Record<TransferState, Judge>>> = {
  agree: { applied: from, approving: superior },
  accept: { accepting: to, announced: to },
  return: { applied: from, approving: superior, accepting: to, preparing: from, announced: to },
  resubmit: { returned: began },
  withdraw: { applied: began, approving: began, accepting: began, returned: began, preparing: began, issued: began, announced: to },
  issue: { preparing: from, issued: from },
  receipt: { issued: from, receiptDue: to },
}

/** Why the caller cannot do this now: it is not at this point, or it is somebody else's turn. */
export function whyCannotAct(act: Act, seen: Seen, powers: Powers): Refusal | null {
  const judge = table[act][seen.state]
  if (!judge) return { code: 'transferState', detail: { state: transferStates[seen.state] } }
  return judge(powers, seen) ? null : { code: 'forbidden' }
}

interface Mover { name: string; archived: boolean; posts: { post: Post; organisationId: string; organisationName: string }[] }
/** Why a person cannot leave the old branch at this moment for a place at `path` (empty: elsewhere): taken off the roster, or a post is still held. */
export function whyCannotLeave(member: Mover, path: string): Refusal | null {
  if (member.archived) return { code: 'memberArchived', detail: { name: member.name } }
  return whyPostsHold(member, path)
}

/** Why a receipt cannot be of that day: before the letter, or not yet come. */
export function whyWrongReceipt(receiptOn: string, letter: { issuedOn: string } | null, today: string): Refusal | null {
  if (receiptOn > today) return { code: 'datesWrong', detail: { what: '回执日期还没有到，请核对' } }
  return letter && receiptOn < letter.issuedOn ? { code: 'datesWrong', detail: { what: '回执日期早于介绍信开具日期，请核对' } } : null
}

/** The way of a transfer in order, as a person reads it. `reached`: how many steps are behind. */
export function stepsOf(seen: Seen & { fromName: string; toName: string; approvers: { name: string }[]; approved: number; memberName: string }): { steps: { title: string; who: string }[]; reached: number } {
  const { state, kind } = seen
  if (kind === 'in') {
    const steps = [{ title: '到支部报到，支部接收', who: seen.toName }, { title: '寄回回执', who: seen.toName }]
    return { steps, reached: state === 'done' ? 2 : state === 'receiptDue' ? 1 : 0 }
  }
  const begins = seen.startedBy === 'member' ? [{ title: '本人申请', who: seen.memberName }, { title: '支部同意', who: seen.fromName }] : [{ title: '支部发起', who: seen.fromName }]
  if (kind === 'out') {
    const steps = [...begins, { title: '开具介绍信', who: seen.fromName }, { title: '到新单位报到，收到回执', who: seen.memberName }]
    const reached: Partial<Record<TransferState, number>> = { applied: 1, preparing: begins.length, issued: begins.length + 1, done: steps.length }
    return { steps, reached: reached[state] ?? 0 }
  }
  const steps = [...begins, ...seen.approvers.map(({ name }) => ({ title: '上级同意', who: name })), { title: '新支部接收', who: seen.toName }]
  const reached: Partial<Record<TransferState, number>> = { applied: 1, approving: begins.length + seen.approved, accepting: steps.length - 1, done: steps.length }
  return { steps, reached: reached[state] ?? 0 }
}

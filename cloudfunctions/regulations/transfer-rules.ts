/** How the organisational relation is transferred (组织关系转接): thresholds with their sources (DOMAIN.md §3, §10), and what follows from them. */
import { memberships, organisationKinds, posts as postLabels, type Membership, type OrganisationKind, type Post, type TransferKind, type TransferState } from '../../types/contracts/codes'
import type { Refusal } from '../../types/contracts/errors'
import { dayPlus } from '../../types/words'
import { isDay, type Threshold } from './roster-rules'

const educationRules = '中国共产党党员教育管理工作条例'

/** Which superiors approve a transfer between two branches of one tree. */
export type ApprovalWay = 'none' | 'nearestCommon' | 'everyCommittee'

export const transferRules = {
  /** Until the person is received the old branch manages, and nobody is refused without a reason. */
  oldBranchManages: { value: true, regulation: educationRules, article: '第二十五条', effectiveFrom: '2019-05-06', kind: 'fixed' },
  /** Days for which a letter is good where nobody says otherwise, and at most. Older texts say three months; only secondary sources give the number. */
  letterDays: { value: 90, regulation: '党员组织关系介绍信填写要求', article: '有效期', effectiveFrom: '', kind: 'default' },
  longestLetterDays: { value: 90, regulation: '党员组织关系介绍信填写要求', article: '有效期', effectiveFrom: '', kind: 'fixed' },
  /** Days before a letter's end at which it is spoken of, and becomes urgent. Ours. */
  letterEnds: { value: { notice: 30, urgent: 7 }, regulation: '产品默认', article: '', effectiveFrom: '', kind: 'default' },
  /** Days for each step that has no term of its own. Ours. */
  stepDays: { value: 10, regulation: '产品默认', article: '', effectiveFrom: '', kind: 'default' },
  /** Who approves on the way: committees that approve members. The nearest that both branches stand under is ours; the regulation leaves it to them. */
  approvals: { value: { way: 'nearestCommon' as ApprovalWay, kinds: ['committee'] as readonly OrganisationKind[] }, regulation: educationRules, article: '第二十五条', effectiveFrom: '2019-05-06', kind: 'default' },
} satisfies Record<string, Threshold<unknown>>

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

const states: Record<TransferState, true | false> = {
  applied: true, approving: true, accepting: true, returned: true, preparing: true, issued: true, announced: true, receiptDue: true, done: false, withdrawn: false, cancelled: false, refused: false,
}
/** Whether a transfer in this state is still under way. */
export const isOpen = (state: TransferState): boolean => states[state]

/**
 * The superiors that approve between two branches, in order. Chains are ids from the topmost organisation down to the
 * branch itself; `kinds` knows the kind of each organisation above.
 */
export function approversBetween(fromChain: string[], toChain: string[], kinds: Map<string, OrganisationKind>, rule: { way: ApprovalWay; kinds: readonly OrganisationKind[] } = transferRules.approvals.value): string[] {
  const approves = (id: string): boolean => { const kind = kinds.get(id); return kind !== undefined && rule.kinds.includes(kind) }
  const [above, beyond] = [fromChain.slice(0, -1), toChain.slice(0, -1)]
  const common = above.filter((id, at) => beyond[at] === id)
  const nearest = [...common].reverse().find(approves)
  if (rule.way === 'none') return []
  if (rule.way === 'nearestCommon') return nearest === undefined ? [] : [nearest]
  const upwards = above.slice(common.length).reverse().filter(approves)
  return [...upwards, ...(nearest === undefined ? [] : [nearest]), ...beyond.slice(common.length).filter(approves)]
}

/** What stands where, as far as a deadline needs it. */
interface Standing { kind: TransferKind; state: TransferState; fromId: string | null; toId: string | null; approvers: { id: string }[]; approved: number; startedBy: 'member' | 'branch'; letter: { until: string } | null }

/** Which organisation acts next, by when, and from when home says so. A letter that runs is silent until it is soon over. */
export function nextOf(transfer: Standing, today: string): { actsId: string | null; dueOn: string; tellOn: string } {
  const step = dayPlus(today, transferRules.stepDays.value)
  const by = (actsId: string | null, dueOn = step, tellOn = today) => ({ actsId, dueOn, tellOn })
  switch (transfer.state) {
    case 'applied': case 'preparing': return by(transfer.fromId)
    case 'approving': return by(transfer.approvers[transfer.approved]?.id ?? null)
    case 'accepting': return by(transfer.toId)
    case 'returned': return by(transfer.startedBy === 'member' ? null : transfer.fromId)
    case 'issued': return by(transfer.fromId, transfer.letter?.until ?? step, dayPlus(transfer.letter?.until ?? today, -transferRules.letterEnds.value.notice))
    case 'announced': case 'receiptDue': return by(transfer.toId, transfer.letter?.until ?? step)
    case 'done': case 'withdrawn': case 'cancelled': case 'refused': return by(null, today)
    default: return transfer.state satisfies never
  }
}

/** What a letter's end says today; null while it is far. On its last day it is still good. */
export function letterWarning(letter: { until: string } | null, today: string): { level: 'notice' | 'urgent'; text: string } | null {
  if (!letter) return null
  const left = daysBetween(today, letter.until)
  const { notice, urgent } = transferRules.letterEnds.value
  if (left < 0) return { level: 'urgent', text: `介绍信已过期${-left}天，请重新开具` }
  if (left > notice) return null
  return { level: left <= urgent ? 'urgent' : 'notice', text: left === 0 ? '介绍信今天到期' : `介绍信还有${left}天到期` }
}

/** What is said of dues that are not paid up to this month: a reminder, never an obstacle. */
export function duesWarning(duesUntil: string | null, today: string): string | null {
  if (duesUntil === null) return '还没有写明党费交到哪个月'
  return duesUntil < today.slice(0, 7) ? `党费只交到${Number(duesUntil.slice(0, 4))}年${Number(duesUntil.slice(5))}月，请提醒补交` : null
}

/** Why a letter cannot be noted so: issued in the future, or good for longer than a letter may be. */
export function whyWrongLetter(issuedOn: string, validDays: number, today: string): Refusal | null {
  if (!isDay(issuedOn) || issuedOn > today) return { code: 'datesWrong', detail: { what: '开具日期还没有到，请核对' } }
  const { value, regulation, article } = transferRules.longestLetterDays
  return validDays > value ? { code: 'letterDays', detail: { max: value, basis: `${regulation}${article}` } } : null
}

/** The person and what stands against a transfer at all. */
interface Mover { name: string; archived: boolean; transferId?: string | null; organisationId: string; axes?: { membership?: { value: Membership } } }
/** Why no transfer of this person can begin. */
export function whyCannotStart(member: Mover): Refusal | null {
  if (member.archived) return { code: 'memberArchived', detail: { name: member.name } }
  if (member.transferId) return { code: 'transferOpen', detail: { name: member.name } }
  const membership = member.axes?.membership?.value ?? 'normal'
  return membership === 'ended' ? { code: 'transferEnded', detail: { name: member.name, state: `党籍为“${memberships[membership]}”` } } : null
}

/** Why nobody can be received in this organisation: only a branch that has not been dissolved has members. */
export function whyNoTarget(target: { name: string; kind: OrganisationKind; dissolvedAt?: Date | null }): Refusal | null {
  if (target.dissolvedAt) return { code: 'transferDissolved', detail: { name: target.name } }
  return target.kind === 'branch' ? null : { code: 'transferToBranch', detail: { name: target.name, kind: organisationKinds[target.kind] } }
}

/** Why somebody cannot leave for a place below `path` (empty: elsewhere): a post is held inside its organisation and ended before its holder goes. */
export function whyPostsHold(member: { name: string; posts: { post: Post; organisationId: string; organisationName: string }[] }, path: string): Refusal | null {
  const held = member.posts.find(post => !path.includes(`/${post.organisationId}/`))
  return held ? { code: 'transferPosts', detail: { name: member.name, organisation: held.organisationName, post: postLabels[held.post] } } : null
}

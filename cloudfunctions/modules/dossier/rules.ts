/** What may be recorded of how a member stands: 党籍 and 处分. People decide; what they enter is judged by its day and by how the member stands. */
import { disciplines, endReasons, memberships, posts as postLabels, type Discipline, type EndReason, type SuspendReason } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Axes, Member } from '../../platform/documents'
import { floatingRules } from '../../regulations/floating-rules'
import { plusMonths } from '../../regulations/roster-rules'

/** A member as far as these judgements go. */
export type Standing = Pick<Member, 'name' | 'standing' | 'archived' | 'joinedOn' | 'posts' | 'transferId'>
type All = Required<Axes>

const wrong = (what: string): Refusal => ({ code: 'datesWrong', detail: { what } })

/** Why nothing at all can be recorded for now. */
export function whyCannotRecordAny(member: Pick<Standing, 'name' | 'archived'>): Refusal | null {
  return member.archived ? { code: 'memberArchived', detail: { name: member.name } } : null
}

/** Why a day cannot be right: still to come, before joining, or before what stands now. */
export function whyDayWrong(member: Pick<Standing, 'joinedOn'>, since: string | null, on: string, today: string): Refusal | null {
  if (on > today) return wrong('日期还没有到，只登记已经发生的')
  if (member.joinedOn && on < member.joinedOn) return wrong(`日期早于加入党组织日期（${member.joinedOn}），请核对`)
  return since && on < since ? wrong(`日期早于现在这一状态的起始日期（${since}），请核对`) : null
}

/** Why a membership cannot be suspended: it is not in force, or the search for somebody lost is not six months old (教管条例 §24). */
export function whyCannotSuspend(axes: All, to?: { reason: SuspendReason; on: string }): Refusal | null {
  if (axes.membership.value !== 'normal') return { code: 'membershipState', detail: { state: memberships[axes.membership.value] } }
  if (to?.reason !== 'lost') return null
  const { value: months, regulation, article } = floatingRules.suspension
  if (axes.contact.value !== 'lost' || !axes.contact.since) return wrong('名册上没有登记失联，请先在流动党员里登记失去联系的日期')
  const from = plusMonths(axes.contact.since, months)
  return to.on < from ? { code: 'membershipTooEarly', detail: { what: `失去联系满${months}个月才能停止党籍`, from, rule: `${regulation}${article}` } } : null
}

/** Why a membership cannot be restored: only a suspended one is. */
export const whyCannotResume = (axes: All): Refusal | null =>
  (axes.membership.value === 'suspended' ? null : { code: 'membershipState', detail: { state: memberships[axes.membership.value] } })

/** Why somebody cannot be recorded as no member any more. Posts are ended first, so that no power ends by the way. */
export function whyCannotEnd(member: Standing, axes: All, to?: { reason: EndReason; on: string }): Refusal | null {
  if (axes.membership.value === 'ended') return { code: 'membershipState', detail: { state: memberships.ended } }
  if (member.transferId) return { code: 'transferOpen', detail: { name: member.name } }
  const held = member.posts[0]
  if (held) return { code: 'hasPosts', detail: { name: member.name, post: postLabels[held.post] } }
  if (to?.reason === 'probationCancelled' && member.standing !== 'probationary') return { code: 'endsOtherwise', detail: { reason: endReasons.probationCancelled, standing: '预备党员' } }
  if (to?.reason !== 'leftOfOwnAccord' || axes.membership.value !== 'suspended' || axes.contact.value !== 'lost' || !axes.membership.since) return null
  const { value: months, regulation, article } = floatingRules.removal
  const from = plusMonths(axes.membership.since, months)
  return to.on < from ? { code: 'membershipTooEarly', detail: { what: `因失联停止党籍满${months / 12}年仍联系不上，才按自行脱党除名`, from, rule: `${regulation}${article}` } } : null
}

/** Why a discipline cannot be recorded: it stands already, or ends before it begins. */
export function whyCannotDiscipline(axes: All, to: { discipline: Discipline; on: string; until: string | null }): Refusal | null {
  if (axes.discipline.value === to.discipline && (to.discipline === 'none' || (axes.discipline.since === to.on && (axes.discipline.until ?? null) === to.until))) return { code: 'disciplineSame', detail: { state: disciplines[to.discipline] } }
  if (to.discipline === 'none') return to.until ? wrong('解除处分不用填到期日期') : null
  return to.until && to.until <= to.on ? wrong('影响期的截止日期要晚于处分日期，请核对') : null
}

/** Why the last entry of an axis cannot be put right: nothing was entered here, or it was put right already. */
export const whyCannotReverse = (axis: { eventId?: string } | undefined): Refusal | null => (axis?.eventId ? null : { code: 'nothingToReverse' })

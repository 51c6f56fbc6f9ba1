import type * as z from '../../../types/contracts/zod'
import { posts as postLabels, type Post } from '../../../types/contracts/codes'
import type { Transfer as TransferOut, TransferLine } from '../../../types/contracts/transfers'
import { _, find } from '../../platform/database'
import type { Transfer } from '../../platform/documents-transfers'
import { abilities } from '../../platform/errors'
import { dayOf, iso } from '../../platform/time'
import { powersOfPost } from '../../regulations/powers'
import { daysBetween, duesWarning, letterWarning, whyNoTarget } from '../../regulations/transfer-rules'
import { inTerm } from '../../services/officers'
import type { Found } from './load'
import { stepsOf, whyCannotAct, whyCannotLeave, type Act } from './rules'

/** Who is named first where several could act. */
const order: Post[] = ['organisationOfficer', 'clerk', 'secretary', 'deputySecretary']
const branchOrder: Post[] = ['secretary', 'organisationOfficer', 'deputySecretary']

/** Who acts in the name of some organisations, by post and name. One operation, none for none. */
export async function officersOf(organisationIds: string[], now: Date): Promise<Map<string, string>> {
  const ids = [...new Set(organisationIds)]
  const posts = ids.length === 0 ? [] : await find('posts', { organisationId: _.in(ids), endedAt: null }, { limit: 500 })
  const able = posts.filter(held => powersOfPost[held.post].includes('keepRoster') && inTerm(held, dayOf(now)))
  return new Map(ids.flatMap(id => {
    const here = able.filter(post => post.organisationId === id)
    const ranks = here.some(({ post }) => post === 'clerk') ? order : branchOrder
    const first = here.sort((a, b) => ranks.indexOf(a.post) - ranks.indexOf(b.post))[0]
    return first ? [[id, `${postLabels[first.post]}${first.memberName}`] as const] : []
  }))
}

/** The organisation that acts next, by name. */
const nameOf = (transfer: Transfer, id: string): string =>
  id === transfer.fromId ? transfer.fromName : id === transfer.toId ? transfer.toName : transfer.approvers.find(one => one.id === id)?.name ?? ''

function nextWords(transfer: Transfer, officers: Map<string, string>): string {
  if (!transfer.open) return ''
  if (transfer.state === 'issued') return `${transfer.memberName}：到${transfer.toName}报到，交回回执`
  if (transfer.actsId === null) return `${transfer.memberName}：修改或撤回`
  const officer = officers.get(transfer.actsId)
  return `${nameOf(transfer, transfer.actsId)}${officer ? ` ${officer}` : '（还没有负责人，由上级党组织办理）'}`
}

/** What presses today: a letter that ends, or a step that is late. */
function pressingOf(transfer: Transfer, today: string): z.input<typeof TransferLine>['pressing'] {
  if (!transfer.open) return null
  const letter = letterWarning(transfer.letter, today)
  if (letter) return letter
  const late = daysBetween(transfer.dueOn, today)
  return late > 0 && transfer.state !== 'issued' ? { level: 'notice', text: `已经等了较久，超过${late}天` } : null
}

/** A line of a list. */
export const lineView = (transfer: Transfer, officers: Map<string, string>, now: Date): z.input<typeof TransferLine> => ({
  id: transfer._id, kind: transfer.kind, state: transfer.state, memberName: transfer.memberName, standing: transfer.standing,
  from: transfer.fromName, to: transfer.toName, dueOn: transfer.dueOn, next: nextWords(transfer, officers), pressing: pressingOf(transfer, dayOf(now)),
})

/** Whether each act can be done at this moment. */
export function judged({ transfer, member, to, powers }: Found) {
  const may = (act: Act) => whyCannotAct(act, transfer, powers)
  const arrives = transfer.state === 'accepting' && member && to ? whyNoTarget(to) ?? whyCannotLeave(member, to.path) : null
  const leaves = transfer.state === 'issued' && member ? whyCannotLeave(member, '') : null
  return {
    agree: may('agree') ?? (to ? whyNoTarget(to) : null), accept: may('accept') ?? arrives, return: may('return'), resubmit: may('resubmit'), withdraw: may('withdraw'),
    issue: may('issue'), receipt: may('receipt') ?? leaves,
  }
}

/** One transfer as everybody sees it who may know of it. */
export function transferView(found: Found, officers: Map<string, string>, others: number, now: Date): z.input<typeof TransferOut> {
  const { transfer } = found
  const { steps, reached } = stepsOf(transfer)
  const today = dayOf(now)
  return {
    ...lineView(transfer, officers, now), open: transfer.open, version: transfer.version, memberId: transfer.memberId, startedByMember: transfer.startedBy === 'member',
    elsewhere: transfer.elsewhere, reason: transfer.reason, duesUntil: transfer.duesUntil, duesWarning: transfer.open ? duesWarning(transfer.duesUntil, today) : null,
    letter: transfer.letter, validDays: transfer.validDays, receiptOn: transfer.receiptOn,
    steps: steps.map((step, at) => ({ ...step, state: at < reached ? 'done' as const : at === reached && transfer.open ? 'now' as const : 'later' as const })),
    history: transfer.history.map(line => ({ at: iso(line.at), act: line.act, who: [line.organisationName, line.byName].filter(Boolean).join(' '), note: line.note })),
    deskId: transfer.actsId, others, ...abilities(judged(found)),
  }
}

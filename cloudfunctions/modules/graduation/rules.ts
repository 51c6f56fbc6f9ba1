/** Judgements of the graduation season: how far it is with each, what may be wished for, kept and taken back. */
import { transferStates, type TransferState } from '../../../types/contracts/codes'
import { destinations, leaverStates, type Destination, type LeaverState } from '../../../types/contracts/codes-season'
import type { Refusal } from '../../../types/contracts/errors'
import { dayInWords } from '../../../types/words'
import { contactBy, graduationRules, latestKept } from '../../regulations/graduation-rules'
import type { Axes, Leaver, Wishes } from '../../platform/documents'

type Relation = NonNullable<Axes['relation']>
/** What of a transfer is asked here. */
export interface Way { state: TransferState; open: boolean; letter: { until: string } | null; toName: string }
export interface Facts { leaver: Pick<Leaver, 'wishes' | 'leavesOn' | 'contactedOn'>; relation: Relation; way: Way | null; archived: boolean }
export interface How { state: LeaverState; hint: string; /** Under way or over: the destination is no longer changed. */ begun: boolean }


/** The day by which somebody whose relation is kept needs something: the end of it, or the time to speak with who is abroad. */
export function watchOf({ leaver, relation }: Pick<Facts, 'leaver' | 'relation'>): string | null {
  const until = relation.until ?? null
  if (leaver.wishes?.kind !== 'abroad') return until
  const speak = contactBy(leaver.contactedOn ?? relation.since ?? leaver.leavesOn)
  return until !== null && until < speak ? until : speak
}

/** How far it is with somebody who leaves. The receipt is read from the transfer, the keeping from the member's axis. */
export function howFar(facts: Facts, today: string): How {
  const { leaver, relation, way, archived } = facts
  const { wishes } = leaver
  if (way?.state === 'done') return { state: 'received', hint: `已转到${way.toName}`, begun: true }
  if (way?.letter) {
    const over = way.letter.until < today
    return { state: over ? 'overdue' : 'letter', hint: over ? `介绍信${dayInWords(way.letter.until)}到期，回执没有到` : `介绍信有效到${dayInWords(way.letter.until)}`, begun: true }
  }
  if (way?.open) return { state: 'filled', hint: `转往${way.toName}：${transferStates[way.state]}`, begun: true }
  if (relation.value === 'kept') {
    const by = watchOf(facts)
    if (by !== null && by < today) return { state: 'overdue', hint: by === relation.until ? `保留到${dayInWords(by)}，已经过期` : `${dayInWords(by)}前该联系一次，还没有联系`, begun: true }
    return { state: 'kept', hint: [relation.until && `保留到${dayInWords(relation.until)}`, wishes?.kind === 'abroad' && by && `${dayInWords(by)}前联系一次`].filter(Boolean).join('，'), begun: true }
  }
  if (archived) return { state: wishes ? 'filled' : 'none', hint: '已移出名册', begun: true }
  if (!wishes) return { state: 'none', hint: '', begun: false }
  return { state: 'filled', hint: isKeeping(wishes.kind) ? '待办理保留' : '待办理转出', begun: false }
}

/** Whether the relation stays at school. */
export const isKeeping = (kind: Destination): boolean => kind === 'kept' || kind === 'abroad'

/** The order of the list: who has no data first, then what is late, then by class and name. */
export const orderOf = (leaver: Pick<Leaver, 'className' | 'sortKey' | 'memberId'>, state: LeaverState): string =>
  // Short enough for a cursor, whatever the name.
  `${state === 'none' ? 0 : state === 'overdue' ? 1 : 2}|${leaver.className}|${leaver.sortKey.slice(0, 60)}|${leaver.memberId}`

/** How many of each state there are. */
export function countsOf(states: LeaverState[]): Record<LeaverState, number> {
  const counts = Object.fromEntries(Object.keys(leaverStates).map(state => [state, 0])) as Record<LeaverState, number>
  for (const state of states) counts[state]++
  return counts
}

const keptBasis = `${graduationRules.keptMonths.value / 12}年，${graduationRules.keptMonths.regulation}${graduationRules.keptMonths.article}`

/** What is wrong with a destination: no target named, no day until which it is kept, or too late a one. */
export function whyWrongWish(wish: { kind: Destination; target?: string | undefined; until?: string | undefined }, leavesOn: string, today: string): Refusal | null {
  if (!isKeeping(wish.kind)) return wish.target ? null : { code: 'transferNowhere' }
  if (wish.kind === 'kept' && !wish.until) return { code: 'graduationUntil' }
  if (wish.until && wish.until < today) return { code: 'datesWrong', detail: { what: '保留到的日期已经过去，请重新选择' } }
  const latest = latestKept(leavesOn)
  return wish.kind === 'kept' && wish.until! > latest ? { code: 'graduationKept', detail: { latest: dayInWords(latest), basis: keptBasis } } : null
}

/** Whether a destination may still be changed. */
export const whyCannotWish = (how: How, name: string): Refusal | null => (how.begun ? { code: 'graduationBegun', detail: { name } } : null)

/** Whether somebody's relation can be noted as kept, or sent off, as that person wishes. */
export function whyCannotDo(what: 'keep' | 'send', facts: { wishes: Wishes | null; how: How; name: string; leavesOn: string; today: string }): Refusal | null {
  const { wishes, how, name } = facts
  if (how.begun) return { code: 'graduationBegun', detail: { name } }
  if (!wishes) return { code: 'graduationNoWish', detail: { name } }
  if (isKeeping(wishes.kind) !== (what === 'keep')) return { code: 'graduationOther', detail: { name, kind: destinations[wishes.kind] } }
  return whyWrongWish({ kind: wishes.kind, target: wishes.target, until: wishes.until ?? undefined }, facts.leavesOn, facts.today)
}

/** Until when a change of many can be taken back. */
export const undoUntil = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000)
/** Whether it may be: one that was may be asked again, which goes on with it. */
export const whyCannotUndo = (change: { at: Date; undoneAt: Date | null }, minutes: number, now: Date): Refusal | null =>
  (change.undoneAt === null && now > undoUntil(change.at, minutes) ? { code: 'bulkTooLate', detail: { minutes } } : null)

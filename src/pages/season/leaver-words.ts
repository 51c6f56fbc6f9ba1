import type { OutputOf } from '../../../types/contracts'
import { destinations, leaverStates, type Destination, type LeaverState } from '../../../types/contracts/codes-season'
import { dayPlus } from '../../../types/words'
import type { TagKind } from '../../components/tag'
import { dayText } from '../../services/dates'

export type LeaverLine = OutputOf<'graduation.list'>['items'][number]

const kinds: Record<LeaverState, TagKind> = { overdue: 'urgent', none: 'wait', filled: 'info', letter: 'info', kept: 'ok', received: 'ok' }
export const stateTag = (state: LeaverState): { text: string; kind: TagKind } => ({ text: leaverStates[state], kind: kinds[state] })

export interface Wish { kind: Destination | null; to: string; until: string }
export const destinationOptions = (Object.keys(destinations) as Destination[]).map((key) => ({ key, text: destinations[key] }))
export const staysHere = (kind: Destination | null): boolean => kind === 'kept' || kind === 'abroad'

/** A wish as it is sent: only what belongs to its kind. */
export const asked = (wish: Wish): { kind: Destination; to?: string; until?: string } | null =>
  wish.kind === null ? null : { kind: wish.kind, ...(wish.to.trim() && !staysHere(wish.kind) ? { to: wish.to.trim() } : {}), ...(wish.until && staysHere(wish.kind) ? { until: wish.until } : {}) }

/** What is still missing before a wish can be sent; undefined for nothing. */
export const missingOf = (wish: Wish): string | undefined =>
  wish.kind === null ? '请选择去向' : !staysHere(wish.kind) && !wish.to.trim() ? '请写明转到哪个党组织' : wish.kind === 'kept' && !wish.until ? '请选择保留到哪一天' : undefined

/** 转到工作单位：示例公司党委. */
export const wishText = (leaver: Pick<LeaverLine, 'kind' | 'target' | 'until'>): string =>
  leaver.kind === null ? '' : `${destinations[leaver.kind]}${leaver.target ? `：${leaver.target}` : leaver.until ? `，到${dayText(leaver.until)}` : ''}`

/** The last day of next June, and a fortnight from today: what is usual. */
export function usualDates(today: string): { leavesOn: string; dueOn: string } {
  const year = Number(today.slice(0, 4)) + (today.slice(5) > '08-31' ? 1 : 0)
  const due = dayPlus(today, 14)
  return { leavesOn: `${year}-06-30`, dueOn: due }
}

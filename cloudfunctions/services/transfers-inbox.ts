/** What home says of transfers: one item for everything that waits for an organisation, so that a graduation fills no page, and one for the person. */
import { transferStates } from '../../types/contracts/codes'
import { find } from '../platform/database'
import type { Transfer } from '../platform/documents-transfers'
import { dayOf, plusDays } from '../platform/time'
import { letterWarning } from '../regulations/transfer-rules'
import { audienceOf, closeItem, putItem } from './inbox'

/** More than one organisation has to deal with at once. */
const WAITING = 500
/** Days for which an item stays that nobody has dealt with; the job renews it. */
const DAYS_UP = 60

const endOf = (day: string): Date => new Date(`${day}T23:59:59+08:00`)
/** `2026-11-20` as 11月20日. */
const dayInWords = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
const item = (now: Date, due: Date) => ({ kind: 'transfer' as const, due, startsAt: null, endsAt: null, until: plusDays(due > now ? due : now, DAYS_UP), at: now })

/** Transfers that wait for an organisation today, the soonest first. One operation. */
export async function waitingFor(organisationId: string, now: Date): Promise<Transfer[]> {
  const open = await find('transfers', { actsId: organisationId, open: true }, { orderBy: [['key', 'asc']], limit: WAITING })
  return open.filter(transfer => transfer.tellOn <= dayOf(now))
}

/** Puts up, renews or takes off the item of an organisation's desk, from what waits there now. Two operations. */
export async function tellDesk(organisationId: string | null, now: Date): Promise<void> {
  if (organisationId === null) return
  const waiting = await waitingFor(organisationId, now)
  const [first] = waiting
  if (!first) return closeItem('transfer', organisationId)
  const hint = letterWarning(first.letter, dayOf(now))?.text ?? transferStates[first.state]
  await putItem({
    ...item(now, endOf(first.dueOn)), audience: audienceOf.keepers(organisationId), refId: organisationId, opens: first._id,
    title: waiting.length === 1 ? `${first.memberName}的组织关系转接` : `${waiting.length}件组织关系转接待办理`, hint: waiting.length === 1 ? hint : `${first.memberName}：${hint}`,
  })
}

/** Tells the person what to do: to report with the letter, or to change an application that was sent back. One operation. */
export async function tellPerson(transfer: Transfer, now: Date): Promise<void> {
  const { memberId, letter } = transfer
  const reports = transfer.state === 'issued' && letter !== null
  const changes = transfer.state === 'returned' && transfer.startedBy === 'member'
  if (memberId === null || !(reports || changes)) return closeItem('transfer', transfer._id)
  await putItem({
    ...item(now, endOf(transfer.dueOn)), audience: audienceOf.member(memberId), refId: transfer._id,
    title: reports ? `请到${transfer.toName}报到` : '组织关系转接申请被退回', hint: reports ? `${dayInWords(letter.until)}前报到，把回执交回支部` : '请按原因修改，或撤回申请',
  })
}

/** Everything that home says after an act: the desk that had it, the one that has it now, and the person. */
export async function tell(transfer: Transfer, before: string | null, now: Date): Promise<void> {
  await Promise.all([...new Set([before, transfer.actsId])].map(desk => tellDesk(desk, now)))
  await tellPerson(transfer, now)
}

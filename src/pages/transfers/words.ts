import type { TransferState } from '../../../types/contracts/codes'
import type { Transfer } from '../../../types/contracts/transfers'

type Kind = 'ok' | 'info' | 'wait' | 'urgent' | 'past'
/** The colour that repeats a state's word. */
export const kindOf = (state: TransferState): Kind => {
  if (state === 'done') return 'ok'
  if (state === 'returned') return 'urgent'
  if (state === 'withdrawn' || state === 'cancelled' || state === 'refused') return 'past'
  return state === 'issued' ? 'info' : 'wait'
}

/** States of what is under way, in words short enough for the list that narrows by them. */
export const openStates: { key: TransferState; text: string }[] = [
  { key: 'applied', text: '待支部' }, { key: 'approving', text: '待上级' }, { key: 'accepting', text: '待接收' }, { key: 'returned', text: '已退回' },
  { key: 'preparing', text: '待开信' }, { key: 'issued', text: '待回执' }, { key: 'announced', text: '待报到' }, { key: 'receiptDue', text: '待寄回' },
]

export type Act = keyof Transfer['can']
/** What is done first in each state, and how its button reads. */
export const mainActs: Partial<Record<TransferState, { act: Act; text: string }>> = {
  applied: { act: 'agree', text: '同意转接' }, approving: { act: 'agree', text: '同意转接' }, accepting: { act: 'accept', text: '接收' }, announced: { act: 'accept', text: '接收' },
  returned: { act: 'resubmit', text: '修改再提交' }, preparing: { act: 'issue', text: '登记介绍信' }, issued: { act: 'receipt', text: '登记回执' }, receiptDue: { act: 'receipt', text: '登记回执' },
}

/** `2026-11` as 2026年11月. */
export const monthText = (month: string): string => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`

/** Months around this one, the nearest first, as a wheel offers them for dues. */
export function monthsAround(today: string): { key: string; text: string }[] {
  const base = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1
  return Array.from({ length: 19 }, (_, at) => {
    const month = base + 6 - at
    const key = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
    return { key, text: monthText(key) }
  })
}

/** Who has answered a notice and how, sorted into lists. */
import { receiptWays, type ReceiptWay } from '../../../../types/contracts/codes'
import type { OutputOf } from '../../../../types/contracts'
import { agoText } from '../../../services/dates'
import type { TagKind } from '../../../components/tag'

export type Receipt = OutputOf<'notices.receipts'>['items'][number]
export const parts = { unread: '未读', read: '已读', leave: '请假', all: '全部' } as const
export type Part = keyof typeof parts

function isIn(receipt: Receipt, part: Part): boolean {
  if (part === 'all') return true
  if (receipt.way === null) return part === 'unread'
  return part === (receipt.way === 'leave' ? 'leave' : 'read')
}

/** Those of one list whose name holds the words; the unread stand first. */
export function receiptsOf(items: Receipt[], part: Part, words = ''): Receipt[] {
  const found = items.filter((receipt) => isIn(receipt, part) && receipt.name.includes(words))
  return part === 'all' ? [...found.filter((one) => one.way === null), ...found.filter((one) => one.way !== null)] : found
}

export const wayKinds: Record<ReceiptWay, TagKind> = { read: 'ok', replied: 'ok', told: 'info', leave: 'wait' }

/** When somebody answered, and what they remarked; for the unread whether they could be reached here at all. */
export function aboutText({ way, at, note, bound }: Receipt): string {
  const how = way === null ? (bound ? '' : '还没有加入小程序') : at ? `${agoText(at)}${receiptWays[way]}` : receiptWays[way]
  return [how, note ? `备注：${note}` : ''].filter(Boolean).join(' · ')
}

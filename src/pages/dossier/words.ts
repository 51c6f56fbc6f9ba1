import type { CorrectionItem } from '../../../types/contracts/codes'
import { dayText } from '../../services/dates'

const days: readonly CorrectionItem[] = ['birthday', 'joinedOn', 'fullOn']

/** Whether an item is a calendar day. */
export const isDayItem = (item: CorrectionItem): boolean => days.includes(item)

/** An item's value as a person reads it. */
export const itemText = (item: CorrectionItem, value: string | null): string => (value ? (isDayItem(item) ? dayText(value) : value) : '未登记')

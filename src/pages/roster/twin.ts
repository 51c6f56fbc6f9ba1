import type { Twin } from '../../../types/contracts/roster-upkeep'
import { standings } from '../../../types/contracts/codes'
import { dayText } from '../../services/dates'
import { idText } from './edit/draft'

/** One of two records in a line: by what one tells them apart. */
export const twinLine = (twin: Twin): string => [
  standings[twin.standing], twin.birthday ? `${dayText(twin.birthday)}生` : '没填出生日期', twin.className, twin.studentNumber && `学号${twin.studentNumber}`, twin.phoneMasked, idText(twin.idMasked), twin.bound ? '已加入' : '未加入',
].filter(Boolean).join(' · ')

/** What holds for members who leave school (毕业季): thresholds with their sources (DOMAIN.md §2, §3, §10). */
import { dayPlus } from '../../types/words'
import { plusMonths, type Threshold } from './roster-rules'

const educationRules = '中国共产党党员教育管理工作条例'

export const graduationRules = {
  /** Months for which a graduate without a job may keep the relation at school. */
  keptMonths: { value: 24, regulation: educationRules, article: '流动党员管理一章', effectiveFrom: '2019-05-06', kind: 'fixed' },
  /** Months within which somebody abroad is spoken with. Only a secondary source names it. */
  abroadContactMonths: { value: 6, regulation: '高校出国（境）党员管理办法', article: '', effectiveFrom: '', kind: 'default' },
  /** Days before the end of a kept relation, or of the time to speak with somebody, from which it is told. Ours. */
  endsNotice: { value: 60, regulation: '产品默认', article: '', effectiveFrom: '', kind: 'default' },
  /** Months before leaving the unit within which an admission is normally not processed. */
  admissionMonths: { value: 3, regulation: '中国共产党发展党员工作细则（2026年修订）', article: '第十八条', effectiveFrom: '2026-05-11', kind: 'fixed' },
} satisfies Record<string, Threshold<unknown>>

/** The last day until which the relation of somebody who leaves on `leavesOn` may be kept. */
export const latestKept = (leavesOn: string): string => plusMonths(leavesOn, graduationRules.keptMonths.value)
/** The day by which somebody abroad is to be spoken with again. */
export const contactBy = (last: string): string => plusMonths(last, graduationRules.abroadContactMonths.value)
/** The day from which what ends on `day` is told. */
export const toldFrom = (day: string): string => dayPlus(day, -graduationRules.endsNotice.value)
/** Whether `today` lies within the months before leaving in which an admission is normally not processed. */
export const isLateForAdmission = (leavesOn: string, today: string): boolean => today >= plusMonths(leavesOn, -graduationRules.admissionMonths.value) && today <= leavesOn

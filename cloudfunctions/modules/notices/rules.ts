import type { Refusal } from '../../../types/contracts/errors'
import type { Notice } from '../../platform/documents'

const DAY = 86_400_000

/** Whether the caller, who sees a notice, may do what only its officers may. */
export const whyNotOfficer = (runs: boolean): Refusal | null => (runs ? null : { code: 'forbidden' })

/** Whether a notice may be withdrawn. */
export const whyCannotWithdraw = (notice: Pick<Notice, 'withdrawnAt'>, runs: boolean): Refusal | null =>
  whyNotOfficer(runs) ?? (notice.withdrawnAt ? { code: 'noticeWithdrawn' } : null)

/** What is wrong with the day until which a notice is to be read. */
export const whyWrongDue = (due: Date | null, now: Date): Refusal | null =>
  (due && due <= now ? { code: 'datesWrong', detail: { what: '截止时间已经过去，请改晚一些' } } : null)

/** How long a notice stays on home pages: a week past its day, 30 days without one. */
export const staysUntil = (due: Date | null, now: Date): Date => new Date(due ? due.getTime() + 7 * DAY : now.getTime() + 30 * DAY)

/** Whether a notice is meant for a member: the whole branch's, or that of the own group. */
export const isMeantFor = (notice: Pick<Notice, 'organisationId' | 'groupId'>, member: { organisationId: string; groupId: string | null }): boolean =>
  notice.organisationId === member.organisationId && (notice.groupId === null || notice.groupId === member.groupId)

import type { Consent } from '../platform/documents'
import { _, change, find } from '../platform/database'
import { messageTemplates, type ReminderPurpose } from '../platform/settings'
import { dayOf, timeInWords } from '../platform/time'
import { sendMessage } from '../platform/wechat'
import { inParallel } from './parallel'

/**
 * What a message says and the page it opens. A deployment chooses its templates in WeChat's console with the keywords in
 * this order: thing1 (what), time2 (when), thing3 (where), thing4 (a remark); each is cut at 20 characters.
 */
export interface Reminder { page: string; what: string; when: Date; where: string; remark: string }

const year = (instant: Date): string => dayOf(instant).slice(0, 4)
const dataOf = (reminder: Reminder): Record<string, string> => ({
  thing1: reminder.what, time2: `${year(reminder.when)}年${timeInWords(reminder.when)}`, thing3: reminder.where, thing4: reminder.remark,
})

/** Consents that are owed a message, of some members. Two queries for up to 200 members, none where there is no template. */
export async function consentsOf(purpose: ReminderPurpose, memberIds: string[]): Promise<Consent[]> {
  if (!messageTemplates()[purpose]) return []
  const owed: Consent[] = []
  for (let from = 0; from < memberIds.length; from += 200) {
    const members = await find('members', { _id: _.in(memberIds.slice(from, from + 200)) }, { limit: 200, fields: ['_id', 'accountId'] })
    const bound = members.filter(member => member.accountId !== null)
    if (bound.length === 0) continue
    const consents = await find('consents', { _id: _.in(bound.map(member => `${member.accountId}_${purpose}`)), left: _.gt(0) }, { limit: 200 })
    // An account that has been bound to somebody else since agreed as the former person.
    owed.push(...consents.filter(consent => bound.some(member => member._id === consent.memberId && member.accountId === consent.accountId)))
  }
  return owed
}

/** Uses up one consent and sends; false where none was left or WeChat refused. The consent is gone first, so nobody is sent two. */
export async function sendOnConsent(purpose: ReminderPurpose, consent: Consent, reminder: Reminder): Promise<boolean> {
  const templateId = messageTemplates()[purpose]
  if (!templateId || !await change('consents', { _id: consent._id, memberId: consent.memberId, left: _.gt(0) }, { left: _.inc(-1) })) return false
  return sendMessage({ openid: consent.openid, templateId, page: reminder.page, data: dataOf(reminder) })
}

/**
 * Sends a message to those of some members who have agreed to one, and answers how many were sent. Never fails its caller:
 * what a message says stands in the inbox too.
 */
export async function remind(purpose: ReminderPurpose, memberIds: string[], reminder: Reminder): Promise<number> {
  try {
    const sent = await inParallel(await consentsOf(purpose, memberIds), 10, consent => sendOnConsent(purpose, consent, reminder))
    return sent.filter(Boolean).length
  } catch (error) {
    console.error({ remind: purpose, error })
    return 0
  }
}

/** What may be done with an absence, a loss of contact, a registration; what follows, and when. Pure. Days `YYYY-MM-DD`. */
import type { Refusal } from '../../../types/contracts/errors'
import { dayPlus } from '../../../types/words'
import { plusMonths } from '../../regulations/roster-rules'
import { floatingRules } from '../../regulations/floating-rules'
import type { FloatingRecord, LossRecord, StayRecord } from '../../platform/documents'

export type Due = 'later' | 'soon' | 'late'

const rule = ({ regulation, article }: { regulation: string; article: string }): string => (article ? `《${regulation}》${article}` : regulation)

/** Which paper is usual for an absence of this length; null while its end is not known. */
export function usualPaper(from: string, until: string | null): 'none' | 'proof' | 'introduction' | null {
  if (!until) return null
  const { none, proof } = floatingRules.certificateUpTo.value
  if (until <= plusMonths(from, none)) return 'none'
  return until <= plusMonths(from, proof) ? 'proof' : 'introduction'
}

/** The day by which the next contact is due: a year (abroad: half a year) after the last one, the report, or the departure. */
export function contactDue(stay: Pick<StayRecord, 'from' | 'reportedOn' | 'abroad' | 'contacts'>): string {
  const { home, abroad } = floatingRules.contactEvery.value
  const last = [stay.from, stay.reportedOn, ...stay.contacts.map(({ day }) => day)].sort().at(-1)!
  return plusMonths(last, stay.abroad ? abroad : home)
}

/** How it stands with a contact that is due on a day: spoken of from 60 days before; late from the day after. */
export function dueState(dueOn: string, today: string): Due {
  if (today > dueOn) return 'late'
  return today >= dayPlus(dueOn, -floatingRules.contactReminder.value) ? 'soon' : 'later'
}

/** What an officer or the member should know of an absence like this one. */
export function adviceFor(stay: Pick<StayRecord, 'from' | 'until' | 'abroad' | 'reportedOn'>): string[] {
  const advice: string[] = []
  const { none, proof } = floatingRules.certificateUpTo.value
  const paper = usualPaper(stay.from, stay.until)
  if (stay.reportedOn > stay.from) advice.push('外出后才报告。流动党员应当在离开前向支部报告。')
  if (paper === 'none') advice.push(`外出不超过${none}个月，一般不用开证明。`)
  if (paper === 'proof') advice.push(`外出${none}到${proof}个月，一般开党员证明信。`)
  if (paper === 'introduction' && !stay.abroad) advice.push(`外出超过${proof}个月，一般开组织关系介绍信；地点固定的要转接组织关系（${rule(floatingRules.moveRelationFrom)}）。转不了的，持流动党员活动证。`)
  const { home, abroad } = floatingRules.contactEvery.value
  advice.push(stay.abroad ? `出国（境）期间，每${abroad}个月至少联系一次。` : `外出期间，每${home}个月至少联系一次。`)
  advice.push('在外出地参加组织生活、可以在那里交党费，不参加那里的表决和选举。')
  return advice
}

export interface Step { text: string; rule: string; from: string; until: string | null; possible: boolean; waitsFor: string }

/** The last day of a month `YYYY-MM`: of a loss only the month is known, so its whole month is given. */
const lastDayOf = (month: string): string => dayPlus(plusMonths(`${month}-01`, 1), -1)

/**
 * What may follow a loss of contact, each with its rule and the first day on which it may be decided. Nothing of it is
 * decided here: people decide and enter the outcome. 教管条例 §24, 处置办法 §3 and §6.
 * @param suspendedOn the day on which the membership was suspended; null while it is not
 */
export function whatFollows(lostSince: string, searches: readonly { day: string }[], today: string, suspendedOn: string | null = null): Step[] {
  const { correction, suspension, removal } = floatingRules
  const base = lastDayOf(lostSince)
  const correctFrom = plusMonths(base, correction.value.from)
  const correctUntil = plusMonths(base, correction.value.upTo)
  const suspendFrom = plusMonths(base, suspension.value)
  const removeFrom = plusMonths(suspendedOn ?? suspendFrom, removal.value)
  return [
    { text: '通过各种方式查找，把日期、方式和结果记下来', rule: rule(suspension), from: `${lostSince}-01`, until: null, possible: true, waitsFor: '' },
    {
      text: `可以研究限期改正（一般${correction.value.term}个月，最长${correction.value.longestTerm}个月）：支委会提出，事先报上级党委备案`, rule: rule(correction), from: correctFrom, until: correctUntil,
      possible: today >= correctFrom && today <= correctUntil, waitsFor: '',
    },
    {
      text: '多方查找仍没有联系上的，可以研究停止党籍', rule: rule(suspension), from: suspendFrom, until: null,
      possible: suspendedOn === null && today >= suspendFrom && searches.length > 0, waitsFor: suspendedOn ? '已停止党籍' : searches.length > 0 ? '' : '先要有查找的记录',
    },
    {
      text: '停止党籍满两年仍没有联系上的，可以研究按自行脱党除名', rule: rule(removal), from: removeFrom, until: null,
      possible: suspendedOn !== null && today >= removeFrom, waitsFor: suspendedOn ? '' : '从停止党籍之日起算，这里是最早的日期',
    },
  ]
}

/** What home pages say of a loss, or null where nothing is to be done now: a search is asked for once a month, decisions when they become possible. */
export function lossHint(loss: LossRecord, today: string, suspendedOn: string | null): string | null {
  const [, , suspend, remove] = whatFollows(loss.since, loss.searches, today, suspendedOn) as [Step, Step, Step, Step]
  if (remove.possible) return '停止党籍已满两年，请按规定研究'
  if (suspendedOn) return null
  const last = loss.searches.map(({ day }) => day).sort().at(-1)
  if (!last) return '请组织查找，并记下来'
  if (suspend.possible && last < suspend.from) return '失联满6个月，请按规定研究'
  return today >= dayPlus(last, floatingRules.remindAgain.value) ? '请继续查找，并记下来' : null
}

/** In which lists somebody stands. */
export function awayOf(record: FloatingRecord, today: string): ('out' | 'due' | 'lost' | 'community')[] {
  return [
    ...(record.stay ? ['out' as const] : []),
    ...(record.stay && !record.loss && dueState(contactDue(record.stay), today) !== 'later' ? ['due' as const] : []),
    ...(record.loss ? ['lost' as const] : []),
    ...(record.registration ? ['community' as const] : []),
  ]
}

/** The next day on which a reminder may have to change; null where none ever will by itself. */
export function lookOn(record: FloatingRecord, today: string, suspendedOn: string | null, somethingUp: boolean): string | null {
  const days: string[] = somethingUp ? [dayPlus(today, floatingRules.remindAgain.value)] : []
  if (record.stay) {
    const due = contactDue(record.stay)
    days.push(dayPlus(due, -floatingRules.contactReminder.value), dayPlus(due, 1))
  }
  if (record.loss) {
    days.push(...whatFollows(record.loss.since, record.loss.searches, today, suspendedOn).map(({ from }) => from))
    const last = record.loss.searches.map(({ day }) => day).sort().at(-1)
    if (last) days.push(dayPlus(last, floatingRules.remindAgain.value))
  }
  // Kept for whoever is lost or away, so that one who was off the roster meanwhile is looked at again.
  return days.filter(day => day > today).sort()[0] ?? null
}

/** Numbers as long as a telephone's or an ID card's have no place in what is read by everybody who oversees the branch. */
const longNumber = /1\d{10}|\d{17}[\dXx]|\d{3,4}-\d{7,8}/
export const whyCannotWrite = (...texts: string[]): Refusal | null => (texts.some(text => longNumber.test(text.replace(/(?<=\d)\s+(?=\d)/g, ''))) ? { code: 'noNumbersHere' } : null)

/** Who asks: the member, an officer who keeps the roster, or both. */
export interface Asker { self: boolean; officer: boolean }
type Subject = { name: string; archived: boolean }

function whyNotOf(member: Subject, { self, officer }: Asker, officersOnly = false): Refusal | null {
  if (!officer && (officersOnly || !self)) return { code: 'forbidden' }
  return member.archived ? { code: 'memberArchived', detail: { name: member.name } } : null
}

/** Why somebody may not do this with the record of a member now. */
export const whyCannot = {
  report: (member: Subject, asker: Asker): Refusal | null => whyNotOf(member, asker),
  confirm: (member: Subject, asker: Asker, record: FloatingRecord): Refusal | null => whyNotOf(member, asker, true) ?? (record.stay ? null : { code: 'notAway', detail: { name: member.name } }),
  contact: (member: Subject, asker: Asker, record: FloatingRecord): Refusal | null =>
    whyNotOf(member, asker) ?? (!record.stay ? { code: 'notAway', detail: { name: member.name } } : record.loss ? { code: 'contactWhileLost', detail: { name: member.name } } : null),
  back: (member: Subject, asker: Asker, record: FloatingRecord): Refusal | null => whyNotOf(member, asker) ?? (record.stay ? null : { code: 'notAway', detail: { name: member.name } }),
  lost: (member: Subject, asker: Asker, record: FloatingRecord): Refusal | null => whyNotOf(member, asker, true) ?? (record.loss ? { code: 'alreadyLost', detail: { name: member.name } } : null),
  found: (member: Subject, asker: Asker, record: FloatingRecord): Refusal | null => whyNotOf(member, asker, true) ?? (record.loss ? null : { code: 'notLost', detail: { name: member.name } }),
  register: (member: Subject, asker: Asker): Refusal | null => whyNotOf(member, asker),
  act: (member: Subject, asker: Asker, record: FloatingRecord): Refusal | null => whyNotOf(member, asker) ?? (record.registration ? null : { code: 'notRegistered', detail: { name: member.name } }),
}

const wrong = (what: string): Refusal => ({ code: 'datesWrong', detail: { what } })
/** Why the two days of an absence or a visit cannot be right. */
export const whyDaysWrong = (from: string, until: string | null): Refusal | null => (until && until < from ? wrong('结束日期早于开始日期，请核对') : null)
/** Why something cannot have happened on this day: not yet come, or before what it belongs to. */
export function whyDayWrong(day: string, today: string, notBefore: string | null, what: string): Refusal | null {
  if (day > today) return wrong(`${what}的日期还没有到，请核对`)
  return notBefore && day < notBefore ? wrong(`${what}的日期早于${notBefore}，请核对`) : null
}
/** Why somebody cannot have come back on this day; whoever has not left yet gives up leaving. */
export const whyBackWrong = (day: string, today: string, from: string): Refusal | null => whyDayWrong(day, today, from > today ? null : from, '返回')

/** A month in words: `2026年3月`. */
export const monthText = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`
const dayInWords = (day: string): string => `${monthText(day)}${Number(day.slice(8))}日`

/** What the home branch of a guest is told: where, since when, what was taken part in. */
export function reportOf(guest: { name: string; home: string; since: string; leftOn: string | null; notes: readonly { day: string; what: string }[] }, organisationName: string): string {
  const notes = [...guest.notes].sort((a, b) => a.day.localeCompare(b.day))
  const stayed = `${dayInWords(guest.since)}起${guest.leftOn ? `至${dayInWords(guest.leftOn)}` : ''}`
  const told = notes.length === 0 ? '没有参加组织生活的记录' : `参加组织生活${notes.length}次：${notes.map(({ day, what }) => `${dayInWords(day)}${what}`).join('；')}`
  return `${guest.home}：你支部${guest.name}同志${stayed}流入我支部，${told}。特此告知。${organisationName}`
}

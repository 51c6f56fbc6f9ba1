/** On which day a vote is held, and whether what it asks is due on that day (DOMAIN.md §2, steps 12 to 15 and 23). Pure. */
import type { VoteKind, VoteManner } from '../../types/contracts/codes-ballots'
import type { Refusal } from '../../types/contracts/errors'
import { outcomeOf, outcomeText, type Proposed } from '../../types/proposal'
import { dayInWords } from '../../types/words'
import { plusMonths } from './roster-rules'
import { assemblyBefore, probationUntil, putOffUntil, ruleOf, voteRules } from './vote-rules'

/** As much of somebody who is voted on as time depends on. `extended`: months by which an assembly has extended the probation before. */
export interface DueSubject { name: string; joinedOn: string | null; prospectOn: string | null; extended: number }

interface Held { kind: VoteKind; manner: VoteManner; heldOn?: string | null }
/** What of 转正 is asked. */
type Asked = Pick<Proposed, 'kind' | 'outcome' | 'months'>
/** What has been done before. */
type Prepared = Asked & { examinedOn?: string | null; preReviewedOn?: string | null }

/** Whether ballots are cast on phones: then it is held on the day on which it is opened, and on no other. */
export const isOnPhones = ({ kind, manner }: Pick<Held, 'kind' | 'manner'>): boolean => kind !== 'poll' && manner === 'phone'

/**
 * The day of the assembly if the vote were opened now: the one that somebody has set, that of its meeting, or today.
 * Null of a poll, for which nobody comes together.
 */
export function heldDayOf(vote: Held, meetingDay: string | null, today: string): string | null {
  if (vote.kind === 'poll') return null
  if (isOnPhones(vote)) return today
  return vote.heldOn ?? (meetingDay && meetingDay <= today ? meetingDay : today)
}

/** Whether days may be set: what has happened, and an assembly not so long ago that a year must have been mistyped. */
export function whyDaysWrong({ heldOn, examinedOn, preReviewedOn }: { heldOn?: string | null; examinedOn?: string | null; preReviewedOn?: string | null }, today: string): Refusal | null {
  if (heldOn && heldOn > today) return { code: 'voteHeldLater' }
  const back = voteRules.heldBack.value
  if (heldOn && heldOn < plusMonths(today, -back)) return { code: 'voteHeldLong', detail: { months: back } }
  const later = ([['支委会审查的日期', examinedOn], ['上级党委预审的日期', preReviewedOn]] as const).find(([, day]) => day && day > today)
  return later ? { code: 'voteDayLater', detail: { what: later[0] } } : null
}

/** Whether a probation may be extended by so much: between half a year and a year (细则 §31). */
export function whyMonthsWrong(vote: Asked): Refusal | null {
  const { min, max } = voteRules.extension.value
  return outcomeOf(vote) === 'longer' && typeof vote.months === 'number' && (vote.months < min || vote.months > max) ? { code: 'voteMonths', detail: { min, max, rule: ruleOf(voteRules.extension) } } : null
}

/**
 * Whether what is asked may be voted on at an assembly of a day: 转正 and an extension when the year of probation is over;
 * that a probation ends without membership at any time (细则 §31, §32). An extension that an assembly has voted for forbids
 * nothing by itself: whether the superior has approved it is not known here (warningsOf says so).
 */
export function whyNotDue(vote: Asked, subjects: DueSubject[], on: string | null): Refusal | null {
  const [one] = subjects
  if (!one || on === null) return null
  const { name, joinedOn, prospectOn } = one
  const before = vote.kind === 'admission' ? { what: '列为发展对象的日期', day: prospectOn } : vote.kind === 'fullMembership' ? { what: '入党的日期', day: joinedOn } : null
  if (before?.day && on < before.day) return { code: 'voteHeldBefore', detail: { name, what: before.what, day: dayInWords(before.day) } }
  const outcome = outcomeOf(vote)
  if (outcome === null || outcome === 'ended') return null
  const until = joinedOn && probationUntil(joinedOn, 0)
  return whyMonthsWrong(vote) ?? (until && on < until ? { code: 'voteProbationRuns', detail: { name, until: dayInWords(until), what: outcomeText(vote), rule: ruleOf(voteRules.discussed) } } : null)
}

const sentence = (text: string, rule: Parameters<typeof ruleOf>[0]): string => `${text}（${ruleOf(rule)}）`

/** What should have been done before the assembly and is not on record, in sentences: nothing of it forbids the vote, since it may be on paper. */
export function warningsOf(vote: Prepared, subjects: DueSubject[], on: string | null): string[] {
  const { kind, examinedOn, preReviewedOn } = vote
  if (on === null || (kind !== 'admission' && kind !== 'fullMembership')) return []
  // Both of one article: said once.
  if (kind === 'admission' && !examinedOn && !preReviewedOn) return [sentence('没有登记支委会审查、上级党委预审的日期：都合格了，才能提交支部大会讨论', voteRules.examined)]
  const examined = !examinedOn ? [sentence(`没有登记支委会审查的日期：支委会审查合格，才能提交支部大会讨论${kind === 'admission' ? '' : '转正'}`, kind === 'admission' ? voteRules.examined : voteRules.discussed)]
    : examinedOn > on ? ['支委会审查的日期晚于开会的日期，请核对'] : []
  return [...examined, ...(kind === 'admission' ? preReviewed(examinedOn, preReviewedOn, on) : probation(vote, subjects, on))]
}

function preReviewed(examinedOn: string | null | undefined, preReviewedOn: string | null | undefined, on: string): string[] {
  if (!preReviewedOn) return [sentence('没有登记上级党委预审的日期：预审合格，才能提交支部大会讨论', voteRules.examined)]
  if (preReviewedOn > on) return ['上级党委预审的日期晚于开会的日期，请核对']
  return [
    ...(on > assemblyBefore(preReviewedOn) ? [sentence(`上级党委${dayInWords(preReviewedOn)}预审，到开会那天已经超过一个月`, voteRules.preReviewedWithin)] : []),
    ...(examinedOn && preReviewedOn < examinedOn ? ['上级党委预审的日期早于支委会审查的日期，请核对'] : []),
  ]
}

/** What of a former extension stands in the way, for as long as the superior has not refused it. */
function extension(vote: Asked, { name, joinedOn, extended }: DueSubject, on: string): string[] {
  if (extended === 0) return []
  if (outcomeOf(vote) === 'longer') return [sentence(`支部大会已经表决延长过${name}的预备期，只能延长一次；上级没有批准那次延长的，才能再表决`, voteRules.extension)]
  const until = joinedOn && probationUntil(joinedOn, extended)
  return until && on < until ? [sentence(`支部大会表决过把${name}的预备期延长${extended}个月，到${dayInWords(until)}才满；上级没有批准延长的，才能现在表决，请先核对批复`, voteRules.discussed)] : []
}

function probation(vote: Asked, [one]: DueSubject[], on: string): string[] {
  if (!one || outcomeOf(vote) === 'ended') return []
  if (!one.joinedOn) return [`花名册上没有${one.name}的入党时间，请先核对预备期满了没有`, ...extension(vote, one, on)]
  const until = probationUntil(one.joinedOn, one.extended)
  const late = on > putOffUntil(until) ? [sentence(`${one.name}的预备期${dayInWords(until)}已满，到开会那天超过${voteRules.putOff.value}个月：从别处转来的预备党员，最多也只能推迟${voteRules.putOff.value}个月讨论`, voteRules.putOff)] : []
  return [...extension(vote, one, on), ...late]
}

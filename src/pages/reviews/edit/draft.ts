/** A review's settings as they are typed. Pure. */
import type { InputOf, OutputOf } from '../../../../types/contracts'
import type { ExcellentBase, ReviewScale, VoterEntry } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'

export type Entry = Exclude<VoterEntry, 'roster' | 'written'>
/** What was read in a class list that was pasted or chosen. */
export type ListRead = OutputOf<'reviews.readList'>
/** `key`: of a group that is there already; `kept`: how many stand in its list; `read`: what was read in the one that is pasted now. */
export interface GroupDraft { key: string | null; name: string; entry: Entry; entitled: string; rates: string[] | null; members: boolean; list: string; kept: number; read: ListRead | null }
export interface Draft { title: string; purpose: string; scale: ReviewScale; closesAt: string | null; meetingId: string; excellentBase: ExcellentBase; leftOut: string[]; scored: boolean; membersWeigh: string; othersWeigh: string; groups: GroupDraft[] }

const hasList = (entry: Entry): boolean => entry === 'list' || entry === 'pins'
export const blankGroup: GroupDraft = { key: null, name: '', entry: 'slips', entitled: '', rates: null, members: false, list: '', kept: 0, read: null }

export const draftOf = (review: Review): Draft => ({
  title: review.title, purpose: review.purpose, scale: review.scale, closesAt: review.closesAt, meetingId: review.meetingId ?? '', excellentBase: review.excellentBase, leftOut: review.leftOut, scored: review.scored, membersWeigh: String(review.weights.members), othersWeigh: String(review.weights.others),
  groups: review.groups.filter(({ entry }) => entry !== 'roster').map(({ key, name, entry, entitled, rates, members }) => ({ key, name, entry: entry as Entry, entitled: entitled ? String(entitled) : '', rates, members, list: '', kept: hasList(entry as Entry) ? entitled : 0, read: null })),
})

/** What first stands in the way of saving; null where nothing does. */
export function whyNotSave({ title, purpose, groups, scored, membersWeigh, othersWeigh }: Draft): string | null {
  if (!title.trim()) return '请写名称'
  if (!purpose.trim()) return '请写评议目的'
  if (groups.some(({ name }) => !name.trim())) return '每一组都要有名称'
  const names = groups.map(({ name }) => name.trim())
  const twice = names.find((name, n) => names.indexOf(name) < n)
  if (twice) return `有两组都叫“${twice}”`
  return scored && Number(membersWeigh) + Number(othersWeigh) === 0 ? '党员和群众的权重不能都是0' : null
}

/** With others left out of the grading: no group rates them any more. */
export const withLeftOut = (groups: GroupDraft[], leftOut: string[]): GroupDraft[] => groups.map((group) => ({ ...group, rates: group.rates && group.rates.filter((id) => !leftOut.includes(id)) }))

/** A list that is pasted and was not read yet. */
export const isUnread = ({ entry, list, read }: Pick<GroupDraft, 'entry' | 'list' | 'read'>): boolean => hasList(entry) && list.trim() !== '' && read === null

/** So many lines without a number are named. */
const NAMED = 5

/** 读到30人：20239901…20239930，跳过2行：第1行“软件2301班名单”、第33行“2026年12月制”. */
export function readText({ numbers, skipped }: ListRead): string {
  const [first, last] = [numbers[0] ?? '', numbers.at(-1) ?? '']
  const range = numbers.length > 1 ? `${first}…${last}` : first
  const lines = skipped.slice(0, NAMED).map(({ line, text }) => `第${line}行“${text}”`).join('、')
  return `读到${numbers.length}人：${range}${skipped.length > 0 ? `，跳过${skipped.length}行：${lines}${skipped.length > NAMED ? '等' : ''}` : ''}`
}

type Change = InputOf<'reviews.change'>
export function changeOf(review: Pick<Review, 'id' | 'version'>, draft: Draft): Change {
  const groups: NonNullable<Change['groups']> = draft.groups.map(({ key, name, entry, entitled, rates, members, list }) => ({
    ...(key ? { key } : {}), name: name.trim(), entry, ...(entry === 'paper' && members ? { members } : {}), ...(hasList(entry) ? (list.trim() ? { list } : {}) : { entitled: Number(entitled) || 0 }), ...(rates ? { memberIds: rates } : {}),
  }))
  return {
    reviewId: review.id, version: review.version, title: draft.title.trim(), purpose: draft.purpose.trim(), scale: draft.scale, closesAt: draft.closesAt, meetingId: draft.meetingId || null,
    excellentBase: draft.excellentBase, leftOut: draft.leftOut, scored: draft.scored, ...(draft.scored ? { weights: { members: Number(draft.membersWeigh) || 0, others: Number(draft.othersWeigh) || 0 } } : {}), groups,
  }
}

/** A review's settings as they are typed. Pure. */
import type { InputOf } from '../../../../types/contracts'
import type { ExcellentBase, ReviewScale, VoterEntry } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'

export type Entry = Exclude<VoterEntry, 'roster' | 'written'>
/** `kept`: how many stand in the list that is there already. */
export interface GroupDraft { name: string; entry: Entry; entitled: string; rates: string[] | null; members: boolean; list: string; kept: number }
export interface Draft { title: string; scale: ReviewScale; closesAt: string | null; meetingId: string; excellentBase: ExcellentBase; leftOut: string[]; scored: boolean; membersWeigh: string; othersWeigh: string; groups: GroupDraft[] }

const hasList = (entry: Entry): boolean => entry === 'list' || entry === 'pins'
export const blankGroup: GroupDraft = { name: '', entry: 'slips', entitled: '', rates: null, members: false, list: '', kept: 0 }

export const draftOf = (review: Review): Draft => ({
  title: review.title, scale: review.scale, closesAt: review.closesAt, meetingId: review.meetingId ?? '', excellentBase: review.excellentBase, leftOut: review.leftOut, scored: review.scored, membersWeigh: String(review.weights.members), othersWeigh: String(review.weights.others),
  groups: review.groups.filter(({ entry }) => entry !== 'roster').map(({ name, entry, entitled, rates, members }) => ({ name, entry: entry as Entry, entitled: entitled ? String(entitled) : '', rates, members, list: '', kept: hasList(entry as Entry) ? entitled : 0 })),
})

/** What first stands in the way of saving; null where nothing does. */
export function whyNotSave({ title, groups, scored, membersWeigh, othersWeigh }: Draft): string | null {
  if (!title.trim()) return '请写名称'
  if (groups.some(({ name }) => !name.trim())) return '每一组都要有名称'
  return scored && Number(membersWeigh) + Number(othersWeigh) === 0 ? '党员和群众的权重不能都是0' : null
}

type Change = InputOf<'reviews.change'>
export function changeOf(review: Pick<Review, 'id' | 'version'>, draft: Draft): Change {
  const groups: NonNullable<Change['groups']> = draft.groups.map(({ name, entry, entitled, rates, members, list }) => ({
    name: name.trim(), entry, ...(entry === 'paper' && members ? { members } : {}), ...(hasList(entry) ? (list.trim() ? { list } : {}) : { entitled: Number(entitled) || 0 }), ...(rates ? { memberIds: rates } : {}),
  }))
  return {
    reviewId: review.id, version: review.version, title: draft.title.trim(), scale: draft.scale, closesAt: draft.closesAt, meetingId: draft.meetingId || null,
    excellentBase: draft.excellentBase, leftOut: draft.leftOut, scored: draft.scored, ...(draft.scored ? { weights: { members: Number(draft.membersWeigh) || 0, others: Number(draft.othersWeigh) || 0 } } : {}), groups,
  }
}

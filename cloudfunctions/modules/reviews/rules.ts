/** Who may do what with a review, and when. Pure. */
import { reviewStates, type ReviewState } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Activity, Review } from '../../platform/documents'

/** What each act needs the review to be. */
const from = {
  change: ['draft'], open: ['draft', 'open'], pause: ['open'], resume: ['paused'], prolong: ['open', 'paused'], close: ['open', 'paused', 'closed'], redo: ['open', 'paused', 'closed'],
  grade: ['closed'], publish: ['closed', 'published'], show: ['open'], seeResult: ['closed', 'published'],
  writeSummary: ['draft'], askSummaries: ['draft'], readSummaries: ['open', 'paused'], setMeeting: ['open', 'paused'],
  adjust: ['draft', 'open', 'paused', 'closed'], correct: ['published'],
} satisfies Record<string, ReviewState[]>
export type Act = keyof typeof from

/** Whether a review stands where an act can be done. */
export const whyNotNow = (review: Pick<Review, 'state'>, act: Act): Refusal | null =>
  ((from[act] as ReviewState[]).includes(review.state) ? null : { code: 'reviewState', detail: { state: reviewStates[review.state] } })

type Meeting = Pick<Activity, 'organisationId' | 'calledOffAt' | 'title'>

/** Whether a review can be opened: somebody to be rated by every group, somebody to vote in it, and a meeting that is to take place where one is chosen. */
export function whyCannotOpen(review: Pick<Review, 'state' | 'people' | 'groups' | 'closesAt' | 'organisationId' | 'meetingId'>, meeting: Meeting | null, now: Date): Refusal | null {
  const state = whyNotNow(review, 'open')
  if (state || review.state === 'open') return state
  const graded = review.people.filter(person => person.graded).map(({ memberId }) => memberId)
  if (graded.length === 0) return { code: 'reviewNoPeople' }
  // Who is there of a group by the room's code may be counted when its code is shown.
  const empty = review.groups.find(({ entry, entitled }) => entry !== 'roster' && entry !== 'room' && entitled === 0)
  if (empty) return { code: 'reviewNoVoters', detail: { group: empty.name } }
  const rating = review.groups.find(({ rates }) => rates !== null && !rates.some(id => graded.includes(id)))
  if (rating) return { code: 'reviewNobodyRated', detail: { group: rating.name } }
  if (isMeetingOff(review, meeting)) return { code: 'reviewMeetingOff', detail: { title: meeting?.title ?? '选定的会议' } }
  return review.closesAt && review.closesAt <= now ? { code: 'collectionDuePast' } : null
}

/** Whether the meeting that was chosen does not take place: nobody can check in there any more. */
export const isMeetingOff = (review: Pick<Review, 'organisationId' | 'meetingId'>, meeting: Meeting | null): boolean => review.meetingId !== null && whyNotMeeting(review, meeting) !== null

/** Whether members may be asked to check in there before they vote: an activity of the same branch that is to take place. */
export const whyNotMeeting = (review: Pick<Review, 'organisationId'>, meeting: Pick<Activity, 'organisationId' | 'calledOffAt'> | null): Refusal | null =>
  (meeting?.organisationId === review.organisationId && meeting.calledOffAt === null ? null : { code: 'reviewMeeting' })

/** Whether its time is over while it has not been closed: no ballot is given out, and who leads has to close it. */
export const isOverdue = (review: Pick<Review, 'state' | 'closesAt'>, now: Date): boolean => whyNotNow(review, 'prolong') === null && review.closesAt !== null && review.closesAt <= now

/** Whether the time of a review may be made longer, to this instant. */
export function whyCannotProlong(review: Pick<Review, 'state' | 'closesAt'>, closesAt: Date, now: Date): Refusal | null {
  const state = whyNotNow(review, 'prolong')
  if (state) return state
  return closesAt <= now ? { code: 'collectionDuePast' } : null
}

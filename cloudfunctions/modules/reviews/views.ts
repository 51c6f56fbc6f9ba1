import type * as z from '../../../types/contracts/zod'
import type { Review as ReviewOut, ReviewLine } from '../../../types/contracts/reviews'
import type { Review } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { dayOf, iso, isoOrNull } from '../../platform/time'
import { whyCannotOpen, whyCannotPublish, whyNotNow } from './rules'

export const lineOf = (review: Review): z.input<typeof ReviewLine> => ({ id: review._id, year: review.year, title: review.title, state: review.state, at: iso(review.at), closesAt: isoOrNull(review.closesAt) })

/** What the caller is in this review. */
export interface Mine { entitled: boolean; taken: boolean; memberId: string }

/** A review as members and officers see it; who leads it sees the turnout, each member the own grade once it is published. */
export function reviewOf(review: Review, runs: boolean, mine: Mine, summaries: Map<string, string>, taken: Map<string, number>): z.input<typeof ReviewOut> {
  const forbidden = runs ? null : { code: 'forbidden' as const }
  const reviewed = review.people.some(({ memberId }) => memberId === mine.memberId)
  return {
    ...lineOf(review), organisationId: review.organisationId, organisationName: review.organisationName, purpose: review.purpose, scale: review.scale, version: review.version, round: review.round,
    askedBy: review.askedBy, voidReason: review.voidReason, decidedOn: review.publishedAt && dayOf(review.publishedAt),
    people: review.people.map(person => ({ ...person, summary: summaries.get(person.memberId) ?? null })),
    groups: review.groups.map(({ key, name, entry, entitled, rates }) => ({ key, name, entry, entitled, rates, taken: taken.get(key) ?? null })),
    mine: { entitled: mine.entitled, taken: mine.taken, reviewed, summary: summaries.get(mine.memberId) ?? '', grade: review.state === 'published' ? review.grades[mine.memberId]?.grade ?? null : null },
    ...abilities({
      change: forbidden ?? whyNotNow(review, 'change'), open: forbidden ?? (review.state === 'open' ? { code: 'forbidden' as const } : whyCannotOpen(review)),
      pause: forbidden ?? whyNotNow(review, 'pause'), resume: forbidden ?? whyNotNow(review, 'resume'),
      close: forbidden ?? (review.state === 'closed' ? { code: 'forbidden' as const } : whyNotNow(review, 'close')), redo: forbidden ?? whyNotNow(review, 'redo'),
      grade: forbidden ?? whyNotNow(review, 'grade'), publish: forbidden ?? (review.state === 'published' ? { code: 'forbidden' as const } : whyCannotPublish(review)),
      vote: whyNotNow(review, 'show') ?? (mine.taken ? { code: 'ballotUsed' as const } : mine.entitled ? null : { code: 'ballotNotEntitled' as const }),
      writeSummary: reviewed ? whyNotNow(review, 'writeSummary') : { code: 'forbidden' as const },
      seeResult: forbidden ?? whyNotNow(review, 'seeResult'),
    }),
  }
}

import type { reviews } from '../../../types/contracts/reviews'
import type { ModuleHandlers } from '../../platform/context'
import { _, find, transaction } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { reviewRules } from '../../regulations/review-rules'
import { ballotingLed } from '../../services/balloting/load'
import { shownFingerprint } from '../../services/balloting/shown'
import { PAGE } from '../../services/paging'
import { compareKinds, compareYears, type Comparison } from '../../services/review-statistics'
import { countedOf } from './load'
import { choicesOf, personResult, ratingsOf, sharesOf, type Counted } from './result'
import { excellentCap, whyCannotGrade, whyNotNow } from './rules'
import { personOf, type PersonOut } from './views'

type Result = 'reviews.result' | 'reviews.statistics' | 'reviews.grade'

/** Bytes of a page's people: with the groups and the rest it stays below 20 KB. */
const PEOPLE_BYTES = 15 * 1024
/** Places behind the point that a page gives. */
const rounded = (value: number, places: number): number => Number(value.toFixed(places))

export const resultHandlers: Pick<ModuleHandlers<typeof reviews>, Result> = {
  'reviews.result': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'seeResult'))
    const all = await countedOf(review)
    const { people, next } = pageOfPeople(review, all, input.cursor, input.limit ?? PAGE)
    const given = Object.values(review.grades)
    const cap = excellentCap(review)
    const graded = review.people.filter(person => person.graded).length
    return {
      fingerprint: all.map(({ group, box, total }) => ({ group: group.key, name: group.name, ballots: total.ballots, paper: total.fromPaper, entitled: group.entitled, fingerprint: shownFingerprint(box) })),
      choices: choicesOf(review.scale), people, next,
      excellentAtMost: cap.most, excellentOf: cap.base, excellentGiven: given.filter(({ grade }) => grade === 'excellent').length, graded, waiting: graded - given.length, shownFrom: reviewRules.shownFrom.value,
    }
  },

  'reviews.statistics': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'seeResult'))
    const [now, before] = [ratingsOf(review, await countedOf(review)), await reviewBefore(review)]
    const then = before && ratingsOf(before, await countedOf(before))
    return {
      choices: choicesOf(review.scale),
      groups: now.map(({ group, ballots, people }) => ({ group: group.key, name: group.name, ballots, shares: sharesOf(people, review.scale) })),
      kinds: told(await compareKinds(now, review.scale)),
      before: before && then && { year: before.year, members: told(await compareYears(now, then, 'members', review.scale)), others: told(await compareYears(now, then, 'others', review.scale)) },
    }
  },

  'reviews.grade': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'grade'))
    const { leading } = personResult(review, await countedOf(review), input.memberId)
    await transaction(async tx => {
      // The cap is judged on what is there at this moment: two officers at once do not give one too many.
      const fresh = await tx.read('reviews', review._id) ?? refuse('notFound')
      guard(whyCannotGrade({ review: fresh, memberId: input.memberId, grade: input.grade, reason: input.reason ?? '', leading }))
      await tx.update('reviews', fresh._id, { [`grades.${input.memberId}`]: _.set({ grade: input.grade, reason: input.reason ?? '', byName: ctx.access.memberName, at: ctx.now }), version: fresh.version + 1 })
    })
    return {}
  },
}

/** So many people as are asked for, fewer where they would not fit into a page. */
function pageOfPeople(review: Review, all: Counted[], cursor: string | undefined, limit: number): { people: PersonOut[]; next: string | null } {
  const from = cursor === undefined ? 0 : review.people.findIndex(({ memberId }) => memberId === cursor) + 1
  const people: PersonOut[] = []
  let bytes = 0
  for (const person of review.people.slice(from, from + limit)) {
    const one = personOf(review, person, personResult(review, all, person.memberId))
    bytes += Buffer.byteLength(JSON.stringify(one))
    if (people.length > 0 && bytes > PEOPLE_BYTES) break
    people.push(one)
  }
  return { people, next: from + people.length < review.people.length ? people.at(-1)?.memberId ?? null : null }
}

/** The branch's review of the year before, where it is published and has the same scale. One operation. */
async function reviewBefore({ organisationId, year, scale }: Review): Promise<Review | null> {
  const published = await find('reviews', { organisationId, state: 'published', year: year - 1, scale }, { limit: 1 })
  return published[0] ?? null
}

const told = (comparison: Comparison | null) => comparison && {
  sentence: comparison.sentence, notable: comparison.notable, statistic: rounded(comparison.statistic, 2), df: comparison.df, p: rounded(comparison.p, 4), n: Math.round(comparison.n),
}

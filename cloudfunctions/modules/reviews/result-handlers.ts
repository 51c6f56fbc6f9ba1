import type { reviews } from '../../../types/contracts/reviews'
import type { Grade } from '../../../types/contracts/codes'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, change, find, read, transaction } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { reviewRules } from '../../regulations/review-rules'
import { ballotingLed } from '../../services/balloting/load'
import { isPaper } from '../../services/balloting/opening'
import { shownFingerprint } from '../../services/balloting/shown'
import { PAGE } from '../../services/paging'
import { compareKinds, compareYears, type Comparison } from '../../services/review-statistics'
import { countedOf } from './load'
import { excellentCap, excellentGiven, gradeNow, whyCannotGrade, whyGradeChanged } from './grading'
import { adviceOf, choicesOf, personResult, ratingsOf, sharesOf, turnoutsOf, type Counted } from './result'
import { whyNotNow } from './rules'
import { personOf, type PersonOut } from './views'

type Result = 'reviews.result' | 'reviews.statistics' | 'reviews.advice' | 'reviews.adjust' | 'reviews.grade' | 'reviews.gradeMany'

/** Bytes of a page's people: with the groups and the rest it stays below 20 KB. */
const PEOPLE_BYTES = 15 * 1024
/** Places behind the point that a page gives. */
const rounded = (value: number, places: number): number => Number(value.toFixed(places))

export const resultHandlers: Pick<ModuleHandlers<typeof reviews>, Result> = {
  'reviews.result': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'seeResult'))
    const all = await countedOf(review)
    const cap = excellentCap(review)
    const { suggested } = adviceOf(review, all, cap.most)
    const { people, next } = pageOfPeople(review, all, suggested, input)
    const graded = review.people.filter(person => person.graded).length
    const turnouts = turnoutsOf(review)
    return {
      fingerprint: all.map(({ group, box, total }, n) => {
        const { issued = 0, returned = 0, invalid = 0 } = box.paper?.[group.key] ?? {}
        return { ...turnouts.groups[n]!, group: group.key, name: group.name, ballots: total.ballots, paper: total.fromPaper, issued, returned, invalid, fingerprint: isPaper(group) ? '' : shownFingerprint(box) }
      }),
      members: turnouts.members, choices: choicesOf(review.scale), people, next,
      excellentAtMost: cap.most, excellentOf: cap.base, excellentGiven: excellentGiven(review), excellentReason: review.excellentReason ?? '',
      graded, waiting: graded - Object.keys(review.grades).length, shownFrom: reviewRules.shownFrom.value,
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

  'reviews.advice': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'seeResult'))
    const { most } = excellentCap(review)
    const { by, leading, suggested } = adviceOf(review, await countedOf(review), most)
    return {
      people: review.people.filter(({ graded }) => graded).map(({ memberId, name }) => {
        const given = review.grades[memberId]
        return { memberId, name, grade: given ? gradeNow(given) : null, leading: leading.get(memberId) ?? null, suggestion: suggested.get(memberId) ?? null }
      }),
      by, excellentAtMost: most,
    }
  },

  'reviews.adjust': async (ctx, input) => {
    const review = await ballotingLed(ctx, 'review', input.reviewId)
    guard(whyNotNow(review, 'adjust'))
    const { scored, weights, excellentBase, excellentShare, excellentReason } = input
    const changed = await change('reviews', { _id: review._id, round: review.round, state: _.in(['draft', 'open', 'paused', 'closed']) }, {
      ...(scored !== undefined && { scored }), ...(weights && { weights: _.set(weights) }), ...(excellentBase && { excellentBase }),
      ...(excellentShare !== undefined && { excellentShare: _.set(excellentShare) }), ...(excellentReason !== undefined && { excellentReason }), version: _.inc(1),
    })
    if (!changed) guard(whyNotNow(await read('reviews', review._id) ?? refuse('notFound'), 'adjust'))
    return {}
  },

  'reviews.grade': async (ctx, { reviewId, ...one }) => grade(ctx, reviewId, [one]),
  'reviews.gradeMany': async (ctx, { reviewId, grades }) => grade(ctx, reviewId, grades),
}

/** Enters grades, all or none; of somebody who is named twice the last. */
async function grade(ctx: MemberContext, reviewId: string, given: readonly { memberId: string; grade: Grade; reason?: string | undefined; was?: Grade | null | undefined }[]): Promise<Record<string, never>> {
  const review = await ballotingLed(ctx, 'review', reviewId)
  guard(whyNotNow(review, 'grade'))
  const all = await countedOf(review)
  const leading = new Map(given.map(({ memberId }) => [memberId, personResult(review, all, memberId).leading]))
  await transaction(async tx => {
    const fresh = await tx.read('reviews', review._id) ?? refuse('notFound')
    for (const one of given) guard(whyCannotGrade({ review: fresh, memberId: one.memberId, grade: one.grade, reason: one.reason ?? '', leading: leading.get(one.memberId) ?? null }) ?? whyGradeChanged(fresh, one))
    const entries = given.map(one => [`grades.${one.memberId}`, _.set({ grade: one.grade, reason: one.reason ?? '', byName: ctx.access.memberName, at: ctx.now })] as const)
    await tx.update('reviews', fresh._id, { ...Object.fromEntries(entries), version: fresh.version + 1 })
  })
  return {}
}

interface Asked { cursor?: string | undefined; limit?: number | undefined; search?: string | undefined; waiting?: boolean | undefined }

/** So many people as are asked for, fewer where they would not fit into a page; the cursor is whoever stood last, also where that person is not among them any more. */
function pageOfPeople(review: Review, all: Counted[], suggested: ReadonlyMap<string, 'excellent' | 'tied'>, { cursor, limit = PAGE, search = '', waiting = false }: Asked): { people: PersonOut[]; next: string | null } {
  const from = cursor === undefined ? 0 : review.people.findIndex(({ memberId }) => memberId === cursor) + 1
  const asked = review.people.slice(from).filter(({ memberId, name, graded }) => name.includes(search) && (!waiting || (graded && !review.grades[memberId])))
  const people: PersonOut[] = []
  let bytes = 0
  for (const person of asked.slice(0, limit)) {
    const one = personOf(review, person, personResult(review, all, person.memberId), suggested.get(person.memberId) ?? null)
    bytes += Buffer.byteLength(JSON.stringify(one))
    if (people.length > 0 && bytes > PEOPLE_BYTES) break
    people.push(one)
  }
  return { people, next: people.length < asked.length ? people.at(-1)?.memberId ?? null : null }
}

/** The branch's review of the year before, where it is published and has the same scale. One operation. */
async function reviewBefore({ organisationId, year, scale }: Review): Promise<Review | null> {
  const published = await find('reviews', { organisationId, state: 'published', year: year - 1, scale }, { limit: 1 })
  return published[0] ?? null
}

const told = (comparison: Comparison | null) => comparison && {
  sentence: comparison.sentence, notable: comparison.notable, statistic: rounded(comparison.statistic, 2), df: comparison.df, p: rounded(comparison.p, 4), n: Math.round(comparison.n),
}

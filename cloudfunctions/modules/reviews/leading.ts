import type { reviews } from '../../../types/contracts/reviews'
import type { ModuleHandlers } from '../../platform/context'
import { _, change, count, db, find, read, transaction } from '../../platform/database'
import type { Entitlement, Review } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { iso, plusDays } from '../../platform/time'
import { codeImage } from '../../platform/wechat'
import { whyBusy } from '../../regulations/organisation-rules'
import { excellentAtMost, reviewRules } from '../../regulations/review-rules'
import { closeBox, openBox, pauseBox, resumeBox, turnoutOf, voidBox } from '../../services/ballot-box/box'
import { STRUCK, turnoutId } from '../../services/ballot-box/cast'
import { audienceOf, closeItem, itemUp } from '../../services/inbox'
import { keysOf, newBoxKey, newCodeSecret, roomCodeAt, roomScene, slipCode, slipScene } from './entry'
import { groupOf, reviewLed, turnTo } from './load'
import { askedOf, boxIdOf, leadingGrade, shownCounts, shownFingerprint, whyCannotGrade, whyCannotOpen, whyCannotPublish, whyNotNow } from './rules'

const BATCH = 500
/** Days for which an open review waits on home pages. */
const DAYS_OPEN = 60
const SLIPS_A_PAGE = 6

type Leading = 'reviews.open' | 'reviews.pause' | 'reviews.resume' | 'reviews.close' | 'reviews.redo' | 'reviews.strike' | 'reviews.slips' | 'reviews.roomCode' | 'reviews.result' | 'reviews.grade' | 'reviews.publish'

export const leadingHandlers: Pick<ModuleHandlers<typeof reviews>, Leading> = {
  'reviews.open': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    guard(whyCannotOpen(review))
    if (review.state === 'open') return { state: review.state }
    // From here on a change begins another round: boxes that a cut-off opening has left are as the draft was then.
    if (!await change('reviews', { _id: review._id, state: 'draft', round: review.round, version: review.version }, { opening: true })) refuse('conflict')
    const members = await find('members', { organisationId: review.organisationId, archived: false }, { limit: 1000, fields: ['_id', 'standing'] })
    for (const group of review.groups) await openGroup(review, group.key, members.map(({ _id }) => _id))
    const fullMembers = members.filter(({ standing }) => standing === 'full').length
    const groups = review.groups.map(group => (group.entry === 'roster' ? { ...group, entitled: members.length } : group))
    return transaction(async tx => {
      const [fresh, organisation] = [await tx.read('reviews', review._id), await tx.read('organisations', review.organisationId)]
      if (!fresh || !organisation || fresh.round !== review.round) refuse('conflict')
      if (fresh.state === 'open') return { state: fresh.state }
      if (fresh.state !== 'draft' || fresh.version !== review.version) refuse('conflict')
      if (organisation.dissolvedAt || organisation.changeId) guard(whyBusy(organisation))
      // Written as well as read, so that its dissolving and this opening are judged one after the other.
      await tx.update('organisations', organisation._id, { changes: _.inc(1) })
      await tx.put('inbox', itemUp({ audience: audienceOf.branch(review.organisationId), kind: 'review', title: review.title, hint: '不记名，每人一票', refId: review._id, due: review.closesAt, startsAt: null, endsAt: null, until: plusDays(review.closesAt ?? ctx.now, DAYS_OPEN), at: ctx.now }))
      await tx.update('reviews', review._id, { state: 'open', opening: false, openedAt: ctx.now, fullMembers, groups: _.set(groups), version: fresh.version + 1 })
      return { state: 'open' as const }
    })
  },

  'reviews.pause': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    if (review.state === 'paused') return { state: review.state }
    guard(whyNotNow(review, 'pause'))
    for (const group of review.groups) await pauseBox(boxIdOf(review, group))
    return { state: (await turnTo(review, ['open'], { state: 'paused' })).state }
  },

  'reviews.resume': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    if (review.state === 'open') return { state: review.state }
    guard(whyNotNow(review, 'resume'))
    for (const group of review.groups) await resumeBox(boxIdOf(review, group))
    return { state: (await turnTo(review, ['paused'], { state: 'open' })).state }
  },

  'reviews.close': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    guard(whyNotNow(review, 'close'))
    for (const group of review.groups) await closeBox(boxIdOf(review, group))
    await closeItem('review', review._id)
    return { state: (await turnTo(review, ['open', 'paused'], { state: 'closed', closedAt: ctx.now })).state }
  },

  'reviews.redo': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    if (review.state === 'draft' && review.voidReason === input.reason) return { state: review.state }
    guard(whyNotNow(review, 'redo'))
    for (const group of review.groups) await voidBox(boxIdOf(review, group))
    await closeItem('review', review._id)
    const draft = { state: 'draft', opening: false, round: review.round + 1, voidReason: input.reason, openedAt: _.set(null), closedAt: _.set(null), grades: _.set({}), codeSecret: newCodeSecret(), boxKey: newBoxKey(), version: _.inc(1) }
    return { state: (await turnTo(review, ['open', 'paused', 'closed'], draft)).state }
  },

  'reviews.strike': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    guard(whyNotNow(review, 'strike'))
    const { boxId } = groupOf(review, 'members')
    await transaction(async tx => {
      const entitlement = await tx.read('ballot_entitlements', `${boxId}_${input.memberId}`)
      if (!entitlement) refuse('notFound')
      if (entitlement.struck) return
      const turnout = turnoutId(boxId, input.memberId)
      if (await tx.read('turnouts', turnout)) refuse('ballotUsed')
      // Stands where the turnout would: of a ballot that comes in at this moment and the striking, one finds the other.
      await tx.add('turnouts', { _id: turnout, boxId, group: STRUCK })
      await tx.update('ballot_entitlements', entitlement._id, { struck: input.reason })
    })
    return {}
  },

  'reviews.slips': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    const { boxId, entry, entitled, key } = groupOf(review, input.group)
    if (entry !== 'slips') refuse('reviewNoGroup')
    const numbers = Array.from({ length: Math.max(Math.min(SLIPS_A_PAGE, entitled - input.from), 0) }, (_none, i) => input.from + i)
    const slips = await Promise.all(numbers.map(async n => {
      const scene = slipScene(review._id, key, slipCode(boxId, n))
      return { n: n + 1, scene, image: await codeImage(scene) }
    }))
    return { slips, total: entitled }
  },

  'reviews.roomCode': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    guard(whyNotNow(review, 'show'))
    const { boxId, entry, entitled, key } = groupOf(review, input.group)
    if (entry !== 'room' && entry !== 'list') refuse('reviewNoGroup')
    const { code, nextAt } = roomCodeAt(review, boxId, ctx.now)
    const scene = roomScene(review._id, key, code)
    return { scene, image: await codeImage(scene), nextAt: iso(nextAt), taken: await count('turnouts', { boxId, group: key }), entitled }
  },

  'reviews.result': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    guard(whyNotNow(review, 'seeResult'))
    const boxes = await Promise.all(review.groups.map(async group => ({ group, box: await read('ballot_boxes', boxIdOf(review, group)) ?? refuse('notFound') })))
    return {
      fingerprint: boxes.map(({ group, box }) => ({ group: group.key, name: group.name, ballots: box.tally?.[group.key]?.ballots ?? 0, entitled: group.entitled, fingerprint: shownFingerprint(box) })),
      people: review.people.map(person => ({
        ...person, groups: boxes.map(({ group, box }) => ({ group: group.key, ...shownCounts(box.tally, group.key, person.memberId) })),
        grade: review.grades[person.memberId]?.grade ?? null, reason: review.grades[person.memberId]?.reason ?? null,
      })),
      excellentAtMost: excellentAtMost(review.fullMembers), excellentGiven: Object.values(review.grades).filter(({ grade }) => grade === 'excellent').length, shownFrom: reviewRules.shownFrom.value,
    }
  },

  'reviews.grade': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    guard(whyNotNow(review, 'grade'))
    const boxes = await Promise.all(review.groups.map(async group => ({ group, box: await read('ballot_boxes', boxIdOf(review, group)) })))
    const leading = leadingGrade(boxes.map(({ group, box }) => shownCounts(box?.tally ?? null, group.key, input.memberId).counts))
    await transaction(async tx => {
      // The cap is judged on what is there at this moment: two officers at once do not give one too many.
      const fresh = await tx.read('reviews', review._id) ?? refuse('notFound')
      guard(whyCannotGrade({ review: fresh, memberId: input.memberId, grade: input.grade, reason: input.reason ?? '', leading }))
      await tx.update('reviews', fresh._id, { [`grades.${input.memberId}`]: _.set({ grade: input.grade, reason: input.reason ?? '', byName: ctx.access.memberName, at: ctx.now }), version: fresh.version + 1 })
    })
    return {}
  },

  'reviews.publish': async (ctx, input) => {
    const review = await reviewLed(ctx, input.reviewId)
    guard(whyCannotPublish(review))
    // From here on nobody can say any more which account stood for which entitlement.
    return { state: (await turnTo(review, ['closed'], { state: 'published', publishedAt: ctx.now, boxKey: _.set(null), version: _.inc(1) })).state }
  },
}

/** Freezes who may take part in a group and writes its box. Safe to repeat. */
async function openGroup(review: Review, key: string, memberIds: string[]): Promise<void> {
  const group = groupOf(review, key)
  const keys = keysOf(review, group, group.boxId, memberIds)
  const entitlements = keys.map((one): Entitlement => ({ _id: `${group.boxId}_${one}`, boxId: group.boxId, struck: null }))
  for (let from = 0; from < entitlements.length; from += BATCH) {
    const part = entitlements.slice(from, from + BATCH)
    const there = new Set((await find('ballot_entitlements', { _id: _.in(part.map(({ _id }) => _id)) }, { limit: BATCH, fields: ['_id'] })).map(({ _id }) => _id))
    const missing = part.filter(({ _id }) => !there.has(_id))
    if (missing.length > 0) await db.collection('ballot_entitlements').add(missing)
  }
  await openBox({ _id: group.boxId, organisationId: review.organisationId, asked: askedOf(review, group), groups: [{ key, name: group.name, entitled: group.entry === 'room' ? group.entitled : keys.length, exact: group.entry === 'room' }] })
}

/** How many ballots of each group are in; empty before the opening. */
export async function takenOf(review: Review): Promise<Map<string, number>> {
  if (review.state === 'draft') return new Map()
  const all = await Promise.all(review.groups.map(group => turnoutOf({ _id: boxIdOf(review, group), groups: [{ ...group, slots: 0 }] })))
  return new Map(all.flatMap(one => Object.entries(one)))
}

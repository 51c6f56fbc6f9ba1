import type { Throttle } from '../platform/documents'
import { _, addOnce, change, db, read } from '../platform/database'
import { refuse } from '../platform/errors'
import { idFrom } from '../platform/ids'
import { plusDays, plusMinutes, timeInWords } from '../platform/time'
import type { MemberContext } from '../platform/context'

/** So many tries within so many minutes, counted from the first. */
export interface Limit { tries: number; minutes: number }

/** The id under which the tries of a subject are counted. */
export const throttleId = (purpose: string, subject: string): string => idFrom('throttle', purpose, subject)

/** Counts a try; races are decided by the database, so a hundred guesses at once count as a hundred. Two operations at most, three the first time. */
export async function countTry(purpose: string, subject: string, limit: Limit, now: Date): Promise<Throttle> {
  const _id = throttleId(purpose, subject)
  const windowStart = plusMinutes(now, -limit.minutes)
  const going = () => change('throttles', { _id, since: _.gt(windowStart) }, { count: _.inc(1) })
  const first: Throttle = { _id, count: 1, since: now, until: null }
  return await going()
    ?? (await addOnce('throttles', first) ? first : null)
    ?? await change('throttles', { _id, since: _.lte(windowStart) }, { count: 1, since: now })
    ?? await going()
    ?? first
}

/** Counts a try before it is looked at, and refuses with the time of the next one where there were too many. */
export async function attempt(purpose: string, subject: string, limit: Limit, now: Date): Promise<Throttle> {
  const tried = await countTry(purpose, subject, limit, now)
  if (tried.count > limit.tries) refuse('tooManyTries', { at: timeInWords(plusMinutes(tried.since, limit.minutes)) })
  return tried
}

/**
 * Refuses where there were too many tries, and counts none: for what is counted only when it was wrong, because nobody
 * finds it by many tries at once. The tries so far; null where none are counted. One operation.
 */
export async function stillAllowed(purpose: string, subject: string, limit: Limit, now: Date): Promise<Throttle | null> {
  const tried = await read('throttles', throttleId(purpose, subject))
  if (tried && tried.count >= limit.tries && tried.since > plusMinutes(now, -limit.minutes)) refuse('tooManyTries', { at: timeInWords(plusMinutes(tried.since, limit.minutes)) })
  return tried
}

/** Forgets the tries of a subject that has succeeded. */
export async function forgetTries(purpose: string, subject: string): Promise<void> {
  await db.collection('throttles').doc(throttleId(purpose, subject)).remove()
}

/** Trips an account's circuit breaker: the access document, which every call reads, refuses all calls until the window ends. */
async function trip(ctx: MemberContext, tried: Throttle, limit: Limit): Promise<never> {
  const until = plusMinutes(tried.since, limit.minutes)
  await change('access', { _id: ctx.caller.accountId }, { blockedUntil: until })
  refuse('tooManyTries', { at: timeInWords(until) })
}

/** Counts a failure of a bound account after the fact, so that success costs nothing; too many trip the account's circuit breaker. */
export async function noteFailure(ctx: MemberContext, purpose: string, limit: Limit): Promise<void> {
  const tried = await countTry(purpose, ctx.caller.accountId, limit, ctx.now)
  if (tried.count >= limit.tries) await trip(ctx, tried, limit)
}

/**
 * Runs a try of a bound account that is counted before it is looked at, so that many at once are many; too many trip the
 * account's circuit breaker. Success forgets the tries. For what must not be guessed, at two operations more.
 */
export async function tryCounted(ctx: MemberContext, purpose: string, limit: Limit, work: () => Promise<boolean>): Promise<boolean> {
  const tried = await countTry(purpose, ctx.caller.accountId, limit, ctx.now)
  if (tried.count > limit.tries) await trip(ctx, tried, limit)
  const done = await work()
  if (done) await forgetTries(purpose, ctx.caller.accountId)
  else if (tried.count >= limit.tries) await trip(ctx, tried, limit)
  return done
}

/** Longer than any limit counts. */
const DAYS_KEPT = 3

/** Forgets tries that no limit counts any more. For the jobs. */
export async function clearTries(now: Date): Promise<void> {
  await db.collection('throttles').where({ since: _.lt(plusDays(now, -DAYS_KEPT)) }).remove()
}

/** Unusual runs: an account that opens too much, or asks for too many records that are not its own, is held back, and those who appoint are told. */
import { privacyRules } from '../regulations/privacy-rules'
import { organisationsWith } from '../platform/access'
import type { MemberContext } from '../platform/context'
import { _, addOnce, change, read } from '../platform/database'
import type { UnusualRun } from '../platform/documents'
import { refuse } from '../platform/errors'
import { idFrom } from '../platform/ids'
import { keyedHash } from '../platform/secrets'
import { plusDays, plusMinutes, timeInWords, timeKey } from '../platform/time'
import { audienceOf, putItem } from './inbox'
import { whoVouches } from './officers'
import { attempt, countTry, forgetTries, throttleId } from './throttle'

type Caller = Pick<MemberContext, 'caller' | 'access' | 'now'>
/** Days for which an unusual run waits on a home page. */
const DAYS_SHOWN = 30

const words: Record<UnusualRun['kind'], (run: UnusualRun) => { title: string; hint: string }> = {
  reveals: run => ({ title: `${run.byName}短时间内查看了很多人的联系方式`, hint: '已暂停查看，请核实' }),
  refusals: run => ({ title: `${run.byName}的账号反复打开不能看的记录`, hint: '账号已暂停，请核实' }),
}

/** The inbox' names of a run: one for who vouches in the own organisation, one for the organisation above. */
export const runItems = (runId: string): [string, string] => [runId, idFrom('above', runId)]

/**
 * Keeps an unusual run and tells those who can appoint in the officer's organisation and in the one above; nobody is told
 * by the own post alone. Safe to repeat. Three to eight operations, once in a run.
 */
async function noteRun(ctx: Caller, kind: UnusualRun['kind'], organisationId: string, count: number, until: Date): Promise<void> {
  const { access, caller, now } = ctx
  const _id = idFrom('unusual', caller.accountId, kind, until.toISOString())
  const run: UnusualRun = { _id, key: timeKey(now, _id), kind, accountId: caller.accountId, memberId: access.memberId, byName: access.memberName, organisationId, count, at: now, until, settledAt: null, settledBy: null }
  await addOnce('unusual_runs', run)
  const [nearest, above] = [await whoVouches(organisationId, access.memberId, now), (await read('organisations', organisationId))?.parentId]
  const items = [[nearest, runItems(_id)[0]], ...(above && above !== nearest ? [[above, runItems(_id)[1]]] : [])] as [string, string][]
  for (const [told, refId] of items) {
    await putItem({ audience: audienceOf.appointers(told), kind: 'unusual', ...words[kind](run), refId, opens: organisationId, due: null, startsAt: null, endsAt: null, until: plusDays(now, DAYS_SHOWN), at: now })
  }
}

const stopId = (accountId: string): string => throttleId('revealRun', accountId)

/**
 * Counts a reveal before anything is opened: `tooManyTries` where it comes too quickly, `revealsStopped` after an unusual
 * run, which is kept and told of once. Two operations.
 */
export async function countReveal(ctx: Caller): Promise<void> {
  const { revealPace, unusualReveals } = privacyRules
  await attempt('revealPace', ctx.caller.accountId, revealPace.value, ctx.now)
  const tried = await countTry('revealRun', ctx.caller.accountId, unusualReveals.value, ctx.now)
  if (tried.until && tried.until > ctx.now) refuse('revealsStopped', { at: timeInWords(tried.until) })
  if (tried.count <= unusualReveals.value.tries) return
  const until = plusMinutes(ctx.now, unusualReveals.value.hours * 60)
  // Told before it is held back: one that was cut off in between is told of at the next reveal.
  await noteRun(ctx, 'reveals', organisationsWith(ctx.access, 'keepRoster', ctx.now)[0] ?? ctx.access.organisationId, tried.count, until)
  await change('throttles', { _id: stopId(ctx.caller.accountId) }, { until })
  refuse('revealsStopped', { at: timeInWords(until) })
}

/** Lets an account go on whose unusual run was looked into: what was counted until then counts no more. Two operations at most. */
export async function liftStop(run: UnusualRun): Promise<void> {
  if (run.kind === 'refusals') {
    await forgetTries('foreign', run.accountId)
    await change('access', { _id: run.accountId }, { blockedUntil: null })
  } else await change('throttles', { _id: stopId(run.accountId) }, { until: null, count: 0 })
}

/**
 * Counts, after the fact and only when a call was refused, the different records that an account asked for and that are
 * not its own; very many trip the account's breaker. What was refused stays refused either way. One operation, two the first time.
 */
export async function noteForeign(ctx: Caller, ids: string[]): Promise<void> {
  const own = [ctx.access.memberId, ctx.access.organisationId]
  const hashes = [...new Set(ids.filter(id => !own.includes(id)))].map(id => keyedHash('seen', id).slice(0, 10))
  if (hashes.length === 0) return
  const { tries, minutes } = privacyRules.unusualRefusals.value
  const _id = throttleId('foreign', ctx.caller.accountId)
  const windowStart = plusMinutes(ctx.now, -minutes)
  const going = () => change('throttles', { _id, since: _.gt(windowStart) }, { count: _.inc(1), seen: _.addToSet({ $each: hashes }) })
  const first = { _id, count: 1, since: ctx.now, until: null, seen: hashes }
  const noted = await going()
    ?? (await addOnce('throttles', first) ? first : null)
    ?? await change('throttles', { _id, since: _.lte(windowStart) }, { count: 1, since: ctx.now, seen: _.set(hashes) })
    ?? await going()
  const different = noted?.seen?.length ?? 0
  if (different < tries) return
  const until = plusMinutes(noted!.since, minutes)
  await noteRun(ctx, 'refusals', ctx.access.organisationId, different, until)
  await change('access', { _id: ctx.caller.accountId }, { blockedUntil: until })
}

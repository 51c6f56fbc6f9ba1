/** Who counts paper ballots, and the item on the home page that tells each of them so. Openings, closings and redoings of each kind call it. */
import type { CounterGone } from '../../../types/contracts/ballots'
import type { Refusal } from '../../../types/contracts/errors'
import type * as z from '../../../types/contracts/zod'
import { iso, plusDays } from '../../platform/time'
import { audienceOf, closeItem, putItem } from '../inbox'
import type { AnyBalloting } from './asked'
import { isNamed, type Person } from '../../regulations/named-rules'
import { isPaper } from './opening'

/** Days for which a pile waits on home pages, after the vote should have ended. */
const DAYS_UP = 60

/** How an item names a pile, and whose it is; no part contains what joins them. */
const pileOf = ({ ballotKind, _id }: Pick<AnyBalloting, 'ballotKind' | '_id'>, group: string): string => [ballotKind, _id, group].join('_')
const refOf = (balloting: Pick<AnyBalloting, 'ballotKind' | '_id'>, group: string, memberId: string): string => `${pileOf(balloting, group)}_${memberId}`

/** The groups that are counted on paper now: of an election that of the ballot that is held. */
const onPaper = (balloting: AnyBalloting) => balloting.groups.filter(group => isPaper(group) && (balloting.ballotKind !== 'election' || balloting.current === group.key))

/** Tells everybody who counts that a pile waits, of each group on paper; nobody while the vote is not open. Safe to repeat. */
export async function callCounters(balloting: AnyBalloting, now: Date, groups?: string[]): Promise<void> {
  if (balloting.state !== 'open' && balloting.state !== 'paused') return
  const waiting = onPaper(balloting).filter(({ key }) => groups?.includes(key) ?? true)
  await Promise.all(waiting.flatMap(group => balloting.counters.map(({ memberId }) => putItem({
    audience: audienceOf.member(memberId), kind: 'counting', title: `录入票数：${balloting.title}`, hint: `${group.name}，两人分别数，一致才算`, refId: refOf(balloting, group.key, memberId), opens: pileOf(balloting, group.key),
    due: balloting.closesAt, startsAt: null, endsAt: null, until: plusDays(balloting.closesAt ?? now, DAYS_UP), at: now,
  }))))
}

/** Takes the piles off the home pages of those who count: they agree, it is over, or somebody counts no more. Safe to repeat. */
export async function dismissCounters(balloting: AnyBalloting, groups: string[] = balloting.groups.filter(isPaper).map(({ key }) => key), counters: { memberId: string }[] = balloting.counters): Promise<void> {
  await Promise.all(groups.flatMap(group => counters.map(({ memberId }) => closeItem('counting', refOf(balloting, group, memberId)))))
}

/** Whether somebody counts paper: those who are named, or where nobody is those who lead. Pure. */
export const isCounter = ({ counters }: Pick<AnyBalloting, 'counters'>, memberId: string, leads: boolean): boolean =>
  (counters.length > 0 ? counters.some(one => one.memberId === memberId) : leads)

/**
 * Whether somebody counts the boxes of a closed vote again: who leads it, who was named to count it, and who oversees the
 * branch from above; where anybody has voted on phones. Pure.
 * @param oversees leads it, or oversees it from above
 */
export const whyCannotCheck = ({ counters, openedAt, state, groups }: Pick<AnyBalloting, 'counters' | 'openedAt' | 'state' | 'groups'>, me: Person, oversees: boolean): Refusal | null =>
  ((oversees || isNamed({ counters, openedAt }, me)) && (state === 'closed' || state === 'published') && groups.some(group => !isPaper(group)) ? null : { code: 'forbidden' })

/** Who was to count and was replaced after somebody had counted, in this round, as it is told. Pure. */
export const goneOut = ({ countersGone = [], round }: Pick<AnyBalloting, 'countersGone' | 'round'>): z.input<typeof CounterGone>[] =>
  countersGone.filter(one => one.round === round).map(({ name, byName, at, reason }) => ({ name, byName, at: iso(at), reason }))

/** Votes by ballots as their callers may know them; each kind has a collection of its own. */
import type { BallotKind } from '../../../types/contracts/codes-ballots'
import { hasPowerIn, organisationsWith } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import { change, read } from '../../platform/database'
import type { Balloting, BallotGroup, Election, Review, Vote } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { NOWHERE } from '../scope'
import { boxIdOf, ownGroupOf, type AnyBalloting } from './asked'
import { isNamed } from '../../regulations/named-rules'

export const collectionOf = { review: 'reviews', vote: 'votes', election: 'elections' } as const satisfies Record<BallotKind, string>

interface OfKind { review: Review; vote: Vote; election: Election }

/** A vote of a kind; null where there is none. One operation. */
export const readBalloting = async <K extends BallotKind>(kind: K, id: string): Promise<OfKind[K] | null> => await read(collectionOf[kind], id) as OfKind[K] | null

/** One that the caller leads; `notFound` for every other. One operation. */
export async function ballotingLed<K extends BallotKind>(ctx: MemberContext, kind: K, id: string): Promise<OfKind[K]> {
  const found = await readBalloting(kind, id)
  if (!found || !hasPowerIn(ctx.access, 'runBranch', found.organisationId, ctx.now)) refuse('notFound')
  return found
}

/**
 * One that the caller may check: who leads it, who was named to count it, with the account of then, and who oversees the branch from above; others of
 * the branch are told so, and `notFound` answers every other. One operation, two for those above.
 */
export async function ballotingChecked<K extends BallotKind>(ctx: MemberContext, kind: K, id: string): Promise<OfKind[K]> {
  const found = await readBalloting(kind, id) ?? refuse('notFound')
  const { organisationId } = found
  if (hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now) || isNamed(found, ctx.access)) return found
  if (overseenFrom(ctx, organisationId).length > 0 && overseesAbove(ctx, organisationId, (await read('organisations', organisationId))?.path ?? '')) return found
  // The own branch knows of it.
  return refuse(ctx.access.organisationId === organisationId ? 'notScrutineer' : 'notFound')
}

/** Other organisations that the caller oversees. */
const overseenFrom = (ctx: MemberContext, organisationId: string): string[] => organisationsWith(ctx.access, 'oversee', ctx.now).filter(held => held !== organisationId)
/** Whether the caller oversees a branch from above it. @param path the branch's */
export const overseesAbove = (ctx: MemberContext, organisationId: string, path: string): boolean => overseenFrom(ctx, organisationId).some(held => path.includes(`/${held}/`))

/**
 * One of the caller's own branch, one that the caller leads, or one in which the caller has a ballot: that was frozen at
 * the opening, and whoever has left the branch since keeps it. One operation, two for any other.
 */
export async function ballotingSeen<K extends BallotKind>(ctx: MemberContext, kind: K, id: string): Promise<OfKind[K]> {
  const found = await readBalloting(kind, id)
  if (found && (found.organisationId === ctx.access.organisationId || hasPowerIn(ctx.access, 'runBranch', found.organisationId, ctx.now))) return found
  const own = found && ownGroupOf(found)
  const entitlement = await read('ballot_entitlements', `${found && own ? boxIdOf(found, own) : NOWHERE}_${ctx.access.memberId}`)
  return found && entitlement ? found : refuse('notFound')
}

export function groupOf(balloting: Pick<Balloting, '_id' | 'round' | 'groups'>, key: string): BallotGroup & { boxId: string } {
  const group = balloting.groups.find(one => one.key === key) ?? refuse('reviewNoGroup')
  return { ...group, boxId: boxIdOf(balloting, group) }
}

/** Turns a vote's state where it stands in one of these; as it stands now. One operation, two where somebody was quicker. */
export async function turnTo<B extends AnyBalloting>(balloting: B, states: Balloting['state'][], update: Record<string, unknown>): Promise<B> {
  const collection = collectionOf[balloting.ballotKind]
  for (const state of states) {
    const turned = await change(collection, { _id: balloting._id, state, round: balloting.round }, update)
    if (turned) return turned as B
  }
  return await read(collection, balloting._id) as B | null ?? refuse('notFound')
}

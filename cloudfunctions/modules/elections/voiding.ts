/** A ballot that is declared void: what it had come to stays on record, and what counts is repeated only by the superior's document. */
import type { MemberContext } from '../../platform/context'
import type { Election, SuperiorConsent } from '../../platform/documents'
import { dayOf } from '../../platform/time'
import { whyCannotVoid, type Voiding } from '../../regulations/void-rules'
import type { Refusal } from '../../../types/contracts/errors'
import { boxIdOf } from '../../services/balloting/asked'
import { entriesOf } from '../../services/balloting/counted'
import { othersWhoLead } from './leaders'
import { whyCannotRedo } from './result'
import { currentOf } from './rules'

type Held = Pick<Election, 'ballots' | 'current'>
/** Whether somebody is voted on in the last ballot, as a candidate or because written in. */
export const isOnBallot = (election: Held, memberId: string): boolean => {
  const { candidateIds, votes } = currentOf(election)
  return candidateIds.includes(memberId) || (votes ?? []).some(one => one.memberId === memberId)
}

/** What is known of the last ballot when somebody would declare it void. */
export type Known = Pick<Voiding, 'counted' | 'invalid' | 'onBallot'>

/**
 * What a caller would declare void. Whoever is voted on may do it where nobody else leads the branch: then the superior's
 * document has to do. Whoever counted and was replaced since knows it all the same. Up to three operations.
 */
export async function knownOf(ctx: MemberContext, election: Election): Promise<Known> {
  const running = election.state === 'open' || election.state === 'paused'
  const counted = running ? (await entriesOf(boxIdOf(election, { key: election.current }))).length > 0 : election.state === 'closed'
  const invalid = currentOf(election).next?.kind === 'invalid'
  const concerned = counted && !invalid && isOnBallot(election, ctx.access.memberId)
  const onBallot = concerned && (await othersWhoLead(election.organisationId, ballotIds(election), ctx.now)).length > 0
  return { counted, invalid, onBallot }
}
const ballotIds = (election: Held): string[] => [...currentOf(election).candidateIds, ...(currentOf(election).votes ?? []).flatMap(({ memberId }) => memberId ?? [])]

/** Whether it asks for the superior's document. */
export const asksConsent = ({ counted, invalid }: Pick<Known, 'counted' | 'invalid'>): boolean => counted && !invalid

/** Whether the last ballot may be declared void, with this consent or with none. */
export const whyNotVoid = (election: Parameters<typeof whyCannotRedo>[0], known: Known, consent: { day: string } | null, now: Date): Refusal | null =>
  whyCannotRedo(election) ?? whyCannotVoid({ statutory: true, ...known, consent, today: dayOf(now) })

/** Ballots of an election that were counted and declared void all the same: the superior is told of each. */
export const voidedByConsent = ({ ballots }: Pick<Election, 'ballots'>): { key: string; consent: Pick<SuperiorConsent, 'superior' | 'document' | 'day'> }[] =>
  ballots.flatMap(({ key, voided }) => (voided?.consent ? [{ key, consent: voided.consent }] : []))

/** When ballots come in, and what is given out of what lies in a box. Pure. */
import { ballotKinds, statesOf } from '../../../types/contracts/codes-ballots'
import type { Refusal } from '../../../types/contracts/errors'
import type { Balloting, Election, Review, Vote } from '../../platform/documents'

type Standing = Pick<Balloting, 'state' | 'ballotKind'>

/** Why no ballot comes in at this moment. */
export const whyNotOpen = ({ state, ballotKind }: Standing): Refusal | null => (state === 'open' ? null : { code: 'reviewState', detail: { state: statesOf(ballotKind)[state] } })

/** Whether an entitlement may be struck, or the number of people present set: while ballots come in. */
export const whyNotRunning = (balloting: Standing): Refusal | null => (balloting.state === 'paused' ? null : whyNotOpen(balloting))

/** What is known when the number of people present is set. `most`: slots that were written for the group. */
interface Room { balloting: Standing | Pick<Vote, 'ballotKind' | 'state' | 'expectedCount' | 'presentCount'>; present: number; taken: number; most: number }

/** Whether so many may be counted present of a group by the room's code. A vote's quorum was judged at its opening, so there it can only become more. */
export function whyCannotBePresent({ balloting, present, taken, most }: Room): Refusal | null {
  const state = whyNotRunning(balloting)
  if (state) return state
  if (present < taken) return { code: 'presentFew', detail: { taken } }
  if (present > most) return { code: 'presentMost', detail: { most } }
  if (!('presentCount' in balloting)) return null
  if (present < (balloting.presentCount ?? 0)) return { code: 'presentLess', detail: { before: balloting.presentCount ?? 0 } }
  return balloting.expectedCount !== null && present > balloting.expectedCount ? { code: 'voteMorePresent' } : null
}

/** Whether a draft may be put away: nobody has ever voted in it, not in a round that was declared void nor in an earlier ballot of an election. */
export function whyCannotDiscard(balloting: Pick<Review | Vote, 'state' | 'ballotKind' | 'voidReason'> | Pick<Election, 'state' | 'ballotKind' | 'voidReason' | 'ballots'>): Refusal | null {
  const { state, ballotKind, voidReason } = balloting
  const held = voidReason !== null || ('ballots' in balloting && balloting.ballots.some(ballot => ballot.heldOn !== null || ballot.voidReason !== null))
  return state === 'void' || (state === 'draft' && !held) ? null : { code: 'ballotBegun', detail: { kind: ballotKinds[ballotKind] } }
}

/** Whether a count is there to be looked at. */
export const whyNotCounted = ({ state, ballotKind }: Standing): Refusal | null => (state === 'closed' || state === 'published' ? null : { code: 'reviewState', detail: { state: statesOf(ballotKind)[state] } })

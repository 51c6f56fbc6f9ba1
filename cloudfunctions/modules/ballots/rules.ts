/** When ballots come in, and what is given out of what lies in a box. Pure. */
import { statesOf } from '../../../types/contracts/codes-ballots'
import type { Refusal } from '../../../types/contracts/errors'
import type { Balloting } from '../../platform/documents'

type Standing = Pick<Balloting, 'state' | 'ballotKind'>

/** Why no ballot comes in at this moment. */
export const whyNotOpen = ({ state, ballotKind }: Standing): Refusal | null => (state === 'open' ? null : { code: 'reviewState', detail: { state: statesOf(ballotKind)[state] } })

/** Whether an entitlement may be struck: while ballots come in. */
export const whyCannotStrike = (balloting: Standing): Refusal | null => (balloting.state === 'paused' ? null : whyNotOpen(balloting))

/** Whether a count is there to be looked at. */
export const whyNotCounted = ({ state, ballotKind }: Standing): Refusal | null => (state === 'closed' || state === 'published' ? null : { code: 'reviewState', detail: { state: statesOf(ballotKind)[state] } })

/** When ballots come in, and what is given out of what lies in a box. Pure. */
import { reviewStates } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Balloting } from '../../platform/documents'

/** Why no ballot comes in at this moment. */
export const whyNotOpen = ({ state }: Pick<Balloting, 'state'>): Refusal | null => (state === 'open' ? null : { code: 'reviewState', detail: { state: reviewStates[state] } })

/** Whether an entitlement may be struck: while ballots come in. */
export const whyCannotStrike = (balloting: Pick<Balloting, 'state'>): Refusal | null => (balloting.state === 'paused' ? null : whyNotOpen(balloting))

/** Whether a count is there to be looked at. */
export const whyNotCounted = ({ state }: Pick<Balloting, 'state'>): Refusal | null => (state === 'closed' || state === 'published' ? null : { code: 'reviewState', detail: { state: reviewStates[state] } })

/** When what was held may be declared void and held again. A result that somebody dislikes is no reason. Pure. */
import type { Refusal } from '../../types/contracts/errors'

export interface Voiding {
  /** What a regulation wants to be decided by secret ballot: admission, full membership, a decision of an assembly, an election. */
  statutory: boolean
  /** Somebody knows what it comes to: it is closed, or papers of it were counted. */
  counted: boolean
  /** It counts for nothing by a rule (more papers returned than given out): it can only be held again. */
  invalid: boolean
  /** Whoever declares it void is voted on in it. */
  onBallot: boolean
  /** The superior's document, as it was given on paper: null where none is named. */
  consent: { day: string } | null
  today: string
}

/**
 * Why it may not be declared void. Before anything is counted whoever leads it may, with a reason; what does not count by
 * a rule may be held again by whoever leads it. Otherwise nobody who is voted on may, and of a statutory vote it needs the
 * superior's document: those who lost would hold it again until they win.
 */
export function whyCannotVoid({ statutory, counted, invalid, onBallot, consent, today }: Voiding): Refusal | null {
  if (consent && consent.day > today) return { code: 'voteConsentDay' }
  if (!counted || invalid) return null
  if (onBallot) return { code: 'voidOnBallot' }
  return statutory && !consent ? { code: 'voidNoConsent' } : null
}

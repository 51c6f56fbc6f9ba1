/** What is given out of what lies in a box. Pure. */
import type { Refusal } from '../../../types/contracts/errors'
import type { BallotBox } from '../../platform/documents'
import { reviewRules } from '../../regulations/review-rules'

/** Why a group's choices are not given out one by one: so few have voted that it would tell who said what. Statutory votes are recorded in full (细则 §21). */
export const whyTooFew = ({ asked, tally }: Pick<BallotBox, 'asked' | 'tally'>, group: string): Refusal | null => {
  const ballots = tally?.[group]?.ballots ?? 0
  return !asked.noReceipts && ballots < reviewRules.shownFrom.value ? { code: 'reviewFew', detail: { n: ballots, min: reviewRules.shownFrom.value } } : null
}

/** The hash over a box's choices, or nothing where so few have voted: trying out what it may stand for would tell the counts. */
export const shownFingerprint = (box: Pick<BallotBox, 'asked' | 'tally' | 'fingerprint'>): string =>
  (Object.keys(box.tally ?? {}).every(group => whyTooFew(box, group) === null) ? box.fingerprint ?? '' : '')

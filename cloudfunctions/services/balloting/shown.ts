/** What is given out of what lies in a box. Pure. */
import type { Refusal } from '../../../types/contracts/errors'
import type { BallotBox, PaperTally } from '../../platform/documents'
import { disclose } from '../../regulations/disclosure'
import { reviewRules } from '../../regulations/review-rules'
import { isSameCount, totalOf } from './counted'

type Box = Pick<BallotBox, 'asked' | 'tally' | 'paper'>

/**
 * Why a group's choices are not given out one by one: so few have voted that it would tell who said what, or so few on
 * paper that these would be left over when the list is taken off the result. Statutory votes are recorded in full (细则 §21).
 */
export function whyTooFew(box: Box, group: string): Refusal | null {
  if (box.asked.noReceipts) return null
  const min = reviewRules.shownFrom.value
  const { ballots, fromPaper: paper } = totalOf(box, group)
  const phone = ballots - paper
  const [onPhones] = disclose([{ key: 'phone', ballots: phone, counts: {} }, { key: 'paper', ballots: paper, counts: {} }], min, 'total').parts
  if (onPhones!.counts && phone > 0) return null
  return phone < min ? { code: 'reviewFew', detail: { n: phone, min } } : { code: 'reviewFewOnPaper', detail: { n: paper, min } }
}

/**
 * What is told of a pile on which two people agree: to those who have counted it so, all; to others, where so few lie in
 * it that it would tell who said what, only how many papers there are.
 * @param mine what the reader has counted of it
 */
export const shownPile = ({ noReceipts }: Pick<BallotBox['asked'], 'noReceipts'>, agreed: PaperTally, mine: PaperTally | null): PaperTally =>
  (noReceipts || agreed.returned - agreed.invalid >= reviewRules.shownFrom.value || (mine && isSameCount(mine, agreed)) ? agreed : { ...agreed, answers: {}, others: {} })

/** The hash over a box's choices, or nothing where so few have voted: trying out what it may stand for would tell the counts. */
export const shownFingerprint = (box: Box & Pick<BallotBox, 'fingerprint'>): string =>
  (Object.keys(box.tally ?? {}).every(group => whyTooFew(box, group) === null) ? box.fingerprint ?? '' : '')

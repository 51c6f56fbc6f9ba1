/** What is given out of what lies in a box. Pure. */
import type { Refusal } from '../../../types/contracts/errors'
import type { BallotBox } from '../../platform/documents'
import { added, disclose, type Counts } from '../../regulations/disclosure'
import { reviewRules } from '../../regulations/review-rules'

type Box = Pick<BallotBox, 'asked' | 'tally' | 'paper'>

/** How many ballots of a group were cast on phones, and how many valid ones lay on paper. */
export function ballotsIn({ tally, paper }: Pick<BallotBox, 'tally' | 'paper'>, group: string): { phone: number; paper: number } {
  const pile = paper?.[group]
  return { phone: tally?.[group]?.ballots ?? 0, paper: pile ? pile.returned - pile.invalid : 0 }
}

/** What a group's ballots say of one question, on phones and on paper together. */
export const countsIn = ({ tally, paper }: Pick<BallotBox, 'tally' | 'paper'>, group: string, question: string): Counts =>
  added([tally?.[group]?.answers[question] ?? {}, paper?.[group]?.answers[question] ?? {}])

/**
 * Why a group's choices are not given out one by one: so few have voted that it would tell who said what, or so few on
 * paper that these would be left over when the list is taken off the result. Statutory votes are recorded in full (细则 §21).
 */
export function whyTooFew(box: Box, group: string): Refusal | null {
  if (box.asked.noReceipts) return null
  const min = reviewRules.shownFrom.value
  const { phone, paper } = ballotsIn(box, group)
  const [onPhones] = disclose([{ key: 'phone', ballots: phone, counts: {} }, { key: 'paper', ballots: paper, counts: {} }], min, 'total').parts
  if (onPhones!.counts && phone > 0) return null
  return phone < min ? { code: 'reviewFew', detail: { n: phone, min } } : { code: 'reviewFewOnPaper', detail: { n: paper, min } }
}

/** The hash over a box's choices, or nothing where so few have voted: trying out what it may stand for would tell the counts. */
export const shownFingerprint = (box: Box & Pick<BallotBox, 'fingerprint'>): string =>
  (Object.keys(box.tally ?? {}).every(group => whyTooFew(box, group) === null) ? box.fingerprint ?? '' : '')

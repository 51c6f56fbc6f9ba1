/** What is given out of what lies in a box. Pure. */
import type { Refusal } from '../../../types/contracts/errors'
import type { BallotBox, PaperTally } from '../../platform/documents'
import { disclose } from '../../regulations/disclosure'
import { reviewRules } from '../../regulations/review-rules'
import { isSameCount, totalOf, type Total } from './counted'

type Box = Pick<BallotBox, 'asked' | 'tally' | 'paper'>

/**
 * Why a group's choices on phones are not given out one by one: so few have voted that it would tell who said what, or so
 * few on paper that these would be left over when the list is taken off the result. What a regulation wants decided by
 * ballot is told in full (细则 §21), so there it is enough that phones and paper cannot be told apart.
 * Of the piles each is judged by itself: whoever has counted one takes it off.
 * @param beside valid ballots of each other pile that enters the same total
 */
export function whyTooFew(box: Box, group: string, beside: readonly number[] = []): Refusal | null {
  const min = reviewRules.shownFrom.value
  const { ballots, fromPaper } = totalOf(box, group)
  const phone = ballots - fromPaper
  const piles = [fromPaper, ...beside].filter(n => n > 0)
  const paper = piles.length > 0 ? Math.min(...piles) : 0
  const refusal: Refusal = phone < min ? { code: 'reviewFew', detail: { n: phone, min } } : { code: 'reviewFewOnPaper', detail: { n: paper, min } }
  if (box.asked.recorded) return phone === 0 || paper === 0 || (phone >= min && paper >= min) ? null : refusal
  const [onPhones] = disclose([{ key: 'phone', ballots: phone, counts: {} }, { key: 'paper', ballots: paper, counts: {} }], min, 'total').parts
  return onPhones!.counts && phone > 0 ? null : refusal
}

/**
 * Of how few ballots, all of a vote's or those on phones of a pile, its counts would tell who said what; null where they are
 * told: with a large enough number on phones, paper beside them stays among the whole, and whoever counted it finds them alone.
 */
export function fewOf(totals: readonly Pick<Total, 'ballots' | 'fromPaper'>[]): number | null {
  const min = reviewRules.shownFrom.value
  const all = totals.reduce((sum, { ballots }) => sum + ballots, 0)
  if (all < min) return all
  const { total } = disclose(totals.map(({ ballots, fromPaper }, n) => ({ key: String(n), ballots, known: fromPaper, counts: {} })), min)
  return total.counts ? null : Math.min(...totals.map(({ ballots, fromPaper }) => ballots - fromPaper).filter(n => n > 0))
}

/**
 * What is told of a pile on which those who count agree: to those of them, all; to others only how many papers there are,
 * where so few lie in it that it would tell who said what, or where phones beside it would be left over once the total is told.
 * @param mine what the reader has counted of it
 * @param besidePhones the same group votes on phones, too
 */
export const shownPile = ({ recorded }: Pick<BallotBox['asked'], 'recorded'>, agreed: PaperTally, mine: PaperTally | null, besidePhones: boolean): PaperTally =>
  ((!besidePhones && (recorded || agreed.returned - agreed.invalid >= reviewRules.shownFrom.value)) || (mine && isSameCount(mine, agreed)) ? agreed : { ...agreed, answers: {}, others: {} })

/** The hash over a box's choices, from its closing on: for everybody, since without the salt, which only the scrutineers' export carries, nothing can be tried out with it. */
export const shownFingerprint = (box: Pick<BallotBox, 'fingerprint'>): string => box.fingerprint ?? ''

/** What is said before members vote on phones where some of those present would fill in papers, or some would not: of fewer than five the rest can be reckoned. Pure. */
export function warningOfFew({ present, unbound }: { present: number; unbound: readonly string[] }): string[] {
  const min = reviewRules.shownFrom.value
  if (unbound.length === 0 || (unbound.length >= min && present - unbound.length >= min)) return []
  return [`到会${present}人，其中${unbound.join('、')}没有加入，要用纸质票。纸质票或手机票不到${min}张，投的什么能推算出来。请全部用纸质票，或请至少${min}位用纸质票、至少${min}位用手机`]
}

/** What the phone keeps of a ballot: until it is answered what was sent, afterwards only what the voter finds it by in the published lists, on this phone alone. */
import Taro from '@tarojs/taro'
import { NONCE, sealedBallot, type GivenAnswers, type SentBallot } from '../../types/ballots'
import type { BallotPaper } from '../../types/contracts/ballots'
import { randomHex } from './random'
import { hash } from './sha256'

/**
 * A ballot of this phone. `sent`: byte by byte, so that it can be sent again as it was; null once the server has said that
 * it is in, and with it go all choices and the nonce. `commitments`: one for each row, from which nobody reads a choice;
 * none where no receipt may be shown (statutory votes): of those nothing at all is kept once they are in. `arrived`: the
 * server has said so. `sentAt` in milliseconds.
 */
export interface Receipt { boxId: string; sent: SentBallot | null; commitments: string[]; arrived: boolean; lasting: boolean; sentAt: number }

/** One phone may be handed on: each slip and each number has a receipt of its own. */
const keyOf = (boxId: string, who: string): string => `ballot-${boxId}-${who}`
const stored = (): { key: string; receipt: Receipt }[] => Taro.getStorageInfoSync().keys.filter((key) => key.startsWith('ballot-')).map((key) => ({ key, receipt: Taro.getStorageSync(key) as Receipt }))

/** The ballot that this phone has sent; null where it has sent none. */
export const receiptOf = (boxId: string, who: string): Receipt | null => (Taro.getStorageSync(keyOf(boxId, who)) as Receipt | '') || null

/** The ballot that this phone has sent without an answer. */
export const unansweredOf = (boxId: string, who: string): SentBallot | null => receiptOf(boxId, who)?.sent ?? null

/** Fixes a ballot before it is sent: what has once been sent is sent again as it was, never changed. */
export async function fixBallot(paper: BallotPaper, who: string, given: GivenAnswers): Promise<SentBallot> {
  const before = unansweredOf(paper.boxId, who)
  if (before) return before
  const { sent, commitments } = sealedBallot(paper, given, await randomHex(NONCE / 2), hash)
  const receipt: Receipt = { boxId: paper.boxId, sent, commitments, arrived: false, lasting: paper.receipts, sentAt: Date.now() }
  Taro.setStorageSync(keyOf(paper.boxId, who), receipt)
  return sent
}

/** The server has said that a ballot is in: the commitments of its rows are kept, what it says is forgotten; where no receipt is given only that this phone has sent one. */
export function noteArrival(boxId: string, who: string): void {
  const receipt = receiptOf(boxId, who)
  if (receipt?.lasting) Taro.setStorageSync(keyOf(boxId, who), { ...receipt, sent: null, arrived: true })
  else if (receipt) {
    dropReceipt(boxId, who)
    Taro.setStorageSync(sentKey(boxId, who), true)
  }
}
const sentKey = (boxId: string, who: string): string => `sent-${boxId}-${who}`

/**
 * The same, where the server has said so before it was known of which box: whoever comes back to a vote after the phone
 * had died. False where this phone has sent no ballot in that round: then somebody else has.
 */
export function noteUsed(ballotingId: string, round: number | null, who: string): boolean {
  const prefix = round === null ? `${ballotingId}-` : `${ballotingId}-${round}-`
  const own = stored().filter(({ key, receipt }) => receipt.boxId.startsWith(prefix) && key === keyOf(receipt.boxId, who))
  for (const { receipt } of own) noteArrival(receipt.boxId, who)
  return own.length > 0 || Taro.getStorageInfoSync().keys.some((key) => key.startsWith(`sent-${prefix}`) && key.endsWith(`-${who}`))
}

/** Forgets a ballot of which the server said that nothing is in the box. */
export const dropReceipt = (boxId: string, who: string): void => Taro.removeStorageSync(keyOf(boxId, who))

const A_DAY = 24 * 3600_000
/** Forgets what ballots say that were never answered: a day later no vote waits for them. Their commitments stay, where receipts may be kept. */
export function forgetUnanswered(now: number): void {
  for (const { key, receipt } of stored()) {
    if (!receipt.sent || now - receipt.sentAt <= A_DAY) continue
    if (receipt.lasting) Taro.setStorageSync(key, { ...receipt, sent: null })
    else Taro.removeStorageSync(key)
  }
}

/** The round of a box, from its id `<vote>-<round>-<group>`. */
const roundOf = ({ boxId }: Receipt): number => Number(boxId.split('-')[1])

/** This phone's receipts of a vote, of the last round in which it took part. */
export function receiptsOf(ballotingId: string): Receipt[] {
  const own = stored().map(({ receipt }) => receipt).filter(({ boxId, lasting }) => lasting && boxId.startsWith(`${ballotingId}-`))
  const last = Math.max(...own.map(roundOf))
  return own.filter((receipt) => roundOf(receipt) === last)
}

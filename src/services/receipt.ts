/** What the phone keeps of a ballot, before it is sent: with it the voter finds the ballot in the published list, by this phone alone. */
import Taro from '@tarojs/taro'
import { sha256 } from '@noble/hashes/sha2'
import { ballotText, committed, type GivenAnswers } from '../../types/ballots'
import type { BallotPaper } from '../../types/contracts/ballots'
import { randomHex } from './random'

/** `arrived`: the server has said that it is in. */
export interface Receipt { boxId: string; title: string; nonce: string; commitment: string; answers: GivenAnswers['answers']; arrived: boolean }

/** One phone may be handed on: each slip and each number has a receipt of its own. */
const keyOf = (boxId: string, who: string): string => `ballot-${boxId}-${who}`

/** A ballot's text is ASCII, so a character is a byte; WeChat has no TextEncoder. */
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** base64url of bytes, as the server writes it. */
function base64url(bytes: Uint8Array): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b = 0, c = 0] = [bytes[i]!, bytes[i + 1], bytes[i + 2]]
    text += letters[a >> 2]! + letters[((a & 3) << 4) | (b >> 4)]! + letters[((b & 15) << 2) | (c >> 6)]! + letters[c & 63]!
  }
  return text.slice(0, Math.ceil((bytes.length * 4) / 3))
}

/** The commitment of a ballot: sha256 over box, text and nonce. */
export const commitmentOf = (paper: Pick<BallotPaper, 'boxId' | 'questions' | 'choices' | 'blank'>, answers: GivenAnswers['answers'], nonce: string): string =>
  base64url(sha256(bytesOf(committed(paper.boxId, ballotText({ questions: paper.questions, choices: paper.choices.map(({ key }) => key), blank: paper.blank }, { answers }), nonce))))

/** The receipt of a ballot that this phone has sent; null where it has sent none. */
export const receiptOf = (boxId: string, who: string): Receipt | null => (Taro.getStorageSync(keyOf(boxId, who)) as Receipt | '') || null

/** Fixes a ballot before it is sent: what has once been sent is sent again as it was, never changed. */
export async function fixBallot(paper: BallotPaper, who: string, answers: GivenAnswers['answers']): Promise<Receipt> {
  const before = receiptOf(paper.boxId, who)
  if (before) return before
  const nonce = await randomHex(16)
  const receipt: Receipt = { boxId: paper.boxId, title: paper.title, nonce, commitment: commitmentOf(paper, answers, nonce), answers, arrived: false }
  Taro.setStorageSync(keyOf(paper.boxId, who), receipt)
  return receipt
}

export const noteArrival = (receipt: Receipt, who: string): void => Taro.setStorageSync(keyOf(receipt.boxId, who), { ...receipt, arrived: true })

/** Forgets a ballot of which the server said that nothing is in the box. */
export const dropReceipt = (boxId: string, who: string): void => Taro.removeStorageSync(keyOf(boxId, who))

/** Every receipt on this phone whose ballot has arrived. */
export const receipts = (): Receipt[] => Taro.getStorageInfoSync().keys.filter((key) => key.startsWith('ballot-')).map((key) => Taro.getStorageSync(key) as Receipt).filter(({ arrived }) => arrived)

/** How voters come in: slips, numbers of a list, the code on the screen. What is kept of a code or number is a keyed hash. */
import { randomBytes } from 'node:crypto'
import { Secret } from 'otpauth'
import type { Review, ReviewGroup } from '../../platform/documents'
import { READABLE } from '../../platform/ids'
import { keyedHash, keyedId, openText, seal, type Sealed } from '../../platform/secrets'
import { codeAt, isCodeGood } from '../../services/changing-code'
import { numberOf } from './rules'

const SLIP_LETTERS = 10

export const newCodeSecret = (): Sealed => seal(new Secret({ size: 20 }).base32)
/** Each group has a code of its own: whoever stands before one group's screen is not let into another. */
const secretOf = (review: Pick<Review, 'codeSecret'>, boxId: string): Secret =>
  new Secret({ buffer: new TextEncoder().encode(keyedHash('room code', `${openText(review.codeSecret)}\n${boxId}`)).buffer })

/** A group's code on the screen at an instant, and when the next one follows. */
export const roomCodeAt = (review: Pick<Review, 'codeSecret'>, boxId: string, now: Date): { code: string; nextAt: Date } => codeAt(secretOf(review, boxId), now)

/** Whether a code is the group's present one or one of the last three minutes. */
export const isRoomCodeGood = (review: Pick<Review, 'codeSecret'>, boxId: string, code: string, now: Date): boolean => isCodeGood(secretOf(review, boxId), code, now)

/** The code of a group's nth slip: the same whenever it is printed, and kept nowhere. */
export function slipCode(boxId: string, n: number): string {
  const digest = Buffer.from(keyedHash('slip', `${boxId}\n${n}`), 'base64url')
  let bits = digest.readBigUInt64BE()
  let code = ''
  for (let i = 0; i < SLIP_LETTERS; i++) {
    code += READABLE[Number(bits % BigInt(READABLE.length))]
    bits /= BigInt(READABLE.length)
  }
  return code
}

/** The key of an entitlement: what is stored instead of a slip's code, a number, or an account. */
export const slipKey = (boxId: string, code: string): string => keyedId('slip key', `${boxId}\n${code}`)
export const numberKey = (boxId: string, number: string): string => keyedId('voter number', `${boxId}\n${numberOf(number)}`)
/** Where an account stands for a person: hashed with the box's own key, which is destroyed at publishing. */
export const accountKey = (boxKey: Sealed, boxId: string, accountId: string): string => keyedId('voter account', `${openText(boxKey)}\n${boxId}\n${accountId}`)
export const newBoxKey = (): Sealed => seal(randomBytes(24).toString('base64url'))

/** What a printed slip's code carries (29 of WeChat's 32 characters), and what the screen's does. */
export const slipScene = (reviewId: string, group: string, code: string): string => `s.${reviewId}.${group}${code}`
export const roomScene = (reviewId: string, group: string, code: string): string => `v.${reviewId}.${group}${code}`

export interface EntryScene { kind: 'slip' | 'room'; reviewId: string; group: string; code: string }
/** Reads a scene of either kind; null for anything else. Groups of others are one letter. */
export function readEntryScene(scene: string): EntryScene | null {
  const slip = /^s\.([a-z2-7]{16})\.([a-z])([2-9a-z]{10})$/.exec(scene)
  if (slip) return { kind: 'slip', reviewId: slip[1]!, group: slip[2]!, code: slip[3]! }
  const room = /^v\.([a-z2-7]{16})\.([a-z])(\d{6})$/.exec(scene)
  return room ? { kind: 'room', reviewId: room[1]!, group: room[2]!, code: room[3]! } : null
}

/** The key letter of the nth group of others. */
export const groupLetter = (n: number): string => 'abcdefghijklmnopqrstuvwxyz'[n]!

/** The numbers of each group that comes in by a list. */
export const listsOf = (review: Pick<Review, 'lists'>): Record<string, string[]> => (review.lists ? JSON.parse(openText(review.lists)) as Record<string, string[]> : {})

/** Who may take part in a group, as keys of entitlements; none for the room's code, where the number of slots is the limit. */
export function keysOf(review: Pick<Review, 'lists'>, group: ReviewGroup, boxId: string, memberIds: string[]): string[] {
  if (group.entry === 'roster') return memberIds
  if (group.entry === 'slips') return Array.from({ length: group.entitled }, (_none, n) => slipKey(boxId, slipCode(boxId, n)))
  if (group.entry === 'list') return (listsOf(review)[group.key] ?? []).map(number => numberKey(boxId, number))
  return []
}

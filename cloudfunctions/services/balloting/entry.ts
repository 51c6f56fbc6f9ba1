/** How voters come in: slips, numbers of a list, the code on the screen. What is kept of a code or number is a keyed hash. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { Secret } from 'otpauth'
import type { VoterEntry } from '../../../types/contracts/codes'
import type { BallotKind } from '../../../types/contracts/codes-ballots'
import type { Balloting, BallotGroup } from '../../platform/documents'
import { READABLE } from '../../platform/ids'
import { keyedHash, keyedId, openText, seal, type Sealed } from '../../platform/secrets'
import { codeAt, isCodeGood } from '../changing-code'
import { numberOf } from './list'

const SLIP_LETTERS = 10

export const newCodeSecret = (): Sealed => seal(new Secret({ size: 20 }).base32)
/** Each group has a code of its own: whoever stands before one group's screen is not let into another. */
const secretOf = (review: Pick<Balloting, 'codeSecret'>, boxId: string): Secret =>
  new Secret({ buffer: new TextEncoder().encode(keyedHash('room code', `${openText(review.codeSecret)}\n${boxId}`)).buffer })

/** A group's code on the screen at an instant, and when the next one follows. */
export const roomCodeAt = (review: Pick<Balloting, 'codeSecret'>, boxId: string, now: Date): { code: string; nextAt: Date } => codeAt(secretOf(review, boxId), now)

/** Whether a code is the group's present one or one of the last three minutes. */
export const isRoomCodeGood = (review: Pick<Balloting, 'codeSecret'>, boxId: string, code: string, now: Date): boolean => isCodeGood(secretOf(review, boxId), code, now)

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

const PIN_DIGITS = 6
/** The password that belongs to a number of a list: the same whenever it is printed, and kept nowhere. */
export const pinOf = (boxId: string, number: string): string =>
  String(Buffer.from(keyedHash('voter pin', `${boxId}\n${numberOf(number)}`), 'base64url').readBigUInt64BE() % BigInt(10 ** PIN_DIGITS)).padStart(PIN_DIGITS, '0')
export const isPinGood = (boxId: string, number: string, pin: string): boolean => timingSafeEqual(Buffer.from(keyedHash('pin', pinOf(boxId, number))), Buffer.from(keyedHash('pin', numberOf(pin))))

/** What a printed slip's code carries (29 of WeChat's 32 characters), what the screen's does, and what is printed beside passwords. */
export const slipScene = (id: string, group: string, code: string): string => `s.${id}.${group}${code}`
export const roomScene = (id: string, group: string, code: string): string => `v.${id}.${group}${code}`
export const pinsScene = (id: string, group: string): string => `p.${id}.${group}`
/** What the screen's code for members carries: where the own ballot is. It opens nothing, so it need not change. */
export const ownScene = (kind: BallotKind, id: string): string => `m.${id}.${kind[0]}`

const scenes = [
  { kind: 'slip', shape: /^s\.([a-z2-7]{16})\.([a-zA-Z])([2-9a-z]{10})$/, entries: ['slips'] },
  { kind: 'room', shape: /^v\.([a-z2-7]{16})\.([a-zA-Z])(\d{6})$/, entries: ['room', 'list'] },
  { kind: 'pins', shape: /^p\.([a-z2-7]{16})\.([a-zA-Z])()$/, entries: ['pins'] },
] as const satisfies { kind: string; shape: RegExp; entries: readonly VoterEntry[] }[]

export interface EntryScene { kind: (typeof scenes)[number]['kind']; /** The ways of coming in that such a code belongs to. */ entries: readonly VoterEntry[]; id: string; group: string; code: string }
/** Reads a scene; null for anything else. Groups of others are one letter. */
export function readEntryScene(scene: string): EntryScene | null {
  for (const { kind, shape, entries } of scenes) {
    const found = shape.exec(scene)
    if (found) return { kind, entries, id: found[1]!, group: found[2]!, code: found[3]! }
  }
  return null
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** So many groups of others a vote can ever have had: a key stands in printed codes, and is of one group for life. */
export const GROUP_LETTERS = letters.length
/** The key letter of the nth group of others. */
export const groupLetter = (n: number): string => letters[n]!

/** The numbers of each group that comes in by a list. */
export const listsOf = (review: Pick<Balloting, 'lists'>): Record<string, string[]> => (review.lists ? JSON.parse(openText(review.lists)) as Record<string, string[]> : {})

/** Who may take part in a group, as keys of entitlements; none for the room's code, where the number of slots is the limit. */
export function keysOf(review: Pick<Balloting, 'lists'>, group: BallotGroup, boxId: string, memberIds: string[]): string[] {
  if (group.entry === 'roster') return memberIds
  if (group.entry === 'slips') return Array.from({ length: group.entitled }, (_none, n) => slipKey(boxId, slipCode(boxId, n)))
  if (group.entry === 'list' || group.entry === 'pins') return (listsOf(review)[group.key] ?? []).map(number => numberKey(boxId, number))
  return []
}

/** How who looked at sensitive items, corrections asked for, and the rotation of keys are stored. */
import type { CorrectionItem, CorrectionState, SensitiveItem } from '../../types/contracts/codes'
import type { Sealed } from './secrets'

/**
 * Whom a file held that left with sensitive items in the clear: at most a thousand of them. Appended before the file is
 * made, so that no file holds somebody who is not told of it; a file that was cut off is told as well.
 */
export interface OutgoingPeople {
  _id: string
  /** Instant and id: the order in which a member reads it. */
  key: string
  /** The record of the file: an export, a filled sheet, a collection. */
  recordId: string
  memberIds: string[]
  organisationId: string
  organisationName: string
  /** What was done, as the member reads it: 导出花名册. */
  what: string
  items: SensitiveItem[]
  at: Date
  by: string
  byMemberId: string
  byName: string
}

/** One item of one person that somebody opened: appended before it was opened, never edited. */
export interface Reveal {
  _id: string
  key: string
  /** A member or an applicant. */
  subjectId: string
  subjectName: string
  item: SensitiveItem
  reason: string
  /** The person's organisation, and those through which the officer had the power: each of them lists it. */
  organisationIds: string[]
  /** The person's organisation. */
  organisationName: string
  at: Date
  by: string
  byMemberId: string
  byName: string
}

/** An account that opened unusually much, or asked for unusually many records that are not its own; it is held back until then. */
export interface UnusualRun {
  _id: string
  key: string
  kind: 'reveals' | 'refusals'
  accountId: string
  memberId: string
  byName: string
  /** Whose officers are told, besides those above. */
  organisationId: string
  count: number
  at: Date
  until: Date
  settledAt: Date | null
  settledBy: string | null
}

/**
 * One item of one member that is asked to be corrected: `_id` from both, so that one request at a time is open. What was
 * decided stays on the person's timeline; a new request takes the place of the last one.
 */
export interface CorrectionRequest {
  _id: string
  key: string
  /** Counts the requests for this item: an officer decides the one that was seen. */
  turn: number
  memberId: string
  memberName: string
  organisationId: string
  item: CorrectionItem
  state: CorrectionState
  open: boolean
  /** As it would be stored; empty for an ID number, which is looked at in person. */
  proposed: Sealed
  /** As it was stored when it was asked for; of an ID number its hash. */
  was: Sealed
  note: Sealed | null
  at: Date
  decidedAt: Date | null
  byName: string | null
  reason: string | null
  /** When the member has seen the answer. */
  seenAt: Date | null
  /** The tap that wrote it last: its repeat changes nothing more. */
  lastTap: string
}

/** Two records of one roster that were looked at and are two persons: `_id` from both, whichever way round. */
export interface NotSame { _id: string; organisationId: string; one: string; other: string; at: Date; by: string; byName: string; takenBack: boolean }

/**
 * How far the store is rewritten with a key: `_id` is the key's name. A pass goes through every collection that holds
 * sealed values; `safeAt` is when a whole pass has found none of another key, so that the others may be taken out.
 */
export interface KeyRotation {
  _id: string
  startedAt: Date
  pass: number
  /** Null while the next pass waits for calls that still seal with another key. */
  passStartedAt: Date | null
  /** The collection in which the pass stands, by its place in the list, and the last document that it has looked at. */
  place: number
  cursor: string
  /** Values of other keys that this pass has found. */
  found: number
  /** Values that no listed key opens, found by this pass: they are lost with or without the others. */
  lost: number
  resealed: number
  safeAt: Date | null
}

export interface PrivacyDocuments {
  key_rotations: KeyRotation
  not_same: NotSame
  corrections: CorrectionRequest
  export_people: OutgoingPeople
  reveals: Reveal
  unusual_runs: UnusualRun
}

/** How who looked at sensitive items, corrections asked for, and the rotation of keys are stored. */
import type { SensitiveItem } from '../../types/contracts/codes'

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

export interface PrivacyDocuments {
  export_people: OutgoingPeople
  reveals: Reveal
  unusual_runs: UnusualRun
}

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

export interface PrivacyDocuments {
  export_people: OutgoingPeople
}

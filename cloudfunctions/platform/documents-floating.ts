/** How floating members, lost contact and double registration (流动党员、失联、双报到) are stored. Days `YYYY-MM-DD`. */
import type { Certificate, ContactWay } from '../../types/contracts/codes'

/** An absence from the own branch. */
export interface StayRecord {
  place: string
  abroad: boolean
  reason: string
  from: string
  until: string | null
  host: string
  hostContact: string
  certificate: Certificate
  certificateNumber: string
  reportedOn: string
  reportedBy: string
  confirmed: boolean
  contacts: { id: string; day: string; way: ContactWay; note: string; byName: string }[]
}
/** That there is no contact: since which month, and how the person has been looked for. */
export interface LossRecord {
  since: string
  searches: { id: string; day: string; way: ContactWay; result: string; byName: string }[]
}
export interface RegistrationRecord {
  community: string
  contact: string
  since: string
  acts: { id: string; day: string; what: string; hours: number; byName: string }[]
}

/** One per member who ever was away, lost or registered elsewhere; where the member belongs is the member's own record. */
export interface FloatingRecord {
  /** The member's id. */
  _id: string
  stay: StayRecord | null
  stays: (StayRecord & { backOn: string })[]
  loss: LossRecord | null
  losses: (LossRecord & { foundOn: string; note: string })[]
  registration: RegistrationRecord | null
  /** The day on which the jobs look at it next; null: never. */
  lookOn: string | null
  version: number
  /** Its last taps: the repeat of one changes nothing. */
  taps: string[]
}

/** A member of another branch who lives here for a while: in no roster, in no count, without a vote. */
export interface GuestRecord {
  _id: string
  organisationId: string
  sortKey: string
  name: string
  home: string
  homeContact: string
  certificate: Certificate
  certificateNumber: string
  since: string
  until: string | null
  takesPart: boolean
  left: boolean
  leftOn: string | null
  notes: { id: string; day: string; what: string }[]
  version: number
  taps: string[]
}

export interface FloatingDocuments {
  floating_records: FloatingRecord
  guests: GuestRecord
}

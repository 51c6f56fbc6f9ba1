/** How the graduation season and the handover of a post (毕业季、工作交接) are stored. */
import type { Post, Standing } from '../../types/contracts/codes'
import type { Destination, HandoverRole, HandoverState } from '../../types/contracts/codes-season'

export interface HandoverFile { name: string; count: number | null }
/** What was open when it was looked at; counts and names of things, never their text. */
export interface HandoverMatter { key: string; text: string; count: number }
/** The account that signed, of a member whom the party names; for one revision of the list. */
export interface HandoverSignature { accountId: string; at: Date; revision: number }
export interface HandoverParty { memberId: string; name: string; signature: HandoverSignature | null }

/** One handover of posts, kept for good. `open`: not yet in effect and not given up. */
export interface Handover {
  _id: string
  /** Start and id: the order of lists. */
  key: string
  organisationId: string
  organisationName: string
  state: HandoverState
  open: boolean
  posts: { postId: string; post: Post; until: string | null }[]
  parties: Record<HandoverRole, HandoverParty>
  files: HandoverFile[]
  dues: { fen: number; asOn: string } | null
  matters: HandoverMatter[]
  mattersAt: Date
  remarks: string
  effectiveOn: string | null
  /** Goes up with every change of the list. */
  revision: number
  /** Signatures that a later change made void. */
  voided: { role: HandoverRole; name: string; signedAt: Date; voidedAt: Date }[]
  at: Date
  doneAt: Date | null
  stopped: { byMemberId: string; name: string; reason: string; at: Date } | null
  stuck: string | null
  /** The tap that changed it last: its repeat changes nothing more. */
  lastTap: string
}

/** Where a relation is to go, as it was last said. */
export interface Wishes { kind: Destination; target: string; until: string | null; at: Date; byName: string; bySelf: boolean }

/** Somebody who leaves school in a year: `_id` is `<member>_<year>`. How far it is follows from the transfer and the member's axes, kept nowhere else. */
export interface Leaver {
  _id: string
  organisationId: string
  year: number
  memberId: string
  name: string
  standing: Standing
  /** Empty where the roster has none. */
  className: string
  sortKey: string
  searchKeys: string[]
  leavesOn: string
  /** The day until which members are asked to fill in. */
  dueOn: string
  wishes: Wishes | null
  /** What stood there before the last change of many, by which it is taken back. */
  before: { changeId: string; wishes: Wishes | null } | null
  /** The change of many that put the person in. */
  addedBy: string
  /** While the relation is kept: the day on which that, or the time to speak with the person, is over. For the job. */
  watchOn: string | null
  contactedOn: string | null
  removed: boolean
  version: number
  at: Date
}

/** One change of many in a graduation list. */
export interface SeasonChange { _id: string; accountId: string; organisationId: string; year: number; kind: 'add' | 'assign'; what: string; at: Date; undoneAt: Date | null }

export interface SeasonDocuments {
  handovers: Handover
  leavers: Leaver
  season_changes: SeasonChange
}

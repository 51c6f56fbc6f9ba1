/** How people are stored: what is known of them, how they stand, and what happened to them. */
import type { Contact, Discipline, Floating, Membership, OrganisationKind, PersonEventKind, Post, Relation, Standing } from '../../types/contracts/codes'
import type { PaperNote } from './documents-dossier'
import type { Sealed } from './secrets'

/** A post as a member holds it, copied into the access document of the member's account. */
export interface HeldPost {
  postId: string
  post: Post
  organisationId: string
  organisationName: string
  organisationKind: OrganisationKind
  since: string
  /** When the term ends. */
  until: string | null
  /** Last day of its powers where that is not `until`: a committee leads on until it has held its own election (regulations/term-rules). Null: until somebody ends it. */
  powersUntil?: string | null
  /** The account for which another officer has vouched; the post's powers are in force for this account only. */
  confirmedAccount: string | null
}

/** What is known of a person and kept in the clear; days `YYYY-MM-DD`, codes as in codes.ts. */
export interface PersonFacts {
  name: string
  standing: Standing
  sex: string | null
  ethnicity: string | null
  birthday: string | null
  education: string | null
  joinedOn: string | null
  fullOn: string | null
  job: string | null
  studentNumber: string | null
  className: string | null
  /** What a student's record carries besides; absent in records that were written before it was asked for. */
  nativePlace?: string | null
  grade?: string | null
  major?: string | null
  appliedOn?: string | null
  activistOn?: string | null
  prospectOn?: string | null
  /** 入党介绍人 and 培养联系人, as written. */
  sponsors?: string | null
  mentors?: string | null
  remark?: string | null
}

/** By which event an axis came to stand so, and how it stood before: by it the last entry is reversed. */
interface Recorded<T> { eventId?: string; reason?: string; before?: { value: T; since: string | null; until?: string | null; reason?: string } }

/**
 * How a member stands, on separate axes instead of one status (DOMAIN.md §3); an axis that is left out is as usual.
 * Days `YYYY-MM-DD`. Every change of an axis is an event of the person (services/axes): this is only how it stands now.
 */
export interface Axes {
  membership?: { value: Membership; since: string | null } & Recorded<Membership>
  relation?: { value: Relation; since: string | null; until?: string | null }
  contact?: { value: Contact; since: string | null }
  floating?: { value: Floating; since: string | null; place?: string | null }
  discipline?: { value: Discipline; since: string | null; until?: string | null } & Recorded<Discipline>
}

/** One thing that happened to a person here: appended, never edited; what was wrong is reversed by another. */
export interface PersonEvent {
  _id: string
  /** The member's or applicant's id; kept from the first application on. */
  personId: string
  /** The organisation in which it happened. */
  organisationId: string
  organisationName: string
  /** Day, instant of entry and id: the order of the timeline. */
  key: string
  /** The day on which it happened, which may lie before the one on which it was written down. */
  day: string
  kind: PersonEventKind
  /** One plain sentence, without anything sensitive. */
  text: string
  at: Date
  by: string
  byName: string
  reverses: string | null
}

export interface Member extends PersonFacts {
  _id: string
  /** The branch; a party group is `groupId`. */
  organisationId: string
  organisationName: string
  organisationKind: OrganisationKind
  path: string
  groupId: string | null
  groupName: string | null
  /** Pinyin and id: the key by which lists are ordered and paged. */
  sortKey: string
  /** Lower-case beginnings that a search may match: name, pinyin, initials, student number. */
  searchKeys: string[]
  phone: Sealed | null
  phoneMasked: string | null
  address: Sealed | null
  idHash: string | null
  idTail: string | null
  posts: HeldPost[]
  accountId: string | null
  invitationId: string | null
  archived: boolean
  archivedAt: Date | null
  archiveReason: string | null
  version: number
  /** The tap that edited it last: its repeat changes nothing more. */
  lastTap?: string
  createdAt: Date
  importId: string | null
  /** The bulk change, or the taking back of one, that wrote this record last; absent where there was none. */
  bulkId?: string
  /** Where it differs from the usual. */
  axes?: Axes
  /** 固定电话. */
  landline?: Sealed | null
  landlineMasked?: string | null
  /** Papers of the file by their key (regulations/papers). */
  papers?: Record<string, PaperNote>
  /** The record of the same person that was kept, where this one was entered twice. */
  mergedInto?: string | null
  /** Records of the same person that were merged into this one: what they tell is told here. */
  mergedFrom?: string[]
  /** In which lists of those away this member stands: floating out, to be contacted, lost, registered in a community. */
  away?: ('out' | 'due' | 'lost' | 'community')[]
  /** The one open transfer of the organisational relation; written in the transaction that opens or closes it. */
  transferId?: string | null
}

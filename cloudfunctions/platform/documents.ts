/** The shape of every stored document. Instants are dates in UTC, calendar days strings `YYYY-MM-DD`. */
import type { AppealState, CheckInWay, ImportState, InboxKind, OrganisationKind, ReceiptWay, Post, Standing } from '../../types/contracts/codes'
import type { ImportItem } from '../../types/contracts/imports'
import type { BackfillDocuments } from './documents-backfill'
import type { BallotDocuments } from './documents-ballots'
import type { VoteDocuments } from './documents-votes'
import type { CollectionDocuments } from './documents-collections'
import type { DossierDocuments } from './documents-dossier'
import type { FloatingDocuments } from './documents-floating'
import type { HeldPost, Member } from './documents-person'
import type { PrivacyDocuments } from './documents-privacy'
import type { SeasonDocuments } from './documents-season'
import type { TransferDocuments } from './documents-transfers'
import type { Move, Organisation, OrganisationChange } from './documents-tree'
import type { Sealed } from './secrets'

export type { ChosenColumn, ChosenPeople, FillChunk, FillMade, FillRunDocument, FillSheet } from './documents-backfill'
export type { Applicant, PaperNote } from './documents-dossier'
export type { AskedColumn, CollectionAnswer, CollectionFile, CollectionTask } from './documents-collections'
export type { FloatingRecord, GuestRecord, LossRecord, StayRecord } from './documents-floating'
export type { Asked, BallotBox, BallotSlot, BoxState, Entitlement, Review, BallotGroup, Balloting, PaperCount, PaperTally, GradeCorrection, ReviewedPerson, ReviewSummary, Tally, Turnout, VoterGroup } from './documents-ballots'
export type { SuperiorConsent, Election, ElectionBallot, ElectionNext, ElectionVotes, Elector, Outcome, PollAnswer, Subject, Vote, WantedShare } from './documents-votes'
export type { Handover, HandoverMatter, HandoverParty, Leaver, SeasonChange, Wishes } from './documents-season'
export type { Axes, HeldPost, Member, PersonEvent, PersonFacts } from './documents-person'
export type { CorrectionRequest, KeyRotation, NotSame, OutgoingPeople, Reveal, UnusualRun } from './documents-privacy'
export type { ChangePart, Move, Organisation, OrganisationChange } from './documents-tree'

/** One document per account: read once on every call, rewritten in the transaction that changes any of it. */
export interface AccessDocument {
  _id: string
  /** Kept for subscribe messages only. */
  openid: string
  memberId: string | null
  memberName: string
  standing: Standing
  organisationId: string
  organisationName: string
  organisationKind: OrganisationKind
  groupId: string | null
  posts: HeldPost[]
  bindingId: string
  boundAt: Date
  /** TOTP: the sealed secret, whether it is active, and the last used step (a code works once). */
  factor: { secret: Sealed; active: boolean; lastStep: number } | null
  provedUntil: Date | null
  challenge: string | null
  /** The circuit breaker: no call of this account is served before then. */
  blockedUntil: Date | null
}

/** One organisation's claim on one person: the id is the keyed hash of the ID number, so nobody is in two branches. */
export interface Identity { _id: string; memberId: string; organisationId: string }

export interface PostDocument {
  _id: string
  organisationId: string
  memberId: string
  memberName: string
  post: Post
  since: string
  until: string | null
  /** As HeldPost. */
  powersUntil?: string | null
  appointedBy: string
  /** Holds the post for the time being, in a vacancy; left out: no. */
  acting?: boolean
  at: Date
  endedAt: Date | null
  endReason: string | null
  endedBy: string | null
}

export interface Binding { _id: string; accountId: string; memberId: string; way: 'card' | 'branchCode' | 'founding'; at: Date; endedAt: Date | null; endedBy: string | null; endReason: string | null }
export interface Invitation { _id: string; memberId: string; memberName: string; organisationId: string; organisationName: string; expiresAt: Date; usedAt: Date | null; usedBy: string | null; voidedAt: Date | null; issuedBy: string; at: Date }
/** `_id` is the organisation's id; the code is found by its keyed hash. */
export interface BranchCode { _id: string; codeHash: string; code: Sealed; organisationName: string; expiresAt: Date }
/** `seen`: hashes of the different records that were asked for, where those are counted. */
export interface Throttle { _id: string; count: number; since: Date; until: Date | null; seen?: string[] }
export interface FoundingCode { _id: string; usedAt: Date | null; usedBy: string | null }

export interface Notice { _id: string; key: string; organisationId: string; organisationName: string; groupId: string | null; groupName: string | null; title: string; body: string; due: Date | null; at: Date; authorId: string; authorName: string; withdrawnAt: Date | null; /** How many of its audience have a receipt, for lists; the receipts themselves prove it. */ informed: number }
/** `_id` is `<noticeId>_<memberId>`. `readAt`: the member's own reading, which no officer's mark takes away. */
export interface Receipt { _id: string; noticeId: string; memberId: string; way: ReceiptWay; at: Date; by: string; readAt: Date | null; note: string | null }

export interface Activity {
  _id: string
  /** Start and id: the order of lists. */
  key: string
  organisationId: string
  organisationName: string
  title: string
  place: string
  detail: string
  startsAt: Date
  endsAt: Date
  signUpClosesAt: Date
  capacity: number | null
  organiserId: string
  organiserName: string
  calledOffAt: Date | null
  callOffReason: string | null
  checkInSecret: Sealed
  /** Points for one check-in by the branch's rule when the activity was made; 0 = points off. */
  pointsPerCheckIn: number
  version: number
  /** The tap that changed it last: its repeat changes nothing more. */
  lastTap: string
  at: Date
}
/**
 * A person's place in the order of sign-up; who fits into the capacity is going, the rest wait in this order. As lean as
 * can be, since every sign-up is answered with the whole queue: what is not said is left out, and names are the roster's.
 * `by`, `byName` and `at`: who signed the person up, and when, where somebody else did.
 */
export interface QueueEntry { m: string; guests?: number; by?: string; byName?: string; at?: Date; note?: string }
/** `_id` is the activity's id. One document, changed by one conditional update: no oversell, order kept, no gap after a crash. */
export interface Places {
  _id: string
  /** The activity's own, copied in the transaction that changes it: one update answers with queue and capacity as they were together. */
  capacity: number | null
  /** Called off: nobody signs up any more. */
  closed: boolean
  queue: QueueEntry[]
  leave: { m: string; name: string; at: Date; note: string | null }[]
  /** The newest cancellations; older ones fall out. */
  log: { m: string; what: 'cancelled' | 'leave'; at: Date; by: string | null }[]
  /** Inbox items that wait until their member has opened the activity. */
  told: string[]
  /** Who has been reminded of the beginning. */
  reminded: string[]
  /** Since when somebody may have moved up and not been told; null where all have been. */
  unsettledAt: Date | null
}
/** `_id` is `<activityId>_<memberId>`; `turn` counts ticks, so that a tick, its taking back and a new tick have lines of their own. */
export interface CheckIn { _id: string; activityId: string; memberId: string; organisationId: string; at: Date; way: CheckInWay; by: string; turn: number; undoneAt: Date | null }
/** `_id` is `<fact>_<rule>`; a reversal's is `<line>_reversal`. */
export interface PointsLine { _id: string; key: string; memberId: string; organisationId: string; delta: number; reason: string; fact: string; rule: string; at: Date; by: string | null; reverses: string | null }
/** A nickname that the secretary resolved once: `_id` from branch and nickname. */
export interface Nickname { _id: string; organisationId: string; nickname: string; memberId: string }

export interface Appeal {
  _id: string
  key: string
  organisationId: string
  memberId: string
  authorName: string
  text: string
  pictures: string[]
  state: AppealState
  /** Whether the branch still has to deal with it: follows from the state, kept for the list. */
  open: boolean
  at: Date
  changedAt: Date
  /** `tap` names the call that wrote the line, so that a repeat of it writes nothing. */
  history: { at: Date; memberId: string; byName: string; act: 'wrote' | 'answered' | 'closed' | 'solved' | 'reopened'; text: string; tap: string }[]
  version: number
}

/** One thing that waits for an audience: `b:<branch>`, `g:<group>`, `m:<member>`, or `o:<organisation>` for its officers. */
export interface InboxItem { _id: string; audience: string; kind: InboxKind; title: string; hint: string; refId: string; /** What its page shows, where that is not the record itself: the organisation in which a post waits. */ opens?: string; due: Date | null; startsAt: Date | null; endsAt: Date | null; until: Date; closed: boolean; at: Date }
/** `m_<member>`: how the member has dealt with inbox items. `o_<organisation>`: its rollup. One query of home reads both kinds. */
export interface Digest {
  _id: string
  kind: 'member' | 'organisation'
  /** For a rollup: the organisation above; empty for a member. */
  parentId: string
  marks?: Record<string, string>
  name?: string
  organisationKind?: OrganisationKind
  members?: number
  bound?: number
  activities?: number
  pointsOn?: boolean
  /** Sums of the whole subtree, made by a job. */
  sums?: { members: number; bound: number; activities: number; asOf: Date } | null
}

/** The filters that an account has named; `_id` is the account's. */
export interface SavedFilters { _id: string; filters: { organisationId: string; name: string; filter: RosterFilter }[] }
export interface RosterFilter { standing?: Standing; groupId?: string; className?: string; bound?: boolean; archived?: boolean }
/** One change of many people. `images`: sealed JSON of what each of them was before. */
export interface BulkChange { _id: string; accountId: string; organisationId: string; at: Date; what: string; change: { groupId?: string | null; groupName?: string | null; className?: string | null }; images: Sealed; count: number; undoneAt: Date | null }

export interface Upload { _id: string; accountId: string; purpose: string; cloudPath: string; fileName: string; at: Date; usedAt: Date | null }

/** What a branch has said of headers in its sheets, by their keys; `_id` is the organisation's. */
export interface KnownHeadersOf { _id: string; headers: { key: string; item: ImportItem | null }[] }
export interface ImportJob {
  _id: string
  key: string
  organisationId: string
  fileName: string
  state: ImportState
  at: Date
  by: string
  /** Absent in imports from before timelines told of them. */
  byName?: string
  expiresAt: Date
  /** `skipped`: rows that the way of importing leaves out; absent in imports from before there were ways. */
  counts: { new: number; changed: number; unchanged: number; refused: number; skipped?: number }
  /** Somebody asked a commit to stop; it stops after the part that it is at. */
  stop?: boolean
  done: number
  total: number
  left: { row: number; name: string; why: string }[]
  sheetName: string
  headerRow: number
  mapped: { column: string; field: string }[]
  ignored: string[]
  problemsTotal: number
  chunks: number
  /** The next chunk to write or restore. */
  cursor: number
  /** Who works on it until when: taken by a conditional update, so that one call at a time writes. */
  lease: { holder: string; until: Date } | null
}
/** `_id` is `<import>_<n>`; `rows` are sealed JSON. Kinds: staged rows, problems, images for undo. */
export interface ImportChunk { _id: string; importId: string; kind: 'rows' | 'problems' | 'undo'; n: number; rows: Sealed; count: number; at: Date }

/**
 * Who took a roster out of an organisation, and when. `making` until its file is stored, `kept` for a day, then `gone`:
 * the record stays.
 */
export interface RosterExport { _id: string; key: string; organisationId: string; organisationName: string; standing: Standing | null; at: Date; by: string; byMemberId: string; byName: string; people: number; fileName: string; cloudPath: string; fileId: string | null; state: 'making' | 'kept' | 'gone' }

export interface AuditLine { _id: string; at: Date; day: string; action: string; accountId: string; memberId: string | null; organisationId: string | null; subjects: Record<string, string | string[]>; fields: string[] }
/** One a day: the hash over the day's lines and the seal before. */
export interface AuditSeal { _id: string; lines: number; hash: string; previous: string; at: Date }
/** `_id` is `<account>_<purpose>`: how many messages the person has agreed to and not yet got. */
export interface Consent { _id: string; accountId: string; openid: string; memberId: string; purpose: string; left: number }
/** What the dispatcher runs: when it is due next, and who runs it now. */
export interface JobDocument { _id: string; dueAt: Date; leaseUntil: Date; lastRun: Date | null; lastError: string | null }

export interface Documents extends BackfillDocuments, BallotDocuments, VoteDocuments, CollectionDocuments, DossierDocuments, FloatingDocuments, PrivacyDocuments, SeasonDocuments, TransferDocuments {
  organisations: Organisation
  moves: Move
  organisation_changes: OrganisationChange
  members: Member
  access: AccessDocument
  identities: Identity
  posts: PostDocument
  bindings: Binding
  invitations: Invitation
  branch_codes: BranchCode
  throttles: Throttle
  founding_codes: FoundingCode
  notices: Notice
  receipts: Receipt
  activities: Activity
  places: Places
  check_ins: CheckIn
  points: PointsLine
  nicknames: Nickname
  appeals: Appeal
  inbox: InboxItem
  digests: Digest
  roster_filters: SavedFilters
  bulk_changes: BulkChange
  uploads: Upload
  known_headers: KnownHeadersOf
  imports: ImportJob
  import_chunks: ImportChunk
  exports: RosterExport
  audit: AuditLine
  audit_seals: AuditSeal
  consents: Consent
  jobs: JobDocument
}
export type CollectionName = keyof Documents

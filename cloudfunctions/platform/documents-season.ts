/** How the graduation season and the handover of a post (毕业季、工作交接) are stored. */
import type { HandoverRole, HandoverState } from '../../types/contracts/codes-season'
import type { Post } from '../../types/contracts/codes'

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

export interface SeasonDocuments {
  handovers: Handover
}

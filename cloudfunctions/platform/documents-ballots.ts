/**
 * How secret ballots are stored: DESIGN.md, principle 5. Who has taken part (`turnouts`) and what was chosen
 * (`ballot_slots`) share no key but the box, carry no time, and lie in an order that says nothing.
 */

import type { Decider, ExcellentBase, Grade, ReviewScale, ReviewState, VoterEntry } from '../../types/contracts/codes'
import type { BallotKind } from '../../types/contracts/codes-ballots'
import type { Sealed } from './secrets'

/** open: ballots come in. closing: no more do, free slots are being voided. closed: counted. void: nothing of it counts. */
export type BoxState = 'opening' | 'open' | 'paused' | 'closing' | 'closed' | 'void'

/** Voters who are counted apart from others: members, a class. `slots`: one for each entitlement and some spare. */
export interface VoterGroup { key: string; name: string; entitled: number; /** No ballot beyond the entitlements: their number is the only limit, and further slots are held back. */ exact?: boolean; /** On paper alone: no slot at all. */ paper?: boolean; /** Members by their own accounts: whoever takes a paper does so by name. */ byName?: boolean; slots: number }

/** Questions that every ballot answers with one of the same choices: people and grades, one matter and yes or no, candidates. */
export interface Asked {
  questions: { key: string; name: string }[]
  choices: string[]
  /** The choice of whoever leaves a question blank. */
  blank: string
  /** Of an election: so many may be chosen, with `choice`, others written in included; whom one refuses one may replace. */
  seats?: { n: number; choice: string; against: string }
  /** No commitment is kept and none published: of statutory votes nobody can show how the own ballot reads. */
  noReceipts?: boolean
  /** The total is told in full, however few have voted: of what a regulation wants to be decided by ballot (细则 §21). */
  recorded?: boolean
  /** Hands that are counted, no papers: nothing is given out and nothing comes back. */
  hands?: boolean
}

/** How often each choice was made, group by group and question by question; others who were written in, by name. */
export type Tally = Record<string, { ballots: number; answers: Record<string, Record<string, number>>; others: Record<string, number> }>

export interface BallotBox {
  _id: string
  organisationId: string
  /** What is asked, fixed when the box is opened. */
  asked: Asked
  groups: VoterGroup[]
  /** Characters that the longest ballot takes: every slot is as long from its opening on. */
  length: number
  state: BoxState
  /** From this instant on no ballot comes in, whoever holds a ticket; a vote that is prolonged prolongs its boxes. */
  closesAt?: Date | null
  /** Somebody sets how many are present, until then at the latest: nobody else does meanwhile. */
  settingUntil?: Date | null
  /** What was counted, and the hash over all choices and the salt; null until it is closed. The salt is in the scrutineers' export and nowhere else. */
  tally: Tally | null
  fingerprint: string | null
  salt?: string | null
  /** What two people counted of the ballots on paper, and agree on, by group; taken over at closing. Null: there was none when it was closed, and there will be none. */
  paper?: Record<string, PaperTally | null>
}

/** A pile of paper ballots, counted: papers given out, papers that came back, and how many of those are void; then every choice of the others. */
export interface PaperTally { issued: number; returned: number; invalid: number; answers: Record<string, Record<string, number>>; others: Record<string, number> }

/** What one person counted of a pile; the last of each person is the one that stands. Appended, never edited: its own audit line. */
export interface PaperCount { _id: string; boxId: string; organisationId: string; memberId: string; memberName: string; /** With which it was entered: one person with two accounts is one, and so is one account that was two persons'. */ accountId: string; at: Date; key: string; counts: PaperTally; /** The person counts no more, and what was entered does not either. */ withdrawn?: true }

/** One place for one ballot, written when the box is opened; `_id` is random and is the order in which slots are looked for. */
export interface BallotSlot { _id: string; boxId: string; group: string; /** held: written like every other, and free once more people are counted present. */ state: 'free' | 'held' | 'cast' | 'void'; content: string; /** Of the ballot: each row's own is made from it. */ nonce: string; /** Of every row, one after the other, as the phone knows them. */ commitments: string }

/** Somebody's ballot is in: `_id` is `<boxId>_<key>`. Turnout is all that is known of a person, and its own audit. Of an entitlement that was struck it holds the place, in no group. */
export interface Turnout { _id: string; boxId: string; group: string; /** A keyed hash of the ticket by which it came in; empty where no ballot came. */ by: string }

/** The right to one ballot, frozen at the opening: `_id` is `<boxId>_<key>`; the key is a member's id, or the hash of a slip's code or of a number in a list. */
export interface Entitlement { _id: string; boxId: string; /** Why it may not be used any more; null: it may. */ struck: string | null; /** Of a member, the account that was bound at the opening, hashed with the vote's own key, which is destroyed; null: none was. Another account has no ballot on the phone. */ account?: string | null; /** Struck because the person was given a paper, by name. */ paper?: true }

/** Voters who come in by one way: the branch's own members by their accounts, others by slips, a list of numbers, or the room's code. */
export interface BallotGroup {
  key: string
  name: string
  entry: VoterEntry
  /** Slips to print, people counted present; for members and lists what was counted at the opening. */
  entitled: number
  /** Of a review, whom they rate; null: everything that is asked. */
  rates: string[] | null
  /** Of a review: those who vote in it besides the branch's own group are members, too. */
  members?: boolean
}

/** Somebody who was to count, and was replaced once counting had begun. */
export interface CounterGone { memberId: string; name: string; byName: string; at: Date; reason: string; round: number }

/** A round that was declared void: it stays told who did it, why and by which document. `counted`: papers of it had been counted, or all of it. */
export interface VoidRound { round: number; reason: string; byName: string; at: Date; counted: boolean; consent: { superior: string; document: string; day: string } | null }

/** What every vote by ballots has in common, whatever is voted on. Its ballots lie in boxes, one for each group, and nowhere here. */
export interface Balloting {
  _id: string
  ballotKind: BallotKind
  key: string
  organisationId: string
  organisationName: string
  title: string
  purpose: string
  state: ReviewState
  /** Counts what was declared void and done again: each round has boxes of its own. */
  round: number
  /** Boxes of this round are being written, or were when an opening was cut off. */
  opening?: boolean
  version: number
  lastTap: string
  groups: BallotGroup[]
  /** Who counts paper ballots: 监票人、计票人; where none is named, those who lead. `since`: when they were named, with the account of that time. */
  counters: { memberId: string; name: string; since?: Date }[]
  /** Who was to count no more after somebody had entered a count, by whom and why. */
  countersGone?: CounterGone[]
  /** The numbers of groups that come in by a list, by group: sealed JSON. */
  lists: Sealed | null
  /** Of the code on the screen, which changes every half minute. */
  codeSecret: Sealed
  /** With which accounts are hashed; destroyed once it is closed, of an election at publishing. */
  boxKey: Sealed | null
  at: Date
  askedBy: string
  openedAt: Date | null
  closesAt: Date | null
  /** Those who lead were told that its time is over. */
  overdueTold: boolean
  closedAt: Date | null
  publishedAt: Date | null
  voidReason: string | null
  /** Files that were made of it and are stored until a day has passed: sheets of slips, exports. */
  files: string[]
  filesAt: Date | null
}

/** `why`: why this person is not graded, in words. `voter`: has a ballot. `elector`: a full member with a vote, and so one of those who should come. */
export interface ReviewedPerson { memberId: string; name: string; graded: boolean; why?: string; voter?: boolean; elector?: boolean }

/** A grade that was changed after publishing, as a superior has returned it. `tap`: so that a repeat of the same changes nothing. */
export interface GradeCorrection { from: Grade; to: Grade; reason: string; on: string; document: string; byName: string; at: Date; tap: string }

/** 民主评议党员 of one branch and year. */
export interface Review extends Balloting {
  ballotKind: 'review'
  year: number
  scale: ReviewScale
  /** As the roster was at the opening. Of namesakes the name says which. */
  people: ReviewedPerson[]
  voided?: VoidRound[]
  /** Full members whose relation is here when it was opened: the base of the cap. */
  fullMembers: number
  excellentBase: ExcellentBase
  /** Another share of 优秀 than a third, by a document of the superior. */
  excellentShare?: { percent: number; document: string } | null
  /** Why more are 优秀 than the share. */
  excellentReason?: string
  /** Full members who take part and are not graded this time. */
  leftOut: string[]
  /** As they were given; what was corrected after publishing is appended. */
  grades: Record<string, { grade: Grade; reason: string; byName: string; at: Date; corrections?: GradeCorrection[] }>
  /** Told at publishing: the day on which the grades were decided, and by whom. */
  decidedOn?: string
  decidedBy?: Decider
  /** The meeting at which members vote: only who has checked in there. */
  meetingId: string | null
  /** A weighted score is shown as advice. */
  scored: boolean
  /** How much each kind of voter weighs in it; left out: as the rules have it. */
  weights?: { members: number; others: number }
  /** So many groups of others were ever made: the key of one that is gone is never given out again. */
  groupsMade?: number
  /** Members were asked for their summaries. */
  summariesAskedAt?: Date | null
  /** The year of the review from which it was begun. */
  copiedFrom?: number
  /** Members with a vote who came, of those who should: checked in at the meeting, or else by their ballots; written at closing. */
  attendance?: { came: number; of: number; atMeeting: boolean }
  /** How many ballots of each group were counted, written at closing. */
  ballots?: Record<string, number>
  /** The salted hash of each group that votes on phones, written at closing. */
  fingerprints?: Record<string, string>
}
/** What a member writes of the own year beforehand; `_id` is `<reviewId>_<memberId>`. */
export interface ReviewSummary { _id: string; reviewId: string; memberId: string; text: string; at: Date }

export interface BallotDocuments {
  ballot_entitlements: Entitlement
  reviews: Review
  review_summaries: ReviewSummary
  ballot_boxes: BallotBox
  ballot_slots: BallotSlot
  turnouts: Turnout
  paper_counts: PaperCount
}

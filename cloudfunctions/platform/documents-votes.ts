/** What is decided by a vote, and who is elected: what is asked, who may vote, who is there, what came of it. How each voted lies in the ballot boxes alone (documents-ballots.ts). */
import type { Body, ElectionStep, Exclusion, Manner, Occasion, RecommendedAs, ShareBase, VoteKind, VoteManner, VoteOutcome } from '../../types/contracts/codes-ballots'
import type { Post } from '../../types/contracts/codes'
import type { Balloting, VoidRound } from './documents-ballots'

/** The superior's consent to casting on the phone or to leaving electors out, as it was given on paper. */
export interface SuperiorConsent { superior: string; document: string; day: string; byName: string; at: Date }

/** A share of people that is wanted, as it was when the vote was opened, with the rule from which it comes (regulations/majority-rules). */
export interface WantedShare { part: number; whole: number; more: boolean; base: ShareBase; rule: string }

/** A person or matter that is voted on. `key` is a member's or applicant's id, or `matter`. */
export interface Subject { key: string; name: string; person: 'member' | 'applicant' | null }

/** Somebody who has a vote; who has none has besides why, in words as it was then. `note` tells those of one name apart. */
export interface Elector { memberId: string; name: string; note?: string }

/** What came of a subject: how many in favour, of how many needed. */
export interface Outcome { key: string; inFavour: number; against: number; abstain: number; written: number; needed: number; carried: boolean }

export interface Vote extends Balloting {
  ballotKind: 'vote'
  kind: VoteKind
  /** What is put to the vote in full; of a vote about people what is said besides (types/proposal). */
  matter: string
  /** Of 转正: which of its three outcomes is asked, and of an extension how many months. */
  outcome?: VoteOutcome
  months?: number
  /** Of 推优. */
  as?: RecommendedAs
  /** The day of the assembly, where somebody has set it; and as it was frozen at the opening. */
  heldOn?: string | null
  heldDay?: string | null
  /** 支委会审查 and 上级党委预审. */
  examinedOn?: string | null
  preReviewedOn?: string | null
  subjects: Subject[]
  /** A poll's own answers; empty for every other vote. */
  options: { key: string; label: string }[]
  /** A poll that tells who answered what: said before it is opened, unchangeable after. */
  named: boolean
  manner: VoteManner
  consent: SuperiorConsent | null
  /** How voters who are no members come in (推优 by a class). */
  entry: 'slips' | 'room' | 'paper'
  /** Opinions may be sent in writing before: a pile of their own. */
  written: boolean
  /** As the vote was opened with; of a draft only what the branch has set where no regulation fixes it. */
  presentShare: WantedShare | null
  carriedShare: WantedShare | null
  /** Frozen at the opening: who has a vote here, and who has none. */
  electors: Elector[]
  without: (Elector & { why: string })[]
  /** Members counted present. */
  present: string[]
  /** Where voters are no members (推优 by a class): how many should come and how many did, as counted in the room. */
  expectedCount: number | null
  presentCount: number | null
  /** The meeting at which it is held. */
  meetingId: string | null
  /** Answers to a named poll, over all rounds: written with each, so that closing and an answer are judged one after the other. */
  answered?: number
  /** What came of it; null until it is closed. */
  outcomes: Outcome[] | null
  /** Rounds that were declared void, with what they had come to where they were closed. */
  voided?: (VoidRound & Pick<Vote, 'outcomes' | 'papers' | 'invalid'>)[]
  /** Why it does not count though it was held: too few present, more papers returned than given out. */
  invalid: string | null
  /** Ballots that were given out, came back and are void, written opinions apart; null until it is closed, and of a poll that is named. */
  papers: { issued: number; returned: number; invalid: number } | null
  /** Of a poll that is not named: how often each answer was given; null where so few answered that it would tell who. */
  answers: Record<string, number> | null
  /** Of 推优 and a poll that is not named: so few ballots, of all or of those on phones, that the counts would tell who said what; null where they are told, left out before it is closed. */
  few?: number | null
  /** The hash over all choices cast on phones, as it may be shown; empty until it is closed. */
  fingerprint: string
}

/** An answer to a poll that is named: `_id` is `<voteId>_<round>_<memberId>`. */
export interface PollAnswer { _id: string; voteId: string; round: number; memberId: string; name: string; choice: string; at: Date }

/** A person's votes on one ballot. `key` is a candidate's id, or `*` and the name where it was written in. */
export interface ElectionVotes { key: string; name: string; /** Null for a name that was written in until somebody says who that is. */ memberId: string | null; inFavour: number; against: number; abstain: number; other: boolean }

/** What is still to be done after a ballot. tie: these stand again for the seats that are left. few: a second ballot, or fewer seats. invalid: it counts for nothing. */
export type ElectionNext = { kind: 'done' } | { kind: 'tie'; keys: string[]; seats: number } | { kind: 'few'; seats: number } | { kind: 'invalid'; why: string }

/** One ballot of an election: the first, a second for seats that are left, one more among those who are tied. `key` is its group (`b1`, `b2` …). */
export interface ElectionBallot {
  key: string
  /** The post that is voted on, where there is no committee: each by itself. Left out: seats of a committee. */
  post?: 'secretary' | 'deputySecretary' | null
  seats: number
  candidateIds: string[]
  manner: Manner
  /** Counted present when it was opened, and who should have been; zero before. */
  present: number
  expected: number
  heldOn: string | null
  papers: { issued: number; returned: number; invalid: number } | null
  votes: ElectionVotes[] | null
  /** Keys of `votes`. */
  elected: string[]
  /** Null until it is counted. */
  next: ElectionNext | null
  voidReason: string | null
  /** Who declared it void; of one that was counted and counts, by which document of the superior. */
  voided?: Pick<VoidRound, 'byName' | 'at' | 'counted' | 'consent'> | null
  /** Those whose counts of the papers stood when it was closed. */
  countedBy?: Elector[]
  /** The salted hash over the ballots on phones, from closing on. */
  fingerprint?: string
}

export interface Election extends Balloting {
  ballotKind: 'election'
  /** Left out: the term is over. */
  occasion?: Occasion
  body: Body
  seats: number
  /** A by-election of the deputy alone, in a branch without a committee. */
  deputyOnly?: boolean
  /** Who of the candidates stands for which post, where secretary and deputy are both elected by the assembly; null: all for the one. */
  standsFor?: { secretary: string[]; deputySecretary: string[] } | null
  /** The superior agrees that a branch large enough for a committee has none. */
  bodyConsent?: SuperiorConsent | null
  steps: Partial<Record<ElectionStep, { day: string; note: string; byName: string; at: Date }>>
  manner: Manner
  consent: SuperiorConsent | null
  /** In the order of the strokes of their names, unless somebody has put them otherwise; whoever stands only later, because written in, comes to them. */
  candidates: Elector[]
  ordered: boolean
  /** Left out of those who should be present, with the superior's consent and the assembly's passing. */
  excluded: (Elector & { why: Exclusion })[]
  exclusionConsent: SuperiorConsent | null
  /** Frozen when the first ballot is opened; `why` in words. */
  electors: Elector[]
  without: (Elector & { why: string })[]
  present: string[]
  /** The meeting at which it is held. */
  meetingId?: string | null
  /** The day on which the ballots on paper are held, where that is neither the meeting's nor the day of their opening. */
  assemblyOn?: string | null
  ballots: ElectionBallot[]
  /** The ballot that is being prepared, held, or was counted last; how many keys were given out. */
  current: string
  keys: number
  /** Seats that the assembly left open: how many agreed, of how many present. */
  left: { seats: number; agreed: number; present: number; at: Date } | null
  /** Elected, and left before the approval: take up nothing. */
  gone?: { memberId: string; name: string; day: string; reason: string; byName: string; at: Date }[]
  /** Posts that end with a by-election. */
  replaced?: string[]
  /** Whom the committee elected, and how its work is divided. */
  chosen: { memberId: string; name: string; post: Post; inFavour: number; present: number }[]
  chosenOn: string | null
  /** Who entered it. */
  chosenBy?: Elector | null
  reportedAt: Date | null
  /** Organisations above when it was reported, and its place in their list; empty before. */
  above: string[]
  reportedKey: string
  /** How often the superior has sent it back, and why. */
  returned?: { reason: string; byName: string; at: Date; reportedAt: Date }[]
  approval: { day: string; document: string; byName: string; at: Date; /** The term that was given. */ term?: { months: number; from: string; until: string } } | null
}

export interface VoteDocuments {
  votes: Vote
  poll_answers: PollAnswer
  elections: Election
}

/** What every vote by ballots has in common: coming in, putting the ballot in, the list to look one's own up in; counting what is on paper; what is printed. */
import * as z from './zod'
import { MARK, NONCE } from '../ballots'
import { ballotKinds, type BallotKind } from './codes-ballots'
import { deciders, reviewStates, voterEntries, type Decider, type ReviewState, type VoterEntry } from './codes'
import { day, id, instant, line, type Contract } from './shared'

export const keysOf = <T extends string>(labels: Record<T, string>) => z.enum(Object.keys(labels) as [T, ...T[]])
export const ballotState = keysOf<ReviewState>(reviewStates)
export const voterEntry = keysOf<VoterEntry>(voterEntries)
const kind = keysOf<BallotKind>(ballotKinds)
const mark = z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${MARK}}$`))

/** So many questions stand on one ballot at most, and so many take part in one group. */
export const QUESTIONS = 300
export const VOTERS = 5000

/** Voters who come in by one way, as who leads sees them. */
export const BallotGroup = z.object({
  key: z.string(), name: z.string(), entry: voterEntry, entitled: z.number(),
  /** Whom they rate; null: everybody. */
  rates: z.array(id).nullable(),
  /** How many ballots are in; null before the opening. */
  taken: z.number().nullable(),
})

const choices = z.array(z.object({ key: z.string(), label: z.string() }))
const questions = z.array(z.object({ key: z.string(), name: z.string() }))
/** Of an election: so many may be chosen, others written in included. */
const seats = z.number().nullable()

/** What is voted on, as a ballot shows it. */
export const BallotPaper = z.object({
  boxId: z.string(), kind, title: z.string(), questions, choices, blank: z.string(), seats, /** Whether the phone keeps a receipt: never for statutory votes. */ receipts: z.boolean(), ticket: z.string(), until: instant,
})
export type BallotPaper = z.infer<typeof BallotPaper>

/** A pile of paper ballots, counted. `others`: names that were written in. */
const count = z.number().int().min(0).max(VOTERS)
export const PaperCounts = z.object({ issued: count, returned: count, invalid: count, answers: z.record(z.string().max(64), z.record(z.string().max(20), count)), others: z.record(line(20), count).default({}) })

/** The salted hash over a group's ballots on phones, from closing on: what a recount is compared with. */
export const GroupHash = z.object({ name: z.string(), fingerprint: z.string() })
/** Who was to count and was replaced once somebody had counted. */
export const CounterGone = z.object({ name: z.string(), byName: z.string(), at: instant, reason: z.string() })
/** A round that was declared void: by whom, why, and by which document of the superior. */
export const VoidRound = z.object({ round: z.number(), reason: z.string(), byName: z.string(), at: instant, counted: z.boolean(), consent: z.object({ superior: z.string(), document: z.string(), day }).nullable() })

/** A file that lasts a day, by a link that is good for minutes. */
export const FileLink = z.object({ link: z.string(), until: instant, fileName: z.string() })
const scene = line(40)
/** Which pile: a vote of a kind, and its group. */
const pile = { kind, id, group: z.string().max(8) }

export const ballots = {
  /** A member's own ballot, in the group of members that is open now. */
  'ballots.own': { input: z.object({ kind, id }), output: BallotPaper, access: 'member', kind: 'write', secret: true },
  /** What a scanned code leads to, said before anything is asked: who asks, what for, and whether one may take part. */
  'ballots.enter': {
    input: z.object({ scene }),
    output: z.object({
      kind, state: ballotState, title: z.string(), organisationName: z.string(), purpose: z.string(), askedBy: z.string(), asks: z.number(), taken: z.number().nullable(), decidedOn: day.nullable(), /** Of a review: who gives the grades. */ decidedBy: keysOf<Decider>(deciders).nullable(),
      /** Typed besides: the number in the list, and its password where each has one. */ pass: z.string().nullable(), pin: z.boolean(), paper: BallotPaper.nullable(),
      /** The account is a member's who has a ballot of the own here: by a code on the screen nothing else is given out. */ own: z.boolean(),
    }),
    access: 'anyone', kind: 'write', secret: true,
  },
  /** With a list: the number that stands in it. */
  'ballots.join': { input: z.object({ pass: z.string().max(600), number: line(40), pin: line(12).optional() }), output: BallotPaper, access: 'anyone', kind: 'write', secret: true },
  /**
   * `ballot`: written out by types/ballots (sealedBallot), of the same length whatever it says. `receipt`, where the box gives any: the phone's nonce, and
   * what its commitments come to; the server keeps the ballot only where they open to it.
   */
  'ballots.cast': {
    input: z.object({ ticket: z.string().max(600), ballot: z.string().regex(/^[\x20-\x7e]{1,8000}$/), receipt: z.object({ nonce: z.string().regex(new RegExp(`^[0-9a-f]{${NONCE}}$`)), check: mark }).optional() }),
    output: z.object({}), access: 'anyone', kind: 'write', secret: true,
  },
  /**
   * What every phone finds its own rows in: of a closed box the commitments of all ballots, question by question, each list in the order of its signs, a part
   * of the questions at a time; how many ballots there are, and how many have taken part.
   */
  'ballots.commitments': {
    input: z.object({ box: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), from: z.number().int().min(0).max(QUESTIONS).default(0) }),
    output: z.object({ fingerprint: z.string(), ballots: z.number(), taken: z.number(), rows: z.array(z.object({ key: z.string(), commitments: z.array(z.string()) })), next: z.number().nullable() }),
    access: 'anyone', kind: 'read', secret: true,
  },

  /** The pile as it is to be counted: nobody sees another's numbers before all agree who have counted. */
  'ballots.counting': {
    input: z.object(pile),
    output: z.object({
      title: z.string(), groupName: z.string(), questions, choices, seats, /** Hands are counted, no papers. */ hands: z.boolean(), /** Papers given out at most; of hands people present. */ most: z.number(),
      /** Of members who vote on phones: to whom a paper was given, by name; exactly so many were given out. Null of every other pile. */ given: z.array(z.string()).nullable(),
      mine: PaperCounts.nullable(), entered: z.array(z.object({ name: z.string(), mine: z.boolean() })), agreed: PaperCounts.nullable(),
      /** Two have entered what differs; in which rows, in words, once each has counted twice. */ apart: z.boolean(), differs: z.array(z.string()),
      /** How often the caller may still enter a count. */ left: z.number(), gone: z.array(CounterGone),
      can: z.object({ count: z.boolean(), givePaper: z.boolean(), /** Beside phones: counts their box again (recount, scrutiny, sealed). */ check: z.boolean() }), why: z.record(z.string(), z.string()),
    }),
    access: 'member', kind: 'read',
  },
  /** What the caller has counted, four times at most; the last of each person stands. It is counted when two or more have entered the same and nobody anything else. */
  'ballots.count': { input: z.object({ ...pile, counts: PaperCounts }), output: z.object({ agreed: z.boolean(), apart: z.boolean(), differs: z.array(z.string()) }), access: 'member', kind: 'write' },
  /** Who counts: scrutineers and tellers, two at least; where nobody is named, those who lead. Once somebody has counted, whoever is replaced is so with a reason, which is shown, and by the second factor; what two have entered alike stands. */
  'ballots.setCounters': { input: z.object({ kind, id, memberIds: z.array(id).max(20), reason: line(100).optional() }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true },

  /** A paper for a member who would vote on the phone, by name: the ballot on the phone is taken, and one more was given out. Safe to repeat. */
  'ballots.givePaper': { input: z.object({ kind, id, memberId: id }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },

  /** Empty ballots for printing. */
  'ballots.printed': { input: z.object({ ...pile, copies: z.number().int().min(1).max(VOTERS) }), output: FileLink, access: 'runBranch', kind: 'read', runs: 'sheets', audited: true },
  /** What lay in a closed box, in no order, for the sealed file. For those who lead, those who count, and those who oversee the branch. */
  'ballots.sealed': { input: z.object(pile), output: FileLink, access: 'member', kind: 'read', runs: 'sheets', audited: true, secondFactor: true },
  /** Slips of a group, a part at a time, or all numbers of a list with their passwords, as a sheet for printing, in no order. */
  'ballots.slipSheet': { input: z.object({ ...pile, /** The first part is 1. */ part: z.number().int().min(1).max(VOTERS).optional() }), output: FileLink.extend({ parts: z.number() }), access: 'runBranch', kind: 'read', runs: 'sheets', audited: true, secondFactor: true },
  /** A few slips of a group, to be shown one after the other: each is one ballot. */
  'ballots.slips': { input: z.object({ ...pile, from: z.number().int().min(0).max(VOTERS) }), output: z.object({ slips: z.array(z.object({ n: z.number(), scene: z.string(), image: z.string().nullable() })), total: z.number() }), access: 'runBranch', kind: 'read', audited: true, secondFactor: true },
  /** The code on the screen: it changes every half minute. That of the members leads each to the own ballot, and stays the same. */
  'ballots.roomCode': { input: z.object(pile), output: z.object({ scene: z.string(), image: z.string().nullable(), nextAt: instant, name: z.string(), entry: voterEntry, taken: z.number(), entitled: z.number() }), access: 'runBranch', kind: 'read' },
  /** How many are counted present of a group that comes in by the room's code, while ballots come in; never fewer than have voted. */
  'ballots.setPresent': { input: z.object({ ...pile, present: z.number().int().min(1).max(VOTERS) }), output: z.object({ entitled: z.number() }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** Members who have a ballot of their own, and whose was struck; who has used it is not told. */
  'ballots.voters': { input: z.object({ kind, id }), output: z.object({ people: z.array(z.object({ memberId: id, name: z.string(), struck: z.boolean() })) }), access: 'runBranch', kind: 'read' },
  /** For scrutineers, and the others who may seal it: every choice of a counted group, question by question, each list in an order of its own; config/recount.mjs counts it again. */
  'ballots.scrutiny': { input: z.object(pile), output: FileLink, access: 'member', kind: 'read', runs: 'sheets', audited: true, secondFactor: true },
  /** Counts a closed box again from its ballots: the same as was published or not, as many as have taken part or not, and how many rows are no longer what was sent. For the same people. */
  'ballots.recount': { input: z.object(pile), output: z.object({ same: z.boolean(), ballots: z.number(), taken: z.number(), altered: z.number() }), access: 'member', kind: 'read', audited: true },
  /** A draft that is not wanted after all: it is in no list any more. Safe to repeat. */
  'ballots.discard': { input: z.object({ kind, id }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true },
  /** An entitlement that was not used may be struck afterwards, with a reason; nobody is removed once the ballot is in. One of three: a member's; of a group a slip's, by the number printed on it, or that of a number in its list. */
  'ballots.strike': { input: z.object({ kind, id, memberId: id.optional(), group: pile.group.optional(), slip: z.number().int().min(1).max(VOTERS).optional(), number: line(40).optional(), reason: line(100) }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
} satisfies Contract

/** 民主评议党员: set up and led by the branch, voted on by members and others in secret, graded by the committee. */
import * as z from './zod'
import { grades, reviewScales, reviewStates, voterEntries, type Grade, type ReviewScale, type ReviewState, type VoterEntry } from './codes'
import { day, id, instant, line, optionalText, pageInput, pageOf, text, why, type Contract } from './shared'

const keysOf = <T extends string>(labels: Record<T, string>) => z.enum(Object.keys(labels) as [T, ...T[]])
const grade = keysOf<Grade>(grades)
const scale = keysOf<ReviewScale>(reviewScales)
const state = keysOf<ReviewState>(reviewStates)
const entry = keysOf<VoterEntry>(voterEntries)

/** So many people are rated on one ballot at most, and so many take part in one group. */
export const REVIEWED = 300
export const VOTERS = 5000

export const ReviewGroup = z.object({
  key: z.string(), name: z.string(), entry, entitled: z.number(),
  /** Whom they rate; null: everybody. */
  rates: z.array(id).nullable(),
  /** How many ballots are in; null before the opening. */
  taken: z.number().nullable(),
})
export const ReviewLine = z.object({ id, year: z.number(), title: z.string(), state, at: instant, closesAt: instant.nullable() })

export const Review = ReviewLine.extend({
  organisationId: id, organisationName: z.string(), purpose: z.string(), scale, version: z.number(), round: z.number(), askedBy: z.string(), voidReason: z.string().nullable(), decidedOn: day.nullable(),
  people: z.array(z.object({ memberId: id, name: z.string(), graded: z.boolean(), summary: z.string().nullable() })),
  groups: z.array(ReviewGroup),
  mine: z.object({ /** Whether the caller has a ballot here, and whether it is in. */ entitled: z.boolean(), taken: z.boolean(), reviewed: z.boolean(), summary: z.string(), grade: grade.nullable() }),
  can: z.object({ change: z.boolean(), open: z.boolean(), pause: z.boolean(), resume: z.boolean(), close: z.boolean(), redo: z.boolean(), grade: z.boolean(), publish: z.boolean(), vote: z.boolean(), writeSummary: z.boolean(), seeResult: z.boolean() }),
  why,
})
export type Review = z.infer<typeof Review>

const groupInput = z.object({
  name: line(30), entry: entry.exclude(['roster']), entitled: z.number().int().min(0).max(VOTERS).optional(),
  memberIds: z.array(id).max(REVIEWED).optional(), /** One person a line, the number first, as pasted from a spreadsheet. */ list: optionalText(200_000).optional(),
})

/** What is voted on, as a ballot shows it. */
export const BallotPaper = z.object({
  boxId: z.string(), title: z.string(), questions: z.array(z.object({ key: z.string(), name: z.string() })), choices: z.array(z.object({ key: z.string(), label: z.string() })),
  ticket: z.string(), until: instant,
})
export type BallotPaper = z.infer<typeof BallotPaper>

/** A file that lasts a day, by a link that is good for minutes. */
const FileLink = z.object({ link: z.string(), until: instant, fileName: z.string() })
const counts = z.record(z.string(), z.number())
const scene = line(40)

export const reviews = {
  'reviews.list': { input: z.object({ organisationId: id.optional(), ...pageInput }), output: pageOf(ReviewLine), access: 'member', kind: 'read' },
  'reviews.get': { input: z.object({ reviewId: id }), output: Review, access: 'member', kind: 'read' },
  /** A draft with everybody of the roster and the members as voters; `copyId` takes the groups of an earlier one. */
  'reviews.create': { input: z.object({ organisationId: id.optional(), year: z.number().int().min(2000).max(2199), title: line(60), scale: scale.optional() }), output: z.object({ reviewId: id }), access: 'runBranch', kind: 'write', audited: true },
  'reviews.change': {
    input: z.object({ reviewId: id, version: z.number().int(), title: line(60).optional(), purpose: text(300).optional(), scale: scale.optional(), closesAt: instant.nullable().optional(), groups: z.array(groupInput).max(20).optional() }),
    output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true,
  },
  /** Freezes who may take part and writes the boxes. Safe to repeat. */
  'reviews.open': { input: z.object({ reviewId: id }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  'reviews.pause': { input: z.object({ reviewId: id }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true },
  'reviews.resume': { input: z.object({ reviewId: id }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true },
  /** No ballot comes in any more; every call counts the same. */
  'reviews.close': { input: z.object({ reviewId: id }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** Declares a round void, with what was put in, and begins a new draft of the same. */
  'reviews.redo': { input: z.object({ reviewId: id, reason: line(100) }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** An entitlement that was not used may be struck afterwards, with a reason; nobody is removed once the ballot is in. */
  'reviews.strike': { input: z.object({ reviewId: id, memberId: id, reason: line(100) }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true },
  /** A few slips of a group, to be shown one after the other: each is one ballot. */
  'reviews.slips': { input: z.object({ reviewId: id, group: z.string().max(4), from: z.number().int().min(0).max(VOTERS) }), output: z.object({ slips: z.array(z.object({ n: z.number(), scene: z.string(), image: z.string().nullable() })), total: z.number() }), access: 'runBranch', kind: 'read', audited: true, secondFactor: true },
  /** All slips of a group as a sheet for printing, in no order; the link is short-lived and the file gone after a day. */
  'reviews.slipSheet': { input: z.object({ reviewId: id, group: z.string().max(4) }), output: FileLink, access: 'runBranch', kind: 'read', runs: 'sheets', audited: true, secondFactor: true },
  /** For scrutineers: every choice of a counted group, question by question, each list in an order of its own; config/recount.mjs counts it again. */
  'reviews.scrutiny': { input: z.object({ reviewId: id, group: z.string().max(8) }), output: FileLink, access: 'runBranch', kind: 'read', runs: 'sheets', audited: true, secondFactor: true },
  /** The customary form 民主评议情况汇总表 as a workbook. */
  'reviews.summarySheet': { input: z.object({ reviewId: id }), output: FileLink, access: 'runBranch', kind: 'read', runs: 'sheets', audited: true, secondFactor: true },
  /** The code on the screen: it changes every half minute. */
  'reviews.roomCode': { input: z.object({ reviewId: id, group: z.string().max(4) }), output: z.object({ scene: z.string(), image: z.string().nullable(), nextAt: instant, taken: z.number(), entitled: z.number() }), access: 'runBranch', kind: 'read' },
  'reviews.result': {
    input: z.object({ reviewId: id }),
    output: z.object({
      fingerprint: z.array(z.object({ group: z.string(), name: z.string(), ballots: z.number(), entitled: z.number(), fingerprint: z.string() })),
      people: z.array(z.object({ memberId: id, name: z.string(), graded: z.boolean(), groups: z.array(z.object({ group: z.string(), ballots: z.number(), /** Null where too few have voted to show it apart. */ counts: counts.nullable() })), grade: grade.nullable(), reason: z.string().nullable() })),
      excellentAtMost: z.number(), excellentGiven: z.number(), shownFrom: z.number(),
    }),
    access: 'runBranch', kind: 'read',
  },
  'reviews.grade': { input: z.object({ reviewId: id, memberId: id, grade, reason: optionalText(300).optional() }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true },
  /** Each member learns the own grade; the turnout is shown to everybody who took part. */
  'reviews.publish': { input: z.object({ reviewId: id }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  'reviews.writeSummary': { input: z.object({ reviewId: id, text: optionalText(3000) }), output: z.object({}), access: 'member', kind: 'write' },

  /** A member's own ballot. */
  'reviews.ballot': { input: z.object({ reviewId: id }), output: BallotPaper, access: 'member', kind: 'write', secret: true },
  /** What a scanned code leads to, said before anything is asked: who asks, what for, and whether one may take part. */
  'reviews.enter': {
    input: z.object({ scene }),
    output: z.object({ state, title: z.string(), organisationName: z.string(), purpose: z.string(), askedBy: z.string(), rated: z.number(), taken: z.number().nullable(), decidedOn: day.nullable(), /** Typed besides: the number in the list. */ pass: z.string().nullable(), paper: BallotPaper.nullable() }),
    access: 'anyone', kind: 'write', secret: true,
  },
  /** With a list: the number that stands in it. */
  'reviews.join': { input: z.object({ pass: z.string().max(600), number: line(40) }), output: BallotPaper, access: 'anyone', kind: 'write', secret: true },
  /** `nonce`: random, made and kept by the phone; with it the phone finds its ballot in the published list by itself. */
  'reviews.cast': { input: z.object({ ticket: z.string().max(600), answers: z.array(z.object({ key: z.string().max(64), choice: z.string().max(20) })).max(REVIEWED), nonce: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/) }), output: z.object({}), access: 'anyone', kind: 'write', secret: true },
  /** The commitments of all ballots of a closed box. */
  'reviews.commitments': { input: z.object({ box: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }), output: z.object({ fingerprint: z.string(), commitments: z.array(z.string()) }), access: 'anyone', kind: 'read', secret: true },
} satisfies Contract

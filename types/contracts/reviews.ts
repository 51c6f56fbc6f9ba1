/** 民主评议党员: set up and led by the branch, voted on by members and others in secret, graded by the committee. */
import * as z from './zod'
import { BallotGroup, ballotState, FileLink, keysOf, QUESTIONS, voterEntry, VOTERS } from './ballots'
import { grades, reviewScales, type Grade, type ReviewScale } from './codes'
import { day, id, instant, line, optionalText, pageInput, pageOf, text, why, type Contract } from './shared'

const grade = keysOf<Grade>(grades)
const scale = keysOf<ReviewScale>(reviewScales)
const state = ballotState
const entry = voterEntry

export const ReviewLine = z.object({ id, year: z.number(), title: z.string(), state, at: instant, closesAt: instant.nullable() })

export const Review = ReviewLine.extend({
  organisationId: id, organisationName: z.string(), purpose: z.string(), scale, version: z.number(), round: z.number(), askedBy: z.string(), voidReason: z.string().nullable(), decidedOn: day.nullable(),
  people: z.array(z.object({ memberId: id, name: z.string(), graded: z.boolean(), summary: z.string().nullable() })),
  groups: z.array(BallotGroup),
  mine: z.object({ /** Whether the caller has a ballot here, and whether it is in. */ entitled: z.boolean(), taken: z.boolean(), reviewed: z.boolean(), summary: z.string(), grade: grade.nullable() }),
  can: z.object({ change: z.boolean(), open: z.boolean(), pause: z.boolean(), resume: z.boolean(), close: z.boolean(), redo: z.boolean(), grade: z.boolean(), publish: z.boolean(), vote: z.boolean(), writeSummary: z.boolean(), seeResult: z.boolean() }),
  why,
})
export type Review = z.infer<typeof Review>

const groupInput = z.object({
  name: line(30), entry: entry.exclude(['roster', 'written']), entitled: z.number().int().min(0).max(VOTERS).optional(),
  memberIds: z.array(id).max(QUESTIONS).optional(), /** One person a line, the number first, as pasted from a spreadsheet. */ list: optionalText(200_000).optional(),
})

const counts = z.record(z.string(), z.number())

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
  /** The customary form 民主评议情况汇总表 as a workbook. */
  'reviews.summarySheet': { input: z.object({ reviewId: id }), output: FileLink, access: 'runBranch', kind: 'read', runs: 'sheets', audited: true, secondFactor: true },
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
} satisfies Contract

/** 民主评议党员: set up and led by the branch, voted on by members and others in secret, graded by the committee. */
import * as z from './zod'
import { BallotGroup, ballotState, CounterGone, FileLink, GroupHash, keysOf, QUESTIONS, VoidRound, voterEntry, VOTERS } from './ballots'
import { deciders, excellentBases, grades, reviewScales, type Decider, type ExcellentBase, type Grade, type ReviewScale } from './codes'
import { day, id, instant, line, optionalLine, optionalText, pageInput, pageOf, text, why, type Contract } from './shared'

const grade = keysOf<Grade>(grades)
const scale = keysOf<ReviewScale>(reviewScales)
const state = ballotState
const excellentBase = keysOf<ExcellentBase>(excellentBases)
const decider = keysOf<Decider>(deciders)
const entry = voterEntry
/** Another share of 优秀 than a third, in percent, by a document of the superior. */
const excellentShare = z.object({ percent: z.number().int().min(1).max(100), document: line(100) }).nullable()
/** A grade that was corrected after publishing: what it was, what it is since, on whose word. */
const correction = z.object({ from: grade, to: grade, reason: z.string(), on: day, document: z.string() })
/** How a group's turnout stands: `short` where fewer took part than is asked for. */
const turnout = { ballots: z.number(), entitled: z.number(), short: z.boolean() }
/** How much members and others weigh in a score; only their ratio matters. */
const weight = z.number().int().min(0).max(100)
const weights = z.object({ members: weight, others: weight })

export const ReviewLine = z.object({ id, year: z.number(), title: z.string(), state, at: instant, closesAt: instant.nullable() })

/** How many of a group take part, and whether that is as many as is asked for. `key` null: those members who have a vote, at the meeting or by their ballots. */
export const TurnoutLine = z.object({ key: z.string().nullable(), name: z.string(), came: z.number(), of: z.number(), enough: z.boolean(), /** 到会7人，应到12人，过半. */ text: z.string() })
export type TurnoutLine = z.infer<typeof TurnoutLine>

export const Review = ReviewLine.extend({
  organisationId: id, organisationName: z.string(), purpose: z.string(), scale, version: z.number(), round: z.number(), askedBy: z.string(), voidReason: z.string().nullable(),
  /** Rounds that were declared void; what their ballots had come to is told to nobody. */ voided: z.array(VoidRound), /** Replaced after somebody had counted. */ countersGone: z.array(CounterGone),
  /** Who gives the grades, and on which day they were given: told at publishing. */
  decidedOn: day.nullable(), decidedBy: decider, /** The day on which the ballots were counted. */ closedOn: day.nullable(),
  /** While it is prepared, as the roster stands now. Of namesakes the name says which. `why`: in words, why somebody is not graded: what the dossier holds back only for who keeps the roster and for the person, the same neutral words for everybody else; `written`: has written a summary. */
  people: z.array(z.object({ memberId: id, name: z.string(), graded: z.boolean(), why: z.string().nullable(), written: z.boolean() })),
  /** For who leads: whether members were asked for their summaries, and who has written; null for everybody else. */
  summaries: z.object({ asked: z.boolean(), written: z.number(), of: z.number() }).nullable(),
  groups: z.array(BallotGroup.extend({ /** Those who vote in it are members: so their ballots weigh. */ members: z.boolean(), /** Of paper: whether two people agree on the count. */ counted: z.boolean() })),
  /** The meeting of the branch where members check in before they may vote; null: they vote wherever they are. */
  meetingId: id.nullable(), meetingTitle: z.string().nullable(), /** The meeting was called off: nobody can check in there. */ meetingOff: z.boolean(),
  /** The year of the review from which it was begun. */
  copiedFrom: z.number().nullable(),
  /** For who leads, while ballots come in: how many take part, group by group. Advice, which closing asks about. */
  turnout: z.array(TurnoutLine).nullable(),
  /** A weighted score is shown to who leads, as advice; how much each kind of voter weighs. */
  scored: z.boolean(), weights, excellentBase, excellentShare, /** For who leads. */ leftOut: z.array(id),
  /** Who counts paper besides those who lead it. */
  counters: z.array(z.object({ memberId: id, name: z.string() })),
  /** The time is over, no ballot is given out any more, and it waits to be closed by who leads. */
  overdue: z.boolean(),
  /** Of each group that votes on phones, for everybody from closing on. */
  fingerprints: z.array(GroupHash),
  /** What the branch publishes to all its members; null before. `byGrade` null: so few were graded that it would tell who. */
  summary: z.object({ graded: z.number(), byGrade: z.record(grade, z.number()).nullable(), turnout: z.array(z.object({ name: z.string(), ...turnout })) }).nullable(),
  mine: z.object({ /** Whether the caller has a ballot here, and whether it is in. */ entitled: z.boolean(), taken: z.boolean(), reviewed: z.boolean(), summary: z.string(), /** As it stands now. */ grade: grade.nullable(), corrections: z.array(correction) }),
  can: z.object({ change: z.boolean(), open: z.boolean(), pause: z.boolean(), resume: z.boolean(), prolong: z.boolean(), close: z.boolean(), redo: z.boolean(), grade: z.boolean(), publish: z.boolean(), vote: z.boolean(), writeSummary: z.boolean(), askSummaries: z.boolean(), seeSummaries: z.boolean(), setMeeting: z.boolean(), seeResult: z.boolean(), /** How the result is reckoned. */ adjust: z.boolean(), /** A grade after publishing. */ correct: z.boolean(), /** Counts the closed boxes again (recount, scrutiny, sealed). */ check: z.boolean() }),
  why,
})
export type Review = z.infer<typeof Review>

const groupInput = z.object({
  /** Of a group that is there already: it keeps its slips and its list. Left out for a new one. */ key: z.string().max(8).optional(),
  name: line(30), /** Those who vote in it are members, for instance on paper. */ members: z.boolean().optional(), entry: entry.exclude(['roster', 'written']), entitled: z.number().int().min(0).max(VOTERS).optional(),
  memberIds: z.array(id).max(QUESTIONS).optional(), /** A class list as it is pasted from a spreadsheet; left out: the list that is there stays. */ list: optionalText(200_000).optional(),
})

/** A grade that is given to one person. */
const given = { memberId: id, grade, reason: optionalText(300).optional(), /** The grade as it was seen, null for none: refused where it is another one by now. */ was: grade.nullable().optional() }
/** Of the first so many, by score or else by the share of the best choice, as the cap has it; `tied`: at the cut as many stand level as do not fit. */
const suggestion = z.enum(['excellent', 'tied']).nullable()
/** Ballots for each choice, in the order of `choices`; null where it may not be shown. */
const counts = z.array(z.number()).nullable()
const choices = z.array(z.object({ key: z.string(), label: z.string() }))
/** Whether two sides differ by more than chance usually makes; null where the numbers say nothing. */
const comparison = z.object({ sentence: z.string(), notable: z.boolean(), statistic: z.number(), df: z.number(), p: z.number(), n: z.number() }).nullable()

export const reviews = {
  'reviews.list': { input: z.object({ organisationId: id.optional(), ...pageInput }), output: pageOf(ReviewLine), access: 'member', kind: 'read' },
  'reviews.get': { input: z.object({ reviewId: id }), output: Review, access: 'member', kind: 'read' },
  /** A draft with everybody of the roster and the members as voters. */
  'reviews.create': { input: z.object({ organisationId: id.optional(), year: z.number().int().min(2000).max(2199), title: line(60), scale: scale.optional(), /** Begins with the groups and settings of the last review of the branch that was counted. */ copy: z.boolean().optional() }), output: z.object({ reviewId: id }), access: 'runBranch', kind: 'write', audited: true },
  'reviews.change': {
    input: z.object({ reviewId: id, version: z.number().int(), title: line(60).optional(), purpose: text(300).optional(), scale: scale.optional(), closesAt: instant.nullable().optional(), meetingId: id.nullable().optional(), scored: z.boolean().optional(), excellentBase: excellentBase.optional(), /** Full members who are not graded this time. */ leftOut: z.array(id).max(QUESTIONS).optional(), weights: weights.optional(), groups: z.array(groupInput).max(20).optional() }),
    /** `dropped`: in words, whom the roster or the grading has taken out of what was sent. */ output: z.object({ version: z.number(), dropped: z.array(z.string()) }), access: 'runBranch', kind: 'write', audited: true,
  },
  /** Freezes who may take part and writes the boxes. Safe to repeat. */
  'reviews.open': { input: z.object({ reviewId: id }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  'reviews.pause': { input: z.object({ reviewId: id }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  'reviews.resume': { input: z.object({ reviewId: id }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** Ballots come in for longer; never for shorter. */
  'reviews.prolong': { input: z.object({ reviewId: id, closesAt: instant }), output: z.object({ closesAt: instant }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** No ballot comes in any more; every call counts the same. */
  'reviews.close': { input: z.object({ reviewId: id }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** Declares a round void, with what was put in, and begins a new draft of the same. */
  'reviews.redo': { input: z.object({ reviewId: id, reason: line(100) }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** The customary form 民主评议情况汇总表 as a workbook. */
  'reviews.summarySheet': { input: z.object({ reviewId: id }), output: FileLink, access: 'runBranch', kind: 'read', runs: 'sheets', audited: true, secondFactor: true },
  /** Person by person, a page at a time; a page ends earlier where it would be longer than 20 KB. */
  'reviews.result': {
    input: z.object({ reviewId: id, ...pageInput, /** Part of a name. */ search: optionalLine(20).optional(), /** Only who has no grade yet. */ waiting: z.boolean().optional() }),
    output: z.object({
      /** The groups. `paper`: how many of the ballots were on paper; `issued` to `invalid`: papers alone. The hash is over those cast on phones; empty where it may not be told. */
      fingerprint: z.array(z.object({ group: z.string(), name: z.string(), ...turnout, paper: z.number(), issued: z.number(), returned: z.number(), invalid: z.number(), fingerprint: z.string() })),
      /** The members' ballots, whatever they came on. */
      members: z.object(turnout),
      choices,
      people: z.array(z.object({
        memberId: id, name: z.string(), graded: z.boolean(),
        /** Only groups that rate this person. */
        groups: z.array(z.object({ group: z.string(), counts, /** How far the ratings spread, in square points of the score. */ variance: z.number().nullable() })),
        /** Over all groups that rate this person. */
        total: z.object({ ballots: z.number(), counts }),
        /** 0 to 100; null where no score is asked for, or it may not be shown. */
        score: z.number().nullable(),
        /** The grade that most gave, of what may be shown. */
        leading: grade.nullable(), suggestion,
        /** As it stands now, and what it was before corrections. */
        grade: grade.nullable(), reason: z.string().nullable(), corrections: z.array(correction),
      })),
      next: z.string().nullable(),
      excellentAtMost: z.number(), /** The share of so many. */ excellentOf: z.number(), excellentGiven: z.number(), /** Why there are more than that. */ excellentReason: z.string(), /** Who is graded in all, and who still waits for it. */ graded: z.number(), waiting: z.number(), shownFrom: z.number(),
    }),
    access: 'runBranch', kind: 'read',
  },
  /** The review as a whole, in pictures and sentences; advice, and only from what may be shown. */
  'reviews.statistics': {
    input: z.object({ reviewId: id }),
    output: z.object({
      choices,
      /** What share of a group's ballots each choice has, over everybody whom it rates, in percent with one decimal; null where it may not be shown. */
      groups: z.array(z.object({ group: z.string(), name: z.string(), ballots: z.number(), shares: z.array(z.number()).nullable() })),
      /** Members against others. */
      kinds: comparison,
      /** This year against the year before; null where none was published, or it had another scale. */
      before: z.object({ year: z.number(), members: comparison, others: comparison }).nullable(),
    }),
    access: 'runBranch', kind: 'read',
  },
  /** Whom the ballots would have 优秀, within the cap, and what most gave each: advice for whoever grades many at once. */
  'reviews.advice': {
    input: z.object({ reviewId: id }),
    output: z.object({ people: z.array(z.object({ memberId: id, name: z.string(), grade: grade.nullable(), leading: grade.nullable(), suggestion })), by: z.enum(['score', 'votes']), excellentAtMost: z.number() }),
    access: 'runBranch', kind: 'read',
  },
  /** Until it is published: how the result is reckoned, which touches no ballot. `excellentReason`: why more are 优秀 than the share. */
  'reviews.adjust': {
    input: z.object({ reviewId: id, scored: z.boolean().optional(), weights: weights.optional(), excellentBase: excellentBase.optional(), excellentShare: excellentShare.optional(), excellentReason: optionalText(300).optional() }),
    output: z.object({}), access: 'runBranch', kind: 'write', audited: true,
  },
  /** Many at once: all of them, or none. */
  'reviews.gradeMany': { input: z.object({ reviewId: id, grades: z.array(z.object(given)).min(1).max(QUESTIONS) }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true },
  /** After publishing, as a superior has returned it: appended, with its reason and document. */
  'reviews.correct': { input: z.object({ reviewId: id, memberId: id, grade, reason: text(300), on: day, document: line(100) }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  'reviews.grade': { input: z.object({ reviewId: id, ...given }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true },
  /** Each member learns the own grade; the turnout is shown to everybody who took part. */
  'reviews.publish': { input: z.object({ reviewId: id, /** The day of 评定; today where left out. */ decidedOn: day.optional(), decidedBy: decider.optional() }), output: z.object({ state }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** What is read in a class list, before anything is saved: pasted, or of an uploaded sheet, which is not kept. `skipped`: lines without a number. */
  'reviews.readList': {
    input: z.object({ reviewId: id, list: optionalText(200_000).optional(), uploadId: id.optional(), fileId: z.string().max(300).optional() }),
    output: z.object({ numbers: z.array(z.string()), skipped: z.array(z.object({ line: z.number(), text: z.string() })) }), access: 'runBranch', kind: 'write', runs: 'sheets',
  },
  /** Another meeting at which members check in, or none, while ballots come in: of one that was called off nobody is locked out. No ballot is touched. */
  'reviews.setMeeting': { input: z.object({ reviewId: id, meetingId: id.nullable() }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true },
  /** Asks the members, on their home pages, to write their summaries. Safe to repeat. */
  'reviews.askSummaries': { input: z.object({ reviewId: id }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true },
  /** What one person has written: for those who take part, while they vote, and for who leads. Whose one reads before voting is nobody's business. */
  'reviews.summary': { input: z.object({ reviewId: id, memberId: id }), output: z.object({ name: z.string(), text: z.string() }), access: 'member', kind: 'read', secret: true },
  /** The own summary, until ballots are given out. */
  'reviews.writeSummary': { input: z.object({ reviewId: id, text: optionalText(3000) }), output: z.object({}), access: 'member', kind: 'write' },
} satisfies Contract

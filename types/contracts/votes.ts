/** 表决: admission and full membership, 推优, decisions of an assembly, and opinion polls; in secret, or of a poll by name. */
import * as z from './zod'
import { BallotGroup, ballotState, CounterGone, FileLink, keysOf, VoidRound, VOTERS } from './ballots'
import { recommendedAs, shareBases, voteKinds, voteManners, voteOutcomes, type RecommendedAs, type ShareBase, type VoteKind, type VoteManner, type VoteOutcome } from './codes-ballots'
import { day, id, instant, line, optionalText, pageInput, pageOf, text, why, type Contract } from './shared'

const kind = keysOf<VoteKind>(voteKinds)
const manner = keysOf<VoteManner>(voteManners)
const outcome = keysOf<VoteOutcome>(voteOutcomes)
const as = keysOf<RecommendedAs>(recommendedAs)
const base = keysOf<ShareBase>(shareBases)

/** People on one 推优 ballot, own answers of a poll. */
export const SUBJECTS = 30
export const OPTIONS = 12

/** A share that is wanted; `rule` names where it comes from, empty for a branch's own. */
export const WantedShare = z.object({ part: z.number(), whole: z.number(), more: z.boolean(), base, rule: z.string(), /** How many people that is now; null before it is known of how many. */ needed: z.number().nullable() })
export const Consent = z.object({ superior: z.string(), document: z.string(), day, byName: z.string() })
/** The superior's consent as it was given on paper: who, the paper's number or name, when. */
export const consentInput = z.object({ superior: line(60), document: line(60), day })

export const VoteLine = z.object({ id, kind, title: z.string(), state: ballotState, at: instant, closesAt: instant.nullable(), /** Null until the caller may see the result, and of a poll; of several people, whether anybody is carried. */ carried: z.boolean().nullable() })

export const Outcome = z.object({ key: z.string(), name: z.string(), /** Null where so few of a class have voted that it would tell who. */ inFavour: z.number().nullable(), against: z.number().nullable(), abstain: z.number().nullable(), /** Of those in favour, by written opinions sent before: for who leads, and null for everybody else. Of one who was absent it would tell. */ written: z.number().nullable(), needed: z.number(), carried: z.boolean() })

export const Vote = VoteLine.extend({
  organisationId: id, organisationName: z.string(), purpose: z.string(), /** What is put to the vote, in one sentence; `matter` is what somebody has written besides. */ proposal: z.string(), matter: z.string(), askedBy: z.string(), version: z.number(), round: z.number(), voidReason: z.string().nullable(),
  /** Rounds that were declared void, with what a statutory one had come to: for who leads, and for everybody once it is published. */
  voided: z.array(VoidRound.extend({ outcomes: z.array(Outcome).nullable(), invalid: z.string().nullable() })), /** It was counted: only the superior's document declares it void. */ voidNeedsConsent: z.boolean(),
  subjects: z.array(z.object({ key: z.string(), name: z.string(), person: z.enum(['member', 'applicant']).nullable() })),
  options: z.array(z.object({ key: z.string(), label: z.string() })),
  /** Of 转正 what of it is asked, and by how many months a probation is to be extended; of 推优 as what. Null of any other kind. */
  outcome: outcome.nullable(), months: z.number().nullable(), as: as.nullable(),
  /** As somebody has set it; null: the meeting's day, or the day of the opening. */ heldOn: day.nullable(), /** The day of the assembly: as it would be now, and as it was from the opening on. Null of a poll, and of a draft for whoever does not lead it. */ heldDay: day.nullable(),
  /** 支委会审查, and of an admission 上级党委预审: the days on which they were done. */ examinedOn: day.nullable(), preReviewedOn: day.nullable(),
  /** Of a draft, for who leads it: what the rules want besides and is not there, in sentences. It can be opened nevertheless. */ warnings: z.array(z.string()),
  named: z.boolean(), manner, /** Whether ballots may be cast on phones at all, and why not. */ consent: Consent.nullable(), /** Statutory: on paper unless the superior has consented. */ statutory: z.boolean(),
  presentShare: WantedShare.nullable(), carriedShare: WantedShare.nullable(),
  /** Of members: those who have a vote, those who have none, those counted present. Of a class: as typed. */
  expected: z.number().nullable(), present: z.number().nullable(), without: z.array(z.object({ memberId: id, name: z.string(), why: z.string() })),
  presentIds: z.array(id), meetingId: id.nullable(), counters: z.array(z.object({ memberId: id, name: z.string() })), /** Replaced after somebody had counted. */ countersGone: z.array(CounterGone),
  groups: z.array(BallotGroup.extend({ /** Of paper: whether two people agree on the count. */ counted: z.boolean() })),
  /** Opinions may be sent in writing before: they are a pile of their own, `written`. */
  written: z.boolean(),
  outcomes: z.array(Outcome).nullable(), /** Why what was held does not count: it can only be declared void and done again. */ invalid: z.string().nullable(),
  /** Ballots over all groups but the written opinions, on phones or paper: given out, come back, void; null until the result may be seen. */
  papers: z.object({ issued: z.number(), returned: z.number(), invalid: z.number() }).nullable(),
  /** Of a poll that is closed: how often each answer was given; null where so few answered that it would tell who, of one by name to those who do not lead it. */
  answers: z.array(z.object({ key: z.string(), label: z.string(), n: z.number(), /** Only of a named poll, for who leads it. */ names: z.array(z.string()) })).nullable(),
  /** Of a named poll that is going on, for who leads it: answers that are in, and of how many people; null of any other. */
  turnout: z.object({ given: z.number(), asked: z.number() }).nullable(),
  /** From closing on, for everybody: the salted hash over all ballots cast on phones; empty where there are none. */
  fingerprint: z.string(),
  mine: z.object({ /** Has a ballot here; it is in; may count paper; own answer to a named poll. */ entitled: z.boolean(), taken: z.boolean(), counts: z.boolean(), answer: z.string().nullable() }),
  can: z.object({ change: z.boolean(), attend: z.boolean(), open: z.boolean(), pause: z.boolean(), resume: z.boolean(), prolong: z.boolean(), close: z.boolean(), redo: z.boolean(), publish: z.boolean(), vote: z.boolean(), answer: z.boolean(), count: z.boolean(), seeResult: z.boolean(), record: z.boolean(), /** Counts the closed boxes again (recount, scrutiny, sealed). */ check: z.boolean() }),
  why,
})
export type Vote = z.infer<typeof Vote>

const share = z.object({ part: z.number().int().min(1).max(20), whole: z.number().int().min(1).max(20), more: z.boolean(), base })
const settings = {
  /** Of a vote about people the title follows from who they are and what is asked. */
  title: line(60), /** May be empty where the title says it. */ matter: optionalText(1000), purpose: text(300), outcome, months: z.number().int().min(1).max(24), as, heldOn: day.nullable(), examinedOn: day.nullable(), preReviewedOn: day.nullable(),
  /** Admission and full membership: exactly one; 推优: one or more. */
  subjects: z.array(z.object({ id, person: z.enum(['member', 'applicant']) })).max(SUBJECTS),
  options: z.array(line(30)).min(2).max(OPTIONS), named: z.boolean(), manner, consent: consentInput.nullable(),
  /** Only where no regulation fixes them. */ presentShare: share.nullable(), carriedShare: share.nullable(),
  meetingId: id.nullable(), closesAt: instant.nullable(),
  /** 推优 by a class: how many should come, how they come in. */ expectedCount: z.number().int().min(1).max(VOTERS).nullable(), entry: z.enum(['slips', 'room', 'paper']), written: z.boolean(),
}
const optional = <T extends Record<string, z.ZodType>>(shape: T) => z.object(shape).partial()

export const votes = {
  'votes.list': { input: z.object({ organisationId: id.optional(), ...pageInput }), output: pageOf(VoteLine), access: 'member', kind: 'read' },
  'votes.get': { input: z.object({ voteId: id }), output: Vote, access: 'member', kind: 'read' },
  'votes.create': { input: optional(settings).extend({ organisationId: id.optional(), kind }), output: z.object({ voteId: id }), access: 'runBranch', kind: 'write', audited: true },
  'votes.change': { input: optional(settings).extend({ voteId: id, version: z.number().int() }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true },
  /** Everybody of the branch with whether they have a vote in this, and whether they are counted present; those who checked in at the meeting are proposed. */
  'votes.electors': {
    input: z.object({ voteId: id }),
    output: z.object({ people: z.array(z.object({ memberId: id, name: z.string(), votes: z.boolean(), why: z.string().nullable(), present: z.boolean(), checkedIn: z.boolean() })), expected: z.number(), needed: z.number().nullable() }),
    access: 'runBranch', kind: 'read',
  },
  /** Who is counted present; of a class, how many. */
  'votes.attend': { input: z.object({ voteId: id, version: z.number().int(), memberIds: z.array(id).max(500).optional(), presentCount: z.number().int().min(0).max(VOTERS).optional() }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true },
  /** Freezes who may vote and writes the boxes; refuses where too few are present. Safe to repeat. */
  'votes.open': { input: z.object({ voteId: id }), output: z.object({ state: ballotState }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  'votes.pause': { input: z.object({ voteId: id }), output: z.object({ state: ballotState }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  'votes.resume': { input: z.object({ voteId: id }), output: z.object({ state: ballotState }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  'votes.prolong': { input: z.object({ voteId: id, closesAt: instant }), output: z.object({ closesAt: instant }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** No ballot comes in any more; counts, with what two people agree on of the paper ones. Every call answers the same. */
  'votes.close': { input: z.object({ voteId: id }), output: z.object({ state: ballotState }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** `consent`: the superior's document, without which what was counted is not declared void. */
  'votes.redo': { input: z.object({ voteId: id, reason: line(100), consent: consentInput.optional() }), output: z.object({ state: ballotState }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** Members see the result. */
  'votes.publish': { input: z.object({ voteId: id }), output: z.object({ state: ballotState }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** An answer to a poll that is named: once, and not changed after. */
  'votes.answer': { input: z.object({ voteId: id, choice: z.string().max(20) }), output: z.object({}), access: 'member', kind: 'write' },
  /** 表决结果: what a resolution has to hold (expected, present, result, day), for signing. */
  'votes.record': { input: z.object({ voteId: id }), output: FileLink, access: 'runBranch', kind: 'read', runs: 'sheets', audited: true },
} satisfies Contract

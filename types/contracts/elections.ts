/** 换届选举: from the committee's resolution to the superior's approval. */
import * as z from './zod'
import { BallotGroup, ballotState, FileLink, keysOf } from './ballots'
import { posts, type Post } from './codes'
import { bodies, electionSteps, exclusions, manners, occasions, type Body, type ElectionStep, type Exclusion, type Manner, type Occasion } from './codes-ballots'
import { day, id, instant, line, optionalLine, pageInput, pageOf, text, why, type Contract } from './shared'
import { Consent, consentInput } from './votes'

const body = keysOf<Body>(bodies)
const step = keysOf<ElectionStep>(electionSteps)
const exclusion = keysOf<Exclusion>(exclusions)
const occasion = keysOf<Occasion>(occasions)
const manner = keysOf<Manner>(manners)
const post = keysOf<Post>(posts)
const person = z.object({ memberId: id, name: z.string(), /** Tells those of one name apart: group, class or month of birth; left out where the name is enough. */ note: z.string().optional() })

/** Seats of a committee at most, candidates at most. */
export const SEATS = 15
export const CANDIDATES = 30

export const ElectionLine = z.object({ id, title: z.string(), occasion, state: ballotState, at: instant, reportedAt: instant.nullable(), approvedOn: day.nullable() })

export const ElectionVotes = z.object({ key: z.string(), name: z.string(), inFavour: z.number(), against: z.number(), abstain: z.number(), /** Written in. */ other: z.boolean(), elected: z.boolean(), /** Whom it means; null for a name that was written in until somebody says who that is (`nameOther`). */ memberId: id.nullable() })
export const ElectionBallot = z.object({
  key: z.string(), /** The post it fills, of a branch without a committee; null: seats of a committee. */ post: post.nullable(), seats: z.number(), candidates: z.array(person), present: z.number(), expected: z.number(), /** In favour, to be elected. */ needed: z.number(),
  manner, heldOn: day.nullable(), /** Why it was declared void. What it had come to, where it was counted, stays on record. */ voidReason: z.string().nullable(),
  /** Who declared it void, and by what document of the superior where it had been counted and counts. */
  voided: z.object({ byName: z.string(), at: instant, consent: z.object({ superior: z.string(), document: z.string(), day }).nullable() }).nullable(),
  /** Those who entered what was counted on paper. */ countedBy: z.array(z.string()),
  /** Papers or phones: given out, returned, void. Null before the count. */
  papers: z.object({ issued: z.number(), returned: z.number(), invalid: z.number() }).nullable(),
  /** The salted hash over the ballots on phones, for everybody from closing on; empty or left out where there are none. */
  fingerprint: z.string().optional(),
  votes: z.array(ElectionVotes).nullable(),
  /** What is still to be done; null while it is being held. */
  next: z.object({
    /** post: the secretary is elected, the deputy is voted on next; few also where somebody who was elected has left since. */
    kind: z.enum(['done', 'tie', 'few', 'post', 'invalid']), names: z.array(z.string()), seats: z.number(), why: z.string().nullable(),
    /** tie: exactly those who stand again; few: those from whom candidates of another ballot may be chosen. */ candidateIds: z.array(id),
    /** Names written in that have to be given a person (`nameOther`) before they can stand or be chosen. */ unnamed: z.array(z.string()),
  }).nullable(),
})

export const Election = ElectionLine.extend({
  organisationId: id, organisationName: z.string(), purpose: z.string(), askedBy: z.string(), version: z.number(), round: z.number(), voidReason: z.string().nullable(),
  body, seats: z.number(), candidatesNeeded: z.number(),
  /** Of a branch without a committee: who stands for the deputy, and whether the deputy alone is elected (a by-election). */ deputyCandidates: z.array(person), deputyOnly: z.boolean(),
  /** The superior agrees that a branch large enough for a committee has none. */ bodyConsent: Consent.nullable(),
  steps: z.array(z.object({ step, day: day.nullable(), note: z.string(), byName: z.string().nullable() })),
  manner, consent: Consent.nullable(), candidates: z.array(person), /** Candidates whose place in the order of strokes has to be looked at. */ unordered: z.array(z.string()),
  excluded: z.array(person.extend({ why: exclusion })), exclusionConsent: Consent.nullable(),
  counters: z.array(person), without: z.array(person.extend({ why: z.string() })),
  expected: z.number().nullable(), present: z.number().nullable(), presentIds: z.array(id), quorum: z.number().nullable(),
  /** All for who leads and the superior, and for who checks; the one that is counted for who counts it; none for others. */
  groups: z.array(BallotGroup.extend({ counted: z.boolean() })), ballots: z.array(ElectionBallot), /** Key of the ballot that is being prepared, held, or was counted last. */ current: z.string(),
  /** What should be looked at before the opening and does not stop it, in plain sentences; only for who leads. */ warnings: z.array(z.string()),
  /** Posts that those who are elected may have here. */ posts: z.array(post),
  /** The meeting at which it is held: who has checked in there is proposed as present. */ meetingId: id.nullable(),
  /** The day that the ballot which is due will be held on record; null once it is open, and for who does not lead. */ heldOn: day.nullable(),
  /** Declaring the last ballot void asks for the superior's document: somebody knows its votes, and it counts. */ redoConsent: z.boolean(),
  /** Who entered whom the committee elected. */ chosenBy: z.string().nullable(),
  /** How often and why the superior sent the result back, the last one first. */ returned: z.array(z.object({ reason: z.string(), byName: z.string(), at: instant })),
  elected: z.array(z.object({
    memberId: id.nullable(), name: z.string(), note: z.string().optional(), inFavour: z.number(),
    /** Left before the approval, and takes up nothing. */ gone: z.object({ day, reason: z.string() }).nullable(),
    /** Why the roster says that this person can take up nothing; only for who leads, until it is marked (`gone`). */ missing: z.string().nullable(),
    /** Why this person should not be secretary yet; a reminder, only for who leads. */ newer: z.string().nullable(),
  })), /** Seats that stay empty: left open by the assembly, or of those who have left. */ vacant: z.number(), left: z.object({ seats: z.number(), agreed: z.number(), present: z.number() }).nullable(),
  chosen: z.array(person.extend({ post, inFavour: z.number(), present: z.number() })), chosenOn: day.nullable(),
  /** A by-election: who sits in the committee now, with what post, and whose post ends with it; only for who leads and the superior. */
  sitting: z.array(person.extend({ postId: id, post, replaced: z.boolean() })),
  /** From the day of the assembly; a by-election's until the running term's end. Null where nothing is elected yet, or where the caller may not know. */
  term: z.object({ months: z.number(), from: day, until: day }).nullable(),
  approval: z.object({ day, document: z.string(), byName: z.string() }).nullable(),
  mine: z.object({ entitled: z.boolean(), taken: z.boolean(), counts: z.boolean() }),
  can: z.object({ change: z.boolean(), step: z.boolean(), attend: z.boolean(), held: z.boolean(), open: z.boolean(), pause: z.boolean(), resume: z.boolean(), close: z.boolean(), redo: z.boolean(), nextBallot: z.boolean(), leaveSeats: z.boolean(), nameOther: z.boolean(), gone: z.boolean(), choose: z.boolean(), report: z.boolean(), approve: z.boolean(), return: z.boolean(), publish: z.boolean(), vote: z.boolean(), count: z.boolean(), seeResult: z.boolean(), record: z.boolean(), /** Counts the closed boxes again (recount, scrutiny, sealed). */ check: z.boolean() }),
  why,
})
export type Election = z.infer<typeof Election>

const state = z.object({ state: ballotState })
const one = z.object({ electionId: id })

export const elections = {
  'elections.list': { input: z.object({ organisationId: id.optional(), ...pageInput }), output: pageOf(ElectionLine), access: 'member', kind: 'read' },
  'elections.get': { input: one, output: Election, access: 'member', kind: 'read' },
  /** A draft; whether there is a committee follows from the number of full members (支部条例 §20) and may be changed. */
  'elections.create': { input: z.object({ organisationId: id.optional(), title: line(60), occasion: occasion.optional(), body: body.optional(), seats: z.number().int().min(1).max(SEATS).optional() }), output: z.object({ electionId: id }), access: 'runBranch', kind: 'write', audited: true },
  'elections.change': {
    input: z.object({
      electionId: id, version: z.number().int(), title: line(60).optional(), purpose: text(300).optional(), body: body.optional(), seats: z.number().int().min(1).max(SEATS).optional(),
      /** Put into the order of strokes, unless `ordered` says that this order is wanted. */ candidateIds: z.array(id).max(CANDIDATES).optional(), ordered: z.boolean().optional(),
      /** Who stands for the deputy, where secretary and deputy are both elected by the assembly. */ deputyIds: z.array(id).max(CANDIDATES).optional(), deputyOnly: z.boolean().optional(), bodyConsent: consentInput.nullable().optional(),
      manner: manner.optional(), consent: consentInput.nullable().optional(), excluded: z.array(z.object({ memberId: id, why: exclusion })).max(200).optional(), exclusionConsent: consentInput.nullable().optional(), counterIds: z.array(id).max(20).optional(),
    }),
    output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true,
  },
  /** A step that was done, on the day on which it was done; null takes back what was entered by mistake. */
  'elections.step': { input: z.object({ electionId: id, version: z.number().int(), step, day: day.nullable(), note: optionalLine(100).optional() }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true },
  /** Everybody of the branch: who may vote and stand, who is counted present. */
  'elections.electors': {
    input: one.extend({ /** Another meeting than that of the election: whose check-ins are told. */ meetingId: id.optional() }),
    output: z.object({ people: z.array(person.extend({ votes: z.boolean(), why: z.string().nullable(), present: z.boolean(), excluded: exclusion.nullable(), /** At the meeting. */ checkedIn: z.boolean() })), expected: z.number(), quorum: z.number() }),
    access: 'runBranch', kind: 'read',
  },
  /** Who is counted present; at which meeting, and, of a ballot on paper, on which day it was held where that is not the day of its opening. */
  'elections.attend': { input: z.object({ electionId: id, version: z.number().int(), memberIds: z.array(id).max(500), meetingId: id.nullable().optional(), day: day.nullable().optional() }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true },
  /** The true day of a ballot on paper that has been opened, until the result is reported. */
  'elections.held': { input: z.object({ electionId: id, version: z.number().int(), ballot: line(10), day }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true },
  /** Opens the ballot that is due: the first, or the one that `nextBallot` has set. Refuses without the quorum. Safe to repeat. */
  'elections.open': { input: one, output: state, access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  'elections.pause': { input: one, output: state, access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  'elections.resume': { input: one, output: state, access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** Counts the ballot that is held and says who is elected and what is still to be done. Every call answers the same. */
  'elections.close': { input: one, output: state, access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** Declares the ballot that is held or was counted last void and holds it again; one that was counted and counts, only with the superior's document. */
  'elections.redo': { input: z.object({ electionId: id, reason: line(100), consent: consentInput.optional() }), output: state, access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** One more ballot: among those who are tied, or for the seats that are left. */
  'elections.nextBallot': { input: z.object({ electionId: id, version: z.number().int(), candidateIds: z.array(id).min(1).max(CANDIDATES) }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** The assembly leaves seats open: more than half of the electors present agree. */
  'elections.leaveSeats': { input: z.object({ electionId: id, version: z.number().int(), agreed: z.number().int().min(0) }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** Whom a name means that was written in on the ballot that was counted last: a full member of the branch of that very name. */
  'elections.nameOther': { input: z.object({ electionId: id, version: z.number().int(), name: line(20), memberId: id }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** Somebody who is elected has left the branch or may not stand any more, as the roster says: takes up nothing. `left` null takes it back. What was reported is taken back with it. */
  'elections.gone': { input: z.object({ electionId: id, version: z.number().int(), memberId: id, left: z.object({ day, reason: line(60) }).nullable() }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /**
   * The committee elects its secretary (等额) and divides its work; whoever is elected and not named here is a member of the committee.
   * Somebody may have two posts. Refused where there is no committee: the assembly has voted on each post by itself. In a by-election
   * those who sit in the committee may be named too; `replaced` are the posts of theirs that end.
   */
  'elections.choose': { input: z.object({ electionId: id, version: z.number().int(), day, present: z.number().int().min(1).max(SEATS), chosen: z.array(z.object({ memberId: id, post, inFavour: z.number().int().min(0).max(SEATS) })).max(SEATS), replaced: z.array(id).max(20).optional() }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** To the organisation above, which sees it from here on. */
  'elections.report': { input: one, output: z.object({ reportedAt: instant }), access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** The superior approves the secretary and puts the others on file; their posts begin on that day, and the former ones end. */
  'elections.approve': { input: z.object({ electionId: id, day, document: line(60), /** The end of the term as the caller has seen it (`term`): another one by now is a conflict. */ until: day.optional() }), output: z.object({}), access: 'appoint', kind: 'write', audited: true, secondFactor: true },
  /** The superior sends a result back: the branch puts it right and reports it again. */
  'elections.return': { input: z.object({ electionId: id, reason: line(100) }), output: z.object({}), access: 'appoint', kind: 'write', audited: true, secondFactor: true },
  /** What was reported to the organisations above that the caller oversees. */
  'elections.reported': { input: z.object({ ...pageInput }), output: pageOf(ElectionLine.extend({ organisationName: z.string() })), access: 'oversee', kind: 'read' },
  'elections.publish': { input: one, output: state, access: 'runBranch', kind: 'write', audited: true, secondFactor: true },
  /** 选举结果报告 for the organisation above. */
  'elections.record': { input: one, output: FileLink, access: 'runBranch', kind: 'read', runs: 'sheets', audited: true },
} satisfies Contract

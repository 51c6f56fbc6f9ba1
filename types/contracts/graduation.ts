/** The graduation season (毕业季): where each relation goes, followed until the receipt is back. */
import * as z from './zod'
import { organisationKinds, standings, type OrganisationKind, type Standing } from './codes'
import { destinations, leaverStates, type Destination, type LeaverState } from './codes-season'
import { day, id, instant, optionalLine, pageInput, pageOf, why, type Contract } from './shared'

const destination = z.enum(Object.keys(destinations) as [Destination, ...Destination[]])
const state = z.enum(Object.keys(leaverStates) as [LeaverState, ...LeaverState[]])
const year = z.number().int().min(2000).max(2199)

/** So many people are put in or assigned in one call; so many begin a transfer or are kept, each in a transaction of its own. */
export const SEASON_PEOPLE = 500
export const SEASON_AT_A_TIME = 100
export const SEASON_UNDO_MINUTES = 30

const Wishes = { kind: destination, /** The Party organisation to which the relation goes, as the letter names it. */ to: optionalLine(80).optional(), /** The last day for which it is kept. */ until: day.optional() }

export const Leaver = z.object({
  memberId: id, name: z.string(), standing: z.enum(Object.keys(standings) as [Standing, ...Standing[]]), className: z.string(), state, kind: destination.nullable(), target: z.string(), until: day.nullable(),
  /** Where it stands, in words: a letter's last day, how long it is kept. */
  hint: z.string(), bound: z.boolean(), bySelf: z.boolean(),
})
export type Leaver = z.infer<typeof Leaver>

const Counts = z.record(state, z.number())
export const SeasonChange = z.object({ seasonChangeId: id, what: z.string(), changed: z.number(), undone: z.boolean(), undoUntil: instant, can: z.object({ undo: z.boolean() }) })
export type SeasonChange = z.infer<typeof SeasonChange>

const people = { organisationId: id, year, memberIds: z.array(id).min(1).max(SEASON_PEOPLE) }
const someAtATime = { ...people, memberIds: z.array(id).min(1).max(SEASON_AT_A_TIME) }
/** Who was done, and who was not with the reason. */
const Done = z.object({ done: z.number(), left: z.array(z.object({ name: z.string(), why: z.string() })) })

export const graduation = {
  /** Who leaves, those without data first, then by class; counts of all, whatever is asked for. The newest year where none is named. */
  'graduation.list': {
    input: z.object({ organisationId: id.optional(), year: year.optional(), state: state.optional(), className: optionalLine(60).optional(), search: optionalLine(40).optional(), ...pageInput }),
    output: pageOf(Leaver).extend({
      organisationId: id, organisationName: z.string(), organisationKind: z.enum(Object.keys(organisationKinds) as [OrganisationKind, ...OrganisationKind[]]), year, years: z.array(year),
      leavesOn: day.nullable(), dueOn: day.nullable(), total: z.number(), all: z.number(), counts: Counts, classes: z.array(z.object({ name: z.string(), count: z.number() })),
      /** Applicants of these classes whose admission is open shortly before they leave. */
      admissions: z.object({ text: z.string(), names: z.array(z.string()), basis: z.string() }).nullable(),
      last: SeasonChange.nullable(), can: z.object({ keep: z.boolean() }), why,
    }),
    access: 'oversee', kind: 'read',
  },
  /** Who matches, in the list's order. */
  'graduation.select': { input: z.object({ organisationId: id, year, state: state.optional(), className: optionalLine(60).optional(), search: optionalLine(40).optional() }), output: z.object({ memberIds: z.array(id) }), access: 'keepRoster', kind: 'read' },
  /** Branches below with their numbers. */
  'graduation.below': { input: z.object({ organisationId: id.optional(), year: year.optional(), ...pageInput }), output: pageOf(z.object({ id, name: z.string(), all: z.number(), counts: Counts })), access: 'oversee', kind: 'read' },
  /** Classes and grades of a roster, to choose from. */
  'graduation.choices': { input: z.object({ organisationId: id }), output: z.object({ classes: z.array(z.object({ name: z.string(), count: z.number() })), grades: z.array(z.object({ name: z.string(), count: z.number() })) }), access: 'keepRoster', kind: 'read' },
  /** Puts whole classes, grades, or people into the list of the year in which they leave; who has joined is asked to fill in. Repeating goes on with it. */
  'graduation.add': {
    input: z.object({ organisationId: id, leavesOn: day, dueOn: day, classNames: z.array(optionalLine(60)).max(50).optional(), grades: z.array(optionalLine(20)).max(10).optional(), memberIds: z.array(id).max(SEASON_PEOPLE).optional() }),
    output: z.object({ year, added: z.number(), already: z.number(), change: SeasonChange.nullable() }), access: 'keepRoster', kind: 'write', audited: true,
  },
  /** The same destination for many. Whose transfer has begun, or who is kept, is left as it is. */
  'graduation.assign': { input: z.object({ ...people, ...Wishes }), output: z.object({ changed: z.number(), left: z.number(), change: SeasonChange.nullable() }), access: 'keepRoster', kind: 'write', audited: true },
  'graduation.undo': { input: z.object({ seasonChangeId: id }), output: SeasonChange, access: 'keepRoster', kind: 'write', audited: true },
  /** Takes people out of the list who do not leave. */
  'graduation.drop': { input: z.object(people), output: z.object({ changed: z.number() }), access: 'keepRoster', kind: 'write', audited: true },
  /** Notes that the relation is kept here, for who has chosen so. */
  'graduation.keep': { input: z.object(someAtATime), output: Done, access: 'keepRoster', kind: 'write', audited: true },
  /** Begins the transfer of each to the target that is written. */
  'graduation.send': { input: z.object({ ...someAtATime, /** The month up to which dues are paid. */ duesUntil: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/).optional() }), output: Done, access: 'keepRoster', kind: 'write', audited: true },
  /** One person of the list: the caller's own, or one of a roster that the caller oversees. */
  'graduation.leaver': {
    input: z.object({ memberId: id.optional() }),
    output: z.object({
      memberId: id, name: z.string(), organisationId: id, organisationName: z.string(), leaver: Leaver.extend({ year, leavesOn: day, dueOn: day, latestUntil: day, contactedOn: day.nullable(), contactBy: day.nullable() }).nullable(),
      phoneMasked: z.string().nullable(), version: z.number(), transferId: id.nullable(),
      can: z.object({ fill: z.boolean(), assign: z.boolean(), keep: z.boolean(), endKeep: z.boolean(), contacted: z.boolean(), send: z.boolean() }), why,
    }),
    access: 'member', kind: 'read',
  },
  /** The caller's own destination. */
  'graduation.fill': { input: z.object(Wishes), output: z.object({}), access: 'member', kind: 'write' },
  /** Somebody whose relation is kept was spoken with. */
  'graduation.contacted': { input: z.object({ memberId: id, day }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
  /** The relation is no longer kept: it is here as before. */
  'graduation.endKeep': { input: z.object({ memberId: id }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
} satisfies Contract

/** Floating members out and in, lost contact, registration in a community (流动党员、失联、双报到). */
import * as z from './zod'
import { certificates, contactWays, standings, type Certificate, type ContactWay, type Standing } from './codes'
import { day, id, line, optionalLine, optionalText, pageInput, pageOf, why, type Contract } from './shared'

const certificate = z.enum(Object.keys(certificates) as [Certificate, ...Certificate[]])
const way = z.enum(Object.keys(contactWays) as [ContactWay, ...ContactWay[]])

/** One absence as it is typed; an empty day: not known yet. */
const stayFields = {
  place: line(60), abroad: z.boolean(), reason: line(60), from: day, until: day.or(z.literal('')),
  /** The Party branch or unit there, and whom to ask for: a name, no telephone. */
  host: optionalLine(60), hostContact: optionalLine(40),
}
const paperFields = { certificate, certificateNumber: optionalLine(40) }

export const Stay = z.object({
  place: z.string(), abroad: z.boolean(), reason: z.string(), from: z.string(), until: z.string().nullable(), host: z.string(), hostContact: z.string(),
  certificate, certificateNumber: z.string(), reportedOn: z.string(), reportedBy: z.string(), /** Whether an officer has seen it. */ confirmed: z.boolean(),
  /** Contacts, the latest first. */
  contacts: z.array(z.object({ id, day: z.string(), way, note: z.string(), byName: z.string() })),
  /** The day by which the next contact is due, and how it stands with it. */
  dueOn: z.string(), due: z.enum(['later', 'soon', 'late']),
  /** Advice that follows from the length: which paper is usual, that the relation is to be moved. */
  advice: z.array(z.string()),
})
export type Stay = z.infer<typeof Stay>

export const Loss = z.object({
  /** The month `YYYY-MM` since which there has been no contact. */
  since: z.string(),
  searches: z.array(z.object({ id, day: z.string(), way, result: z.string(), byName: z.string() })),
  /** What may follow, in the order of time: the rule, from which day (and up to which), and whether it is possible today. */
  steps: z.array(z.object({ text: z.string(), rule: z.string(), from: z.string(), until: z.string().nullable(), possible: z.boolean(), waitsFor: z.string() })),
})
export type Loss = z.infer<typeof Loss>

export const Registration = z.object({
  community: z.string(), contact: z.string(), since: z.string(), hours: z.number(),
  acts: z.array(z.object({ id, day: z.string(), what: z.string(), hours: z.number(), byName: z.string() })),
})
export type Registration = z.infer<typeof Registration>

export const Away = z.object({
  id, name: z.string(), organisationId: id, organisationName: z.string(), self: z.boolean(), version: z.number(), today: z.string(),
  stay: Stay.nullable(), earlier: z.array(z.object({ place: z.string(), from: z.string(), backOn: z.string() })),
  loss: Loss.nullable(), earlierLosses: z.array(z.object({ since: z.string(), foundOn: z.string(), note: z.string() })),
  registration: Registration.nullable(),
  can: z.object({ report: z.boolean(), paper: z.boolean(), confirm: z.boolean(), contact: z.boolean(), back: z.boolean(), lost: z.boolean(), search: z.boolean(), found: z.boolean(), register: z.boolean(), act: z.boolean() }),
  why,
})
export type Away = z.infer<typeof Away>

export const AwayLine = z.object({
  id, name: z.string(), standing: z.enum(Object.keys(standings) as [Standing, ...Standing[]]),
  place: z.string().nullable(), from: z.string().nullable(), dueOn: z.string().nullable(), due: z.enum(['later', 'soon', 'late']).nullable(), confirmed: z.boolean(),
  lostSince: z.string().nullable(), searches: z.number(), community: z.string().nullable(), hours: z.number(),
})
export type AwayLine = z.infer<typeof AwayLine>

const guestFields = {
  name: line(40), home: line(60), homeContact: optionalLine(40), ...paperFields, since: day, until: day.or(z.literal('')), takesPart: z.boolean(),
}
export const GuestLine = z.object({ id, name: z.string(), home: z.string(), since: z.string(), until: z.string().nullable(), leftOn: z.string().nullable(), times: z.number() })
export type GuestLine = z.infer<typeof GuestLine>
export const Guest = z.object({
  id, organisationId: id, organisationName: z.string(), version: z.number(),
  name: z.string(), home: z.string(), homeContact: z.string(), certificate, certificateNumber: z.string(), since: z.string(), until: z.string().nullable(), takesPart: z.boolean(), leftOn: z.string().nullable(),
  /** Organisational life taken part in here, the latest first. */
  notes: z.array(z.object({ id, day: z.string(), what: z.string() })),
  /** What the home branch is to be told, ready to be copied. */
  report: z.string(), today: z.string(),
  can: z.object({ change: z.boolean(), note: z.boolean(), leave: z.boolean() }), why,
})
export type Guest = z.infer<typeof Guest>

const one = { memberId: id }

export const floating = {
  /** How many there are of each, of one organisation; the counts agree with the lists. */
  'floating.overview': {
    input: z.object({ organisationId: id.optional() }),
    output: z.object({ organisationId: id, name: z.string(), out: z.number(), due: z.number(), lost: z.number(), community: z.number(), guests: z.number(), can: z.object({ keep: z.boolean() }), why }),
    access: 'oversee', kind: 'read',
  },
  /** Ordered by pinyin. `due`: those who float and are to be contacted. */
  'floating.list': {
    input: z.object({ organisationId: id.optional(), show: z.enum(['out', 'due', 'lost', 'community']), ...pageInput }),
    output: pageOf(AwayLine).extend({ total: z.number() }), access: 'oversee', kind: 'read',
  },
  /** Of oneself, or for who oversees the branch. */
  'floating.get': { input: z.object(one), output: Away, access: 'member', kind: 'read' },
  /** By the member before leaving, or by who keeps the roster; again with `version`: a change of it. */
  'floating.report': { input: z.object({ ...one, version: z.number().int().optional(), ...stayFields }), output: Away, access: 'member', kind: 'write' },
  /** The paper that was given, or none: the report has been seen. */
  'floating.confirm': { input: z.object({ ...one, ...paperFields }), output: Away, access: 'keepRoster', kind: 'write', audited: true },
  'floating.contact': { input: z.object({ ...one, day, way, note: optionalText(200) }), output: Away, access: 'member', kind: 'write' },
  'floating.back': { input: z.object({ ...one, day }), output: Away, access: 'member', kind: 'write' },

  /** Of `since` the month counts. */
  'floating.lost': { input: z.object({ ...one, since: day }), output: Away, access: 'keepRoster', kind: 'write', audited: true },
  'floating.search': { input: z.object({ ...one, day, way, result: line(200) }), output: Away, access: 'keepRoster', kind: 'write', audited: true },
  'floating.found': { input: z.object({ ...one, day, note: optionalText(200) }), output: Away, access: 'keepRoster', kind: 'write', audited: true },

  /** A registration in the community where the member lives; again: another one in its place. */
  'floating.register': { input: z.object({ ...one, community: line(60), contact: optionalLine(40), day }), output: Away, access: 'member', kind: 'write' },
  'floating.act': { input: z.object({ ...one, day, what: line(100), hours: z.number().min(0).max(24) }), output: Away, access: 'member', kind: 'write' },

  'floating.guests': { input: z.object({ organisationId: id.optional(), left: z.boolean().optional(), ...pageInput }), output: pageOf(GuestLine).extend({ total: z.number() }), access: 'oversee', kind: 'read' },
  'floating.guest': { input: z.object({ guestId: id }), output: Guest, access: 'oversee', kind: 'read' },
  'floating.addGuest': { input: z.object({ organisationId: id, ...guestFields }), output: Guest, access: 'keepRoster', kind: 'write', audited: true },
  'floating.changeGuest': { input: z.object({ guestId: id, version: z.number().int(), ...guestFields }), output: Guest, access: 'keepRoster', kind: 'write', audited: true },
  'floating.noteGuest': { input: z.object({ guestId: id, day, what: line(100) }), output: Guest, access: 'keepRoster', kind: 'write', audited: true },
  'floating.guestLeft': { input: z.object({ guestId: id, day }), output: Guest, access: 'keepRoster', kind: 'write', audited: true },
} satisfies Contract

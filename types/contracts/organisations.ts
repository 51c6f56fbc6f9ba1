/** The tree of organisations and the posts held in it. */
import * as z from './zod'
import { organisationForms, organisationKinds, posts as postLabels, type OrganisationForm, type OrganisationKind, type Post } from './codes'
import { day, id, instant, line, optionalLine, pageInput, pageOf, why, type Contract } from './shared'
import { BranchBelow } from './session'

const kind = z.enum(Object.keys(organisationKinds) as [OrganisationKind, ...OrganisationKind[]])
const form = z.enum(Object.keys(organisationForms) as [OrganisationForm, ...OrganisationForm[]])
const post = z.enum(Object.keys(postLabels) as [Post, ...Post[]])

export const Organisation = z.object({
  id, name: z.string(), kind, parentId: id.nullable(),
  members: z.number(), bound: z.number(),
  points: z.object({ enabled: z.boolean(), perCheckIn: z.number() }),
  groups: z.array(z.object({ id, name: z.string() })),
  form,
  /** Units that a joint branch covers. */
  units: z.number().nullable(),
  /** Why the superior allows fewer members than the rule says. */
  fewerReason: z.string().nullable(),
  /** Months of a term; null of a group. */
  termMonths: z.number().nullable(),
  /** The superior has put the election off: due on a day, until another. */
  extension: z.object({ due: day, until: day, document: z.string(), byName: z.string() }).nullable(),
  /** The earliest end of a running term of its committee that has a term; only for who may put the election off. */
  termDue: day.nullable(),
  /** Names it had before, newest first: what was written then carries them still. */
  /** Since when it has ended; its records stay readable from above. */
  dissolvedAt: instant.nullable(),
  /** People are being carried out of it. */
  changing: z.boolean(),
  formerNames: z.array(z.object({ name: z.string(), until: instant })),
  can: z.object({ rename: z.boolean(), addBelow: z.boolean(), appoint: z.boolean(), keepRoster: z.boolean(), changePoints: z.boolean(), move: z.boolean(), setForm: z.boolean(), setTerm: z.boolean(), extendTerm: z.boolean(), dissolve: z.boolean(), merge: z.boolean(), split: z.boolean() }),
  why,
})
export type Organisation = z.infer<typeof Organisation>

export const PostHeld = z.object({
  id, post, memberId: id, memberName: z.string(), since: day, until: day.nullable(), /** Last day of its powers; later than `until` where a committee leads on until its election. */ powersUntil: day.nullable(), acting: z.boolean(),
  /** active: powers in force; pending: waits for another officer's confirmation; unbound: the person has not joined yet. */
  state: z.enum(['active', 'pending', 'unbound', 'ended']),
  can: z.object({ confirm: z.boolean(), end: z.boolean() }),
  why,
})
export type PostHeld = z.infer<typeof PostHeld>

/** An organisation found by its name, with the one it stands below. */
export const OrganisationFound = z.object({ id, name: z.string(), kind, above: z.string() })
export type OrganisationFound = z.infer<typeof OrganisationFound>

/** What a rule says about an organisation as it is, and where that stands. */
export const OrganisationWarning = z.object({ key: z.string(), level: z.enum(['notice', 'urgent']), text: z.string(), basis: z.string() })
export type OrganisationWarning = z.infer<typeof OrganisationWarning>

export const organisations = {
  /** The first officer comes in by the founding code that deployment prints; it works once. */
  'organisations.found': {
    input: z.object({ code: line(40), organisationName: line(60), kind: kind.exclude(['group']), name: line(40) }),
    output: z.object({ organisationId: id, memberId: id }), access: 'anyone', kind: 'write',
  },
  'organisations.get': { input: z.object({ organisationId: id.optional() }), output: Organisation, access: 'member', kind: 'read' },
  /** Organisations directly below one, each with its numbers. */
  'organisations.below': { input: z.object({ organisationId: id.optional(), ...pageInput }), output: pageOf(BranchBelow), access: 'oversee', kind: 'read' },
  /** Organisations anywhere below one, by any part of the name or its pinyin initials. */
  'organisations.search': { input: z.object({ organisationId: id.optional(), text: line(40), ...pageInput }), output: pageOf(OrganisationFound), access: 'oversee', kind: 'read' },
  /** Carries an organisation with all below it under another superior; `done` is false where a job finishes it. */
  'organisations.move': { input: z.object({ organisationId: id, parentId: id }), output: z.object({ done: z.boolean() }), access: 'appoint', kind: 'write', audited: true, secondFactor: true },
  /** Size, committee, vacancies and the end of the term, judged by the regulations. */
  'organisations.warnings': { input: z.object({ organisationId: id.optional() }), output: z.object({ items: z.array(OrganisationWarning) }), access: 'oversee', kind: 'read' },
  /** Ordinary, temporary or joint, and whether the superior allows fewer members than the rule says. */
  'organisations.setForm': { input: z.object({ organisationId: id, form, units: z.number().int().min(2).max(99).optional(), fewerReason: optionalLine(100).optional() }), output: z.object({}), access: 'appoint', kind: 'write', audited: true },
  /** How long a term of the branch's committee is: three years, or five in a village or community. It counts for the next election that is approved. */
  'organisations.setTerm': { input: z.object({ organisationId: id, termMonths: z.number().int().min(1).max(120) }), output: z.object({}), access: 'appoint', kind: 'write', audited: true, secondFactor: true },
  /** The superior puts the election off, a year at most after the term; without a superior the organisation itself says by which document. */
  'organisations.extendTerm': { input: z.object({ organisationId: id, until: day, document: line(60) }), output: z.object({}), access: 'appoint', kind: 'write', audited: true, secondFactor: true },
  'organisations.create': { input: z.object({ parentId: id, name: line(60), kind }), output: z.object({ organisationId: id }), access: 'appoint', kind: 'write', audited: true },
  'organisations.rename': { input: z.object({ organisationId: id, name: line(60) }), output: z.object({}), access: 'appoint', kind: 'write', audited: true },
  /** Points are off by default and never ranked (DOMAIN.md §6, policy risk). */
  'organisations.setPoints': { input: z.object({ organisationId: id, enabled: z.boolean(), perCheckIn: z.number().int().min(1).max(20) }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },

  'posts.list': { input: z.object({ organisationId: id }), output: z.object({ items: z.array(PostHeld) }), access: 'oversee', kind: 'read' },
  'posts.appoint': { input: z.object({ organisationId: id, memberId: id, post, until: day.optional(), acting: z.boolean().optional(), /** Refused with `secretaryNew` without it, where somebody has been a full member for less than a year. */ knowing: z.boolean().optional() }), output: z.object({ postId: id, state: z.enum(['active', 'pending', 'unbound']) }), access: 'appoint', kind: 'write', audited: true, secondFactor: true },
  /** Another officer vouches that the account that joined is really the post's holder. */
  'posts.confirm': { input: z.object({ postId: id }), output: z.object({}), access: 'appoint', kind: 'write', audited: true, secondFactor: true },
  'posts.end': { input: z.object({ postId: id, reason: line(100) }), output: z.object({ endedAt: instant }), access: 'appoint', kind: 'write', audited: true, secondFactor: true },
} satisfies Contract

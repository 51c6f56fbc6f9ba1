/** The roster of a branch: who is in it, as much of each person as the caller may see. */
import * as z from './zod'
import { educations, ethnicities, posts as postLabels, standings, type Post, type Standing } from './codes'
import { day, id, line, optionalLine, pageInput, pageOf, why, type Contract } from './shared'

const standing = z.enum(Object.keys(standings) as [Standing, ...Standing[]])
/** A code of an official list; empty clears. */
const codeOf = (list: Record<string, string>) => z.enum(Object.keys(list) as [string, ...string[]]).or(z.literal(''))
const post = z.enum(Object.keys(postLabels) as [Post, ...Post[]])

export const RosterLine = z.object({
  id, name: z.string(), standing, groupName: z.string().nullable(), posts: z.array(post),
  bound: z.boolean(), phoneMasked: z.string().nullable(), incomplete: z.boolean(),
})
export type RosterLine = z.infer<typeof RosterLine>

/** What may be typed for a person; days as YYYY-MM-DD, codes as in codes.ts. Empty string clears an optional item. */
export const personFields = {
  name: line(40),
  standing,
  sex: z.enum(['0', '1', '2', '9']).optional(),
  ethnicity: codeOf(ethnicities).optional(),
  birthday: day.or(z.literal('')).optional(),
  education: codeOf(educations).optional(),
  joinedOn: day.or(z.literal('')).optional(),
  fullOn: day.or(z.literal('')).optional(),
  job: optionalLine(60).optional(),
  studentNumber: optionalLine(30).optional(),
  className: optionalLine(60).optional(),
  phone: optionalLine(30).optional(),
  address: optionalLine(120).optional(),
  idNumber: optionalLine(20).optional(),
  landline: optionalLine(30).optional(),
  nativePlace: optionalLine(30).optional(),
  grade: optionalLine(20).optional(),
  major: optionalLine(60).optional(),
  appliedOn: day.or(z.literal('')).optional(),
  activistOn: day.or(z.literal('')).optional(),
  prospectOn: day.or(z.literal('')).optional(),
  sponsors: optionalLine(60).optional(),
  mentors: optionalLine(60).optional(),
  remark: optionalLine(200).optional(),
  groupId: id.or(z.literal('')).optional(),
}

/** What a student's record carries beside the national form's items, as it is answered. */
export const moreOfPerson = {
  nativePlace: z.string().nullable(), grade: z.string().nullable(), major: z.string().nullable(), appliedOn: z.string().nullable(), activistOn: z.string().nullable(),
  prospectOn: z.string().nullable(), sponsors: z.string().nullable(), mentors: z.string().nullable(), remark: z.string().nullable(),
}

export const Person = z.object({
  id, organisationId: id, organisationName: z.string(), version: z.number(),
  name: z.string(), standing, sex: z.string().nullable(), ethnicity: z.string().nullable(), birthday: z.string().nullable(), education: z.string().nullable(),
  joinedOn: z.string().nullable(), fullOn: z.string().nullable(), job: z.string().nullable(), studentNumber: z.string().nullable(), className: z.string().nullable(),
  ...moreOfPerson,
  groupId: id.nullable(), groupName: z.string().nullable(),
  /** Masked: 138****0001, 990101********0014. Nothing here reveals the whole. */
  phoneMasked: z.string().nullable(), landlineMasked: z.string().nullable(), idMasked: z.string().nullable(), hasAddress: z.boolean(),
  posts: z.array(z.object({ postId: id, post, organisationName: z.string() })),
  bound: z.boolean(), archived: z.boolean(), /** The record that was kept, where this one was entered twice. */ mergedInto: id.nullable(),
  missing: z.array(z.string()), /** What the file lacks, in one phrase: 还缺3项. */ papers: z.string(),
  can: z.object({ edit: z.boolean(), invite: z.boolean(), release: z.boolean(), archive: z.boolean(), restore: z.boolean(), seePoints: z.boolean() }),
  why,
})
export type Person = z.infer<typeof Person>

/** What narrows a roster. Empty text: those in no group, those without a class. */
export const rosterFilter = {
  standing: standing.optional(), groupId: id.or(z.literal('')).optional(), className: optionalLine(60).optional(), bound: z.boolean().optional(), archived: z.boolean().optional(),
}

export const roster = {
  /** Ordered by pinyin; `search` matches name, pinyin, initials or student number from its beginning. */
  'roster.list': {
    input: z.object({ organisationId: id.optional(), search: optionalLine(40).optional(), ...rosterFilter, ...pageInput }),
    output: pageOf(RosterLine).extend({ total: z.number() }), access: 'oversee', kind: 'read',
  },
  /** Names only, for picking a person (sign-up for somebody, pasted sign-up chain); every member of the branch. */
  'roster.names': { input: z.object({ organisationId: id.optional() }), output: z.object({ items: z.array(z.object({ id, name: z.string(), groupId: id.nullable() })) }), access: 'leadGroup', kind: 'read' },
  'roster.get': { input: z.object({ memberId: id }), output: Person, access: 'member', kind: 'read' },
  'roster.add': { input: z.object({ organisationId: id, ...personFields }), output: z.object({ memberId: id }), access: 'keepRoster', kind: 'write', audited: true },
  'roster.update': { input: z.object({ memberId: id, version: z.number().int(), changes: z.object(personFields).partial() }), output: z.object({ version: z.number() }), access: 'keepRoster', kind: 'write', audited: true },
  /** Taking a person off the roster is archiving; the record stays and can be restored. */
  'roster.archive': { input: z.object({ memberId: id, reason: line(100) }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
  'roster.restore': { input: z.object({ memberId: id }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
} satisfies Contract

/** Organisations dissolved, merged and split (撤销、合并、分设): looked at first, then done; never taken back. */
import * as z from './zod'
import { organisationKinds, posts as postLabels, type OrganisationKind, type Post } from './codes'
import { OrganisationWarning } from './organisations'
import { id, instant, line, optionalLine, pageInput, pageOf, type Contract } from './shared'

const kind = z.enum(Object.keys(organisationKinds) as [OrganisationKind, ...OrganisationKind[]])
const post = z.enum(Object.keys(postLabels) as [Post, ...Post[]])

/** Some people of a branch, by any of three ways; who is named more closely (by name, by group, by class) goes first. */
const chosen = {
  memberIds: z.array(id).max(200).optional(),
  groupIds: z.array(id).max(50).optional(),
  classNames: z.array(line(40)).max(50).optional(),
}
const ending = {
  /** Where everybody goes whom `spread` does not name; of a group: another group of the branch, or left out for none. */
  targetId: id.optional(),
  spread: z.array(z.object({ targetId: id, ...chosen })).max(20).optional(),
}
const joining = {
  /** One of them, or another branch; left out where a new one is set up. */
  targetId: id.optional(),
  newName: line(60).optional(),
}
const dissolving = { organisationId: id, ...ending }
const merging = { organisationIds: z.array(id).min(1).max(20), ...joining }
const splitting = { organisationId: id, newName: line(60), ...chosen }
/** Why, and the superior's decision (批复文号) as it is written. */
const decided = { reason: line(200), decision: optionalLine(100).optional() }

const PostEnding = z.object({ memberName: z.string(), post, organisationName: z.string() })

/** What a change would do: asked before, so that whoever decides sees it. */
export const ChangePreview = z.object({
  /** People who go elsewhere, and those who stay (a split). */
  people: z.number(), staying: z.number(),
  /** Nobody has said where these go. */
  nowhere: z.number(),
  results: z.array(z.object({ name: z.string(), kind, before: z.number(), after: z.number(), full: z.number(), warnings: z.array(OrganisationWarning) })),
  posts: z.array(PostEnding),
  /** Posts in all; the list names the first of them. */
  postsTotal: z.number(),
  /** What is open in it, and what becomes of that. `blocks`: to be finished before. */
  matters: z.array(z.object({ key: z.string(), text: z.string(), count: z.number(), blocks: z.boolean() })),
  groups: z.array(z.object({ id, name: z.string(), people: z.number() })),
  classes: z.array(z.object({ name: z.string(), people: z.number() })),
  can: z.object({ go: z.boolean() }),
  why: z.record(z.string(), z.string()),
})
export type ChangePreview = z.infer<typeof ChangePreview>

export const ChangeStatus = z.object({
  kind: z.enum(['dissolve', 'merge', 'split']),
  sources: z.array(z.string()), targets: z.array(z.string()),
  reason: z.string(), decision: z.string().nullable(),
  at: instant, byName: z.string(),
  carried: z.number(), total: z.number(),
  /** Everybody has been carried; where it is false a job goes on. */
  done: z.boolean(),
})
export type ChangeStatus = z.infer<typeof ChangeStatus>

const begun = z.object({ done: z.boolean(), carried: z.number(), total: z.number() })

export const organisationChanges = {
  'organisations.previewDissolve': { input: z.object(dissolving), output: ChangePreview, access: 'appoint', kind: 'read' },
  /** Posts that end with a move: whoever holds one in a superior that would be left. */
  'organisations.previewMove': { input: z.object({ organisationId: id, parentId: id }), output: z.object({ posts: z.array(PostEnding), postsTotal: z.number() }), access: 'appoint', kind: 'read' },
  'organisations.previewMerge': { input: z.object(merging), output: ChangePreview, access: 'appoint', kind: 'read' },
  'organisations.previewSplit': { input: z.object({ ...splitting, newName: line(60).optional() }), output: ChangePreview, access: 'appoint', kind: 'read' },
  /** Ends an organisation; its people are carried elsewhere. The same tap again goes on with it; what a call does not end, a job does. */
  'organisations.dissolve': { input: z.object({ ...dissolving, ...decided }), output: begun, access: 'appoint', kind: 'write', audited: true, secondFactor: true },
  /** Several branches become one: all but the one that stays, or all where a new one is set up, end. */
  'organisations.merge': { input: z.object({ ...merging, ...decided, fewerReason: optionalLine(100).optional() }), output: begun, access: 'appoint', kind: 'write', audited: true, secondFactor: true },
  /** Some people of a branch form a new one. */
  'organisations.split': { input: z.object({ ...splitting, ...decided, fewerReason: optionalLine(100).optional() }), output: begun, access: 'appoint', kind: 'write', audited: true, secondFactor: true },
  /** The change that an organisation is in, or by which it ended. */
  'organisations.changeOf': { input: z.object({ organisationId: id }), output: z.object({ change: ChangeStatus.nullable() }), access: 'oversee', kind: 'read' },
  /** Dissolved organisations anywhere below one: their records stay readable from above. */
  'organisations.gone': {
    input: z.object({ organisationId: id.optional(), ...pageInput }),
    output: pageOf(z.object({ id, name: z.string(), kind, dissolvedAt: instant, above: z.string() })), access: 'oversee', kind: 'read',
  },
} satisfies Contract

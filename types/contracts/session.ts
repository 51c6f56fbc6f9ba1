/** Who the caller is and what waits for them; proof of a second factor; consent to be reminded. */
import * as z from './zod'
import { inboxKinds, organisationKinds, posts, standings, type OrganisationKind, type Post, type Standing } from './codes'
import { id, instant, type Contract } from './shared'

const kind = z.enum(Object.keys(organisationKinds) as [OrganisationKind, ...OrganisationKind[]])
const post = z.enum(Object.keys(posts) as [Post, ...Post[]])
const standing = z.enum(Object.keys(standings) as [Standing, ...Standing[]])

/** One thing that waits for the caller; `ref` says which page opens it. */
export const Todo = z.object({
  id: z.string(),
  kind: z.enum([...inboxKinds, 'checkIn', 'importRoster', 'unbound']),
  title: z.string(),
  /** What to do or where it stands, in a few words. */
  hint: z.string(),
  due: instant.nullable(),
  refId: id.nullable(),
})
export type Todo = z.infer<typeof Todo>

export const BranchBelow = z.object({
  id, name: z.string(), kind,
  members: z.number(), bound: z.number(), activities: z.number(),
  /** When the sums of a subtree were last made; null for a branch's own live numbers. */
  asOf: instant.nullable(),
})
export type BranchBelow = z.infer<typeof BranchBelow>

export const Me = z.object({
  memberId: id, name: z.string(), standing,
  organisationId: id, organisationName: z.string(), organisationKind: kind,
  posts: z.array(z.object({ postId: id, post, organisationId: id, organisationName: z.string(), organisationKind: kind, confirmed: z.boolean() })),
})
export type Me = z.infer<typeof Me>

export const Home = z.object({
  me: Me.nullable(),
  todos: z.array(Todo),
  /** What the caller has signed up for, soonest first. */
  coming: z.array(Todo),
  /** Organisations directly below the ones the caller holds a post in; empty for everybody else. */
  below: z.array(BranchBelow),
  can: z.object({ postNotice: z.boolean(), createActivity: z.boolean(), keepRoster: z.boolean(), pasteChain: z.boolean(), seeAppeals: z.boolean(), seeBelow: z.boolean() }),
  pointsOn: z.boolean(),
})
export type Home = z.infer<typeof Home>

export const session = {
  'session.home': { input: z.object({}), output: Home, access: 'anyone', kind: 'read' },
  /** How long the proof lasts, and whether this account has a dynamic code set up. */
  'session.factor': { input: z.object({}), output: z.object({ enrolled: z.boolean(), provedUntil: instant.nullable() }), access: 'member', kind: 'read' },
  /** Begins to set up a dynamic code (TOTP): shown once, active after `session.activateFactor`. */
  'session.enrolFactor': { input: z.object({}), output: z.object({ secret: z.string(), uri: z.string() }), access: 'member', kind: 'write' },
  'session.activateFactor': { input: z.object({ code: z.string().regex(/^\d{6}$/) }), output: z.object({ provedUntil: instant }), access: 'member', kind: 'write' },
  'session.prove': { input: z.object({ code: z.string().regex(/^\d{6}$/) }), output: z.object({ provedUntil: instant }), access: 'member', kind: 'write' },
  /** WeChat's SOTER: a challenge for the phone's fingerprint or face, then its signed answer. */
  'session.challenge': { input: z.object({}), output: z.object({ challenge: z.string() }), access: 'member', kind: 'write' },
  'session.proveBySoter': { input: z.object({ resultJSON: z.string().max(4000), signature: z.string().max(2000) }), output: z.object({ provedUntil: instant }), access: 'member', kind: 'write' },
  /** Which message templates the caller may be asked to accept; empty where the deployment has none. */
  'session.templates': { input: z.object({}), output: z.object({ templates: z.array(z.object({ purpose: z.enum(['activityReminder', 'placeFreed', 'appealAnswered']), templateId: z.string() })) }), access: 'member', kind: 'read' },
  /** The caller accepted one message of this template: one send is owed. */
  'session.keepConsent': { input: z.object({ purposes: z.array(z.enum(['activityReminder', 'placeFreed', 'appealAnswered'])).max(5) }), output: z.object({}), access: 'member', kind: 'write' },
} satisfies Contract

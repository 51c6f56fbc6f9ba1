/** 工作交接清单: files, dues, open matters and powers, signed by giver, receiver and witness, after which the powers change hands. */
import * as z from './zod'
import { posts as postLabels, type Post } from './codes'
import { handoverRoles, handoverStates, type HandoverRole, type HandoverState } from './codes-season'
import { day, id, instant, line, optionalText, pageInput, pageOf, why, type Contract } from './shared'

const post = z.enum(Object.keys(postLabels) as [Post, ...Post[]])
const role = z.enum(Object.keys(handoverRoles) as [HandoverRole, ...HandoverRole[]])
const state = z.enum(Object.keys(handoverStates) as [HandoverState, ...HandoverState[]])

/** Something that is handed over; `count` null: not counted yet. */
const HandoverFile = z.object({ name: line(40), count: z.number().int().min(0).max(9999).nullable() })
/** Money that is handed over: integer fen, as it stood at the end of a day. */
const HandoverDues = z.object({ fen: z.number().int().min(0).max(1_000_000_000), asOn: day })
const Matter = z.object({ key: z.string(), text: z.string(), count: z.number() })
/** Somebody who may witness, and as what. */
const Witness = z.object({ id, name: z.string(), as: z.string() })
const Party = z.object({ role, memberId: id, name: z.string(), /** Day and hour of the signature on the list as it is now. */ signedAt: instant.nullable(), mine: z.boolean() })

export const HandoverLine = z.object({ id, state, posts: z.array(post), giver: z.string(), receiver: z.string(), witness: z.string(), startedAt: instant, doneAt: instant.nullable(), signed: z.number() })
export type HandoverLine = z.infer<typeof HandoverLine>

export const Handover = z.object({
  id, organisationId: id, organisationName: z.string(), state, startedAt: instant, doneAt: instant.nullable(),
  /** Goes up with every change of the list: a signature is for one revision. */
  revision: z.number(),
  posts: z.array(z.object({ post, allows: z.string(), until: day.nullable() })),
  parties: z.array(Party),
  files: z.array(HandoverFile), dues: HandoverDues.nullable(), matters: z.array(Matter), mattersAt: instant, remarks: z.string(),
  /** The day from which the powers change hands; null: with the last signature. */
  effectiveOn: day.nullable(),
  /** Signatures that a later change of the list made void. */
  voided: z.array(z.object({ role, name: z.string(), signedAt: instant, voidedAt: instant })),
  stopped: z.object({ name: z.string(), reason: z.string(), at: instant }).nullable(),
  /** Why it did not take effect on its day. */
  stuck: z.string().nullable(),
  can: z.object({ change: z.boolean(), sign: z.boolean(), stop: z.boolean() }), why,
})
export type Handover = z.infer<typeof Handover>

export const handover = {
  /** Handovers of an organisation, newest first; whether the caller holds a post there that can be handed over. */
  'handover.list': { input: z.object({ organisationId: id, ...pageInput }), output: pageOf(HandoverLine).extend({ organisationName: z.string(), can: z.object({ start: z.boolean() }), why }), access: 'oversee', kind: 'read' },
  /** What a new handover starts from: the caller's posts, and who may witness. */
  'handover.choices': {
    input: z.object({ organisationId: id }),
    output: z.object({ organisationName: z.string(), posts: z.array(z.object({ post, allows: z.string() })), witnesses: z.array(Witness) }), access: 'runBranch', kind: 'read',
  },
  /** Makes the list: things usually kept or those of last time without their numbers, and what is open now. `posts` left out: all that the caller holds there. */
  'handover.start': {
    input: z.object({ organisationId: id, receiverId: id, witnessId: id, posts: z.array(post).min(1).max(10).optional() }),
    output: z.object({ handoverId: id }), access: 'runBranch', kind: 'write', audited: true,
  },
  /** For the three whom it concerns, and for officers of the organisation and above. */
  'handover.get': { input: z.object({ handoverId: id }), output: Handover, access: 'member', kind: 'read' },
  /** The giver changes the list. Signatures given before are void. `refresh`: looks again at what is open. */
  'handover.change': {
    input: z.object({
      handoverId: id, revision: z.number().int(), receiverId: id.optional(), witnessId: id.optional(),
      changes: z.object({
        files: z.array(HandoverFile).max(60), dues: HandoverDues, remarks: optionalText(2000), effectiveOn: day.or(z.literal('')), refresh: z.literal(true),
      }).partial(),
    }),
    output: Handover, access: 'runBranch', kind: 'write', audited: true,
  },
  /** With the third signature the powers change hands, or on the day that is set. */
  'handover.sign': { input: z.object({ handoverId: id, revision: z.number().int() }), output: Handover, access: 'member', kind: 'write', audited: true, secondFactor: true },
  /** Given up by the giver, declined by one of the others, or stopped from above; before it has taken effect. */
  'handover.stop': { input: z.object({ handoverId: id, reason: line(100) }), output: Handover, access: 'member', kind: 'write', audited: true },
} satisfies Contract

/** Corrections of what is kept of the caller: contact data at once, the rest by asking those who keep the roster. */
import * as z from './zod'
import { correctionItems, correctionStates, type CorrectionItem, type CorrectionState } from './codes'
import { id, instant, line, optionalLine, pageInput, pageOf, why, type Contract } from './shared'
import { personFields } from './roster'

const item = z.enum(Object.keys(correctionItems) as [CorrectionItem, ...CorrectionItem[]])
const state = z.enum(Object.keys(correctionStates) as [CorrectionState, ...CorrectionState[]])
const { name, sex, ethnicity, birthday, education, joinedOn, fullOn, job, studentNumber, className, nativePlace, grade, major } = personFields

/** One item that a member wants corrected: what stands there and what should, in words. */
export const Correction = z.object({
  id, item, state, turn: z.number(), memberId: id, memberName: z.string(), /** The member's record as it is now. */ version: z.number(),
  now: z.string().nullable(), was: z.string().nullable(), /** Null for an ID number, which is looked at in person. */ proposed: z.string().nullable(),
  /** Somebody has changed this very item since it was asked for. */
  changedMeanwhile: z.boolean(),
  note: z.string().nullable(), at: instant, decidedAt: instant.nullable(), byName: z.string().nullable(), reason: z.string().nullable(),
  can: z.object({ accept: z.boolean(), decline: z.boolean(), withdraw: z.boolean() }), why,
})
export type Correction = z.infer<typeof Correction>

export const corrections = {
  /** The own contact data, corrected at once; an empty text clears. `version` as the caller has seen the record. */
  'corrections.contact': {
    input: z.object({ version: z.number().int(), changes: z.object({ phone: personFields.phone, landline: personFields.landline, address: personFields.address }) }),
    output: z.object({ version: z.number() }), access: 'member', kind: 'write',
  },
  /** The own record, masked, with what was asked for; opening it takes answers off the home page. */
  'corrections.mine': {
    input: z.object({}),
    output: z.object({
      version: z.number(), phoneMasked: z.string().nullable(), landlineMasked: z.string().nullable(), hasAddress: z.boolean(),
      kept: z.array(z.object({ item, value: z.string().nullable(), /** As it is chosen or typed. */ raw: z.string() })), items: z.array(Correction),
    }),
    access: 'member', kind: 'read',
  },
  /** Each item is a request of its own, one at a time. An ID number is never sent: only that it is wrong. */
  'corrections.ask': {
    input: z.object({ changes: z.object({ name, sex, ethnicity, birthday, education, joinedOn, fullOn, job, studentNumber, className, nativePlace, grade, major }).partial(), idNumberWrong: z.boolean().optional(), note: optionalLine(100).optional() }),
    output: z.object({}), access: 'member', kind: 'write',
  },
  'corrections.withdraw': { input: z.object({ correctionId: id }), output: z.object({}), access: 'member', kind: 'write' },
  /** What a roster's people ask for, newest first; `open` false: what was dealt with. */
  'corrections.list': { input: z.object({ organisationId: id.optional(), open: z.boolean().optional(), ...pageInput }), output: pageOf(Correction), access: 'keepRoster', kind: 'read' },
  /** Writes it into the roster: `version` of the member and `turn` of the request as the officer has seen them. */
  'corrections.accept': { input: z.object({ correctionId: id, turn: z.number().int(), version: z.number().int() }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
  'corrections.decline': { input: z.object({ correctionId: id, turn: z.number().int(), reason: line(100) }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
} satisfies Contract

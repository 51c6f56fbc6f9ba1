/** Applicants, activists and prospects (申请人、积极分子、发展对象): people who are no members yet, from the first application on. */
import * as z from './zod'
import { stages, type Stage } from './codes'
import { day, id, line, optionalLine, pageInput, pageOf, why, type Contract } from './shared'
import { moreOfPerson, personFields } from './roster'

const stage = z.enum(Object.keys(stages) as [Stage, ...Stage[]])
const { standing: _standing, joinedOn: _joinedOn, fullOn: _fullOn, groupId: _groupId, ...applicantFields } = personFields

const PapersLeft = z.object({ lacking: z.number(), unseen: z.number(), text: z.string() })

export const ApplicantLine = z.object({ id, name: z.string(), stage, /** The day on which this stage began. */ since: z.string().nullable(), className: z.string().nullable(), papers: z.string(), /** What may come next: 2027年3月1日起可以列为发展对象. */ next: z.string().nullable() })
export type ApplicantLine = z.infer<typeof ApplicantLine>

export const Applicant = z.object({
  id, organisationId: id, organisationName: z.string(), version: z.number(), name: z.string(), stage, since: z.string().nullable(), next: z.string().nullable(),
  sex: z.string().nullable(), ethnicity: z.string().nullable(), birthday: z.string().nullable(), education: z.string().nullable(), job: z.string().nullable(), studentNumber: z.string().nullable(), className: z.string().nullable(),
  ...moreOfPerson,
  /** Masked as a member's are. */
  phoneMasked: z.string().nullable(), landlineMasked: z.string().nullable(), idMasked: z.string().nullable(), hasAddress: z.boolean(),
  missing: z.array(z.string()), papers: PapersLeft, archived: z.boolean(), archiveReason: z.string().nullable(),
  groups: z.array(z.object({ id, name: z.string() })),
  /** The day of the assembly that has voted to admit the prospect, where the vote was held here. */
  admittedOn: z.string().nullable(),
  can: z.object({ edit: z.boolean(), advance: z.boolean(), stepBack: z.boolean(), admit: z.boolean(), archive: z.boolean(), restore: z.boolean(), notePapers: z.boolean() }),
  why,
})
export type Applicant = z.infer<typeof Applicant>

const keeps = { access: 'keepRoster', kind: 'write', audited: true } as const
/** The record as it was seen. */
const seen = { applicantId: id, version: z.number().int() }
const written = { output: z.object({ version: z.number() }) }

export const applicants = {
  /** Ordered by pinyin; `search` as on a roster. */
  'applicants.list': {
    input: z.object({ organisationId: id.optional(), search: optionalLine(40).optional(), stage: stage.optional(), archived: z.boolean().optional(), ...pageInput }),
    output: pageOf(ApplicantLine).extend({ total: z.number(), organisationId: id, can: z.object({ add: z.boolean() }), why }), access: 'oversee', kind: 'read',
  },
  'applicants.get': { input: z.object({ applicantId: id }), output: Applicant, access: 'oversee', kind: 'read' },
  'applicants.add': { input: z.object({ organisationId: id, stage: stage.optional(), ...applicantFields }), output: z.object({ applicantId: id }), ...keeps },
  'applicants.update': { input: z.object({ ...seen, changes: z.object(applicantFields).partial() }), ...written, ...keeps },
  /** What the branch has decided: 确定为积极分子, 列为发展对象. `names`: 培养联系人, or 入党介绍人. */
  'applicants.advance': { input: z.object({ ...seen, on: day, names: optionalLine(60).optional() }), ...written, ...keeps },
  /** Back to the stage before: the branch has decided so, or it was entered wrongly. */
  'applicants.stepBack': { input: z.object({ ...seen, reason: line(100) }), ...written, ...keeps },
  /** Taken off the list; the record stays and can be brought back. */
  'applicants.archive': { input: z.object({ applicantId: id, reason: line(100) }), output: z.object({}), ...keeps },
  'applicants.restore': { input: z.object({ applicantId: id }), output: z.object({}), ...keeps },
  /** The assembly has admitted the prospect: a probationary member with the same id, the same papers and the same timeline. */
  'applicants.admit': { input: z.object({ ...seen, joinedOn: day, groupId: id.or(z.literal('')).optional() }), output: z.object({ memberId: id }), ...keeps },
} satisfies Contract

/** A branch's side of 填报任务: what is asked of it, its rows, what it has confirmed. */
import * as z from './zod'
import { answerStates, collectionStates, type AnswerState as State, type CollectionState } from './codes-collections'
import { id, instant, optionalLine, pageInput, pageOf, why, type Contract } from './shared'

export const AnswerState = z.enum(Object.keys(answerStates) as [State, ...State[]])

export const AnswerLine = z.object({ id, title: z.string(), fromName: z.string(), due: instant, state: AnswerState, late: z.boolean(), taskState: z.enum(Object.keys(collectionStates) as [CollectionState, ...CollectionState[]]), confirmedAt: instant.nullable() })
export type AnswerLine = z.infer<typeof AnswerLine>

export const Answer = AnswerLine.extend({
  organisationId: id, organisationName: z.string(), note: z.string(), whoText: z.string(),
  /** Columns that are shown; `typed`: what somebody may write there. `sensitive`: shown masked. */
  columns: z.array(z.object({ index: z.number(), header: z.string(), required: z.boolean(), sensitive: z.boolean() })),
  rows: z.number(), /** Cells that nobody knows yet, and those among them that have to be answered. */ gaps: z.number(), requiredGaps: z.number(), left: z.number(),
  reason: z.string().nullable(), confirmedBy: z.string().nullable(), turn: z.number(),
  can: z.object({ fill: z.boolean(), confirm: z.boolean(), reopen: z.boolean(), download: z.boolean() }), why,
})
export type Answer = z.infer<typeof Answer>

/** One person's row: values in the order of the answer's columns, null where it is yellow; what is sensitive is masked. */
export const AnswerRow = z.object({ id, name: z.string(), left: z.boolean(), added: z.boolean(), gaps: z.number(), cells: z.array(z.object({ value: z.string().nullable(), typed: z.boolean() })) })
export type AnswerRow = z.infer<typeof AnswerRow>

const one = z.object({ answerId: id })

export const answerActions = {
  /** What was asked of a branch, newest first, past ones too. */
  'collections.incoming': { input: z.object({ organisationId: id.optional(), search: optionalLine(40).optional(), ...pageInput }), output: pageOf(AnswerLine), access: 'oversee', kind: 'read' },
  'collections.answer': { input: one, output: Answer, access: 'oversee', kind: 'read' },
  /** The rows as they stand, or as they were confirmed; `gaps`: only those with something missing. */
  'collections.rows': { input: z.object({ answerId: id, gaps: z.boolean().optional(), search: optionalLine(40).optional(), ...pageInput }), output: pageOf(AnswerRow), access: 'oversee', kind: 'read' },
  /** Cells of one row, kept for this answer only; an empty text takes one back. Without `rowId` a row is added. `left`: this person is not reported. */
  'collections.fill': {
    input: z.object({ answerId: id, rowId: id.optional(), left: z.boolean().optional(), cells: z.array(z.object({ index: z.number().int().min(0).max(200), value: optionalLine(200) })).max(200).optional() }),
    output: z.object({ rowId: id }), access: 'keepRoster', kind: 'write', audited: true,
  },
  /** The rows are sealed as they stand. */
  'collections.confirm': { input: one, output: z.object({ rows: z.number(), turn: z.number() }), access: 'keepRoster', kind: 'write', audited: true },
  /** Takes the confirmation back, until the officer above closes. */
  'collections.reopen': { input: z.object({ answerId: id, turn: z.number().int().min(0) }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
  /** The own rows in the template's layout: as confirmed, or as they stand. */
  'collections.sheet': { input: one, output: z.object({ fileName: z.string(), rows: z.number(), link: z.string(), until: instant }), access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true, secondFactor: true },
} satisfies Contract

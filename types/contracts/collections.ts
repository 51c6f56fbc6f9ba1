/** Sheets asked for by an organisation above (填报任务): its side. The branches' side is in collection-answers.ts. */
import * as z from './zod'
import { collectionParts, collectionStates, collectionWho, type CollectionPart, type CollectionState, type CollectionWho } from './codes-collections'
import { answerActions, AnswerState } from './collection-answers'
import { id, instant, line, optionalLine, optionalText, pageInput, pageOf, text, why, type Contract } from './shared'

const who = z.enum(Object.keys(collectionWho) as [CollectionWho, ...CollectionWho[]])
const part = z.enum(Object.keys(collectionParts) as [CollectionPart, ...CollectionPart[]])
const state = z.enum(Object.keys(collectionStates) as [CollectionState, ...CollectionState[]])
/** An item of a person, by its key; the server knows which there are. */
const item = z.string().max(20)

/** One column of the template: what it asks for, and whether a branch must answer it. */
export const CollectionColumn = z.object({
  /** From 0. */
  index: z.number().int().min(0).max(200), header: z.string(), item: item.nullable(), required: z.boolean(),
  /** The sheet computes it, or counts the rows: nobody fills it. */
  own: z.boolean(),
})
export type CollectionColumn = z.infer<typeof CollectionColumn>

const counts = z.object({ all: z.number(), confirmed: z.number(), waiting: z.number(), unopened: z.number(), returned: z.number(), late: z.number(), /** Moved away or dissolved meanwhile: asked no more. */ gone: z.number() })
export type CollectionCounts = z.infer<typeof counts>

export const CollectionLine = z.object({ id, title: z.string(), state, due: instant.nullable(), at: instant, organisationName: z.string(), branches: z.number(), confirmed: z.number() })
export type CollectionLine = z.infer<typeof CollectionLine>

export const Collection = z.object({
  id, organisationId: id, organisationName: z.string(), state, title: z.string(), note: z.string(), due: instant.nullable(), at: instant, byName: z.string(), fileName: z.string(), sheetName: z.string(),
  who, columns: z.array(CollectionColumn),
  /** Every item that a column of a draft can be given, in the order of a choice. */
  items: z.array(z.object({ key: z.string(), text: z.string() })),
  /** A draft: branches that were chosen last time and still stand below. */
  chosen: z.array(z.object({ id, name: z.string() })),
  /** Branches whose item has not gone out yet: a job goes on. */
  pending: z.number(),
  counts,
  files: z.array(z.object({ at: instant, byName: z.string(), rows: z.number(), branches: z.number(), fileName: z.string(), kept: z.boolean() })),
  can: z.object({ send: z.boolean(), add: z.boolean(), remind: z.boolean(), extend: z.boolean(), close: z.boolean(), withdraw: z.boolean(), merge: z.boolean(), copy: z.boolean() }),
  why,
})
export type Collection = z.infer<typeof Collection>

/** A branch on the list of a task. */
export const CollectionBranch = z.object({
  id, name: z.string(), state: AnswerState, late: z.boolean(), openedAt: instant.nullable(), confirmedAt: instant.nullable(), confirmedBy: z.string().nullable(), reason: z.string().nullable(),
  rows: z.number().nullable(), /** How often it has confirmed: sends back what was seen. */ turn: z.number(), can: z.object({ sendBack: z.boolean() }), why,
})
export type CollectionBranch = z.infer<typeof CollectionBranch>

export const CollectionConflict = z.object({
  kind: z.enum(['sameId', 'sameNumber', 'sameBirth', 'twiceHere', 'rosterCount', 'missing', 'badValue']),
  text: z.string(),
  branches: z.array(z.object({ id, name: z.string(), turn: z.number() })),
})
export type CollectionConflict = z.infer<typeof CollectionConflict>

const one = z.object({ collectionId: id })
const made = z.object({ fileName: z.string(), rows: z.number(), link: z.string(), until: instant })

export const collections = {
  ...answerActions,
  /** Tasks that an organisation has sent out, newest first; drafts too. `search`: a part of the title. */
  'collections.list': { input: z.object({ organisationId: id.optional(), search: optionalLine(40).optional(), ...pageInput }), output: pageOf(CollectionLine), access: 'oversee', kind: 'read' },
  'collections.get': { input: one, output: Collection, access: 'oversee', kind: 'read' },
  /** The branches of a task by name; `counts` are of this very list. */
  'collections.branches': { input: z.object({ collectionId: id, part: part.optional(), search: optionalLine(40).optional(), ...pageInput }), output: pageOf(CollectionBranch).extend({ counts }), access: 'oversee', kind: 'read' },
  /** Reads an uploaded blank sheet and keeps it as a draft. */
  'collections.draft': { input: z.object({ organisationId: id, uploadId: id, fileId: z.string().max(300), fileName: line(200) }), output: Collection, access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true },
  /** The same sheet, columns and branches once more, as a draft. */
  'collections.copy': { input: one, output: z.object({ collectionId: id }), access: 'keepRoster', kind: 'write', audited: true },
  /** Sends a draft to branches: all below, or those named; an organisation above branches stands for all below it. */
  'collections.send': {
    input: z.object({
      collectionId: id, title: line(60), note: optionalText(500), due: instant, who, all: z.boolean(), organisationIds: z.array(id).max(300),
      columns: z.array(z.object({ index: z.number().int().min(0).max(200), item: item.nullable(), required: z.boolean() })).max(200),
    }),
    output: z.object({ branches: z.number() }), access: 'keepRoster', kind: 'write', audited: true,
  },
  'collections.add': { input: z.object({ collectionId: id, organisationIds: z.array(id).min(1).max(300) }), output: z.object({ added: z.number() }), access: 'keepRoster', kind: 'write', audited: true },
  /** Puts the item up again at every branch that has not confirmed; the text is for the group chat. */
  'collections.remind': { input: one, output: z.object({ reminded: z.number(), text: z.string() }), access: 'keepRoster', kind: 'write', audited: true },
  'collections.sendBack': { input: z.object({ answerId: id, turn: z.number().int().min(0), reason: text(200) }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
  'collections.extend': { input: z.object({ collectionId: id, due: instant }), output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
  /** Taken back: nobody need fill it any more. */
  'collections.withdraw': { input: one, output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
  /** Closed: nobody can change what was confirmed any more. */
  'collections.close': { input: one, output: z.object({}), access: 'keepRoster', kind: 'write', audited: true },
  /** What does not add up in what was confirmed. */
  'collections.conflicts': { input: one, output: z.object({ items: z.array(CollectionConflict), total: z.number(), rows: z.number() }), access: 'keepRoster', kind: 'read', runs: 'sheets', audited: true },
  /** One workbook with all confirmed rows in the template's layout; the link is good until `until`, the file for a day. */
  'collections.merge': { input: one, output: made.extend({ branches: z.number(), missing: z.number() }), access: 'keepRoster', kind: 'write', runs: 'sheets', audited: true, secondFactor: true },
} satisfies Contract

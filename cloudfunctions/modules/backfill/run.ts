/** A run as it is loaded, planned and shown. */
import type * as z from '../../../types/contracts/zod'
import type { FillRun, FillRunLine } from '../../../types/contracts/backfill'
import { find, findAll, read } from '../../platform/database'
import type { MemberContext } from '../../platform/context'
import type { ChosenColumn, ChosenPeople, FillMemory, FillRunDocument, FillSheet, Organisation } from '../../platform/documents'
import { abilities, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf, iso, isoOrNull } from '../../platform/time'
import { NOWHERE, reaches } from '../../services/scope'
import { isItem, itemKeys, items } from '../../services/sheet-fill/items'
import { differenceText, whyCannotFill, whyCannotOpen, whyCannotRepeat } from './rules'

/** A run of an organisation whose roster the caller keeps; `notFound` otherwise. One operation for the own organisation, two for any other. */
export async function runFor(ctx: MemberContext, runId: string): Promise<FillRunDocument> {
  const run = await read('fill_runs', runId)
  if (!await reaches(ctx, run?.organisationId ?? NOWHERE, 'keepRoster') || !run || run.state === 'removed') refuse('notFound')
  return run
}

/** The record of what was chosen for a sheet of an organisation. */
export const memoryId = (organisationId: string, fingerprint: string): string => idFrom('fill', organisationId, fingerprint)

/** Every ending of a text, lower case: what a search may match from its beginning. */
export const searchKeysOf = (...texts: string[]): string[] =>
  [...new Set(texts.flatMap(text => [...text.toLowerCase().replace(/\s/g, '').slice(0, 60)].map((_character, at, all) => all.slice(at).join(''))))].slice(0, 120)

export interface Plan { sheet: FillSheet; columns: ChosenColumn[]; who: ChosenPeople }
interface Choices { sheet?: number; columns?: { index: number; item: string }[]; who?: ChosenPeople }

/** What is to be filled: as the caller says, else as in this run before, else as for the same sheet last time, else as the headers say. Errors: `fillNoSheet`. */
export async function planOf(run: FillRunDocument, choices: Choices): Promise<Plan> {
  const sheet = run.sheets.find(({ index }) => index === (choices.sheet ?? run.made?.sheet ?? run.sheet)) ?? refuse('fillNoSheet')
  const made = run.made?.sheet === sheet.index ? run.made : null
  const memory = made === null && (!choices.columns || !choices.who) ? await read('fill_memories', memoryId(run.organisationId, sheet.fingerprint)) : null
  return { sheet, columns: columnsOf(sheet, choices.columns?.map(({ index, item }) => ({ index, item: isItem(item) ? item : null })) ?? made?.columns ?? memory?.columns), who: choices.who ?? made?.who ?? withoutPicked(memory) ?? { kinds: run.guess } }
}

/** Whom one picks by hand differs each time; which kind, group and class stays. */
function withoutPicked(memory: FillMemory | null): ChosenPeople | null {
  if (!memory) return null
  const { personIds: _picked, ...who } = memory.who
  return who
}

const columnsOf = (sheet: FillSheet, chosen: ChosenColumn[] | undefined): ChosenColumn[] =>
  sheet.columns.map(({ index, item, formula }) => ({ index, item: chosen ? chosen.find(each => each.index === index)?.item ?? null : formula ? null : item }))

/** A run in a list. */
export function lineOf(run: FillRunDocument, now: Date): z.input<typeof FillRunLine> {
  const difference = run.made?.difference
  return {
    id: run._id, organisationName: run.organisationName, fileName: run.fileName, title: run.title, at: iso(run.made?.at ?? run.at), byName: run.byName, state: run.state === 'removed' ? 'gone' : run.state, people: run.made?.people ?? 0,
    difference: difference ? { at: iso(difference.at), added: difference.added, removed: difference.removed, changed: difference.changed, text: differenceText(difference, dayOf(difference.at), dayOf(now)) } : null,
  }
}

/** A run with what can be chosen in it. */
export async function viewOf(run: FillRunDocument, organisation: Pick<Organisation, '_id' | 'kind'> | null, sheetIndex: number | undefined, now: Date): Promise<z.input<typeof FillRun>> {
  const plan = run.sheet === null ? null : await planOf(run, { sheet: sheetIndex })
  const branch = organisation?.kind === 'branch'
  const [groups, people] = branch
    ? await Promise.all([find('organisations', { parentId: run.organisationId, kind: 'group' }, { limit: 100, fields: ['_id', 'name'] }), findAll('members', { organisationId: run.organisationId, archived: false }, ['_id', 'className'])])
    : [[], []]
  const { can, why } = abilities({ fill: whyCannotFill(run), again: whyCannotRepeat(run), open: whyCannotOpen(run), remove: null })
  return {
    ...lineOf(run, now), organisationId: run.organisationId,
    sheets: run.sheets.map(({ index, name }) => ({ index, name })), sheet: plan?.sheet.index ?? null,
    columns: plan ? plan.sheet.columns.map(({ index, letter, header, formula }) => ({ index, letter, header, formula, item: plan.columns.find(each => each.index === index)?.item ?? '' })) : [],
    items: itemKeys.map(key => ({ key, text: items[key] })),
    who: plan?.who ?? { kinds: run.guess }, canPick: branch, usedRows: plan?.sheet.usedRows ?? 0, macros: run.macros, reusable: run.blank && run.templatePath !== null,
    remembered: run.remembered ? { at: iso(run.remembered.at), fileName: run.remembered.fileName } : null,
    groups: groups.map(({ _id, name }) => ({ id: _id, name })), classes: [...new Set(people.flatMap(({ className }) => className ?? []))].sort((a, b) => a.localeCompare(b, 'zh')),
    made: run.made ? { at: iso(run.made.at), unknown: run.made.unknown, numbers: run.made.numbers, keptUntil: run.filePath === null ? null : isoOrNull(run.clearAt) } : null,
    can, why,
  }
}

/** A run as it is loaded, planned and shown. */
import type * as z from '../../../types/contracts/zod'
import type { FillRun, FillRunLine } from '../../../types/contracts/backfill'
import { _, find, findAll, read } from '../../platform/database'
import type { MemberContext } from '../../platform/context'
import type { ChosenColumn, ChosenPeople, FillRunDocument, FillSheet, Organisation } from '../../platform/documents'
import { abilities, refuse } from '../../platform/errors'
import { dayOf, iso, isoOrNull } from '../../platform/time'
import { NOWHERE, reaches } from '../../services/scope'
import { isItem, itemKeys, items } from '../../services/sheet-fill/items'
import { differenceText, whyCannotFill, whyCannotOpen, whyCannotRepeat } from './rules'

/** A run of an organisation whose roster the caller keeps; `notFound` otherwise. One operation for the own organisation, two for any other. */
export async function runFor(ctx: MemberContext, runId: string): Promise<FillRunDocument> {
  const run = await read('fill_runs', runId)
  if (!await reaches(ctx, run?.organisationId ?? NOWHERE, 'keepRoster') || !run || run.state === 'removed' || run.state === 'making') refuse('notFound')
  return run
}

/** The last filling of one of these sheets for an organisation, other than `but`; null where there was none. One operation. */
export async function lastFilled(organisationId: string, fingerprints: string[], but = ''): Promise<FillRunDocument | null> {
  if (fingerprints.length === 0) return null
  const [last] = await find('fill_runs', { organisationId, filledPrint: fingerprints.length === 1 ? fingerprints[0] : _.in(fingerprints.slice(0, 50)), state: _.in(['filled', 'gone']), _id: _.neq(but) }, { orderBy: [['filledAt', 'desc']], limit: 1 })
  return last ?? null
}

/** Every ending of a text, lower case: what a search may match from its beginning. */
export const searchKeysOf = (...texts: string[]): string[] =>
  [...new Set(texts.flatMap(text => [...text.toLowerCase().replace(/\s/g, '').slice(0, 60)].map((_character, at, all) => all.slice(at).join(''))))].slice(0, 120)

export interface Plan { sheet: FillSheet; columns: ChosenColumn[]; who: ChosenPeople }
interface Choices { sheet?: number; columns?: { index: number; item: string }[]; who?: ChosenPeople }

/** What is to be filled: as the caller says, else as in this run before, else as for the same sheet last time, else as the headers say. Errors: `fillNoSheet`. */
export async function planOf(run: FillRunDocument, choices: Choices): Promise<Plan> {
  const sheet = run.sheets.find(({ index }) => index === (choices.sheet ?? run.made?.sheet ?? run.sheet)) ?? refuse('fillNoSheet')
  const made = run.made?.sheet === sheet.index ? run.made : null
  const memory = made === null && (!choices.columns || !choices.who) ? (await lastFilled(run.organisationId, [sheet.fingerprint], run._id))?.made : null
  return { sheet, columns: columnsOf(sheet, choices.columns?.map(({ index, item }) => ({ index, item: isItem(item) ? item : null })) ?? made?.columns ?? memory?.columns), who: choices.who ?? made?.who ?? withoutPicked(memory?.who) ?? { kinds: run.guess } }
}

/** Whom one picks by hand differs each time; which kind, group and class stays. */
function withoutPicked(chosen: ChosenPeople | undefined): ChosenPeople | null {
  if (!chosen) return null
  const { personIds: _picked, ...who } = chosen
  return who
}

const columnsOf = (sheet: FillSheet, chosen: ChosenColumn[] | undefined): ChosenColumn[] =>
  sheet.columns.map(({ index, item, formula }) => ({ index, item: chosen ? chosen.find(each => each.index === index)?.item ?? null : formula ? null : item }))

/** A run in a list. */
export function lineOf(run: FillRunDocument, now: Date): z.input<typeof FillRunLine> {
  const difference = run.made?.difference
  return {
    id: run._id, organisationName: run.organisationName, fileName: run.fileName, title: run.title, at: iso(run.made?.at ?? run.at), byName: run.byName, state: run.state === 'removed' || run.state === 'making' ? 'gone' : run.state, people: run.made?.people ?? 0,
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

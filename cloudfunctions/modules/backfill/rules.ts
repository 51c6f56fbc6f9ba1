/** What a sheet from above wants, and how what is sent differs from last time. Pure. */
import type { FillKind } from '../../../types/contracts/backfill'
import type { Refusal } from '../../../types/contracts/errors'
import type { FillRunDocument } from '../../platform/documents'

/** People in one file. */
export const MOST_PEOPLE = 10_000

/** Whom a sheet wants, by its title, its tab and its file's name; members where they say nothing. */
export function kindsWanted(words: string): FillKind[] {
  const kinds: FillKind[] = []
  if (/发展对象/.test(words)) kinds.push('prospect')
  if (/积极分子/.test(words)) kinds.push('activist')
  if (/申请人|申请书|申请入党人员|递交.{0,4}申请/.test(words)) kinds.push('applicant')
  // Who was admitted or is to become full is a probationary member at that time.
  if (/发展党员|预备党员|转正|接收/.test(words)) kinds.push('probationary')
  if (/正式党员/.test(words)) kinds.push('full')
  return kinds.length > 0 ? kinds : ['full', 'probationary']
}

/** Whether so many people can be written into one sheet. */
export function whyCannotTake(people: number): Refusal | null {
  if (people === 0) return { code: 'fillNobody' }
  return people > MOST_PEOPLE ? { code: 'exportTooMany', detail: { found: people, max: MOST_PEOPLE } } : null
}

type Run = Pick<FillRunDocument, 'state' | 'templatePath' | 'sheet' | 'blank' | 'filePath'>
/** Whether the sheet can be filled now. */
export function whyCannotFill(run: Run): Refusal | null {
  if (run.sheet === null) return { code: 'fillNoSheet' }
  return run.templatePath === null ? { code: run.blank ? 'fillSheetGone' : 'fillNotBlank' } : null
}
/** Whether the same blank sheet can be taken once more. */
export const whyCannotRepeat = (run: Run): Refusal | null => (run.sheet === null ? { code: 'fillNoSheet' } : run.blank ? (run.templatePath === null ? { code: 'fillSheetGone' } : null) : { code: 'fillNotBlank' })
/** Whether the filled file can still be fetched. */
export const whyCannotOpen = (run: Run): Refusal | null => (run.state === 'filled' && run.filePath !== null ? null : { code: 'fillFileGone' })

/** A person as a row was sent: texts in the order of the columns, null where it was not known. */
export interface SentRow { id: string; name: string; cells: (string | null)[] }
export interface SentColumn { header: string; item: string }
export interface Sent { columns: SentColumn[]; rows: SentRow[] }
export interface Change { kind: 'added' | 'removed' | 'changed'; name: string; changes: { item: string; header: string; before: string; after: string }[] }

/** Columns that differ without anything having changed: the row's number, and what is never kept. */
const notCompared = ['number', 'idNumber']

/** How what is sent now differs from what was sent before, person by person: who came, who went, whose cells changed. */
export function differencesOf(before: Sent, now: Sent): Change[] {
  const former = new Map(before.rows.map(row => [row.id, row]))
  const present = new Set(now.rows.map(row => row.id))
  const at = new Map(before.columns.map(({ item }, i) => [item, i]))
  const compared = now.columns.map(({ item, header }, i) => ({ item, header, i, was: at.get(item) })).filter(({ item, was }) => was !== undefined && !notCompared.includes(item))
  const changed = now.rows.flatMap((row): Change[] => {
    const old = former.get(row.id)
    const changes = old ? compared.flatMap(({ item, header, i, was }) => ((row.cells[i] ?? '') === (old.cells[was!] ?? '') ? [] : [{ item, header, before: old.cells[was!] ?? '', after: row.cells[i] ?? '' }])) : []
    return changes.length > 0 ? [{ kind: 'changed', name: row.name, changes }] : []
  })
  return [
    ...now.rows.filter(row => !former.has(row.id)).map(({ name }): Change => ({ kind: 'added', name, changes: [] })),
    ...before.rows.filter(row => !present.has(row.id)).map(({ name }): Change => ({ kind: 'removed', name, changes: [] })),
    ...changed,
  ]
}

/** 比上次9月28日：+2 −1，3人有变化. Days are `YYYY-MM-DD`. */
export function differenceText({ added, removed, changed }: { added: number; removed: number; changed: number }, day: string, today: string): string {
  const [y, m, d] = day.split('-').map(Number) as [number, number, number]
  const when = `${y === Number(today.slice(0, 4)) ? '' : `${y}年`}${m}月${d}日`
  if (added + removed + changed === 0) return `和上次${when}一样`
  const counts = [added > 0 ? `+${added}` : '', removed > 0 ? `−${removed}` : ''].filter(Boolean).join(' ')
  return `比上次${when}：${[counts, changed > 0 ? `${changed}人有变化` : ''].filter(Boolean).join('，')}`
}

/** `名册.xlsx` → `名册_已填_20261120.xlsx`; the ending says whether it holds macros. */
export const filledName = (fileName: string, day: string, macros: boolean): string =>
  `${fileName.replace(/\.[A-Za-z0-9]{1,8}$/, '').replace(/(_已填_\d{8})+$/, '').replace(/[\\/:*?"<>|]/g, '').slice(0, 80) || '表格'}_已填_${day.replace(/-/g, '')}.${macros ? 'xlsm' : 'xlsx'}`

/** What is written for each person, and what of it is kept: sealed, in pieces, never an ID number. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { _, addOnce, db, read } from '../../platform/database'
import type { ChosenColumn, FillChunk } from '../../platform/documents'
import { maskPhone, openSealed, seal } from '../../platform/secrets'
import { inParallel } from '../../services/parallel'
import { isPersonItem, valueOf, type PersonItem } from '../../services/person-values'
import { writtenAs, type DateWriting } from '../../services/sheet-fill/dates'
import type { FillValue } from '../../services/sheet-fill/fill'
import { dayItems } from '../../services/sheet-fill/items'
import type { Placed } from './people'
import type { Change, Sent, SentRow } from './rules'

/** A column that is filled: where, with what, and how its days are written. */
export interface FilledColumn { index: number; header: string; item: PersonItem; dates: DateWriting }

/** The columns of a plan that are filled. */
export const filledColumns = (columns: readonly { index: number; header: string; dates?: DateWriting }[], chosen: readonly ChosenColumn[]): FilledColumn[] =>
  chosen.flatMap(({ index, item }) => {
    const column = columns.find(each => each.index === index)
    return column && item !== null && isPersonItem(item) ? [{ index, header: column.header, item, dates: column.dates ?? 'words' }] : []
  })

const numeric: readonly PersonItem[] = ['number', 'age', 'joinAge', 'partyAge']
/** What stands for an ID number that went into the file: that it did. */
export const NUMBER_SENT = '已填，不留存'

/** A person's row, as the sheet gets it and as it is kept. `idNumber`: what was found in the secretary's own sheet. */
export function rowFor({ person, branch, superior }: Placed, n: number, columns: readonly FilledColumn[], day: string, idNumber: string | null): { values: FillValue[]; row: SentRow } {
  const values = columns.map(({ item }): FillValue => {
    if (item === 'idNumber') return idNumber
    const { value, known } = valueOf(person, item, { branch, superior, n, day })
    if (!known) return null
    if (value === null) return ''
    return dayItems.includes(item) ? { day: value } : numeric.includes(item) ? Number(value) : value
  })
  const cells = values.map((value, i): string | null => {
    if (value === null) return null
    if (columns[i]!.item === 'idNumber') return NUMBER_SENT
    return typeof value === 'object' ? writtenAs(value.day, columns[i]!.dates) : String(value)
  })
  return { values, row: { id: person._id, name: person.name, cells } }
}

/** A cell as a screen shows it: telephones masked, of an address only that it is there. */
export function shownCell(item: string, text: string | null): string {
  if (text === null || text === '') return ''
  if (item === 'phone' || item === 'landline') return maskPhone(text)
  return item === 'address' ? '已填，不显示' : item === 'idNumber' ? NUMBER_SENT : text
}

/** Rows or changes in one piece: also one page of a list. */
export const TOGETHER = 50
interface Contents { rows: SentRow; changes: Change }

const chunkId = (runId: string, tap: string, kind: FillChunk['kind'], n: number): string => `${runId}_${tap}_${kind}_${n}`

/** Keeps rows or changes; a repeat writes the same pieces. Answers how many. */
export async function keep<K extends FillChunk['kind']>(runId: string, tap: string, kind: K, list: Contents[K][], at: Date): Promise<number> {
  const parts = Array.from({ length: Math.ceil(list.length / TOGETHER) }, (__, n) => list.slice(n * TOGETHER, (n + 1) * TOGETHER))
  await inParallel(parts, 8, part => {
    const n = Math.floor(list.indexOf(part[0]!) / TOGETHER)
    return addOnce('fill_chunks', { _id: chunkId(runId, tap, kind, n), runId, tap, kind, n, contents: seal(gzipSync(JSON.stringify(part))), at })
  })
  return parts.length
}

/** One piece; null where there is none. */
export async function readPiece<K extends FillChunk['kind']>(runId: string, tap: string, kind: K, n: number): Promise<Contents[K][] | null> {
  const chunk = await read('fill_chunks', chunkId(runId, tap, kind, n))
  return chunk && JSON.parse(gunzipSync(openSealed(chunk.contents)).toString('utf8')) as Contents[K][]
}

/** Everything that was sent in a run. */
export async function sentIn(runId: string, tap: string, pieces: number, columns: Sent['columns']): Promise<Sent> {
  const parts = await inParallel(Array.from({ length: pieces }, (__, n) => n), 8, n => readPiece(runId, tap, 'rows', n))
  return { columns, rows: parts.flatMap(part => part ?? []) }
}

/** Removes a run's pieces: all, or those of other taps than the one that counts. */
export async function dropPieces(runId: string, except?: string): Promise<void> {
  await db.collection('fill_chunks').where({ runId, ...(except !== undefined && { tap: _.neq(except) }) }).remove()
}

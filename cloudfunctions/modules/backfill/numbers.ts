/** ID numbers from a sheet of the secretary's own: read for one file, compared with what is kept, and dropped. */
import { readIdNumber } from '../../regulations/roster-rules'
import { refuse } from '../../platform/errors'
import { idHashOf } from '../../services/person'
import { plainText, readIdCell, readName } from '../../services/sheets-read/cells'
import { findHeader } from '../../services/sheets-read/headers'
import { openWorkbook } from '../../services/sheets-read/workbook'
import type { Placed } from './people'

export interface Numbered { name: string; studentNumber: string; idNumber: string; hash: string }
export interface Merged { byPerson: Map<string, string>; wrong: string[]; missing: string[] }

/** The numbers that a sheet names, with whose they are. Errors: those of `openWorkbook`; `sheetNoHeader` without a column of ID numbers. */
export async function readNumbers(bytes: Buffer): Promise<{ numbered: Numbered[]; invalid: string[] }> {
  const workbook = await openWorkbook(bytes)
  const found = workbook.heads.flatMap((head, index) => { const header = findHeader(head); return header?.columns.has('idNumber') ? [{ index, header }] : [] })[0]
  if (!found) return refuse('sheetNoHeader')
  const column = (field: 'name' | 'idNumber' | 'studentNumber'): number => found.header.columns.get(field)?.index ?? -1
  const numbered: Numbered[] = []
  const invalid: string[] = []
  for (const row of workbook.read(found.index).rows) {
    if (row.n <= found.header.row) continue
    const name = readName(row.cells[column('name')])
    const cell = row.cells[column('idNumber')]
    if (name === '' || !cell || plainText(cell) === '') continue
    const reading = readIdCell(cell)
    if (reading.kind === 'text' && readIdNumber(reading.id).ok) numbered.push({ name, studentNumber: plainText(row.cells[column('studentNumber')]).replace(/\s/g, ''), idNumber: reading.id, hash: idHashOf(reading.id) })
    else invalid.push(name)
  }
  return { numbered, invalid }
}

/**
 * Gives each person the number that is theirs: the one whose keyed hash we keep; where none is kept, the one beside the
 * same student number and name, or beside a name that stands once on both sides. A number that contradicts what is kept
 * is not written.
 */
export function mergeNumbers(people: readonly Placed[], { numbered, invalid }: { numbered: Numbered[]; invalid: string[] }): Merged {
  const byHash = new Map(numbered.map(each => [each.hash, each]))
  const named = (name: string): Numbered[] => byName.get(name) ?? []
  const byName = new Map<string, Numbered[]>()
  for (const each of numbered) byName.set(each.name, [...named(each.name), each])
  const namesakes = new Map<string, number>()
  for (const { person } of people) namesakes.set(person.name, (namesakes.get(person.name) ?? 0) + 1)
  const merged: Merged = { byPerson: new Map(), wrong: [], missing: [] }
  for (const { person } of people) {
    const own = person.idHash ? byHash.get(person.idHash) : undefined
    const candidates = named(person.name)
    const same = person.studentNumber ? candidates.filter(({ studentNumber }) => studentNumber === person.studentNumber) : []
    const alone = candidates.length === 1 && namesakes.get(person.name) === 1 && (candidates[0]!.studentNumber === '' || !person.studentNumber || candidates[0]!.studentNumber === person.studentNumber) ? candidates : []
    const other = person.idHash ? undefined : (same.length === 1 ? same : alone)[0]
    const number = own ?? other
    if (number) merged.byPerson.set(person._id, number.idNumber)
    else if ((person.idHash && (same.length > 0 || candidates.length === 1)) || invalid.includes(person.name)) merged.wrong.push(person.name)
    else merged.missing.push(person.name)
  }
  // One number is never two people's.
  const holders = new Map<string, string[]>()
  for (const [id, number] of merged.byPerson) holders.set(number, [...(holders.get(number) ?? []), id])
  for (const ids of holders.values()) if (ids.length > 1) for (const id of ids) { merged.byPerson.delete(id); merged.wrong.push(people.find(({ person }) => person._id === id)!.person.name) }
  return merged
}

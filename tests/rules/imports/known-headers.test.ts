/** Headers that somebody has told us of, and sheets of which the header is not understood. */
import { columnsIn, parseRoster } from '../../../cloudfunctions/modules/imports/parse'
import { fields, findHeader, type Field } from '../../../cloudfunctions/services/sheets-read/headers'
import type { Sheet } from '../../../cloudfunctions/services/sheets-read/sheet'
import { importItems } from '../../../types/contracts/imports'
import { textTable } from '../../support/roster-workbook'
import { chosenTwice, changedFrom } from '../../../src/pages/roster/import-columns/choosing'

const sheet = (lines: string[]): Sheet => ({
  name: '', hidden: false, date1904: false, merges: [],
  rows: lines.map((line, i) => ({ n: i + 1, cells: line.split('|').map(shown => (shown === '' ? undefined : { shown })) })).filter(row => row.cells.some(Boolean)),
})
const known = (entries: [string, Field | null][]) => new Map(entries)
const read = (rows: string[][], told: [string, Field | null][] = []) => parseRoster(textTable(rows, 'utf8'), '示例党支部', '2026-11-20', known(told))

test('the items to choose from are those that are read', () => expect([...importItems].sort()).toEqual([...fields].sort()))

test('a told header wins over a guessed one; one that is not wanted is left', () => {
  const lines = sheet(['姓名|呼号|联系电话|备注', '王芳|19900000001|88000001|无'])
  expect(Object.fromEntries([...findHeader(lines)!.columns].map(([field, { label }]) => [field, label]))).toEqual({ name: 'A 姓名', phone: 'C 联系电话', remark: 'D 备注' })
  const told = findHeader(lines, known([['呼号', 'phone'], ['备注', null]]))!
  expect(Object.fromEntries([...told.columns].map(([field, { label }]) => [field, label]))).toEqual({ name: 'A 姓名', phone: 'B 呼号' })
  expect(told.ignored).toEqual(['C 联系电话', 'D 备注'])
})

test('a header in which nothing is known is understood once it is told', async () => {
  const rows = [['我们支部的同志'], ['称呼', '生辰', '工号'], ['王芳', '2004年3月5日', '20230001'], ['李强', '2003.11.20', '20230002']]
  await expect(read(rows)).rejects.toMatchObject({ code: 'sheetNoHeader' })
  expect(await columnsIn(textTable(rows, 'utf8'))).toMatchObject({ headerRow: 2, columns: [{ key: '称呼', field: null, samples: ['王芳', '李强'] }, { key: '生辰', field: null }, { key: '工号', field: null }] })
  const roster = await read(rows, [['称呼', 'name'], ['生辰', 'birthday'], ['工号', 'studentNumber']])
  expect(roster.rows.map(({ draft }) => [draft.name, draft.birthday, draft.studentNumber])).toEqual([['王芳', '2004-03-05', '20230001'], ['李强', '2003-11-20', '20230002']])
})

test('two lines of a header are told together', async () => {
  const lines = sheet(['姓名|时间|', '|甲|乙', '王芳|2022.6|2023.6'])
  expect(findHeader(lines)).toBeNull()
  const told = findHeader(sheet(['姓名|性别|何时|', '||入|转', '王芳|女|2022.6|2023.6']), known([['何时入', 'joinedOn'], ['转', 'fullOn']]))!
  expect([...told.columns.keys()].sort()).toEqual(['fullOn', 'joinedOn', 'name', 'sex'])
  expect(told.row).toBe(2)
})

test('values are shown without telephones and ID numbers', async () => {
  const { columns } = await columnsIn(textTable([['姓名', '号'], ['王芳', '990101200503010014'], ['李强', '199 0000 0001']], 'utf8'))
  expect(columns[1]!.samples).toEqual(['990****', '199****'])
})

test('a blank sheet has no columns', async () => {
  await expect(columnsIn(textTable([['', '']], 'utf8'))).rejects.toMatchObject({ code: 'sheetEmpty' })
})

test('what has been chosen: one column for each item, only what differs is remembered', () => {
  const column = (key: string, item: Field | null) => ({ key, item, label: `A ${key}`, samples: [], chosen: false })
  const columns = [column('姓名', 'name'), column('电话', 'phone'), column('呼号', null)]
  expect(chosenTwice(columns, {})).toBeNull()
  expect(chosenTwice(columns, { 呼号: 'phone' })).toBe('phone')
  expect(chosenTwice(columns, { 呼号: 'phone', 电话: null })).toBeNull()
  expect(changedFrom(columns, { 呼号: 'phone', 电话: null, 姓名: 'name' })).toEqual([{ key: '电话', item: null }, { key: '呼号', item: 'phone' }])
})

/** Rows of a sheet → drafts of persons, and what could not be read, cell by cell. */
import type { ImportProblem } from '../../../types/contracts/imports'
import { maskPhone } from '../../platform/secrets'
import { isOddName, maskId, plainText, readEducation, readEthnicity, readIdCell, readName, readPhone, readSex, readStanding } from '../../services/sheets-read/cells'
import { readDay, type DayReading } from '../../services/sheets-read/days'
import { fieldLabels, type Field, type Header } from '../../services/sheets-read/headers'
import { dayFields, judge, type DayField, type Finding, type PersonDraft } from './rules'
import type { Cell, Sheet, SheetRow } from '../../services/sheets-read/sheet'

export interface ReadRow {
  draft: PersonDraft
  /** What the sheet says of the person's branch; empty where it says nothing. */
  branch: string
  problems: ImportProblem[]
}

/** Values that a vertically merged cell gives to all its rows; a name or a number belongs to one person only. */
const personal: Field[] = ['name', 'idNumber', 'studentNumber', 'phone', 'remark']
const saidAxes = ['partyStatus', 'lost', 'floating'] as const

/** Reads every row below the header that names a person; blank lines, notes and the footer are left out. */
export function readRows(sheet: Sheet, header: Header, today: string): ReadRow[] {
  const above = mergedAbove(sheet, header)
  const byRow = new Map(sheet.rows.map(row => [row.n - 1, row]))
  const cellAt: CellAt = (row, field, column) => {
    const top = personal.includes(field) ? undefined : above.get(`${row.n - 1} ${column}`)
    return row.cells[column] ?? (top === undefined ? undefined : byRow.get(top)?.cells[column])
  }
  return sheet.rows
    .filter(row => row.n > header.row && isPersonRow(row, header, above))
    .map(row => readRow(row, header, cellAt, sheet.date1904, today))
}

type CellAt = (row: SheetRow, field: Field, column: number) => Cell | undefined

/** The row that holds a cell from further up, by `<row> <column>`, all 0-based; only where it matters, however many merges a file claims. */
function mergedAbove(sheet: Sheet, header: Header): Map<string, number> {
  const above = new Map<string, number>()
  const columns = new Set([...header.columns.values()].map(({ index }) => index))
  const used = new Set(sheet.rows.map(row => row.n - 1))
  for (const { top, bottom, left, right } of sheet.merges.filter(merge => columns.has(merge.left)).slice(0, 20_000)) {
    // A block of several columns is a heading or a note; one over thousands of rows is a mistake of formatting.
    if (left !== right || bottom === top || bottom - top > 2000) continue
    for (let row = top + 1; row <= bottom; row++) if (used.has(row)) above.set(`${row} ${left}`, top)
  }
  return above
}

/** How the lines below the last person begin: 填表人：, 注1：, 合计. */
const footer = /^(注|说明|备注|填表|填报|制表|报送|审核|审批|统计|截止|截至|单位负责人|负责人|党支部书记|书记|联系人|联系电话|日期|打印)[^:]{0,8}:|^(合计|总计|小计|共计|以上)/

/** Whether a row below the header speaks of a person. Values merged into it from above do not make it one. */
function isPersonRow(row: SheetRow, header: Header, above: Map<string, number>): boolean {
  const nameColumn = header.columns.get('name')!.index
  const name = readName(row.cells[nameColumn])
  // The header again, as it is repeated on every printed page; the second line of a person who takes two.
  if (/^(党员)?姓名$/.test(name) || above.has(`${row.n - 1} ${nameColumn}`)) return false
  const filled = [...header.columns.values()].filter(({ field, index }) => field !== 'name' && plainText(row.cells[index]) !== '').length
  if ((name === '' || filled <= 1 || footer.test(name)) && row.cells.some(cell => cell && footer.test(plainText(cell)))) return false
  return name !== '' || filled > 0
}

const dayAdvice: Record<Extract<DayReading, { ok: false }>['why'], string> = {
  yearOnly: '只有年份，请写成年月日；这一格没有导入',
  twoDigitYear: '年份只有两位，分不清哪个世纪，请写四位年份；这一格没有导入',
  unreal: '没有这一天，请核对；这一格没有导入',
  unclear: '看不懂这个日期，请写成2023年6月1日这样；这一格没有导入',
}

function readRow(row: SheetRow, header: Header, cellAt: CellAt, date1904: boolean, today: string): ReadRow {
  const problems: ImportProblem[] = []
  const draft: PersonDraft = { row: row.n, name: '', monthOnly: [] }
  const cell = (field: Field) => {
    const column = header.columns.get(field)
    return column && cellAt(row, field, column.index)
  }
  const add = (finding: Finding) => problems.push(toProblem(finding, row.n, draft.name, header))
  const drop = (field: Field, found: string, advice: string) => add({ field, level: 'warning', found: found.slice(0, 60), advice })
  /** The text of a cell, where it has one that can be read. */
  const text = (field: Field): string => {
    const at = cell(field)
    if (at?.isError) drop(field, at.shown, '公式出错，没有值，请在表格里改好；这一格没有导入')
    return at?.isError ? '' : plainText(at)
  }
  const coded = <T>(field: Field, read: (text: string) => T | null, advice: string): T | undefined => {
    const found = text(field)
    const value = found === '' ? undefined : read(found)
    if (value === null) drop(field, found, advice)
    return value ?? undefined
  }

  draft.name = readName(cell('name'))
  if (draft.name !== '' && isOddName(draft.name)) drop('name', draft.name, '姓名里有数字、括号或别的电脑显示不出的字，请核对；已按原样读入')
  draft.sex = coded('sex', readSex, '请写男或女；这一格没有导入')
  draft.ethnicity = coded('ethnicity', readEthnicity, '没有这个民族，请写全称，如汉族、维吾尔族；这一格没有导入')
  const education = coded('education', readEducation, '看不懂这个学历，请写如大学本科、硕士研究生毕业；这一格没有导入')
  draft.education = education?.code
  if (education?.enrolled) drop('education', text('education'), '在读的按已经读完的上一级学历登记，请核对')
  const standing = coded('standing', readStanding, '请写正式党员或预备党员')
  if (standing === 'other') add({ field: 'standing', level: 'error', found: text('standing'), advice: '不是党员，名册只登记正式党员和预备党员，这一行没有导入' })
  else draft.standing = standing
  for (const field of dayFields) readDayInto(draft, field, text(field) === '' ? undefined : cell(field), date1904, drop)
  for (const [field, max] of [['job', 60], ['studentNumber', 30], ['className', 60], ['address', 120],
    ['nativePlace', 30], ['grade', 20], ['major', 60], ['sponsors', 60], ['mentors', 60], ['remark', 200]] as const) {
    const found = field === 'studentNumber' ? wholeNumber(cell(field)) ?? text(field).replace(/\s/g, '') : text(field)
    if (found.length > max) drop(field, found, `太长，最多${max}个字；这一格没有导入`)
    else if (found !== '') draft[field] = found
  }
  draft.group = text('group') || undefined
  for (const field of ['phone', 'landline'] as const) readPhoneInto(draft, field, text(field) === '' ? undefined : cell(field), drop)
  readIdInto(draft, text('idNumber') === '' ? undefined : cell('idNumber'), drop)
  const said = saidAxes.flatMap(field => { const found = text(field); return found === '' ? [] : [[field, found.slice(0, 20)]] })
  if (said.length > 0) draft.standsAs = Object.fromEntries(said) as PersonDraft['standsAs']

  const judged = judge(Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as unknown as PersonDraft, today)
  judged.findings.forEach(add)
  return { draft: judged.draft, branch: text('branch'), problems }
}

/** A number's digits: what is shown of a long one may be 2.02E+11. */
const wholeNumber = (cell: Cell | undefined): string | undefined => (cell?.number !== undefined && Number.isSafeInteger(cell.number) ? String(cell.number) : undefined)

type Drop = (field: Field, found: string, advice: string) => void

function readDayInto(draft: PersonDraft, field: DayField, cell: Cell | undefined, date1904: boolean, drop: Drop): void {
  if (!cell) return
  const reading = readDay(cell, date1904)
  if (!reading.ok) return drop(field, cell.shown.trim(), dayAdvice[reading.why])
  draft[field] = reading.day
  if (reading.monthOnly) draft.monthOnly.push(field)
  if (reading.lostZero) drop(field, cell.shown.trim(), '数字格式的“.1”分不清是1月还是10月，按1月读入，请改成文字或年月日')
}

function readPhoneInto(draft: PersonDraft, field: 'phone' | 'landline', cell: Cell | undefined, drop: Drop): void {
  if (!cell) return
  const reading = readPhone(cell)
  if (!reading) return drop(field, cell.shown.trim(), '不是电话号码，请核对位数；这一格没有导入')
  draft[field] = reading.phone
  if (reading.several) drop(field, cell.shown.trim(), '有几个号码，只导入了第一个')
}

function readIdInto(draft: PersonDraft, cell: Cell | undefined, drop: Drop): void {
  if (!cell) return
  const reading = readIdCell(cell)
  if (reading.kind === 'text') {
    draft.idNumber = reading.id
    if (reading.zeros) drop('idNumber', cell.shown.trim(), '末三位是000，可能曾被当成数字而丢失，请对照证件核对；已按原样读入')
    return
  }
  if (reading.kind === 'old') return drop('idNumber', cell.shown.trim(), '这是15位的旧身份证号，已经不用，请换成18位；身份证号没有导入')
  drop('idNumber', cell.shown.trim(), '身份证号在表格里是数字格式，末几位已丢失：请把这一列设成文本格式后重新填写；其余各项已读入，身份证号没有导入')
  // Its digits up to the birthday are what was typed; they fill in what the sheet leaves open and contradict nothing.
  const month = draft.monthOnly.includes('birthday') ? draft.birthday?.slice(0, 7) : undefined
  if (reading.birthday === null || (draft.birthday !== undefined && month !== reading.birthday.slice(0, 7))) return
  draft.birthday = reading.birthday
  draft.monthOnly = draft.monthOnly.filter(field => field !== 'birthday')
}

/** A finding as a person reads it; ID numbers and telephones are masked, row and column lead to them. */
export function toProblem(finding: Finding, row: number, name: string, header: Header): ImportProblem {
  const label = header.columns.get(finding.field)?.label ?? fieldLabels[finding.field]
  const found = finding.field === 'idNumber' ? maskId(finding.found) : finding.field === 'phone' || finding.field === 'landline' ? finding.found.replace(/\d{8,}/g, maskPhone) : finding.found
  return { row, column: label, name, found, advice: finding.advice, level: finding.level }
}

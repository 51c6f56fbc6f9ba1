/** Rosters as branches really have them, about people who do not exist: for tests, the demonstration data and browser runs. */
import * as XLSX from '@e965/xlsx'
import { fictitiousIdNumber } from '../../config/seed/identity'
import { encodeGb18030 } from './gb18030'

/** One person as a secretary would write them; days as `YYYY-MM-DD`. */
export interface FixturePerson {
  name: string
  idNumber: string
  sex: '男' | '女'
  ethnicity: string
  birthday: string
  education: string
  standing: '正式党员' | '预备党员'
  joinedOn: string
  /** Empty for probationary members. */
  fullOn: string
  job: string
  phone: string
  address: string
  studentNumber: string
  className: string
  group: string
}

/** A valid ID number that nobody has: region 990101 does not exist. `sequence` 0–396 tells people born on one day apart. */
export function fictitiousId(birthday: string, sex: '男' | '女', sequence = 0): string {
  const i = sequence % 397
  return fictitiousIdNumber(birthday, String(i % 100).padStart(2, '0') + (sex === '男' ? '1357' : '2468')[Math.floor(i / 100)]!)
}

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const givens = [...'建国伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂华玉萍红鹏飞辉浩宇轩子涵欣怡梓萱诗琪思远']
const ethnicGroups = ['汉族', '汉族', '汉族', '汉族', '回族', '满族', '维吾尔族', '壮族']
const at = <T>(list: readonly T[], i: number): T => list[i % list.length]!

/** People of a student branch, always the same for the same number; every fifth is probationary. `from` starts further on, so that branches differ. */
export function fictitiousPeople(count: number, from = 0): FixturePerson[] {
  return Array.from({ length: count }, (_, index) => {
    const i = from + index
    const sex = i % 2 ? '女' : '男'
    const year = 1998 + (i * 7) % 7
    const birthday = `${year}-${String(1 + (i * 5) % 12).padStart(2, '0')}-${String(1 + (i * 11) % 28).padStart(2, '0')}`
    const probationary = i % 5 === 4
    const joined = probationary ? '2026-05-20' : `${year + 20}-${i % 3 === 0 ? '06-01' : '11-15'}`
    return {
      name: at(surnames, i) + at(givens, i * 3 + Math.floor(i / 40)) + (i % 4 === 3 ? '' : at(givens, i * 7 + 5 + Math.floor(i / 160))),
      idNumber: fictitiousId(birthday, sex, Math.floor(i / 3)), sex, ethnicity: at(ethnicGroups, i * 3), birthday,
      education: at(['大学本科', '硕士研究生毕业', '普通高中毕业'], i),
      standing: probationary ? '预备党员' : '正式党员',
      joinedOn: joined, fullOn: probationary ? '' : `${Number(joined.slice(0, 4)) + 1}${joined.slice(4)}`,
      job: '学生', phone: `199${String(i).padStart(8, '0')}`, address: `示例省示例市示例路${i + 1}号`,
      studentNumber: `${year + 18}99${String(i).padStart(6, '0')}`, className: `软件${String(year + 18).slice(2)}0${1 + (i % 4)}`, group: at(['第一党小组', '第二党小组', '第三党小组'], i),
    }
  })
}

export type RosterFormat = 'xlsx' | 'xls' | 'csv' | 'csv-gb18030'
type CellValue = string | number | XLSX.CellObject | undefined

export interface RosterOptions {
  format?: RosterFormat
  branch?: string
  /** Everything that branches do to a form: titles, instructions, aliases, extra and hidden columns, gaps, merges, odd dates and numbers. */
  messy?: boolean
  /** Indexes of people whose ID number is typed as a number, and so damaged. */
  damagedIds?: number[]
  /** Changes the finished rows below the header; a row holds the cells from column A. */
  edit?: (rows: CellValue[][]) => void
}

interface FixtureColumn { header: string; alias: string; value: (person: FixturePerson, i: number, messy: boolean) => CellValue }

/** The day number of a calendar day in a spreadsheet that counts from 1900. */
export const serialOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569
/** A true date cell. */
export const dateCell = (day: string): XLSX.CellObject => ({ t: 'n', v: serialOf(day), z: 'yyyy/m/d' })

/** A day in one of the forms in which rosters write it; forms that keep the whole day. */
function messyDay(day: string, i: number): CellValue {
  if (day === '') return undefined
  const [year, month, date] = day.split('-') as [string, string, string]
  return at<() => CellValue>([
    () => `${year}年${month}月${date}日`, () => `${year}${month}${date}`, () => `${year}.${Number(month)}.${Number(date)}`, () => dateCell(day),
    () => serialOf(day), () => Number(`${year}${month}${date}`), () => ` ${year}/${Number(month)}/${Number(date)}`, () => `${year}－${month}－${date}`,
  ], i)()
}

const spaced = (name: string): string => (name.length === 2 ? `${name[0]}　${name[1]}` : `${name} `)

const officialColumns: FixtureColumn[] = [
  { header: '序号', alias: '编 号', value: (_, i, messy) => (messy && i > 0 ? { t: 'n', v: i + 1, f: `A${i + 4}+1` } : i + 1) },
  { header: '姓名', alias: '*姓 名', value: (person, _, messy) => (messy ? spaced(person.name) : person.name) },
  { header: '所在党支部', alias: '所在支部', value: () => undefined },
  { header: '公民身份证号', alias: '身份证号码\n（18位）', value: (person, i, messy) => (messy && i % 3 === 0 ? ` ${person.idNumber.toLowerCase()}` : person.idNumber) },
  { header: '性别', alias: '性别', value: (person, i, messy) => (messy && i % 2 ? { t: 's', v: person.sex, f: `IF(MOD(MID(D${i + 5},17,1),2),"男","女")` } : person.sex) },
  { header: '民族', alias: '民　族', value: (person, i, messy) => (messy && i % 2 ? person.ethnicity.replace('族', '') : person.ethnicity) },
  { header: '出生日期', alias: '出生年月', value: (person, i, messy) => (messy ? messyDay(person.birthday, i) : person.birthday) },
  { header: '学历', alias: '文化程度', value: person => person.education },
  { header: '人员类别', alias: '政治面貌', value: (person, i, messy) => (messy ? (person.standing === '正式党员' ? at(['中共党员', '正式党员', '正式'], i) : at(['中共预备党员', '预备党员'], i)) : person.standing) },
  { header: '加入党组织日期', alias: '入党时间', value: (person, i, messy) => (messy ? messyDay(person.joinedOn, i + 1) : person.joinedOn) },
  { header: '转为正式党员日期', alias: '转正时间', value: (person, i, messy) => (messy ? messyDay(person.fullOn, i + 2) : person.fullOn) },
  { header: '工作岗位', alias: '工作岗位', value: person => person.job },
  { header: '手机号', alias: '手机/联系电话', value: (person, i, messy) => (messy ? at<CellValue>([Number(person.phone), `${person.phone.slice(0, 3)} ${person.phone.slice(3, 7)} ${person.phone.slice(7)}`, `+86-${person.phone}`], i) : person.phone) },
  { header: '固定电话', alias: '固定电话', value: () => undefined },
  { header: '家庭住址', alias: '家庭地址', value: person => person.address },
  { header: '党籍状态', alias: '党籍状态', value: () => '正常' },
  { header: '学号', alias: '学号', value: (person, i, messy) => (messy && i % 2 ? Number(person.studentNumber) : person.studentNumber) },
  { header: '班级', alias: '专业班级', value: person => person.className },
  { header: '党小组', alias: '所在党小组', value: person => person.group },
]
const extraColumns: FixtureColumn[] = [
  { header: '籍贯', alias: '籍贯', value: () => '示例省示例市' },
  { header: '入党介绍人', alias: '入党介绍人姓名', value: () => '某某某、某某某' },
  { header: '备注', alias: '备 注', value: (_, i) => (i === 0 ? '支部书记' : undefined) },
]

/** A roster file in the official layout: titles, header in row 4, people from row 5, a footer; with `messy` as branches keep it. */
export function rosterWorkbook(people: FixturePerson[], options: RosterOptions = {}): Buffer {
  const { format = 'xlsx', branch = '', messy = false } = options
  const columns = messy ? [...officialColumns.slice(0, 12), ...extraColumns, ...officialColumns.slice(12)] : officialColumns
  const rows: CellValue[][] = []
  const merges: XLSX.Range[] = []
  const branchColumn = columns.findIndex(column => column.header === '所在党支部')
  people.forEach((person, i) => {
    const row = columns.map(column => column.value(person, i, messy))
    const id = columns.findIndex(column => column.header === '公民身份证号')
    // What Excel keeps of an ID number typed as a number: 15 digits, shown as 9.90101E+17.
    if (options.damagedIds?.includes(i)) row[id] = { t: 'n', v: Number(`${person.idNumber.slice(0, 15)}000`) }
    if (!messy || i === 0) row[branchColumn] = branch
    rows.push(row)
    if (messy && format !== 'csv' && format !== 'csv-gb18030' && i % 10 === 9) rows.push([])
  })
  if (messy && branch !== '') merges.push({ s: { r: 4, c: branchColumn }, e: { r: 4 + Math.max(rows.length - 1, 1), c: branchColumn } })
  options.edit?.(rows)
  const sheet: CellValue[][] = [
    ['党员基本信息汇总表'],
    [`填报单位：${branch}`, undefined, undefined, undefined, undefined, '填报日期：2026年11月20日'],
    [],
    columns.map(column => (messy ? column.alias : column.header)),
    ...rows,
    ['填表人：　　　　审核人：　　　　联系电话：'],
  ]
  merges.push({ s: { r: 0, c: 0 }, e: { r: 0, c: columns.length - 1 } }, { s: { r: sheet.length - 1, c: 0 }, e: { r: sheet.length - 1, c: columns.length - 1 } })
  if (format === 'csv' || format === 'csv-gb18030') return textTable(sheet, format === 'csv' ? 'utf8' : 'gb18030')
  const worksheet = worksheetOf(sheet, merges)
  if (messy) worksheet['!cols'] = columns.map((_, i) => (i === 5 || i === 13 ? { hidden: true, wch: 8 } : { wch: 14 }))
  return bookOf([...(messy ? [{ name: '填写说明', sheet: worksheetOf(instructions, []) }] : []), { name: '党员基本信息汇总表', sheet: worksheet }], format)
}

const instructions: CellValue[][] = [['填写说明'], ['1', '姓名：与身份证一致'], ['2', '日期：按年月日填写，例如2023年6月1日'], ['3', '人员类别：正式党员或预备党员']]

/** A worksheet of some cells; strings stay text, as in a column formatted as text. */
export function worksheetOf(rows: CellValue[][], merges: XLSX.Range[] = []): XLSX.WorkSheet {
  const worksheet: XLSX.WorkSheet = {}
  let width = 1
  rows.forEach((row, r) => row.forEach((value, c) => {
    if (value === undefined || value === '') return
    width = Math.max(width, c + 1)
    worksheet[XLSX.utils.encode_cell({ r, c })] = typeof value === 'string' ? { t: 's', v: value, z: '@' } : typeof value === 'number' ? { t: 'n', v: value } : value
  }))
  worksheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(rows.length - 1, 0), c: width - 1 } })
  if (merges.length > 0) worksheet['!merges'] = merges
  return worksheet
}

/** A workbook file of some sheets. */
export function bookOf(sheets: { name: string; sheet: XLSX.WorkSheet; hidden?: boolean }[], format: 'xlsx' | 'xls' = 'xlsx', date1904 = false): Buffer {
  const book = XLSX.utils.book_new()
  for (const { name, sheet } of sheets) XLSX.utils.book_append_sheet(book, sheet, name)
  book.Workbook = { Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })), WBProps: { date1904 } }
  return Buffer.from(XLSX.write(book, { type: 'buffer', bookType: format === 'xls' ? 'biff8' : 'xlsx', compression: true }) as Uint8Array)
}

/** Cells as a spreadsheet program saves them to .csv: numbers and dates as shown, quotes where needed. */
export function textTable(rows: CellValue[][], encoding: 'utf8' | 'utf8-bom' | 'utf16le' | 'gb18030', separator = ','): Buffer {
  const text = rows.map(row => Array.from(row, value => quoted(shownText(value), separator)).join(separator)).join('\r\n')
  if (encoding === 'gb18030') return encodeGb18030(text)
  return encoding === 'utf8' ? Buffer.from(text) : Buffer.from(`\ufeff${text}`, encoding === 'utf16le' ? 'utf16le' : 'utf8')
}

function shownText(value: CellValue): string {
  if (value === undefined) return ''
  if (typeof value !== 'object') return String(value)
  if (value.z === 'yyyy/m/d') return XLSX.SSF.format('yyyy/m/d', value.v) as string
  return typeof value.v === 'number' && value.v > 1e11 ? value.v.toExponential(5).replace('e+', 'E+') : String(value.v ?? '')
}

const quoted = (text: string, separator: string): string => (text.includes(separator) || /["\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

/** Which column holds what: official and usual names of headers → fields of a person. */
import { columnLetter, type Cell, type Sheet, type SheetRow } from './sheet'

/**
 * Every field with the names that rosters use for it, the official one first: where two columns mean the same field, the
 * name that stands earlier here wins. Names are written as `headerKey` leaves them.
 */
const aliases = {
  name: '姓名 党员姓名 名字',
  branch: '所在党支部 所在支部 所属党支部 所属支部 党支部名称 支部名称 组织关系所在党支部 组织关系所在支部 所在党组织 党组织名称 党支部 支部',
  idNumber: '公民身份证号 公民身份号码 公民身份证号码 身份证号 身份证号码 居民身份证号 居民身份证号码 身份证件号码 身份证件号 身份证编号 身份号码 身份证 证件号码 证件号',
  sex: '性别',
  ethnicity: '民族 族别',
  birthday: '出生日期 出生年月日 出生年月 出生时间 出生 生日',
  education: '学历 最高学历 文化程度 学历层次 受教育程度 文化水平',
  standing: '人员类别 党员类别 党员类型 党员身份 政治面貌 正式/预备 正式或预备 类别',
  joinedOn: '加入党组织日期 加入党组织时间 入党日期 入党时间 入党年月 入党年月日 接收预备日期 接收预备时间 接收预备党员日期 接收预备党员时间 接收为预备党员日期 接收为预备党员时间 发展为预备党员时间 成为预备党员日期 成为预备党员时间 预备党员时间 加入中国共产党时间 加入中共组织的时间 何时入党',
  fullOn: '转为正式党员日期 转为正式党员时间 转正日期 转正时间 转正年月 转正年月日 成为正式党员日期 成为正式党员时间 何时转正 转正',
  job: '工作岗位 岗位 职业 工作单位及职务 单位及职务',
  phone: '手机号 手机号码 手机 移动电话 联系手机 本人手机 本人手机号 手机/联系电话 手机及联系电话 联系电话 联系方式 本人电话 电话号码 电话',
  address: '家庭住址 家庭地址 家庭详细地址 现住址 现居住地 现居住地址 居住地址 住址 通讯地址 联系地址',
  studentNumber: '学号 学生学号 学号/工号 学工号',
  className: '班级 所在班级 行政班级 专业班级 专业及班级 年级班级 班级名称 班别',
  group: '党小组 所在党小组 所属党小组 党小组名称 小组',
  landline: '固定电话 固定电话号码 座机 座机号 座机号码 办公电话 住宅电话 宅电',
  nativePlace: '籍贯',
  grade: '年级 所在年级 入学年级',
  major: '专业 所学专业 专业名称 就读专业',
  appliedOn: '申请入党时间 申请入党日期 入党申请时间 入党申请日期 递交入党申请书时间 递交入党申请书日期 提交入党申请书时间 提交入党申请书日期 申请时间 申请日期',
  activistOn: '确定为积极分子时间 确定为积极分子日期 确定积极分子时间 确定入党积极分子时间 确定为入党积极分子时间 确定为入党积极分子日期 列为积极分子时间 列为入党积极分子时间 成为积极分子时间 成为入党积极分子时间 积极分子时间 积极分子日期 入党积极分子时间',
  prospectOn: '列为发展对象时间 列为发展对象日期 确定为发展对象时间 确定为发展对象日期 确定发展对象时间 成为发展对象时间 发展对象时间 发展对象日期',
  sponsors: '入党介绍人 入党介绍人姓名 介绍人 介绍人姓名',
  mentors: '培养联系人 培养联系人姓名 培养人 培养人姓名',
  remark: '备注',
  partyStatus: '党籍状态',
  lost: '是否为失联党员 是否失联党员 是否失联 失联党员',
  floating: '是否为流动党员 是否流动党员 是否流动 流动党员',
} as const

export type Field = keyof typeof aliases
export const fields = Object.keys(aliases) as Field[]

/** What a field is called in reports. */
export const fieldLabels: Record<Field, string> = Object.fromEntries(fields.map(field => [field, aliases[field].split(' ')[0]])) as Record<Field, string>

const byName = new Map<string, { field: Field; rank: number }>()
for (const field of fields) aliases[field].split(' ').forEach((name, rank) => byName.set(name, { field, rank }))

/** The field that a header's name, as `headerKey` leaves it, stands for; the lower the rank, the surer. */
export const fieldNamed = (key: string): { field: Field; rank: number } | null => byName.get(key) ?? null

/** A header without what differs between offices: spaces, line breaks, full-width forms, asterisks, colons, remarks in brackets. */
export function headerKey(shown: string): string {
  const plain = shown.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff*★※:"'“”、_]/g, '')
  const bare = plain.replace(/[([{【〔<《][^)\]}】〕>》]*[)\]}】〕>》]/g, '')
  return (bare === '' ? plain.replace(/[()[\]{}【】〔〕<>《》]/g, '') : bare).toUpperCase()
}

/** Headers of somebody else's data: a name or telephone below them is not the member's own. */
const somebodyElse = /介绍人|联系人|家庭|父亲|母亲|配偶|导师|辅导员|班主任/

interface Meaning { field: Field; rank: number }

/** What somebody has said that headers mean, by their key: a field, or null for one that is not to be read. */
export type KnownHeaders = ReadonlyMap<string, Field | null>
const NOTHING_KNOWN: KnownHeaders = new Map()

/** The key of a column by both lines of its header: what is remembered of it. */
const keyOf = (upper: string, lower: string): string => {
  const [high, low] = [headerKey(upper), headerKey(lower)]
  return high !== '' && low !== '' && high !== low ? high + low : low || high
}

/** What a column means by the upper and, in two-line headers, the lower line of its header; `text` is the part that says so. */
function meaningOf(upper: string, lower: string, known: KnownHeaders): Meaning & { text: string } | null {
  const said = known.get(keyOf(upper, lower))
  if (said !== undefined) return said && { field: said, rank: -1, text: lower || upper }
  const [high, low] = [headerKey(upper), headerKey(lower)]
  const both = high !== low && byName.get(high + low)
  if (both) return { ...both, text: upper + lower }
  const below = somebodyElse.test(high) ? undefined : byName.get(low)
  if (below) return { ...below, text: lower }
  // 电话 below 入党介绍人 is neither the member's nor the name of the one who vouched.
  const above = somebodyElse.test(high) && low !== '' && low !== high ? undefined : byName.get(high)
  return above ? { ...above, text: upper } : null
}

export interface Column { index: number; /** Letter and header as the sheet shows them: `D 公民身份证号`. */ label: string; field: Field }

export interface Header {
  /** Row number of the header's last line, as the spreadsheet program shows it. */
  row: number
  columns: Map<Field, Column>
  /** Labels of columns that no field takes. */
  ignored: string[]
  /** Every column that has a header, from the left; `key` is what is remembered of it. */
  all: HeadedColumn[]
}
export interface HeadedColumn { index: number; label: string; key: string; field: Field | null }

/** Finds the header among the first rows; null where no row names 姓名 and at least one thing more. `known`: what somebody has said of headers. */
export function findHeader(sheet: Sheet, known: KnownHeaders = NOTHING_KNOWN): Header | null {
  const spread = spreadMerges(sheet)
  let best: Header | null = null
  sheet.rows.slice(0, 40).forEach((row, i) => {
    const header = headerAt(sheet, i, spread, known)
    if (header && (!best || header.columns.size > best.columns.size)) best = header
  })
  return best
}

/**
 * The columns of a sheet of which the header is not understood: those of the line among the first that holds the most
 * different short words, from which somebody can choose. Empty where no line has two.
 */
export function guessColumns(sheet: Sheet, known: KnownHeaders = NOTHING_KNOWN): { row: number; all: HeadedColumn[] } | null {
  const spread = spreadMerges(sheet)
  const wordsOf = (row: SheetRow): string[] => spread(row).map(tidy).filter(text => text !== '' && text.length <= 20 && !/^[\d.,/年月日-]+$/.test(text))
  const lines = sheet.rows.slice(0, 40).map(row => ({ row, words: new Set(wordsOf(row)).size }))
  const best = lines.reduce<typeof lines[number] | null>((top, line) => (line.words > (top?.words ?? 1) ? line : top), null)
  return best && { row: best.row.n, all: columnsFrom(spread(best.row), [], known).labels }
}

/** The header whose line with 姓名 is the i-th row, alone or together with the line above or below it. */
function headerAt(sheet: Sheet, i: number, spread: (row: SheetRow) => string[], known: KnownHeaders): Header | null {
  const row = sheet.rows[i]!
  const texts = spread(row)
  const single = headerFrom(texts, [], lastLine(sheet, row), known)
  if (!single) return null
  const [above, below] = [sheet.rows[i - 1], sheet.rows[i + 1]]
  if (below && isSecondLine(row, below, single)) {
    const both = headerFrom(texts, spread(below), lastLine(sheet, below), known)
    if (both && both.columns.size > single.columns.size) return both
  }
  // A line of headings over groups of columns, such as 基本情况 and 入党介绍人; a title is one text only.
  if (above && above.n === row.n - 1 && new Set(spread(above).filter(text => text.trim() !== '')).size > 1) {
    return headerFrom(spread(above), texts, single.row, known) ?? single
  }
  return single
}

/** Whether `next` may go on with the header: nothing new in the name column. That it adds columns is seen by reading both. */
function isSecondLine(row: SheetRow, next: SheetRow, header: Header): boolean {
  const name = header.columns.get('name')!.index
  const below = headerKey(next.cells[name]?.shown ?? '')
  return next.n === row.n + 1 && (below === '' || below === headerKey(row.cells[name]?.shown ?? ''))
}

/** A header cell merged downwards reaches into lines that hold no data. */
function lastLine(sheet: Sheet, row: SheetRow): number {
  const reaching = sheet.merges.filter(merge => merge.top === row.n - 1 && row.cells[merge.left] && merge.bottom - merge.top < 6)
  return Math.max(row.n, ...reaching.map(merge => merge.bottom + 1))
}

function columnsFrom(upper: string[], lower: string[], known: KnownHeaders): { found: Map<Field, Column & Meaning>; labels: HeadedColumn[] } {
  const found = new Map<Field, Column & Meaning>()
  const labels: HeadedColumn[] = []
  for (let index = 0; index < Math.max(upper.length, lower.length); index++) {
    const [high, low] = [tidy(upper[index]), tidy(lower[index])]
    if (high === '' && low === '') continue
    const meaning = meaningOf(high, low, known)
    const label = `${columnLetter(index)} ${(meaning?.text ?? (low || high)).slice(0, 40)}`
    labels.push({ index, label, key: keyOf(high, low), field: null })
    const former = meaning && found.get(meaning.field)
    if (meaning && (!former || meaning.rank < former.rank)) found.set(meaning.field, { index, label, field: meaning.field, rank: meaning.rank })
  }
  const fieldAt = new Map([...found.values()].map(({ index, field }) => [index, field]))
  return { found, labels: labels.map(column => ({ ...column, field: fieldAt.get(column.index) ?? null })) }
}

function headerFrom(upper: string[], lower: string[], row: number, known: KnownHeaders): Header | null {
  const { found, labels } = columnsFrom(upper, lower, known)
  if (!found.has('name') || found.size < 2) return null
  return { row, columns: found, ignored: labels.filter(({ field }) => field === null).map(({ label }) => label), all: labels }
}

const tidy = (text = ''): string => text.replace(/\s+/g, '')

/** A function that gives a row's texts with every merged block filled (a header may be merged either way). */
function spreadMerges(sheet: Sheet): (row: SheetRow) => string[] {
  const byRow = new Map(sheet.rows.map(row => [row.n - 1, row]))
  return row => {
    const texts = Array.from(row.cells, (cell: Cell | undefined) => cell?.shown ?? '')
    for (const merge of sheet.merges) {
      if (row.n - 1 < merge.top || row.n - 1 > merge.bottom || merge.right - merge.left > 100) continue
      const shown = byRow.get(merge.top)?.cells[merge.left]?.shown ?? ''
      for (let column = merge.left; column <= merge.right; column++) texts[column] = shown
    }
    return Array.from(texts, text => text ?? '')
  }
}

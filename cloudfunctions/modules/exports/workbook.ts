import type { WorkSheet } from '@e965/xlsx'
import { extraHeaders, linesAbove, officialHeaders, rowOf, sheetTitle, type Listed } from './rules'

/** Widths in characters of columns whose contents are longer than their header. */
const widths: Record<string, number> = { 姓名: 12, 所在党支部: 28, 公民身份证号: 22, 民族: 12, 出生日期: 18, 学历: 18, 工作岗位: 18, 手机号: 16, 家庭住址: 36, 固定电话: 16, 外出流向: 24, 学号: 18, 籍贯: 16, 专业: 18, 班级: 18, 申请入党时间: 18, 入党介绍人: 18, 培养联系人: 18, 党小组: 16, 备注: 24 }

/**
 * The bytes of an .xlsx in the official layout: three lines above, the header in row 4, people from row 5, a footer.
 * Every text is a text cell in a text format, so that nothing a person wrote is ever computed (=, +, -, @ at its
 * beginning) and no number loses its zeros.
 */
export async function rosterWorkbook(organisationName: string, people: Listed[], footer: string, extras: boolean): Promise<Buffer> {
  // Loaded for an export only: no other call of the function waits for it.
  const { utils, write } = await import('@e965/xlsx')
  const headers: string[] = [...officialHeaders, ...(extras ? extraHeaders : [])]
  const rows: (string | number)[][] = [...linesAbove(organisationName).map(line => [line]), headers, ...people.map((person, i) => rowOf(person, i + 1, extras)), [footer]]
  const last = headers.length - 1
  const sheet: WorkSheet = { '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length - 1, c: last } }) }
  rows.forEach((row, r) => row.forEach((value, c) => {
    if (value !== '') sheet[utils.encode_cell({ r, c })] = typeof value === 'number' ? { t: 'n', v: value } : { t: 's', v: value, z: '@' }
  }))
  sheet['!merges'] = [0, 1, 2, rows.length - 1].map(row => ({ s: { r: row, c: 0 }, e: { r: row, c: last } }))
  sheet['!cols'] = headers.map(header => ({ wch: widths[header] ?? header.length * 2 + 2 }))
  return Buffer.from(write({ SheetNames: [sheetTitle], Sheets: { [sheetTitle]: sheet } }, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }) as Uint8Array)
}

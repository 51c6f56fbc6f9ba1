/** Sheets that come from above, filled: what is found in them, what is written, and that everything else stays as it was. */
import { read, utils, type WorkBook } from '@e965/xlsx'
import { fillTemplate, type FillValue } from '../../cloudfunctions/services/sheet-fill/fill'
import { readTemplate, type TemplateSheet } from '../../cloudfunctions/services/sheet-fill/template'
import { blankSheet, partText, partsIn, type BlankSheet } from '../../config/seed/blank-sheets'

const activists: BlankSheet = {
  title: '入党积极分子名册', lines: ['填报单位：            填报时间：'], headers: ['序号', '姓名', '性别', '民族', '出生年月', '申请入党时间', '确定积极分子时间', '培养联系人', '联系电话', '备注'],
  rows: Array.from({ length: 5 }, (__, i) => [String(i + 1)]), footer: ['填表人：          审核人：          （盖章）'],
}
const sheetOf = async (bytes: Buffer): Promise<TemplateSheet> => { const { sheets, best } = await readTemplate(bytes); return sheets[best!]! }
const opened = (bytes: Buffer): WorkBook => read(bytes, { cellStyles: true, cellFormula: true, cellNF: true, bookVBA: true })
const gridOf = (bytes: Buffer): string[][] => utils.sheet_to_json<string[]>(Object.values(opened(bytes).Sheets)[0]!, { header: 1, raw: false, defval: '', blankrows: true })
const person = (n: number): FillValue[] => [n, `张${n}`, '男', '汉族', { day: '2003-05-01' }, { day: '2024-06-01' }, { day: '2024-12-20' }, '李四、王五', '19900000001', null]
const all = (sheet: TemplateSheet) => sheet.columns.map(({ index }) => ({ index }))

describe('what a sheet asks for', () => {
  test('columns, rows for people and the footer', async () => {
    const sheet = await sheetOf(blankSheet(activists))
    expect(sheet).toMatchObject({ headerFirst: 3, headerLast: 3, firstDataRow: 4, dataRows: 5, usedRows: 0, footerRow: 9 })
    expect(sheet.title).toContain('入党积极分子名册')
    expect(sheet.columns.map(({ field }) => field)).toEqual(['number', 'name', 'sex', 'ethnicity', 'birthday', 'appliedOn', 'activistOn', 'mentors', 'phone', 'remark'])
    expect(sheet.columns[4]).toMatchObject({ letter: 'E', dates: 'dotMonth' })
  })
  test('a header of two lines with merged headings; telephones of others are not the own', async () => {
    const sheet = await sheetOf(blankSheet({
      title: '发展党员情况一览表', upper: [['序号', 1], ['姓名', 1], ['基本情况', 3], ['入党介绍人', 2], ['备注', 1]], headers: ['', '', '性别', '出生年月日', '学历', '姓名', '联系电话', ''], rows: [[], []], footer: ['说明：1.请按实填写'],
    }))
    expect(sheet).toMatchObject({ headerFirst: 2, headerLast: 3, firstDataRow: 4, dataRows: 2, footerRow: 6 })
    expect(sheet.columns.map(({ header, field }) => [header, field])).toEqual([
      ['序号', 'number'], ['姓名', 'name'], ['基本情况·性别', 'sex'], ['基本情况·出生年月日', 'birthday'], ['基本情况·学历', 'education'], ['入党介绍人·姓名', 'sponsors'], ['入党介绍人·联系电话', null], ['备注', 'remark'],
    ])
  })
  test('headers that say nothing known are still columns', async () => {
    const sheet = await sheetOf(blankSheet({ title: '统计', headers: ['甲项', '乙项', '丙项'], rows: [[], []] }))
    expect(sheet.columns.map(({ header, field }) => [header, field])).toEqual([['甲项', null], ['乙项', null], ['丙项', null]])
    expect(sheet).toMatchObject({ headerFirst: 2, firstDataRow: 3, dataRows: 2 })
  })
  test('rows with a sample are counted, and lines of hints belong to the header', async () => {
    const sheet = await sheetOf(blankSheet({ headers: ['姓名', '性别', '出生日期'], rows: [['必填', '必填', '格式：2003-05-01'], ['张三', '男', '20030501'], []] }))
    expect(sheet).toMatchObject({ headerLast: 2, firstDataRow: 3, dataRows: 2, usedRows: 1 })
    expect(sheet.columns[2]!.dates).toBe('packed')
  })
  test('forty columns in two lines', async () => {
    const headers = Array.from({ length: 40 }, (__, i) => (i === 1 ? '姓名' : i === 2 ? '学号' : `项目${i}`))
    expect((await sheetOf(blankSheet({ headers, upper: [['基本', 20], ['其他', 20]], rows: [[]] }))).columns).toHaveLength(40)
  })
})

describe('what cannot be filled says why', () => {
  const compound = (name: string): Buffer => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(name, 'utf16le'), Buffer.alloc(512)])
  test.each([
    ['an old .xls', compound('Workbook'), 'templateOld'], ['with a password', compound('EncryptedPackage'), 'sheetEncrypted'], ['text', Buffer.from('姓名,性别\n'), 'templateOld'], ['a PDF', Buffer.from('%PDF-1.7'), 'sheetNotSheet'],
    ['nothing', Buffer.alloc(0), 'sheetEmpty'], ['damaged', blankSheet(activists).subarray(0, 900), 'sheetNotSheet'], ['a Word file', compound('WordDocument'), 'sheetNotSheet'],
  ])('%s', async (_, bytes, code) => expect(readTemplate(bytes)).rejects.toEqual(expect.objectContaining({ code })))
})

describe('filling', () => {
  test('fewer people than rows: nothing moves, spare rows keep their numbers', async () => {
    const before = blankSheet(activists)
    const sheet = await sheetOf(before)
    const after = await fillTemplate(before, { sheet: 0, columns: all(sheet), rows: [person(1), person(2)] })
    const rows = gridOf(after)
    expect(rows[3]).toEqual(['1', '张1', '男', '汉族', '2003.05', '2024年6月1日', '2024年12月20日', '李四、王五', '19900000001', ''])
    expect(rows[6]!.slice(0, 2)).toEqual(['4', ''])
    expect(rows[8]![0]).toContain('填表人')
    const [was, is] = [partsIn(before), partsIn(after)]
    expect(Object.keys(is)).toEqual(Object.keys(was))
    for (const name of Object.keys(was)) if (!/sheet1|styles/.test(name)) expect(Buffer.from(is[name]!).equals(Buffer.from(was[name]!))).toBe(true)
    expect(partText(after, 'xl/worksheets/sheet1.xml')).toContain('<mergeCell ref="A9:J9"/>')
  })
  test('more people than rows: the footer, its merge, the print area, heights and validations go down', async () => {
    const before = blankSheet({ ...activists, validations: '<dataValidations count="1"><dataValidation type="list" sqref="C4:C8"><formula1>"男,女"</formula1></dataValidation></dataValidations>' })
    const sheet = await sheetOf(before)
    const after = await fillTemplate(before, { sheet: 0, columns: all(sheet), rows: Array.from({ length: 12 }, (__, i) => person(i + 1)) })
    const rows = gridOf(after)
    expect(rows.slice(3, 15).map(row => row[1])).toEqual(Array.from({ length: 12 }, (__, i) => `张${i + 1}`))
    expect(rows[15]![0]).toContain('填表人')
    const xml = partText(after, 'xl/worksheets/sheet1.xml')
    expect(xml).toContain('<mergeCell ref="A16:J16"/>')
    expect(xml).toContain('<mergeCell ref="A1:J1"/>')
    expect(xml).toContain('sqref="C4:C15"')
    expect(xml).toContain('<dimension ref="A1:J16"/>')
    expect(xml.match(/ht="24" customHeight="1"/g)).toHaveLength(12)
    expect(partText(after, 'xl/workbook.xml')).toContain('$A$1:$J$16')
  })
  test('every row has the format of the first; what is not known is yellow and empty', async () => {
    const before = blankSheet(activists)
    const after = await fillTemplate(before, { sheet: 0, columns: all(await sheetOf(before)), rows: Array.from({ length: 8 }, (__, i) => person(i + 1)) })
    const xml = partText(after, 'xl/worksheets/sheet1.xml')
    const styleOf = (place: string) => Number(/s="(\d+)"/.exec(new RegExp(`<c(?=[^>]*r="${place}")[^>]*>`).exec(xml)![0])![1])
    expect([4, 8, 11].map(row => styleOf(`B${row}`))).toEqual([3, 3, 3])
    expect(styleOf('J4')).toBe(styleOf('J11'))
    const styles = partText(after, 'xl/styles.xml')
    const formats = [.../<cellXfs count="(\d+)">([\s\S]*)<\/cellXfs>/.exec(styles)![2]!.matchAll(/<xf .*?(?:\/>|<\/xf>)/g)].map(([xf]) => xf)
    expect(formats).toHaveLength(Number(/<cellXfs count="(\d+)"/.exec(styles)![1]))
    expect(formats[styleOf('J4')]).toMatch(/fillId="2".*applyFill="1"|applyFill="1".*fillId="2"/)
    expect(formats[styleOf('J4')]).toContain('borderId="1"')
    expect(formats[styleOf('I4')]).toContain('numFmtId="49"')
    expect(styles).toContain('<fills count="3">')
    expect(styles.startsWith(partText(before, 'xl/styles.xml').slice(0, 300))).toBe(true)
  })
  test('a day goes into a format for days as a day', async () => {
    const before = blankSheet({ headers: ['姓名', '性别', '出生年月'], rows: [[], []], dayFormats: [2] })
    const after = await fillTemplate(before, { sheet: 0, columns: [{ index: 0 }, { index: 2 }], rows: [['张三', { day: '2004-02-29' }]] })
    expect(Object.values(opened(after).Sheets)[0]!.C2).toMatchObject({ t: 'n', v: 38046 })
    expect(gridOf(after)[1]![2]).toBe('2004年2月')
  })
  test('nothing that is written is computed', async () => {
    const before = blankSheet({ headers: ['姓名', '备注', '性别'], rows: [[]] })
    const evil = ['=HYPERLINK("http://x","y")', '+1+1', '@SUM(A1)', '<b>&"', '\u0001x\uFFFE']
    const after = await fillTemplate(before, { sheet: 0, columns: [{ index: 0 }, { index: 1 }], rows: evil.map(text => ['张三', text]) })
    expect(partText(after, 'xl/worksheets/sheet1.xml')).not.toMatch(/<f[\s>]/)
    expect(gridOf(after).slice(1).map(row => row[1])).toEqual([...evil.slice(0, 4), 'x'])
  })
  test('a sum below counts the added rows, a formula in a row goes with it, and the order of computing is left to the program', async () => {
    const before = blankSheet({ headers: ['序号', '姓名', '性别', '列数'], rows: [[{ formula: 'ROW()-1' }, '', '', { formula: 'LEN(B2)&$A$1' }], [{ formula: 'ROW()-1' }, '', '', { formula: 'LEN(B3)&$A$1' }]], footer: ['=COUNTA(BFIRST:BLAST)'] })
    const sheet = await sheetOf(before)
    expect(sheet.columns.map(({ formula }) => formula)).toEqual([true, false, false, true])
    const after = await fillTemplate(before, { sheet: 0, columns: [{ index: 1 }], rows: ['甲', '乙', '丙', '丁'].map(name => [name]) })
    const ws = Object.values(opened(after).Sheets)[0]!
    expect([ws.A5?.f, ws.D3?.f, ws.D5?.f, ws.B6?.f]).toEqual(['ROW()-1', 'LEN(B3)&$A$1', 'LEN(B5)&$A$1', 'COUNTA(B2:B5)'])
    expect(Object.keys(partsIn(after))).not.toContain('xl/calcChain.xml')
    expect(partText(after, '[Content_Types].xml') + partText(after, 'xl/_rels/workbook.xml.rels')).not.toContain('calcChain')
  })
  test('a table, a picture and a comment below go down as well', async () => {
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    const anchor = (row: number) => `<xdr:from><xdr:col>1</xdr:col><xdr:row>${row}</xdr:row></xdr:from>`
    const before = blankSheet({
      ...activists, parts: {
        'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/table" Target="../tables/table1.xml"/><Relationship Id="rId2" Type="${office}/drawing" Target="../drawings/drawing1.xml"/><Relationship Id="rId3" Type="${office}/comments" Target="/xl/comments1.xml"/></Relationships>`,
        'xl/tables/table1.xml': '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="1" ref="A3:J8"><autoFilter ref="A3:J8"/></table>',
        'xl/drawings/drawing1.xml': `<xdr:wsDr>${anchor(1)}${anchor(8)}</xdr:wsDr>`,
        'xl/comments1.xml': '<comments><commentList><comment ref="B3" authorId="0"/><comment ref="B9" authorId="0"/></commentList></comments>',
      },
    })
    const after = await fillTemplate(before, { sheet: 0, columns: [{ index: 1 }], rows: Array.from({ length: 8 }, (__, i) => [`张${i}`]) })
    expect(partText(after, 'xl/tables/table1.xml')).toContain('ref="A3:J11"><autoFilter ref="A3:J11"/>')
    expect(partText(after, 'xl/drawings/drawing1.xml')).toBe(`<xdr:wsDr>${anchor(1)}${anchor(11)}</xdr:wsDr>`)
    expect(partText(after, 'xl/comments1.xml')).toMatch(/ref="B3".*ref="B12"/)
  })
  test('a macro stays, byte for byte', async () => {
    const before = blankSheet({ ...activists, macro: true })
    const after = await fillTemplate(before, { sheet: 0, columns: all(await sheetOf(before)), rows: Array.from({ length: 9 }, (__, i) => person(i + 1)) })
    expect((await readTemplate(after)).macros).toBe(true)
    expect(Buffer.from(partsIn(after)['xl/vbaProject.bin']!).equals(Buffer.from(partsIn(before)['xl/vbaProject.bin']!))).toBe(true)
  })
  test('samples and former people are replaced, also where fewer come', async () => {
    const before = blankSheet({ headers: ['姓名', '性别', '民族'], rows: [['例：张三', '男', '汉族'], ['李四', '女', '满族']] })
    expect(gridOf(await fillTemplate(before, { sheet: 0, columns: [{ index: 0 }, { index: 1 }, { index: 2 }], rows: [['王五', '男', '']] })).slice(1)).toEqual([['王五', '男', ''], ['', '', '']])
  })
})

describe('any roster into any sheet', () => {
  // A small generator with a fixed seed: the same cases on every run.
  let seed = 20261121
  const next = (below: number): number => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return seed % below }
  const pick = <T>(list: T[]): T => list[next(list.length)]!
  const texts = ['张三', '𠮷田·明', '阿布都·热合曼', '=1+1', '<&>"\'', '  两端 空格  ', '多行\n文字', '990101200503010014', '']
  test('what is filled, read back, equals; the second filling of the filled one too', async () => {
    for (let round = 0; round < 60; round++) {
      const width = 3 + next(12)
      const headers = ['姓名', '学号', ...Array.from({ length: width }, (__, i) => `栏目${i}`)]
      const blank = blankSheet({
        ...(next(2) && { title: '名册' }), ...(next(2) && { lines: ['填报单位：'] }), headers, rows: Array.from({ length: next(6) }, () => []), ...(next(2) && { footer: ['填表人：', '合计'].slice(0, 1 + next(2)) }), ...(next(2) && { macro: true }),
      })
      const sheet = await sheetOf(blank)
      const rows = Array.from({ length: next(15) }, () => headers.map((__, i): FillValue => (i === 0 ? `人${next(9999)}` : pick([...texts, null, 12, 990]))))
      const filled = await fillTemplate(blank, { sheet: 0, columns: headers.map((__, index) => ({ index })), rows })
      const shown = (grid: string[][]): string[][] => grid.slice(sheet.firstDataRow - 1, sheet.firstDataRow - 1 + rows.length)
      const expected = rows.map(row => row.map(value => (value === null ? '' : String(value))))
      expect(shown(gridOf(filled))).toEqual(expected)
      const again = await fillTemplate(filled, { sheet: 0, columns: headers.map((__, index) => ({ index })), rows })
      expect(shown(gridOf(again))).toEqual(expected)
      const footer = (grid: string[][]): string[] => grid.flat().filter(text => /填表人|合计/.test(text))
      expect(footer(gridOf(filled))).toEqual(footer(gridOf(blank)))
    }
  })
})

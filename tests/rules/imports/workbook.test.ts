import { deflateRawSync } from 'node:zlib'
import * as XLSX from '@e965/xlsx'
import { limits } from '../../../cloudfunctions/services/sheets-read/sheet'
import { parseRoster } from '../../../cloudfunctions/modules/imports/parse'
import { openWorkbook } from '../../../cloudfunctions/services/sheets-read/workbook'
import { encodeGb18030 } from '../../support/gb18030'
import { bookOf, dateCell, fictitiousPeople, rosterWorkbook, textTable, worksheetOf } from '../../support/roster-workbook'

const branch = '软件本科生第一党支部'
const today = '2026-11-20'
const parse = (bytes: Buffer) => parseRoster(bytes, branch, today)
const namesIn = async (bytes: Buffer) => (await parse(bytes)).rows.map(row => row.draft.name)
const refused = (code: string) => expect.objectContaining({ code })
const small = [['姓名', '人员类别', '入党时间'], ['王建国', '正式党员', '2023-06-01'], ['李芳', '预备党员', '2026-06-01']]

describe('what is no roster is refused with its own sentence', () => {
  test.each([
    ['a PDF', Buffer.from('%PDF-1.7 …')], ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')], ['a web page that calls itself .xls', Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>')],
    ['rich text', Buffer.from('{\\rtf1 name}')], ['a damaged archive', Buffer.from('PK\u0003\u0004 and then nothing')], ['a compound file without a workbook', Buffer.from(compound({ WordDocument: Buffer.alloc(5000) }))],
  ])('%s', async (_, bytes) => expect(parse(bytes)).rejects.toEqual(refused('sheetNotSheet')))
  test('a Word document is an archive without a workbook', async () => {
    await expect(parse(zip([{ name: '[Content_Types].xml', data: Buffer.from('<Types/>') }, { name: 'word/document.xml', data: Buffer.from('<w/>') }]))).rejects.toEqual(refused('sheetNotSheet'))
  })
  test('an encrypted .xlsx is a compound file with an encrypted package', async () => {
    await expect(parse(compound({ EncryptionInfo: Buffer.alloc(200), EncryptedPackage: Buffer.alloc(5000) }))).rejects.toEqual(refused('sheetEncrypted'))
  })
  test('an encrypted .xls says so in its stream', async () => {
    const file = XLSX.CFB.read(rosterWorkbook(fictitiousPeople(2), { format: 'xls' }), { type: 'buffer' })
    const stream = Buffer.from(XLSX.CFB.find(file, '/Workbook').content as Uint8Array)
    const afterBof = 4 + stream.readUInt16LE(2)
    const filePass = Buffer.from('2f0006000100112233aa', 'hex')
    await expect(parse(compound({ Workbook: Buffer.concat([stream.subarray(0, afterBof), filePass, stream.subarray(afterBof)]) }))).rejects.toEqual(refused('sheetEncrypted'))
  })
  test('an archive with a password', async () => {
    const bytes = zip([{ name: 'xl/workbook.xml', data: Buffer.from('<workbook/>'), flags: 1 }])
    await expect(parse(bytes)).rejects.toEqual(refused('sheetEncrypted'))
  })
  test.each([['nothing at all', Buffer.alloc(0)], ['an empty workbook', bookOf([{ name: 'Sheet1', sheet: worksheetOf([]) }])], ['a header without people', bookOf([{ name: 'Sheet1', sheet: worksheetOf([small[0]!]) }])], ['blank lines', Buffer.from('\r\n,,\r\n')]])('%s', async (_, bytes) => {
    await expect(parse(bytes)).rejects.toEqual(refused('sheetEmpty'))
  })
  test('a sheet without a header', async () => {
    await expect(parse(bookOf([{ name: 'Sheet1', sheet: worksheetOf([['王建国', '正式党员'], ['李芳', '预备党员']]) }]))).rejects.toEqual(refused('sheetNoHeader'))
  })
})

describe('size', () => {
  const rows = (n: number) => [['姓名', '人员类别', '学号'], ...Array.from({ length: n }, (_, i) => [`王${String.fromCodePoint(0x4e00 + i % 20000)}`, '正式党员', String(i)])]
  test.each([['xlsx', (n: number) => bookOf([{ name: 'Sheet1', sheet: worksheetOf(rows(n)) }])], ['xls', (n: number) => bookOf([{ name: 'Sheet1', sheet: worksheetOf(rows(n)) }], 'xls')], ['csv', (n: number) => textTable(rows(n), 'utf8')]])('.%s: 10,000 people pass, 10,001 do not', async (_, make) => {
    expect((await parse(make(limits.rows))).rows).toHaveLength(limits.rows)
    await expect(parse(make(limits.rows + 1))).rejects.toEqual(expect.objectContaining({ code: 'sheetTooManyRows', detail: { found: 10001, max: 10000 } }))
  }, 30_000)
  test('100,000 rows are counted, not parsed', async () => {
    const xml = sheetXml(100_000, 3)
    const began = Date.now()
    await expect(parse(xlsxAround(xml))).rejects.toEqual(expect.objectContaining({ code: 'sheetTooManyRows', detail: { found: 100_001, max: 10000 } }))
    expect(Date.now() - began).toBeLessThan(3000)
  }, 30_000)
  test('100,000 broad rows are beyond the unpacked size and still counted', async () => {
    const xml = sheetXml(100_000, 20)
    expect(xml.length).toBeGreaterThan(limits.unpackedBytes)
    await expect(parse(xlsxAround(xml))).rejects.toEqual(refused('sheetTooManyRows'))
  }, 30_000)
  test('formatted rows without a value do not count', async () => {
    const xml = sheetXml(2, 3, '<row r="9" s="1" customFormat="1"/>'.repeat(30_000))
    expect((await parse(xlsxAround(xml))).rows).toHaveLength(2)
  })
  test('a bomb is refused by what its directory declares, before anything is unpacked', async () => {
    const bomb = zip([{ name: 'xl/workbook.xml', data: Buffer.from('<workbook/>') }, { name: 'xl/worksheets/sheet1.xml', data: Buffer.from('x'), declared: 4_000_000_000 }])
    await expect(parse(bomb)).rejects.toEqual(refused('sheetTooBig'))
  })
  test('a bomb that declares less than it holds is stopped at what it declared', async () => {
    const bomb = zip([{ name: 'xl/workbook.xml', data: Buffer.from('<workbook/>') }, { name: 'xl/worksheets/sheet1.xml', data: Buffer.alloc(200_000_000), declared: 1000 }])
    const before = process.memoryUsage().rss
    await expect(parse(bomb)).rejects.toEqual(refused('sheetTooBig'))
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })
  test('the unpacked size just fits, and just does not', async () => {
    const other = 'x'.repeat(100)
    const fill = (extra: number) => zip([...parts(sheetXml(2, 3)), { name: 'xl/media/a.bin', data: Buffer.from(other), declared: limits.unpackedBytes - total(parts(sheetXml(2, 3))) + extra }])
    expect((await parse(fill(0))).rows).toHaveLength(2)
    await expect(parse(fill(1))).rejects.toEqual(refused('sheetTooBig'))
  })
  test('thousands of parts', async () => {
    await expect(parse(zip(Array.from({ length: limits.zipEntries + 1 }, (_, i) => ({ name: `a${i}`, data: Buffer.alloc(0) }))))).rejects.toEqual(refused('sheetTooBig'))
  })
})

describe('text tables', () => {
  test.each([['UTF-8', 'utf8', ','], ['UTF-8 with a mark', 'utf8-bom', ','], ['UTF-16', 'utf16le', '\t'], ['GB18030', 'gb18030', ','], ['UTF-8 with tabs', 'utf8', '\t'], ['GB18030 with semicolons', 'gb18030', ';']] as const)('%s', async (_, encoding, separator) => {
    expect(await namesIn(textTable([['党员花名册'], ...small], encoding, separator))).toEqual(['王建国', '李芳'])
  })
  test('UTF-16 without a mark', async () => expect(await namesIn(Buffer.from(small.map(row => row.join(',')).join('\n'), 'utf16le'))).toEqual(['王建国', '李芳']))
  test('a rare character in four bytes', async () => {
    expect(await namesIn(encodeGb18030('姓名,人员类别\n王𬱖,正式党员\n'))).toEqual(['王𬱖'])
  })
  test('quotes, line breaks inside a cell, blank lines, a told separator; rows are numbered as shown', async () => {
    const { rows } = await parse(Buffer.from('sep=;\r\n"姓\n名";人员类别;家庭住址\r\n\r\n王建国;正式党员;"示例路1号;\n""甲""座"\r\n李芳;预备党员;'))
    expect(rows.map(({ draft }) => [draft.row, draft.name, draft.address])).toEqual([[3, '王建国', '示例路1号; "甲"座'], [4, '李芳', undefined]])
  })
  test('long numbers that were kept as text by a trick', async () => {
    const { rows } = await parse(Buffer.from('姓名,人员类别,身份证号,学号\n王建国,正式党员,="990101200503010014",\t202399000001\n李芳,正式党员,\'990101200411150028,'))
    expect(rows.map(({ draft }) => [draft.idNumber, draft.studentNumber])).toEqual([['990101200503010014', '202399000001'], ['990101200411150028', undefined]])
  })
})

describe('which sheet and what in it', () => {
  const roster = worksheetOf(small)
  const other = worksheetOf([['姓名', '人员类别', '入党时间'], ['张三', '正式党员', '2023-06-01']])
  const notes = worksheetOf([['填写说明'], ['姓名：与身份证一致']])
  test('the official name wins over other sheets, whatever their order', async () => {
    expect((await parse(bookOf([{ name: '填写说明', sheet: notes }, { name: '去年', sheet: other }, { name: '党员基本信息汇总表', sheet: roster }]))).sheetName).toBe('党员基本信息汇总表')
  })
  test.each(['xlsx', 'xls'] as const)('hidden sheets come last (.%s)', async format => {
    expect((await parse(bookOf([{ name: '党员基本信息汇总表', sheet: other, hidden: true }, { name: '名册', sheet: roster }], format))).sheetName).toBe('名册')
    expect((await parse(bookOf([{ name: '说明', sheet: notes }, { name: '名册', sheet: roster, hidden: true }], format))).sheetName).toBe('名册')
  })
  test('an empty official form beside a filled sheet', async () => {
    expect((await parse(bookOf([{ name: '党员基本信息汇总表', sheet: worksheetOf([small[0]!]) }, { name: '名册', sheet: roster }]))).sheetName).toBe('名册')
  })
  test.each(['xlsx', 'xls'] as const)('a file that counts from 1904 (.%s)', async format => {
    const sheet = worksheetOf([small[0]!, ['王建国', '正式党员', { ...dateCell('2023-06-01'), v: 45078 - 1462 }]])
    expect((await parse(bookOf([{ name: '名册', sheet }], format, true))).rows[0]!.draft.joinedOn).toBe('2023-06-01')
  })
  test.each([31, 57, 14])('Chinese date format %i', async numFmtId => {
    const bytes = bookOf([{ name: '名册', sheet: worksheetOf([small[0]!, ['王建国', '正式党员', dateCell('2023-06-01')]]) }])
    const book = XLSX.CFB.read(bytes, { type: 'buffer' })
    const changed = (book.FileIndex as { name: string; content: Buffer }[]).map((file, i) => ({ name: (book.FullPaths as string[])[i]!.replace(/^Root Entry\//, ''), data: Buffer.from(file.content ?? []) })).filter(({ name }) => name !== '' && !name.endsWith('/'))
      .map(file => (file.name === 'xl/styles.xml' ? { ...file, data: Buffer.from(file.data.toString().replace(/<numFmts.*?<\/numFmts>/s, '').replace(/numFmtId="(?!0")(?!49")\d+"/g, `numFmtId="${numFmtId}"`)) } : file))
    expect((await parse(zip(changed))).rows[0]!.draft.joinedOn).toBe('2023-06-01')
  })
  test('heads are short: a workbook of many long sheets is not read whole', async () => {
    const long = worksheetOf([small[0]!, ...Array.from({ length: 500 }, (_, i) => [`王${i}`, '正式党员', '2023-06-01'])])
    const { heads } = await openWorkbook(bookOf([{ name: 'a', sheet: long }, { name: 'b', sheet: long }]))
    expect(heads.map(head => head.rows.length)).toEqual([limits.headRows, limits.headRows])
  })
})

interface Part { name: string; data: Buffer; declared?: number; flags?: number }
const total = (list: Part[]): number => list.reduce((sum, part) => sum + part.data.length, 0)

/** An archive whose directory may lie. */
function zip(list: Part[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, data, declared = data.length, flags = 0 } of list) {
    const packed = deflateRawSync(data)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(flags, 6)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(declared, 22)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(declared, 24)
    entry.writeUInt16LE(Buffer.byteLength(name), 28)
    entry.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), packed)
    central.push(entry, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(list.length, 8)
  end.writeUInt16LE(list.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

function parts(sheet: Buffer): Part[] {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return [
    { name: '[Content_Types].xml', data: Buffer.from('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>') },
    { name: 'xl/workbook.xml', data: Buffer.from(`<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>`) },
    { name: 'xl/_rels/workbook.xml.rels', data: Buffer.from(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`) },
    { name: 'xl/worksheets/sheet1.xml', data: sheet },
  ]
}
const xlsxAround = (sheet: Buffer): Buffer => zip(parts(sheet))

/** A worksheet's XML with a header and `rows` people. */
function sheetXml(rows: number, columns: number, after = ''): Buffer {
  const cell = (r: number, c: number, value: string) => `<c r="${XLSX.utils.encode_col(c)}${r}" s="0" t="inlineStr"><is><t>${value}</t></is></c>`
  const line = (r: number, values: string[]) => `<row r="${r}">${values.map((value, c) => cell(r, c, value)).join('')}</row>`
  const body = Array.from({ length: rows }, (_, i) => line(i + 2, [`王建国`, '正式党员', String(i), ...Array.from({ length: columns - 3 }, () => 'x')])).join('')
  return Buffer.from(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${line(1, ['姓名', '人员类别', '学号'])}${body}${after}</sheetData></worksheet>`)
}

function compound(files: Record<string, Buffer>): Buffer {
  const made = XLSX.CFB.utils.cfb_new()
  for (const [name, content] of Object.entries(files)) XLSX.CFB.utils.cfb_add(made, `/${name}`, content)
  return Buffer.from(XLSX.CFB.write(made, { type: 'buffer' }) as Uint8Array)
}

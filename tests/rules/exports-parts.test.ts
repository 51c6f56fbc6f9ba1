/**
 * An exported workbook as a spreadsheet program meets it: unpacked by hand, its parts read by a browser's XML parser.
 * @jest-environment jsdom
 */
import { inflateRawSync } from 'node:zlib'
import type { Listed } from '../../cloudfunctions/modules/exports/rules'
import { rosterWorkbook } from '../../cloudfunctions/modules/exports/workbook'

const odd: Listed = {
  name: '<甲>&"乙"', branch: '示例<第一>&党支部', standing: 'full', sex: '1', ethnicity: '01', birthday: '2003-05-06', education: '21', joinedOn: '2023-06-01', fullOn: '2024-06-01',
  job: '=1+1', phone: '19900000001', landline: null, address: ' 首尾空格 \u0001\u000b\ud800😀𠮷', studentNumber: '00123', className: "]]>'", groupName: null,
}

/** The parts of an .xlsx as any unpacker finds them: from local headers, without the importer's own code. */
function partsOf(bytes: Buffer): Map<string, string> {
  const parts = new Map<string, string>()
  for (let at = bytes.readUInt32LE(bytes.length - 22 + 16); bytes.readUInt32LE(at) === 0x02014b50;) {
    const [method, packed, name, extra, comment, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)]
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const body = bytes.subarray(start, start + packed)
    parts.set(bytes.toString('utf8', at + 46, at + 46 + name), (method === 8 ? inflateRawSync(body) : body).toString('utf8'))
    at += 46 + name + extra + comment
  }
  return parts
}

test('every part is well-formed XML, and the list of parts names what is there', async () => {
  const parts = partsOf(await rosterWorkbook('示例<第一>&党支部', [odd], '填表人：“王”&', true))
  expect([...parts.keys()]).toEqual(expect.arrayContaining(['[Content_Types].xml', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml', 'xl/styles.xml']))
  for (const [name, text] of parts) {
    const errors = new DOMParser().parseFromString(text, 'application/xml').getElementsByTagName('parsererror')
    expect([name, ...Array.from(errors, error => error.textContent)]).toEqual([name])
  }
  const named = [...parts.get('[Content_Types].xml')!.matchAll(/PartName="\/([^"]+)"/g)].map(([, name]) => name!)
  expect(named.filter(name => !parts.has(name))).toEqual([])
})

test('no formula is written, and texts are kept once each', async () => {
  const parts = partsOf(await rosterWorkbook('示例党支部', [odd, odd, odd], '填表人：', true))
  const sheet = parts.get('xl/worksheets/sheet1.xml')!
  expect(sheet).not.toMatch(/<f[ >]/)
  expect(sheet).not.toMatch(/t="str"/)
  expect(parts.get('xl/sharedStrings.xml')!.match(/=1\+1/g)).toHaveLength(1)
})

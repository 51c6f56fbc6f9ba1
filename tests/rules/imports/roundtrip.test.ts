import fc from 'fast-check'
import { educations, ethnicities } from '../../../types/contracts/codes'
import { parseRoster } from '../../../cloudfunctions/modules/imports/parse'
import type { PersonDraft } from '../../../cloudfunctions/modules/imports/rules'
import { bookOf, dateCell, fictitiousId, fictitiousPeople, rosterWorkbook, serialOf, textTable, worksheetOf, type FixturePerson, type RosterFormat } from '../../support/roster-workbook'

const branch = '软件本科生第一党支部'
const today = '2026-11-20'
const codeOf = (list: Record<string, string>, name: string) => Object.entries(list).find(([, label]) => label === name)![0]

/** What the importer should make of a person. */
const draftOf = (person: FixturePerson) => ({
  name: person.name, idNumber: person.idNumber, sex: person.sex === '男' ? '1' : '2', ethnicity: codeOf(ethnicities, person.ethnicity), birthday: person.birthday,
  education: codeOf(educations, person.education), standing: person.standing === '正式党员' ? 'full' : 'probationary', joinedOn: person.joinedOn,
  ...(person.fullOn && { fullOn: person.fullOn }), job: person.job, phone: person.phone, address: person.address, studentNumber: person.studentNumber, className: person.className, group: person.group,
})
/** What a branch's own columns say besides. */
const besides = (i: number) => ({ nativePlace: '示例省示例市', sponsors: '某某某、某某某', ...(i === 0 && { remark: '支部书记' }) })
const itemsOf = ({ row: _row, monthOnly: _monthOnly, standsAs: _standsAs, ...items }: PersonDraft) => items

describe('the official form, clean and as branches keep it', () => {
  const people = fictitiousPeople(23)
  const formats: RosterFormat[] = ['xlsx', 'xls', 'csv', 'csv-gb18030']
  test.each(formats.flatMap(format => [[format, false], [format, true]] as const))('.%s, messy: %s', async (format, messy) => {
    const roster = await parseRoster(rosterWorkbook(people, { format, messy, branch }), branch, today)
    expect(roster.rows.map(row => itemsOf(row.draft))).toEqual(people.map((person, i) => ({ ...draftOf(person), ...(messy && besides(i)) })))
    expect(roster.rows.map(({ draft }) => draft.standsAs)).toEqual(people.map(() => ({ partyStatus: '正常' })))
    expect(roster.rows.flatMap(row => row.problems)).toEqual([])
    expect(roster.general).toEqual([])
    expect(roster.header.row).toBe(4)
    expect(roster.rows[0]!.draft.row).toBe(5)
    expect(roster.sheetName).toBe(format.startsWith('csv') ? '' : '党员基本信息汇总表')
  })
  test('the report names the columns as the sheet shows them', async () => {
    const { mapped, header } = await parseRoster(rosterWorkbook(people, { messy: true, branch }), branch, today)
    expect(mapped).toContainEqual({ column: 'D 身份证号码（18位）', field: '公民身份证号' })
    expect(mapped).toContainEqual({ column: 'J 入党时间', field: '加入党组织日期' })
    expect(header.ignored).toEqual(['A 编号'])
  })
})

test('damaged ID numbers: the person is kept, the number is not, the birthday is what is left of it', async () => {
  const people = fictitiousPeople(3)
  for (const format of ['xlsx', 'xls', 'csv'] as const) {
    const bytes = rosterWorkbook(people, { format, branch, damagedIds: [1], edit: rows => rows.forEach(row => { row[6] = undefined }) })
    const { rows } = await parseRoster(bytes, branch, today)
    expect(rows[1]!.draft).toMatchObject({ name: people[1]!.name, standing: 'full' })
    expect(rows[1]!.draft.idNumber).toBeUndefined()
    expect(rows[1]!.draft.birthday).toBe(format === 'csv' ? undefined : people[1]!.birthday)
    expect(rows[1]!.problems).toEqual([expect.objectContaining({ row: 6, column: 'D 公民身份证号', level: 'warning', advice: expect.stringContaining('末几位已丢失') })])
    expect(rows[0]!.draft.idNumber).toBe(people[0]!.idNumber)
  }
})

test.each([['2004.11', '2004-11-15'], ['2004.12', '2004-12-01'], ['2004-11-14', '2004-11-14'], [undefined, '2004-11-15']])('a damaged number completes the birthday %s: %s', async (written, birthday) => {
  const rows = [['姓名', '人员类别', '身份证号', '出生年月'], ['李芳', '正式党员', 990101200411150028, written]]
  expect((await parseRoster(bookOf([{ name: '名册', sheet: worksheetOf(rows) }]), branch, today)).rows[0]!.draft.birthday).toBe(birthday)
})

const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(point => String.fromCodePoint(point))
const nameOf = fc.tuple(fc.array(han, { minLength: 2, maxLength: 4 }), fc.boolean()).map(([characters, dotted]) => (dotted && characters.length > 3 ? `${characters.slice(0, 2).join('')}·${characters.slice(2).join('')}` : characters.join('')))
const dayBetween = (from: string, to: string) => fc.date({ min: new Date(`${from}T00:00:00Z`), max: new Date(`${to}T00:00:00Z`), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10))
const personAt = (i: number) => fc.record({
  name: nameOf, sex: fc.constantFrom('男', '女'), birthday: dayBetween('1950-01-01', '2004-12-31'), joinedOn: dayBetween('2023-01-01', '2025-11-19'), full: fc.boolean(),
  ethnicity: fc.constantFrom(...Object.values(ethnicities)), education: fc.constantFrom(...Object.values(educations)), phone: fc.integer({ min: 0, max: 9999 }),
}).map(({ full, phone, ...person }): FixturePerson => ({
  ...person, sex: person.sex as '男' | '女', idNumber: fictitiousId(person.birthday, person.sex as '男' | '女', i), standing: full ? '正式党员' : '预备党员',
  fullOn: full ? `${Number(person.joinedOn.slice(0, 4)) + 1}${person.joinedOn.slice(4)}`.replace('02-29', '02-28') : '',
  job: '学生', phone: `1990000${String(phone).padStart(4, '0')}`, address: `示例路${i}号`, studentNumber: `9900${i}`, className: `软件${i}班`, group: '第一党小组',
}))
const peopleOf = fc.integer({ min: 1, max: 8 }).chain(n => fc.tuple(...Array.from({ length: n }, (_, i) => personAt(i))))

type Key = keyof FixturePerson
const headers: Record<Key, string[]> = {
  name: ['姓名', '姓 名', '*姓名'], idNumber: ['公民身份证号', '身份证号', '身份证号码', '身份证\n号码'], sex: ['性别'], ethnicity: ['民族', '民　族'], birthday: ['出生日期', '出生年月', '生日'],
  education: ['学历', '文化程度'], standing: ['人员类别', '政治面貌'], joinedOn: ['加入党组织日期', '入党时间', '接收预备时间'], fullOn: ['转为正式党员日期', '转正时间'],
  job: ['工作岗位'], phone: ['手机号', '手机', '联系电话'], address: ['家庭住址', '住址'], studentNumber: ['学号'], className: ['班级', '专业班级'], group: ['党小组'],
}
const keys = Object.keys(headers) as Key[]
const layoutOf = fc.record({
  order: fc.shuffledSubarray(keys, { minLength: keys.length, maxLength: keys.length }), alias: fc.array(fc.nat(3), { minLength: keys.length, maxLength: keys.length }),
  titles: fc.integer({ min: 0, max: 4 }), junk: fc.integer({ min: 0, max: 15 }), gap: fc.boolean(), format: fc.constantFrom('xlsx', 'xls', 'utf8', 'utf8-bom', 'gb18030', 'utf16le'), days: fc.nat(4),
})

test('any people in any layout come back as they were', async () => {
  await fc.assert(fc.asyncProperty(peopleOf, layoutOf, async (people, layout) => {
    const dayForms = [(day: string) => day, dateCell, serialOf, (day: string) => Number(day.replace(/-/g, '')), (day: string) => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`]
    const cell = (person: FixturePerson, key: Key) => (['birthday', 'joinedOn', 'fullOn'].includes(key) && person[key] !== '' ? dayForms[layout.days]!(person[key]) : person[key])
    const columns = [...layout.order.slice(0, layout.junk), null, ...layout.order.slice(layout.junk)]
    const rows = [
      ...Array.from({ length: layout.titles }, (_, i) => (i === 0 ? ['党员花名册'] : [])),
      columns.map(key => (key === null ? '宿舍' : headers[key][layout.alias[keys.indexOf(key)]! % headers[key].length]!)),
      ...people.flatMap((person, i) => [columns.map(key => (key === null ? '示例省' : cell(person, key))), ...(layout.gap && i % 2 ? [[]] : [])]),
      ['合计', `${people.length}人`],
    ]
    const bytes = layout.format === 'xlsx' || layout.format === 'xls' ? bookOf([{ name: 'Sheet1', sheet: worksheetOf(rows) }], layout.format) : textTable(rows, layout.format as 'utf8')
    const roster = await parseRoster(bytes, branch, today)
    expect(roster.rows.map(row => itemsOf(row.draft))).toEqual(people.map(draftOf))
    expect(roster.rows.flatMap(row => row.problems).filter(({ level }) => level === 'error')).toEqual([])
  }), { numRuns: 60 })
}, 60_000)

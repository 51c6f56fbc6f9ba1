/** A roster in the official form: its layout, its words, and that reading it back changes nothing. */
import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { educations, ethnicities, sexes } from '../../types/contracts/codes'
import { extraHeaders, fileNameOf, lineBelow, MOST_PEOPLE, officialHeaders, rowOf, sheetTitle, whyCannotExport, writtenDates, type Listed } from '../../cloudfunctions/modules/exports/rules'
import { rosterWorkbook } from '../../cloudfunctions/modules/exports/workbook'
import { compareAll, groupNamed, type Recorded } from '../../cloudfunctions/modules/imports/compare'
import { parseRoster } from '../../cloudfunctions/modules/imports/parse'
import type { Axes } from '../../cloudfunctions/platform/documents'
import { fullMemberFrom } from '../../cloudfunctions/regulations/roster-rules'
import { normalName } from '../../cloudfunctions/services/person'

const branch = '软件本科生第一党支部'
const today = '2026-11-20'
const footer = lineBelow('王建国', '2026年11月20日 09:00', 1)
const person = (items: Partial<Listed> = {}): Listed => ({
  name: '示例同志', branch, standing: 'full', sex: '1', ethnicity: '01', birthday: '2003-05-06', education: '21', joinedOn: '2023-06-01', fullOn: '2024-06-01',
  job: '学生', phone: '19900000001', landline: '010-88886666', address: '示例省示例市示例路1号', studentNumber: '2023990001', className: '软件2301', groupName: '第一党小组', ...items,
})
const bookOf = (people: Listed[], extras = false) => rosterWorkbook(branch, people, footer, extras)

describe('layout', () => {
  test('three lines, the header in row 4, people from row 5, the footer below them', async () => {
    const book = XLSX.read(await bookOf([person(), person({ name: '另一同志', standing: 'probationary', fullOn: null })]))
    expect(book.SheetNames).toEqual([sheetTitle])
    const rows = XLSX.utils.sheet_to_json<(string | number)[]>(book.Sheets[sheetTitle]!, { header: 1, defval: '' })
    expect(rows.slice(0, 3).map(row => row[0])).toEqual(['党员基本信息汇总表', `填报单位：${branch}`, expect.stringContaining('以全国党员管理信息系统为准')])
    expect(rows[3]).toEqual([...officialHeaders])
    expect(officialHeaders).toHaveLength(20)
    expect(rows[4]).toEqual([1, '示例同志', branch, '', '男', '汉族', '2003年05月06日', '大学本科毕业', '正式党员', '2023年06月01日', '2024年06月01日', '学生', '19900000001', '010-88886666', '示例省示例市示例路1号', '正常', '否', '', '否', ''])
    expect(rows[5]!.slice(0, 11)).toEqual([2, '另一同志', branch, '', '男', '汉族', '2003年05月06日', '大学本科毕业', '预备党员', '2023年06月01日', ''])
    expect(rows[6]![0]).toMatch(/^填表人：王建国.*2026年11月20日 09:00.*身份证号不保存全号/)
    expect(rows).toHaveLength(7)
    expect(book.Sheets[sheetTitle]!['!merges']).toHaveLength(4)
  })
  test('what student branches keep stands behind the official columns, where asked for', () => {
    const student = person({ nativePlace: '示例省', grade: '2023级', major: '软件工程', appliedOn: '2021-10-01', activistOn: '2022-03-01', prospectOn: '2023-04-01', sponsors: '甲、乙', mentors: '丙', remark: '示例', posts: [{ post: 'secretary' }] })
    expect(rowOf(student, 1, true).slice(20)).toEqual(['2023990001', '示例省', '2023级', '软件工程', '软件2301', '2021年10月01日', '2022年03月01日', '2023年04月01日', '甲、乙', '丙', '书记', '第一党小组', '示例'])
    expect(rowOf(person(), 1, true).slice(20)).toEqual(['2023990001', '', '', '', '软件2301', '', '', '', '', '', '', '第一党小组', ''])
    expect(extraHeaders).toHaveLength(13)
  })
  test.each([
    [{}, ['正常', '否', '', '否', '']],
    [{ membership: { value: 'suspended', since: '2026-01-02' } }, ['停止党籍', '否', '', '否', '']],
    [{ contact: { value: 'lost', since: '2026-03-15' }, floating: { value: 'out', since: null, place: '示例省示例市' } }, ['正常', '是', '2026年03月', '是', '示例省示例市']],
    [{ contact: { value: 'normal', since: '2026-05-01' }, floating: { value: 'no', since: '2026-05-01', place: '示例市' } }, ['正常', '否', '', '否', '']],
  ] as [Axes, string[]][])('how somebody stands: %j', (axes, written) => expect(rowOf(person({ axes }), 1, false).slice(15)).toEqual(written))
  test('what begins like a formula is text in a text format, in every column', async () => {
    for (const odd of ['=1+1', '+8', '-3', '@sum', '=HYPERLINK("http://example.invalid")']) {
      const bytes = await bookOf([person({ name: odd, job: odd, address: odd, phone: odd, className: odd, remark: odd })], true)
      const sheet = XLSX.read(bytes, { cellNF: true }).Sheets[sheetTitle]!
      for (const cell of ['B5', 'L5', 'M5', 'O5', 'Y5', 'AG5']) expect({ ...sheet[cell], f: sheet[cell]!.f }).toMatchObject({ t: 's', v: odd, z: '@', f: undefined })
    }
  })
  test('names of files hold nothing that a disk refuses', () => {
    expect(fileNameOf('示例党支部', '2026-11-20')).toBe('示例党支部_党员基本信息汇总表_20261120.xlsx')
    expect(fileNameOf('示例/第一\\:*?"<>| 党支部', '2026-11-20')).toBe('示例第一党支部_党员基本信息汇总表_20261120.xlsx')
  })
  test.each([[0, 'exportEmpty'], [1, undefined], [MOST_PEOPLE, undefined], [MOST_PEOPLE + 1, 'exportTooMany']])('%i people', (people, code) => expect(whyCannotExport(people)?.code).toBe(code))
})

describe('dates that were known by their month only', () => {
  test.each([
    ['2023-06-15', '2024-06-15', '2023年06月15日', '2024年06月15日'],
    ['2023-06-15', '2024-06-01', '2023年06月15日', '2024年06月'],
    ['1970-05-01', '1970-05-20', '1970年05月', '1970年05月20日'],
    ['2023-06-15', '2024-06-14', '2023年06月15日', '2024年06月14日'],
    ['2023-06-15', null, '2023年06月15日', ''],
    [null, '2024-06-01', '', '2024年06月01日'],
  ])('%s and %s', (joined, full, a, b) => expect(writtenDates(joined, full)).toEqual({ joined: a, full: b }))
})

describe('exported and imported again', () => {
  const han = [...'王李张刘陈杨赵黄周吴建国伟芳娜敏静丽强磊𠮷㛃']
  const day = (from: string, to: string) => fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10))
  const words = fc.oneof(fc.constantFrom('学生', '=SUM(A1)', '-教师', '（兼）党务', '无', '/', 'ＡＢＣ　１２', '@示例', "a'b\"c", '一\t二', '<b>&amp;'), fc.string({ maxLength: 40, unit: 'grapheme' }).map(text => text.replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu, '').trim()))
  const maybe = <T>(item: fc.Arbitrary<T>) => fc.option(item, { nil: null, freq: 4 })
  const member = fc.record({
    name: fc.array(fc.constantFrom(...han), { minLength: 2, maxLength: 4 }).map(parts => normalName(parts.join(''))), probationary: fc.boolean(),
    sex: maybe(fc.constantFrom(...Object.keys(sexes))), ethnicity: maybe(fc.constantFrom(...Object.keys(ethnicities))), education: maybe(fc.constantFrom(...Object.keys(educations))),
    birthday: maybe(day('1930-01-01', '2005-12-31')), joinedOn: maybe(day('1950-01-01', '2025-06-30')), later: fc.integer({ min: 0, max: 400 }), monthOnly: fc.boolean(),
    job: maybe(words), address: maybe(words), className: maybe(words), group: fc.constantFrom(null, 0, 1),
    landline: maybe(fc.constantFrom('010-88886666', '88886666', '12')), nativePlace: maybe(words), grade: maybe(words), major: maybe(words), sponsors: maybe(words), mentors: maybe(words), remark: maybe(words),
    appliedOn: maybe(day('1950-01-01', '2025-06-30')), activistOn: maybe(day('1950-01-01', '2025-06-30')), prospectOn: maybe(day('1950-01-01', '2025-06-30')),
    axes: fc.record({ membership: fc.constantFrom({ value: 'normal' as const, since: null }, { value: 'suspended' as const, since: '2026-01-01' }), contact: fc.constantFrom({ value: 'normal' as const, since: null }, { value: 'lost' as const, since: '2026-02-03' }), floating: fc.constantFrom({ value: 'no' as const, since: null }, { value: 'out' as const, since: null, place: '示例市' }) }, { requiredKeys: [] }),
    phone: maybe(fc.constantFrom('19900000001', '010-88886666', '8619900000002', '12345', '19900000003')),
  })
  const groups = [{ id: 'g0', name: '第一党小组' }, { id: 'g1', name: '教工小组' }]

  test.each([['the official columns', false], ['with student number, class and group', true]])('%s: nothing changes, whatever the roster', async (_, extras) => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(member, { minLength: 1, maxLength: 30, selector: each => each.name }), async people => {
      const roster: Recorded[] = people.map(({ probationary, later, monthOnly, group, ...each }, i) => {
        // As the roster lets them be: a full member's date at least a year after joining, or in the month that the year ends.
        const due = each.joinedOn && new Date(Date.parse(fullMemberFrom(each.joinedOn)) + later * 86_400_000).toISOString().slice(0, 10)
        const fullOn = probationary || !due ? null : monthOnly ? `${due.slice(0, 7)}-01` : due
        const text = (value: string | null) => (value === '' ? null : value)
        return {
          ...each, id: `m${i}`, version: 1, archived: false, standing: probationary ? 'probationary' : 'full', fullOn, job: text(each.job), address: text(each.address), className: text(each.className),
          nativePlace: text(each.nativePlace), grade: text(each.grade), major: text(each.major), sponsors: text(each.sponsors), mentors: text(each.mentors), remark: text(each.remark),
          studentNumber: i % 3 ? `2023${i}` : null, idHash: i % 2 ? `#${i}` : null, idTail: null, groupId: group === null ? null : groups[group]!.id, groupName: group === null ? null : groups[group]!.name,
        }
      })
      const parsed = await parseRoster(await bookOf(roster.map(each => ({ ...each, branch })), extras), branch, today)
      expect({ sheet: parsed.sheetName, header: parsed.header.row, people: parsed.rows.length, first: parsed.rows[0]!.draft.row }).toEqual({ sheet: sheetTitle, header: 4, people: roster.length, first: 5 })
      const compared = compareAll(parsed.rows.map(({ draft, problems }) => ({
        draft, idHash: null, group: draft.group === undefined ? null : groupNamed(draft.group, groups), refused: problems.some(({ level }) => level === 'error'),
      })), roster)
      expect(compared.flatMap(({ findings }) => findings.filter(({ field }) => ['partyStatus', 'lost', 'floating'].includes(field)))).toEqual([])
      expect(compared.flatMap(({ outcome, changes }, i) => (outcome === 'unchanged' ? [] : [{ outcome, changes, problems: parsed.rows[i]!.problems, person: roster[i] }]))).toEqual([])
    }), { numRuns: 60 })
  }, 60_000)
})

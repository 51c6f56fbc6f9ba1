/** Class lists as offices write them: the numbers come out whole, and what cannot be read is named. */
import fc from 'fast-check'
import { VOTERS } from '../../types/contracts/ballots'
import { readList } from '../../cloudfunctions/services/balloting/list'

const read = (pasted: string) => {
  const found = readList(pasted)
  return 'refusal' in found ? found.refusal.code : { numbers: found.numbers, skipped: found.skipped.map(({ line, text }) => `${line} ${text}`) }
}
const two = ['20239901', '20239902']

test.each([
  ['a title with digits, a serial number, a foot with a date', '软件2301班名单\n序号 学号 姓名\n1 20239901 张三\n2 20239902 李四\n2026年12月制', { numbers: two, skipped: ['1 软件2301班名单', '5 2026年12月制'] }],
  ['the same from a spreadsheet', '软件2301班名单\t\t\n序号\t学号\t姓名\n1\t20239901\t张三\n2\t20239902\t李四\n\t2026年12月制\t', { numbers: two, skipped: ['1 软件2301班名单', '5 2026年12月制'] }],
  ['the name first', '姓名\t学号\n张三\t20239901\n李四\t20239902', { numbers: two, skipped: [] }],
  ['the name first, without a header', '张三\t20239901\n李四\t20239902', { numbers: two, skipped: [] }],
  ['quoted cells', '"学号","姓名"\r\n"20239901","张三"\r\n="20239902",李四', { numbers: two, skipped: [] }],
  ['somebody without a number', '学号\t姓名\n20239901\t张三\n\t王五\n20239902\t李四', { numbers: two, skipped: ['3 王五'] }],
  ['somebody without a number, in a chat', '1 20239901 张三\n2 王五\n3 20239902 李四', { numbers: two, skipped: ['2 2 王五'] }],
  ['full-width forms and commas', '２０２３９９０１，张三\n20239902、李四', { numbers: two, skipped: [] }],
  ['telephones beside them', '张三\t19900000001\t20239901\n李四\t19900000002\t20239902', { numbers: two, skipped: [] }],
  ['a number that a spreadsheet has cut short', '学号\t姓名\n2.02E+11\t张三\n20239902\t李四', { numbers: ['20239902'], skipped: ['2 2.02E+11 张三'] }],
  ['two halves side by side', '学号\t姓名\t学号\t姓名\n20239901\t张三\t20239902\t李四\n20239903\t王五\t\t', { numbers: [...two, '20239903'], skipped: [] }],
  ['the header again on the next page', '学号\t姓名\n20239901\t张三\n学号\t姓名\n20239902\t李四', { numbers: two, skipped: [] }],
  ['two numbers of everybody: 学号 and 考号', '序号\t学号\t姓名\t考号\n1\t20239901\t张三\t88001\n2\t20239902\t李四\t88002', { numbers: two, skipped: [] }],
  ['考号 before 学号', '考号\t姓名\t学号\n88001\t张三\t20239901\n88002\t李四\t20239902', { numbers: two, skipped: [] }],
  ['学号 and 工号, some without the former', '工号\t学号\n88001\t20239901\n88002\t\n88003\t20239902', { numbers: two, skipped: ['3 88002'] }],
  ['编号 for serial numbers', '编号\t学号\t姓名\n1\t20239901\t张三\n2\t20239902\t李四', { numbers: two, skipped: [] }],
  ['编号 for serial numbers that are filled up', '编号\t工号\t姓名\n0001\t20239901\t张三\n0002\t20239902\t李四', { numbers: two, skipped: [] }],
  ['a sheet with a number of its own', '编号 2026\n序号 学号 姓名\n1 20239901 张三\n2 20239902 李四', { numbers: two, skipped: ['1 编号 2026'] }],
  ['编号 alone, for people', '编号\t姓名\n20239901\t张三\n20239902\t李四', { numbers: two, skipped: [] }],
  ['编号 alone, for serial numbers', '编号\t姓名\n1\t张三\n2\t李四', 'reviewListEmpty'],
  ['an empty column of 学号 beside 工号', '学号\t工号\n\t20239901\n\t20239902', { numbers: two, skipped: [] }],
  ['letters in a number', '学号,姓名\ns2301-01,张三', { numbers: ['S2301-01'], skipped: [] }],
  ['short numbers, nothing beside them', 'a1\nA2\n名单', { numbers: ['A1', 'A2'], skipped: ['3 名单'] }],
  ['the same number twice', '学号\t姓名\n20239901\t张三\n"20239901"\t李四', 'reviewListTwice'],
  ['only serial numbers', '1 张三\n2 李四', 'reviewListEmpty'],
  ['a header alone', '学号\t姓名', 'reviewListEmpty'],
  ['names alone', '张三\n李四', 'reviewListEmpty'],
  ['nothing', ' \n ', 'reviewListEmpty'],
] as const)('%s', (_name, pasted, outcome) => expect(read(pasted)).toEqual(outcome))

test.each([[VOTERS, true], [VOTERS + 1, false]] as const)('%d numbers', (n, fits) => {
  const found = readList(Array.from({ length: n }, (_none, i) => String(20_000_000 + i)).join('\n'))
  expect('refusal' in found ? found.refusal.code : found.numbers.length).toBe(fits ? n : 'reviewListLong')
})

test('any class in any layout comes back as it was', () => {
  const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map(point => String.fromCodePoint(point))
  const person = fc.record({ number: fc.integer({ min: 10_000, max: 999_999_999 }).map(n => `2${n}`), name: fc.array(han, { minLength: 2, maxLength: 4 }).map(signs => signs.join('')), phone: fc.integer({ min: 0, max: 9999 }) })
  const layout = fc.record({
    columns: fc.shuffledSubarray(['serial', 'filled', 'exam', 'number', 'name', 'phone', 'class'] as const, { minLength: 3, maxLength: 7 }).map(some => (some.includes('number') ? some : ['number', ...some] as typeof some)),
    separator: fc.constantFrom('\t', ',', ' '), header: fc.boolean(), title: fc.boolean(), foot: fc.boolean(), quoted: fc.boolean(), end: fc.constantFrom('\n', '\r\n'), blank: fc.boolean(),
  })
  const named = { serial: '序号', filled: '编号', exam: '考号', number: '学号', name: '姓名', phone: '手机号', class: '班级' }
  fc.assert(fc.property(fc.uniqueArray(person, { minLength: 1, maxLength: 12, selector: ({ number }) => number }), layout, (people, how) => {
    const cell = (text: string): string => (how.quoted && how.separator !== ' ' ? `"${text}"` : text)
    // Without a header nobody can tell one number of somebody from the other.
    const columns = how.header ? how.columns : how.columns.filter(key => key !== 'filled' && key !== 'exam')
    const lines = people.map((one, i) => columns.map(key => cell({ serial: String(i + 1), filled: String(i + 1).padStart(6, '0'), exam: `${one.number}7`, number: one.number, name: one.name, phone: `1990000${String(one.phone).padStart(4, '0')}`, class: '软件2301班' }[key])).join(how.separator))
    const pasted = [...(how.title ? ['软件2301班名单'] : []), ...(how.header ? [columns.map(key => cell(named[key])).join(how.separator)] : []), ...lines.flatMap(line => (how.blank ? [line, ''] : [line])), ...(how.foot ? ['2026年12月制'] : [])].join(how.end)
    const found = read(pasted)
    expect(found).toMatchObject({ numbers: people.map(({ number }) => number) })
    const skipped = Number(how.title) + Number(how.foot)
    expect(typeof found === 'object' && found.skipped).toHaveLength(skipped)
  }), { numRuns: 300 })
})

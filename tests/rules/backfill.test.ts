import { differencesOf, differenceText, filledName, kindsWanted, whyCannotFill, whyCannotOpen, whyCannotRepeat, whyCannotTake, type Sent } from '../../cloudfunctions/modules/backfill/rules'
import { itemOf } from '../../cloudfunctions/services/sheet-fill/items'
import { serialOf, writingOf, writtenAs } from '../../cloudfunctions/services/sheet-fill/dates'
import { copiedFormula, movedFormula, movedRange } from '../../cloudfunctions/services/sheet-fill/refs'
import { columnOf } from '../../cloudfunctions/services/sheet-fill/xml'
import { columnLetter } from '../../cloudfunctions/services/sheets-read/sheet'

test.each([
  ['入党积极分子名册', ['activist']], ['发展党员情况一览表', ['probationary']], ['党员基本信息汇总表', ['full', 'probationary']], ['入党申请人登记表', ['applicant']], ['发展对象备案表', ['prospect']],
  ['预备党员转正名单', ['probationary']], ['发展对象、入党积极分子汇总表', ['prospect', 'activist']], ['正式党员名单', ['full']], ['Sheet1', ['full', 'probationary']],
])('%s is for %j', (title, kinds) => expect(kindsWanted(title)).toEqual(kinds))

test.each([
  [['序号'], 'number'], [['姓 名'], 'name'], [['出生\n年月'], 'birthday'], [['申请入党时间（年月日）'], 'appliedOn'], [['确定积极分子时间'], 'activistOn'], [['培养联系人'], 'mentors'], [['入党介绍人', '姓名'], 'sponsors'],
  [['入党介绍人', '联系电话'], null], [['家庭成员', '姓名'], null], [['基本情况', '籍贯'], 'nativePlace'], [['联系电话'], 'phone'], [['党内职务'], 'post'], [['入党年龄'], 'joinAge'], [['党龄（年）'], 'partyAge'], [['年龄'], 'age'], [['所属党委'], 'superior'],
  [['*身份证号码'], 'idNumber'], [['政治面貌'], 'politics'], [['人员类别'], 'standing'], [['综合测评排名'], null], [[''], null],
])('header %j asks for %s', (lines, item) => expect(itemOf(lines)?.item ?? null).toBe(item))

test.each([
  ['出生年月', '', '2003-05-01', '2003.05'], ['出生年月日', '', '2003-05-01', '2003年5月1日'], ['入党时间', '2021.6.1', '2003-05-01', '2003.05.01'], ['入党时间', '20210601', '2003-05-01', '20030501'], ['日期（YYYY-MM-DD）', '', '2003-05-01', '2003-05-01'],
  ['日期', '2021/6/1', '2003-05-01', '2003/5/1'], ['日期', '2021年06月01日', '2003-05-01', '2003年05月01日'], ['日期', '2021年6月', '2003-05-01', '2003年5月'], ['时间', '202106', '2003-05-01', '200305'], ['时间', '2021-06', '2003-05-01', '2003-05'],
])('a day under %s with the sample %j', (header, sample, day, written) => expect(writtenAs(day, writingOf(header, sample))).toBe(written))
test.each([['1900-02-28', false, 59], ['1900-03-01', false, 61], ['2024-02-29', false, 45351], ['2024-02-29', true, 43889], ['1904-01-01', true, 0]])('%s is day %s', (day, mac, serial) => expect(serialOf(day, mac as boolean)).toBe(serial))

describe('places move with added rows', () => {
  const insertion = { first: 4, last: 8, added: 3 }
  test.each([['A3', 'A3'], ['A8', 'A8'], ['A9', 'A12'], ['B4:B8', 'B4:B11'], ['$B$4:$B$8', '$B$4:$B$11'], ['A1:J3', 'A1:J3'], ['A9:J9', 'A12:J12'], ['C8:D8', 'C8:D8'], ['A1:J20', 'A1:J23'], ['A:A', 'A:A']])('%s → %s', (range, moved) => expect(movedRange(range, insertion)).toBe(moved))
  test.each([
    ['SUM(B4:B8)+A9', 'SUM(B4:B11)+A12'], ['COUNTIF(名册!C4:C8,"A9")', 'COUNTIF(名册!C4:C11,"A9")'], ['\'别的 表\'!A9+A9', '\'别的 表\'!A9+A12'], ['LOG10(A9)+A9B', 'LOG10(A12)+A9B'], ['IF(B9="男",1,0)', 'IF(B12="男",1,0)'],
  ])('%s → %s', (formula, moved) => expect(movedFormula(formula, insertion, '名册', '名册')).toBe(moved))
  test('a copy goes with its row, what is fixed stays', () => expect(copiedFormula('B2&$C$1&D$3&$E2', 3, 1, columnLetter, columnOf)).toBe('C5&$C$1&E$3&$E5'))
})

describe('what may be done with a run', () => {
  const run = { state: 'draft' as const, templatePath: 'p', sheet: 0, blank: true, filePath: null }
  test.each([[{}, null, null, 'fillFileGone'], [{ sheet: null }, 'fillNoSheet', 'fillNoSheet', 'fillFileGone'], [{ templatePath: null }, 'fillSheetGone', 'fillSheetGone', 'fillFileGone'], [{ blank: false, templatePath: null, state: 'gone' as const }, 'fillNotBlank', 'fillNotBlank', 'fillFileGone'], [{ state: 'filled' as const, filePath: 'f' }, null, null, null]])('%j', (more, fill, again, open) => {
    const one = { ...run, ...more }
    expect([whyCannotFill(one)?.code ?? null, whyCannotRepeat(one)?.code ?? null, whyCannotOpen(one)?.code ?? null]).toEqual([fill, again, open])
  })
  test.each([[0, 'fillNobody'], [1, undefined], [10_000, undefined], [10_001, 'exportTooMany']])('%s people', (people, code) => expect(whyCannotTake(people)?.code).toBe(code))
  test.each([['名册.xls', false, '名册_已填_20261120.xlsx'], ['积极分子.xlsm', true, '积极分子_已填_20261120.xlsm'], ['a/b:c', false, 'abc_已填_20261120.xlsx'], ['名册_已填_20250101.xlsx', false, '名册_已填_20261120.xlsx']])('%s', (name, macros, filled) => expect(filledName(name, '2026-11-20', macros)).toBe(filled))
})

describe('how it differs from last time', () => {
  const columns = [{ header: '序号', item: 'number' }, { header: '姓名', item: 'name' }, { header: '身份证号', item: 'idNumber' }, { header: '班级', item: 'className' }]
  const sent = (...rows: [string, string, (string | null)[]][]): Sent => ({ columns, rows: rows.map(([id, name, cells]) => ({ id, name, cells })) })
  test('who came, who went, whose cells changed; numbers of rows and ID numbers say nothing', () => {
    const before = sent(['a', '甲', ['1', '甲', null, '软件2301']], ['b', '乙', ['2', '乙', null, null]], ['c', '丙', ['3', '丙', 'x', '同']])
    const now = sent(['c', '丙', ['1', '丙', null, '同']], ['b', '乙', ['2', '乙', null, '软件2302']], ['d', '丁', ['3', '丁', null, null]])
    expect(differencesOf(before, now)).toEqual([{ kind: 'added', name: '丁', changes: [] }, { kind: 'removed', name: '甲', changes: [] }, { kind: 'changed', name: '乙', changes: [{ item: 'className', header: '班级', before: '', after: '软件2302' }] }])
    expect(differencesOf(now, now)).toEqual([])
  })
  test.each([[2, 1, 0, '比上次9月28日：+2 −1'], [0, 0, 3, '比上次9月28日：3人有变化'], [0, 1, 2, '比上次9月28日：−1，2人有变化'], [0, 0, 0, '和上次9月28日一样']])('+%s −%s ~%s', (added, removed, changed, text) => expect(differenceText({ added, removed, changed }, '2026-09-28', '2026-11-20')).toBe(text))
  test('another year is named', () => expect(differenceText({ added: 1, removed: 0, changed: 0 }, '2025-09-28', '2026-11-20')).toBe('比上次2025年9月28日：+1'))
})

import { gapsOf, masked, rowsFrom, type Row } from '../../cloudfunctions/modules/collections/cells'
import { conflictsOf, type Confirmed } from '../../cloudfunctions/modules/collections/conflicts'
import * as rules from '../../cloudfunctions/modules/collections/rules'
import { columnsOf, fileNameOf, sheetRows } from '../../cloudfunctions/modules/collections/sheet'
import { typedValue, withCells } from '../../cloudfunctions/modules/collections/typing'
import type { AskedColumn } from '../../cloudfunctions/platform/documents-collections'

const now = new Date('2026-11-20T01:00:00Z')
const plus = (ms: number): Date => new Date(now.getTime() + ms)
const DAY = 86_400_000
const answer = (more: object = {}) => ({ state: 'waiting' as const, taskState: 'open' as const, openedAt: null, confirmedAt: null, due: plus(DAY), turn: 0, ...more })
const task = (more: object = {}) => ({ state: 'open' as const, due: plus(DAY), remindedAt: null, ...more })

describe('how an answer stands', () => {
  test.each([
    [{}, false, 'unopened'], [{ openedAt: now }, false, 'waiting'], [{ openedAt: now, state: 'returned' }, false, 'returned'], [{ state: 'confirmed' }, false, 'confirmed'],
    [{}, true, 'gone'], [{ state: 'returned' }, true, 'gone'], [{ state: 'confirmed' }, true, 'confirmed'],
  ])('%j, gone %s: %s', (more, gone, expected) => expect(rules.stateOf(answer(more) as never, gone)).toBe(expected))

  test.each([
    ['at the very date', { due: now }, false, false], ['a moment after', { due: plus(-1) }, false, true], ['after, but asked no more', { due: plus(-1) }, true, false], ['after, but closed', { due: plus(-1), taskState: 'closed' }, false, false],
    ['confirmed at the date', { state: 'confirmed', due: now, confirmedAt: now }, false, false], ['confirmed after it', { state: 'confirmed', due: now, confirmedAt: plus(1) }, false, true],
    ['confirmed after it, and moved away since', { state: 'confirmed', due: now, confirmedAt: plus(1) }, true, true],
  ])('late: %s', (_name, more, gone, expected) => expect(rules.isLate(answer(more) as never, gone, now)).toBe(expected))

  test('counts are those of the parts of the list', () => {
    const all = [{ state: 'confirmed', late: true }, { state: 'confirmed', late: false }, { state: 'waiting', late: true }, { state: 'gone', late: false }] as const
    const counts = rules.countsOf([...all])
    expect(counts).toEqual({ all: 4, confirmed: 2, waiting: 1, unopened: 0, returned: 0, late: 2, gone: 1 })
    for (const part of Object.keys(counts) as (keyof typeof counts)[]) expect(all.filter(one => rules.isIn(part, one))).toHaveLength(counts[part])
  })
})

describe('what stands in the way', () => {
  const codeOf = (refusal: { code: string } | null): string | null => refusal?.code ?? null
  test.each<[string, string | null, { code: string } | null]>([
    ['a date that is now', 'collectionDuePast', rules.whyWrongDue(now, now)], ['a date in a moment', null, rules.whyWrongDue(plus(1), now)],
    ['the last possible date', null, rules.whyWrongDue(plus(rules.MOST_DAYS * DAY), now)], ['one after it', 'collectionDueFar', rules.whyWrongDue(plus(rules.MOST_DAYS * DAY + 1), now)],
    ['sending twice', 'collectionSent', rules.whyCannotSend(task())], ['sending a draft', null, rules.whyCannotSend(task({ state: 'draft' }))],
    ['nobody', 'collectionNobody', rules.whyCannotAsk(0)], ['nobody new', 'collectionNobodyNew', rules.whyCannotAsk(0, 3)], ['300', null, rules.whyCannotAsk(300)], ['301', 'collectionTooMany', rules.whyCannotAsk(301)], ['one too many', 'collectionTooMany', rules.whyCannotAsk(1, 300)],
    ['adding to a closed one', 'collectionClosed', rules.whyCannotAdd(task({ state: 'closed' }))], ['adding to a withdrawn one', 'collectionWithdrawn', rules.whyCannotAdd(task({ state: 'withdrawn' }))], ['adding to a draft', 'collectionDraft', rules.whyCannotAdd(task({ state: 'draft' }))],
    ['reminding at once again', 'collectionReminded', rules.whyCannotRemind(task({ remindedAt: plus(-rules.REMIND_MINUTES * 60_000 + 1) }), now)], ['reminding an hour later', null, rules.whyCannotRemind(task({ remindedAt: plus(-rules.REMIND_MINUTES * 60_000) }), now)],
    ['reminding nobody', 'collectionAllThere', rules.whyCannotRemind(task(), now, 0)], ['the same date', 'collectionDueEarlier', rules.whyCannotExtend(task(), plus(DAY), now)], ['a later date', null, rules.whyCannotExtend(task(), plus(DAY + 1), now)],
    ['merging what nobody confirmed', 'collectionNoneConfirmed', rules.whyCannotMerge(task(), 0)], ['merging a closed one', null, rules.whyCannotMerge(task({ state: 'closed' }), 1)], ['merging one taken back', 'collectionWithdrawn', rules.whyCannotMerge(task({ state: 'withdrawn' }), 1)],
    ['copying a draft', 'collectionDraft', rules.whyCannotCopy(task({ state: 'draft' }))], ['copying a withdrawn one', null, rules.whyCannotCopy(task({ state: 'withdrawn' }))],
    ['filling late', null, rules.whyCannotFill(answer({ due: plus(-DAY) }), false)], ['filling what is confirmed', 'collectionConfirmed', rules.whyCannotFill(answer({ state: 'confirmed' }) as never, false)], ['filling from elsewhere', 'collectionGone', rules.whyCannotFill(answer(), true)],
    ['1000 rows', null, rules.whyCannotConfirm(answer(), false, rules.MOST_ROWS)], ['1001 rows', 'collectionTooManyRows', rules.whyCannotConfirm(answer(), false, rules.MOST_ROWS + 1)],
    ['taking back what is closed', 'collectionClosed', rules.whyCannotReopen(answer({ state: 'confirmed', taskState: 'closed' }) as never)], ['taking back what is open', 'collectionNotConfirmed', rules.whyCannotReopen(answer())],
    ['sending back another confirmation', 'conflict', rules.whyCannotSendBack(answer({ state: 'confirmed', turn: 2 }) as never, 1)], ['sending back this one', null, rules.whyCannotSendBack(answer({ state: 'confirmed', turn: 2 }) as never, 2)],
  ])('%s: %s', (_name, expected, refusal) => expect(codeOf(refusal)).toBe(expected))

  test('the reminder says until when, and names no branch', () => {
    const facts = { title: '统计表', waiting: 5, fromName: '示例党委', now }
    expect(rules.reminderText({ ...facts, due: plus(DAY) })).toBe('【填报提醒】示例党委《统计表》还有 5 个支部没有确认，请在 11月21日 09:00 前打开“支部”小程序首页的待办，核对后确认。')
    expect(rules.reminderText({ ...facts, due: plus(-DAY) })).toContain('截止时间（11月19日 09:00）已过，请尽快')
  })
})

const column = (index: number, item: string | null, required = item !== null): AskedColumn => ({ index, header: `列${index}`, item, required, own: item === 'number' })
const columns = [column(0, 'number', false), column(1, 'name'), column(2, 'branch'), column(3, 'birthday'), column(4, null), column(5, null, true)]
const place = { branch: '甲党支部', superior: '示例党委', day: '2026-11-20' }

describe('rows', () => {
  const typed = { cells: { new1: { 1: '某某', 3: '2003-05' } }, left: [], added: ['new1'] }
  test('a row that was added: what was typed, the branch, and gaps only where something has to be answered', () => {
    const [row] = rowsFrom([], columns, typed, place)
    expect(row).toMatchObject({ id: 'new1', name: '某某', added: true, birthMonth: '2003-05' })
    expect(row!.cells.map(cell => [cell.value, cell.gap])).toEqual([['某某', false], ['甲党支部', false], ['2003-05', false], [null, false], [null, true]])
    expect(gapsOf([row!])).toEqual({ gaps: 1, required: 1, left: 0 })
    expect(gapsOf([{ ...row!, left: true }])).toEqual({ gaps: 0, required: 0, left: 1 })
  })

  test('as written: numbered through, each under its own branch, days as days, months as months, what is missing yellow', () => {
    const rows = rowsFrom([], columns, typed, place)
    expect(sheetRows(columns, [{ branch: '甲党支部', rows }, { branch: '乙党支部', rows }])).toEqual([[1, '某某', '甲党支部', '2003年5月', '', null], [2, '某某', '乙党支部', '2003年5月', '', null]])
    const whole = rowsFrom([], columns, { ...typed, cells: { new1: { 3: '2003-05-01' } } }, place)
    expect(sheetRows(columns, [{ branch: '甲党支部', rows: whole }])[0]![3]).toEqual({ day: '2003-05-01' })
  })

  test.each([[column(1, 'phone'), '19900001234', '199****1234'], [column(1, 'idNumber'), '990101200305010019', '**************0019'], [column(1, 'address'), '示例路1号', '已填写'], [column(1, null), '电话19900001234', '电话199****1234'], [column(1, null), '号990101200305010019', '号**************0019'], [column(1, 'studentNumber'), '12023010203', '12023010203'], [column(1, null), null, null]])('shown of %j %s: %s', (of, value, expected) => expect(masked(value, of)).toBe(expected))

  test('columns of a template: what is asked by itself, and what the sheet computes', () => {
    const made = columnsOf([{ index: 0, header: '序号', field: 'number', formula: false }, { index: 1, header: '姓名', field: 'name', formula: false }, { index: 2, header: '年龄', field: 'age', formula: true }, { index: 3, header: '备注', field: 'remark', formula: false }, { index: 4, header: '特长', field: null, formula: false }])
    expect(made.map(({ own, required }) => [own, required])).toEqual([[true, false], [false, true], [true, false], [false, false], [false, false]])
    expect(fileNameOf('统计 表', '示例/党委', '2026-11-20')).toBe('统计表_示例党委_20261120.xlsx')
  })
})

describe('typing', () => {
  test.each([['2003.5.1', '2003-05-01'], ['2003年5月', '2003-05'], ['', '']])('a day %s is kept as %s', (text, kept) => expect(typedValue(column(3, 'birthday'), text)).toBe(kept))
  test.each(['去年', '2003', '2003-02-30'])('%s is no day', text => expect(() => typedValue(column(3, 'birthday'), text)).toThrow('要填日期'))
  test('an empty text takes back; a row that was added and is left out is gone; others stay', () => {
    const base = { cells: { a: { 1: '甲' }, b: { 2: '乙' } }, left: ['b'], added: ['a'] }
    const change = { isNew: false, cells: [], left: undefined }
    expect(withCells(base, { ...change, rowId: 'a', cells: [{ index: 1, value: '' }] })).toEqual({ cells: { b: { 2: '乙' } }, left: ['b'], added: ['a'] })
    expect(withCells(base, { ...change, rowId: 'a', left: true })).toEqual({ cells: { b: { 2: '乙' } }, left: ['b'], added: [] })
    expect(withCells(base, { ...change, rowId: 'b', left: false }).left).toEqual([])
    expect(withCells(base, { ...change, rowId: 'c', isNew: true, cells: [{ index: 1, value: '丙' }] })).toMatchObject({ added: ['a', 'c'], cells: { c: { 1: '丙' } } })
  })
})

describe('what does not add up', () => {
  const row = (id: string, more: Partial<Row> = {}): Row => ({ id, name: `人${id}`, added: false, left: false, idHash: null, birthMonth: null, studentNumber: null, cells: [{ value: `人${id}`, typed: false, gap: false, required: true }], ...more })
  const of = (answerId: string, rows: Row[], more: Partial<Confirmed> = {}): Confirmed => ({ answerId, name: `支部${answerId}`, turn: 1, rows, rosterCount: rows.length, left: 0, columns: [{ header: '姓名', item: 'name', required: true }], ...more })
  const kinds = (...answers: Confirmed[]) => conflictsOf(answers).map(({ kind, branches }) => [kind, branches.map(({ id }) => id).join('')])

  test.each<[string, Confirmed[], string[][]]>([
    ['nothing', [of('A', [row('1')]), of('B', [row('2')])], []],
    ['one ID number', [of('A', [row('1', { idHash: 'h' })]), of('B', [row('2', { idHash: 'h' })])], [['sameId', 'AB']]],
    ['one ID number and one student number are one conflict', [of('A', [row('1', { idHash: 'h', studentNumber: '7' })]), of('B', [row('2', { idHash: 'h', studentNumber: '7' })])], [['sameId', 'AB']]],
    ['one student number', [of('A', [row('1', { studentNumber: 'a7' })]), of('B', [row('2', { studentNumber: 'A7 ' })])], [['sameNumber', 'AB']]],
    ['one name and month of birth', [of('A', [row('1', { name: '某', birthMonth: '2003-05' })]), of('B', [row('2', { name: '某', birthMonth: '2003-05' })])], [['sameBirth', 'AB']]],
    ['one name, another month', [of('A', [row('1', { name: '某', birthMonth: '2003-05' })]), of('B', [row('2', { name: '某', birthMonth: '2003-06' })])], []],
    ['one name, no month', [of('A', [row('1', { name: '某' })]), of('B', [row('2', { name: '某' })])], []],
    ['twice in one branch', [of('A', [row('1', { idHash: 'h' }), row('2', { idHash: 'h' })])], [['twiceHere', 'A']]],
    ['fewer than the roster', [of('A', [row('1')], { rosterCount: 2, left: 1 })], [['rosterCount', 'A']]],
    ['a required cell is missing', [of('A', [row('1', { cells: [{ value: null, typed: false, gap: true, required: true }] })])], [['missing', 'A']]],
    ['a cell that may be missing', [of('A', [row('1', { cells: [{ value: null, typed: false, gap: true, required: false }] })], { columns: [{ header: '备注', item: 'remark', required: false }] })], []],
  ])('%s', (_name, answers, expected) => expect(kinds(...answers)).toEqual(expected))

  test.each([['2023-06-01', '2024-06-01', 0], ['2024-06-01', '2023-06-01', 1], ['2024-06', '2023-06-01', 0], ['不详', '2024-06-01', 1], [null, '2024-06-01', 0]])('joined %s, full %s', (joined, full, n) => {
    const cells = [joined, full].map(value => ({ value, typed: true, gap: false, required: false }))
    expect(conflictsOf([of('A', [row('1', { cells })], { columns: [{ header: '入党', item: 'joinedOn', required: false }, { header: '转正', item: 'fullOn', required: false }] })])).toHaveLength(n)
  })
})

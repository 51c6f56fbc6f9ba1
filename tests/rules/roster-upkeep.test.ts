import { beforeOf, isAlready, together, undoUntil, whyCannotSaveFilter, whyCannotUndoBulk, wordsOf } from '../../cloudfunctions/modules/roster/upkeep-rules'

const at = new Date('2026-11-20T01:00:00Z')
const later = (ms: number) => new Date(at.getTime() + ms)
const MINUTE = 60_000

test.each([[0, null], [9, null], [10, 'filtersFull'], [11, 'filtersFull']])('beside %i named filters another one: %s', (others, code) => {
  expect(whyCannotSaveFilter(others)?.code ?? null).toBe(code)
})

test.each([
  ['at once', 0, null, null], ['in the last instant', 30 * MINUTE, null, null], ['just after', 30 * MINUTE + 1, null, 'bulkTooLate'],
  ['a repeat of one that was in time', 60 * MINUTE, later(MINUTE), null],
])('taken back %s', (_, after, undoneAt, code) => {
  expect(whyCannotUndoBulk({ at, undoneAt }, later(after))?.code ?? null).toBe(code)
})
test('half an hour', () => expect(undoUntil({ at })).toEqual(new Date('2026-11-20T01:30:00Z')))

test.each([
  [{ groupId: 'a' }, true], [{ groupId: 'b' }, false], [{ className: '一班' }, true], [{ className: null }, false],
  [{ groupId: 'a', className: '一班' }, true], [{ groupId: 'a', className: '二班' }, false], [{ groupId: null }, false],
])('of group a and class 一班, %j is already so: %s', (change, already) => {
  expect(isAlready({ groupId: 'a', className: '一班' }, change)).toBe(already)
})

test.each([
  [{ groupId: 'a', groupName: '第一党小组' }, '党小组改为第一党小组'], [{ groupId: null, groupName: null }, '党小组清空'], [{ className: '一班' }, '班级改为一班'], [{ className: null }, '班级清空'],
  [{ groupId: 'a', groupName: '第一党小组', className: null }, '党小组改为第一党小组、班级清空'],
])('%j in words', (change, words) => expect(wordsOf(change)).toBe(words))

test('what people were before, the most first', () => {
  const people = [{ groupName: null, className: '一班' }, { groupName: '甲组', className: '一班' }, { groupName: null, className: null }]
  expect(beforeOf(people, { groupId: 'x' })).toEqual([{ text: '未编组', count: 2 }, { text: '甲组', count: 1 }])
  expect(beforeOf(people, { groupId: 'x', className: 'y' })).toEqual([{ text: '未编组，一班', count: 1 }, { text: '甲组，一班', count: 1 }, { text: '未编组，未填班级', count: 1 }])
  expect(beforeOf([], { className: null })).toEqual([])
})

test('one update for those who stand alike', () => {
  expect(together([{ v: 1, n: 'a' }, { v: 2, n: 'b' }, { v: 1, n: 'c' }], ({ v }) => v).map(group => group.map(({ n }) => n))).toEqual([['a', 'c'], ['b']])
})

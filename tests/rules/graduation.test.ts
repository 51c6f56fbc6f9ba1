import { countsOf, howFar, orderOf, undoUntil, watchOf, whyCannotDo, whyCannotUndo, whyCannotWish, whyWrongWish, type Facts, type Way } from '../../cloudfunctions/modules/graduation/rules'
import type { Wishes } from '../../cloudfunctions/platform/documents'
import { contactBy, isLateForAdmission, latestKept, toldFrom } from '../../cloudfunctions/regulations/graduation-rules'

const at = new Date('2027-05-01T01:00:00Z')
const wish = (kind: Wishes['kind'], over: Partial<Wishes> = {}): Wishes => ({ kind, target: '示例公司党委', until: null, at, byName: '示例', bySelf: true, ...over })
const facts = (over: Partial<Facts> = {}, wishes: Wishes | null = wish('work')): Facts => ({ leaver: { wishes, leavesOn: '2027-06-30', contactedOn: null }, relation: { value: 'here', since: null }, way: null, archived: false, ...over })
const way = (state: Way['state'], letterUntil?: string): Way => ({ state, open: !['done', 'withdrawn', 'refused', 'cancelled'].includes(state), letter: letterUntil ? { until: letterUntil } : null, toName: '示例公司党委' })
const kept = (until: string | null) => ({ relation: { value: 'kept' as const, since: '2027-06-30', until } })

describe('how far it is', () => {
  test.each<[string, Facts, string, boolean]>([
    ['nothing said', facts({}, null), 'none', false],
    ['a destination', facts(), 'filled', false],
    ['a transfer without a letter', facts({ way: way('preparing') }), 'filled', true],
    ['a letter on its last day', facts({ way: way('issued', '2027-09-28') }), 'letter', true],
    ['a letter a day over', facts({ way: way('issued', '2027-09-27') }), 'overdue', true],
    ['the receipt is back', facts({ way: way('done', '2027-09-27'), archived: true }), 'received', true],
    ['kept until today', facts(kept('2027-09-28'), wish('kept')), 'kept', true],
    ['kept until yesterday', facts(kept('2027-09-27'), wish('kept')), 'overdue', true],
    ['wants to be kept and is not yet', facts({}, wish('kept')), 'filled', false],
    ['abroad, spoken with in time', facts({ ...kept(null), leaver: { wishes: wish('abroad'), leavesOn: '2027-06-30', contactedOn: '2027-03-28' } }, null), 'kept', true],
    ['abroad, a day late', facts({ ...kept(null), leaver: { wishes: wish('abroad'), leavesOn: '2027-06-30', contactedOn: '2027-03-27' } }, null), 'overdue', true],
    ['off the roster without a transfer', facts({ archived: true }), 'filled', true],
  ])('%s', (_name, given, state, begun) => expect(howFar(given, '2027-09-28')).toMatchObject({ state, begun }))

  test('every state is counted', () => expect(countsOf(['none', 'none', 'letter'])).toEqual({ overdue: 0, none: 2, filled: 0, letter: 1, kept: 0, received: 0 }))
  test('who has no data comes first, then what is late, then by class', () => {
    const key = (className: string, state: Parameters<typeof orderOf>[1]) => orderOf({ className, sortKey: 'a', memberId: 'm' }, state)
    expect([key('乙班', 'filled'), key('甲班', 'overdue'), key('丁班', 'none'), key('甲班', 'kept')].sort()[0]).toContain('丁班')
    expect(key('甲班', 'overdue') < key('甲班', 'letter')).toBe(true)
  })
})

test.each<[string, Facts, string | null]>([
  ['kept', facts(kept('2028-06-30'), wish('kept')), '2028-06-30'],
  ['abroad without an end', facts(kept(null), wish('abroad')), '2027-12-30'],
  ['abroad with an end before', facts(kept('2027-12-29'), wish('abroad')), '2027-12-29'],
  ['not kept', facts(), null],
])('what is watched: %s', (_name, given, day) => expect(watchOf(given)).toBe(day))

test.each<[string, Parameters<typeof whyWrongWish>[0], string | null]>([
  ['a target', { kind: 'work', target: '示例公司党委' }, null],
  ['no target', { kind: 'home' }, 'transferNowhere'],
  ['kept for two years', { kind: 'kept', until: '2029-06-30' }, null],
  ['kept for a day more', { kind: 'kept', until: '2029-07-01' }, 'graduationKept'],
  ['kept without a day', { kind: 'kept' }, 'graduationUntil'],
  ['kept until yesterday', { kind: 'kept', until: '2027-04-30' }, 'datesWrong'],
  ['kept until today', { kind: 'kept', until: '2027-05-01' }, null],
  ['abroad without a day', { kind: 'abroad' }, null],
])('a wish: %s', (_name, asked, why) => expect(whyWrongWish(asked, '2027-06-30', '2027-05-01')?.code ?? null).toBe(why))

test('a refusal names the rule and the last day', () =>
  expect(whyWrongWish({ kind: 'kept', until: '2029-07-01' }, '2027-06-30', '2027-05-01')!.detail).toEqual({ latest: '2029年6月30日', basis: '2年，中国共产党党员教育管理工作条例流动党员管理一章' }))

test.each<['keep' | 'send', Wishes | null, boolean, string | null]>([
  ['keep', wish('kept', { until: '2028-06-30' }), false, null], ['keep', wish('abroad'), false, null], ['keep', wish('work'), false, 'graduationOther'], ['keep', null, false, 'graduationNoWish'],
  ['send', wish('study'), false, null], ['send', wish('kept'), false, 'graduationOther'], ['send', wish('work'), true, 'graduationBegun'], ['send', null, false, 'graduationNoWish'],
])('%s', (what, wishes, begun, why) => expect(whyCannotDo(what, { wishes, how: { state: 'filled', hint: '', begun }, name: '示例', leavesOn: '2027-06-30', today: '2027-05-01' })?.code ?? null).toBe(why))

test('a destination is changed until something is under way', () => {
  expect(whyCannotWish({ state: 'filled', hint: '', begun: false }, '示例')).toBeNull()
  expect(whyCannotWish({ state: 'letter', hint: '', begun: true }, '示例')?.code).toBe('graduationBegun')
})

test('days and limits: two years with the month\'s end, half a year, sixty days, three months', () => {
  expect([latestKept('2026-02-28'), latestKept('2024-02-29')]).toEqual(['2028-02-28', '2026-02-28'])
  expect([contactBy('2027-08-31'), toldFrom('2027-06-30')]).toEqual(['2028-02-29', '2027-05-01'])
  expect(['2027-03-29', '2027-03-30', '2027-06-30', '2027-07-01'].map(day => isLateForAdmission('2027-06-30', day))).toEqual([false, true, true, false])
})

test('a change of many is taken back within half an hour', () => {
  expect([whyCannotUndo({ at, undoneAt: null }, 30, undoUntil(at, 30)), whyCannotUndo({ at, undoneAt: at }, 30, undoUntil(at, 60))]).toEqual([null, null])
  expect(whyCannotUndo({ at, undoneAt: null }, 30, new Date(undoUntil(at, 30).getTime() + 1))?.code).toBe('bulkTooLate')
})

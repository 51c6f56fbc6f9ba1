/** Floating members, lost contact: each limit of DOMAIN.md §3 on both sides. */
import { adviceFor, awayOf, contactDue, dueState, lookOn, lossHint, reportOf, usualPaper, whatFollows, whyBackWrong, whyCannot, whyCannotWrite, whyDayWrong, whyDaysWrong } from '../../cloudfunctions/modules/floating/rules'
import type { FloatingRecord, StayRecord } from '../../cloudfunctions/platform/documents'

const stay = (over: Partial<StayRecord> = {}): StayRecord => ({
  place: '浙江省杭州市', abroad: false, reason: '实习', from: '2026-01-15', until: null, host: '', hostContact: '', certificate: 'none', certificateNumber: '', reportedOn: '2026-01-10', reportedBy: '陈静', confirmed: true, contacts: [], ...over,
})
const contact = (day: string) => ({ id: 'c', day, way: 'phone' as const, note: '', byName: '王建国' })
const search = (day: string) => ({ id: 's', day, way: 'phone' as const, result: '关机', byName: '王建国' })
const record = (over: Partial<FloatingRecord> = {}): FloatingRecord => ({ _id: 'm', stay: null, stays: [], loss: null, losses: [], registration: null, lookOn: null, version: 1, taps: [], ...over })

test.each([
  ['2026-01-15', '2026-04-15', 'none'], ['2026-01-15', '2026-04-16', 'proof'], ['2026-01-15', '2026-07-15', 'proof'], ['2026-01-15', '2026-07-16', 'introduction'],
  ['2026-08-31', '2027-02-28', 'proof'], ['2026-08-31', '2027-03-01', 'introduction'], ['2026-01-15', null, null],
] as const)('away from %s until %s: %s', (from, until, paper) => expect(usualPaper(from, until)).toBe(paper))

test.each([
  ['a year after leaving', stay(), '2027-01-15'],
  ['abroad half a year', stay({ abroad: true }), '2026-07-15'],
  ['after the last contact', stay({ contacts: [contact('2026-03-01'), contact('2026-05-20')] }), '2027-05-20'],
  ['a late report counts from itself', stay({ reportedOn: '2026-02-01' }), '2027-02-01'],
  ['29 February', stay({ from: '2028-02-29', reportedOn: '2028-02-01' }), '2029-02-28'],
] as const)('the next contact is due: %s', (_, of, day) => expect(contactDue(of)).toBe(day))

test.each([['2027-01-15', 'soon'], ['2027-01-16', 'late'], ['2026-11-16', 'soon'], ['2026-11-15', 'later']] as const)('due on 15 January, on %s: %s', (today, state) => expect(dueState('2027-01-15', today)).toBe(state))

test('advice names the rule for a long absence, and says what has no vote', () => {
  const of = (over: Partial<StayRecord>) => adviceFor(stay(over)).join('')
  expect(of({ until: '2026-12-31' })).toContain('《中国共产党党员教育管理工作条例》第二十五条')
  expect(of({ until: '2026-03-31' })).not.toContain('第二十五条')
  expect(of({ until: '2027-12-31', abroad: true })).toContain('每6个月')
  expect(of({})).toContain('每12个月')
  expect(of({})).toContain('不参加那里的表决和选举')
  expect(of({ reportedOn: '2026-01-16' })).toContain('外出后才报告')
  expect(of({ reportedOn: '2026-01-15' })).not.toContain('外出后才报告')
})

describe('what follows a loss of contact', () => {
  const possible = (today: string, searches: string[], suspendedOn: string | null = null) => whatFollows('2026-03', searches.map(day => ({ day })), today, suspendedOn).map(step => step.possible)

  test('the dates: the whole month is given', () => {
    expect(whatFollows('2026-03', [], '2026-04-01').map(({ from, until }) => [from, until])).toEqual([['2026-03-01', null], ['2026-09-30', '2028-03-31'], ['2026-09-30', null], ['2028-09-30', null]])
    expect(whatFollows('2026-08', [], '2026-09-01')[2]!.from).toBe('2027-02-28')
    expect(whatFollows('2026-03', [], '2026-10-10', '2026-10-08')[3]!.from).toBe('2028-10-08')
  })
  test.each([
    ['2026-09-29', ['2026-04-01'], null, [true, false, false, false]],
    ['2026-09-30', ['2026-04-01'], null, [true, true, true, false]],
    ['2026-09-30', [], null, [true, true, false, false]],
    ['2028-03-31', ['2026-04-01'], null, [true, true, true, false]],
    ['2028-04-01', ['2026-04-01'], null, [true, false, true, false]],
    ['2030-01-01', ['2026-04-01'], null, [true, false, true, false]],
    ['2028-10-07', ['2026-04-01'], '2026-10-08', [true, false, false, false]],
    ['2028-10-08', ['2026-04-01'], '2026-10-08', [true, false, false, true]],
  ] as const)('on %s with searches %j, suspended %s', (today, searches, suspendedOn, steps) => expect(possible(today, [...searches], suspendedOn)).toEqual(steps))

  test('each step names its rule and article', () => {
    for (const { rule } of whatFollows('2026-03', [], '2026-04-01')) expect(rule).toMatch(/^《.+》第.+条/)
  })

  test.each([
    ['2026-04-01', [], null, '请组织查找，并记下来'],
    ['2026-04-30', ['2026-04-01'], null, null],
    ['2026-05-01', ['2026-04-01'], null, '请继续查找，并记下来'],
    ['2026-09-29', ['2026-09-20'], null, null],
    ['2026-09-30', ['2026-09-20'], null, '失联满6个月，请按规定研究'],
    ['2026-10-05', ['2026-09-30'], null, null],
    ['2027-10-05', ['2026-09-20'], '2026-10-08', null],
    ['2028-10-08', ['2026-09-20'], '2026-10-08', '停止党籍已满两年，请按规定研究'],
  ] as const)('home says on %s, searched %j, suspended %s: %s', (today, days, suspendedOn, hint) => {
    expect(lossHint({ since: '2026-03', searches: days.map(search) }, today, suspendedOn)).toBe(hint)
  })
})

test('the lists follow from the record', () => {
  const registration = { community: '示例社区', contact: '', since: '2026-03-01', acts: [] }
  expect(awayOf(record(), '2026-03-01')).toEqual([])
  expect(awayOf(record({ stay: stay(), registration }), '2026-03-01')).toEqual(['out', 'community'])
  expect(awayOf(record({ stay: stay() }), '2026-12-01')).toEqual(['out', 'due'])
  expect(awayOf(record({ stay: stay(), loss: { since: '2026-06', searches: [] } }), '2027-12-01')).toEqual(['out', 'lost'])
})

test('the day of the next look is the next on which something changes', () => {
  expect(lookOn(record(), '2026-03-01', null, false)).toBeNull()
  expect(lookOn(record({ stay: stay() }), '2026-03-01', null, false)).toBe('2026-11-16')
  expect(lookOn(record({ stay: stay() }), '2026-11-16', null, true)).toBe('2026-12-16')
  expect(lookOn(record({ stay: stay() }), '2026-12-20', null, true)).toBe('2027-01-16')
  expect(lookOn(record({ loss: { since: '2026-03', searches: [search('2026-09-10')] } }), '2026-09-11', null, false)).toBe('2026-09-30')
})

test('who may do what', () => {
  const member = { name: '陈静', archived: false }
  const [self, officer, other] = [{ self: true, officer: false }, { self: false, officer: true }, { self: false, officer: false }]
  const out = record({ stay: stay() })
  const lost = record({ stay: stay(), loss: { since: '2026-03', searches: [] } })
  const code = (refusal: { code: string } | null) => refusal?.code ?? null
  expect([self, officer, other].map(who => code(whyCannot.report(member, who)))).toEqual([null, null, 'forbidden'])
  expect([self, officer, other].map(who => code(whyCannot.lost(member, who, out)))).toEqual(['forbidden', null, 'forbidden'])
  expect([self, officer].map(who => code(whyCannot.contact(member, who, out)))).toEqual([null, null])
  expect([record(), lost].map(of => code(whyCannot.contact(member, officer, of)))).toEqual(['notAway', 'contactWhileLost'])
  expect([record(), lost].map(of => code(whyCannot.found(member, officer, of)))).toEqual(['notLost', null])
  expect([record(), out].map(of => code(whyCannot.back(member, self, of)))).toEqual(['notAway', null])
  expect(code(whyCannot.lost(member, officer, lost))).toBe('alreadyLost')
  expect(code(whyCannot.act(member, self, record()))).toBe('notRegistered')
  expect(code(whyCannot.report({ ...member, archived: true }, officer))).toBe('memberArchived')
})

test('days in a possible order', () => {
  expect([whyDaysWrong('2026-05-01', '2026-05-01'), whyDaysWrong('2026-05-01', null)]).toEqual([null, null])
  expect(whyDaysWrong('2026-05-01', '2026-04-30')).not.toBeNull()
  expect(whyDayWrong('2026-05-02', '2026-05-01', null, '联系')).not.toBeNull()
  expect(whyDayWrong('2026-05-01', '2026-05-01', '2026-05-01', '联系')).toBeNull()
  expect(whyDayWrong('2026-04-30', '2026-05-01', '2026-05-01', '联系')).not.toBeNull()
  expect(whyBackWrong('2026-05-01', '2026-05-01', '2026-06-01')).toBeNull()
  expect(whyBackWrong('2026-05-01', '2026-06-01', '2026-05-02')).not.toBeNull()
})

test('no telephone or ID number is written where many read', () => {
  for (const text of ['张三 19900000001', '990101200503010014', '010-12345678', '199 0000 0001']) expect(whyCannotWrite(text)).not.toBeNull()
  for (const text of ['张三', '2026110001', '示例街道12号']) expect(whyCannotWrite(text)).toBeNull()
})

test('what the home branch is told', () => {
  const guest = { name: '韩梅', home: '示例市第一党支部', since: '2026-03-01', leftOn: null, notes: [{ day: '2026-05-12', what: '主题党日' }, { day: '2026-04-02', what: '党员大会' }] }
  expect(reportOf(guest, '软件本科生第一党支部')).toBe('示例市第一党支部：你支部韩梅同志2026年3月1日起流入我支部，参加组织生活2次：2026年4月2日党员大会；2026年5月12日主题党日。特此告知。软件本科生第一党支部')
  expect(reportOf({ ...guest, notes: [], leftOn: '2026-06-30' }, '甲')).toContain('起至2026年6月30日流入我支部，没有参加组织生活的记录')
})

/** Dates in the words a person uses, told in China's time whatever the phone's zone is. */
import { agoText, dayFromNow, dayText, dayWithWeekday, daysUntil, dueText, joinInstant, rangeText, splitInstant, urgencyOf, whenText } from '../../src/services/dates'

// Friday 20 November 2026, 23:30 in China: still Friday there, though it is afternoon in UTC.
const now = new Date('2026-11-20T15:30:00Z')
const china = (day: string, time: string): string => joinInstant(day, time)

test.each([
  ['2026-11-20', '23:45', '今天 23:45'],
  ['2026-11-21', '00:10', '明天 00:10'],
  ['2026-11-22', '09:00', '后天 09:00'],
  ['2026-11-19', '18:00', '昨天 18:00'],
  ['2026-11-24', '19:00', '下周二 19:00'],
  ['2026-11-29', '19:00', '下周日 19:00'],
  ['2026-11-30', '19:00', '11月30日 19:00'],
  ['2026-11-17', '19:00', '11月17日 19:00'],
  ['2027-01-03', '08:05', '2027年1月3日 08:05'],
])('%s %s is %s', (day, time, words) => expect(whenText(china(day, time), now)).toBe(words))

test('a day later in this week goes by its weekday', () => {
  const monday = new Date('2026-11-16T02:00:00Z')
  expect(whenText(china('2026-11-20', '14:30'), monday)).toBe('周五 14:30')
  expect(whenText(china('2026-11-22', '14:30'), monday)).toBe('周日 14:30')
})

test('a stretch of time on one day and over midnight', () => {
  expect(rangeText(china('2026-11-21', '14:30'), china('2026-11-21', '16:00'), now)).toBe('明天 14:30–16:00')
  expect(rangeText(china('2026-11-21', '22:00'), china('2026-11-22', '01:00'), now)).toBe('明天 22:00 至 后天 01:00')
})

test('what is due says when, and how soon', () => {
  expect(dueText(china('2026-11-20', '23:30'), now)).toBe('已截止')
  expect(dueText(china('2026-11-20', '23:31'), now)).toBe('今天 23:31 截止')
  expect(dueText(china('2026-11-23', '08:00'), now)).toBe('3天后截止')
  expect(dueText(china('2026-11-28', '08:00'), now)).toBe('下周六截止')
  expect(dueText(china('2026-12-03', '08:00'), now, '截止报名')).toBe('12月3日截止报名')
  expect([china('2026-11-20', '23:00'), china('2026-11-21', '23:00'), china('2026-11-23', '23:00'), china('2026-11-24', '01:00')].map((at) => urgencyOf(at, now))).toEqual(['past', 'urgent', 'soon', 'later'])
})

test('how long ago', () => {
  expect(agoText(new Date(now.getTime() - 20_000).toISOString(), now)).toBe('刚刚')
  expect(agoText(new Date(now.getTime() - 5 * 60_000).toISOString(), now)).toBe('5分钟前')
  expect(agoText(china('2026-11-19', '18:00'), now)).toBe('昨天 18:00')
  expect(agoText(china('2025-06-01', '18:00'), now)).toBe('2025年6月1日')
})

test('calendar days have no zone, and instants are split and joined in China’s', () => {
  expect(dayText('2024-06-01')).toBe('2024年6月1日')
  expect(dayWithWeekday('2026-11-21', now)).toBe('11月21日 周六（明天）')
  expect(dayFromNow(1, now)).toBe('2026-11-21')
  expect(daysUntil('2026-11-20T16:30:00Z', now)).toBe(1)
  expect(joinInstant('2026-11-21', '00:30')).toBe('2026-11-20T16:30:00.000Z')
  expect(splitInstant('2026-11-20T16:30:00Z')).toEqual({ day: '2026-11-21', time: '00:30' })
})

import fc from 'fast-check'
import { readDay } from '../../../cloudfunctions/services/sheets-read/days'
import type { Cell } from '../../../cloudfunctions/services/sheets-read/sheet'
import { serialOf } from '../../support/roster-workbook'

const text = (shown: string): Cell => ({ shown })
const number = (value: number, shown = String(value)): Cell => ({ shown, number: value })
const date = (value: number, shown: string): Cell => ({ shown, number: value, isDate: true })
const day = (value: string) => ({ ok: true, day: value, monthOnly: false })
const month = (value: string) => ({ ok: true, day: `${value}-01`, monthOnly: true })
const wrong = (why: string) => ({ ok: false, why })

test.each([
  ['2023年06月01日', day('2023-06-01')], ['2023年6月1日', day('2023-06-01')], ['20230601', day('2023-06-01')], ['2023/6/1', day('2023-06-01')],
  ['2023-06-01', day('2023-06-01')], ['2023.6.1', day('2023-06-01')], ['２０２３．６．１', day('2023-06-01')], ['2023 年 6 月 1 日', day('2023-06-01')],
  ['2023-06-01 00:00:00', day('2023-06-01')], ['2023-06-01T00:00:00.000Z', day('2023-06-01')], ['2023、6、1', day('2023-06-01')], ['2023年6月1号', day('2023-06-01')], ['2023.06.01.', day('2023-06-01')],
  ['2023.6', month('2023-06')], ['2023.10', month('2023-10')], ['2023年6月', month('2023-06')], ['202306', month('2023-06')], ['2023-06', month('2023-06')], ['2023/6', month('2023-06')], ['2023年6月份', month('2023-06')],
  ['45078', day('2023-06-01')],
  ['2023', wrong('yearOnly')], ['2023年', wrong('yearOnly')], ['23.6.1', wrong('twoDigitYear')], ['98年5月', wrong('twoDigitYear')], ['98/5/1', wrong('twoDigitYear')],
  ['2023-02-30', wrong('unreal')], ['2023.13', wrong('unreal')], ['20231301', wrong('unreal')], ['6/1/2023', wrong('unclear')], ['去年六月', wrong('unclear')],
])('text %s', (shown, reading) => expect(readDay(text(shown), false)).toEqual(reading))

test.each([
  ['a day number', number(45078), day('2023-06-01')], ['a day number with a time', number(45078.75), day('2023-06-01')], ['20230601', number(20230601), day('2023-06-01')],
  ['202306', number(202306), month('2023-06')], ['2023.6', number(2023.6), month('2023-06')], ['2023.12', number(2023.12), month('2023-12')],
  ['2023.1 shown as 2023.10', number(2023.1, '2023.10'), month('2023-10')], ['2023.1 that may have been 2023.10', number(2023.1), { ...month('2023-01'), lostZero: true }],
  ['2023', number(2023), wrong('yearOnly')], ['98.5', number(98.5), wrong('twoDigitYear')],
  ['a true date', date(45078, '2023/6/1'), day('2023-06-01')], ['a true date shown as a month', date(45078, '2023年6月'), month('2023-06')], ['20230601 in a date column', date(20230601, '########'), day('2023-06-01')],
  ['29 February 2000', date(36585, '2000/2/29'), day('2000-02-29')], ['1 March 1900', date(61, '1900/3/1'), day('1900-03-01')], ['28 February 1900', date(59, '1900/2/28'), day('1900-02-28')],
])('number: %s', (_, cell, reading) => expect(readDay(cell, false)).toEqual(reading))

test('files that count from 1904', () => {
  expect(readDay(date(45078 - 1462, '2023/6/1'), true)).toEqual(day('2023-06-01'))
})

const days = fc.date({ min: new Date('1930-01-01T00:00:00Z'), max: new Date('2026-11-20T00:00:00Z'), noInvalidDate: true }).map(instant => instant.toISOString().slice(0, 10))
test('every day comes back from every form that keeps it', () => {
  fc.assert(fc.property(days, value => {
    const [y, m, d] = value.split('-') as [string, string, string]
    for (const shown of [value, `${y}年${m}月${d}日`, `${y}年${Number(m)}月${Number(d)}日`, `${y}${m}${d}`, `${y}/${Number(m)}/${Number(d)}`, `${y}.${m}.${d}`]) {
      expect(readDay(text(shown), false)).toEqual(day(value))
    }
    expect(readDay(number(serialOf(value)), false)).toEqual(day(value))
    expect(readDay(number(Number(y + m + d)), false)).toEqual(day(value))
    expect(readDay(date(serialOf(value) - 1462, value), true)).toEqual(day(value))
  }))
})

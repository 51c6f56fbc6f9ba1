import { ageOn, checkCharacterOf, isDay, plusMonths, readIdNumber, whyFullDateWrong } from '../../../cloudfunctions/regulations/roster-rules'

describe('ID numbers', () => {
  test.each(['990101200503010014', '990101200411150028', '99010220050930014X', '990102200512310250'])('%s is right', id => {
    expect(readIdNumber(id)).toMatchObject({ ok: true, tail: id.slice(-4), birthday: `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}` })
  })
  test.each([
    ['990101200503010015', 'checkDigit'], ['99010120050301001', 'length'], ['9901012005030100140', 'length'],
    ['99010120050301OO14', 'characters'], ['99010220050930014x', 'characters'], ['990101200502300011', 'birthday'],
  ])('%s is wrong: %s', (id, wrong) => expect(readIdNumber(id)).toEqual({ ok: false, wrong }))
  test('an odd 17th digit is a man', () => {
    expect(readIdNumber('990101200503010014')).toMatchObject({ sex: '1' })
    expect(readIdNumber('990101200411150028')).toMatchObject({ sex: '2' })
  })
  test('every single wrong digit is noticed', () => {
    const id = '990101200503010014'
    for (let i = 0; i < 17; i++) {
      for (let digit = 0; digit < 10; digit++) {
        const changed = id.slice(0, i) + String(digit) + id.slice(i + 1)
        if (changed !== id) expect(checkCharacterOf(changed)).not.toBe(id[17])
      }
    }
  })
})

describe('when a full member may have become one', () => {
  test.each([
    ['2023-06-01', '2024-06-01', true], ['2023-06-01', '2024-05-31', false], ['2024-02-29', '2025-02-28', true], ['2024-02-29', '2025-02-27', false],
    ['1969-03-31', '1969-03-31', false], ['1969-04-01', '1969-04-01', true], ['1977-08-11', '1977-08-11', true], ['1977-08-12', '1977-08-12', false],
    ['1970-01-01', '1970-06-01', false], ['1970-01-01', '1971-01-01', true], ['2023-06-01', '2023-06-01', false], ['2023-06-01', '2022-06-01', false],
  ])('%s → %s: %s', (joined, full, right) => expect(whyFullDateWrong(joined, full) === null).toBe(right))
  test.each([
    ['2023-06-01', '2024-06-01', { joined: true, full: true }, true], ['2023-06-20', '2024-06-01', { joined: false, full: true }, true],
    ['2023-06-20', '2024-06-01', { joined: false, full: false }, false], ['2023-07-01', '2024-06-01', { joined: true, full: true }, false],
    ['1970-05-01', '1970-05-20', { joined: true, full: false }, true],
  ])('with months only, %s → %s (%j): %s', (joined, full, monthOnly, right) => expect(whyFullDateWrong(joined, full, monthOnly) === null).toBe(right))
})

test.each([['2024-08-31', 6, '2025-02-28'], ['2023-08-31', 6, '2024-02-29'], ['2024-12-31', 12, '2025-12-31'], ['2025-01-31', 1, '2025-02-28']])('%s + %i months = %s', (day, months, after) => {
  expect(plusMonths(day, months)).toBe(after)
})
test.each([['2005-03-01', '2023-02-28', 17], ['2005-03-01', '2023-03-01', 18]])('born %s, on %s: %i', (birthday, day, age) => expect(ageOn(birthday, day)).toBe(age))
test.each([['2024-02-29', true], ['2023-02-29', false], ['2023-13-01', false], ['2023-6-1', false]])('%s is a day: %s', (day, real) => expect(isDay(day)).toBe(real))

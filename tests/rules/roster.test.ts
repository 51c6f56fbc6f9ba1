import { whyCannotRecord, type TypedPerson } from '../../cloudfunctions/regulations/member-rules'
import { normalName } from '../../cloudfunctions/services/person'

const person = (over: Partial<TypedPerson> = {}): TypedPerson => ({ standing: 'full', ...over })

test.each<[string, Partial<TypedPerson>, string | null]>([
  ['nothing but a name', {}, null],
  ['a right ID number', { idNumber: '990101200503010014' }, null],
  ['an ID number ending in X', { idNumber: '99010220050930014X' }, null],
  ['a wrong check digit', { idNumber: '990101200503010015' }, 'idWrong'],
  ['17 digits', { idNumber: '99010120050301001' }, 'idWrong'],
  ['30 February', { idNumber: '990101200502300018' }, 'idWrong'],
  ['a birthday that agrees', { idNumber: '990101200503010014', birthday: '2005-03-01' }, null],
  ['a birthday that does not', { idNumber: '990101200503010014', birthday: '2005-03-02' }, 'datesWrong'],
  ['the other sex', { idNumber: '990101200503010014', sex: '2' }, 'datesWrong'],
  ['exactly 18 on joining', { birthday: '2005-03-01', joinedOn: '2023-03-01' }, null],
  ['a day under 18 on joining', { birthday: '2005-03-01', joinedOn: '2023-02-28' }, 'datesWrong'],
  ['full exactly a year after', { joinedOn: '2023-06-01', fullOn: '2024-06-01' }, null],
  ['full a day too early', { joinedOn: '2023-06-01', fullOn: '2024-05-31' }, 'datesWrong'],
  ['equal dates in 1976', { joinedOn: '1976-07-01', fullOn: '1976-07-01' }, null],
  ['equal dates in 1978', { joinedOn: '1978-07-01', fullOn: '1978-07-01' }, 'datesWrong'],
  ['born tomorrow', { birthday: '2026-11-21' }, 'datesWrong'],
  ['joining today', { joinedOn: '2026-11-20' }, null],
  ['joining tomorrow', { joinedOn: '2026-11-21' }, 'datesWrong'],
  ['probationary with a full date', { standing: 'probationary', joinedOn: '2025-06-01', fullOn: '2026-06-01' }, 'datesWrong'],
  ['letters in a phone number', { phone: 'abc' }, 'datesWrong'],
])('%s', (_, over, code) => {
  expect(whyCannotRecord(person(over), '2026-11-20')?.code ?? null).toBe(code)
})

test.each([['王 建国', '王建国'], ['　李　秀英 ', '李秀英'], ['阿卜杜拉•买买提', '阿卜杜拉·买买提'], ['𠮷田', '𠮷田'], ['王\u200b建国', '王建国']])('the name %s is kept as %s', (typed, kept) => {
  expect(normalName(typed)).toBe(kept)
})

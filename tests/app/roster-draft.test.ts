/** What the form for a person sends: only what was touched, and nothing that the ID number says already is typed twice. */
import { changesOf, faultsOf, fieldOf, idText, keptOf, withIdRead, type Draft } from '../../src/pages/roster/edit/draft'

const kept: Draft = { name: '李晓梅', standing: 'full', sex: '2', birthday: '2004-11-15', fullOn: '2025-06-01', className: '', groupId: '' }

test.each<[string, Draft, Draft]>([
  ['nothing touched', {}, {}],
  ['a value typed over itself, with a space behind it', { name: '李晓梅 ' }, {}],
  ['a new value', { className: ' 计算机2301班' }, { className: '计算机2301班' }],
  ['a cleared value', { birthday: '' }, { birthday: '' }],
  ['clearing what was empty', { className: '' }, {}],
  ['a secret item that was not touched', { phone: undefined }, {}],
  ['a secret item that is cleared', { phone: '' }, { phone: '' }],
  ['a secret item that is typed', { phone: '19900000001' }, { phone: '19900000001' }],
  ['who becomes probationary loses the date of full membership', { standing: 'probationary' }, { standing: 'probationary', fullOn: '' }],
])('%s', (_, draft, sent) => {
  expect(changesOf(draft, kept)).toEqual(sent)
})

test.each<[string, Draft, string[]]>([
  ['nothing typed', {}, ['name', 'standing']],
  ['17 digits', { name: '李', standing: 'full', idNumber: '99010120050301001' }, ['idNumber']],
  ['18 with an X', { name: '李', standing: 'full', idNumber: '99010220050930014x' }, []],
  ['full before joining', { name: '李', standing: 'full', joinedOn: '2024-06-01', fullOn: '2024-05-31' }, ['fullOn']],
  ['full on the day of joining', { name: '李', standing: 'full', joinedOn: '2024-06-01', fullOn: '2024-06-01' }, []],
])('what is wrong: %s', (_, draft, fields) => {
  expect(Object.keys(faultsOf(draft, {}))).toEqual(fields)
})

test('birthday and sex come from a whole ID number, where nothing stands yet', () => {
  expect(withIdRead({ idNumber: '990101200503010014' }, {})).toMatchObject({ birthday: '2005-03-01', sex: '1' })
  expect(withIdRead({ idNumber: '990101200411150028' }, {})).toMatchObject({ birthday: '2004-11-15', sex: '2' })
  expect(withIdRead({ idNumber: '990101200411150028', sex: '1' }, { birthday: '2000-01-01' })).toEqual({ idNumber: '990101200411150028', sex: '1' })
  expect(withIdRead({ idNumber: '990101200413150028' }, {})).toEqual({ idNumber: '990101200413150028' })
  expect(withIdRead({ idNumber: '9901012004111500' }, {})).toEqual({ idNumber: '9901012004111500' })
})

test('a refusal lands at the item it is about', () => {
  expect(fieldOf('idWrong', { found: '…', what: '校验位' })).toBe('idNumber')
  expect(fieldOf('datesWrong', { what: '转为正式党员日期还没有到' })).toBe('fullOn')
  expect(fieldOf('badInput', { what: '手机号最多30个字' })).toBe('phone')
  expect(fieldOf('personExists', { name: '李晓梅' })).toBeNull()
})

test('of an ID number only its last four characters are said', () => {
  expect(idText('**************0028')).toBe('末四位 0028')
  expect(idText('990101********0028')).toBe('990101********0028')
  expect(idText(null)).toBeNull()
  expect(keptOf(null)).toEqual({})
})

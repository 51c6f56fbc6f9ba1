import { maskId, plainText, readEducation, readEthnicity, readIdCell, readName, readPhone, readSex, readStanding, isOddName } from '../../../cloudfunctions/services/sheets-read/cells'
import type { Cell } from '../../../cloudfunctions/services/sheets-read/sheet'

const text = (shown: string): Cell => ({ shown })
const number = (value: number, shown = String(value)): Cell => ({ shown, number: value })

test.each([
  ['王建国', '王建国'], ['王　芳', '王芳'], [' 李 娜 ', '李娜'], ['王\n芳', '王芳'], ['阿依古丽·买买提', '阿依古丽·买买提'], ['阿依古丽•买买提', '阿依古丽·买买提'],
  ['阿依古丽．买买提', '阿依古丽·买买提'], ['阿依古丽・买买提', '阿依古丽·买买提'], ['王𬱖', '王𬱖'], ['張\u00a0偉', '張偉'], ['\u200b王芳', '王芳'],
])('name %j → %s', (shown, name) => expect(readName(text(shown))).toBe(name))
test('a name whose formula failed is none', () => expect(readName({ shown: '#REF!', isError: true })).toBe(''))
test.each([['王𬱖', false], ['阿依古丽·买买提', false], ['王伟（大）', true], ['王伟2', true], ['王\ue000', true]])('%s is odd: %s', (name, odd) => expect(isOddName(name)).toBe(odd))

test.each([
  [text('199 0000 0001'), '19900000001'], [text('199-0000-0001'), '19900000001'], [text('+86 19900000001'), '19900000001'], [text('+86-19900000001'), '19900000001'], [text('8619900000001'), '19900000001'],
  [text('１９９００００００01'), '19900000001'], [number(19900000001), '19900000001'], [number(19900000001, '1.99E+10'), '19900000001'], [text('0990-1234567'), '09901234567'], [text('(0990)1234567'), '09901234567'], [text('19900000001.0'), '19900000001'],
])('phone %j → %s', (cell, phone) => expect(readPhone(cell)).toEqual({ phone, several: false }))
test.each(['1990000000', '199000000012', '无手机', '微信同号'])('phone %s is none', shown => expect(readPhone(text(shown))).toBeNull())
test('of several phones the first', () => expect(readPhone(text('19900000001/19900000002'))).toEqual({ phone: '19900000001', several: true }))

test.each([
  ['as text', text('990101200503010014'), { kind: 'text', id: '990101200503010014' }], ['with spaces and a small x', text(' 990102 20050930 014x '), { kind: 'text', id: '99010220050930014X' }],
  ['full width', text('９９０１０１２００５０３０１００１４'), { kind: 'text', id: '990101200503010014' }], ['with an apostrophe', text('\'990101200503010014'), { kind: 'text', id: '990101200503010014' }],
  ['typed as a number', number(990101200503010014, '9.90101E+17'), { kind: 'damaged', birthday: '2005-03-01' }], ['15 digits kept', number(990101200503010000), { kind: 'damaged', birthday: '2005-03-01' }],
  ['as .csv keeps a number', text('9.90101E+17'), { kind: 'damaged', birthday: null }], ['damaged, then made text', text('990101200503010000'), { kind: 'damaged', birthday: '2005-03-01' }],
  ['that ends in 000 and is right', text('990101200503019000'), { kind: 'text', id: '990101200503019000', zeros: true }], ['the same as a number', number(990101200503019000), { kind: 'damaged', birthday: '2005-03-01' }],
  ['old', text('990101050301001'), { kind: 'old' }], ['old as a number', number(990101050301001), { kind: 'old' }], ['too short', text('99010120050301001'), { kind: 'text', id: '99010120050301001' }],
])('ID %s', (_, cell, reading) => expect(readIdCell(cell)).toEqual(reading))
test('an ID number in a report shows no birthday', () => {
  expect(maskId('990101200503010014')).toBe('990101********0014')
  expect(maskId('9.90101E+17')).toBe('9.90101E+17')
})

test.each([['男', '1'], ['女', '2'], ['男性', '1'], ['2', '2'], ['F', '2'], ['未知', '0'], ['丈夫', null]])('sex %s → %s', (shown, code) => expect(readSex(shown)).toBe(code))
test.each([['汉', '01'], ['汉族', '01'], ['汉 族', '01'], ['维吾尔族', '05'], ['土家', '15'], ['01', '01'], ['1', '01'], ['56', '56'], ['57', null], ['其他', '97'], ['汉人', null]])('ethnicity %s → %s', (shown, code) => expect(readEthnicity(shown)).toBe(code))
test.each([
  ['本科', '20', false], ['大学本科', '20', false], ['大学本科毕业', '21', false], ['硕士', '14', false], ['硕士研究生毕业', '14', false], ['研究生', '10', false], ['大专', '30', false], ['高中', '60', false],
  ['全日制本科', '20', false], ['20', '20', false], ['本科在读', '61', true], ['大学本科（在读）', '61', true], ['硕士在读', '21', true], ['博士在读', '14', true], ['本科生', '61', true],
])('education %s → %s', (shown, code, enrolled) => expect(readEducation(plainText(text(shown)))).toEqual({ code, enrolled }))
test('an unknown education is none', () => expect(readEducation('私塾')).toBeNull())
test.each([
  ['正式党员', 'full'], ['正式', 'full'], ['中共党员', 'full'], ['预备党员', 'probationary'], ['中共预备党员', 'probationary'], ['预 备', 'probationary'], ['中共党员（预备）', 'probationary'],
  ['入党积极分子', 'other'], ['共青团员', 'other'], ['群众', 'other'], ['是', null],
])('standing %s → %s', (shown, standing) => expect(readStanding(plainText(text(shown)))).toBe(standing))
test.each([['/', ''], ['——', ''], ['无', ''], ['N/A', ''], ['　', ''], ['无锡', '无锡']])('filler %j → %j', (shown, value) => expect(plainText(text(shown))).toBe(value))

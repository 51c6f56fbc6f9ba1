import { inWords, nowOf, storedOf, whyCannotAccept, whyCannotAsk, whyCorrectionClosed } from '../../cloudfunctions/modules/privacy/correction-rules'
import { whyCannotSettle } from '../../cloudfunctions/modules/privacy/rules'
import { privacyRules } from '../../cloudfunctions/regulations/privacy-rules'
import type { Member } from '../../cloudfunctions/platform/documents'

const member = { name: '陈静', archived: false, organisationId: 'here', sex: '2', ethnicity: '01', education: null, job: '在校学生', idHash: 'hash', idTail: '001X' } as unknown as Member

test.each([
  ['sex', '1', '男'], ['ethnicity', '02', '蒙古族'], ['education', '21', '大学本科毕业'], ['job', '教师', '教师'], ['job', '', null], ['sex', '', null],
] as const)('%s %s reads %s', (item, stored, words) => { expect(inWords(item, stored)).toBe(words) })

test('an ID number is told by its last four characters only', () => {
  expect([nowOf(member, 'idNumber'), storedOf(member, 'idNumber'), nowOf({ ...member, idHash: null, idTail: null }, 'idNumber')]).toEqual(['末四位 001X', 'hash', null])
})

const openHere = { open: true, organisationId: 'here' }
test.each<[string, Parameters<typeof whyCannotAsk>, string | null]>([
  ['nothing was asked before', ['job', '教师', member, null], null],
  ['the same as is kept', ['job', '在校学生', member, null], 'correctionSame'],
  ['cleared where nothing is kept', ['education', '', member, null], 'correctionSame'],
  ['cleared', ['job', '', member, null], null],
  ['one is open', ['job', '教师', member, openHere], 'correctionOpen'],
  ['one is open in the branch that was left', ['job', '教师', member, { ...openHere, organisationId: 'elsewhere' }], null],
  ['one was decided', ['job', '教师', member, { ...openHere, open: false }], null],
  ['an ID number, which is not sent', ['idNumber', '', member, null], null],
])('asking: %s', (_name, input, code) => { expect(whyCannotAsk(...input)?.code ?? null).toBe(code) })

test.each([
  [{ open: true, state: 'open' }, false, null], [{ open: true, state: 'open' }, true, 'memberArchived'],
  [{ open: false, state: 'withdrawn' }, false, 'correctionState'], [{ open: false, state: 'accepted' }, true, 'correctionState'],
] as const)('accepting %j, archived %s: %s', (request, archived, code) => {
  expect(whyCannotAccept(request, { name: '陈静', archived })?.code ?? null).toBe(code)
  expect(whyCorrectionClosed(request) === null).toBe(request.open)
})

test('a run is looked into by somebody else', () => {
  expect([whyCannotSettle({ memberId: 'a' }, 'a')?.code, whyCannotSettle({ memberId: 'a' }, 'b')]).toEqual(['ownRun', null])
})

test('numbers are defaults of the product, under the article that asks for them', () => {
  for (const rule of Object.values(privacyRules)) expect(rule).toMatchObject({ regulation: '中华人民共和国个人信息保护法', article: '第五十一条', kind: 'default' })
})

import { duplicatesOf, sorted, whyCannotMerge, type Known } from '../../cloudfunctions/modules/roster/duplicate-rules'

const person = (_id: string, over: Partial<Known> = {}): Known => ({ _id, name: '何一', birthday: '2004-05-06', studentNumber: null, idHash: null, ...over })

test.each<[string, Partial<Known>, Partial<Known>, string | null]>([
  ['same name and day', {}, {}, 'sameBirthMonth'],
  ['same name and month', {}, { birthday: '2004-05-31' }, 'sameBirthMonth'],
  ['same name, the next month', { birthday: '2004-05-31' }, { birthday: '2004-06-01' }, null],
  ['same name, one without birthday', {}, { birthday: null }, 'noBirthday'],
  ['same name, both without', { birthday: null }, { birthday: null }, 'noBirthday'],
  ['different names', {}, { name: '何二' }, null],
  ['different names, same student number', { studentNumber: 'B1' }, { name: '何二', studentNumber: 'b1' }, 'sameNumber'],
  ['same in everything: the surest reason', { studentNumber: '1' }, { studentNumber: '1' }, 'sameNumber'],
  ['two ID numbers are two people', { idHash: 'x' }, { idHash: 'y' }, null],
  ['one of them has an ID number', { idHash: 'x' }, {}, 'sameBirthMonth'],
  ['two ID numbers and one student number: an error to look at', { idHash: 'x', studentNumber: '1' }, { idHash: 'y', studentNumber: '1' }, 'sameNumber'],
])('%s', (_, a, b, reason) => expect(duplicatesOf([person('a', a), person('b', b)]).map(pair => pair.reason)).toEqual(reason === null ? [] : [reason]))

test('three of one name are three pairs, the surest first; of very many only some are compared', () => {
  expect(duplicatesOf([person('a'), person('b', { birthday: null }), person('c')]).map(({ reason, one, other }) => [reason, one, other])).toEqual([['sameBirthMonth', 'a', 'c'], ['noBirthday', 'a', 'b'], ['noBirthday', 'b', 'c']])
  expect(duplicatesOf(Array.from({ length: 5000 }, (_, i) => person(`p${i}`)))).toHaveLength(190)
  expect(duplicatesOf([])).toEqual([])
})

const record = (_id: string, over = {}) => ({ _id, name: '何一', organisationId: 'o', archived: false, idHash: null, ...over })
test.each([
  ['nothing hangs on either', {}, {}, [], [], null],
  ['something hangs on the one that stays', {}, {}, ['已经加入'], [], null],
  ['something hangs on the one that leaves', {}, {}, [], ['有签到记录'], 'mergeOther'],
  ['on both', {}, {}, ['已经加入'], ['已经加入'], 'mergeBoth'],
  ['two ID numbers', { idHash: 'x' }, { idHash: 'y' }, [], [], 'mergeDifferent'],
  ['one ID number', { idHash: 'x' }, {}, [], [], null],
  ['two branches', {}, { organisationId: 'p' }, [], [], 'mergeApart'],
  ['one was taken off', {}, { archived: true }, [], [], 'memberArchived'],
  ['itself', {}, { _id: 'a' }, [], [], 'mergeSame'],
])('merging where %s', (_, a, b, kept, duplicate, code) => {
  expect(whyCannotMerge(record('a', a), record('b', b), { kept, duplicate })?.code ?? null).toBe(code)
})

test('by default the record with an account stays, else with an ID number, else the older', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 1, day))
  type One = { accountId: string | null; idHash: string | null; createdAt: Date }
  const old: One = { accountId: null, idHash: null, createdAt: at(1) }
  const known: One = { accountId: null, idHash: 'x', createdAt: at(2) }
  const joined: One = { accountId: 'a', idHash: null, createdAt: at(3) }
  expect([sorted(old, known)[0], sorted(known, joined)[0], sorted(joined, old)[0], sorted({ ...old, createdAt: at(9) }, old)[0]]).toEqual([known, joined, joined, old])
})

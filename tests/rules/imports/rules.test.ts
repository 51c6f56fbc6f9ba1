import { isSameBranch, judge, standingOfNew, twiceInFile, type PersonDraft } from '../../../cloudfunctions/modules/imports/rules'

const today = '2026-11-20'
const draft = (items: Partial<PersonDraft> = {}): PersonDraft => ({ row: 5, name: '王建国', monthOnly: [], ...items })
const judged = (items: Partial<PersonDraft>) => judge(draft(items), today)
const found = (items: Partial<PersonDraft>) => judged(items).findings.map(({ field, level }) => `${field} ${level}`)

describe('ID number against birthday and sex', () => {
  const idNumber = '990101200503010014'
  test('an ID number fills in birthday and sex', () => expect(judged({ idNumber }).draft).toMatchObject({ birthday: '2005-03-01', sex: '1' }))
  test.each<[string, Partial<PersonDraft>, string[]]>([
    ['all agree', { idNumber, sex: '1', birthday: '2005-03-01' }, []], ['only the month is given and agrees', { idNumber, birthday: '2005-03-01', monthOnly: ['birthday'] }, []],
    ['another day', { idNumber, birthday: '2005-03-02' }, ['birthday error']], ['another month', { idNumber, birthday: '2005-04-01', monthOnly: ['birthday'] }, ['birthday error', 'birthday warning']],
    ['another sex', { idNumber, sex: '2' }, ['sex error']], ['sex unknown is no contradiction', { idNumber, sex: '0' }, []],
    ['wrong check digit', { idNumber: '990101200503010015' }, ['idNumber error']], ['17 characters', { idNumber: '99010120050301001' }, ['idNumber error']],
  ])('%s', (_, items, findings) => expect(found(items)).toEqual(findings))
  test('the month alone becomes the day that the ID number names', () => {
    expect(judged({ idNumber: '990101200411150028', birthday: '2004-11-01', monthOnly: ['birthday'] }).draft).toMatchObject({ birthday: '2004-11-15', monthOnly: [] })
  })
})

describe('dates', () => {
  test.each<[string, Partial<PersonDraft>, string[]]>([
    ['a year and no day less', { joinedOn: '2023-06-01', fullOn: '2024-06-01' }, []], ['a day too early', { joinedOn: '2023-06-01', fullOn: '2024-05-31' }, ['fullOn error']],
    ['no probation in 1976', { joinedOn: '1976-05-01', fullOn: '1976-05-01' }, []], ['probation again after 11 August 1977', { joinedOn: '1977-08-12', fullOn: '1977-08-12' }, ['fullOn error']],
    ['months only', { joinedOn: '2023-06-01', fullOn: '2024-06-01', monthOnly: ['joinedOn', 'fullOn'] }, ['joinedOn warning', 'fullOn warning']],
    ['18 on the day', { birthday: '2005-03-01', joinedOn: '2023-03-01' }, []], ['18 the day after', { birthday: '2005-03-01', joinedOn: '2023-02-28' }, ['joinedOn warning']],
    ['today', { joinedOn: today }, []], ['tomorrow', { joinedOn: '2026-11-21' }, ['joinedOn warning']], ['before 1900', { birthday: '1899-12-31' }, ['birthday warning']], ['1900', { birthday: '1900-01-01' }, []],
    ['a probationary member with a full date', { standing: 'probationary', joinedOn: '2023-06-01', fullOn: '2024-06-01' }, ['fullOn warning']],
  ])('%s', (_, items, findings) => expect(found(items)).toEqual(findings))
  test('what cannot be a fact is left out', () => {
    expect(judged({ joinedOn: '2026-11-21' }).draft.joinedOn).toBeUndefined()
    expect(judged({ standing: 'probationary', fullOn: '2024-06-01' }).draft.fullOn).toBeUndefined()
    expect(judged({ standing: 'full', fullOn: '2027-01-01' }).draft.fullOn).toBeUndefined()
  })
})

test.each([['', 'error'], ['王'.repeat(41), 'error']])('name %s', (name, level) => expect(judged({ name }).findings).toEqual([expect.objectContaining({ field: 'name', level })]))
test('a name of 40 characters passes', () => expect(found({ name: '王'.repeat(40) })).toEqual([]))

test.each<[Partial<PersonDraft>, string | null, string | null]>([
  [{ standing: 'full' }, 'full', null], [{ joinedOn: '2023-06-01', fullOn: '2024-06-01' }, 'full', 'warning'], [{ joinedOn: '2023-06-01' }, 'probationary', 'warning'], [{}, null, 'error'],
])('the standing of a new person from %j: %s', (items, standing, level) => {
  const answer = standingOfNew(draft(items))
  expect('standing' in answer ? answer.standing : null).toBe(standing)
  expect(answer.finding?.level ?? null).toBe(level)
})

describe('twice in the file', () => {
  const a = '990101200503010014'
  const b = '990101200411150028'
  test.each<[string, Partial<PersonDraft>[], number[]]>([
    ['the same ID number', [{ idNumber: a }, { name: '李芳', idNumber: a }], [6]], ['the same student number', [{ studentNumber: '1' }, { name: '李芳', studentNumber: '1' }], [6]],
    ['the third time too', [{ idNumber: a }, { idNumber: a }, { idNumber: a }], [6, 7]],
    ['two of one name with ID numbers', [{ idNumber: a, birthday: '2005-03-01' }, { idNumber: b, birthday: '2004-11-15' }], []], ['two of one name with student numbers', [{ studentNumber: '1' }, { studentNumber: '2' }], []],
    ['two of one name with birthdays', [{ birthday: '2005-03-01' }, { birthday: '2004-11-15' }], []], ['two of one name with nothing else', [{}, {}], [6]], ['one of them with a number', [{ idNumber: a }, {}], [6]],
    ['the one without a number first', [{}, { idNumber: a }], [5]], ['the same name and birthday, one ID number', [{ birthday: '2005-03-01' }, { birthday: '2005-03-01', idNumber: a }], [6]],
    ['the same name and birthday, two ID numbers', [{ birthday: '2005-03-01', idNumber: a }, { birthday: '2005-03-01', idNumber: b }], []],
  ])('%s', (_, rows, refused) => expect([...twiceInFile(rows.map((items, i) => draft({ row: 5 + i, ...items }))).keys()]).toEqual(refused))
  test('the later row names the first', () => expect(twiceInFile([draft({ idNumber: a }), draft({ row: 9, idNumber: a })]).get(9)!.advice).toContain('第5行'))
})

test.each([
  ['软件本科生第一党支部', true], ['中共示例大学云帆学院软件本科生第一党支部委员会', true], ['软件本科生第一支部', true], ['第一党支部', true], ['软件本科生 第一党支部', true], ['', true],
  ['软件本科生第二党支部', false], ['第二党支部', false], ['硕士第一党支部', false],
])('%s is this branch: %s', (written, same) => expect(isSameBranch(written, '软件本科生第一党支部')).toBe(same))

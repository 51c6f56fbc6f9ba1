import { compareAll, groupNamed, type Incoming, type Recorded } from '../../../cloudfunctions/modules/imports/compare'
import type { PersonDraft } from '../../../cloudfunctions/modules/imports/rules'

const a = '990101200503010014'
const b = '990101200411150028'
const hash = (id: string) => `#${id}`
const row = (items: Partial<PersonDraft>, more: Partial<Incoming> = {}): Incoming => ({
  draft: { row: 5, name: '王建国', monthOnly: [], ...items }, idHash: items.idNumber ? hash(items.idNumber) : null, group: null, refused: false, ...more,
})
const person = (items: Partial<Recorded> & { idNumber?: string } = {}): Recorded => {
  const { idNumber, ...rest } = items
  return {
    id: 'm1', version: 3, archived: false, name: '王建国', standing: 'full', sex: null, ethnicity: null, birthday: null, education: null, joinedOn: null, fullOn: null, job: null, studentNumber: null, className: null,
    phone: null, landline: null, address: null, idHash: idNumber ? hash(idNumber) : null, idTail: idNumber?.slice(-4) ?? null, groupId: null, groupName: null, ...rest,
  }
}
const one = (incoming: Incoming, roster: Recorded[]) => compareAll([incoming], roster)[0]!

describe('whom a row means', () => {
  test.each<[string, Incoming, Recorded[], string | null]>([
    ['student number first', row({ studentNumber: '1', idNumber: a }), [person({ id: 'by-number', studentNumber: '1' }), person({ id: 'other', idNumber: b })], 'by-number'],
    ['then ID number, whatever the name', row({ idNumber: a, name: '王建军' }), [person({ idNumber: a })], 'm1'],
    ['then name and birthday, where the record has no ID number', row({ idNumber: a, birthday: '2005-03-01' }), [person({ birthday: '2005-03-01' })], 'm1'],
    ['… or the row has none', row({ birthday: '2005-03-01' }), [person({ birthday: '2005-03-01', idNumber: a })], 'm1'],
    ['name and birthday with two different ID numbers are two people', row({ idNumber: b, birthday: '2005-03-01' }), [person({ birthday: '2005-03-01', idNumber: a })], null],
    ['name and another birthday are two people', row({ birthday: '2005-03-02' }), [person({ birthday: '2005-03-01' })], null],
    ['name and the same month', row({ birthday: '2005-03-01', monthOnly: ['birthday'] }), [person({ birthday: '2005-03-15' })], 'm1'],
    ['a record with a name only, as the founder\'s', row({ idNumber: a, birthday: '2005-03-01' }), [person()], 'm1'],
    ['a row with a name only', row({}), [person({ idNumber: a, birthday: '2005-03-01' })], 'm1'],
    ['nobody of that name', row({ name: '李芳', standing: 'full' }), [person()], null],
  ])('%s', (_, incoming, roster, memberId) => expect(one(incoming, roster).memberId).toBe(memberId))

  test.each<[string, Incoming, Recorded[], string]>([
    ['student number of one, ID number of another', row({ studentNumber: '1', idNumber: a }), [person({ id: 'x', studentNumber: '1' }), person({ id: 'y', name: '李芳', idNumber: a })], '李芳'],
    ['student number of somebody else altogether', row({ name: '李芳', studentNumber: '1', idNumber: b }), [person({ studentNumber: '1', idNumber: a })], '姓名和身份证号却都不同'],
    ['two of one name and birthday', row({ birthday: '2005-03-01' }), [person({ id: 'x', birthday: '2005-03-01' }), person({ id: 'y', birthday: '2005-03-01' })], '几位同名'],
    ['a name only, two of that name', row({}), [person({ id: 'x', idNumber: a }), person({ id: 'y', idNumber: b })], '分不清是谁'],
    ['somebody archived', row({ idNumber: a, standing: 'full' }), [person({ idNumber: a, archived: true })], '已移出名册'],
    ['a new person without a word on standing', row({ name: '李芳' }), [], '人员类别'],
  ])('refused: %s', (_, incoming, roster, advice) => {
    const result = one(incoming, roster)
    expect(result.outcome).toBe('refused')
    expect(result.findings.map(finding => finding.advice).join()).toContain(advice)
  })
  test('two rows for one record: the later is refused', () => {
    const results = compareAll([row({ studentNumber: '1' }), row({ row: 6, idNumber: a })], [person({ studentNumber: '1', idNumber: a })])
    expect(results.map(({ outcome }) => outcome)).toEqual(['unchanged', 'refused'])
    expect(results[1]!.findings[0]!.advice).toContain('第5行')
  })
  test('numbers are matched before names: a namesake with another student number is new', () => {
    const results = compareAll([row({ studentNumber: '2', birthday: '2005-03-01', standing: 'full' }), row({ row: 6, studentNumber: '1', birthday: '2005-03-01' })], [person({ studentNumber: '1', birthday: '2005-03-01' })])
    expect(results.map(({ outcome }) => outcome)).toEqual(['new', 'unchanged'])
  })
  test('a namesake who may be the same person is questioned', () => {
    expect(one(row({ studentNumber: '2', standing: 'full' }), [person({ studentNumber: '1' })]).findings).toEqual([expect.objectContaining({ level: 'warning', field: 'name' })])
  })
  test('a row with errors is refused and takes nobody', () => {
    const results = compareAll([row({ studentNumber: '1' }, { refused: true }), row({ row: 6, studentNumber: '1' })], [person({ studentNumber: '1' })])
    expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'unchanged'])
  })
})

describe('what would change', () => {
  const full = person({ sex: '1', ethnicity: '01', birthday: '2005-03-01', education: '20', joinedOn: '2023-06-15', fullOn: '2024-06-15', job: '学生', studentNumber: '1', className: '软件1班', phone: '19900000001', address: '示例路1号', idNumber: a, groupId: 'g1', groupName: '第一党小组' })
  const same: Partial<PersonDraft> = { standing: 'full', sex: '1', ethnicity: '01', birthday: '2005-03-01', education: '20', joinedOn: '2023-06-15', fullOn: '2024-06-15', job: '学生', studentNumber: '1', className: '软件1班', phone: '19900000001', address: '示例路1号', idNumber: a }
  test('the same person is unchanged', () => expect(one(row(same, { group: { id: 'g1', name: '第一党小组' } }), [full])).toMatchObject({ outcome: 'unchanged', changes: [], patch: {}, version: 3 }))
  test('an empty cell erases nothing', () => expect(one(row({ studentNumber: '1' }), [full])).toMatchObject({ outcome: 'unchanged', patch: {} }))
  test('a month does not blur a day that is known', () => expect(one(row({ ...same, joinedOn: '2023-06-01', monthOnly: ['joinedOn'] }), [full])).toMatchObject({ outcome: 'unchanged' }))
  test('another month does', () => expect(one(row({ ...same, joinedOn: '2023-05-01', monthOnly: ['joinedOn'] }), [full]).patch).toEqual({ joinedOn: '2023-05-01' }))
  test('changes are named in words, numbers masked', () => {
    const { changes, patch } = one(row({ ...same, standing: 'full', education: '14', phone: '19900000002', idNumber: b }, { group: { id: 'g2', name: '第二党小组' } }), [full])
    expect(changes).toEqual([
      { field: '学历', before: '大学本科', after: '硕士研究生毕业' }, { field: '手机号', before: '199****0001', after: '199****0002' },
      { field: '公民身份证号', before: '**************0014', after: '**************0028' }, { field: '党小组', before: '第一党小组', after: '第二党小组' },
    ])
    expect(patch).toEqual({ education: '14', phone: '19900000002', idNumber: b, groupId: 'g2', groupName: '第二党小组' })
  })
  test('a new person brings everything, and no row number', () => {
    const { outcome, patch } = one(row(same), [])
    expect(outcome).toBe('new')
    expect(patch).toEqual({ ...same, name: '王建国' })
  })
  test('probation that ended: the date makes a full member, and says so', () => {
    const result = one(row({ studentNumber: '1', fullOn: '2024-06-15' }), [{ ...full, standing: 'probationary', fullOn: null }])
    expect(result.patch).toEqual({ fullOn: '2024-06-15', standing: 'full' })
    expect(result.findings).toEqual([expect.objectContaining({ field: 'standing', level: 'warning' })])
  })
  test('a full member who would become probationary is questioned', () => {
    expect(one(row({ studentNumber: '1', standing: 'probationary' }), [full]).findings).toEqual([expect.objectContaining({ field: 'standing', level: 'warning' })])
  })
  test.each([['2024-06-15', 'changed'], ['2024-06-14', 'refused']])('a full date %s against the recorded joining date: %s', (fullOn, outcome) => {
    expect(one(row({ studentNumber: '1', fullOn, standing: 'full' }), [{ ...full, fullOn: null }]).outcome).toBe(outcome)
  })
})

const groups = [{ name: '第一党小组' }, { name: '第二党小组' }, { name: '教工组' }, { name: '第十二党小组' }]
test.each([['第一党小组', 0], ['一组', 0], ['1组', 0], ['第２小组', 1], ['教工党小组', 2], ['12组', 3], ['第三党小组', -1]])('group %s', (written, index) => expect(groupNamed(written, groups)).toBe(groups[index] ?? null))

describe('items of a student record and how somebody stands', () => {
  test('what differs is written, what the record has already is not', () => {
    const told = one(row({ studentNumber: '1', nativePlace: '示例省', major: '软件工程', landline: '01088886666', appliedOn: '2023-10-01' }), [person({ studentNumber: '1', nativePlace: '示例省', landline: '010-88886666' })])
    expect(told.patch).toEqual({ major: '软件工程', appliedOn: '2023-10-01' })
    expect(told.changes.map(({ field }) => field)).toEqual(['专业', '申请入党时间'])
  })
  test.each<[string, PersonDraft['standsAs'], Recorded['axes'], string[]]>([
    ['as recorded', { partyStatus: '正常', lost: '否', floating: '否' }, undefined, []],
    ['the short word for a suspended membership', { partyStatus: '停止' }, { membership: { value: 'suspended', since: '2026-01-01' } }, []],
    ['a membership that is recorded otherwise', { partyStatus: '停止党籍' }, undefined, ['partyStatus']],
    ['lost and away, which the record does not know', { lost: '是', floating: '是' }, undefined, ['lost', 'floating']],
    ['lost and away, which only the record knows', { lost: '否', floating: '否' }, { contact: { value: 'lost', since: '2026-01-01' }, floating: { value: 'out', since: null } }, ['lost', 'floating']],
    ['nothing said', undefined, { contact: { value: 'lost', since: '2026-01-01' } }, []],
  ])('%s', (_, standsAs, axes, fields) => {
    const told = one(row({ studentNumber: '1', standsAs }), [person({ studentNumber: '1', axes })])
    expect({ patch: told.patch, fields: told.findings.map(({ field }) => field), refused: told.outcome === 'refused' }).toEqual({ patch: {}, fields, refused: false })
  })
})

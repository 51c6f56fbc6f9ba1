import type { Applicant } from '../../cloudfunctions/platform/documents-dossier'
import type { Member } from '../../cloudfunctions/platform/documents'
import { personItems, valueOf, type PersonItem, type PersonValue } from '../../cloudfunctions/services/person-values'
import { TEST_KEYS } from '../support/api'

process.env.ZHIBU_KEYS = TEST_KEYS
const place = { branch: '示例党支部', superior: '示例党委', n: 3, day: '2026-11-20' }
const applicant: Applicant = {
  _id: 'a', organisationId: 'b', stage: 'applicant', name: '示例一', sex: null, ethnicity: null, birthday: null, education: null, joinedOn: null, fullOn: null, job: null, studentNumber: null, className: null,
  phone: null, phoneMasked: null, address: null, idHash: null, idTail: null, sortKey: '', searchKeys: [], archived: false, archivedAt: null, archiveReason: null, version: 1, createdAt: new Date(0),
}
const { stage: _stage, ...shared } = applicant
const member: Member = {
  ...shared, standing: 'full', organisationName: '示例党支部', organisationKind: 'branch', path: '/b/', groupId: null, groupName: null, posts: [], accountId: null, invitationId: null, importId: null,
}

const known = (value: string | null): PersonValue => ({ value, known: true })
const unknown: PersonValue = { value: null, known: false }

describe('what is known of a member', () => {
  const cases: [PersonItem, Partial<Member>, PersonValue][] = [
    ['number', {}, known('3')], ['name', {}, known('示例一')], ['branch', {}, known('示例党支部')], ['superior', {}, known('示例党委')],
    ['sex', { sex: '2' }, known('女')], ['sex', { sex: '0' }, unknown], ['sex', {}, unknown],
    ['ethnicity', { ethnicity: '01' }, known('汉族')], ['education', { education: '21' }, known('大学本科毕业')],
    ['birthday', { birthday: '2004-11-20' }, known('2004-11-20')], ['age', { birthday: '2004-11-20' }, known('22')], ['age', { birthday: '2004-11-21' }, known('21')], ['age', {}, unknown],
    ['standing', {}, known('正式党员')], ['standing', { standing: 'probationary' }, known('预备党员')], ['politics', { standing: 'probationary' }, known('中共预备党员')],
    ['joinedOn', {}, unknown], ['fullOn', {}, unknown], ['fullOn', { standing: 'probationary' }, known(null)],
    ['partyAge', { fullOn: '2024-11-20' }, known('2')], ['partyAge', { fullOn: '2024-11-21' }, known('1')], ['partyAge', { standing: 'probationary' }, known(null)], ['joinAge', { birthday: '2004-05-01', joinedOn: '2023-04-30' }, known('18')],
    ['idNumber', { idHash: 'x', idTail: '0014' }, unknown], ['remark', {}, known(null)], ['group', {}, known(null)], ['post', {}, known(null)],
    ['partyStatus', {}, known('正常')], ['partyStatus', { axes: { membership: { value: 'suspended', since: '2026-01-01' } } }, known('停止党籍')],
    ['lost', {}, known('否')], ['lost', { axes: { contact: { value: 'lost', since: '2026-01-01' } } }, known('是')], ['lostOn', { axes: { contact: { value: 'lost', since: null } } }, unknown], ['lostOn', {}, known(null)],
    ['floating', { axes: { floating: { value: 'out', since: null, place: '示例市' } } }, known('是')], ['floatingPlace', { axes: { floating: { value: 'out', since: null, place: '示例市' } } }, known('示例市')], ['floatingPlace', {}, known(null)],
    ['name', { name: '示\u0001例' }, known('示例')],
  ]
  it.each(cases)('%s of %j', (item, facts, expected) => expect(valueOf({ ...member, ...facts }, item, place)).toEqual(expected))

  it('tells the posts of the branch and its group, and none of elsewhere', () => {
    const held = (post: 'secretary' | 'groupLeader' | 'clerk', organisationId: string) => ({ postId: post, post, organisationId, organisationName: '', organisationKind: 'branch' as const, since: '2026-01-01', until: null, confirmedAccount: null })
    expect(valueOf({ ...member, groupId: 'g', posts: [held('secretary', 'b'), held('groupLeader', 'g'), held('clerk', 'above')] }, 'post', place)).toEqual(known('书记、党小组长'))
  })

  it('opens what is sealed, and only then', async () => {
    const { seal } = await import('../../cloudfunctions/platform/secrets')
    expect(valueOf({ ...member, phone: seal('19900001234'), address: seal('示例路1号') }, 'phone', place)).toEqual(known('19900001234'))
    expect(valueOf(member, 'address', place)).toEqual(unknown)
  })
})

describe('what is known of somebody who has applied', () => {
  const cases: [PersonItem, Partial<Applicant>, PersonValue][] = [
    ['standing', {}, known('入党申请人')], ['standing', { stage: 'activist' }, known('入党积极分子')], ['politics', {}, unknown], ['joinedOn', {}, known(null)], ['partyStatus', {}, known(null)],
    ['activistOn', {}, known(null)], ['activistOn', { stage: 'activist' }, unknown], ['prospectOn', { stage: 'activist' }, known(null)], ['prospectOn', { stage: 'prospect' }, unknown],
    ['mentors', {}, known(null)], ['mentors', { stage: 'activist' }, unknown], ['mentors', { stage: 'activist', mentors: '王建国、李秀英' }, known('王建国、李秀英')], ['appliedOn', { appliedOn: '2025-03-01' }, known('2025-03-01')],
  ]
  it.each(cases)('%s of %j', (item, facts, expected) => expect(valueOf({ ...applicant, ...facts }, item, place)).toEqual(expected))

  it.each(personItems.map(item => [item]))('answers for %s of somebody of whom nothing is written', item => expect(typeof valueOf(applicant, item, place).known).toBe('boolean'))
})

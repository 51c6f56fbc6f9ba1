/** Applicants through the router: entered once, brought from stage to stage with their days, admitted as the same person. */
import { call, operationsOf, refusal, startApi, stopApi } from '../support/api'
import { importsBy } from '../support/imports'
import { rosterWorkbook, fictitiousPeople } from '../support/roster-workbook'
import { makeWorld, proveFactor, type World } from '../support/world'

let world: World
const by = () => world.secretary.openid
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
}, 60_000)
afterAll(stopApi)

let n = 0
const someone = async (more: object = {}, openid = by()) => (await call(openid, 'applicants.add', { organisationId: world.branchId, name: `示例${'一二三四五六七八九十百千万'[n++]}`, appliedOn: '2025-01-10', ...more })).applicantId
const get = (applicantId: string, openid = by()) => call(openid, 'applicants.get', { applicantId })
const told = async (memberId: string) => (await call(by(), 'dossier.timeline', { memberId })).items.map(({ day, text }) => `${day} ${text}`)

test('from the application to membership: one record, one timeline, one file', async () => {
  const applicantId = await someone({ name: '示例小雨', idNumber: '990101200503010014', phone: '+86 199 0000 1111', address: '示例路1号', className: '软件2301', studentNumber: '2023990777' })
  expect(await get(applicantId)).toMatchObject({ stage: 'applicant', since: '2025-01-10', phoneMasked: '199****1111', idMasked: '**************0014', hasAddress: true, birthday: '2005-03-01', sex: '1', missing: ['民族', '学历'], can: { edit: true, advance: true, stepBack: false, admit: false } })
  const before = (await call(by(), 'roster.list', {})).total
  await call(by(), 'applicants.update', { applicantId, version: 1, changes: { ethnicity: '01' } })
  await call(by(), 'applicants.advance', { applicantId, version: 2, on: '2025-04-01', names: '张伟、李秀英' })
  expect(await get(applicantId)).toMatchObject({ stage: 'activist', since: '2025-04-01', mentors: '张伟、李秀英', next: '培养教育考察已满一年，可以研究列为发展对象' })
  await call(by(), 'dossier.notePapers', { memberId: applicantId, papers: [{ key: 'application', state: 'complete' }, { key: 'filed', state: 'noSeal' }] })
  expect((await get(applicantId)).papers).toEqual({ lacking: 1, unseen: 3, text: '还缺1项，3项没清点' })
  await call(by(), 'applicants.advance', { applicantId, version: 3, on: '2026-04-01', names: '张伟、李秀英' })
  expect((await call(by(), 'roster.list', {})).total).toBe(before)
  const { memberId } = await call(by(), 'applicants.admit', { applicantId, version: 4, joinedOn: '2026-06-20', groupId: world.groupId })
  expect(memberId).toBe(applicantId)
  expect(await call(by(), 'roster.get', { memberId })).toMatchObject({
    standing: 'probationary', joinedOn: '2026-06-20', appliedOn: '2025-01-10', activistOn: '2025-04-01', prospectOn: '2026-04-01', groupName: '第一党小组', sponsors: '张伟、李秀英', phoneMasked: '199****1111', idMasked: '**************0014', hasAddress: true, birthday: '2005-03-01', ethnicity: '01',
  })
  expect((await call(by(), 'roster.list', { search: 'slxy' })).items.map(({ id }) => id)).toEqual([memberId])
  expect((await call(by(), 'roster.list', {})).total).toBe(before + 1)
  expect(await refusal(by(), 'applicants.get', { applicantId })).toBe('notFound')
  expect((await call(by(), 'dossier.papers', { memberId })).items.find(({ key }) => key === 'filed')?.state).toBe('noSeal')
  expect(await told(memberId)).toEqual(['2026-11-20 清点材料2项，还缺1项，3项没清点', '2026-06-20 支部大会讨论通过，接收为预备党员', '2026-04-01 列为发展对象', '2025-04-01 确定为入党积极分子', '2025-01-10 递交入党申请书'])
  // The claim is the member's now, and a repeat of the tap finds the member.
  expect(await refusal(by(), 'roster.add', { organisationId: world.branchId, name: '示例小雨', standing: 'full', idNumber: '990101200503010014' })).toBe('personExists')
  expect(await call(by(), 'applicants.admit', { applicantId, version: 4, joinedOn: '2026-06-20' })).toEqual({ memberId })
  expect((await call(by(), 'roster.list', {})).total).toBe(before + 1)
})

test('nobody is entered twice, on whichever list', async () => {
  const id = '990101200411150028'
  const applicantId = await someone({ name: '示例重名', idNumber: id })
  await expect(call(by(), 'applicants.add', { organisationId: world.branchId, name: '另一示例', appliedOn: '2025-02-01', idNumber: id })).rejects.toMatchObject({ code: 'personExists', message: expect.stringContaining('示例重名') })
  expect(await refusal(by(), 'roster.add', { organisationId: world.branchId, name: '示例重名', standing: 'full', idNumber: id })).toBe('personExists')
  expect(await refusal(world.otherSecretary.openid, 'applicants.add', { organisationId: world.otherBranchId, name: '示例重名', appliedOn: '2025-02-01', idNumber: id })).toBe('personElsewhere')
  await call(by(), 'applicants.archive', { applicantId, reason: '转到别的学院' })
  const other = await call(world.otherSecretary.openid, 'applicants.add', { organisationId: world.otherBranchId, name: '示例重名', appliedOn: '2025-02-01', idNumber: id })
  expect(await refusal(by(), 'applicants.restore', { applicantId })).toBe('personElsewhere')
  await call(world.otherSecretary.openid, 'applicants.archive', { applicantId: other.applicantId, reason: '登记错了' })
  expect(await refusal(by(), 'applicants.restore', { applicantId })).toBeNull()
  expect(await told(applicantId)).toEqual(expect.arrayContaining(['2026-11-20 移出申请人名单：转到别的学院', '2026-11-20 恢复到申请人名单']))
})

test('an import says that somebody is on the list of applicants', async () => {
  const [person] = fictitiousPeople(1, 900)
  await someone({ name: person!.name, idNumber: person!.idNumber })
  const { preview } = importsBy(() => world)
  const report = await preview(world.branchId, rosterWorkbook([person!]))
  expect(report.counts).toMatchObject({ new: 0, refused: 1 })
  expect(report.problems.some(({ advice }) => advice.includes('入党申请人名单'))).toBe(true)
})

test('the days are judged: too young, too early, to come, out of order', async () => {
  const add = (more: object) => refusal(by(), 'applicants.add', { organisationId: world.branchId, name: '示例日期', ...more })
  expect(await add({})).toBe('datesWrong')
  expect(await add({ appliedOn: '2026-11-21' })).toBe('datesWrong')
  expect(await add({ appliedOn: '2026-11-19', birthday: '2008-11-20' })).toBe('datesWrong')
  expect(await add({ appliedOn: '2026-11-20', birthday: '2008-11-20' })).toBeNull()
  expect(await add({ appliedOn: '2025-01-01', stage: 'activist' })).toBe('datesWrong')
  expect(await add({ appliedOn: '2025-01-01', activistOn: '2025-11-21', prospectOn: '2026-11-20', stage: 'prospect' })).toBe('datesWrong')
  const applicantId = await someone()
  await call(by(), 'applicants.advance', { applicantId, version: 1, on: '2025-12-01' })
  expect(await get(applicantId)).toMatchObject({ next: '2026年12月1日起可以列为发展对象', can: { advance: false }, why: { advance: expect.stringContaining('最早2026-12-01') } })
  await expect(call(by(), 'applicants.advance', { applicantId, version: 2, on: '2026-11-20' })).rejects.toMatchObject({ code: 'datesWrong', message: expect.stringContaining('第十三条') })
  expect(await refusal(by(), 'applicants.update', { applicantId, version: 2, changes: { activistOn: '2025-01-09' } })).toBe('datesWrong')
  expect(await refusal(by(), 'applicants.admit', { applicantId, version: 2, joinedOn: '2026-11-20' })).toBe('notYetProspect')
  await call(by(), 'applicants.stepBack', { applicantId, version: 2, reason: '支委会没有通过' })
  expect(await get(applicantId)).toMatchObject({ stage: 'applicant', activistOn: null, can: { stepBack: false } })
  expect(await told(applicantId)).toContain('2026-11-20 退回入党申请人：支委会没有通过')
})

test('a temporary branch admits nobody', async () => {
  const { organisationId } = await call(world.founder.openid, 'organisations.create', { parentId: world.committeeId, name: '示例临时党支部', kind: 'branch' })
  await call(world.founder.openid, 'organisations.setForm', { organisationId, form: 'temporary', fewerReason: '项目临时' })
  const { applicantId } = await call(world.founder.openid, 'applicants.add', { organisationId, name: '示例临时', stage: 'prospect', appliedOn: '2024-01-01', activistOn: '2024-05-01', prospectOn: '2025-05-01' })
  expect(await refusal(world.founder.openid, 'applicants.admit', { applicantId, version: 1, joinedOn: '2026-01-01' })).toBe('temporaryAdmitsNobody')
})

test('repeats and races: one record, one step, the later sees the conflict', async () => {
  const add = () => call(by(), 'applicants.add', { organisationId: world.branchId, name: '示例重复', appliedOn: '2025-01-01' }, 'tap-of-applicant')
  const once = await add()
  expect(await add()).toEqual(once)
  const { applicantId } = once
  const step = () => call(by(), 'applicants.advance', { applicantId, version: 1, on: '2025-04-01' }, 'tap-of-advance')
  expect(await step()).toEqual(await step())
  expect(await refusal(by(), 'applicants.update', { applicantId, version: 1, changes: { remark: '示例' } })).toBe('conflict')
  const both = await Promise.all(['a', 'b'].map(remark => refusal(by(), 'applicants.update', { applicantId, version: 2, changes: { remark } })))
  expect(both.sort()).toEqual(['conflict', null])
  await call(by(), 'applicants.archive', { applicantId, reason: '不再申请' })
  await call(by(), 'applicants.archive', { applicantId, reason: '不再申请' })
  expect(await refusal(by(), 'applicants.update', { applicantId, version: 4, changes: { remark: 'c' } })).toBe('applicantArchived')
  expect((await told(applicantId)).filter(text => text.includes('移出'))).toHaveLength(1)
})

test('the list: searched, by stage, page by page; whose files lack what', async () => {
  const organisationId = world.otherBranchId
  const other = world.otherSecretary.openid
  for (const name of ['白一', '白二', '白三']) await call(other, 'applicants.add', { organisationId, name, appliedOn: '2025-01-10', ...(name === '白三' && { stage: 'activist', activistOn: '2025-04-01' }) })
  expect((await call(other, 'applicants.list', { search: 'bais' })).items.map(({ name }) => name)).toEqual(['白三'])
  expect(await call(other, 'applicants.list', { stage: 'activist' })).toMatchObject({ total: 1, items: [{ name: '白三', since: '2025-04-01', papers: '还没清点' }], can: { add: true } })
  const first = await call(other, 'applicants.list', { limit: 2 })
  expect(first).toMatchObject({ total: 3, items: [{ name: '白二' }, { name: '白三' }] })
  expect((await call(other, 'applicants.list', { limit: 2, cursor: first.next! })).items.map(({ name }) => name)).toEqual(['白一'])
  expect(await operationsOf(async () => { await call(other, 'applicants.list', {}) })).toBeLessThanOrEqual(4)
  expect((await call(other, 'dossier.lacking', { of: 'applicants' })).items.map(({ text }) => text)).toEqual(['还没清点', '还没清点', '还没清点'])
  expect((await call(world.officer.openid, 'applicants.list', {})).can.add).toBe(false)
})

test('who may: an officer looks, who keeps the roster writes, a foreign branch is not found', async () => {
  const applicantId = await someone()
  expect(await get(applicantId, world.officer.openid)).toMatchObject({ can: { edit: false, advance: false, notePapers: false } })
  expect(await refusal(world.member.openid, 'applicants.get', { applicantId })).toBe('forbidden')
  for (const [action, input] of [['applicants.update', { applicantId, version: 1, changes: {} }], ['applicants.advance', { applicantId, version: 1, on: '2025-05-01' }], ['applicants.archive', { applicantId, reason: '示例' }], ['applicants.admit', { applicantId, version: 1, joinedOn: '2026-01-01' }]] as const) {
    expect(await refusal(world.officer.openid, action, input as never)).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, action, input as never)).toBe('notFound')
  }
  expect(await refusal(by(), 'applicants.add', { organisationId: world.groupId, name: '示例', appliedOn: '2025-01-01' })).toBe('notFound')
  expect(await refusal(by(), 'applicants.add', { organisationId: world.otherBranchId, name: '示例', appliedOn: '2025-01-01' })).toBe('notFound')
})

test('when their branch is dissolved they follow its people, with the claim on the ID number', async () => {
  const founder = world.founder.openid
  const { organisationId } = await call(founder, 'organisations.create', { parentId: world.committeeId, name: '示例撤销党支部', kind: 'branch' })
  await call(founder, 'roster.add', { organisationId, name: '示例留守', standing: 'full' })
  const { applicantId } = await call(founder, 'applicants.add', { organisationId, name: '示例随迁', appliedOn: '2025-01-10', idNumber: '99010220050930014X' })
  await call(founder, 'organisations.dissolve', { organisationId, targetId: world.branchId, reason: '示例' })
  expect((await get(applicantId)).organisationName).toBe('软件本科生第一党支部')
  expect((await told(applicantId))[0]).toBe('2026-11-20 示例撤销党支部撤销，由软件本科生第一党支部接着培养')
  expect(await refusal(by(), 'roster.add', { organisationId: world.branchId, name: '示例随迁', standing: 'full', idNumber: '99010220050930014X' })).toBe('personExists')
})

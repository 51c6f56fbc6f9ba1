import { call, operationsOf, refusal, startApi, stopApi } from '../support/api'
import { bind, makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const by = () => world.secretary.openid
const add = (over: object = {}) => call(by(), 'roster.add', { organisationId: world.branchId, name: '何一', standing: 'full', ...over })

test('a person is added, found by pinyin, and shown masked', async () => {
  const { memberId } = await add({ name: '欧阳 若兰', sex: '1', birthday: '2005-12-31', phone: '199 0000 0001', address: '示例路1号', idNumber: ' 990102 20051231 0250 ' })
  const person = await call(by(), 'roster.get', { memberId })
  expect(person).toMatchObject({ name: '欧阳若兰', phoneMasked: '199****0001', idMasked: '**************0250', hasAddress: true, bound: false })
  expect(JSON.stringify(person)).not.toMatch(/19900000001|990102200512310250|示例路/)
  for (const search of ['欧阳', 'ouyang', 'oyrl', 'OYR']) expect((await call(by(), 'roster.list', { search })).items.map(line => line.name)).toEqual(['欧阳若兰'])
  expect((await call(by(), 'roster.list', { search: '.*' })).items).toEqual([])
})

test('nothing that was typed in the clear is stored in the clear', async () => {
  const { memberId } = await add({ name: '何二', phone: '19900000002', address: '示例路2号', idNumber: '99010220050930014X' })
  const { read } = await import('../../cloudfunctions/platform/database')
  const stored = JSON.stringify(await read('members', memberId))
  expect(stored).not.toMatch(/19900000002|示例路2号|99010220050930014X/)
  const { openText } = await import('../../cloudfunctions/platform/secrets')
  expect(openText((await read('members', memberId))!.phone!)).toBe('19900000002')
})

test('nobody is on two rosters, also when two branches add the same person at once', async () => {
  const input = { name: '何三', standing: 'full' as const, idNumber: '990101200411150028' }
  const outcomes = await Promise.all([
    refusal(by(), 'roster.add', { ...input, organisationId: world.branchId }),
    refusal(world.otherSecretary.openid, 'roster.add', { ...input, organisationId: world.otherBranchId }),
  ])
  expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
  expect(outcomes).toContain('personElsewhere')
  const winner = outcomes[0] === null ? { openid: by(), organisationId: world.branchId } : { openid: world.otherSecretary.openid, organisationId: world.otherBranchId }
  expect(await refusal(winner.openid, 'roster.add', { ...input, organisationId: winner.organisationId })).toBe('personExists')
})

test('a repeated tap adds one person and counts one', async () => {
  const before = (await call(by(), 'organisations.get', {})).members
  const input = { organisationId: world.branchId, name: '何四', standing: 'probationary' as const }
  expect(await call(by(), 'roster.add', input, 'tap-he-four')).toEqual(await call(by(), 'roster.add', input, 'tap-he-four'))
  expect((await call(by(), 'organisations.get', {})).members).toBe(before + 1)
})

test('of two who edit the same person the later sees the conflict', async () => {
  const { memberId } = await add({ name: '何五' })
  const outcomes = await Promise.all(['男班', '女班'].map(className => refusal(by(), 'roster.update', { memberId, version: 1, changes: { className } })))
  expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
  expect(outcomes).toContain('conflict')
  expect((await call(by(), 'roster.get', { memberId })).version).toBe(2)
})

test('a repeated tap edits once, and answers as the first did', async () => {
  const { memberId } = await add({ name: '何五五' })
  const edit = (job: string) => call(by(), 'roster.update', { memberId, version: 1, changes: { job, phone: '+86 199-0000 0009' } }, 'tap-edit-once')
  expect([await edit('教师'), await edit('教师')]).toEqual([{ version: 2 }, { version: 2 }])
  expect(await call(by(), 'roster.get', { memberId })).toMatchObject({ version: 2, job: '教师', phoneMasked: '199****0009' })
})

test('an edit changes what it names, and an empty text clears', async () => {
  const { memberId } = await add({ name: '何六', job: '学生', phone: '19900000003', groupId: world.groupId })
  await call(by(), 'roster.update', { memberId, version: 1, changes: { job: '', name: '何陆' } })
  expect(await call(by(), 'roster.get', { memberId })).toMatchObject({ name: '何陆', job: null, phoneMasked: '199****0003', groupName: '第一党小组' })
  expect((await call(by(), 'roster.list', { search: '何六' })).items).toEqual([])
  expect(await refusal(by(), 'roster.update', { memberId, version: 2, changes: { idNumber: '990101200503010015' } })).toBe('idWrong')
  expect(await refusal(by(), 'roster.update', { memberId, version: 2, changes: { birthday: '2005-02-30' } })).toBe('badInput')
  expect(await refusal(by(), 'roster.update', { memberId, version: 2, changes: { groupId: world.branchId } })).toBe('notFound')
})

test('taken off the roster: the account is out, the person can come back', async () => {
  const { memberId } = await add({ name: '何七', idNumber: '990101200503010014' })
  await bind(by(), memberId, 'o-he7')
  await call(by(), 'roster.archive', { memberId, reason: '转出' })
  expect(await refusal('o-he7', 'activities.list', { when: 'coming' })).toBe('notBound')
  expect((await call(by(), 'roster.list', { archived: true })).items.map(line => line.name)).toEqual(['何七'])
  const elsewhere = await call(world.otherSecretary.openid, 'roster.add', { organisationId: world.otherBranchId, name: '何七', standing: 'full', idNumber: '990101200503010014' })
  expect(await refusal(by(), 'roster.restore', { memberId })).toBe('personElsewhere')
  await call(world.otherSecretary.openid, 'roster.archive', { memberId: elsewhere.memberId, reason: '转回' })
  await call(by(), 'roster.restore', { memberId })
  expect(await call(by(), 'roster.get', { memberId })).toMatchObject({ archived: false, bound: false })
  expect(await refusal(by(), 'roster.archive', { memberId: world.leader.memberId, reason: '误操作' })).toBe('hasPosts')
})

test('the list pages by key without a gap or a repeat, in four operations at most', async () => {
  const names: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await call(by(), 'roster.list', { limit: 3, cursor })
    names.push(...page.items.map(line => line.id))
    expect(page.items.length).toBeLessThanOrEqual(3)
    if (!page.next) { expect(names).toHaveLength(page.total); break }
    cursor = page.next
  }
  expect(new Set(names).size).toBe(names.length)
  expect(await operationsOf(() => call(by(), 'roster.list', {}))).toBeLessThanOrEqual(4)
  expect((await call(by(), 'roster.list', { bound: false, standing: 'probationary' })).items.every(line => !line.bound && line.standing === 'probationary')).toBe(true)
  expect((await call(by(), 'roster.list', { search: '无此人' }))).toMatchObject({ items: [], next: null, total: 0 })
})

test('a person sees the own record, officers theirs, nobody that of a foreign branch', async () => {
  expect((await call(world.member.openid, 'roster.get', { memberId: world.member.memberId })).can).toEqual({ edit: false, invite: false, release: false, archive: false, restore: false, seePoints: false })
  expect(await refusal(world.member.openid, 'roster.get', { memberId: world.secretary.memberId })).toBe('notFound')
  expect(await refusal(world.otherSecretary.openid, 'roster.get', { memberId: world.member.memberId })).toBe('notFound')
  expect(await refusal(world.otherSecretary.openid, 'roster.update', { memberId: world.member.memberId, version: 1, changes: { job: '改' } })).toBe('notFound')
  expect(await refusal(world.officer.openid, 'roster.add', { organisationId: world.branchId, name: '无权', standing: 'full' })).toBe('forbidden')
  expect((await call(world.founder.openid, 'roster.list', { organisationId: world.branchId })).total).toBeGreaterThan(5)
  expect((await call(world.leader.openid, 'roster.names', {})).items.find(item => item.name === '陈静')).toMatchObject({ groupId: world.groupId })
  expect(await refusal(world.leader.openid, 'roster.names', { organisationId: world.otherBranchId })).toBe('notFound')
})

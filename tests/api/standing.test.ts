import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const keysOf = async (openid: string, organisationId?: string) => (await call(openid, 'organisations.warnings', organisationId ? { organisationId } : {})).items.map(({ key }) => key)

describe('what the rules say about an organisation', () => {
  test('is told to its officers and those above, in four operations beside the caller', async () => {
    // Five full members: a secretary is enough, and 宣传委员 goes beyond it.
    expect(await keysOf(world.secretary.openid)).toEqual(['noCommittee'])
    expect(await keysOf(world.founder.openid, world.otherBranchId)).toEqual(['tooFew'])
    const { items } = await call(world.founder.openid, 'organisations.warnings', { organisationId: world.otherBranchId })
    expect(items[0]).toMatchObject({ level: 'urgent', basis: expect.stringContaining('支部工作条例') })
    expect(await keysOf(world.founder.openid, world.groupId)).toEqual([])
    expect(await refusal(world.otherSecretary.openid, 'organisations.warnings', { organisationId: world.branchId })).toBe('notFound')
    expect(await refusal(world.founder.openid, 'organisations.warnings', { organisationId: 'nothing' })).toBe('notFound')
    expect(await refusal(world.member.openid, 'organisations.warnings', {})).toBe('forbidden')
    expect(await operationsOf(() => call(world.secretary.openid, 'organisations.warnings', {}))).toBeLessThanOrEqual(6)
  })

  test('a term that runs out, and who acts in a vacancy', async () => {
    const { organisationId } = await call(world.founder.openid, 'organisations.create', { parentId: world.committeeId, name: '代理党支部', kind: 'branch' })
    const { memberId } = await call(world.founder.openid, 'roster.add', { organisationId, name: '示例同志', standing: 'full' })
    await call(world.founder.openid, 'organisations.setForm', { organisationId, form: 'temporary', fewerReason: '项目临时' })
    expect(await keysOf(world.founder.openid, organisationId)).toEqual(['noSecretary'])
    await call(world.founder.openid, 'posts.appoint', { organisationId, memberId, post: 'secretary', until: '2027-05-01', acting: true })
    expect((await call(world.founder.openid, 'posts.list', { organisationId })).items[0]).toMatchObject({ post: 'secretary', acting: true, until: '2027-05-01' })
    // Who acts for the time being has a day, and the committee's term does not end with it.
    expect(await keysOf(world.founder.openid, organisationId)).toEqual(['actingSecretary'])
    const other = await call(world.founder.openid, 'roster.add', { organisationId, name: '示例委员', standing: 'full' })
    await call(world.founder.openid, 'posts.appoint', { organisationId, memberId: other.memberId, post: 'deputySecretary', until: '2027-05-01' })
    expect(await keysOf(world.founder.openid, organisationId)).toEqual(['actingSecretary', 'termEnds'])
  })
})

describe('a new name', () => {
  test('leaves the old one to what was written under it', async () => {
    const before = (await call(world.secretary.openid, 'organisations.get', {})).name
    const { noticeId } = await call(world.secretary.openid, 'notices.post', { title: '改名以前的通知', body: '示例' })
    await call(world.founder.openid, 'organisations.rename', { organisationId: world.branchId, name: '软件工程本科生第一党支部' })
    await call(world.founder.openid, 'organisations.rename', { organisationId: world.branchId, name: '软件工程本科生第一党支部' })
    expect(await call(world.member.openid, 'organisations.get', {})).toMatchObject({ name: '软件工程本科生第一党支部', formerNames: [{ name: before, until: START.toISOString() }] })
    expect((await call(world.member.openid, 'notices.get', { noticeId })).organisationName).toBe(before)
    expect((await call(world.founder.openid, 'organisations.search', { text: '软件工程本' })).items.map(({ name }) => name)).toEqual(['软件工程本科生第一党支部'])
  })
})

describe('the form of an organisation', () => {
  test('is set by the superior and shown', async () => {
    const organisationId = world.otherBranchId
    await call(world.founder.openid, 'organisations.setForm', { organisationId, form: 'joint', units: 3, fewerReason: '三个课题组人数少' })
    expect(await call(world.founder.openid, 'organisations.get', { organisationId })).toMatchObject({ form: 'joint', units: 3, fewerReason: '三个课题组人数少', can: { setForm: true } })
    expect(await keysOf(world.founder.openid, organisationId)).toEqual([])
    await call(world.founder.openid, 'organisations.setForm', { organisationId, form: 'ordinary' })
    expect(await call(world.founder.openid, 'organisations.get', { organisationId })).toMatchObject({ form: 'ordinary', units: null, fewerReason: null })
    expect(await keysOf(world.founder.openid, organisationId)).toEqual(['tooFew'])
  })

  test('is refused to the branch itself, to others, and beyond what the regulation allows', async () => {
    const set = (openid: string, organisationId: string, more: object = {}) => refusal(openid, 'organisations.setForm', { organisationId, form: 'joint', ...more })
    expect(await set(world.secretary.openid, world.branchId)).toBe('formFromAbove')
    expect(await set(world.otherSecretary.openid, world.branchId)).toBe('notFound')
    expect(await set(world.officer.openid, world.branchId)).toBe('forbidden')
    expect(await set(world.founder.openid, world.branchId, { units: 6 })).toBe('jointTooMany')
    expect(await set(world.founder.openid, world.branchId, { units: 1 })).toBe('badInput')
    expect(await set(world.founder.openid, world.committeeId)).toBe('formOfBranch')
    expect((await call(world.secretary.openid, 'organisations.get', {})).why.setForm).toContain('上级组织')
  })
})

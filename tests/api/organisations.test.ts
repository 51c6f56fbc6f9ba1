import { call, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { bind, dynamicCode, join, makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const by = () => world.founder.openid

describe('the tree', () => {
  test('is built from above, by the kinds that may stand below one another', async () => {
    const { organisationId } = await call(by(), 'organisations.create', { parentId: world.committeeId, name: '机关党总支', kind: 'generalBranch' })
    expect(await call(by(), 'organisations.get', { organisationId })).toMatchObject({ name: '机关党总支', kind: 'generalBranch', members: 0, can: { rename: true, addBelow: true } })
    expect(await refusal(by(), 'organisations.create', { parentId: world.branchId, name: '支部里的支部', kind: 'branch' })).toBe('wrongKind')
    expect(await refusal(by(), 'organisations.create', { parentId: world.groupId, name: '组里的组', kind: 'group' })).toBe('wrongKind')
    expect(await refusal(by(), 'organisations.create', { parentId: world.committeeId, name: '党委下的组', kind: 'group' })).toBe('wrongKind')
    expect(await refusal(by(), 'organisations.create', { parentId: 'nothing', name: '空', kind: 'branch' })).toBe('notFound')
    expect(await refusal(by(), 'organisations.create', { parentId: world.committeeId, name: '  ', kind: 'branch' })).toBe('badInput')
  })

  test('has no two of one name below one parent, even when made at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => refusal(by(), 'organisations.create', { parentId: world.committeeId, name: '同名党支部', kind: 'branch' })))
    expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
    expect(outcomes.filter(outcome => outcome !== null).every(outcome => outcome === 'nameTaken')).toBe(true)
  })

  test('a repeated tap makes one', async () => {
    const input = { parentId: world.branchId, name: '第二党小组', kind: 'group' as const }
    expect(await call(by(), 'organisations.create', input, 'same-tap-1')).toEqual(await call(by(), 'organisations.create', input, 'same-tap-1'))
  })

  test('a new name is everywhere at once', async () => {
    await call(by(), 'organisations.rename', { organisationId: world.otherBranchId, name: '硕士第三党支部' })
    expect((await call(world.otherSecretary.openid, 'session.home', {})).me).toMatchObject({ organisationName: '硕士第三党支部', posts: [{ organisationName: '硕士第三党支部' }] })
    expect((await call(by(), 'session.home', {})).below.map(branch => branch.name)).toContain('硕士第三党支部')
    expect(await refusal(by(), 'organisations.rename', { organisationId: world.otherBranchId, name: '软件本科生第一党支部' })).toBe('nameTaken')
  })

  test('is seen by those above, page by page, and not from beside or below', async () => {
    const first = await call(by(), 'organisations.below', { limit: 2 })
    const second = await call(by(), 'organisations.below', { limit: 2, cursor: first.next! })
    expect([...first.items, ...second.items].map(item => item.name)).toEqual([...new Set([...first.items, ...second.items].map(item => item.name))])
    expect(await refusal(world.secretary.openid, 'organisations.below', { organisationId: world.committeeId })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'organisations.get', { organisationId: world.otherBranchId })).toBe('notFound')
    expect(await refusal(world.member.openid, 'organisations.get', {})).toBeNull()
    expect(await refusal(world.secretary.openid, 'organisations.create', { parentId: world.otherBranchId, name: '外人小组', kind: 'group' })).toBe('notFound')
    expect(await refusal(world.secretary.openid, 'organisations.rename', { organisationId: world.committeeId, name: '改上级' })).toBe('notFound')
  })

  test('points are off until a branch switches them on', async () => {
    expect((await call(world.member.openid, 'organisations.get', {})).points.enabled).toBe(false)
    await call(world.secretary.openid, 'organisations.setPoints', { organisationId: world.branchId, enabled: true, perCheckIn: 2 })
    expect((await call(world.member.openid, 'session.home', {})).pointsOn).toBe(true)
    expect(await refusal(world.secretary.openid, 'organisations.setPoints', { organisationId: world.branchId, enabled: true, perCheckIn: 0 })).toBe('badInput')
    expect(await refusal(world.officer.openid, 'organisations.setPoints', { organisationId: world.branchId, enabled: false, perCheckIn: 1 })).toBe('forbidden')
  })
})

describe('posts', () => {
  test('need a second factor, which lasts ten minutes and works once a code', async () => {
    const secretary = world.secretary.openid
    const appoint = () => refusal(secretary, 'posts.appoint', { organisationId: world.branchId, memberId: world.member.memberId, post: 'disciplineOfficer' })
    expect(await appoint()).toBe('secondFactorNotSet')
    const { secret, uri } = await call(secretary, 'session.enrolFactor', {})
    expect(uri).toContain('otpauth://totp/')
    expect(await refusal(secretary, 'session.activateFactor', { code: '000000' })).toBe('secondFactorWrong')
    const code = await dynamicCode(secret)
    await call(secretary, 'session.activateFactor', { code })
    expect(await refusal(secretary, 'session.prove', { code })).toBe('secondFactorWrong')
    expect(await appoint()).toBeNull()
    await setNow(new Date(START.getTime() + 10 * 60_000))
    expect(await refusal(secretary, 'posts.appoint', { organisationId: world.branchId, memberId: world.leader.memberId, post: 'committeeMember' })).toBe('secondFactorNeeded')
    expect(await refusal(secretary, 'session.enrolFactor', {})).toBe('secondFactorNeeded')
    await call(secretary, 'session.prove', { code: await dynamicCode(secret) })
    expect(await refusal(secretary, 'posts.appoint', { organisationId: world.branchId, memberId: world.leader.memberId, post: 'committeeMember' })).toBeNull()
  })

  test('a run of wrong codes closes the account for a while', async () => {
    const person = await join(by(), world.branchId, '冯一', 'o-feng', { post: 'deputySecretary' })
    const secret = await proveFactor(person.openid)
    await setNow(new Date(START.getTime() + 60_000))
    const outcomes = []
    for (let i = 0; i < 6; i++) outcomes.push(await refusal(person.openid, 'session.prove', { code: `00000${i}` }))
    expect(outcomes).toEqual([...Array(5).fill('secondFactorWrong'), 'tooManyTries'])
    expect(await refusal(person.openid, 'session.home', {})).toBe('tooManyTries')
    await setNow(new Date(START.getTime() + 16 * 60_000))
    expect(await refusal(person.openid, 'session.prove', { code: await dynamicCode(secret) })).toBeNull()
  })

  test('one secretary at a time, also when two are appointed in the same second', async () => {
    const { organisationId } = await call(by(), 'organisations.create', { parentId: world.committeeId, name: '并发党支部', kind: 'branch' })
    const people = await Promise.all(['甲一', '乙二'].map((name, i) => join(by(), organisationId, name, `o-two-${i}`)))
    const outcomes = await Promise.all(people.map(person => refusal(by(), 'posts.appoint', { organisationId, memberId: person.memberId, post: 'secretary' })))
    expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
    expect(['conflict', 'postOccupied']).toContain(outcomes.find(outcome => outcome !== null))
    expect((await call(by(), 'posts.list', { organisationId })).items).toHaveLength(1)
  })

  test('a revoked officer is refused at the next call; the last officer stays unless the organisation above acts', async () => {
    const { organisationId } = await call(by(), 'organisations.create', { parentId: world.committeeId, name: '换人党支部', kind: 'branch' })
    const first = await join(by(), organisationId, '丙三', 'o-r1', { post: 'secretary' })
    await proveFactor(first.openid)
    const [held] = (await call(by(), 'posts.list', { organisationId })).items
    expect(held).toMatchObject({ post: 'secretary', state: 'active', memberName: '丙三' })
    expect(await refusal(first.openid, 'posts.end', { postId: held!.id, reason: '换届' })).toBe('lastOfficer')
    expect(await refusal(first.openid, 'roster.list', {})).toBeNull()
    await call(by(), 'posts.end', { postId: held!.id, reason: '换届' })
    expect(await refusal(first.openid, 'roster.list', {})).toBe('forbidden')
    await call(by(), 'posts.end', { postId: held!.id, reason: '换届' })
    expect((await call(by(), 'posts.list', { organisationId })).items).toEqual([])
  })

  test('two officers who end each other at once leave one', async () => {
    const { organisationId } = await call(by(), 'organisations.create', { parentId: world.committeeId, name: '互免党支部', kind: 'branch' })
    const a = await join(by(), organisationId, '丁四', 'o-e1', { post: 'secretary' })
    const b = await join(by(), organisationId, '戊五', 'o-e2', { post: 'deputySecretary' })
    await proveFactor(a.openid)
    await proveFactor(b.openid)
    const { items } = await call(by(), 'posts.list', { organisationId })
    await Promise.all([
      refusal(a.openid, 'posts.end', { postId: items.find(post => post.memberName === '戊五')!.id, reason: '互免' }),
      refusal(b.openid, 'posts.end', { postId: items.find(post => post.memberName === '丁四')!.id, reason: '互免' }),
    ])
    expect((await call(by(), 'posts.list', { organisationId })).items).toHaveLength(1)
  })

  test('are given by those who may, in their reach, to those inside', async () => {
    expect(await refusal(by(), 'posts.appoint', { organisationId: world.branchId, memberId: world.otherMember.memberId, post: 'committeeMember' })).toBe('notInOrganisation')
    expect(await refusal(by(), 'posts.appoint', { organisationId: world.branchId, memberId: 'nobody', post: 'committeeMember' })).toBe('notFound')
    expect(await refusal(world.officer.openid, 'posts.appoint', { organisationId: world.branchId, memberId: world.member.memberId, post: 'secretary' })).toBe('forbidden')
    expect(await refusal(world.otherSecretary.openid, 'posts.list', { organisationId: world.branchId })).toBe('notFound')
    expect((await call(world.officer.openid, 'posts.list', { organisationId: world.branchId })).items.every(post => !post.can.end)).toBe(true)
  })

  test('wait for the person to join', async () => {
    const { memberId } = await call(by(), 'roster.add', { organisationId: world.otherBranchId, name: '己六', standing: 'full' })
    const { postId, state } = await call(by(), 'posts.appoint', { organisationId: world.otherBranchId, memberId, post: 'organisationOfficer' })
    expect(state).toBe('unbound')
    expect(await refusal(by(), 'posts.confirm', { postId })).toBe('notYetBound')
    await bind(by(), memberId, 'o-ji')
    expect(await refusal('o-ji', 'roster.list', {})).toBe('notConfirmed')
    await call(by(), 'posts.confirm', { postId })
    expect(await refusal('o-ji', 'roster.list', {})).toBeNull()
    expect(await refusal('o-ji', 'posts.confirm', { postId })).toBe('secondFactorNotSet')
  })
})

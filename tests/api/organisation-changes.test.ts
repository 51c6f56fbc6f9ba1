/** Dissolving, merging and splitting: what the look before says, where everybody goes, what ends with an organisation. */
import { call, operationsOf, refusal, setNow, START, startApi, stopApi } from '../support/api'
import { after, at, database, gardenerOf, living, serial } from '../support/gardener'
import { join, makeWorld, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const person of [world.secretary, world.otherSecretary]) await proveFactor(person.openid)
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const { by, create, add, plant } = gardenerOf(() => world)
const carrying = () => import('../../cloudfunctions/modules/organisations/change-carry')
const planning = () => import('../../cloudfunctions/modules/organisations/change-plan')
const minutes = (n: number) => new Date(START.getTime() + n * 60_000)
const changeOf = async (organisationId: string) => (await call(by(), 'organisations.changeOf', { organisationId })).change

describe('a branch is dissolved', () => {
  test('the look before says who goes, which posts end, what is open; nothing is changed by it', async () => {
    const branch = await plant()
    await call(branch.secretary.openid, 'activities.create', { title: '主题党日', place: '示例楼', startsAt: minutes(30).toISOString(), endsAt: minutes(90).toISOString() })
    await call(branch.secretary.openid, 'appeals.write', { text: '请修空调' })
    const preview = await call(by(), 'organisations.previewDissolve', { organisationId: branch.id, targetId: world.otherBranchId })
    expect(preview).toMatchObject({ people: 5, nowhere: 0, postsTotal: 2, can: { go: true } })
    expect(preview.posts.map(post => post.post).sort()).toEqual(['groupLeader', 'secretary'])
    expect(preview.matters.map(matter => [matter.key, matter.count, matter.blocks])).toEqual([['activities', 1, false], ['appeals', 1, false]])
    expect(preview.results[0]).toMatchObject({ before: 2, after: 7, full: 7 })
    expect(preview.results[0]!.warnings.map(warning => warning.key)).toContain('needsCommittee')
    expect(await call(by(), 'organisations.previewDissolve', { organisationId: branch.id })).toMatchObject({ people: 0, nowhere: 5, can: { go: false }, why: { go: expect.stringContaining('5位同志没有去处') } })
    expect(await living(branch.id)).toHaveLength(5)
  })

  test('its people go with account, claim and timeline; posts, code, cards and items end; its records stay readable from above', async () => {
    const branch = await plant()
    const { read, find } = await database()
    const { activityId } = await call(branch.secretary.openid, 'activities.create', { title: '主题党日', place: '示例楼', startsAt: minutes(30).toISOString(), endsAt: minutes(90).toISOString() })
    await call(branch.secretary.openid, 'activities.signUp', { activityId })
    const { appealId } = await call(branch.secretary.openid, 'appeals.write', { text: '请修空调' })
    const { code } = await call(branch.secretary.openid, 'binding.setBranchCode', { organisationId: branch.id, on: true })
    const card = await call(branch.secretary.openid, 'binding.invite', { memberId: branch.people[2]! })
    const gone = branch.people[3]!
    await call(branch.secretary.openid, 'roster.archive', { memberId: gone, reason: '转出' })
    const { name } = await call(by(), 'organisations.get', { organisationId: branch.id })

    expect(await call(by(), 'organisations.dissolve', { organisationId: branch.id, targetId: world.otherBranchId, reason: '毕业班撤销', decision: '示党发〔2026〕1号' })).toEqual({ done: true, carried: 4, total: 4 })
    for (const memberId of branch.people.filter(id => id !== gone)) expect(await at(memberId)).toMatchObject({ organisationId: world.otherBranchId, path: `/${world.committeeId}/${world.otherBranchId}/`, groupId: null, posts: [], archived: false })
    const { me } = await call(branch.secretary.openid, 'session.home', {})
    expect(me).toMatchObject({ organisationId: world.otherBranchId, posts: [] })
    expect(await find('posts', { organisationId: branch.id, endedAt: null }, { limit: 5 })).toEqual([])
    expect((await find('posts', { memberId: branch.secretary.memberId }, { limit: 5 }))[0]).toMatchObject({ endReason: '组织撤销' })
    expect((await find('person_events', { personId: branch.secretary.memberId }, { limit: 9 })).map(event => event.text)).toEqual(expect.arrayContaining([`${name}撤销，编入硕士第二党支部`, `不再担任${name}书记（组织撤销）`]))
    // What belonged to it.
    expect((await read('activities', activityId))!.calledOffAt).not.toBeNull()
    expect((await read('appeals', appealId))!.organisationId).toBe(world.otherBranchId)
    expect((await call(world.otherSecretary.openid, 'session.home', {})).todos.map(todo => todo.refId)).toContain(appealId)
    expect(await refusal('o-new-phone', 'binding.peek', { code: card.code })).toBe('codeInvalid')
    expect(await refusal('o-new-phone', 'binding.claim', { branchCode: code!, name: '示例同志', idTail: '0000' })).toBe('claimRefused')
    expect(await find('inbox', { audience: `o:${branch.id}`, closed: false }, { limit: 5 })).toEqual([])
    // It has left every list, and is read from above.
    expect((await call(by(), 'organisations.below', { limit: 50 })).items.map(one => one.id)).not.toContain(branch.id)
    expect((await call(by(), 'organisations.search', { text: name })).items).toEqual([])
    expect((await call(by(), 'session.home', {})).below.map(one => one.id)).not.toContain(branch.id)
    expect((await call(by(), 'organisations.gone', { limit: 50 })).items).toContainEqual(expect.objectContaining({ id: branch.id, name, dissolvedAt: START.toISOString() }))
    expect(await call(by(), 'organisations.get', { organisationId: branch.id })).toMatchObject({ name, dissolvedAt: START.toISOString(), groups: [], can: { rename: false, appoint: false, keepRoster: false, dissolve: false } })
    expect((await call(by(), 'roster.get', { memberId: gone })).organisationName).toBe(name)
    expect(await changeOf(branch.id)).toMatchObject({ kind: 'dissolve', reason: '毕业班撤销', decision: '示党发〔2026〕1号', targets: ['硕士第二党支部'], done: true, carried: 4 })
    // Rollups are right at once, and the job proves it.
    const { proveRollups } = await import('../../cloudfunctions/modules/organisations/rollups')
    const before = await call(by(), 'organisations.get', { organisationId: world.otherBranchId })
    await proveRollups(START)
    expect(await call(by(), 'organisations.get', { organisationId: world.otherBranchId })).toEqual(before)
    expect((await call(by(), 'organisations.below', { limit: 50 })).items.map(one => one.id)).not.toContain(branch.id)
    // The name is free again at its place.
    expect(await refusal(by(), 'organisations.create', { parentId: world.committeeId, name, kind: 'branch' })).toBeNull()
  }, 30_000)

  test('nothing is written to one that has ended, and who is not above learns nothing of it', async () => {
    const branch = await plant(1)
    const gone = branch.people[2]!
    await call(branch.secretary.openid, 'roster.archive', { memberId: gone, reason: '转出' })
    const target = await create('接收党支部')
    await call(by(), 'organisations.dissolve', { organisationId: branch.id, targetId: target, reason: '撤销' })
    const organisationId = branch.id
    const outsider = world.member.memberId
    const writes = [
      await refusal(by(), 'roster.add', { organisationId, name: '示例', standing: 'full' }),
      await refusal(by(), 'roster.restore', { memberId: gone }),
      await refusal(by(), 'organisations.create', { parentId: organisationId, name: '新小组', kind: 'group' }),
      await refusal(by(), 'organisations.rename', { organisationId, name: '改名' }),
      await refusal(by(), 'organisations.setForm', { organisationId, form: 'temporary' }),
      await refusal(by(), 'organisations.setPoints', { organisationId, enabled: true, perCheckIn: 1 }),
      await refusal(by(), 'organisations.move', { organisationId, parentId: world.committeeId }),
      await refusal(by(), 'posts.appoint', { organisationId, memberId: outsider, post: 'secretary' }),
      await refusal(by(), 'binding.setBranchCode', { organisationId, on: true }),
      await refusal(by(), 'organisations.dissolve', { organisationId, targetId: target, reason: '再撤' }),
      await refusal(by(), 'organisations.dissolve', { organisationId: target, targetId: organisationId, reason: '转到已撤销的' }),
      await refusal(by(), 'organisations.merge', { organisationIds: [target], targetId: organisationId, reason: '并入已撤销的' }),
      await refusal(by(), 'organisations.split', { organisationId, newName: '分出', memberIds: [gone], reason: '分' }),
      await refusal(by(), 'roster.update', { memberId: world.unbound.memberId, version: 1, changes: { groupId: branch.groupId } }),
    ]
    expect(writes).toEqual([...Array<string>(13).fill('dissolved'), 'notFound'])
    expect(await refusal(world.secretary.openid, 'organisations.get', { organisationId })).toBe('notFound')
    expect(await refusal(branch.secretary.openid, 'roster.list', { organisationId })).not.toBeNull()
    expect(await refusal(world.secretary.openid, 'organisations.changeOf', { organisationId })).toBe('notFound')
    expect((await call(by(), 'roster.list', { organisationId, archived: true })).items.map(one => one.id)).toEqual([gone])
  }, 30_000)

  test('its people are spread by name, group and class; who is named more closely goes first', async () => {
    const branch = await plant(0)
    const [a, b] = [await create('甲党支部'), await create('乙党支部')]
    const [named] = await add(branch.id, 1, { className: '软件2301', groupId: branch.groupId })
    const inGroup = await add(branch.id, 2, { groupId: branch.groupId, className: '软件2302' })
    const inClass = await add(branch.id, 2, { className: '软件2301' })
    const input = { organisationId: branch.id, targetId: world.otherBranchId, spread: [{ targetId: a, groupIds: [branch.groupId] }, { targetId: b, classNames: ['软件2301'], memberIds: [named!] }] }
    expect((await call(by(), 'organisations.previewDissolve', input)).results.map(one => one.after - one.before)).toEqual([1, 3, 3])
    await call(by(), 'organisations.dissolve', { ...input, reason: '撤销' })
    expect(await living(a)).toEqual([...inGroup, branch.people[1]!].sort())
    expect(await living(b)).toEqual([...inClass, named!].sort())
    expect((await at(branch.secretary.memberId)).organisationId).toBe(world.otherBranchId)
  })

  test('refused: by its own officers, the topmost, with branches below, to itself, a group, another tree, whose people have no place', async () => {
    const branch = await plant(0)
    await proveFactor(branch.secretary.openid)
    const dissolve = (openid: string, organisationId: string, targetId?: string) => refusal(openid, 'organisations.dissolve', { organisationId, reason: '撤销', ...(targetId && { targetId }) })
    expect(await dissolve(branch.secretary.openid, branch.id, branch.id)).toBe('changeFromAbove')
    expect(await dissolve(world.secretary.openid, branch.id, world.branchId)).toBe('notFound')
    expect(await dissolve(world.member.openid, branch.id)).toBe('forbidden')
    expect(await dissolve(by(), world.committeeId, branch.id)).toBe('topNotDissolved')
    expect(await dissolve(by(), branch.id, branch.id)).toBe('changeSameTarget')
    expect(await dissolve(by(), branch.id, world.groupId)).toBe('notFound')
    expect(await dissolve(by(), branch.id, 'nothingofthatname')).toBe('notFound')
    expect(await dissolve(by(), branch.id)).toBe('changeNeedsTarget')
    const general = await create('示例党总支', 'generalBranch')
    const inner = await create('下属党支部', 'branch', general)
    expect(await dissolve(by(), general)).toBe('hasBelow')
    await call(by(), 'organisations.dissolve', { organisationId: inner, reason: '空支部' })
    expect(await dissolve(by(), general)).toBeNull()
    expect((await call(by(), 'organisations.get', { organisationId: branch.id })).can.dissolve).toBe(true)
    expect((await call(branch.secretary.openid, 'organisations.get', {})).why.dissolve).toContain('上级组织')
  }, 30_000)

  test('waits for an import under way; an open transfer holds its person back until it is over', async () => {
    const branch = await plant(2)
    const { db, put } = await database()
    await put('imports', { _id: `busy-${branch.id}`, key: 'k', organisationId: branch.id, fileName: '名册.xlsx', state: 'committing', at: START, by: 'x', expiresAt: START, counts: { new: 0, changed: 0, unchanged: 0, refused: 0 }, done: 0, total: 0, left: [], sheetName: '', headerRow: 1, mapped: [], ignored: [], problemsTotal: 0, chunks: 0, cursor: 0, lease: { holder: '', until: new Date('2099-01-01') } })
    const input = { organisationId: branch.id, targetId: world.otherBranchId, reason: '撤销' }
    expect(await refusal(by(), 'organisations.dissolve', input)).toBe('changeBlocked')
    await db.collection('imports').doc(`busy-${branch.id}`).update({ state: 'done' })
    const { beginChange, proposeDissolving } = await planning()
    const { carryOnChange } = await carrying()
    const access = (await database()).read('access', (await at(world.founder.memberId)).accountId!)
    const ctx = { action: 'organisations.dissolve', caller: { openid: by(), accountId: (await access)!._id }, access: await access, now: START, requestId: `transfer-${branch.id}`, deadline: minutes(1), writes: true } as never
    const id = await beginChange(ctx, await proposeDissolving(ctx, input), { reason: '撤销' }, 4)
    // A transfer that began in the same second.
    await db.collection('members').doc(branch.people[2]!).update({ transferId: 'on-the-way' })
    expect(await carryOnChange(id, START, after(99))).toMatchObject({ state: 'carrying', carried: 3, waiting: 1 })
    expect(await living(branch.id)).toEqual([branch.people[2]])
    await db.collection('members').doc(branch.people[2]!).update({ transferId: null })
    expect(await carryOnChange(id, START, after(99))).toMatchObject({ state: 'sweeping', carried: 4, waiting: 0 })
  }, 30_000)
})

describe('branches become one, or one becomes two', () => {
  test('into one that stays, or into a new one with all it needs', async () => {
    const [a, b, c] = [await plant(1), await plant(1), await plant(1)]
    expect((await call(by(), 'organisations.previewMerge', { organisationIds: [a.id, b.id], targetId: b.id })).results).toMatchObject([{ before: 3, after: 6 }])
    expect(await call(by(), 'organisations.merge', { organisationIds: [a.id, b.id], targetId: b.id, reason: '合并' })).toMatchObject({ done: true, carried: 3 })
    expect(await living(b.id)).toEqual([...a.people, ...b.people].sort())
    expect(await refusal(b.secretary.openid, 'roster.list', {})).toBeNull()
    const preview = await call(by(), 'organisations.previewMerge', { organisationIds: [b.id, c.id], newName: '联合示例党支部' })
    expect(preview.results).toMatchObject([{ name: '联合示例党支部', before: 0, after: 9, full: 9 }])
    expect(preview.results[0]!.warnings.map(warning => warning.key)).toContain('needsCommittee')
    expect(await call(by(), 'organisations.merge', { organisationIds: [b.id, c.id], newName: '联合示例党支部', reason: '合并' })).toMatchObject({ done: true, carried: 9 })
    const found = (await call(by(), 'organisations.search', { text: '联合示例' })).items
    expect(found).toHaveLength(1)
    expect(await living(found[0]!.id)).toEqual([...a.people, ...b.people, ...c.people].sort())
    // Whoever a call from before still puts into the first one goes where its people have gone on to.
    await (await database()).put('members', { ...await at(a.people[2]!), _id: `late-${a.id}`, sortKey: 'late', organisationId: a.id, idHash: null })
    await (await carrying()).continueChanges(minutes(20), after(99))
    expect((await at(`late-${a.id}`)).organisationId).toBe(found[0]!.id)
    expect(await refusal(by(), 'organisations.merge', { organisationIds: [found[0]!.id], newName: '一个', reason: '合并' })).toBe('changeSameTarget')
    expect(await refusal(by(), 'organisations.merge', { organisationIds: [found[0]!.id, world.committeeId], newName: '两个', reason: '合并' })).toBe('topNotDissolved')
  }, 30_000)

  test('a new branch is split off by group; what stays, stays, with warnings for both', async () => {
    const branch = await plant(2)
    const [second] = await add(branch.id, 1, { groupId: branch.groupId })
    const { appealId } = await call((await join(by(), branch.id, '示例组员', `o-in-${serial()}`, { groupId: branch.groupId })).openid, 'appeals.write', { text: '座位少' })
    const preview = await call(by(), 'organisations.previewSplit', { organisationId: branch.id, groupIds: [branch.groupId] })
    expect(preview).toMatchObject({ people: 3, staying: 3, groups: [{ id: branch.groupId, people: 3 }], postsTotal: 1, results: [{ after: 3, full: 3 }, { before: 6, after: 3 }] })
    expect(preview.results[0]!.warnings.map(warning => warning.key)).toEqual(['noSecretary'])
    const small = await call(by(), 'organisations.previewSplit', { organisationId: branch.id, memberIds: [second!] })
    expect(small.results[0]!.warnings[0]).toMatchObject({ key: 'tooFew', basis: expect.stringContaining('第四条') })
    expect(await call(by(), 'organisations.split', { organisationId: branch.id, newName: '分设示例党支部', groupIds: [branch.groupId], reason: '人多', fewerReason: '上级同意' })).toMatchObject({ done: true, carried: 3, total: 3 })
    const { id } = (await call(by(), 'organisations.search', { text: '分设示例' })).items[0]!
    expect(await living(id)).toHaveLength(3)
    expect(await call(by(), 'organisations.get', { organisationId: id })).toMatchObject({ fewerReason: '上级同意', members: 3 })
    expect(await living(branch.id)).toHaveLength(3)
    expect(await call(by(), 'organisations.get', { organisationId: branch.id })).toMatchObject({ changing: false, dissolvedAt: null, members: 3 })
    expect((await (await database()).read('appeals', appealId))!.organisationId).toBe(id)
    expect(await refusal(by(), 'roster.add', { organisationId: branch.id, name: '之后', standing: 'full' })).toBeNull()
    expect(await refusal(by(), 'organisations.split', { organisationId: branch.id, newName: '没人', memberIds: [world.member.memberId], reason: '分' })).toBe('changeNothing')
    expect(await refusal(by(), 'organisations.split', { organisationId: branch.id, newName: '分设示例党支部', memberIds: [branch.people[2]!], reason: '分' })).toBe('nameTaken')
  }, 30_000)

  test('a group is dissolved by its branch; its people stay in the branch', async () => {
    const branch = await plant(1)
    await proveFactor(branch.secretary.openid)
    const other = await create('第二小组', 'group', branch.id)
    expect(await call(branch.secretary.openid, 'organisations.previewDissolve', { organisationId: branch.groupId })).toMatchObject({ people: 1, postsTotal: 1, can: { go: true } })
    await call(branch.secretary.openid, 'organisations.dissolve', { organisationId: branch.groupId, targetId: other, reason: '并组' })
    expect(await at(branch.people[1]!)).toMatchObject({ organisationId: branch.id, groupId: other, posts: [] })
    await call(branch.secretary.openid, 'organisations.dissolve', { organisationId: other, reason: '撤组' })
    expect(await at(branch.people[1]!)).toMatchObject({ organisationId: branch.id, groupId: null, groupName: null })
    expect((await call(branch.secretary.openid, 'organisations.get', {})).groups).toEqual([])
  })
})

describe('a move takes people away from superiors in which they hold posts', () => {
  test('those posts end, said before, with an event; the others stay', async () => {
    const [a, b] = [await create('甲党总支', 'generalBranch'), await create('乙党总支', 'generalBranch')]
    const id = await create('示例党支部', 'branch', a)
    const person = await join(by(), id, '示例委员', `o-above-${serial()}`, { post: 'secretary' })
    await call(by(), 'posts.appoint', { organisationId: a, memberId: person.memberId, post: 'committeeMember' })
    expect(await call(by(), 'organisations.previewMove', { organisationId: id, parentId: b })).toMatchObject({ postsTotal: 1, posts: [{ memberName: '示例委员', post: 'committeeMember' }] })
    await call(by(), 'organisations.move', { organisationId: id, parentId: b })
    expect((await at(person.memberId)).posts.map(held => [held.organisationId, held.post])).toEqual([[id, 'secretary']])
    expect(await refusal(person.openid, 'roster.list', { organisationId: a })).toBe('notFound')
    const { find, read } = await database()
    expect((await find('posts', { organisationId: a, memberId: person.memberId }, { limit: 2 }))[0]).toMatchObject({ endReason: '隶属关系调整' })
    expect((await read('organisations', a))!.holders).toEqual({})
    expect((await find('person_events', { personId: person.memberId, kind: 'post' }, { limit: 5 })).map(event => event.text)).toContainEqual(expect.stringContaining('隶属关系调整'))
    expect((await call(by(), 'organisations.previewMove', { organisationId: id, parentId: a })).postsTotal).toBe(0)
  })
})

test('the list of what has ended pages by key, in few operations', async () => {
  const ids = new Set<string>()
  for (let cursor: string | undefined, round = 0; round < 20; round++) {
    const page = await call(by(), 'organisations.gone', { limit: 3, ...(cursor ? { cursor } : {}) })
    for (const one of page.items) ids.add(one.id)
    if (!page.next) break
    cursor = page.next
  }
  expect(ids.size).toBe(await (await database()).count('organisations', { gone: true }))
  expect(await operationsOf(() => call(by(), 'organisations.gone', {}))).toBeLessThanOrEqual(5)
})

import { call, operationsOf, refusal, setNow, START, startApi, stopApi, contextOf } from '../support/api'
import { join, makeWorld, proveFactor, type Person, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const database = () => import('../../cloudfunctions/platform/database')
const [founder, secretary, other] = [() => world.founder.openid, () => world.secretary.openid, () => world.otherSecretary.openid]
let turn = 0
const person = (over: Parameters<typeof join>[4] = {}): Promise<Person> => { turn++; return join(secretary(), world.branchId, `转${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'[turn]}`, `o-transfer-${turn}`, over) }
const apply = (who: Person, toBranchId = world.otherBranchId) => call(who.openid, 'transfers.apply', { memberId: who.memberId, toBranchId, duesUntil: '2026-11', reason: '换班级' })
const start = async (who: Person) => (await call(secretary(), 'transfers.start', { organisationId: world.branchId, memberIds: [who.memberId], toBranchId: world.otherBranchId })).items[0]!.transferId!
const get = (openid: string, transferId: string) => call(openid, 'transfers.get', { transferId })
const act = async (openid: string, action: 'transfers.agree' | 'transfers.accept', transferId: string) => call(openid, action, { transferId, version: (await get(openid, transferId)).version })
const member = async (memberId: string) => (await (await database()).read('members', memberId))!
const todos = async (openid: string) => (await call(openid, 'session.home', {})).todos.filter(todo => todo.kind === 'transfer')
const numbers = async () => [await call(founder(), 'organisations.get', { organisationId: world.branchId }), await call(founder(), 'organisations.get', { organisationId: world.otherBranchId })].map(({ members, bound }) => [members, bound])

describe('inside the tree', () => {
  test('applied by the person, agreed by the branch and the common committee, received: only then the record moves', async () => {
    const who = await person({ groupId: world.groupId })
    const before = await numbers()
    const { id, state, next, steps, can } = await apply(who)
    expect({ state, next, who: steps.map(step => step.who), can }).toMatchObject({ state: 'applied', next: '软件本科生第一党支部 书记王建国', who: [who.name, '软件本科生第一党支部', '示例大学信息学院党委w', '硕士第二党支部'], can: { withdraw: true, agree: false } })
    expect(await todos(secretary())).toMatchObject([{ title: `${who.name}的组织关系转接`, hint: '待支部同意', refId: id }])
    expect((await member(who.memberId)).axes?.relation).toBeUndefined()
    // The receiving branch knows nothing yet.
    expect(await refusal(other(), 'transfers.get', { transferId: id })).toBe('notFound')
    expect((await call(other(), 'transfers.list', {})).items).toEqual([])

    expect(await act(secretary(), 'transfers.agree', id)).toMatchObject({ state: 'approving', next: '示例大学信息学院党委w 组织委员周明远' })
    expect((await member(who.memberId)).axes?.relation).toMatchObject({ value: 'leaving' })
    expect([await todos(secretary()), (await todos(founder()))[0]?.refId]).toEqual([[], id])
    expect(await act(founder(), 'transfers.agree', id)).toMatchObject({ state: 'accepting', next: '硕士第二党支部 书记孙丽' })
    expect((await todos(other()))[0]?.refId).toBe(id)
    expect((await member(who.memberId)).organisationId).toBe(world.branchId)
    expect(await refusal(secretary(), 'transfers.accept', { transferId: id, version: 3 })).toBe('forbidden')

    expect(await act(other(), 'transfers.accept', id)).toMatchObject({ state: 'done', open: false, next: '' })
    expect(await member(who.memberId)).toMatchObject({ organisationId: world.otherBranchId, organisationName: '硕士第二党支部', groupId: null, transferId: null, axes: { relation: { value: 'here' } } })
    expect(await todos(other())).toEqual([])
    const after = await numbers()
    expect(after).toEqual([[before[0]![0]! - 1, before[0]![1]! - 1], [before[1]![0]! + 1, before[1]![1]! + 1]])
    // The account follows at its next call, the timeline tells it, the old branch reads it in its list of what is over.
    expect((await call(who.openid, 'session.home', {})).me).toMatchObject({ organisationId: world.otherBranchId })
    const { find } = await database()
    expect((await find('person_events', { personId: who.memberId, kind: 'relation' }, { orderBy: [['at', 'asc']], limit: 10 })).map(event => event.text).sort()).toEqual(['申请把组织关系转到硕士第二党支部', '组织关系由软件本科生第一党支部转到硕士第二党支部', '组织关系转往硕士第二党支部，办理中'].sort())
    expect((await call(secretary(), 'transfers.list', { over: true })).items.map(line => line.id)).toContain(id)
    expect(await refusal(secretary(), 'roster.get', { memberId: who.memberId })).toBe('notFound')
    expect((await get(who.openid, id)).history.map(line => line.act)).toEqual(['applied', 'agreed', 'agreed', 'accepted'])
  })

  test('sent back with a reason, changed, sent again; withdrawn by whoever began', async () => {
    const who = await person()
    const { id } = await apply(who)
    await act(secretary(), 'transfers.agree', id)
    await act(founder(), 'transfers.agree', id)
    await call(other(), 'transfers.return', { transferId: id, version: 3, reason: '请先补交党费' })
    expect((await member(who.memberId)).axes?.relation?.value).toBe('here')
    const seen = await get(who.openid, id)
    expect(seen).toMatchObject({ state: 'returned', next: `${who.name}：修改或撤回`, can: { resubmit: true, withdraw: true } })
    expect(seen.history.at(-1)).toMatchObject({ act: 'returned', note: '请先补交党费', who: '硕士第二党支部 孙丽' })
    expect(await todos(who.openid)).toMatchObject([{ title: '组织关系转接申请被退回', refId: id }])
    expect(await call(who.openid, 'transfers.resubmit', { transferId: id, version: seen.version, duesUntil: '2026-12' })).toMatchObject({ state: 'applied', duesUntil: '2026-12', to: '硕士第二党支部' })
    expect(await todos(who.openid)).toEqual([])
    expect(await call(who.openid, 'transfers.withdraw', { transferId: id, version: 5 })).toMatchObject({ state: 'withdrawn', open: false })
    expect((await member(who.memberId)).transferId).toBeNull()
    expect(await todos(secretary())).toEqual([])
    // And again from the beginning, this time called off by the branch.
    const second = await apply(who)
    expect(await call(secretary(), 'transfers.withdraw', { transferId: second.id, version: 1, reason: '本人不转了' })).toMatchObject({ state: 'cancelled' })
  })

  test('what the branch began the person cannot withdraw; a branch that resubmits has agreed', async () => {
    const who = await person()
    const id = await start(who)
    expect(await get(who.openid, id)).toMatchObject({ state: 'approving', startedByMember: false, can: { withdraw: false } })
    expect(await refusal(who.openid, 'transfers.withdraw', { transferId: id, version: 1 })).toBe('forbidden')
    await call(founder(), 'transfers.return', { transferId: id, version: 1, reason: '请写明原因' })
    expect(await call(secretary(), 'transfers.resubmit', { transferId: id, version: 2, reason: '保研' })).toMatchObject({ state: 'approving', reason: '保研' })
    expect(await call(secretary(), 'transfers.withdraw', { transferId: id, version: 3 })).toMatchObject({ state: 'withdrawn' })
  })

  test('whoever holds a post in the old branch gives it up first; one above both is kept', async () => {
    const who = await person({ post: 'publicityOfficer' })
    const committee = await call(founder(), 'posts.appoint', { organisationId: world.committeeId, memberId: who.memberId, post: 'committeeMember' })
    const id = await start(who)
    await act(founder(), 'transfers.agree', id)
    const seen = await get(other(), id)
    expect([seen.can.accept, seen.why.accept]).toEqual([false, `${who.name}还担任软件本科生第一党支部宣传委员，请原支部先免去职务再办`])
    expect(await refusal(other(), 'transfers.accept', { transferId: id, version: seen.version })).toBe('transferPosts')
    const { items } = await call(secretary(), 'posts.list', { organisationId: world.branchId })
    await call(founder(), 'posts.end', { postId: items.find(post => post.memberId === who.memberId)!.id, reason: '转出' })
    expect((await act(other(), 'transfers.accept', id)).state).toBe('done')
    expect((await member(who.memberId)).posts.map(held => held.postId)).toEqual([committee.postId])
  })

  test('refused: the own branch, committees, groups, a dissolved branch, another tree, no target, a second transfer, nobody\'s', async () => {
    const who = await person()
    const to = (toBranchId: string) => refusal(who.openid, 'transfers.apply', { memberId: who.memberId, toBranchId })
    const { db } = await database()
    const { organisationId: dissolved } = await call(founder(), 'organisations.create', { parentId: world.committeeId, name: '撤销了的党支部', kind: 'branch' })
    await db.collection('organisations').doc(dissolved).update({ dissolvedAt: START })
    expect([await to(world.branchId), await to(world.committeeId), await to(world.groupId), await to(dissolved), await to('nothing')]).toEqual(['transferOwnBranch', 'transferToBranch', 'transferToBranch', 'transferDissolved', 'notFound'])
    expect(await refusal(who.openid, 'transfers.apply', { memberId: who.memberId })).toBe('transferNowhere')
    expect(await refusal(who.openid, 'transfers.apply', { memberId: world.member.memberId, toBranchId: world.otherBranchId })).toBe('notFound')
    const { id } = await apply(who)
    expect(await to(world.otherBranchId)).toBe('transferOpen')
    expect(await refusal(secretary(), 'roster.archive', { memberId: who.memberId, reason: '转出' })).toBe('transferOpen')
    const started = await call(secretary(), 'transfers.start', { organisationId: world.branchId, memberIds: [who.memberId, world.otherMember.memberId], toBranchId: world.otherBranchId })
    expect(started).toEqual({ items: [{ memberId: who.memberId, name: who.name, transferId: null, why: `${who.name}正在办理组织关系转接，办完或撤回后才能再办` }], left: 1 })
    expect(await refusal(other(), 'transfers.start', { organisationId: world.branchId, memberIds: [who.memberId], toBranchId: world.otherBranchId })).toBe('notFound')
    expect(await refusal(world.officer.openid, 'transfers.agree', { transferId: id, version: 1 })).toBe('forbidden')
    // A target that is dissolved on the way takes nobody in.
    await act(secretary(), 'transfers.agree', id)
    await act(founder(), 'transfers.agree', id)
    await db.collection('organisations').doc(world.otherBranchId).update({ dissolvedAt: START })
    expect(await refusal(other(), 'transfers.accept', { transferId: id, version: 3 })).toBe('transferDissolved')
    await db.collection('organisations').doc(world.otherBranchId).update({ dissolvedAt: (await database())._.set(null) })
    await call(who.openid, 'transfers.withdraw', { transferId: id, version: 3 })
  })

  test('a class at once: each with the same data, one item on the desk', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, async (_, n) => (await call(secretary(), 'roster.add', { organisationId: world.branchId, name: `班级${n}`, standing: 'full' })).memberId))
    const input = { organisationId: world.branchId, memberIds: people, toBranchId: world.otherBranchId, duesUntil: '2026-10', reason: '毕业保研' }
    const first = await call(secretary(), 'transfers.start', input, 'one-class-tap')
    expect(await call(secretary(), 'transfers.start', input, 'one-class-tap')).toEqual(first)
    expect(new Set(first.items.map(item => item.transferId)).size).toBe(30)
    expect(await todos(founder())).toMatchObject([{ title: '30件组织关系转接待办理' }])
    const page = await call(founder(), 'transfers.list', { organisationId: world.committeeId, state: 'approving', limit: 20 })
    const rest = await call(founder(), 'transfers.list', { organisationId: world.committeeId, state: 'approving', limit: 20, cursor: page.next! })
    expect(new Set([...page.items, ...rest.items].map(line => line.id)).size).toBe(30)
    expect(page.items[0]).toMatchObject({ from: '软件本科生第一党支部', to: '硕士第二党支部', next: '示例大学信息学院党委w 组织委员周明远' })
    expect((await call(founder(), 'transfers.list', { organisationId: world.committeeId, search: 'bj7' })).items.map(line => line.memberName)).toEqual(['班级7'])
    expect((await call(founder(), 'transfers.list', { organisationId: world.committeeId, search: '班级7' })).items.map(line => line.memberName)).toEqual(['班级7'])
    expect(await operationsOf(() => call(founder(), 'transfers.list', { organisationId: world.committeeId }))).toBeLessThanOrEqual(5)
    expect((await get(founder(), page.items[0]!.id))).toMatchObject({ others: 29, duesWarning: '党费只交到2026年10月，请提醒补交' })
    // The old branch waits for the committee: what else lies on the committee's desk is not told to it.
    expect((await get(secretary(), page.items[0]!.id)).others).toBe(0)
  })

  test('what else waits on a desk is told to who acts there, not to the applicants', async () => {
    const [one, two] = [await person(), await person()]
    const { id, others } = await apply(one)
    await apply(two)
    expect(others).toBe(0)
    expect((await get(one.openid, id)).others).toBe(0)
    expect((await get(secretary(), id)).others).toBeGreaterThanOrEqual(1)
  })
})

test('the job renews what home says and follows an organisation that is moved; running it again changes nothing', async () => {
  const who = await person()
  const { id } = await apply(who)
  const jobs = async () => (await import('../../cloudfunctions/modules/transfers/job')).followTransfers(START, new Date(Date.now() + 60_000))
  const { db, read } = await database()
  await db.collection('inbox').doc(`transfer_${world.branchId}`).remove()
  await db.collection('transfers').doc(id).update({ within: [] })
  await jobs()
  const once = [await read('transfers', id), await read('inbox', `transfer_${world.branchId}`)]
  expect(once[0]!).toMatchObject({ within: [world.committeeId, world.branchId] })
  expect((await todos(secretary()))[0]?.refId).toBe(id)
  await jobs()
  expect([await read('transfers', id), await read('inbox', `transfer_${world.branchId}`)]).toEqual(once)
  const { main } = await import('../../cloudfunctions/jobs')
  expect((await main({ Type: 'Timer' }, contextOf())).ran).toContain('transfers')
  await call(who.openid, 'transfers.withdraw', { transferId: id, version: 1 })
})

test('a target is chosen among the branches of the own tree, by name or initials', async () => {
  expect((await call(world.member.openid, 'transfers.targets', {})).items.map(one => one.name)).toEqual(['硕士第二党支部'])
  expect((await call(world.member.openid, 'transfers.targets', { text: 'ssdedzb' })).items).toMatchObject([{ id: world.otherBranchId, above: '示例大学信息学院党委w' }])
  expect((await call(world.member.openid, 'transfers.targets', { text: '软件' })).items).toEqual([])
})

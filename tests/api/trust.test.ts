/** Nobody learns or changes what lies outside the own power: foreign ids among own ones, posts that nobody vouches for, cards left behind. */
import { contractList, type ListedAction } from '../../config/contracts'
import { call, operationsOf, refusal, reply, setNow, START, startApi, stopApi } from '../support/api'
import { makeRecords, type Records } from '../support/records'
import { recordFields, sampleInput } from '../support/sample-input'
import { bind, join, makeWorld, plantFoundingCode, proveFactor, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  for (const { openid } of [world.secretary, world.otherSecretary, world.member]) await proveFactor(openid)
}, 60_000)
afterAll(stopApi)
afterEach(() => setNow(START))

const by = () => world.founder.openid

/** Where an id out of reach is one that nothing is found for. */
const passesOver = new Set(['backfill.preview groupId', 'backfill.preview personIds', 'backfill.people groupId', 'backfill.people personIds', 'organisations.previewSplit groupIds', 'organisations.previewSplit memberIds', 'organisations.previewDissolve groupIds', 'organisations.previewDissolve memberIds', 'roster.list groupId', 'roster.saveFilter groupId', 'roster.select groupId', 'graduation.add memberIds', 'graduation.assign memberIds', 'graduation.drop memberIds', 'graduation.keep memberIds', 'graduation.send memberIds', 'roster.previewBulk memberIds', 'roster.bulk memberIds', 'reviews.change memberIds'])
/** Which branches a tree has is known to everybody in it: a transfer can go to each of them. */
const knownToAll = new Set(['transfers.start toBranchId'])
/** An answer without the id or version that it has just made, and without the id that was sent with it. */
const withoutNewIds = (data: unknown): unknown => JSON.parse(JSON.stringify(data, (key, value: unknown) => (['id', 'bulkId', 'groupId', 'version'].includes(key) ? undefined : value)))

describe('one foreign id among own ones', () => {
  let own: Records
  let foreign: Records
  beforeAll(async () => {
    const { organisationId: otherGroupId } = await call(by(), 'organisations.create', { parentId: world.otherBranchId, name: '第一党小组', kind: 'group' })
    own = await makeRecords({ secretary: world.secretary, author: world.member, subject: world.probationary }, { organisationId: world.branchId, groupId: world.groupId }, 0)
    foreign = await makeRecords({ secretary: world.otherSecretary, author: world.otherMember, subject: world.otherMember }, { organisationId: world.otherBranchId, groupId: otherGroupId }, 100)
    // The first refusal of an account costs one operation more than every other: it begins the count of them.
    for (const { openid } of [world.secretary, world.member]) await refusal(openid, 'roster.get', { memberId: 'nothingofthatname' })
  }, 60_000)

  const cases = contractList().flatMap(action => [...new Set(recordFields(action.input))].map(field => [action.name, field, action] as const))
    .filter(([name, field]) => !knownToAll.has(`${name} ${field}`))

  test.each(cases)('%s: %s of another branch answers as one that does not exist, in words and in operations', async (_name, field, action: ListedAction) => {
    const mixed = (value: unknown) => sampleInput(action.input, name => (name === field ? value : name === 'target' ? { kind: 'activity', id: own.activityId } : own[name as keyof Records]))
    const valueOf = (id: string) => (field === 'target' ? { kind: 'activity', id } : id)
    const openid = action.access === 'member' ? world.member.openid : world.secretary.openid
    // What is passed over is saved: the second time it is another version that is changed.
    const versionOf = async () => (action.name === 'reviews.change' ? { version: (await call(openid, 'reviews.get', { reviewId: own.reviewId })).version } : {})
    const send = async (id: string) => {
      const input = { ...mixed(valueOf(id)), ...await versionOf() }
      let answer!: Awaited<ReturnType<typeof reply>>
      const operations = await operationsOf(async () => { answer = await reply(action.runs, { action: action.name, input, requestId: `trust-${Math.random().toString(36).slice(2)}` }, openid) })
      if (answer.ok) return { ok: true as const, data: withoutNewIds(answer.data), operations }
      const { requestId: _requestId, ...error } = answer.error as { requestId?: string; code: string }
      return { ok: false as const, error, operations }
    }
    const [theirs, nobodys] = [await send(foreign[field as keyof Records]), await send('nothingofthatname')]
    expect(theirs).toEqual(nobodys)
    // A filter finds nothing, and a bulk change passes over whom it cannot reach; everything else refuses.
    expect(theirs.ok).toBe(passesOver.has(`${action.name} ${field}`))
  })
})

describe('posts', () => {
  test('one person holds a post once, also when appointed twice in the same second', async () => {
    const { memberId } = await call(by(), 'roster.add', { organisationId: world.otherBranchId, name: '沈一', standing: 'full' })
    const outcomes = await Promise.all([1, 2, 3].map(() => refusal(by(), 'posts.appoint', { organisationId: world.otherBranchId, memberId, post: 'committeeMember' })))
    expect(outcomes.filter(outcome => outcome === null)).toHaveLength(1)
    expect(new Set(outcomes.filter(outcome => outcome !== null))).toEqual(new Set(['postExists']))
    expect((await call(by(), 'roster.get', { memberId })).posts).toHaveLength(1)
  })

  test('a used request id with something else in it appoints nobody', async () => {
    const people = await Promise.all(['沈二', '沈三'].map(name => call(by(), 'roster.add', { organisationId: world.otherBranchId, name, standing: 'full' })))
    const appoint = (memberId: string) => call(by(), 'posts.appoint', { organisationId: world.otherBranchId, memberId, post: 'publicityOfficer' }, 'the-same-request')
    const first = await appoint(people[0]!.memberId)
    expect(await appoint(people[0]!.memberId)).toEqual(first)
    await expect(appoint(people[1]!.memberId)).rejects.toMatchObject({ code: 'conflict' })
    await call(by(), 'posts.end', { postId: first.postId, reason: '试' })
    await expect(appoint(people[0]!.memberId)).rejects.toMatchObject({ code: 'conflict' })
    expect((await call(by(), 'posts.list', { organisationId: world.otherBranchId })).items.filter(post => post.post === 'publicityOfficer')).toEqual([])
  })

  test('a term is not over before it begins, and one that is over is shown as such', async () => {
    const { memberId } = await call(by(), 'roster.add', { organisationId: world.otherBranchId, name: '沈四', standing: 'full' })
    const appoint = (until: string) => refusal(by(), 'posts.appoint', { organisationId: world.otherBranchId, memberId, post: 'disciplineOfficer', until, acting: true })
    expect(await appoint('2026-11-19')).toBe('datesWrong')
    expect(await appoint('2026-11-20')).toBeNull()
    await bind(by(), memberId, 'o-shen4')
    const state = async () => (await call(by(), 'posts.list', { organisationId: world.otherBranchId })).items.find(post => post.memberId === memberId)
    await call(by(), 'posts.confirm', { postId: (await state())!.id })
    expect((await state())!.state).toBe('active')
    await setNow(new Date('2026-11-20T16:00:00Z'))
    expect(await state()).toMatchObject({ state: 'ended', can: { end: true } })
  })

  test('who ended a post first is who ended it', async () => {
    const { memberId } = await call(by(), 'roster.add', { organisationId: world.otherBranchId, name: '沈五', standing: 'full' })
    const { postId } = await call(by(), 'posts.appoint', { organisationId: world.otherBranchId, memberId, post: 'disciplineOfficer' })
    await Promise.all([['甲', by()], ['乙', world.otherSecretary.openid]].map(([reason, openid]) => call(openid!, 'posts.end', { postId, reason: reason! })))
    const { read } = await import('../../cloudfunctions/platform/database')
    const { accountIdOf } = await import('../../cloudfunctions/platform/identity')
    const ended = (await read('posts', postId))!
    expect(ended.endedBy).toBe(accountIdOf(ended.endReason === '甲' ? by() : world.otherSecretary.openid))
  })

  test('a leader who is moved to another group leads neither', async () => {
    const { organisationId: other } = await call(by(), 'organisations.create', { parentId: world.branchId, name: '第三党小组', kind: 'group' })
    const { organisationId: own } = await call(by(), 'organisations.create', { parentId: world.branchId, name: '第四党小组', kind: 'group' })
    const leader = await join(by(), world.branchId, '沈一一', 'o-shen11', { groupId: own, post: 'groupLeader', postIn: own })
    const names = () => refusal(leader.openid, 'roster.names', {})
    expect(await names()).toBeNull()
    await call(by(), 'roster.update', { memberId: leader.memberId, version: 1, changes: { groupId: other } })
    expect(await names()).toBe('forbidden')
    expect((await call(by(), 'posts.list', { organisationId: own })).items).toMatchObject([{ memberName: '沈一一', state: 'ended', can: { end: true } }])
    await call(by(), 'roster.update', { memberId: leader.memberId, version: 2, changes: { groupId: own } })
    expect(await names()).toBeNull()
  })

  test('who waits for confirmation is shown to somebody who can give it', async () => {
    const asked = async (openid: string, name: string) => (await call(openid, 'session.home', {})).todos.some(todo => todo.kind === 'confirmPost' && todo.title.startsWith(name))
    // A second leader of a group: the first cannot vouch, the branch's officers can.
    const { memberId } = await call(by(), 'roster.add', { organisationId: world.branchId, name: '沈六', standing: 'full', groupId: world.groupId })
    await call(by(), 'posts.appoint', { organisationId: world.groupId, memberId, post: 'groupLeader' })
    await bind(by(), memberId, 'o-shen6')
    expect(await asked(world.secretary.openid, '沈六')).toBe(true)
    // The only other officer who could has not joined: the committee above is asked.
    const { organisationId } = await call(by(), 'organisations.create', { parentId: world.committeeId, name: '待确认党支部', kind: 'branch' })
    const [waiting, absent] = await Promise.all(['沈七', '沈八'].map(name => call(by(), 'roster.add', { organisationId, name, standing: 'full' })))
    await call(by(), 'posts.appoint', { organisationId, memberId: waiting!.memberId, post: 'secretary' })
    await call(by(), 'posts.appoint', { organisationId, memberId: absent!.memberId, post: 'deputySecretary' })
    await bind(by(), waiting!.memberId, 'o-shen7')
    expect(await asked(by(), '沈七')).toBe(true)
  })
})

describe('the last officer whom nobody above could replace', () => {
  test('cannot leave or give up the post before another is in force', async () => {
    await plantFoundingCode('lonely-branch')
    const { organisationId } = await call('o-lonely', 'organisations.found', { code: 'lonely-branch', organisationName: '示例独立党支部', kind: 'branch', name: ' 沈 九 ' })
    await proveFactor('o-lonely')
    const own = (await call('o-lonely', 'posts.list', { organisationId })).items[0]!
    const { memberId } = await call('o-lonely', 'roster.add', { organisationId, name: '沈十', standing: 'full' })
    const deputy = await call('o-lonely', 'posts.appoint', { organisationId, memberId, post: 'deputySecretary' })
    // The deputy has not joined, so nobody could vouch for the deputy, or for a new phone of the founder.
    const end = () => refusal('o-lonely', 'posts.end', { postId: own.id, reason: '换届' })
    expect([own.memberName, await end(), await refusal('o-lonely', 'binding.leave', {})]).toEqual(['沈九', 'lastOfficer', 'lastOfficer'])
    expect((await call('o-lonely', 'posts.list', { organisationId })).items.find(post => post.id === own.id)!.can.end).toBe(false)
    await bind('o-lonely', memberId, 'o-deputy')
    expect(await end()).toBe('lastOfficer')
    await call('o-lonely', 'posts.confirm', { postId: deputy.postId })
    expect(await refusal('o-lonely', 'binding.leave', {})).toBeNull()
    expect(await refusal('o-deputy', 'binding.leave', {})).toBe('lastOfficer')
  })
})

describe('cards and claims', () => {
  const add = async (name: string, idNumber?: string) => (await call(world.secretary.openid, 'roster.add', { organisationId: world.branchId, name, standing: 'full', idNumber })).memberId

  test('a card that was left lying is void once its person has joined, also after a release, an archiving and a restoring', async () => {
    const memberId = await add('韩一', '990101199909090012')
    const invite = async () => (await call(world.secretary.openid, 'binding.invite', { memberId })).code
    const lying = await invite()
    const { code } = await call(world.secretary.openid, 'binding.setBranchCode', { organisationId: world.branchId, on: true })
    await call('o-han1', 'binding.claim', { branchCode: code!, name: '韩一', idTail: '0012' })
    await call(world.secretary.openid, 'binding.release', { memberId, reason: '换手机' })
    expect(await refusal('o-finder', 'binding.accept', { code: lying })).toBe('codeInvalid')
    const second = await invite()
    await call(world.secretary.openid, 'roster.archive', { memberId, reason: '转出' })
    await call(world.secretary.openid, 'roster.restore', { memberId })
    expect(await refusal('o-finder', 'binding.accept', { code: second })).toBe('codeInvalid')
  })

  test('somebody bound learns nothing of a namesake, whatever is guessed', async () => {
    await add('韩二', '990101199909090039')
    const person = await join(by(), world.otherBranchId, '韩二', 'o-han2')
    const { code } = await call(world.secretary.openid, 'binding.setBranchCode', { organisationId: world.branchId, on: true })
    const guess = (idTail: string) => refusal(person.openid, 'binding.claim', { branchCode: code!, name: '韩二', idTail })
    expect([await guess('0039'), await guess('0038')]).toEqual(['claimRefused', 'claimRefused'])
  })

  test('a repeated tap asks for confirmation again, should the first have broken off', async () => {
    const { db } = await import('../../cloudfunctions/platform/database')
    const memberId = await add('韩三')
    await call(by(), 'posts.appoint', { organisationId: world.branchId, memberId, post: 'committeeMember' })
    const { code } = await call(world.secretary.openid, 'binding.invite', { memberId })
    await call('o-han3', 'binding.accept', { code })
    await db.collection('inbox').where({ kind: 'confirmPost', title: db.RegExp({ regexp: '^韩三', options: '' }) }).remove()
    await call('o-han3', 'binding.accept', { code })
    expect((await call(world.secretary.openid, 'session.home', {})).todos.some(todo => todo.kind === 'confirmPost' && todo.title.startsWith('韩三'))).toBe(true)
  })
})

test('trees of their own know nothing of one another\'s names', async () => {
  const [a, b] = await Promise.all(['a', 'b'].map(async tag => {
    await plantFoundingCode(`tree-${tag}`)
    const { organisationId } = await call(`o-tree-${tag}`, 'organisations.found', { code: `tree-${tag}`, organisationName: `示例党委${tag}`, kind: 'committee', name: '韩四' })
    return organisationId
  }))
  const rename = (openid: string, organisationId: string) => refusal(openid, 'organisations.rename', { organisationId, name: '同名党委' })
  expect([await rename('o-tree-a', a!), await rename('o-tree-b', b!)]).toEqual([null, null])
})

test('a used request id with another change of many in it is no repeat', async () => {
  const { memberId } = await call(world.secretary.openid, 'roster.add', { organisationId: world.branchId, name: '韩五', standing: 'full' })
  const bulk = (organisationId: string, className: string) => call(by(), 'roster.bulk', { organisationId, memberIds: [memberId], className }, 'the-same-bulk-tap')
  const first = await bulk(world.branchId, '甲班')
  expect(await bulk(world.branchId, '甲班')).toEqual(first)
  await expect(bulk(world.branchId, '乙班')).rejects.toMatchObject({ code: 'conflict' })
  await expect(bulk(world.otherBranchId, '甲班')).rejects.toMatchObject({ code: 'conflict' })
  expect((await call(by(), 'roster.get', { memberId })).className).toBe('甲班')
})

/**
 * Every action × every role × own and foreign branch, generated from the contract list: an action that is added later
 * is judged here from the day it is added, and one that names its records in a new way has to say so here.
 */
import { contractList, type ListedAction } from '../../config/contracts'
import { contracts, type ActionName } from '../../types/contracts'
import { accessLevels, type Access } from '../../types/contracts/codes'
import { ActionFailed, call, contextOf, refusal, reply, setNow, START, startApi, stopApi } from '../support/api'
import { makeRecords, type Records } from '../support/records'
import { recordFields, sampleInput } from '../support/sample-input'
import { bind, join, makeWorld, proveFactor, type World } from '../support/world'

const actions = contractList()
const levels = {
  outsider: ['anyone'],
  member: ['anyone', 'member'],
  leader: ['anyone', 'member', 'leadGroup'],
  officer: ['anyone', 'member', 'leadGroup', 'runBranch', 'oversee'],
  keeper: [...accessLevels],
} satisfies Record<string, Access[]>

let world: World
let own: Records
let foreign: Records
/** Account of each role, the levels it has, and what it is told where it has not. */
let roles: Record<string, { openid: string; has: readonly Access[]; told: 'notBound' | 'forbidden' | 'notConfirmed' }>

beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  const by = world.founder.openid
  const revoked = await join(by, world.branchId, '郑凯', 'openid-revoked')
  const { postId } = await call(by, 'posts.appoint', { organisationId: world.branchId, memberId: revoked.memberId, post: 'disciplineOfficer' })
  await call(by, 'posts.end', { postId, reason: '任期已满' })
  const pending = await call(by, 'roster.add', { organisationId: world.branchId, name: '冯雪', standing: 'full' })
  await call(by, 'posts.appoint', { organisationId: world.branchId, memberId: pending.memberId, post: 'committeeMember' })
  await bind(by, pending.memberId, 'openid-pending')
  const left = await join(by, world.branchId, '蒋明', 'openid-left')
  await call(left.openid, 'binding.leave', {})
  for (const { openid } of [world.secretary, world.otherSecretary, world.member]) await proveFactor(openid)
  const { organisationId: otherGroupId } = await call(by, 'organisations.create', { parentId: world.otherBranchId, name: '第一党小组', kind: 'group' })
  own = await makeRecords({ secretary: world.secretary, author: world.member, subject: world.probationary }, { organisationId: world.branchId, groupId: world.groupId }, 0)
  foreign = await makeRecords({ secretary: world.otherSecretary, author: world.otherMember, subject: world.otherMember }, { organisationId: world.otherBranchId, groupId: otherGroupId }, 100)
  roles = {
    stranger: { openid: world.stranger, has: levels.outsider, told: 'notBound' },
    'who has left': { openid: left.openid, has: levels.outsider, told: 'notBound' },
    member: { openid: world.member.openid, has: levels.member, told: 'forbidden' },
    'probationary member': { openid: world.probationary.openid, has: levels.member, told: 'forbidden' },
    'group leader': { openid: world.leader.openid, has: levels.leader, told: 'forbidden' },
    officer: { openid: world.officer.openid, has: levels.officer, told: 'forbidden' },
    secretary: { openid: world.secretary.openid, has: levels.keeper, told: 'forbidden' },
    'secretary of another branch': { openid: world.otherSecretary.openid, has: levels.keeper, told: 'forbidden' },
    'officer of the organisation above': { openid: world.founder.openid, has: levels.keeper, told: 'forbidden' },
    'officer whose post was ended': { openid: revoked.openid, has: levels.member, told: 'forbidden' },
    'officer whose post waits for confirmation': { openid: 'openid-pending', has: levels.member, told: 'notConfirmed' },
  }
}, 120_000)
afterAll(stopApi)

const send = (action: ListedAction, input: unknown, openid?: string) => reply(action.runs, { action: action.name, input, requestId: `matrix-${action.name}-${Math.random().toString(36).slice(2)}` }, openid)
const codeOf = async (answer: ReturnType<typeof send>): Promise<string> => { const got = await answer; return got.ok ? 'ok' : got.error.code }

test('every action says who may call it', () => {
  expect(actions.length).toBe(Object.keys(contracts).length)
  expect(actions.filter(({ access }) => !(accessLevels as readonly string[]).includes(access))).toEqual([])
})

describe('every action × every role', () => {
  // An input that no action takes: whoever passes access is told so, and nothing is done.
  test.each(actions)('$name ($access)', async action => {
    const found: Record<string, string> = {}
    const expected: Record<string, string> = {}
    for (const [role, { openid, has, told }] of Object.entries(roles)) {
      expected[role] = has.includes(action.access as Access) ? 'badInput' : told
      found[role] = await codeOf(send(action, 'nothing that an action takes', openid))
    }
    expect(found).toEqual(expected)
  })

  test('a call without a person is refused by every action', async () => {
    for (const action of actions) {
      const { main } = action.runs === 'api' ? await import('../../cloudfunctions/api') : await import('../../cloudfunctions/sheets')
      expect(await main({ action: action.name, input: {} }, contextOf())).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    }
  })

  test('a function serves only its own actions', async () => {
    for (const action of actions) expect(await codeOf(send({ ...action, runs: action.runs === 'api' ? 'sheets' : 'api' }, {}, world.secretary.openid))).toBe('unknownAction')
  })
})

describe('own and foreign branch', () => {
  const targeted = actions.filter(action => recordFields(action.input).length > 0)
  const reachesDown = ['keepRoster', 'appoint', 'oversee']
  /** Whoever oversees a branch may read its names, whatever post opens the action. */
  const alsoFromAbove = ['roster.names']
  // What takes a record away comes last, so that the others still find it.
  const last = /\.(leave|release|archive|end|withdraw|callOff|cancel|undo|reverse|tick|notMe|split|restore)$/
  const ordered = [...targeted].sort((a, b) => Number(last.test(a.name)) - Number(last.test(b.name)))
  const notMine = ['notFound', 'fileForeign']

  const inputFor = (action: ListedAction, records: Records): Record<string, unknown> => sampleInput(action.input, field => {
    if (!(field in records)) throw new Error(`${action.name} names a record by "${field}": say in tests/support/records.ts which record that is`)
    return field === 'target' ? { kind: 'activity', id: records.activityId } : records[field as keyof Records]
  })

  test.each(ordered)('$name: a record of a foreign branch answers as one that does not exist', async action => {
    const nowhere = Object.fromEntries(Object.keys(own).map(field => [field, 'nothingofthatname'])) as unknown as Records
    const openid = action.access === 'member' ? world.member.openid : world.secretary.openid
    const [theirs, nobodys] = [await send(action, inputFor(action, foreign), openid), await send(action, inputFor(action, nowhere), openid)]
    expect(theirs).toMatchObject({ ok: false })
    expect(notMine).toContain(theirs.ok ? 'ok' : theirs.error.code)
    const { requestId: _a, ...first } = theirs.ok ? {} as never : theirs.error as { requestId?: string }
    const { requestId: _b, ...second } = nobodys.ok ? {} as never : nobodys.error as { requestId?: string }
    expect(first).toEqual(second)
  })

  test.each(ordered)('$name: from above only what reaches down', async action => {
    if (action.access === 'member' || action.access === 'anyone') return
    const code = await codeOf(send(action, inputFor(action, foreign), world.founder.openid))
    if (reachesDown.includes(action.access) || alsoFromAbove.includes(action.name)) expect(['forbidden', 'notFound', 'notBound', 'badInput']).not.toContain(code)
    else expect(['forbidden', 'notFound']).toContain(code)
  })

  test.each(ordered)('$name: the own branch is served', async action => {
    // A member may ask about oneself, an officer about the branch's people.
    const asMember = action.access === 'member'
    const input = inputFor(action, asMember ? { ...own, memberId: world.member.memberId } : own)
    expect(['forbidden', 'notFound', 'notBound', 'notConfirmed', 'badInput', 'internal']).not.toContain(await codeOf(send(action, input, asMember ? world.member.openid : world.secretary.openid)))
  })
})

describe('a power ends at once', () => {
  const post = { title: '请看通知', body: '内容' }

  test('an officer whose post is ended is refused at the very next call', async () => {
    const officer = await join(world.founder.openid, world.branchId, '于洋', 'openid-ended')
    const { postId } = await call(world.founder.openid, 'posts.appoint', { organisationId: world.branchId, memberId: officer.memberId, post: 'committeeMember' })
    await call(officer.openid, 'notices.post', post)
    await call(world.founder.openid, 'posts.end', { postId, reason: '工作调动' })
    expect(await refusal(officer.openid, 'notices.post', post)).toBe('forbidden')
  })

  test('an officer whose account was freed is nobody at the next call', async () => {
    const officer = await join(world.founder.openid, world.branchId, '田静', 'openid-freed', { post: 'committeeMember' })
    await call(officer.openid, 'notices.post', post)
    await call(world.founder.openid, 'binding.release', { memberId: officer.memberId, reason: '换手机' })
    expect(await refusal(officer.openid, 'notices.post', post)).toBe('notBound')
  })

  test('a term ends by the clock', async () => {
    const officer = await join(world.founder.openid, world.branchId, '杜鹏', 'openid-term')
    await call(world.founder.openid, 'posts.appoint', { organisationId: world.branchId, memberId: officer.memberId, post: 'committeeMember', until: '2026-11-20', acting: true })
    await call(officer.openid, 'notices.post', post)
    await setNow('2026-11-20T16:00:00Z')
    expect(await refusal(officer.openid, 'notices.post', post)).toBe('forbidden')
    await setNow(START)
  })
})

test('a refusal carries a sentence', async () => {
  await expect(call(world.member.openid, 'notices.post' satisfies ActionName, { title: '通知', body: '内容' })).rejects.toBeInstanceOf(ActionFailed)
})

/**
 * A small world made through the product's own actions: a committee, two branches below it, a group, and people in
 * every role, each with an account. `startApi()` first.
 */
import { call, setNow, START, startApi, stopApi } from './api'
import type { Post } from '../../types/contracts/codes'

export interface Person { openid: string; memberId: string; name: string }
export interface World {
  committeeId: string
  branchId: string
  otherBranchId: string
  groupId: string
  /** Holds the founding post of the committee. */
  founder: Person
  /** Officers and members of the first branch. */
  secretary: Person
  officer: Person
  leader: Person
  member: Person
  probationary: Person
  /** On the roster of the first branch, without an account. */
  unbound: Omit<Person, 'openid'>
  /** The second branch. */
  otherSecretary: Person
  otherMember: Person
  stranger: string
}

/** Puts a founding code where deployment would. */
export async function plantFoundingCode(code: string): Promise<void> {
  const { put } = await import('../../cloudfunctions/platform/database')
  const { foundingCodeId } = await import('../../cloudfunctions/modules/organisations/founding')
  await put('founding_codes', { _id: foundingCodeId(code), usedAt: null, usedBy: null })
}

/** The dynamic code that an authenticator app would show now for a secret. */
export async function dynamicCode(secret: string): Promise<string> {
  const { Secret, TOTP } = await import('otpauth')
  const { clock } = await import('../../cloudfunctions/platform/clock')
  return new TOTP({ secret: Secret.fromBase32(secret), period: 30, digits: 6 }).generate({ timestamp: clock.now().getTime() })
}

/** Sets up a second factor for an account and proves it: good for ten minutes of the test's clock. */
export async function proveFactor(openid: string): Promise<string> {
  const { secret } = await call(openid, 'session.enrolFactor', {})
  await call(openid, 'session.activateFactor', { code: await dynamicCode(secret) })
  return secret
}

/** Sends a card to a member and opens it with an account. */
export async function bind(by: string, memberId: string, openid: string): Promise<void> {
  const { code } = await call(by, 'binding.invite', { memberId })
  await call(openid, 'binding.accept', { code })
}

/** Adds a person to a branch, binds an account, and gives a post where one is named. */
export async function join(by: string, organisationId: string, name: string, openid: string, options: { post?: Post; postIn?: string; standing?: 'full' | 'probationary'; groupId?: string } = {}): Promise<Person> {
  const { memberId } = await call(by, 'roster.add', { organisationId, name, standing: options.standing ?? 'full', groupId: options.groupId })
  await bind(by, memberId, openid)
  if (options.post) await call(by, 'posts.appoint', { organisationId: options.postIn ?? organisationId, memberId, post: options.post })
  return { openid, memberId, name }
}

/** Makes the world; `tag` keeps the openids of several worlds in one environment apart. */
export async function makeWorld(tag = 'w'): Promise<World> {
  const o = (name: string) => `openid-${tag}-${name}`
  await plantFoundingCode(`found-${tag}`)
  const founded = await call(o('founder'), 'organisations.found', { code: `found-${tag}`, organisationName: `示例大学信息学院党委${tag}`, kind: 'committee', name: '周明远' })
  const founder = { openid: o('founder'), memberId: founded.memberId, name: '周明远' }
  await proveFactor(founder.openid)
  const create = async (parentId: string, name: string, kind: 'branch' | 'group') => (await call(founder.openid, 'organisations.create', { parentId, name, kind })).organisationId
  const branchId = await create(founded.organisationId, '软件本科生第一党支部', 'branch')
  const otherBranchId = await create(founded.organisationId, '硕士第二党支部', 'branch')
  const groupId = await create(branchId, '第一党小组', 'group')
  const by = founder.openid
  return {
    committeeId: founded.organisationId, branchId, otherBranchId, groupId, founder, stranger: o('stranger'),
    secretary: await join(by, branchId, '王建国', o('secretary'), { post: 'secretary' }),
    officer: await join(by, branchId, '李秀英', o('officer'), { post: 'publicityOfficer' }),
    leader: await join(by, branchId, '张伟', o('leader'), { groupId, post: 'groupLeader', postIn: groupId }),
    member: await join(by, branchId, '陈静', o('member'), { groupId }),
    probationary: await join(by, branchId, '刘洋', o('probationary'), { standing: 'probationary' }),
    unbound: { ...await call(by, 'roster.add', { organisationId: branchId, name: '赵敏', standing: 'full' }), name: '赵敏' },
    otherSecretary: await join(by, otherBranchId, '孙丽', o('other-secretary'), { post: 'secretary' }),
    otherMember: await join(by, otherBranchId, '吴强', o('other-member')),
  }
}

/**
 * For the tests of a file: a cloud with this world in it, whose secretary has proved the second factor, and every test
 * begins at START.
 * @param ready takes the world, and makes what else the file needs
 */
export function inWorld(ready: (world: World) => void | Promise<void>): void {
  beforeAll(async () => {
    await startApi()
    const world = await makeWorld()
    await proveFactor(world.secretary.openid)
    await ready(world)
  }, 60_000)
  afterAll(stopApi)
  beforeEach(() => setNow(START))
}

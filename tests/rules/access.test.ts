import { hasLevel, hasPowerIn, hasPowerOver, mayLead, postsInForce } from '../../cloudfunctions/platform/access'
import type { AccessDocument, HeldPost } from '../../cloudfunctions/platform/documents'
import { accessLevels, posts, type Post } from '../../types/contracts/codes'

const now = new Date('2026-11-20T01:00:00Z')
const held = (over: Partial<HeldPost> = {}): HeldPost => ({ postId: 'p', post: 'secretary', organisationId: 'branch', organisationName: '支部', organisationKind: 'branch', since: '2026-01-01', until: null, confirmedAccount: 'a', ...over })
const account = (list: HeldPost[], memberId: string | null = 'm'): AccessDocument => ({
  _id: 'a', openid: 'o', memberId, memberName: '王建国', standing: 'full', organisationId: 'branch', organisationName: '支部', organisationKind: 'branch', groupId: null,
  posts: list, bindingId: 'b', boundAt: now, factor: null, provedUntil: null, challenge: null, blockedUntil: null,
})

test.each([
  ['in its term', held(), true],
  ['beginning today', held({ since: '2026-11-20' }), true],
  ['beginning tomorrow', held({ since: '2026-11-21' }), false],
  ['ending today', held({ until: '2026-11-20' }), true],
  ['ended yesterday', held({ until: '2026-11-19' }), false],
  ['of a committee, over since yesterday, that leads on until its election', held({ until: '2026-11-19', powersUntil: '2027-11-19' }), true],
  ['of a committee, on the last day of the year for which it leads on', held({ until: '2025-11-20', powersUntil: '2026-11-20' }), true],
  ['of a committee, a day later', held({ until: '2025-11-19', powersUntil: '2026-11-19' }), false],
  ['that nobody above could ever fill again', held({ until: '2020-01-01', powersUntil: null }), true],
  ['not confirmed', held({ confirmedAccount: null }), false],
  ['confirmed for a former account', held({ confirmedAccount: 'old' }), false],
])('a post %s gives its powers: %s', (_, post, inForce) => {
  expect(postsInForce(account([post]), now)).toHaveLength(inForce ? 1 : 0)
})

test('a group is led from inside: who has left it leads it no more, who comes back does', () => {
  const leader = account([held({ post: 'groupLeader', organisationId: 'group', organisationKind: 'group' })])
  expect([null, 'group', 'other'].map(groupId => hasLevel({ ...leader, groupId }, 'leadGroup', now))).toEqual([false, true, false])
  expect(mayLead({ ...leader, groupId: 'other' }, { organisationId: 'branch', groupId: 'group' }, now)).toBe(false)
})

test('the day ends at midnight in Shanghai, not in Greenwich', () => {
  const access = account([held({ until: '2026-11-20' })])
  expect(postsInForce(access, new Date('2026-11-20T15:59:59Z'))).toHaveLength(1)
  expect(postsInForce(access, new Date('2026-11-20T16:00:00Z'))).toHaveLength(0)
})

test('an outsider may call only what anyone may; a member without a post only that and what members may', () => {
  expect(accessLevels.filter(level => hasLevel(null, level, now))).toEqual(['anyone'])
  expect(accessLevels.filter(level => hasLevel(account([held()], null), level, now))).toEqual(['anyone'])
  expect(accessLevels.filter(level => hasLevel(account([]), level, now))).toEqual(['anyone', 'member'])
})

test.each<[Post, string[]]>([
  ['secretary', ['leadGroup', 'runBranch', 'keepRoster', 'appoint', 'oversee']],
  ['publicityOfficer', ['leadGroup', 'runBranch', 'oversee']],
  ['groupLeader', ['leadGroup']],
  ['clerk', ['leadGroup', 'keepRoster', 'oversee']],
])('%s has the powers %j', (post, powers) => {
  expect(accessLevels.filter(level => hasLevel(account([held({ post })]), level, now))).toEqual(['anyone', 'member', ...powers])
})

test('keeping, appointing and seeing reach down the tree; running a branch does not; nothing reaches up or sideways', () => {
  const above = account([held({ organisationId: 'committee', organisationKind: 'committee' })])
  const own = { _id: 'committee', path: '/committee/' }
  const below = { _id: 'branch', path: '/committee/general/branch/' }
  const beside = { _id: 'other', path: '/another/other/' }
  for (const power of ['keepRoster', 'appoint', 'oversee', 'runBranch', 'leadGroup'] as const) {
    expect(hasPowerOver(above, power, own, now)).toBe(true)
    expect(hasPowerOver(above, power, beside, now)).toBe(false)
    expect(hasPowerOver(above, power, below, now)).toBe(['keepRoster', 'appoint', 'oversee'].includes(power))
    expect(hasPowerOver(account([held()]), power, own, now)).toBe(false)
  }
  expect(hasPowerIn(above, 'oversee', 'branch', now)).toBe(false)
})

test('a group leader acts for the own group, an officer for the whole branch', () => {
  const leader = account([held({ post: 'groupLeader', organisationId: 'group' })])
  expect(mayLead(leader, { organisationId: 'branch', groupId: 'group' }, now)).toBe(true)
  expect(mayLead(leader, { organisationId: 'branch', groupId: 'another' }, now)).toBe(false)
  expect(mayLead(leader, { organisationId: 'branch', groupId: null }, now)).toBe(false)
  expect(mayLead(account([held({ post: 'committeeMember' })]), { organisationId: 'branch', groupId: null }, now)).toBe(true)
})

test('every post has its powers written down', () => {
  for (const post of Object.keys(posts) as Post[]) expect(hasLevel(account([held({ post })]), 'leadGroup', now)).toBe(true)
})

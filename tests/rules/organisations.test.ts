import { whyCannotAppoint, whyCannotConfirm, whyCannotEnd, whyCannotStandBelow } from '../../cloudfunctions/modules/organisations/rules'
import { sumsOfSubtrees } from '../../cloudfunctions/modules/organisations/rollups'
import type { Member } from '../../cloudfunctions/platform/documents'
import type { OrganisationKind, Post } from '../../types/contracts/codes'

test.each<[OrganisationKind, OrganisationKind, boolean]>([
  ['committee', 'committee', true], ['committee', 'generalBranch', true], ['committee', 'branch', true], ['committee', 'group', false],
  ['generalBranch', 'branch', true], ['generalBranch', 'committee', false], ['generalBranch', 'generalBranch', false], ['generalBranch', 'group', false],
  ['branch', 'group', true], ['branch', 'branch', false], ['branch', 'committee', false], ['group', 'group', false], ['group', 'branch', false],
])('below a %s a %s: %s', (parent, kind, allowed) => {
  expect(whyCannotStandBelow(parent, kind) === null).toBe(allowed)
})

const member = (over: Partial<Member> = {}) => ({ _id: 'm', name: '陈静', archived: false, posts: [], groupId: null, ...over }) as unknown as Member
const facts = (over: Partial<Parameters<typeof whyCannotAppoint>[0]> = {}) => ({ organisation: { _id: 'branch', kind: 'branch' as const }, member: member(), memberPath: '/committee/branch/', post: 'secretary' as Post, holderName: null, byMemberId: 'officer', ...over })

test.each([
  ['a member of the branch', facts(), null],
  ['a member of a branch below the committee', facts({ organisation: { _id: 'committee', kind: 'committee' } }), null],
  ['somebody of another branch', facts({ memberPath: '/committee/other/' }), 'notInOrganisation'],
  ['somebody taken off the roster', facts({ member: member({ archived: true }) }), 'memberArchived'],
  ['oneself', facts({ byMemberId: 'm' }), 'ownPost'],
  ['a second secretary', facts({ holderName: '王建国' }), 'postOccupied'],
  ['who holds the post already', facts({ member: member({ posts: [{ organisationId: 'branch', post: 'secretary' }] as never }) }), 'postExists'],
  ['a group leader in a branch', facts({ post: 'groupLeader' }), 'postNeedsGroup'],
  ['a group leader from outside the group', facts({ organisation: { _id: 'group', kind: 'group' }, post: 'groupLeader' }), 'notInOrganisation'],
  ['a group leader from inside the group', facts({ organisation: { _id: 'group', kind: 'group' }, post: 'groupLeader', member: member({ groupId: 'group' }) }), null],
])('appointing %s', (_, given, code) => {
  expect(whyCannotAppoint(given)?.code ?? null).toBe(code)
})

test('nobody confirms the own post, and only a post whose holder has joined', () => {
  const post = { memberId: 'm', memberName: '陈静', endedAt: null }
  expect(whyCannotConfirm({ post, accountId: 'a', confirmedAccount: null, byMemberId: 'officer' })).toBeNull()
  expect(whyCannotConfirm({ post, accountId: 'a', confirmedAccount: null, byMemberId: 'm' })?.code).toBe('ownPost')
  expect(whyCannotConfirm({ post, accountId: null, confirmedAccount: null, byMemberId: 'officer' })?.code).toBe('notYetBound')
})

test('the last officer who can appoint is kept, unless somebody above acts', () => {
  const post = { post: 'secretary' as Post, endedAt: null }
  expect(whyCannotEnd({ post, others: [], fromAbove: false })?.code).toBe('lastOfficer')
  expect(whyCannotEnd({ post, others: ['publicityOfficer'], fromAbove: false })?.code).toBe('lastOfficer')
  expect(whyCannotEnd({ post, others: ['deputySecretary'], fromAbove: false })).toBeNull()
  expect(whyCannotEnd({ post, others: [], fromAbove: true })).toBeNull()
  expect(whyCannotEnd({ post: { ...post, post: 'publicityOfficer' }, others: [], fromAbove: false })).toBeNull()
})

test('sums take in the whole subtree once', () => {
  const organisations = [{ _id: 'c', path: '/c/' }, { _id: 'g', path: '/c/g/' }, { _id: 'b', path: '/c/g/b/' }, { _id: 'd', path: '/c/d/' }]
  const own = new Map([['c', { members: 1, bound: 1, activities: 0 }], ['b', { members: 23, bound: 20, activities: 4 }], ['d', { members: 6, bound: 0, activities: 1 }]])
  const sums = sumsOfSubtrees(organisations, own)
  expect(sums.get('c')).toEqual({ members: 30, bound: 21, activities: 5 })
  expect(sums.get('g')).toEqual({ members: 23, bound: 20, activities: 4 })
  expect(sums.get('d')).toEqual({ members: 6, bound: 0, activities: 1 })
})

import { destinationOf, postsLeftBehind, whyCannotChange, whyCannotDissolve, whyCannotReceive, whyNotBranches, type Plan } from '../../cloudfunctions/modules/organisations/change-rules'
import { whyBusy } from '../../cloudfunctions/regulations/organisation-rules'

const branch = { _id: 'b', name: '示例支部', kind: 'branch' as const, parentId: 'c', path: '/c/b/' }
const other = { ...branch, _id: 'o', name: '另一支部', path: '/c/o/' }

test.each([
  ['as usual', {}, null],
  ['ended', { dissolvedAt: new Date(), changeId: 'x' }, 'dissolved'],
  ['being changed', { changeId: 'x' }, 'treeChanging'],
  ['being moved', { moveId: 'x' }, 'treeMoving'],
  ['after both', { moveId: null, changeId: null, dissolvedAt: null }, null],
])('an organisation %s', (_, facts, code) => {
  expect(whyBusy({ ...branch, ...facts })?.code ?? null).toBe(code)
})

test.each([
  ['from above', {}, true, 0, null],
  ['by its own officers', {}, false, 0, 'changeFromAbove'],
  ['the topmost', { parentId: null }, true, 0, 'topNotDissolved'],
  ['into which people are carried', { receiving: { x: true as const } }, true, 0, 'treeChanging'],
  ['into which nobody is carried any more', { receiving: {} }, true, 0, null],
  ['with one organisation below', {}, true, 1, 'hasBelow'],
])('dissolving: %s', (_, facts, fromAbove, below, code) => {
  expect(whyCannotDissolve({ ...branch, ...facts }, fromAbove, below)?.code ?? null).toBe(code)
  if (code !== 'hasBelow') expect(whyCannotChange({ ...branch, ...facts }, fromAbove)?.code ?? null).toBe(code)
})

test.each([
  ['a branch', branch, other, null],
  ['itself', branch, branch, 'changeSameTarget'],
  ['a committee', branch, { ...other, kind: 'committee' as const }, 'notFound'],
  ['a group', branch, { ...other, kind: 'group' as const }, 'notFound'],
  ['another tree', branch, { ...other, path: '/z/o/' }, 'notFound'],
  ['one that has ended', branch, { ...other, dissolvedAt: new Date() }, 'dissolved'],
  ['a committee, from a general branch', { ...branch, kind: 'generalBranch' as const }, { ...other, kind: 'committee' as const }, null],
  ['a group of the same branch, from a group', { ...branch, kind: 'group' as const }, { ...other, kind: 'group' as const }, null],
  ['a group of another branch, from a group', { ...branch, kind: 'group' as const }, { ...other, kind: 'group' as const, parentId: 'd' }, 'notFound'],
])('people are carried to %s', (_, source, target, code) => {
  expect(whyCannotReceive(source, target)?.code ?? null).toBe(code)
})

test('only branches are merged and split', () => {
  expect(whyNotBranches([branch, other])).toBeNull()
  expect(whyNotBranches([branch, { kind: 'generalBranch' }])?.code).toBe('changeSameKind')
})

const plan: Plan = { restId: 'rest', parts: [{ by: 'class', keys: ['2301'], targetId: 'class' }, { by: 'group', keys: ['g'], targetId: 'group' }, { by: 'member', keys: ['m'], targetId: 'named' }] }
test.each([
  [{ _id: 'm', groupId: 'g', className: '2301' }, 'named'],
  [{ _id: 'x', groupId: 'g', className: '2301' }, 'group'],
  [{ _id: 'x', groupId: 'h', className: '2301' }, 'class'],
  [{ _id: 'x', groupId: null, className: null }, 'rest'],
])('%j goes to %s', (member, to) => {
  expect(destinationOf(plan, member)).toBe(to)
  if (to === 'rest') expect(destinationOf({ ...plan, restId: null }, member)).toBeNull()
})

test('posts above the new place are kept, all others end', () => {
  const posts = ['c', 'g1', 'b', 'n'].map(organisationId => ({ organisationId }))
  expect(postsLeftBehind(posts, '/c/g2/n/').map(held => held.organisationId)).toEqual(['g1', 'b'])
})

import { whyCannotBeMoved, whyCannotMove } from '../../cloudfunctions/modules/organisations/rules'
import { pathNow } from '../../cloudfunctions/services/tree'
import type { OrganisationKind } from '../../types/contracts/codes'

const at = (path: string, kind: OrganisationKind, more: { moveId?: string } = {}) => {
  const ids = path.split('/').filter(Boolean)
  return { _id: ids.at(-1)!, name: `示例${ids.at(-1)}`, kind, parentId: ids.at(-2) ?? null, path, ...more }
}

describe('an organisation is carried to another superior', () => {
  const branch = at('/c/g/b/', 'branch')
  test.each([
    ['a branch below another general branch', branch, at('/c/h/', 'generalBranch'), true, null],
    ['a branch below the committee', branch, at('/c/', 'committee'), true, null],
    ['a general branch below another committee', at('/c/a/g/', 'generalBranch'), at('/c/e/', 'committee'), true, null],
    ['a committee below another committee', at('/c/a/', 'committee'), at('/c/e/', 'committee'), true, null],
    ['a branch below a branch', branch, at('/c/g/x/', 'branch'), true, 'wrongKind'],
    ['a general branch below a general branch', at('/c/g/', 'generalBranch'), at('/c/h/', 'generalBranch'), true, 'wrongKind'],
    ['a committee below a general branch', at('/c/a/', 'committee'), at('/c/h/', 'generalBranch'), true, 'wrongKind'],
    ['below itself', at('/c/a/', 'committee'), at('/c/a/', 'committee'), true, 'moveIntoOwn'],
    ['below what stands below it', at('/c/a/', 'committee'), at('/c/a/e/f/', 'committee'), true, 'moveIntoOwn'],
    ['where it stands already', branch, at('/c/g/', 'generalBranch'), true, 'alreadyBelow'],
    ['the topmost', at('/c/', 'committee'), at('/c/a/', 'committee'), true, 'topStays'],
    ['a group', at('/c/b/p/', 'group'), at('/c/d/', 'branch'), true, 'groupStays'],
    ['by its own officer', branch, at('/c/h/', 'generalBranch'), false, 'moveFromAbove'],
    ['one that is being moved', at('/c/g/b/', 'branch', { moveId: 'm' }), at('/c/h/', 'generalBranch'), true, 'treeMoving'],
    ['below one that is being moved', branch, at('/c/h/', 'generalBranch', { moveId: 'm' }), true, 'treeMoving'],
  ] as const)('%s', (_, organisation, target, fromAbove, code) => {
    expect(whyCannotMove({ organisation, target, fromAbove })?.code ?? null).toBe(code)
  })

  test('an id that only begins alike is no circle', () => {
    expect(whyCannotMove({ organisation: at('/c/a/', 'committee'), target: at('/c/ab/', 'committee'), fromAbove: true })).toBeNull()
  })

  test('the ability says the same without a target', () => {
    expect(whyCannotBeMoved(branch, true)).toBeNull()
    expect(whyCannotBeMoved(branch, false)?.code).toBe('moveFromAbove')
  })
})

describe('where a marked organisation stands is one decision for all', () => {
  const move = { from: '/c/a/g/', to: '/c/e/g/' }
  test.each([
    ['not marked', '/c/a/g/b/', null, '/c/a/g/b/'],
    ['before the deciding write', '/c/a/g/b/', { ...move, state: 'marking' }, '/c/a/g/b/'],
    ['after it', '/c/a/g/b/p/', { ...move, state: 'moved' }, '/c/e/g/b/p/'],
    ['after it, read before its own path was written', '/c/a/g/', { ...move, state: 'copying' }, '/c/e/g/'],
    ['its own path written', '/c/e/g/b/', { ...move, state: 'moved' }, '/c/e/g/b/'],
  ] as const)('%s', (_, path, moving, now) => {
    expect(pathNow({ path }, moving)).toBe(now)
  })
})

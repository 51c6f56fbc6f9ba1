import type { OrganisationKind, Post } from '../../types/contracts/codes'
import type { Refusal } from '../../types/contracts/errors'

/**
 * What may stand below what. 党章 §30 and 支部条例 §4–6 name committee, general branch, branch and group; a committee below
 * a committee is a university's usual form (高校基层组织工作条例 2021). Fixed by regulation.
 */
export const mayStandBelow: Record<OrganisationKind, readonly OrganisationKind[]> = {
  committee: ['committee', 'generalBranch', 'branch'],
  generalBranch: ['branch'],
  branch: ['group'],
  group: [],
}

/** Where a post can be held. 支部条例 §13, §20; 组织员 belongs to a committee (细则 §23). */
export const postsOfKind: Record<OrganisationKind, readonly Post[]> = {
  committee: ['secretary', 'deputySecretary', 'organisationOfficer', 'publicityOfficer', 'disciplineOfficer', 'committeeMember', 'clerk'],
  generalBranch: ['secretary', 'deputySecretary', 'organisationOfficer', 'publicityOfficer', 'disciplineOfficer', 'committeeMember', 'clerk'],
  branch: ['secretary', 'deputySecretary', 'organisationOfficer', 'publicityOfficer', 'disciplineOfficer', 'committeeMember'],
  group: ['groupLeader'],
}

/** The post of the person who opens the first organisation with the founding code: a branch's secretary, above it the officer for organisation. Product default. */
export const founderPost = (kind: OrganisationKind): Post => (kind === 'branch' ? 'secretary' : 'organisationOfficer')

/** Whether an organisation may take part in a change of the tree now: not one that has ended, is being changed or carried elsewhere. */
export function whyBusy(organisation: { name: string; moveId?: string | null; changeId?: string | null; dissolvedAt?: Date | null }): Refusal | null {
  if (organisation.dissolvedAt) return { code: 'dissolved', detail: { name: organisation.name } }
  if (organisation.changeId) return { code: 'treeChanging', detail: { name: organisation.name } }
  return organisation.moveId ? { code: 'treeMoving' } : null
}

import type { Refusal } from '../../../types/contracts/errors'
import { whyBusy } from '../../regulations/organisation-rules'
import type { ChangePart, Member, Organisation } from '../../platform/documents'

type Changing = Pick<Organisation, '_id' | 'name' | 'kind' | 'parentId' | 'path' | 'moveId' | 'changeId' | 'dissolvedAt' | 'receiving'>

/** Whether an organisation may be dissolved, merged away or split: by an officer above it, never the topmost. */
export function whyCannotChange(organisation: Changing, fromAbove: boolean): Refusal | null {
  if (organisation.parentId === null) return { code: 'topNotDissolved' }
  if (!fromAbove) return { code: 'changeFromAbove' }
  // Whoever is being carried into it would be carried on by nobody.
  if (Object.keys(organisation.receiving ?? {}).length > 0) return { code: 'treeChanging', detail: { name: organisation.name } }
  return whyBusy(organisation)
}

/** Whether an organisation may be dissolved as it stands: nothing but party groups below it. */
export const whyCannotDissolve = (organisation: Changing, fromAbove: boolean, below: number): Refusal | null =>
  whyCannotChange(organisation, fromAbove) ?? (below > 0 ? { code: 'hasBelow', detail: { name: organisation.name, count: below } } : null)

/** Whether people may be carried there: another organisation of the same tree, of a branch another branch, of a group another of the same branch. */
export function whyCannotReceive(source: Changing, target: Changing): Refusal | null {
  if (target._id === source._id) return { code: 'changeSameTarget' }
  const wrong = source.kind === 'group' ? target.kind !== 'group' || target.parentId !== source.parentId : source.kind === 'branch' ? target.kind !== 'branch' : target.kind === 'group'
  if (wrong || target.path.split('/')[1] !== source.path.split('/')[1]) return { code: 'notFound' }
  return whyBusy(target)
}

/** Whether branches may become one, or one become two. */
export function whyNotBranches(organisations: Pick<Organisation, 'kind'>[]): Refusal | null {
  return organisations.every(({ kind }) => kind === 'branch') ? null : { code: 'changeSameKind' }
}

/** What is decided about everybody of a change. */
export interface Plan { parts: ChangePart[]; restId: string | null }

/** Where a member goes: whoever is named goes where the name says, then the group, then the class, then the rest; null: nowhere said. */
export function destinationOf({ parts, restId }: Plan, member: Pick<Member, '_id' | 'groupId' | 'className'>): string | null {
  const keys = { member: member._id, group: member.groupId, class: member.className }
  for (const by of ['member', 'group', 'class'] as const) {
    const key = keys[by]
    const part = key === null ? undefined : parts.find(each => each.by === by && each.keys.includes(key))
    if (part) return part.targetId
  }
  return restId
}

/** Posts that somebody who goes to another organisation cannot keep: those of organisations that are not above the new one (`whyCannotAppoint`). */
export const postsLeftBehind = <P extends { organisationId: string }>(posts: P[], targetPath: string): P[] =>
  posts.filter(held => !targetPath.includes(`/${held.organisationId}/`))

import { read } from '../../platform/database'
import { refuse } from '../../platform/errors'

/** A group of the branch by id; empty clears, absent says nothing; `notFound` for any other. */
export async function groupOf(organisationId: string, groupId: string | undefined): Promise<{ groupId: string | null; groupName: string | null } | undefined> {
  if (groupId === undefined) return undefined
  if (groupId === '') return { groupId: null, groupName: null }
  const group = await read('organisations', groupId)
  if (!group || group.kind !== 'group' || group.parentId !== organisationId || group.dissolvedAt) refuse('notFound')
  return { groupId, groupName: group.name }
}

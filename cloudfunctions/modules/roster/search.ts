import { _ } from '../../platform/database'
import type { RosterFilter } from '../../platform/documents'
import { matching } from '../../services/search'

/** The query for those on a roster who match: what the list, its count and a selection all ask. */
export function whereOf(organisationId: string, { search, ...filter }: RosterFilter & { search?: string }) {
  return {
    organisationId, archived: filter.archived ?? false,
    ...(filter.standing && { standing: filter.standing }),
    ...(filter.groupId !== undefined && { groupId: filter.groupId || null }),
    ...(filter.className !== undefined && { className: filter.className || null }),
    ...(filter.bound !== undefined && { accountId: filter.bound ? _.neq(null) : null }),
    ...matching(search),
  }
}

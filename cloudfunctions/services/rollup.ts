/** The rollup of an organisation: its own counts, live, and the sums of its subtree, made by a job. */
import type { Digest, Organisation } from '../platform/documents'
import { isoOrNull } from '../platform/time'
import { organisationDigestId } from './inbox'

/** A rollup before anything is counted. */
export const emptyRollup = (organisation: Pick<Organisation, '_id' | 'parentId' | 'name' | 'kind' | 'points'>): Digest => ({
  _id: organisationDigestId(organisation._id), kind: 'organisation', parentId: organisation.parentId ?? 'root', name: organisation.name, organisationKind: organisation.kind,
  members: 0, bound: 0, activities: 0, pointsOn: organisation.points.enabled, sums: null,
})

/** A rollup as the tree and the home page show it. */
export const branchBelow = (digest: Digest) => ({
  id: digest._id.slice(2), name: digest.name ?? '', kind: digest.organisationKind ?? 'branch' as const,
  members: digest.sums?.members ?? digest.members ?? 0, bound: digest.sums?.bound ?? digest.bound ?? 0, activities: digest.sums?.activities ?? digest.activities ?? 0,
  asOf: isoOrNull(digest.sums?.asOf),
})

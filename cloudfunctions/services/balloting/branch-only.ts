/** What a branch alone does: its votes, elections and reviews. Pure. */
import { organisationKinds } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Organisation } from '../../platform/documents'

/** Why an organisation holds no vote by ballots of its own: it is no branch. */
export const whyNoBallots = ({ kind, name }: Pick<Organisation, 'kind' | 'name'>): Refusal | null =>
  (kind === 'branch' ? null : { code: 'ballotBranchOnly', detail: { name, kind: organisationKinds[kind] } })

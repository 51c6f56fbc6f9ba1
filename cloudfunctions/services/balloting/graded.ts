/** Who gives the grades of a review, and when they were given. Pure. */
import type { Decider } from '../../../types/contracts/codes'
import type { Review } from '../../platform/documents'
import { dayOf } from '../../platform/time'
import { sizeRules } from '../../regulations/organisation-size'

/** Who gives the grades: as the branch has said at publishing; before, as its size has it (支部条例 §20). */
export const deciderOf = ({ decidedBy, fullMembers }: Pick<Review, 'decidedBy' | 'fullMembers'>): Decider => decidedBy ?? (fullMembers >= sizeRules.committeeFrom.value ? 'committee' : 'assembly')

/** The day on which the grades were decided, `YYYY-MM-DD`; where none was told, that of publishing. Null before. */
export const decidedOnOf = ({ decidedOn, publishedAt }: { decidedOn?: string; publishedAt: Date | null }): string | null => publishedAt && (decidedOn ?? dayOf(publishedAt))

/** What assemblies have resolved of somebody, as their votes have it. */
import { _, find } from '../../platform/database'
import type { Vote } from '../../platform/documents'
import { monthsOf } from '../../../types/proposal'

/** Votes on one person; more than somebody can have in a lifetime. */
const OF_ONE = 50

/** Whether it was carried, and counts. */
const isCarried = ({ outcomes, invalid }: Pick<Vote, 'outcomes' | 'invalid'>, key: string): boolean => invalid === null && (outcomes ?? []).some(outcome => outcome.key === key && outcome.carried)

/** Votes on somebody that are counted and were carried, in whatever branch. One operation. */
async function carriedOf(personId: string): Promise<Vote[]> {
  const found = await find('votes', { 'subjects.key': personId, state: _.in(['closed', 'published']) }, { limit: OF_ONE })
  return found.filter(vote => isCarried(vote, personId))
}

/** Months by which assemblies have extended somebody's probation before this vote; none where nothing of it is known here. One operation. */
export async function extendedBefore(vote: Pick<Vote, '_id'>, memberId: string): Promise<number> {
  const before = await carriedOf(memberId)
  return before.filter(({ _id, kind }) => _id !== vote._id && kind === 'fullMembership').reduce((all, one) => all + (monthsOf(one) ?? 0), 0)
}

/** The day of the assembly that has voted to admit an applicant, the last one where there were several; null where none is known here. One operation. */
export async function admittedOn(applicantId: string): Promise<string | null> {
  const days = (await carriedOf(applicantId)).flatMap(({ kind, heldDay }) => (kind === 'admission' && heldDay ? [heldDay] : []))
  return days.sort().at(-1) ?? null
}

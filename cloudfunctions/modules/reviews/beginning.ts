/** A review as it is begun: from the roster, and from the last one of the branch where that is wanted. Pure. */
import type { BallotGroup, Review } from '../../platform/documents'
import { MEMBERS } from '../../services/balloting/asked'
import { groupLetter } from '../../services/balloting/entry'

/** What a ballot says it is for, where nothing else is written. */
export const PURPOSE = '了解党员一年来的表现，票数供评定等次时参考'

/** What is taken over from the last review: groups without their people and lists, and every setting; not whom the branch has left out, which is decided every year. */
export function copiedFrom(last: Review): Pick<Review, 'scale' | 'scored' | 'excellentBase' | 'purpose' | 'weights' | 'copiedFrom' | 'groupsMade'> & { others: BallotGroup[] } {
  const others = last.groups.filter(({ key }) => key !== MEMBERS).map((group, n): BallotGroup => ({ ...group, key: groupLetter(n), entitled: 0 }))
  const { scale, scored, excellentBase, purpose, weights, year } = last
  return { scale, scored, excellentBase, purpose, ...(weights && { weights }), copiedFrom: year, groupsMade: others.length, others }
}

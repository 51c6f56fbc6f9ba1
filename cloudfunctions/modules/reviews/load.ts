import { _, find, findAll } from '../../platform/database'
import type { PaperTally, Review } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { boxIdOf, MEMBERS } from '../../services/balloting/asked'
import { agreedOf } from '../../services/balloting/counted'
import type { Reviewed } from './people'
import { countedIn, kindOf, type Counted } from './result'
import { turnoutLines, type Attendance } from './turnout'

/** The groups of a closed review with their boxes, in their order. One operation. */
export async function countedOf(review: Pick<Review, '_id' | 'round' | 'groups'>): Promise<Counted[]> {
  const ids = review.groups.map(group => boxIdOf(review, group))
  const boxes = new Map((await find('ballot_boxes', { _id: _.in(ids) }, { limit: ids.length })).map(box => [box._id, box]))
  return review.groups.map((group, n) => countedIn(group, boxes.get(ids[n]!) ?? refuse('notFound')))
}

/** The roster of a branch, in its order, as far as a review depends on it. One operation. */
export const rosterOf = (organisationId: string): Promise<Reviewed[]> =>
  find('members', { organisationId, archived: false }, { orderBy: [['sortKey', 'asc']], limit: 1000, fields: ['_id', 'name', 'standing', 'axes', 'className', 'groupName'] })

/** The piles on which two people agree, by group. One operation. */
export async function pilesOf(review: Pick<Review, '_id' | 'round' | 'groups'>): Promise<Map<string, PaperTally>> {
  const entries = await findAll('paper_counts', { boxId: _.in(review.groups.map(group => boxIdOf(review, group))) })
  const agreed = review.groups.map(group => [group.key, agreedOf(entries.filter(({ boxId }) => boxId === boxIdOf(review, group)))] as const)
  return new Map(agreed.flatMap(([key, pile]) => (pile ? [[key, pile]] : [])))
}

/** Members with a vote who came: those who have checked in at the review's meeting; without one those who have voted, by phone or on paper. Up to two operations. */
export async function attendanceOf(review: Review, piles: ReadonlyMap<string, PaperTally>): Promise<Attendance> {
  const electors = new Set(review.people.flatMap(({ memberId, elector }) => (elector ? [memberId] : [])))
  const among = (ids: string[]): number => new Set(ids.filter(id => electors.has(id))).size
  if (review.meetingId) {
    const checkedIn = await findAll('check_ins', { activityId: review.meetingId, undoneAt: null }, ['_id', 'memberId'])
    return { came: among(checkedIn.map(({ memberId }) => memberId)), of: electors.size, atMeeting: true }
  }
  const boxId = boxIdOf(review, { key: MEMBERS })
  const [phones, papers] = await Promise.all([findAll('turnouts', { boxId, group: MEMBERS }, ['_id']), findAll('ballot_entitlements', { boxId, paper: true }, ['_id'])])
  const byName = among([...phones, ...papers].map(({ _id }) => _id.slice(boxId.length + 1)))
  // Who of the members put a paper in that was not given out by name is not known: as many as came back.
  const others = review.groups.filter(group => group.key !== MEMBERS && kindOf(group) === 'members').reduce((sum, { key }) => sum + (piles.get(key)?.returned ?? 0), 0)
  return { came: Math.min(byName + others, electors.size), of: electors.size, atMeeting: false }
}

/** Whether enough take part, as it stands at this moment. Up to two operations. */
export async function turnoutNow(review: Review, taken: ReadonlyMap<string, number>, piles: ReadonlyMap<string, PaperTally>) {
  const others = review.groups.filter(group => kindOf(group) === 'others')
  return turnoutLines(await attendanceOf(review, piles), others.map(({ key, name, entitled }) => ({ key, name, came: (taken.get(key) ?? 0) + (piles.get(key)?.returned ?? 0), of: entitled })))
}

import { _, find } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { boxIdOf } from '../../services/balloting/asked'
import { countedIn, type Counted } from './result'

/** The groups of a closed review with their boxes, in their order. One operation. */
export async function countedOf(review: Pick<Review, '_id' | 'round' | 'groups'>): Promise<Counted[]> {
  const ids = review.groups.map(group => boxIdOf(review, group))
  const boxes = new Map((await find('ballot_boxes', { _id: _.in(ids) }, { limit: ids.length })).map(box => [box._id, box]))
  return review.groups.map((group, n) => countedIn(group, boxes.get(ids[n]!) ?? refuse('notFound')))
}

import { read } from '../../platform/database'
import type { Review } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { boxIdOf } from '../../services/balloting/asked'
import { countedIn, type Counted } from './result'

/** The groups of a closed review with their boxes. One operation a group. */
export const countedOf = (review: Pick<Review, '_id' | 'round' | 'groups'>): Promise<Counted[]> =>
  Promise.all(review.groups.map(async group => countedIn(group, await read('ballot_boxes', boxIdOf(review, group)) ?? refuse('notFound'))))

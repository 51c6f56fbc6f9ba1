/** What home pages go by for a vote. Pure. */
import type { AnyBalloting } from './asked'

/** The first ballot of an election. */
const FIRST = 'b1'

/** What the item of the voters goes by: another in each round, and for each ballot of an election, so that whoever has dealt with one is asked again. */
export function itemRefOf(balloting: Pick<AnyBalloting, '_id' | 'round'> & { current?: string }): string {
  const { _id, round, current = FIRST } = balloting
  return [_id, ...(round > 1 ? [round] : []), ...(current === FIRST ? [] : [current])].join('-')
}

/** What the item goes by that asks members for their summaries while a review is prepared. */
export const summaryRefOf = ({ _id, round }: Pick<AnyBalloting, '_id' | 'round'>): string => [_id, ...(round > 1 ? [round] : []), 'summary'].join('-')

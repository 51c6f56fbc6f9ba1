/** A round that was declared void keeps no ballot. */
import { _, find } from '../../platform/database'
import { voidBox } from '../ballot-box/box'
import { boxesOfRound, type AnyBalloting } from './asked'

/** More groups than a vote can have. */
const GROUPS = 50

/**
 * Empties every box of a round. Done after the vote has turned: whoever published at the same moment keeps the ballots.
 * Safe to repeat; the groups may have been set otherwise since, so the boxes are looked for by the round.
 */
export async function voidRound({ _id }: Pick<AnyBalloting, '_id'>, round: number): Promise<void> {
  const [from, to] = boxesOfRound({ _id, round })
  for (const box of await find('ballot_boxes', { _id: _.gte(from).and(_.lt(to)) }, { limit: GROUPS, fields: ['_id'] })) await voidBox(box._id)
}

/** A round that was declared void keeps no ballot; and what else is done to all boxes of one at once. */
import { _, db, find } from '../../platform/database'
import { voidBox } from '../ballot-box/box'
import { boxesOfRound, boxIdOf, type AnyBalloting } from './asked'

/** More groups than a vote can have, over more rounds than anybody holds. */
const BOXES = 500

const within = ([from, to]: [string, string]) => ({ _id: _.gte(from).and(_.lt(to)) })

/**
 * Empties every box of a round. Done after the vote has turned: whoever published at the same moment keeps the ballots.
 * Safe to repeat; the groups may have been set otherwise since, so the boxes are looked for by the round.
 */
export async function voidRound({ _id }: Pick<AnyBalloting, '_id'>, round: number): Promise<void> {
  for (const box of await find('ballot_boxes', within(boxesOfRound({ _id, round })), { limit: BOXES, fields: ['_id'] })) await voidBox(box._id)
}

/** The boxes of a vote that count: those of its round, and of an election those of ballots that were not declared void. */
const isHeld = (balloting: AnyBalloting): (boxId: string) => boolean => {
  const [from, to] = boxesOfRound(balloting)
  if (balloting.ballotKind !== 'election') return boxId => boxId >= from && boxId < to
  const held = new Set(balloting.ballots.filter(({ voidReason }) => voidReason === null).map(({ key }) => boxIdOf(balloting, { key })))
  return boxId => held.has(boxId)
}

/**
 * Empties every box that a round or ballot has left which does not count any more: before the next one is opened, and
 * before a draft is put away. Declaring void turns the vote first and empties its boxes then; where it is cut off between
 * the two and nobody repeats it, a ticket of that round would still be taken, told that it is in, and never counted.
 * One operation, none in a first round; three more for each box that is left. Safe to repeat.
 */
export async function voidFormer(balloting: AnyBalloting): Promise<void> {
  const first = balloting.ballotKind === 'election' ? balloting.keys === 1 : balloting.round === 1
  if (first) return
  const counts = isHeld(balloting)
  const all = await find('ballot_boxes', within([`${balloting._id}-`, `${balloting._id}.`]), { limit: BOXES, fields: ['_id', 'state'] })
  for (const { _id } of all) if (!counts(_id)) await voidBox(_id)
}

/** Lets ballots into the boxes of a round for longer; never for shorter. One operation. Safe to repeat. */
export async function prolongBoxes(balloting: Pick<AnyBalloting, '_id' | 'round'>, closesAt: Date): Promise<void> {
  await db.collection('ballot_boxes').where({ ...within(boxesOfRound(balloting)), closesAt: _.or(_.eq(null), _.lt(closesAt)) }).update({ closesAt })
}

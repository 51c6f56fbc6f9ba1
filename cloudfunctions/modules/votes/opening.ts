/** The opening of a vote: who votes and what it needs is frozen first, then the boxes are written from that. */
import { isDeepStrictEqual } from 'node:util'
import { _, change, read } from '../../platform/database'
import type { Vote } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { titleOf } from '../../../types/proposal'
import type { Now } from './people'
import { replaced } from '../../services/replaced'
import { sharesOf } from './rules'
import { groupsOf } from './setup'

type Frozen = Pick<Vote, 'electors' | 'without' | 'present' | 'subjects' | 'groups' | 'presentShare' | 'carriedShare' | 'title' | 'heldDay'>

/** What an opening keeps of the people, the subjects and the rules as they are now. */
export function frozenOf(vote: Vote, { people, subjects, heldDay }: Now): Frozen {
  const named = subjects.map(({ key, name, person }) => ({ key, name, person }))
  return {
    electors: people.electors, without: people.without, present: vote.kind === 'poll' ? [] : people.presentIds, subjects: named, title: titleOf({ ...vote, subjects: named }), heldDay,
    // Where all are there nobody has sent an opinion, and there is no pile to count.
    groups: groupsOf(vote, people).filter(({ entry, entitled }) => entry !== 'written' || entitled > 0), ...sharesOf(vote),
  }
}

const holds = (vote: Vote, frozen: Frozen): boolean => (Object.keys(frozen) as (keyof Frozen)[]).every(key => isDeepStrictEqual(vote[key], frozen[key]))

/**
 * Freezes a draft. An opening that was cut off goes on where it was; where somebody has come or gone since, its boxes
 * are left and another round begins. Refuses with `conflict` where the draft has changed meanwhile.
 */
export async function freeze(vote: Vote, frozen: Frozen): Promise<Vote> {
  if (vote.opening && holds(vote, frozen)) return vote
  const where = { _id: vote._id, state: 'draft', round: vote.round, version: vote.version, opening: vote.opening ? true : _.neq(true) }
  const begun = await change('votes', where, { ...replaced(frozen), opening: true, ...(vote.opening && { round: vote.round + 1 }) })
  if (begun) return begun
  // Another call of the same opening was quicker.
  const fresh = await read('votes', vote._id)
  return fresh && fresh.version === vote.version && fresh.opening && holds(fresh, frozen) ? fresh : fresh?.state === 'open' ? fresh : refuse('conflict')
}

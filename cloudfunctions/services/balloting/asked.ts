/** What the ballots of each kind ask, and the boxes in which they lie. Pure. */
import { grades, noGrades, satisfactions } from '../../../types/contracts/codes'
import { voteChoices } from '../../../types/contracts/codes-ballots'
import type { Asked, Balloting, BallotGroup, Election, Review, Vote } from '../../platform/documents'

/** Key of the group of a branch's own members. */
export const MEMBERS = 'members'

/** The question of a vote that is about a matter and no person. */
export const MATTER = 'matter'

export type AnyBalloting = Review | Vote | Election

/** The box of a group in this round: what was declared void and done again has another. */
export const boxIdOf = (balloting: Pick<Balloting, '_id' | 'round'>, group: Pick<BallotGroup, 'key'>): string => `${balloting._id}-${balloting.round}-${group.key}`

/** Between which ids the boxes of a round lie. */
export const boxesOfRound = ({ _id, round }: Pick<Balloting, '_id' | 'round'>): [string, string] => [`${_id}-${round}-`, `${_id}-${round}.`]

/** The group in which members vote with their own accounts: of an election the ballot that is held now. Null where all are on paper. */
export const ownGroupOf = ({ groups, current }: Pick<Balloting, 'groups'> & { current?: string }): BallotGroup | null =>
  groups.find(({ entry, key }) => entry === 'roster' && (current === undefined || key === current)) ?? null

/** What every choice is called on a ballot, in a result, on paper. */
export const labelsOf = (balloting: AnyBalloting): Record<string, string> => ({
  ...grades, ...satisfactions, ...noGrades, ...voteChoices, ...(balloting.ballotKind === 'vote' ? Object.fromEntries(balloting.options.map(({ key, label }) => [key, label])) : {}),
})

/** What a group's ballots ask. A blank is an abstention (DOMAIN.md §1, §4). */
export function askedOf(balloting: AnyBalloting, group: Pick<BallotGroup, 'key' | 'rates'>): Asked {
  switch (balloting.ballotKind) {
    case 'review': return reviewAsks(balloting, group)
    case 'vote': return voteAsks(balloting)
    case 'election': return electionAsks(balloting, group)
  }
}

/** Everybody whom a group rates, with the scale's answers. */
function reviewAsks(review: Pick<Review, 'people' | 'scale'>, group: Pick<BallotGroup, 'rates'>): Asked {
  const rated = review.people.filter(({ memberId, graded }) => graded && (group.rates === null || group.rates.includes(memberId)))
  return { questions: rated.map(({ memberId, name }) => ({ key: memberId, name })), choices: [...Object.keys(review.scale === 'grades' ? grades : satisfactions), ...Object.keys(noGrades)], blank: 'abstain' }
}

function voteAsks(vote: Pick<Vote, 'kind' | 'title' | 'subjects' | 'options' | 'manner'>): Asked {
  const questions = vote.subjects.length > 0 ? vote.subjects.map(({ key, name }) => ({ key, name })) : [{ key: MATTER, name: vote.title }]
  if (vote.kind === 'poll') return { questions, choices: [...vote.options.map(({ key }) => key), 'abstain'], blank: 'abstain' }
  return { questions, choices: Object.keys(voteChoices), blank: 'abstain', noReceipts: true, ...(vote.kind !== 'recommendation' && { recorded: true }), ...(vote.manner === 'hands' && { hands: true }) }
}

/** The candidates of one ballot of an election; whom one refuses one may replace by another (选举条例). */
function electionAsks(election: Pick<Election, 'candidates' | 'ballots'>, group: Pick<BallotGroup, 'key'>): Asked {
  const ballot = election.ballots.find(({ key }) => key === group.key)
  const questions = election.candidates.filter(({ memberId }) => ballot?.candidateIds.includes(memberId)).map(({ memberId, name, note }) => ({ key: memberId, name: note ? `${name}（${note}）` : name }))
  return { questions, choices: Object.keys(voteChoices), blank: 'abstain', seats: { n: ballot?.seats ?? 0, choice: 'inFavour', against: 'against' }, noReceipts: true, recorded: true }
}

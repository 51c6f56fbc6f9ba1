import type { ReviewState } from '../../../types/contracts/codes'
import { ballotStates } from '../../../types/contracts/codes-ballots'
import { Tag, type TagKind } from '.'

const kinds: Record<ReviewState, TagKind> = { draft: 'past', open: 'ok', paused: 'wait', closed: 'info', published: 'past', void: 'past' }

/** Where a vote or an election stands. */
export const BallotTag = ({ state }: { state: ReviewState }) => <Tag text={ballotStates[state]} kind={kinds[state]} />

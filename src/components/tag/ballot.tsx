import type { ReviewState } from '../../../types/contracts/codes'
import { Tag, type TagKind } from '.'

const kinds: Record<ReviewState, TagKind> = { draft: 'past', open: 'ok', paused: 'wait', closed: 'info', published: 'past', void: 'past' }

/** The words of a vote or an election: nothing is graded after it, as after a review. */
export const ballotWords: Record<ReviewState, string> = { draft: '准备中', open: '正在进行', paused: '已暂停', closed: '已计票，待公布', published: '已公布', void: '已作废' }

/** Where a vote or an election stands. */
export const BallotTag = ({ state }: { state: ReviewState }) => <Tag text={ballotWords[state]} kind={kinds[state]} />

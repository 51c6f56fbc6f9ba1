import { reviewStates, type ReviewState } from '../../../types/contracts/codes'
import { Tag } from '../../components/tag'

const kinds = { draft: 'past', open: 'ok', paused: 'wait', closed: 'info', published: 'past', void: 'past' } as const

export const StateTag = ({ state }: { state: ReviewState }) => <Tag text={reviewStates[state]} kind={kinds[state]} />

/** Colours of the states, each beside its word. */
import type { AnswerState, CollectionState } from '../../../types/contracts/codes-collections'
import type { TagKind } from '../../components/tag'

export const taskColours: Record<CollectionState, TagKind> = { draft: 'wait', open: 'info', closed: 'ok', withdrawn: 'past' }
export const answerColours: Record<AnswerState, TagKind> = { unopened: 'urgent', waiting: 'wait', returned: 'urgent', confirmed: 'ok', gone: 'past' }

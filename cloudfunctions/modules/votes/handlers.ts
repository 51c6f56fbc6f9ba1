import type { votes } from '../../../types/contracts/votes'
import type { ModuleHandlers } from '../../platform/context'
import { refuse } from '../../platform/errors'

export const handlers: ModuleHandlers<typeof votes> = {
  'votes.list': () => refuse('notFound'),
  'votes.get': () => refuse('notFound'),
  'votes.create': () => refuse('notFound'),
  'votes.change': () => refuse('notFound'),
  'votes.electors': () => refuse('notFound'),
  'votes.attend': () => refuse('notFound'),
  'votes.open': () => refuse('notFound'),
  'votes.pause': () => refuse('notFound'),
  'votes.resume': () => refuse('notFound'),
  'votes.prolong': () => refuse('notFound'),
  'votes.close': () => refuse('notFound'),
  'votes.redo': () => refuse('notFound'),
  'votes.publish': () => refuse('notFound'),
  'votes.answer': () => refuse('notFound'),
}

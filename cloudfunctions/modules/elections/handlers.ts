import type { elections } from '../../../types/contracts/elections'
import type { ModuleHandlers } from '../../platform/context'
import { refuse } from '../../platform/errors'

export const handlers: ModuleHandlers<typeof elections> = {
  'elections.list': () => refuse('notFound'),
  'elections.get': () => refuse('notFound'),
  'elections.create': () => refuse('notFound'),
  'elections.change': () => refuse('notFound'),
  'elections.step': () => refuse('notFound'),
  'elections.electors': () => refuse('notFound'),
  'elections.attend': () => refuse('notFound'),
  'elections.open': () => refuse('notFound'),
  'elections.pause': () => refuse('notFound'),
  'elections.resume': () => refuse('notFound'),
  'elections.close': () => refuse('notFound'),
  'elections.redo': () => refuse('notFound'),
  'elections.nextBallot': () => refuse('notFound'),
  'elections.leaveSeats': () => refuse('notFound'),
  'elections.nameOther': () => refuse('notFound'),
  'elections.choose': () => refuse('notFound'),
  'elections.report': () => refuse('notFound'),
  'elections.approve': () => refuse('notFound'),
  'elections.reported': () => refuse('notFound'),
  'elections.publish': () => refuse('notFound'),
}

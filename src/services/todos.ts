import type { Todo } from '../../types/contracts/session'
import { open } from './nav'

/** Opens the page that a to-do is about. */
export function openTodo(todo: Pick<Todo, 'kind' | 'refId'>): void {
  const id = todo.refId
  switch (todo.kind) {
    case 'notice': return open('/pages/notices/detail/index', { id })
    case 'activity':
    case 'checkIn': return open('/pages/activities/detail/index', { id })
    case 'appeal':
    case 'appealMine': return open('/pages/appeals/detail/index', { id })
    case 'confirmPost': return open('/pages/organisations/posts/index', { id })
    case 'importRoster': return open('/pages/roster/import/index', { id })
    case 'importRunning': return open('/pages/roster/import-detail/index', { id })
    case 'cardReturned': return open('/pages/binding/invite/index', { id })
    case 'unbound': return open('/pages/roster/list/index', { id, bound: 'no' })
    case 'correction': return open('/pages/dossier/corrections/index', { id })
    case 'correctionMine': return open('/pages/dossier/mine/index')
    case 'transfer': return open('/pages/transfers/detail/index', { id })
    case 'floating':
    case 'lostContact': return open('/pages/floating/detail/index', { id })
    case 'collection': return open('/pages/collections/detail/index', { id })
    case 'graduation': return open('/pages/season/graduation/index', { id })
    case 'graduationMine': return open('/pages/season/leaver/index')
    case 'handover': return open('/pages/season/handover/index', { id })
    case 'unusual': return open('/pages/dossier/looks/index', { id })
    case 'review': return open('/pages/reviews/detail/index', { id })
    case 'vote': return open('/pages/votes/detail/index', { id })
    case 'election': return open('/pages/elections/detail/index', { id })
    case 'counting': return openPile(id)
    case 'released': return open('/pages/dossier/mine/index')
    // Each kind has its page: one without would be a row that does nothing.
    default: return todo.kind satisfies never
  }
}

/** A pile of paper ballots to be counted: its item names kind, vote and group. */
function openPile(ref: string | null): void {
  const [kind = '', id = '', group = ''] = (ref ?? '').split('_')
  open('/pages/ballots/count/index', { kind, id, group })
}

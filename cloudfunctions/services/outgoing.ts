/** Files that hold people's sensitive items in the clear: who is in them is noted before they are made. */
import type { SensitiveItem } from '../../types/contracts/codes'
import type { MemberContext } from '../platform/context'
import { addOnce } from '../platform/database'
import type { OutgoingPeople } from '../platform/documents'
import { idFrom } from '../platform/ids'
import { timeKey } from '../platform/time'
import { inParallel } from './parallel'

/** People in one note. */
const TOGETHER = 1000

export interface Outgoing {
  /** The record of the file, or of what it is made for. */
  recordId: string
  /** For which organisation it is made: its officers' looks are listed there. */
  organisationId: string
  organisationName: string
  /** What is done, in a few words that each of the people will read: 导出花名册. Nothing sensitive. */
  what: string
  /** Which items stand in the file in the clear; with none, nothing is noted. */
  items: readonly SensitiveItem[]
  memberIds: readonly string[]
}

/**
 * Notes whom a file holds and which of their sensitive items; call it BEFORE the file is made. Safe to repeat: the same
 * people for the same record leave one note, others leave one more, and none is ever taken back. One operation for every
 * 1,000 people, two on a repeat.
 */
export async function noteOutgoing(ctx: Pick<MemberContext, 'caller' | 'access' | 'now'>, outgoing: Outgoing): Promise<void> {
  const { recordId, organisationId, organisationName, what } = outgoing
  const items = [...new Set(outgoing.items)]
  const people = [...new Set(outgoing.memberIds)].sort()
  if (items.length === 0) return
  const parts = Array.from({ length: Math.ceil(people.length / TOGETHER) }, (__, i) => people.slice(i * TOGETHER, (i + 1) * TOGETHER))
  await inParallel(parts, 4, memberIds => {
    const _id = idFrom('outgoing', recordId, ...items, ...memberIds)
    const note: OutgoingPeople = {
      _id, key: timeKey(ctx.now, _id), recordId, memberIds, organisationId, organisationName, what, items,
      at: ctx.now, by: ctx.caller.accountId, byMemberId: ctx.access.memberId, byName: ctx.access.memberName,
    }
    return addOnce('export_people', note)
  })
}

/** Follows open transfers: whoever acts next is told and reminded, and lists know where each branch stands now. */
import { _, change, find } from '../../platform/database'
import type { Organisation } from '../../platform/documents'
import type { Transfer } from '../../platform/documents-transfers'
import { dayOf } from '../../platform/time'
import { eachAlone } from '../../services/parallel'
import { tellDesk, tellPerson } from '../../services/transfers-inbox'
import { chainOf, followed } from '../../services/transfers-open'
import { pathNow } from '../../services/tree'

const BATCH = 200

/** Organisations by id with the paths that hold at this moment. Two operations at most. */
async function standing(ids: string[]): Promise<Map<string, Organisation>> {
  const found = ids.length === 0 ? [] : await find('organisations', { _id: _.in(ids) }, { limit: ids.length })
  const moveIds = [...new Set(found.flatMap(one => one.moveId ?? []))]
  const moves = moveIds.length === 0 ? [] : await find('moves', { _id: _.in(moveIds) }, { limit: moveIds.length })
  return new Map(found.map(one => [one._id, { ...one, path: pathNow(one, moves.find(move => move._id === one.moveId)) }]))
}

/** A transfer as it stands where its branches are now; the person's own branch may have been merged into another, or moved. */
function placed(transfer: Transfer, from: Organisation | undefined, to: Organisation | undefined, today: string): Transfer {
  const origin = from ? { fromId: from._id, fromName: from.name, fromChain: chainOf(from) } : {}
  const next = followed({ ...transfer, ...origin, ...(to && { toName: to.name, toChain: chainOf(to) }) }, today)
  // The deadline is the one that was set when this step began.
  return { ...next, key: transfer.key, dueOn: transfer.dueOn, tellOn: transfer.tellOn }
}

const sameAs = (a: Transfer, b: Transfer): boolean => a.fromId === b.fromId && a.fromName === b.fromName && a.toName === b.toName && a.actsId === b.actsId && a.within.join() === b.within.join()

/**
 * The job. Safe to repeat: an item that is up is renewed, and a transfer that somebody changes meanwhile is left to its next run.
 * @returns how many transfers are open, as far as it came
 */
export async function followTransfers(now: Date, deadline: Date): Promise<number> {
  const desks = new Set<string>()
  let seen = 0
  for (let after = ''; Date.now() < deadline.getTime();) {
    const open = await find('transfers', { open: true, _id: _.gt(after) }, { orderBy: [['_id', 'asc']], limit: BATCH })
    const memberIds = open.flatMap(({ kind, memberId }) => (kind !== 'in' && memberId !== null ? [memberId] : []))
    const members = memberIds.length === 0 ? [] : await find('members', { _id: _.in(memberIds) }, { limit: BATCH, fields: ['_id', 'organisationId'] })
    const branchOf = (transfer: Transfer): string | undefined => members.find(member => member._id === transfer.memberId)?.organisationId
    const organisations = await standing([...new Set(open.flatMap(transfer => [branchOf(transfer), transfer.toId]).filter((id): id is string => Boolean(id)))])
    await eachAlone(open, async transfer => {
      const next = placed(transfer, organisations.get(branchOf(transfer) ?? ''), organisations.get(transfer.toId ?? ''), dayOf(now))
      const { fromId, fromName, fromChain, toName, toChain, within, finds, actsId } = next
      if (!sameAs(transfer, next)) await change('transfers', { _id: transfer._id, version: transfer.version }, { fromId, fromName, fromChain: _.set(fromChain), toName, toChain: _.set(toChain), within: _.set(within), finds: _.set(finds), actsId })
      if (actsId !== null) desks.add(actsId)
      if (transfer.actsId !== null) desks.add(transfer.actsId)
      if (transfer.state === 'issued' || transfer.state === 'returned') await tellPerson(next, now)
    })
    seen += open.length
    if (open.length < BATCH) break
    after = open.at(-1)!._id
  }
  await eachAlone([...desks], desk => tellDesk(desk, now))
  return seen
}

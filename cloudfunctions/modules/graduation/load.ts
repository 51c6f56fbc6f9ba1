/** The people of a season with everything that says how far it is with them. Bounded by nature: those who leave one branch in one year. */
import { _, find, findAll } from '../../platform/database'
import type { Leaver, Member } from '../../platform/documents'
import { axesOf } from '../../services/axes'
import { inParallel } from '../../services/parallel'
import { newestTransfers } from '../../services/transfers-open'
import { howFar, type How, type Way } from './rules'

export type Seen = { leaver: Leaver; member: Pick<Member, '_id' | 'archived' | 'axes' | 'accountId' | 'transferId'> | null; way: Way | null } & How

const IDS_AT_ONCE = 200
const parts = <T>(all: T[]): T[][] => Array.from({ length: Math.ceil(all.length / IDS_AT_ONCE) }, (__, i) => all.slice(i * IDS_AT_ONCE, (i + 1) * IDS_AT_ONCE))

/** Looks up how far it is with some people. Two operations for every 200. */
export async function lookedUp(leavers: Leaver[], today: string): Promise<Seen[]> {
  const found = await inParallel(parts(leavers.map(({ memberId }) => memberId)), 3, async ids => {
    const [members, transfers] = await Promise.all([
      find('members', { _id: _.in(ids) }, { limit: ids.length, fields: ['_id', 'archived', 'axes', 'accountId', 'transferId'] }), newestTransfers(ids),
    ])
    return { members, transfers }
  })
  const members = new Map(found.flatMap(({ members: part }) => part.map(member => [member._id, member])))
  const transfers = new Map(found.flatMap(({ transfers: part }) => [...part]))
  return leavers.map(leaver => {
    const member = members.get(leaver.memberId) ?? null
    const transfer = transfers.get(leaver.memberId)
    // One that was over before the season is another story.
    const way = transfer && (transfer.open || (transfer.state === 'done' && transfer.at >= leaver.at)) ? transfer : null
    return { leaver, member, way, ...howFar({ leaver, relation: axesOf(member ?? {}).relation, way, archived: member?.archived ?? true }, today) }
  })
}

/** Everybody in the lists of some organisations in a year. */
export async function seasonOf(organisationIds: string[], year: number, today: string): Promise<Seen[]> {
  if (organisationIds.length === 0) return []
  return lookedUp(await findAll('leavers', { organisationId: _.in(organisationIds), year, removed: false }), today)
}

/** Somebody's newest entry; null for none. One operation. */
export async function newestOf(memberId: string): Promise<Leaver | null> {
  return (await find('leavers', { memberId, removed: false }, { orderBy: [['year', 'desc']], limit: 1 }))[0] ?? null
}

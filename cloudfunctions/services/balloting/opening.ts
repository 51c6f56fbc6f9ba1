/** The beginning of a vote by ballots: who may take part is frozen, and the boxes are written. Safe to repeat. */
import { _, addMissing, find } from '../../platform/database'
import type { Balloting, BallotGroup, Entitlement } from '../../platform/documents'
import { openBox, turnoutOf } from '../ballot-box/box'
import { askedOf, boxIdOf, type AnyBalloting } from './asked'
import { accountKey, keysOf } from './entry'
import { groupOf } from './load'

/** So many members are asked for in one request. */
const AT_ONCE = 500

/** Groups that have no slots: everything of them is on paper. */
export const isPaper = ({ entry }: Pick<BallotGroup, 'entry'>): boolean => entry === 'paper' || entry === 'written'

/** What a draft is before anything is set. */
export const blankBalloting = { state: 'draft', round: 1, version: 1, lastTap: '', lists: null, counters: [], openedAt: null, closesAt: null, overdueTold: false, closedAt: null, publishedAt: null, voidReason: null, files: [], filesAt: null } satisfies Partial<Balloting>

/**
 * Freezes who may take part in a group, members with the account that is theirs now, and writes its box; a group on paper has a box without slots, which says what is
 * asked. Safe to repeat.
 * @param memberIds the entitled of a group that comes in by account
 */
export async function openGroup(balloting: AnyBalloting, key: string, memberIds: string[]): Promise<void> {
  const group = groupOf(balloting, key)
  const { boxId } = group
  const keys = keysOf(balloting, group, boxId, memberIds)
  const accounts = group.entry === 'roster' && balloting.boxKey ? await accountsOf(keys) : null
  const bound = (memberId: string): string | null => { const accountId = accounts!.get(memberId); return accountId ? accountKey(balloting.boxKey!, boxId, accountId) : null }
  const entitlements = keys.map((one): Entitlement => ({ _id: `${boxId}_${one}`, boxId, struck: null, ...(accounts && { account: bound(one) }) }))
  await addMissing('ballot_entitlements', entitlements)
  const counted = group.entry === 'room' || isPaper(group)
  await openBox({
    _id: boxId, organisationId: balloting.organisationId, asked: askedOf(balloting, group), closesAt: balloting.closesAt,
    groups: [{ key, name: group.name, entitled: counted ? group.entitled : keys.length, ...(group.entry === 'room' && { exact: true }), ...(isPaper(group) && { paper: true }), ...(group.entry === 'roster' && { byName: true }) }],
  })
}

/** The accounts that these members have at this moment. One operation for 500. */
async function accountsOf(memberIds: string[]): Promise<Map<string, string | null>> {
  const parts = Array.from({ length: Math.ceil(memberIds.length / AT_ONCE) }, (_none, n) => memberIds.slice(n * AT_ONCE, (n + 1) * AT_ONCE))
  const members = await Promise.all(parts.map(part => find('members', { _id: _.in(part) }, { limit: AT_ONCE, fields: ['_id', 'accountId'] })))
  return new Map(members.flat().map(({ _id, accountId }) => [_id, accountId]))
}

/** How many ballots of each group are in; empty before the opening. */
export async function takenOf(balloting: AnyBalloting): Promise<Map<string, number>> {
  if (balloting.state === 'draft') return new Map()
  const all = await Promise.all(balloting.groups.map(group => turnoutOf({ _id: boxIdOf(balloting, group), groups: [{ ...group, slots: 0 }] })))
  return new Map(all.flatMap(one => Object.entries(one)))
}

/** The beginning of a vote by ballots: who may take part is frozen, and the boxes are written. Safe to repeat. */
import { addMissing } from '../../platform/database'
import type { Balloting, BallotGroup, Entitlement } from '../../platform/documents'
import { openBox, turnoutOf } from '../ballot-box/box'
import { askedOf, boxIdOf, type AnyBalloting } from './asked'
import { keysOf } from './entry'
import { groupOf } from './load'

/** Groups that have no slots: everything of them is on paper. */
export const isPaper = ({ entry }: Pick<BallotGroup, 'entry'>): boolean => entry === 'paper' || entry === 'written'

/** What a draft is before anything is set. */
export const blankBalloting = { state: 'draft', round: 1, version: 1, lastTap: '', lists: null, counters: [], openedAt: null, closesAt: null, overdueTold: false, closedAt: null, publishedAt: null, voidReason: null, files: [], filesAt: null } satisfies Partial<Balloting>

/**
 * Freezes who may take part in a group and writes its box; a group on paper has a box without slots, which says what is
 * asked. Safe to repeat.
 * @param memberIds the entitled of a group that comes in by account
 */
export async function openGroup(balloting: AnyBalloting, key: string, memberIds: string[]): Promise<void> {
  const group = groupOf(balloting, key)
  const { boxId } = group
  const keys = keysOf(balloting, group, boxId, memberIds)
  const entitlements = keys.map((one): Entitlement => ({ _id: `${boxId}_${one}`, boxId, struck: null }))
  await addMissing('ballot_entitlements', entitlements)
  const counted = group.entry === 'room' || isPaper(group)
  await openBox({
    _id: boxId, organisationId: balloting.organisationId, asked: askedOf(balloting, group),
    groups: [{ key, name: group.name, entitled: counted ? group.entitled : keys.length, ...(group.entry === 'room' && { exact: true }), ...(isPaper(group) && { paper: true }) }],
  })
}

/** How many ballots of each group are in; empty before the opening. */
export async function takenOf(balloting: AnyBalloting): Promise<Map<string, number>> {
  if (balloting.state === 'draft') return new Map()
  const all = await Promise.all(balloting.groups.map(group => turnoutOf({ _id: boxIdOf(balloting, group), groups: [{ ...group, slots: 0 }] })))
  return new Map(all.flatMap(one => Object.entries(one)))
}

/** The organisations above that are told of a branch's election, and the items on the home pages of those who can approve it there. */
import type { Election, ElectionBallot, InboxItem, Move, Organisation } from '../../platform/documents'
import { _, find, transaction } from '../../platform/database'
import { plusDays } from '../../platform/time'
import { audienceOf, closeItem, itemUp, putItem } from '../inbox'
import { replaced } from '../replaced'
import { readOrganisation } from '../tree'

/** Days for which a result waits on the superior's home pages. */
const DAYS_UP = 90
/** Results that one move can carry to other superiors. */
const CARRIED = 500

const idsOf = (path: string): string[] => path.split('/').filter(Boolean)

/** Organisations above a branch, the topmost first; the branch itself where it has none above. */
export const aboveOf = ({ path, parentId }: Pick<Organisation, 'path' | 'parentId'>): string[] => (parentId === null ? idsOf(path) : idsOf(path).slice(0, -1))

/** Of those above, the topmost first, whom an election is brought to: the one directly above, and where that is a 党总支, which reviews and does not approve, the next 党委. Pure. */
export function askedOf(above: Pick<Organisation, '_id' | 'kind'>[]): string[] {
  const next = above.at(-1)
  const approving = next?.kind === 'generalBranch' ? above.findLast(({ kind }) => kind === 'committee') : undefined
  return [next, approving].flatMap(one => (one ? [one._id] : []))
}

/** Whom the election of a branch is brought to. One operation. */
export async function askedAbove(organisation: Pick<Organisation, 'path' | 'parentId'>): Promise<string[]> {
  const ids = aboveOf(organisation)
  const found = await find('organisations', { _id: _.in(ids) }, { limit: ids.length, fields: ['_id', 'kind'] })
  return askedOf(ids.flatMap(id => found.find(({ _id }) => _id === id) ?? []))
}

/** The item with which an organisation is told of a result; the branch's own have others (itemRefOf). */
const reportRef = (electionId: string, organisationId: string): string => `${electionId}_report_${organisationId}`

/** The item with which an organisation is asked to approve a result. */
export const reportItem = (election: Pick<Election, '_id' | 'organisationName'>, organisationId: string, at: Date): InboxItem => itemUp({
  audience: audienceOf.appointers(organisationId), kind: 'election', title: `${election.organisationName}选举结果`, hint: '请批复，或者退回', refId: reportRef(election._id, organisationId), opens: election._id,
  due: null, startsAt: null, endsAt: null, until: plusDays(at, DAYS_UP), at,
})

/** Takes a result off the home pages of everybody above. One operation for each of them. */
export const closeReport = (election: Pick<Election, '_id' | 'above'>): Promise<unknown> => Promise.all(election.above.map(id => closeItem('election', reportRef(election._id, id))))

/** The item with which the superior hears of a ballot that was counted and is repeated by its document. */
const voidRef = (electionId: string, key: string): string => `${electionId}_void_${key}`

/**
 * Tells the organisation above that a ballot which had been counted is repeated by its document: whoever gave none sees
 * it. Nothing for a ballot without one, or a branch that nobody is above. Two operations; safe to repeat.
 */
export async function tellOfVoid(election: Pick<Election, '_id' | 'organisationId' | 'organisationName'>, { key, voided }: Pick<ElectionBallot, 'key' | 'voided'>): Promise<void> {
  if (!voided?.consent) return
  const parentId = (await readOrganisation(election.organisationId))?.parentId
  if (!parentId) return
  await putItem({
    audience: audienceOf.appointers(parentId), kind: 'election', title: `${election.organisationName}作废了已计票的选举`, hint: `说是按“${voided.consent.document}”重新投票，请核对`, refId: voidRef(election._id, key), opens: election._id,
    due: null, startsAt: null, endsAt: null, until: plusDays(voided.at, DAYS_UP), at: voided.at,
  })
}

/** Somebody above has looked. One operation for each of these ballots. */
export const voidsSeen = (election: Pick<Election, '_id' | 'ballots'>): Promise<unknown> => Promise.all(election.ballots.flatMap(({ key, voided }) => (voided?.consent ? [closeItem('election', voidRef(election._id, key))] : [])))

/** What waits at superiors that a moved branch has left is brought to those it has now. For the move; safe to repeat. */
export async function carryReports(move: Pick<Move, 'from' | 'to'>, now: Date): Promise<void> {
  const lost = idsOf(move.from).filter(id => !idsOf(move.to).includes(id))
  if (lost.length === 0) return
  for (const election of await find('elections', { above: _.in(lost), approval: null }, { limit: CARRIED })) {
    const organisation = await readOrganisation(election.organisationId)
    if (!organisation?.path.startsWith(move.to)) continue
    const asked = await askedAbove(organisation)
    await closeReport(election)
    await transaction(async tx => {
      const fresh = await tx.read('elections', election._id)
      if (!fresh?.reportedAt || fresh.approval) return
      for (const id of asked) await tx.put('inbox', reportItem(fresh, id, now))
      await tx.update('elections', fresh._id, replaced({ above: aboveOf(organisation) }))
    })
  }
}

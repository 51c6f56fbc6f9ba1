/** An election as a document, for the tables of its rules: seventeen electors, three seats, four candidates, everything ready to be opened. */
import type { Election, ElectionBallot, Elector } from '../../cloudfunctions/platform/documents'
import type { Counted } from '../../cloudfunctions/modules/elections/result'
import { blankBallot, groupsOf } from '../../cloudfunctions/modules/elections/setup'

export const people = (n: number): Elector[] => Array.from({ length: n }, (_none, i) => ({ memberId: `m${i + 1}`, name: `示例${i + 1}` }))
export const roll = { electors: people(17), without: [{ memberId: 'p1', name: '示例预备', why: '预备党员没有表决权' }] }
const step = (day: string) => ({ day, note: '', byName: '示例书记', at: new Date(0) })
const consent = { superior: '示例党委', document: '示例1号', day: '2026-11-01', byName: '示例书记', at: new Date(0) }

/** Four candidates m1 to m4; m9 counts; m1 to m14 are there. */
export function electionWith(over: Partial<Election> = {}): Election {
  const candidates = over.candidates ?? people(4)
  const seats = over.seats ?? 3
  const ballot = blankBallot(1, { seats, candidateIds: candidates.map(({ memberId }) => memberId), manner: over.manner ?? 'paper' })
  const made = {
    _id: 'e', ballotKind: 'election', key: '', organisationId: 'b', organisationName: '示例党支部', title: '换届选举', purpose: '', state: 'draft', round: 1, version: 1, lastTap: '', counters: [{ memberId: 'm9', name: '示例9' }, { memberId: 'm10', name: '示例10' }], lists: null,
    body: 'committee', seats, steps: { replied: step('2026-11-02'), method: step('2026-11-20') }, manner: 'paper', consent: null, candidates, ordered: false, excluded: [], exclusionConsent: null, electors: [], without: [],
    present: people(14).map(({ memberId }) => memberId), ballots: [ballot], current: 'b1', keys: 1, left: null, chosen: [], chosenOn: null, reportedAt: null, above: [], reportedKey: '', approval: null, at: new Date(0), askedBy: '', voidReason: null, ...over,
  } as unknown as Election
  return { ...made, groups: groupsOf(made) }
}
export const withConsent = { exclusionConsent: consent, consent }

/** How many were in favour of each candidate, of so many papers; and who was written in. */
export const counts = (inFavour: number[], others: Record<string, number> = {}, papers: Partial<Counted> = {}): Counted => {
  const { issued = 14, returned = 14, invalid = 0 } = papers
  return { issued, returned, invalid, others, answers: Object.fromEntries(inFavour.map((n, i) => [`m${i + 1}`, { inFavour: n, against: returned - n, abstain: 0 }])) }
}

/** An election whose only ballot was counted so. */
export function countedWith(ballot: ElectionBallot, over: Partial<Election> = {}): Election {
  return electionWith({ state: 'closed', electors: roll.electors, without: roll.without, ...over, ballots: [{ ...ballot, heldOn: '2026-11-20' }] })
}

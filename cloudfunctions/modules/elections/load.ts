/** An election as its callers may know it: the branch, and the superior once it was reported. */
import { hasPowerIn, hasPowerOver, organisationsWith } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import { change, read } from '../../platform/database'
import type { Election, Elector, Organisation } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf } from '../../platform/time'
import { ballotingLed, ballotingSeen } from '../../services/balloting/load'
import { electorsOf, notesOf, votersOf, type Voter } from '../../services/balloting/electors'
import { aboveOf, closeReport } from '../../services/balloting/told-above'
import { replaced } from '../../services/replaced'
import { NOWHERE } from '../../services/scope'
import { readOrganisation } from '../../services/tree'
import { voidedByConsent } from './voiding'
import type { Approver } from './choosing'
import { isFrozen, type Roll } from './rules'

/** leads: runs the branch; above: oversees it and was told; member: of the branch, or has a ballot in it. */
export type Role = 'leads' | 'above' | 'member'

/** Whether the organisations above know of an election: its result was reported, or sent back, or a ballot was repeated by their document. */
const toldAbove = (election: Election): boolean => election.reportedAt !== null || (election.returned ?? []).length > 0 || voidedByConsent(election).length > 0

/** An election that the caller may see, and as what; `notFound` for every other. One operation for the own branch, two or more for any other. */
export async function electionSeen(ctx: MemberContext, electionId: string): Promise<{ election: Election; role: Role; organisation: Organisation | null }> {
  const election = await read('elections', electionId)
  if (election && hasPowerIn(ctx.access, 'runBranch', election.organisationId, ctx.now)) return { election, role: 'leads', organisation: toldAbove(election) ? await readOrganisation(election.organisationId) : null }
  const organisation = election?.organisationId === ctx.access.organisationId && !toldAbove(election) ? null : await readOrganisation(election && toldAbove(election) ? election.organisationId : NOWHERE)
  if (election && organisation && hasPowerOver(ctx.access, 'oversee', organisation, ctx.now)) return { election, role: 'above', organisation }
  return { election: await ballotingSeen(ctx, 'election', electionId), role: 'member', organisation }
}

/** One that the caller leads; `notFound` for every other. One operation. */
export const electionLed = (ctx: MemberContext, electionId: string): Promise<Election> => ballotingLed(ctx, 'election', electionId)

/** Whether the caller's power to appoint comes from above the branch, where there is something above. */
export const approverOf = (ctx: MemberContext, organisation: Organisation): Approver => ({
  hasAbove: organisation.parentId !== null, memberId: ctx.access.memberId,
  fromAbove: organisationsWith(ctx.access, 'appoint', ctx.now).some(held => held !== organisation._id && organisation.path.includes(`/${held}/`)),
})

/** Who has a vote: as frozen, or as the roster stands now. One operation before electors are frozen. */
export async function rollOf(election: Election): Promise<Roll & { members: Voter[] }> {
  const members = election.state === 'draft' ? await votersOf(election.organisationId) : []
  if (isFrozen(election)) return { electors: election.electors, without: election.without, members }
  const [{ electors, without }, notes] = [electorsOf(members), notesOf(members)]
  const noted = <P extends Elector>(people: P[]): P[] => people.map(person => (notes.has(person.memberId) ? { ...person, note: notes.get(person.memberId)! } : person))
  return { electors: noted(electors), without: noted(without), members }
}

/** The day of the meeting at which an election is held; null where none is set. One operation, none without a meeting. */
export async function meetingOn({ meetingId, organisationId }: Pick<Election, 'meetingId' | 'organisationId'>): Promise<string | null> {
  const meeting = meetingId ? await read('activities', meetingId) : null
  return meeting?.organisationId === organisationId ? dayOf(meeting.startsAt) : null
}

/** Full members of a branch as its roster stands. */
export const fullMembers = (members: Voter[]): number => members.filter(({ standing }) => standing === 'full').length

/** The tap that changes an election: its repeat changes nothing more. */
export const tapOf = (ctx: MemberContext): string => idFrom('election', ctx.caller.accountId, ctx.action, ctx.requestId)

/**
 * A repeat of the tap with which a result was taken back: it waits at nobody above any more, also where the first was cut
 * off before that. Nothing for one that was reported again. Up to one operation for each organisation above.
 */
export async function takenBack(election: Election): Promise<{ version: number }> {
  const organisation = election.reportedAt ? null : await readOrganisation(election.organisationId)
  if (organisation) await closeReport({ _id: election._id, above: aboveOf(organisation) })
  return { version: election.version }
}

/**
 * Writes changes to an election as it was read, and takes the tap down; `conflict` where somebody was quicker.
 * One operation.
 */
export async function write(ctx: MemberContext, election: Election, version: number, changes: Partial<Election>): Promise<Election> {
  const changed = await change('elections', { _id: election._id, version, state: election.state, current: election.current }, { ...replaced(changes), version: version + 1, lastTap: tapOf(ctx) })
  return changed ?? refuse('conflict')
}

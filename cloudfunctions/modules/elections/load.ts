/** An election as its callers may know it: the branch, and the superior once it was reported. */
import { hasPowerIn, hasPowerOver, organisationsWith } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import { change, read } from '../../platform/database'
import type { Election, Organisation } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { ballotingLed, ballotingSeen } from '../../services/balloting/load'
import { electorsOf, votersOf, type Voter } from '../../services/balloting/electors'
import { replaced } from '../../services/replaced'
import { NOWHERE } from '../../services/scope'
import { readOrganisation } from '../../services/tree'
import type { Approver } from './choosing'
import { isFrozen, type Roll } from './rules'

/** leads: runs the branch; above: oversees it and was told; member: of the branch, or has a ballot in it. */
export type Role = 'leads' | 'above' | 'member'

/** An election that the caller may see, and as what; `notFound` for every other. One operation for the own branch, two or more for any other. */
export async function electionSeen(ctx: MemberContext, electionId: string): Promise<{ election: Election; role: Role; organisation: Organisation | null }> {
  const election = await read('elections', electionId)
  if (election && hasPowerIn(ctx.access, 'runBranch', election.organisationId, ctx.now)) return { election, role: 'leads', organisation: election.reportedAt ? await readOrganisation(election.organisationId) : null }
  const organisation = election?.organisationId === ctx.access.organisationId && !election.reportedAt ? null : await readOrganisation(election?.reportedAt ? election.organisationId : NOWHERE)
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
  return isFrozen(election) ? { electors: election.electors, without: election.without, members } : { ...electorsOf(members), members }
}

/** Full members of a branch as its roster stands. */
export const fullMembers = (members: Voter[]): number => members.filter(({ standing }) => standing === 'full').length

/** The tap that changes an election: its repeat changes nothing more. */
export const tapOf = (ctx: MemberContext): string => idFrom('election', ctx.caller.accountId, ctx.action, ctx.requestId)

/**
 * Writes changes to an election as it was read, and takes the tap down; `conflict` where somebody was quicker.
 * One operation.
 */
export async function write(ctx: MemberContext, election: Election, version: number, changes: Partial<Election>): Promise<Election> {
  const changed = await change('elections', { _id: election._id, version, state: election.state, current: election.current }, { ...replaced(changes), version: version + 1, lastTap: tapOf(ctx) })
  return changed ?? refuse('conflict')
}

import { nameWritten } from '../../../types/ballots'
import type { elections } from '../../../types/contracts/elections'
import type { ModuleHandlers } from '../../platform/context'
import { transaction } from '../../platform/database'
import { guard, refuse } from '../../platform/errors'
import { dayOf, iso, plusDays, timeKey } from '../../platform/time'
import { electorsOf, votersOf } from '../../services/balloting/electors'
import { audienceOf, closeItem, itemUp } from '../../services/inbox'
import { replaced } from '../../services/replaced'
import { byStrokes } from '../../services/stroke-order'
import { readOrganisation } from '../../services/tree'
import { divisionOf, whyCannotChoose, whyCannotReport } from './choosing'
import { electionLed, tapOf, write } from './load'
import { whyCannotLeave, whyNotNamed, whyWrongNext } from './result'
import { currentOf } from './rules'
import { followed } from './setup'

type Following = 'elections.nextBallot' | 'elections.leaveSeats' | 'elections.nameOther' | 'elections.choose' | 'elections.report'

/** Days for which a result waits on the superior's home pages. */
const DAYS_UP = 90

/** The item with which the superior is told; the branch's own have others (itemRefOf). */
export const reportRef = (electionId: string): string => `${electionId}_report`

/** What follows a ballot: another, fewer seats, who a name means; then the committee's own election, and the report. */
export const followingHandlers: Pick<ModuleHandlers<typeof elections>, Following> = {
  'elections.nextBallot': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return { version: election.version }
    guard(whyWrongNext(election, input.candidateIds))
    const { next, votes } = currentOf(election)
    // Whoever was written in and is found stands among the candidates from now on.
    const known = new Set(election.candidates.map(({ memberId }) => memberId))
    const come = (votes ?? []).filter(({ memberId }) => memberId !== null && input.candidateIds.includes(memberId) && !known.has(memberId)).map(({ memberId, name }) => ({ memberId: memberId!, name }))
    const candidates = come.length === 0 ? election.candidates : election.ordered ? [...election.candidates, ...come] : await byStrokes([...election.candidates, ...come], ({ name }) => name)
    const seats = next?.kind === 'tie' || next?.kind === 'few' ? next.seats : refuse('electionNoneLeft')
    const changes = followed({ ...election, candidates }, { seats, candidateIds: candidates.map(({ memberId }) => memberId).filter(memberId => input.candidateIds.includes(memberId)) })
    return { version: (await write(ctx, election, input.version, { ...changes, candidates, state: 'draft', closedAt: null })).version }
  },

  'elections.leaveSeats': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return { version: election.version }
    guard(whyCannotLeave(election, input.agreed))
    const { next, present } = currentOf(election)
    const seats = next?.kind === 'few' ? next.seats : refuse('electionNoneLeft')
    return { version: (await write(ctx, election, input.version, { left: { seats, agreed: input.agreed, present, at: ctx.now } })).version }
  },

  'elections.nameOther': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return { version: election.version }
    // Who may stand is judged as it is today; who is not the branch's is nobody that could be meant.
    const roll = electorsOf(await votersOf(election.organisationId))
    const person = [...roll.electors, ...roll.without].find(({ memberId }) => memberId === input.memberId) ?? refuse('electionNoMember')
    guard(whyNotNamed(election, input.name, person, roll))
    const ballots = election.ballots.map(ballot => (ballot.key !== election.current ? ballot : { ...ballot, votes: ballot.votes && ballot.votes.map(row => (row.other && row.name === nameWritten(input.name) ? { ...row, name: person.name, memberId: person.memberId } : row)) }))
    return { version: (await write(ctx, election, input.version, { ballots })).version }
  },

  'elections.choose': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return { version: election.version }
    guard(whyCannotChoose(election, input, dayOf(ctx.now)))
    // What the superior was told is taken back with it: it is reported again as it is now.
    const { version } = await write(ctx, election, input.version, { chosen: divisionOf(election, input), chosenOn: input.day, reportedAt: null, above: [], reportedKey: '' })
    if (election.reportedAt) await closeItem('election', reportRef(election._id))
    return { version }
  },

  'elections.report': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    guard(whyCannotReport(election))
    const organisation = await readOrganisation(election.organisationId) ?? refuse('notFound')
    const ids = organisation.path.split('/').filter(Boolean)
    const above = organisation.parentId === null ? ids : ids.slice(0, -1)
    const reportedAt = await transaction(async tx => {
      const fresh = await tx.read('elections', election._id) ?? refuse('notFound')
      guard(whyCannotReport(fresh))
      if (fresh.version !== election.version && !fresh.reportedAt) refuse('conflict')
      const at = fresh.reportedAt ?? ctx.now
      await tx.update('elections', fresh._id, { ...replaced({ above }), reportedAt: at, reportedKey: timeKey(at, fresh._id), ...(!fresh.reportedAt && { version: fresh.version + 1 }) })
      await tx.put('inbox', itemUp({ audience: audienceOf.appointers(organisation.parentId ?? organisation._id), kind: 'election', title: `${election.organisationName}换届选举结果`, hint: '请批复', refId: reportRef(fresh._id), opens: fresh._id, due: null, startsAt: null, endsAt: null, until: plusDays(ctx.now, DAYS_UP), at: ctx.now }))
      return at
    })
    return { reportedAt: iso(reportedAt) }
  },
}

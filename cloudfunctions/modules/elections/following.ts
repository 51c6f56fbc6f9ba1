import { nameWritten } from '../../../types/ballots'
import type { elections } from '../../../types/contracts/elections'
import type { ModuleHandlers } from '../../platform/context'
import { transaction } from '../../platform/database'
import type { Elector } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { dayOf, iso, timeKey } from '../../platform/time'
import { electorsOf, votersOf } from '../../services/balloting/electors'
import { newBoxKey } from '../../services/balloting/entry'
import { aboveOf, askedAbove, closeReport, reportItem } from '../../services/balloting/told-above'
import { replaced } from '../../services/replaced'
import { byStrokes } from '../../services/stroke-order'
import { readOrganisation } from '../../services/tree'
import { divisionOf, heldOnOf, isOwnCount, postsGiven, voted, whyCannotChoose, whyCannotReport } from './choosing'
import { othersWhoLead } from './leaders'
import { electionLed, takenBack, tapOf, write } from './load'
import { whyCannotLeave, whyNotNamed, whyWrongNext } from './result'
import { closeReturned } from './returning'
import { currentOf } from './rules'
import { nextOf, valid } from './seating'
import { sittingIn } from './sitting'
import { followed } from './setup'

type Following = 'elections.nextBallot' | 'elections.leaveSeats' | 'elections.nameOther' | 'elections.choose' | 'elections.report'

/** What follows a ballot: another, fewer seats, who a name means; then the committee's own election, and the report. */
export const followingHandlers: Pick<ModuleHandlers<typeof elections>, Following> = {
  'elections.nextBallot': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return { version: election.version }
    guard(whyWrongNext(election, input.candidateIds))
    const next = nextOf(election)
    // Whoever was written in and is found stands among the candidates from now on.
    const known = new Set(election.candidates.map(({ memberId }) => memberId))
    const come: Elector[] = []
    for (const { memberId, name } of valid(election).flatMap(({ votes }) => votes ?? [])) {
      if (memberId === null || !input.candidateIds.includes(memberId) || known.has(memberId)) continue
      known.add(memberId)
      come.push(election.electors.find(one => one.memberId === memberId) ?? { memberId, name })
    }
    const candidates = come.length === 0 ? election.candidates : election.ordered ? [...election.candidates, ...come] : await byStrokes([...election.candidates, ...come], ({ name }) => name)
    if (!next || next.kind === 'done' || next.kind === 'invalid') refuse('electionNoneLeft')
    const changes = followed({ ...election, candidates }, { seats: next.seats, post: next.post, candidateIds: candidates.map(({ memberId }) => memberId).filter(memberId => input.candidateIds.includes(memberId)) })
    // Seats that were left open are voted on with it; a deputy who was not wanted stays so while the secretary is voted on.
    const left = next.post === 'secretary' ? election.left : null
    // A published result gave up the key of its box: the next one has its own. Papers are of this day, until somebody says of another.
    // Whoever is elected by it takes part in the division of work, which is decided anew.
    const its = { boxKey: election.boxKey ?? newBoxKey(), assemblyOn: null, left, chosen: [], chosenOn: null, chosenBy: null, replaced: [] }
    return { version: (await write(ctx, election, input.version, { ...changes, ...its, candidates, state: 'draft', closedAt: null })).version }
  },

  'elections.leaveSeats': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return { version: election.version }
    guard(whyCannotLeave(election, input.agreed))
    const [next, { present }] = [nextOf(election), currentOf(election)]
    if (next?.kind !== 'few' && next?.kind !== 'post') refuse('electionNoneLeft')
    return { version: (await write(ctx, election, input.version, { left: { seats: next.seats, agreed: input.agreed, present, at: ctx.now } })).version }
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
    if (election.lastTap === tapOf(ctx)) return takenBack(election)
    const sitting = await sittingIn(election)
    guard(whyCannotChoose(election, input, dayOf(ctx.now), sitting))
    if (isOwnCount(election, input.chosen, ctx.access.memberId)) {
      const others = await othersWhoLead(election.organisationId, voted(input.chosen), ctx.now)
      if (others.length > 0) refuse('electionOwnCount', { names: others.map(({ name }) => name).join('、') })
    }
    const chosenBy = { memberId: ctx.access.memberId, name: ctx.access.memberName }
    // What the superior was told is taken back with it: it is reported again as it is now.
    const { version } = await write(ctx, election, input.version, { chosen: divisionOf(election, input, sitting), replaced: input.replaced ?? [], chosenOn: input.day, chosenBy, reportedAt: null, above: [], reportedKey: '' })
    if (election.reportedAt) await closeReport(election)
    return { version }
  },

  'elections.report': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    guard(whyCannotReport(election))
    const organisation = await readOrganisation(election.organisationId) ?? refuse('notFound')
    const [above, asked] = [aboveOf(organisation), await askedAbove(organisation)]
    const reportedAt = await transaction(async tx => {
      const fresh = await tx.read('elections', election._id) ?? refuse('notFound')
      guard(whyCannotReport(fresh))
      if (fresh.version !== election.version && !fresh.reportedAt) refuse('conflict')
      const at = fresh.reportedAt ?? ctx.now
      // Where there is no committee, the assembly itself has said who is what.
      const given = fresh.body === 'secretary' ? { chosen: postsGiven(fresh), chosenOn: heldOnOf(fresh) } : {}
      await tx.update('elections', fresh._id, { ...replaced({ above, ...given }), reportedAt: at, reportedKey: timeKey(at, fresh._id), ...(!fresh.reportedAt && { version: fresh.version + 1 }) })
      for (const id of asked) await tx.put('inbox', reportItem(fresh, id, ctx.now))
      return at
    })
    await closeReturned(election._id)
    return { reportedAt: iso(reportedAt) }
  },
}

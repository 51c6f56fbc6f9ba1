import type { elections } from '../../../types/contracts/elections'
import type { ModuleHandlers } from '../../platform/context'
import { hasPowerIn } from '../../platform/access'
import { findAll, read } from '../../platform/database'
import type { Elector } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { withoutTold } from '../../services/balloting/electors'
import { whyCannotDate, whyWrongDay } from './held'
import { electionLed, rollOf, tapOf, write } from './load'
import { expectedOf, quorumOf, whyNotNow, whyNotPresent } from './rules'
import { prepared } from './setup'

type Attending = 'elections.electors' | 'elections.attend' | 'elections.held'

/** The assembly: who of the electors is there, at which meeting, and on which day it was. */
export const attendingHandlers: Pick<ModuleHandlers<typeof elections>, Attending> = {
  'elections.electors': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    const meetingId = input.meetingId ?? election.meetingId ?? null
    if (input.meetingId) await guardMeeting(election.organisationId, input.meetingId)
    const [{ electors, without }, checkIns] = await Promise.all([rollOf(election), meetingId ? findAll('check_ins', { activityId: meetingId, undoneAt: null }, ['_id', 'memberId']) : []])
    const checkedIn = new Set(checkIns.map(({ memberId }) => memberId))
    const expected = expectedOf(election, electors)
    const row = (person: Elector, why: string | null) => ({
      ...person, votes: why === null, why, present: election.present.includes(person.memberId), checkedIn: checkedIn.has(person.memberId),
      excluded: election.excluded.find(({ memberId }) => memberId === person.memberId)?.why ?? null,
    })
    return { people: [...electors.map(person => row(person, null)), ...withoutTold(without, { keeps: hasPowerIn(ctx.access, 'keepRoster', election.organisationId, ctx.now), memberId: ctx.access.memberId }).map(person => row(person, person.why))], expected, quorum: quorumOf(expected) }
  },

  'elections.attend': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return { version: election.version }
    guard(whyNotNow(election, 'attend'))
    const { meetingId, day } = input
    if (meetingId) await guardMeeting(election.organisationId, meetingId)
    if (day) guard(election.manner === 'phone' ? { code: 'electionHeldPhone' } : whyWrongDay(election, election.current, day, dayOf(ctx.now)))
    const present = [...new Set(input.memberIds)]
    guard(whyNotPresent(election.excluded, present, await rollOf(election)))
    const at = { ...(meetingId !== undefined && { meetingId }), ...(day !== undefined && { assemblyOn: day }) }
    return { version: (await write(ctx, election, input.version, { present, ...at, ...prepared({ ...election, present }) })).version }
  },

  'elections.held': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return { version: election.version }
    guard(whyCannotDate(election, input.ballot) ?? whyWrongDay(election, input.ballot, input.day, dayOf(ctx.now)))
    const ballots = election.ballots.map(ballot => (ballot.key === input.ballot ? { ...ballot, heldOn: input.day } : ballot))
    return { version: (await write(ctx, election, input.version, { ballots })).version }
  },
}

/** `notFound` for a meeting that is not the branch's. One operation. */
async function guardMeeting(organisationId: string, meetingId: string): Promise<void> {
  if ((await read('activities', meetingId))?.organisationId !== organisationId) refuse('notFound')
}

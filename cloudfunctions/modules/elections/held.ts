/** On which day a ballot is held: the day of the assembly, whenever somebody enters it. Pure. */
import { electionSteps } from '../../../types/contracts/codes-ballots'
import type { Refusal } from '../../../types/contracts/errors'
import type { Election } from '../../platform/documents'
import { currentOf, whyFixed, whyNotNow } from './rules'
import { ballotName } from './setup'

/** The day of a ballot that is opened now: on phones today; on paper the assembly's, where it was set, or that of the meeting once it is over. */
export function dayHeld({ manner, assemblyOn }: Pick<Election, 'manner' | 'assemblyOn'>, meetingOn: string | null, today: string): string {
  if (manner === 'phone') return today
  return assemblyOn ?? (meetingOn !== null && meetingOn < today ? meetingOn : today)
}

type Dated = Pick<Election, 'body' | 'steps' | 'ballots' | 'chosenOn'>
const wrong = (what: string): Refusal => ({ code: 'datesWrong', detail: { what } })

/** Whether a ballot can have been held on a day: not after today, not before the superior's reply, in the order of the ballots, and before the committee met. */
export function whyWrongDay({ body, steps, ballots, chosenOn }: Dated, key: string, day: string, today: string): Refusal | null {
  if (day > today) return wrong('大会的日期不能晚于今天')
  const { replied } = steps
  if (replied && day < replied.day) return { code: 'electionStepOrder', detail: { later: '大会投票', earlier: electionSteps.replied, day: replied.day } }
  const held = ballots.filter(({ voidReason }) => voidReason === null)
  const at = held.findIndex(ballot => ballot.key === key)
  const before = held.findIndex(({ heldOn }, n) => n < at && heldOn !== null && heldOn > day)
  if (before >= 0) return wrong(`日期不能早于${ballotName(before + 1)}的${held[before]!.heldOn}`)
  const after = held.findIndex(({ heldOn }, n) => n > at && heldOn !== null && heldOn < day)
  if (after >= 0) return wrong(`日期不能晚于${ballotName(after + 1)}的${held[after]!.heldOn}`)
  return body === 'committee' && chosenOn !== null && day > chosenOn ? wrong(`日期不能晚于选出书记的${chosenOn}`) : null
}

type Correcting = Dated & Pick<Election, 'state' | 'current' | 'reportedAt' | 'approval'>
/** Whether the day of a ballot that was opened may be put right: of one on paper, until the superior is told. */
export function whyCannotDate(election: Correcting, key: string | null = null): Refusal | null {
  const early = whyFixed(election) ?? whyNotNow(election, 'held')
  if (early) return early
  const ballot = key === null ? currentOf(election) : election.ballots.find(one => one.key === key)
  if (!ballot?.heldOn) return { code: 'reviewNoGroup' }
  if (ballot.voidReason !== null) return { code: 'electionHeldVoid' }
  return ballot.manner === 'phone' ? { code: 'electionHeldPhone' } : null
}

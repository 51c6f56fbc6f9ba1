/** What should be looked at before an election is opened, and does not stop it (DOMAIN.md §1). Pure. */
import { electionSteps, stepLabel, type ElectionStep } from '../../../types/contracts/codes-ballots'
import { dayInWords } from '../../../types/words'
import type { Election, Organisation } from '../../platform/documents'
import { sizeRules } from '../../regulations/organisation-size'
import { latestAfter, newerThanAsked } from '../../regulations/term-rules'
import { demanded, isFirst, firstOf } from './rules'
import type { Sitting } from './sitting'

const basisOf = ({ regulation, article }: { regulation: string; article: string }): string => `${regulation}${article}`

export interface Looked {
  fullMembers: number
  /** Names whose place in the order of strokes is not known. */
  unordered: string[]
  /** Names of those present who have no account. */
  unbound: string[]
  /** Since when somebody is a full member; left out: not known. */
  fullOn: Map<string, string>
  today: string
  /** Who sits in the committee, and the branch. */
  sitting: Sitting[]
  organisation: Pick<Organisation, 'extension' | 'committeeSeats'> | null
}

type Asked = Pick<Election, 'body' | 'seats' | 'deputyOnly' | 'candidates' | 'standsFor' | 'steps' | 'state' | 'ballots' | 'current' | 'manner' | 'occasion' | 'bodyConsent'>

/** In plain sentences, of a draft alone. */
export function warningsOf(election: Asked, facts: Looked): string[] {
  if (election.state !== 'draft') return []
  const first = isFirst(election) ? [...stepsMissing(election), ...bodyWarnings(election, facts), ...(election.occasion === 'byElection' ? vacancyWarnings(election, facts) : termWarnings(facts)), ...newSecretaries(election, facts)] : []
  return [
    ...first,
    ...(facts.unordered.length > 0 ? [`${facts.unordered.join('、')}的笔画查不到，排在最后，请核对顺序`] : []),
    ...(election.manner === 'phone' && facts.unbound.length > 0 ? [`${facts.unbound.join('、')}没有绑定微信，请发纸质票，两人点票`] : []),
  ]
}

function stepsMissing({ steps, occasion = 'term' }: Asked): string[] {
  const missing = (Object.keys(electionSteps) as ElectionStep[]).filter(step => !steps[step] && !(demanded as readonly ElectionStep[]).includes(step))
  return missing.length > 0 ? [`还没有登记：${missing.map(step => stepLabel(step, occasion)).join('、')}`] : []
}

function bodyWarnings({ body, seats, occasion, bodyConsent }: Asked, { fullMembers }: Looked): string[] {
  const { committeeFrom, committeePersons } = sizeRules
  const large = body === 'secretary' && fullMembers >= committeeFrom.value
  return [
    ...(body === 'committee' && seats > committeePersons.value.upTo ? [`支部委员会一般不超过${committeePersons.value.upTo}人（${basisOf(committeePersons)}）`] : []),
    ...(large ? [`正式党员${fullMembers}人，${committeeFrom.value}人以上的支部要设委员会（${basisOf(committeeFrom)}）${bodyConsent ? `，${bodyConsent.superior}已同意不设` : '；确实不设的，要先登记上级同意'}`] : []),
    ...(body === 'committee' && occasion === 'byElection' && fullMembers < committeeFrom.value ? [`正式党员${fullMembers}人，不足${committeeFrom.value}人的支部不设委员会（${basisOf(committeeFrom)}）`] : []),
  ]
}

/** How many seats are empty: as many as the committee was elected to have, without those who sit in it. */
export const vacancies = ({ sitting, organisation }: Pick<Looked, 'sitting' | 'organisation'>): number | null =>
  (organisation?.committeeSeats ? Math.max(0, organisation.committeeSeats - new Set(sitting.map(({ memberId }) => memberId)).size) : null)

function vacancyWarnings({ body, seats }: Asked, facts: Looked): string[] {
  const { committeePersons } = sizeRules
  const now = new Set(facts.sitting.map(({ memberId }) => memberId)).size
  if (body === 'secretary') return []
  const empty = vacancies(facts)
  if (empty !== null && empty !== seats) return [`上次选出的委员会是${facts.organisation!.committeeSeats}人，现有${now}人，空缺${empty}人；这次补选${seats}人，请核对`]
  return now + seats > committeePersons.value.upTo ? [`现有支委${now}人，补选${seats}人以后超过${committeePersons.value.upTo}人（${basisOf(committeePersons)}）`] : []
}

/** Early or late only with the superior's approval, a year at most. */
function termWarnings({ sitting, organisation, today }: Looked): string[] {
  const due = sitting.flatMap(({ until, acting }) => (until !== null && !acting ? [until] : [])).sort()[0]
  const rule = `《${sizeRules.latestElection.regulation}》${sizeRules.latestElection.article}`
  if (due === undefined || today === due) return []
  if (today < due) return today < earliest(due) ? [`任期到${dayInWords(due)}才届满，提前换届要经上级批准（${rule}）`] : []
  const put = organisation?.extension
  if (put && put.until > due && today <= put.until) return []
  return [`任期已于${dayInWords(due)}届满，延期换届要经上级批准，最长不超过1年，到${dayInWords(latestAfter(due))}（${rule}）`]
}
/** Half a year before its end an election is usual: from then on it is spoken of anyway. */
const earliest = (due: string): string => new Date(Date.parse(`${due}T00:00:00Z`) - sizeRules.termEnds.value.notice * 86_400_000).toISOString().slice(0, 10)

/** Who stands for secretary and has been a full member for too short a time. */
function newSecretaries(election: Asked, { fullOn, today }: Looked): string[] {
  const { post, candidateIds } = firstOf(election)
  if (post !== 'secretary') return []
  return election.candidates.flatMap(({ memberId, name }) => { const why = candidateIds.includes(memberId) ? newerThanAsked(fullOn.get(memberId), today) : null; return why ? [`${name}${why}`] : [] })
}

import type { elections } from '../../../types/contracts/elections'
import type { ElectionStep } from '../../../types/contracts/codes-ballots'
import type { ModuleHandlers } from '../../platform/context'
import { hasPowerIn } from '../../platform/access'
import { _, addOnce, find } from '../../platform/database'
import type { Election, Elector } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf, timeKey } from '../../platform/time'
import { sizeRules } from '../../regulations/organisation-size'
import { whyNoBallots } from '../../services/balloting/branch-only'
import { newBoxKey, newCodeSecret } from '../../services/balloting/entry'
import { blankBalloting } from '../../services/balloting/opening'
import { votersOf } from '../../services/balloting/electors'
import { PAGE, pageFrom } from '../../services/paging'
import { organisationFor } from '../../services/scope'
import { byStrokes } from '../../services/stroke-order'
import { approvingHandlers } from './approving'
import { attendingHandlers } from './attending'
import { followingHandlers } from './following'
import { getHandler } from './get'
import { goneHandlers } from './gone'
import { leadingHandlers } from './leading'
import { returningHandlers } from './returning'
import { electionLed, fullMembers, rollOf, tapOf, write } from './load'
import { isFirst, heldOnPhones, whyCannotChange, whyCannotCount, whyCannotExclude, whyCannotStand, whyCannotStep, type Roll, firstOf, postsVoted } from './rules'
import { blankBallot, consentFrom, groupsOf, prepared } from './setup'
import { lineOf } from './views'

export const handlers: ModuleHandlers<typeof elections> = {
  ...getHandler, ...attendingHandlers, ...leadingHandlers, ...followingHandlers, ...goneHandlers, ...approvingHandlers, ...returningHandlers,

  'elections.list': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (organisationId !== ctx.access.organisationId && !hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)) refuse('notFound')
    const limit = input.limit ?? PAGE
    const found = await find('elections', { organisationId, state: _.neq('void'), ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    return pageFrom(found, limit, election => election.key, lineOf)
  },

  'elections.create': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)) refuse('notFound')
    const organisation = await organisationFor(ctx, organisationId, 'runBranch')
    guard(whyNoBallots(organisation))
    const _id = idFrom('election', ctx.caller.accountId, ctx.action, ctx.requestId)
    const { committeeFrom, committeePersons } = sizeRules
    const body = input.body ?? (fullMembers(await votersOf(organisationId)) >= committeeFrom.value ? 'committee' : 'secretary')
    const occasion = input.occasion ?? 'term'
    const seats = input.seats ?? (body === 'committee' && occasion === 'term' ? committeePersons.value.from : 1)
    const ballot = blankBallot(1, { ...firstOf({ body, seats, candidates: [] }), manner: 'paper' })
    const ballots = { ballots: [ballot], current: ballot.key, keys: 1 }
    const election: Election = {
      ...blankBalloting, _id, ballotKind: 'election', key: timeKey(ctx.now, _id), organisationId, organisationName: organisation.name, title: input.title, purpose: '', occasion, body, seats, steps: {}, manner: 'paper', consent: null,
      candidates: [], ordered: false, excluded: [], exclusionConsent: null, electors: [], without: [], present: [], ...ballots, groups: groupsOf({ ...ballots, present: [] }), left: null, chosen: [], chosenOn: null,
      reportedAt: null, above: [], reportedKey: '', approval: null, codeSecret: newCodeSecret(), boxKey: newBoxKey(), at: ctx.now, askedBy: ctx.access.memberName,
    }
    await addOnce('elections', election)
    return { electionId: _id }
  },

  'elections.change': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return { version: election.version }
    const { electionId: _id, version, candidateIds, ordered, excluded, counterIds, deputyIds, consent, exclusionConsent, bodyConsent, ...plain } = input
    guard(whyCannotChange(election, Object.keys(input).filter(field => input[field as keyof typeof input] !== undefined)))
    if ([consent, exclusionConsent, bodyConsent].some(one => one && one.day > dayOf(ctx.now))) refuse('voteConsentDay')
    const by = { name: ctx.access.memberName, at: ctx.now }
    const kept = heldOnPhones(election)
    if (kept && consent && (['superior', 'document', 'day'] as const).some(field => consent[field] !== election.consent?.[field])) refuse('electionBegun', { what: '上级同意手机投票的依据' })
    const roll = candidateIds || deputyIds || excluded || counterIds ? await rollOf(election) : null
    const { chosen, standsFor } = standingWith({ ...election, ...plain }, { candidateIds, deputyIds }, roll)
    const inOrder = ordered ?? election.ordered
    const candidates = (candidateIds || deputyIds || ordered !== undefined) && !inOrder ? await byStrokes(chosen, ({ name }) => name) : chosen
    const counters = counterIds ? counterIds.filter((id, n) => counterIds.indexOf(id) === n).map(id => nameIn(id, roll!)) : election.counters
    guard(whyCannotCount(counters, candidates.map(({ memberId }) => memberId)))
    const left = excluded ? excluded.map(({ memberId, why }) => ({ ...nameIn(memberId, roll!), why })) : election.excluded
    if (excluded) guard(whyCannotExclude(left, election.present, roll!))
    const changes: Partial<Election> = {
      ...plain, candidates, standsFor, ordered: inOrder, ...(excluded && { excluded: left }), ...(counterIds && { counters }),
      ...(consent !== undefined && !kept && { consent: consentFrom(election.consent, consent, by) }), ...(bodyConsent !== undefined && { bodyConsent: consentFrom(election.bodyConsent ?? null, bodyConsent, by) }), ...(exclusionConsent !== undefined && { exclusionConsent: consentFrom(election.exclusionConsent, exclusionConsent, by) }),
    }
    return { version: (await write(ctx, election, version, { ...changes, ...prepared({ ...election, ...changes }) })).version }
  },

  'elections.step': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    if (election.lastTap === tapOf(ctx)) return { version: election.version }
    guard(whyCannotStep(election, input.step, input.day, dayOf(ctx.now)))
    const { [input.step]: before, ...others } = election.steps
    const steps: Election['steps'] = input.day === null ? others : { ...others, [input.step satisfies ElectionStep]: { day: input.day, note: input.note ?? before?.note ?? '', byName: ctx.access.memberName, at: ctx.now } }
    return { version: (await write(ctx, election, input.version, { steps })).version }
  },
}

/** Whoever stands, and for which post where secretary and deputy are voted on one after the other: as it is changed, the rest as it was. */
function standingWith(election: Election, { candidateIds, deputyIds }: { candidateIds?: string[] | undefined; deputyIds?: string[] | undefined }, roll: Roll | null): Pick<Election, 'standsFor'> & { chosen: Elector[] } {
  if (!isFirst(election)) return { chosen: election.candidates, standsFor: election.standsFor ?? null }
  const before = election.standsFor
  const known = (ids: string[]): Elector[] => election.candidates.filter(({ memberId }) => ids.includes(memberId))
  const first = candidateIds ? candidatesFrom(candidateIds, roll!) : before ? known(before.secretary) : election.candidates
  if (postsVoted(election).length < 2) return { chosen: first, standsFor: null }
  const deputies = deputyIds ? candidatesFrom(deputyIds, roll!) : before ? known(before.deputySecretary) : []
  const idsOf = (people: Elector[]): string[] => people.map(({ memberId }) => memberId)
  return { chosen: [...first, ...deputies.filter(({ memberId }) => !idsOf(first).includes(memberId))], standsFor: { secretary: idsOf(first), deputySecretary: idsOf(deputies) } }
}

/** Whoever stands, each once; only who may be elected. */
function candidatesFrom(memberIds: string[], roll: Roll): Elector[] {
  return [...new Set(memberIds)].map(memberId => {
    guard(whyCannotStand(memberId, roll))
    return roll.electors.find(one => one.memberId === memberId)!
  })
}

/** Somebody on the branch's roster; only id and name. */
function nameIn(memberId: string, { electors, without }: Roll): Elector {
  const found = [...electors, ...without].find(one => one.memberId === memberId) ?? refuse('electionNoMember')
  return { memberId: found.memberId, name: found.name }
}


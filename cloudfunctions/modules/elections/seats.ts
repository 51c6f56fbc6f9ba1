/** What is said of those who are elected: who takes up a seat, who has left, who sits in the committee, and for what term. */
import type * as z from '../../../types/contracts/zod'
import type { Election as ElectionOut } from '../../../types/contracts/elections'
import { _, find } from '../../platform/database'
import type { Election, Member, Organisation, SuperiorConsent } from '../../platform/documents'
import { newerThanAsked } from '../../regulations/term-rules'
import { electorsOf, withoutTold } from '../../services/balloting/electors'
import { runningPosts } from '../../services/officers'
import { readOrganisation } from '../../services/tree'
import { endingWith, postsGiven, termOf } from './choosing'
import type { Role } from './load'
import { isFirst, postsVoted, standingAs } from './rules'
import { electedOf, goneOf, isSettled, vacantOf } from './seating'
import { sittingOf, type Sitting } from './sitting'

/** What there is of an election's seats besides its own document. */
export interface SeatsFacts {
  organisation: Organisation | null
  sitting: Sitting[]
  /** Of the elected: why the roster says that they can take up nothing, and why they should not be secretary yet. */
  people: Map<string, { missing: string | null; newer: string | null }>
}

export type Person = Pick<Member, '_id' | 'name' | 'standing' | 'axes' | 'accountId' | 'organisationId' | 'archived' | 'fullOn'>

const OFF_ROSTER = '已经不在本支部的名册上'
/** Why somebody who was elected can take up nothing: not on the branch's roster any more, or without a vote there. */
export function whyTakesNothing(member: Person | undefined | null, organisationId: string): string | null {
  if (!member || member.archived || member.organisationId !== organisationId) return OFF_ROSTER
  const [barred] = electorsOf([member]).without
  return barred?.why ?? null
}

/** Those of an election who are elected, as the roster has them now. One operation, none where nobody is elected. */
export async function electedPeople(election: Election): Promise<Map<string, Person>> {
  const ids = electedOf(election).flatMap(({ memberId }) => memberId ?? [])
  if (ids.length === 0) return new Map()
  const found = await find('members', { _id: _.in(ids) }, { limit: ids.length, fields: ['_id', 'name', 'standing', 'axes', 'accountId', 'organisationId', 'archived', 'fullOn'] })
  return new Map(found.map(member => [member._id, member]))
}

/** For who leads an election or looks at it from above; nothing for others. Three operations at most, none once it is approved. */
export async function seatsFacts(election: Election, role: Role, organisation: Organisation | null, today: string): Promise<SeatsFacts> {
  const counted = election.state === 'closed' || election.state === 'published'
  const drafts = election.state === 'draft' && isFirst(election)
  if (role === 'member' || election.approval || !(counted || (drafts && role === 'leads'))) return { organisation, sitting: [], people: new Map() }
  const [own, posts, people] = await Promise.all([
    organisation ?? readOrganisation(election.organisationId), drafts || election.occasion === 'byElection' ? runningPosts(election.organisationId) : [], counted && role === 'leads' ? electedPeople(election) : new Map<string, Person>(),
  ])
  const said = electedOf(election).flatMap(({ memberId }) => (memberId && role === 'leads' && counted ? [[memberId, { missing: whyTakesNothing(people.get(memberId), election.organisationId), newer: newerThanAsked(people.get(memberId)?.fullOn, today) }] as const] : []))
  return { organisation: own, sitting: sittingOf(posts), people: new Map(said) }
}

type Out = Pick<z.input<typeof ElectionOut>, 'occasion' | 'deputyCandidates' | 'deputyOnly' | 'bodyConsent' | 'elected' | 'vacant' | 'chosen' | 'chosenOn' | 'sitting' | 'term'>
const consentOut = (consent: SuperiorConsent | null | undefined) => (consent ? { superior: consent.superior, document: consent.document, day: consent.day, byName: consent.byName } : null)

/** `all`: who leads and who is above; `shown`: the result may be seen; `begun`: whoever stands is known. */
export function seatsOut(election: Election, { organisation, sitting, people }: SeatsFacts, { all, shown, begun }: { all: boolean; shown: boolean; begun: boolean }): Out {
  const two = postsVoted(election).length > 1
  const chosen = shown ? postsGiven(election) : []
  const given = { ...election, chosen }
  const ending = endingWith(given, sitting)
  const settled = shown && (election.state === 'closed' || election.state === 'published') && isSettled(election)
  return {
    occasion: election.occasion ?? 'term', deputyOnly: election.deputyOnly ?? false, bodyConsent: all ? consentOut(election.bodyConsent) : null,
    deputyCandidates: two && (all || begun) ? election.candidates.filter(({ memberId }) => standingAs(election, 'deputySecretary').includes(memberId)) : [],
    elected: !shown ? [] : electedOf(election).map(({ memberId, name, inFavour }) => {
      const gone = election.gone?.find(one => one.memberId === memberId)
      const roster = memberId && !gone ? people.get(memberId) : undefined
      return { memberId, name, inFavour, gone: gone ? { day: gone.day, reason: all ? gone.reason : '' } : null, missing: roster?.missing ?? null, newer: roster?.newer ?? null }
    }),
    vacant: settled ? vacantOf(election) : 0, chosen, chosenOn: shown ? election.chosenOn : null,
    sitting: all && election.occasion === 'byElection' ? sitting.map(({ postId, memberId, name, post }) => ({ postId, memberId, name, post, replaced: ending.some(one => one.postId === postId) })) : [],
    term: election.approval?.term ?? (settled && all && organisation ? termOf(given, organisation, sitting) : null),
  }
}

/** Why those who are elected can take up nothing, as the caller may know it: 处分 and 党籍 only to who keeps the branch's roster. */
export function missingTold(facts: SeatsFacts, caller: { keeps: boolean; memberId: string }): SeatsFacts {
  const told = (memberId: string, missing: string | null): string | null =>
    (missing === null || missing === OFF_ROSTER ? missing : withoutTold([{ memberId, why: missing }], caller)[0]!.why)
  return { ...facts, people: new Map([...facts.people].map(([memberId, { missing, newer }]) => [memberId, { missing: told(memberId, missing), newer }])) }
}

/** Whether somebody of the elected waits to be marked as gone, or is marked. */
export const concernsGone = (election: Pick<Election, 'gone' | 'ballots'>, { people }: SeatsFacts): boolean =>
  goneOf(election).length > 0 || electedOf(election).some(({ memberId }) => memberId !== null && Boolean(people.get(memberId)?.missing))

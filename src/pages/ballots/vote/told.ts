/** What is read first, however one comes in: by a scanned code, or as a member from the to-do list. */
import type { BallotKind } from '../../../../types/contracts/codes-ballots'
import { call } from '../../../services/cloud'
import type { Told } from './words'

/** The vote's id in a code that was scanned. */
export const idInScene = (scene: string): string => scene.split('.')[1] ?? ''
/** Whose ballot it is on this phone: a slip's, one of a group that comes in by the room's code, or the account's own. A number's is known when it is typed. */
export const whoIn = (scene: string): string => (scene.startsWith('s.') ? scene : scene ? `room-${scene.split('.')[2]?.[0] ?? ''}` : 'own')

/** Whether a ballot is given out by something that may come into other hands: a slip or a number, and not an account. */
export const isHandedOut = (who: string): boolean => who !== 'own' && !who.startsWith('room-')

export const toldByScene = async (scene: string): Promise<Told> => ({ ...await call('ballots.enter', { scene }), matter: '', poll: false, written: [] })

/** What a member reads first: the same as whoever scans a code. */
export async function toldToMember(kind: BallotKind, id: string): Promise<Told> {
  const seen = await see(kind, id)
  const paper = seen.state === 'open' ? await call('ballots.own', { kind, id }) : null
  const { state, title, organisationName, purpose, askedBy } = seen
  return {
    kind, state, title, organisationName, purpose, askedBy, asks: paper?.questions.length ?? 0, taken: null, decidedOn: null, decidedBy: null, pass: null, pin: false, own: false, paper,
    matter: 'matter' in seen ? seen.matter : '', poll: 'kind' in seen && seen.kind === 'poll',
    written: 'summaries' in seen && seen.can.seeSummaries ? seen.people.filter(({ written }) => written).map(({ memberId }) => memberId) : [],
  }
}

/** The vote itself, of whatever kind: reading it also tells the server that the home page need not ask any more. */
export const see = (kind: BallotKind, id: string) => (kind === 'review' ? call('reviews.get', { reviewId: id }) : kind === 'vote' ? call('votes.get', { voteId: id }) : call('elections.get', { electionId: id }))

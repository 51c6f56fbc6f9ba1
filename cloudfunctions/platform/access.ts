import { powersOfPost, powersThatReachDown } from '../regulations/powers'
import type { Access, Power } from '../../types/contracts/codes'
import { dayOf } from './time'
import type { AccessDocument, HeldPost, Organisation } from './documents'

/** A bound account: the access document with its member known. */
export type BoundAccess = AccessDocument & { memberId: string }

/** Whether somebody still stands where a post is held: a party group is led from inside, and who has left it leads it no more. */
export const standsInside = (held: Pick<HeldPost, 'organisationId' | 'organisationKind'>, person: { groupId: string | null }): boolean =>
  held.organisationKind !== 'group' || held.organisationId === person.groupId

/** The last day of a post's powers; null where they last until somebody ends it. */
export const lastDayOf = ({ until, powersUntil }: Pick<HeldPost, 'until' | 'powersUntil'>): string | null => (powersUntil === undefined ? until : powersUntil)

/** Whether a post's powers have begun and not run out, whoever holds it. */
export function inTerm(post: Pick<HeldPost, 'since' | 'until' | 'powersUntil'>, today: string): boolean {
  const last = lastDayOf(post)
  return post.since <= today && (last === null || today <= last)
}

/** The posts whose powers are in force: begun, not run out, and confirmed for this very account. They end by the clock, not by a job. */
export function postsInForce(access: AccessDocument, now: Date): HeldPost[] {
  const today = dayOf(now)
  return access.posts.filter(held => held.confirmedAccount === access._id && inTerm(held, today) && standsInside(held, access))
}

/** Whether the account has a power anywhere: asked before anything is read for it. */
export function hasLevel(access: AccessDocument | null, level: Access, now: Date): boolean {
  if (level === 'anyone') return true
  if (!access?.memberId) return false
  if (level === 'member') return true
  return postsInForce(access, now).some(held => powersOfPost[held.post].includes(level))
}

/** The organisations in which the account holds a post that gives this power. */
export const organisationsWith = (access: AccessDocument, power: Power, now: Date): string[] =>
  [...new Set(postsInForce(access, now).filter(held => powersOfPost[held.post].includes(power)).map(held => held.organisationId))]

/**
 * Whether a power reaches an organisation: it is held there, or above it for the powers that reach down.
 * `path` is the organisation's own current path, never a copy.
 */
export function hasPowerOver(access: AccessDocument, power: Power, organisation: Pick<Organisation, '_id' | 'path'>, now: Date): boolean {
  return organisationsWith(access, power, now).some(held =>
    held === organisation._id || (powersThatReachDown.includes(power) && organisation.path.includes(`/${held}/`)))
}

/** Whether a power is held in this very organisation: needs no further read. */
export const hasPowerIn = (access: AccessDocument, power: Power, organisationId: string, now: Date): boolean =>
  organisationsWith(access, power, now).includes(organisationId)

/** Whether the account may act for this member: an officer of the member's branch, or the leader of the member's group. */
export function mayLead(access: AccessDocument, member: { organisationId: string; groupId: string | null }, now: Date): boolean {
  const led = organisationsWith(access, 'leadGroup', now)
  return led.includes(member.organisationId) || (member.groupId !== null && led.includes(member.groupId))
}

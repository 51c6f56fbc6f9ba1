/** Loads what an action names and judges the caller's power over it; what is out of reach answers as if it did not exist. */
import type { Power } from '../../types/contracts/codes'
import { hasPowerIn, hasPowerOver } from '../platform/access'
import type { MemberContext } from '../platform/context'
import { read } from '../platform/database'
import type { Member, Organisation } from '../platform/documents'
import { refuse } from '../platform/errors'
import { readOrganisation } from './tree'

/**
 * Refuses what would change something in an organisation that has ended (`dissolved`), and what would bring somebody in or
 * give a post there while it is being dissolved, merged or split (`treeChanging`). Asked when the caller's power is certain.
 */
function keepClosed(ctx: MemberContext, organisation: Organisation, power: Power): void {
  if (!ctx.writes) return
  if (organisation.dissolvedAt) refuse('dissolved', { name: organisation.name })
  if (organisation.changeId && (power === 'keepRoster' || power === 'appoint')) refuse('treeChanging', { name: organisation.name })
}

/** An organisation over which the caller has a power; `notFound` otherwise. Nothing is written to one that has ended. One operation. */
export async function organisationFor(ctx: MemberContext, organisationId: string, power: Power): Promise<Organisation> {
  const organisation = await readOrganisation(organisationId)
  if (!organisation || !hasPowerOver(ctx.access, power, organisation, ctx.now)) refuse('notFound')
  keepClosed(ctx, organisation, power)
  return organisation
}

/**
 * Whether the caller has a power over an organisation known by id: its own costs nothing, another one operation. Nobody
 * holds a post in one that has ended; who reaches it from above and would write is refused with `dissolved`.
 */
export async function reaches(ctx: MemberContext, organisationId: string, power: Power): Promise<boolean> {
  if (hasPowerIn(ctx.access, power, organisationId, ctx.now)) return true
  const organisation = await readOrganisation(organisationId)
  if (!organisation || !hasPowerOver(ctx.access, power, organisation, ctx.now)) return false
  if (ctx.writes && organisation.dissolvedAt) refuse('dissolved', { name: organisation.name })
  return true
}

/**
 * The organisation of what does not exist: no id looks like it. Asking for it makes a foreign record and none at all
 * answer alike, in words and in operations.
 */
export const NOWHERE = '-'

/** A member over whose branch the caller has a power; `notFound` otherwise. One operation for the own branch, two for any other. */
export async function memberFor(ctx: MemberContext, memberId: string, power: Power): Promise<Member> {
  const member = await read('members', memberId)
  if (!await reaches(ctx, member?.organisationId ?? NOWHERE, power) || !member) refuse('notFound')
  return member
}

/** Whom a handover names: its witnesses to choose from, its receiver, and who may look at it. */
import { posts as postLabels, type Post } from '../../../types/contracts/codes'
import { postsInForce } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import { _, find, read } from '../../platform/database'
import type { Handover, HeldPost, Member, Organisation } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { holdersOf, inForce } from '../../services/officers'
import { memberKnown } from '../../services/posts'
import { NOWHERE, organisationFor, reaches } from '../../services/scope'
import { readOrganisation } from '../../services/tree'
import { roleOf, whyCannotReceive, whyCannotWitness } from './rules'

export interface Officer { memberId: string; name: string; posts: Post[]; as: string }

/** Officers in force of an organisation and of those above it, nearest first. Two operations. */
export async function officersAround(organisation: Organisation, now: Date): Promise<Officer[]> {
  const places = organisation.path.split('/').filter(Boolean).reverse()
  const posts = await find('posts', { organisationId: _.in(places), endedAt: null }, { limit: 500 })
  const holders = await holdersOf(posts)
  const officers = new Map<string, Officer & { at: number }>()
  for (const post of posts) {
    const member = holders.get(post.memberId)
    if (!member || !inForce(post, member, dayOf(now))) continue
    const where = member.posts.find(held => held.postId === post._id)!.organisationName
    const known = officers.get(member._id)
    const as = `${post.organisationId === organisation._id ? '' : where}${postLabels[post.post]}`
    officers.set(member._id, { memberId: member._id, name: member.name, posts: [...known?.posts ?? [], post.post], as: known ? `${known.as}、${as}` : as, at: Math.min(known?.at ?? 99, places.indexOf(post.organisationId)) })
  }
  return [...officers.values()].sort((a, b) => a.at - b.at)
}

/** The caller's posts in an organisation, in force. */
export const ownPosts = (ctx: MemberContext, organisationId: string): HeldPost[] => postsInForce(ctx.access, ctx.now).filter(held => held.organisationId === organisationId)

/** An organisation whose work can be handed over; `notFound` for a group, which has no officers of its own. */
export async function handingOver(ctx: MemberContext, organisationId: string): Promise<Organisation> {
  const organisation = await organisationFor(ctx, organisationId, 'runBranch')
  return organisation.kind === 'group' ? refuse('notFound') : organisation
}

/** Somebody who may take over; refused with the reason otherwise. One operation, two for whoever is on another roster. */
export async function receiverFor(ctx: MemberContext, organisation: Organisation, memberId: string, posts: Post[]): Promise<Member> {
  const { member, path } = await memberKnown(ctx, organisation, memberId)
  guard(whyCannotReceive({ member, memberPath: path, organisationId: organisation._id, posts }))
  return member
}

/** Somebody who may witness; refused with the reason otherwise, and `notFound` whom the caller may not know. */
export async function witnessFor(ctx: MemberContext, organisation: Organisation, memberId: string, handedOver: Post[]): Promise<Officer> {
  const found = (await officersAround(organisation, ctx.now)).find(officer => officer.memberId === memberId)
  const officer = found ?? { memberId, name: (await memberKnown(ctx, organisation, memberId)).member.name, posts: [], as: '' }
  guard(whyCannotWitness({ name: officer.name, posts: officer.posts, handedOver }))
  return officer
}

/** A handover that the caller may see: as one of the three, or as an officer of the organisation or above. Two operations at most. */
export async function handoverFor(ctx: MemberContext, handoverId: string): Promise<Handover> {
  const handover = await read('handovers', handoverId)
  if (handover && roleOf(handover, ctx.access.memberId)) return handover
  if (!await reaches(ctx, handover?.organisationId ?? NOWHERE, 'oversee') || !handover) refuse('notFound')
  return handover
}

/** Where a member stands in the tree at this moment; null for nobody. Two operations. */
export async function placeOf(memberId: string): Promise<{ organisationId: string; path: string } | null> {
  const member = await read('members', memberId)
  const organisation = member && await readOrganisation(member.organisationId)
  return organisation ? { organisationId: organisation._id, path: organisation.path } : null
}

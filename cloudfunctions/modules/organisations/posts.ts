import { posts as postLabels } from '../../../types/contracts/codes'
import type { organisations } from '../../../types/contracts/organisations'
import { whyBusy } from '../../regulations/organisation-rules'
import { singlePosts } from '../../regulations/powers'
import { newerThanAsked } from '../../regulations/term-rules'
import { hasPowerIn, hasPowerOver, lastDayOf, standsInside } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { read, transaction } from '../../platform/database'
import type { Member, Organisation, PostDocument } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf, iso } from '../../platform/time'
import { closeItem } from '../../services/inbox'
import { setPosts } from '../../services/membership'
import { appointersIn, holdersOf, inForce, inTerm, lasting, runningPosts } from '../../services/officers'
import { endPosts, givePosts, memberKnown } from '../../services/posts'
import { NOWHERE, organisationFor } from '../../services/scope'
import { eventOf } from '../../services/timeline'
import { whyCannotAppoint, whyCannotConfirm, whyCannotEnd, whyWrongTerm } from './rules'

type PostAction = 'posts.list' | 'posts.appoint' | 'posts.confirm' | 'posts.end'

/** A post over whose organisation the caller can appoint, and its holder; `notFound` otherwise, in as many operations. */
async function postFor(ctx: MemberContext, postId: string): Promise<{ post: PostDocument; organisation: Organisation; member: Member }> {
  const post = await read('posts', postId)
  const organisation = await organisationFor(ctx, post?.organisationId ?? NOWHERE, 'appoint')
  const member = post && await read('members', post.memberId)
  if (!member) refuse('notFound')
  return { post, organisation, member }
}

/** Those who could go on without somebody: where nobody is above, only whose powers do not run out. */
const staying = ({ parentId }: Organisation, posts: PostDocument[]): PostDocument[] => (parentId === null ? lasting(posts) : posts)

const confirmedAccountOf = (member: Member, postId: string): string | null => member.posts.find(held => held.postId === postId)?.confirmedAccount ?? null

function stateOf(post: PostDocument, member: Member | undefined, today: string): 'active' | 'pending' | 'unbound' | 'ended' {
  const held = member?.posts.find(each => each.postId === post._id)
  if (post.endedAt || !inTerm(post, today) || (member && held && !standsInside(held, member))) return 'ended'
  if (!member?.accountId) return 'unbound'
  return inForce(post, member, today) ? 'active' : 'pending'
}

export const postHandlers: Pick<ModuleHandlers<typeof organisations>, PostAction> = {
  'posts.list': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'oversee')
    const running = await runningPosts(organisation._id)
    const holders = await holdersOf(running)
    const today = dayOf(ctx.now)
    const forbidden = hasPowerOver(ctx.access, 'appoint', organisation, ctx.now) ? null : { code: 'forbidden' as const }
    const fromAbove = !hasPowerIn(ctx.access, 'appoint', organisation._id, ctx.now)
    const order = Object.keys(postLabels)
    return {
      items: running.sort((a, b) => order.indexOf(a.post) - order.indexOf(b.post) || a.at.getTime() - b.at.getTime()).map(post => {
        const member = holders.get(post.memberId)
        const state = stateOf(post, member, today)
        const others = staying(organisation, running.filter(other => other._id !== post._id && inForce(other, holders.get(other.memberId), today))).map(other => other.post)
        return {
          id: post._id, post: post.post, memberId: post.memberId, memberName: member?.name ?? post.memberName, since: post.since, until: post.until, powersUntil: lastDayOf(post), acting: post.acting ?? false, state,
          ...abilities({
            confirm: forbidden ?? (state === 'pending' ? whyCannotConfirm({ post, accountId: member?.accountId ?? null, confirmedAccount: null, byMemberId: ctx.access.memberId }) : { code: 'notFound' }),
            end: forbidden ?? whyCannotEnd({ post, others, fromAbove }),
          }),
        }
      }),
    }
  },

  'posts.appoint': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'appoint')
    const since = dayOf(ctx.now)
    const until = input.until ?? null
    guard(whyWrongTerm(input.until, since))
    const { member, path } = await memberKnown(ctx, organisation, input.memberId)
    const newer = input.post === 'secretary' && !input.knowing ? newerThanAsked(member.fullOn, since) : null
    if (newer) refuse('secretaryNew', { name: member.name, why: newer })
    const postId = idFrom('post', ctx.caller.accountId, ctx.action, ctx.requestId)
    return transaction(async tx => {
      const [fresh, own, done] = [await tx.read('members', member._id), await tx.read('organisations', organisation._id), await tx.read('posts', postId)]
      if (!fresh || !own) refuse('conflict')
      // One that is being dissolved gives no posts; one that is carried with all below it does.
      if (own.dissolvedAt || own.changeId) guard(whyBusy(own))
      const state = fresh.accountId ? 'active' as const : 'unbound' as const
      // A repeat of the same tap; the same request id with something else in it is no repeat.
      if (done) return done.endedAt || done.memberId !== fresh._id || done.organisationId !== own._id || done.post !== input.post ? refuse('conflict') : { postId, state }
      // Judged by what is there now: two appointments at once are judged one after the other.
      const holder = singlePosts.includes(input.post) ? Object.entries(own.holders).find(([, post]) => post === input.post)?.[0] : undefined
      const holderName = holder === undefined ? null : (await tx.read('posts', holder))?.memberName ?? ''
      guard(whyCannotAppoint({ organisation: own, member: fresh, memberPath: path, post: input.post, byMemberId: ctx.access.memberId, holderName }))
      // Another officer appoints, so the account that is bound now is vouched for at once; a later account waits for confirmation.
      await givePosts(tx, own, fresh, [{ postId, post: input.post, since, until, acting: input.acting ?? false }], { by: ctx.caller.accountId, at: ctx.now })
      await tx.put('person_events', eventOf(ctx, { personId: fresh._id, organisationId: own._id, organisationName: own.name, kind: 'post', text: `任${own.name}${postLabels[input.post]}`, day: since }))
      return { postId, state }
    })
  },

  'posts.confirm': async (ctx, input) => {
    const { post, member } = await postFor(ctx, input.postId)
    guard(whyCannotConfirm({ post, accountId: member.accountId, confirmedAccount: confirmedAccountOf(member, post._id), byMemberId: ctx.access.memberId }))
    await transaction(async tx => {
      const fresh = await tx.read('members', member._id)
      // The account that the officer saw is the one that is confirmed: a rebinding in between is a conflict.
      if (!fresh || fresh.accountId !== member.accountId) refuse('conflict')
      await setPosts(tx, fresh, fresh.posts.map(held => (held.postId === post._id ? { ...held, confirmedAccount: fresh.accountId } : held)))
    })
    await closeItem('confirmPost', post._id)
    return {}
  },

  'posts.end': async (ctx, input) => {
    const { post, organisation, member } = await postFor(ctx, input.postId)
    if (post.endedAt) return { endedAt: iso(post.endedAt) }
    const fromAbove = !hasPowerIn(ctx.access, 'appoint', organisation._id, ctx.now)
    const able = fromAbove ? [] : staying(organisation, await appointersIn(organisation._id, ctx.now)).filter(other => other._id !== post._id)
    const endedAt = await transaction(async tx => {
      const [fresh, own, now] = [await tx.read('members', member._id), await tx.read('organisations', organisation._id), await tx.read('posts', post._id)]
      if (!fresh || !own || !now) refuse('conflict')
      if (now.endedAt) return now.endedAt
      // Two who end each other at once both write the organisation: the second finds the first one's post gone.
      const others = able.filter(other => other._id in own.holders).map(other => other.post)
      guard(whyCannotEnd({ post, others, fromAbove }))
      await endPosts(tx, own, fresh, [post], input.reason, { by: ctx.caller.accountId, at: ctx.now })
      await tx.put('person_events', eventOf(ctx, { personId: fresh._id, organisationId: own._id, organisationName: own.name, kind: 'post', text: `不再担任${own.name}${postLabels[post.post]}` }))
      return ctx.now
    })
    await closeItem('confirmPost', post._id)
    return { endedAt: iso(endedAt) }
  },
}

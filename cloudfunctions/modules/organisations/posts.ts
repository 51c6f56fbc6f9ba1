import { posts as postLabels } from '../../../types/contracts/codes'
import type { organisations } from '../../../types/contracts/organisations'
import { singlePosts } from '../../regulations/powers'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, find, read, transaction } from '../../platform/database'
import type { HeldPost, Member, Organisation, PostDocument } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf, iso } from '../../platform/time'
import { closeItem } from '../../services/inbox'
import { setPosts } from '../../services/membership'
import { organisationFor } from '../../services/scope'
import { whyCannotAppoint, whyCannotConfirm, whyCannotEnd } from './rules'

type PostAction = 'posts.list' | 'posts.appoint' | 'posts.confirm' | 'posts.end'

/** Running posts of an organisation, at most a few dozen by nature. */
const runningPosts = (organisationId: string) => find('posts', { organisationId, endedAt: null }, { limit: 200 })

async function postFor(ctx: MemberContext, postId: string): Promise<{ post: PostDocument; organisation: Organisation; member: Member }> {
  const post = await read('posts', postId)
  if (!post) refuse('notFound')
  const organisation = await organisationFor(ctx, post.organisationId, 'appoint')
  const member = await read('members', post.memberId)
  if (!member) refuse('notFound')
  return { post, organisation, member }
}

const confirmedAccountOf = (member: Member, postId: string): string | null => member.posts.find(held => held.postId === postId)?.confirmedAccount ?? null

function stateOf(post: PostDocument, member: Member | undefined): 'active' | 'pending' | 'unbound' | 'ended' {
  if (post.endedAt) return 'ended'
  if (!member?.accountId) return 'unbound'
  return confirmedAccountOf(member, post._id) === member.accountId ? 'active' : 'pending'
}

export const postHandlers: Pick<ModuleHandlers<typeof organisations>, PostAction> = {
  'posts.list': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'oversee')
    const running = await runningPosts(organisation._id)
    const members = running.length ? await find('members', { _id: _.in([...new Set(running.map(post => post.memberId))]) }, { limit: 200 }) : []
    const mayAppoint = await organisationFor(ctx, organisation._id, 'appoint').then(() => true, () => false)
    const fromAbove = !hasPowerIn(ctx.access, 'appoint', organisation._id, ctx.now)
    const order = Object.keys(postLabels)
    return {
      items: running.sort((a, b) => order.indexOf(a.post) - order.indexOf(b.post) || a.at.getTime() - b.at.getTime()).map(post => {
        const member = members.find(candidate => candidate._id === post.memberId)
        const state = stateOf(post, member)
        const forbidden = mayAppoint ? null : { code: 'forbidden' as const }
        return {
          id: post._id, post: post.post, memberId: post.memberId, memberName: member?.name ?? post.memberName, since: post.since, until: post.until, state,
          ...abilities({
            confirm: forbidden ?? (state === 'pending' ? whyCannotConfirm({ post, accountId: member?.accountId ?? null, confirmedAccount: null, byMemberId: ctx.access.memberId }) : { code: 'notFound' }),
            end: forbidden ?? whyCannotEnd({ post, others: running.filter(other => other._id !== post._id).map(other => other.post), fromAbove }),
          }),
        }
      }),
    }
  },

  'posts.appoint': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'appoint')
    const member = await read('members', input.memberId)
    const branch = member && (member.organisationId === organisation._id ? organisation : await read('organisations', member.organisationId))
    if (!member || !branch) refuse('notFound')
    const postId = idFrom('post', ctx.caller.accountId, ctx.action, ctx.requestId)
    const single = singlePosts.includes(input.post)
    const holder = single ? Object.entries(organisation.holders).find(([, post]) => post === input.post)?.[0] : undefined
    if (!member.posts.some(held => held.postId === postId)) {
      guard(whyCannotAppoint({
        organisation, member, memberPath: branch.path, post: input.post, byMemberId: ctx.access.memberId,
        holderName: holder ? (await read('posts', holder))?.memberName ?? '' : null,
      }))
    }
    const since = dayOf(ctx.now)
    return transaction(async tx => {
      const fresh = await tx.read('members', member._id)
      const own = await tx.read('organisations', organisation._id)
      if (!fresh || fresh.archived || !own) refuse('conflict')
      // Another officer appoints, so the account that is bound now is vouched for at once; a later account waits for confirmation.
      const held: HeldPost = { postId, post: input.post, organisationId: own._id, organisationName: own.name, organisationKind: own.kind, since, until: input.until ?? null, confirmedAccount: fresh.accountId }
      const state = fresh.accountId ? 'active' as const : 'unbound' as const
      if (fresh.posts.some(existing => existing.postId === postId)) return { postId, state }
      if (single && Object.values(own.holders).includes(input.post)) refuse('conflict')
      await tx.update('organisations', own._id, { [`holders.${postId}`]: input.post })
      await tx.add('posts', { _id: postId, organisationId: own._id, memberId: fresh._id, memberName: fresh.name, post: input.post, since, until: input.until ?? null, appointedBy: ctx.caller.accountId, at: ctx.now, endedAt: null, endReason: null, endedBy: null })
      await setPosts(tx, fresh, [...fresh.posts, held])
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
    await transaction(async tx => {
      const fresh = await tx.read('members', member._id)
      const own = await tx.read('organisations', organisation._id)
      if (!fresh || !own) refuse('conflict')
      const others = Object.entries(own.holders).filter(([id]) => id !== post._id).map(([, held]) => held)
      guard(whyCannotEnd({ post, others, fromAbove }))
      await tx.update('posts', post._id, { endedAt: ctx.now, endReason: input.reason, endedBy: ctx.caller.accountId })
      await tx.update('organisations', own._id, { [`holders.${post._id}`]: _.remove() })
      await setPosts(tx, fresh, fresh.posts.filter(held => held.postId !== post._id))
    })
    await closeItem('confirmPost', post._id)
    return { endedAt: iso(ctx.now) }
  },
}

import { posts as postLabels } from '../../../types/contracts/codes'
import type { elections } from '../../../types/contracts/elections'
import { hasPowerOver, organisationsWith } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, find, read, transaction, type Tx } from '../../platform/database'
import type { Election, Member, Organisation, PostDocument } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf } from '../../platform/time'
import { whyBusy } from '../../regulations/organisation-rules'
import { committeePosts } from '../../regulations/organisation-size'
import { powersOfPost } from '../../regulations/powers'
import { closeItem } from '../../services/inbox'
import { PAGE, pageFrom } from '../../services/paging'
import { endPosts, givePosts, type NewPost } from '../../services/posts'
import { replaced } from '../../services/replaced'
import { NOWHERE, organisationFor } from '../../services/scope'
import { eventOf } from '../../services/timeline'
import { termUntil, whyCannotApprove, whyWrongApproval } from './choosing'
import { reportRef } from './following'
import { approverOf } from './load'
import { lineOf } from './views'

type Approving = 'elections.approve' | 'elections.reported'

/** Why posts of a former committee end. */
const REASON = '换届'

export const approvingHandlers: Pick<ModuleHandlers<typeof elections>, Approving> = {
  'elections.approve': async (ctx, input) => {
    const election = await read('elections', input.electionId)
    const organisation = await organisationFor(ctx, election?.organisationId ?? NOWHERE, 'appoint')
    if (!election) refuse('notFound')
    const approver = approverOf(ctx, organisation)
    // One transaction for all of it: nobody sees a branch between two committees.
    const ended = await transaction(async tx => {
      const [fresh, own] = [await tx.read('elections', election._id), await tx.read('organisations', organisation._id)]
      if (!fresh || !own) refuse('conflict')
      // A repeat; another day or document is another approval.
      if (fresh.approval?.day === input.day && fresh.approval.document === input.document && (approver.fromAbove || !approver.hasAbove)) return []
      guard(whyCannotApprove(fresh, approver) ?? whyWrongApproval(fresh, input.day, dayOf(ctx.now)))
      if (own.dissolvedAt || own.changeId) guard(whyBusy(own))
      const former = await takeOffice(tx, ctx, fresh, own, input.day)
      if (!approver.hasAbove) await keepOfficer(tx, fresh)
      await tx.update('elections', fresh._id, { ...replaced({ approval: { day: input.day, document: input.document, byName: ctx.access.memberName, at: ctx.now } }), version: fresh.version + 1 })
      return former
    })
    for (const postId of ended) await closeItem('confirmPost', postId)
    await closeItem('election', reportRef(election._id))
    return {}
  },

  'elections.reported': async (ctx, input) => {
    const limit = input.limit ?? PAGE
    const overseen = organisationsWith(ctx.access, 'oversee', ctx.now)
    const found = await find('elections', { above: _.in(overseen), ...(input.cursor && { reportedKey: _.lt(input.cursor) }) }, { orderBy: [['reportedKey', 'desc']], limit: limit + 1 })
    const branches = await findAllOnce(found.map(({ organisationId }) => organisationId))
    const page = pageFrom(found, limit, ({ reportedKey }) => reportedKey, election => election)
    // What a branch reported before it was moved elsewhere is its former superiors' no more.
    const mine = page.items.filter(({ organisationId }) => branches.some(branch => branch._id === organisationId && hasPowerOver(ctx.access, 'oversee', branch, ctx.now)))
    return { items: mine.map(election => ({ ...lineOf(election), organisationName: election.organisationName })), next: page.next }
  },
}

/** Organisations by their ids, each once. One operation, none for nobody. */
const findAllOnce = async (ids: string[]): Promise<Organisation[]> => (ids.length === 0 ? [] : find('organisations', { _id: _.in([...new Set(ids)]) }, { limit: ids.length }))

/**
 * Ends the posts of the former committee and gives the elected theirs, from a day for a term, person by person inside a
 * transaction; those who are elected again begin a new term.
 * @returns the posts that ended
 */
async function takeOffice(tx: Tx, ctx: MemberContext, election: Election, own: Organisation, since: string): Promise<string[]> {
  const act = { by: ctx.caller.accountId, at: ctx.now }
  const running: PostDocument[] = []
  for (const [postId, post] of Object.entries(own.holders)) {
    const held = committeePosts.includes(post) ? await tx.read('posts', postId) : null
    if (held && held.endedAt === null) running.push(held)
  }
  const until = termUntil(since)
  for (const memberId of new Set([...election.chosen, ...running].map(one => one.memberId))) {
    const member = await tx.read('members', memberId)
    const given = election.chosen.filter(one => one.memberId === memberId)
    const old = running.filter(one => one.memberId === memberId)
    if (given.length > 0 && (!member || member.archived || member.organisationId !== own._id)) refuse('electionGone', { name: given[0]!.name })
    if (!member) continue
    if (old.length > 0) await endPosts(tx, own, member, old, REASON, act)
    const left: Member = { ...member, posts: member.posts.filter(({ postId }) => !old.some(({ _id }) => _id === postId)) }
    const begins = given.map(({ post }): NewPost => ({ postId: idFrom('elected', election._id, memberId, post), post, since, until, acting: false }))
    if (begins.length > 0) await givePosts(tx, own, left, begins, act)
    const words = (posts: { post: Member['posts'][number]['post'] }[]): string => posts.map(({ post }) => postLabels[post]).join('、')
    const told = { personId: memberId, organisationId: own._id, organisationName: own.name, kind: 'post' as const, day: since }
    if (given.length > 0) await tx.put('person_events', eventOf(ctx, { ...told, text: `换届选举，任${own.name}${words(given)}` }))
    else if (old.length > 0) await tx.put('person_events', eventOf(ctx, { ...told, text: `换届，不再担任${own.name}${words(old)}` }))
  }
  return running.map(({ _id }) => _id)
}

/** A branch that nobody above looks after keeps somebody who can appoint: one of the elected has joined. */
async function keepOfficer(tx: Tx, election: Election): Promise<void> {
  for (const { memberId } of election.chosen.filter(({ post }) => powersOfPost[post].includes('appoint'))) if ((await tx.read('members', memberId))?.accountId) return
  refuse('lastOfficer')
}

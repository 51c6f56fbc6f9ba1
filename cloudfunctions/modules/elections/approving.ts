import { posts as postLabels } from '../../../types/contracts/codes'
import type { elections } from '../../../types/contracts/elections'
import { dayInWords } from '../../../types/words'
import { hasPowerOver, lastDayOf, organisationsWith } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, find, read, transaction, type Tx } from '../../platform/database'
import type { Election, Member, Organisation, PostDocument } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf } from '../../platform/time'
import { whyBusy } from '../../regulations/organisation-rules'
import { committeePosts } from '../../regulations/organisation-size'
import { powersOfPost, singlePosts } from '../../regulations/powers'
import { closeReport } from '../../services/balloting/told-above'
import { closeItem } from '../../services/inbox'
import { PAGE, pageFrom } from '../../services/paging'
import { endPosts, givePosts, type NewPost } from '../../services/posts'
import { replaced } from '../../services/replaced'
import { NOWHERE, organisationFor } from '../../services/scope'
import { eventOf } from '../../services/timeline'
import { endingWith, termOf, whyCannotApprove, whyTermOver, whyTwice, whyWrongApproval } from './choosing'
import { approverOf } from './load'
import { sittingOf } from './sitting'
import { lineOf } from './views'

type Approving = 'elections.approve' | 'elections.reported'

export const approvingHandlers: Pick<ModuleHandlers<typeof elections>, Approving> = {
  'elections.approve': async (ctx, input) => {
    const election = await read('elections', input.electionId)
    const organisation = await organisationFor(ctx, election?.organisationId ?? NOWHERE, 'appoint')
    if (!election) refuse('notFound')
    const approver = approverOf(ctx, organisation)
    // One transaction for all of it: nobody sees a branch between two committees.
    const { ended, told } = await transaction(async tx => {
      const [fresh, own] = [await tx.read('elections', election._id), await tx.read('organisations', organisation._id)]
      if (!fresh || !own) refuse('conflict')
      // A repeat; another day or document is another approval.
      if (fresh.approval?.day === input.day && fresh.approval.document === input.document && (approver.fromAbove || !approver.hasAbove)) return { ended: [], told: fresh }
      guard(whyCannotApprove(fresh, approver) ?? whyWrongApproval(fresh, input.day, dayOf(ctx.now)))
      if (own.dissolvedAt || own.changeId) guard(whyBusy(own))
      const { former, term } = await takeOffice(tx, ctx, fresh, own, input.day)
      // The term is what was looked at: it was neither set anew nor run out meanwhile.
      if (input.until !== undefined && input.until !== term.until) refuse('conflict')
      if (!approver.hasAbove) await keepOfficer(tx, fresh, own, former)
      await tx.update('elections', fresh._id, { ...replaced({ approval: { day: input.day, document: input.document, byName: ctx.access.memberName, at: ctx.now, term } }), version: fresh.version + 1 })
      return { ended: former, told: fresh }
    })
    for (const postId of ended) await closeItem('confirmPost', postId)
    await closeReport(told)
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

/** What is said of an election in the records of those who take up a post and of those who leave one. */
const words = { term: { taken: '换届选举', left: '换届' }, byElection: { taken: '补选', left: '补选' } } as const

/**
 * Ends the posts of the former committee, or those that a by-election replaces, and gives the elected theirs, from a day
 * for a term, person by person inside a transaction; those who are elected again begin a new term.
 * @returns the posts that ended, and the term
 */
async function takeOffice(tx: Tx, ctx: MemberContext, election: Election, own: Organisation, since: string): Promise<{ former: string[]; term: Term }> {
  guard(whyTwice(election, election.chosen))
  const act = { by: ctx.caller.accountId, at: ctx.now }
  const held: PostDocument[] = []
  for (const [postId, post] of Object.entries(own.holders)) {
    const found = committeePosts.includes(post) ? await tx.read('posts', postId) : null
    if (found && found.endedAt === null) held.push(found)
  }
  const sitting = sittingOf(held)
  const ending = endingWith(election, sitting)
  const running = held.filter(({ _id }) => ending.some(({ postId }) => postId === _id))
  // A secretary who was appointed since the committee voted stays: two there cannot be.
  const other = held.find(one => !running.includes(one) && singlePosts.includes(one.post) && election.chosen.some(({ post }) => post === one.post))
  if (other) refuse('postOccupied', { name: other.memberName, post: postLabels[other.post] })
  const term = termOf(election, own, sitting)
  guard(whyTermOver(election, sitting, term.from))
  const said = words[election.occasion ?? 'term']
  for (const memberId of new Set([...election.chosen, ...running].map(one => one.memberId))) {
    const member = await tx.read('members', memberId)
    const given = election.chosen.filter(one => one.memberId === memberId)
    const old = running.filter(one => one.memberId === memberId)
    if (given.length > 0 && (!member || member.archived || member.organisationId !== own._id)) refuse('electionGone', { name: given[0]!.name })
    if (!member) continue
    if (old.length > 0) await endPosts(tx, own, member, old, said.left, act)
    const left: Member = { ...member, posts: member.posts.filter(({ postId }) => !old.some(({ _id }) => _id === postId)) }
    const begins = given.map(({ post }): NewPost => ({ postId: idFrom('elected', election._id, memberId, post), post, since, until: term.until, acting: false }))
    if (begins.length > 0) await givePosts(tx, own, left, begins, act)
    const named = (posts: { post: Member['posts'][number]['post'] }[]): string => posts.map(({ post }) => postLabels[post]).join('、')
    const told = { personId: memberId, organisationId: own._id, organisationName: own.name, kind: 'post' as const, day: since }
    if (given.length > 0) await tx.put('person_events', eventOf(ctx, { ...told, text: `${said.taken}，任${own.name}${named(given)}，任期至${dayInWords(term.until)}` }))
    else if (old.length > 0) await tx.put('person_events', eventOf(ctx, { ...told, text: `${said.left}，不再担任${own.name}${named(old)}` }))
  }
  // A new term: what was put off is over, and how many the committee has is known.
  if (election.occasion !== 'byElection') await tx.update('organisations', own._id, { extension: _.set(null), committeeSeats: _.set(election.body === 'committee' ? election.seats : null) })
  return { former: running.map(({ _id }) => _id), term }
}
type Term = ReturnType<typeof termOf>

/** A branch that nobody above looks after keeps somebody who can appoint: one of the elected has joined, or one who sits on. */
async function keepOfficer(tx: Tx, { chosen }: Election, { holders }: Organisation, former: string[]): Promise<void> {
  for (const { memberId } of chosen.filter(({ post }) => powersOfPost[post].includes('appoint'))) if ((await tx.read('members', memberId))?.accountId) return
  for (const [postId, post] of Object.entries(holders)) {
    if (former.includes(postId) || !powersOfPost[post].includes('appoint')) continue
    const held = await tx.read('posts', postId)
    if (held && lastDayOf(held) === null && (await tx.read('members', held.memberId))?.accountId) return
  }
  refuse('lastOfficer')
}

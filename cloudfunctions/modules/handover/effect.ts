/** The powers change hands: in one transaction, with the last signature or on the day that was set. */
import { posts as postLabels } from '../../../types/contracts/codes'
import { change, find, read, transaction, _, type Tx } from '../../platform/database'
import type { Handover, Member } from '../../platform/documents'
import { guard, Refused, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf } from '../../platform/time'
import { inForce } from '../../services/officers'
import { eachAlone } from '../../services/parallel'
import { endPosts, givePosts } from '../../services/posts'
import { eventOf } from '../../services/timeline'
import { settleItems } from './notify'
import { placeOf } from './people'
import { hasSigned, unsigned, whyCannotReceive } from './rules'

/**
 * Ends the giver's posts and gives them to the receiver, confirmed for the very account that signed: the witness vouches.
 * Refuses where anything of what was signed is no longer so. Inside a transaction; the handover itself is written by the caller.
 * @param place where the receiver stands, read just before
 */
export async function takeEffect(tx: Tx, handover: Handover, place: { organisationId: string; path: string } | null, now: Date): Promise<void> {
  const { giver: from, receiver: to, witness } = handover.parties
  const [own, giver, receiver] = [await tx.read('organisations', handover.organisationId), await tx.read('members', from.memberId), await tx.read('members', to.memberId)]
  if (!own || !giver || giver.accountId !== from.signature?.accountId) refuse('handoverLost', { name: from.name })
  if (!receiver || !place || receiver.organisationId !== place.organisationId || receiver.accountId !== to.signature?.accountId) refuse('handoverLost', { name: to.name })
  const posts = []
  for (const { postId } of handover.posts) {
    const post = await tx.read('posts', postId)
    if (!post || post.memberId !== giver._id || !(postId in own.holders) || !inForce(post, giver, dayOf(now))) refuse('handoverLost', { name: from.name })
    posts.push(post)
  }
  guard(whyCannotReceive({ member: receiver, memberPath: place.path, organisationId: own._id, posts: posts.map(({ post }) => post) }))
  const act = { by: witness.signature!.accountId, at: now }
  await endPosts(tx, own, giver, posts, '工作交接', act)
  // The term goes on: who takes over in between serves until the committee's term ends.
  await givePosts(tx, own, receiver, posts.map(({ _id, post, until, acting }) => ({ postId: idFrom('handover', handover._id, _id), post, since: dayOf(now), until, acting: acting ?? false })), act)
  const words = posts.map(({ post }) => postLabels[post]).join('、')
  for (const [member, text] of [[giver, `移交${words}，由${receiver.name}接任`], [receiver, `接任${words}`]] as [Member, string][]) {
    await tx.put('person_events', eventOf(
      { action: 'handover.sign', caller: { accountId: act.by, openid: '' }, access: { memberName: witness.name } as never, requestId: handover._id, now },
      { personId: member._id, organisationId: own._id, organisationName: own.name, kind: 'post', text },
    ))
  }
}

/** What of a handover is written when it has taken effect. */
export const inEffect = (now: Date) => ({ state: 'done' as const, open: false, doneAt: now, stuck: null })

/** Handovers whose day has come. One that can no longer be done as it was signed is shown with its reason. For the jobs; safe to repeat. */
export async function handOverOnTheDay(now: Date): Promise<number> {
  const due = await find('handovers', { state: 'signed', effectiveOn: _.lte(dayOf(now)) }, { orderBy: [['effectiveOn', 'asc']], limit: 50 })
  await eachAlone(due, async ({ _id, parties }) => {
    const place = await placeOf(parties.receiver.memberId)
    try {
      await transaction(async tx => {
        const fresh = await tx.read('handovers', _id)
        if (fresh?.state !== 'signed' || unsigned(fresh).length > 0 || !hasSigned(fresh, fresh.parties.witness)) return
        await takeEffect(tx, fresh, place, now)
        await tx.update('handovers', _id, inEffect(now))
      })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      await change('handovers', { _id, state: 'signed' }, { state: 'stuck', stuck: error.message })
    }
    const after = await read('handovers', _id)
    if (after) await settleItems(after, now)
  })
  return due.length
}

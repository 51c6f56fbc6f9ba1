/**
 * Copies of what an organisation says, for screens that read one document only. Each write may be repeated, and the rollup
 * is the last: where it differs from the organisation the copying was broken off, and the job that proves rollups does it again.
 */
import type { Organisation } from '../../platform/documents'
import { _, db, findAll, transaction } from '../../platform/database'
import { organisationDigestId } from '../../services/inbox'
import { setPosts } from '../../services/membership'

/** An organisation's name on its people, their accounts, the posts held in it, and its rollup. */
export async function copyName({ _id, kind, name }: Pick<Organisation, '_id' | 'kind' | 'name'>): Promise<void> {
  if (kind === 'group') await db.collection('members').where({ groupId: _id }).update({ groupName: name })
  else {
    await db.collection('members').where({ organisationId: _id }).update({ organisationName: name })
    await db.collection('access').where({ organisationId: _id }).update({ organisationName: name })
  }
  const held = await findAll('posts', { organisationId: _id, endedAt: null }, ['_id', 'memberId'])
  for (const memberId of new Set(held.map(post => post.memberId))) {
    await transaction(async tx => {
      const member = await tx.read('members', memberId)
      if (member) await setPosts(tx, member, member.posts.map(post => (post.organisationId === _id ? { ...post, organisationName: name } : post)))
    })
  }
  if (kind !== 'group') await db.collection('digests').doc(organisationDigestId(_id)).update({ name })
}

/** The rule for points on what is not over yet; what is over keeps the one it was held under. */
export async function copyPoints({ _id, points }: Pick<Organisation, '_id' | 'points'>, now: Date): Promise<void> {
  await db.collection('activities').where({ organisationId: _id, endsAt: _.gte(now) }).update({ pointsPerCheckIn: points.enabled ? points.perCheckIn : 0 })
  await db.collection('digests').doc(organisationDigestId(_id)).update({ pointsOn: points.enabled })
}

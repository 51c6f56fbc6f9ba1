/** What ends with an organisation: its posts, groups, code, activities to come and what waits on home pages. Every step may be repeated. */
import { posts as postLabels } from '../../../types/contracts/codes'
import { _, count, db, find, transaction } from '../../platform/database'
import type { OrganisationChange } from '../../platform/documents'
import { audienceOf, inboxId, organisationDigestId } from '../../services/inbox'
import { runningPosts } from '../../services/officers'
import { endPosts } from '../../services/posts'
import { eventOf } from '../../services/timeline'

/** Of a superior that nobody has: no list of organisations below one finds what stands there. */
const GONE = 'gone'
const CALLED_OFF = '组织撤并'

/** Events and ends of posts carry the name of who began the change, whoever goes on with it; their ids come from the change, so that each is written once. */
export const inTheNameOf = (one: OrganisationChange, now: Date) =>
  ({ action: 'organisations.dissolve' as const, caller: { accountId: one.by, openid: '' }, access: { memberName: one.byName } as never, requestId: one._id, now })

/** Dissolves an organisation out of which everybody has been carried, with its groups. Its records stay as they are, under its last name. */
export async function closeSource(organisationId: string, one: OrganisationChange, now: Date): Promise<void> {
  const groups = await find('organisations', { parentId: organisationId, kind: 'group', gone: _.neq(true) }, { limit: 500, fields: ['_id'] })
  for (const { _id } of groups) await closeOne(_id, one, now)
  await closeOne(organisationId, one, now)
  await callOffActivities(organisationId, now)
  await db.collection('handovers').where({ organisationId, open: true }).update({ open: false, state: 'stopped', stopped: _.set({ byMemberId: '', name: one.byName, reason: CALLED_OFF, at: now }) })
  await db.collection('branch_codes').doc(organisationId).remove()
  const audiences = [organisationId, ...groups.map(group => group._id)].flatMap(id => Object.values(audienceOf).map(audience => audience(id)))
  await db.collection('inbox').where({ audience: _.in(audiences), closed: false }).update({ closed: true })
}

/** Posts first, so that none runs in what has ended. */
async function closeOne(organisationId: string, one: OrganisationChange, now: Date): Promise<void> {
  for (const post of await runningPosts(organisationId)) {
    await transaction(async tx => {
      const [member, fresh] = [await tx.read('members', post.memberId), await tx.read('posts', post._id)]
      if (!member || !fresh || fresh.endedAt) return
      await endPosts(tx, { _id: organisationId }, member, [post], '组织撤销', { by: one.by, at: now })
      const organisationName = (await tx.read('organisations', organisationId))?.name ?? ''
      await tx.put('person_events', eventOf(inTheNameOf(one, now), { personId: member._id, organisationId: member.organisationId, organisationName: member.organisationName, kind: 'post', text: `不再担任${organisationName}${postLabels[post.post]}（组织撤销）` }))
    })
  }
  await transaction(async tx => {
    const organisation = await tx.read('organisations', organisationId)
    if (!organisation || organisation.dissolvedAt) return
    // The name becomes free at its place; a search finds it no more.
    await tx.update('organisations', organisationId, { dissolvedAt: now, gone: true, changeId: one._id, nameKey: `${GONE}_${organisationId}`, searchKeys: _.set([]), holders: _.set({}) })
    const digestId = organisationDigestId(organisationId)
    if (await tx.read('digests', digestId)) await tx.update('digests', digestId, { parentId: GONE, sums: _.set(null) })
  })
}

/** Lets a branch go that stays after a split. */
export async function releaseSource(organisationId: string, one: OrganisationChange): Promise<void> {
  await transaction(async tx => {
    if ((await tx.read('organisations', organisationId))?.changeId === one._id) await tx.update('organisations', organisationId, { changeId: null })
  })
}

/** Activities that are not over: called off like by hand, and a job tells those who had signed up. */
async function callOffActivities(organisationId: string, now: Date): Promise<void> {
  while (await count('activities', { organisationId, endsAt: _.gte(now), calledOffAt: null }) > 0) {
    for (const { _id } of await find('activities', { organisationId, endsAt: _.gte(now), calledOffAt: null }, { limit: 100, fields: ['_id'] })) {
      await transaction(async tx => {
        const activity = await tx.read('activities', _id)
        if (!activity || activity.calledOffAt) return
        await tx.update('activities', _id, { calledOffAt: now, callOffReason: CALLED_OFF, version: activity.version + 1 })
        if (await tx.read('places', _id)) await tx.update('places', _id, { closed: true, unsettledAt: now })
        if (await tx.read('inbox', inboxId('activity', _id))) await tx.update('inbox', inboxId('activity', _id), { closed: true })
      })
    }
  }
}

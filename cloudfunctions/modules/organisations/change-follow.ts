/**
 * What goes with the people of an organisation that is dissolved, merged or split: applicants, activists and prospects,
 * guests, and what is open about a person. Every step may be repeated; each finds what it has not done yet.
 */
import { _, db, find, findAll, read, transaction } from '../../platform/database'
import type { InboxItem, OrganisationChange } from '../../platform/documents'
import { audienceOf, inboxId } from '../../services/inbox'
import { eventOf } from '../../services/timeline'
import { destinationOf, type Plan } from './change-rules'

const BATCH = 100
/** An applicant is in no group and is named by nobody: only the class, or the rest, says where to. */
export const destinationOfApplicant = (plan: Plan, { _id, className }: { _id: string; className: string | null }): string | null => destinationOf(plan, { _id, groupId: null, className })

/** Carries everybody and everything that follows; answers whether time was enough. */
export async function carryFollowers(one: OrganisationChange, ctx: Parameters<typeof eventOf>[0], intime: () => boolean): Promise<boolean> {
  if (one.branchId !== null) return true
  for (const source of one.sources) {
    for (let after = ''; ;) {
      if (!intime()) return false
      const page = await find('applicants', { organisationId: source.id, archived: false, sortKey: _.gt(after) }, { orderBy: [['sortKey', 'asc']], limit: BATCH })
      for (const applicant of page) if (intime()) await carryApplicant(one, source, applicant._id, ctx)
      if (page.length < BATCH) break
      after = page.at(-1)!.sortKey
    }
    if (one.restId !== null) await db.collection('guests').where({ organisationId: source.id, left: false }).update({ organisationId: one.restId })
    await passOn('appeals', { organisationId: source.id, state: _.neq('solved') }, 'appeal', audienceOf.officers)
    await passOn('corrections', { organisationId: source.id, open: true }, 'correction', audienceOf.keepers)
    await passOn('leavers', { organisationId: source.id, removed: false }, null, audienceOf.officers)
    await passOnItems(source.id)
  }
  return intime()
}

async function carryApplicant(one: OrganisationChange, source: OrganisationChange['sources'][number], applicantId: string, ctx: Parameters<typeof eventOf>[0]): Promise<void> {
  await transaction(async tx => {
    const applicant = await tx.read('applicants', applicantId)
    const to = applicant && destinationOfApplicant(one, applicant)
    const target = to ? await tx.read('organisations', to) : null
    if (!applicant || applicant.archived || applicant.organisationId !== source.id || !target) return
    await tx.update('applicants', applicantId, { organisationId: target._id, version: applicant.version + 1 })
    const claim = applicant.idHash ? await tx.read('identities', applicant.idHash) : null
    if (claim?.memberId === applicantId) await tx.update('identities', claim._id, { organisationId: target._id })
    await tx.put('person_events', eventOf(ctx, { personId: applicantId, organisationId: source.id, organisationName: source.name, kind: 'stage', text: `${source.name}${one.kind === 'split' ? '分设' : one.kind === 'merge' ? '合并' : '撤销'}，由${target.name}接着培养` }))
  })
}

/** What is open about a member follows the member; whoever deals with it is found in the new branch. */
async function passOn(name: 'appeals' | 'corrections' | 'leavers', where: Record<string, unknown>, kind: InboxItem['kind'] | null, audience: (organisationId: string) => string): Promise<void> {
  for (const { _id, memberId, organisationId } of await findAll(name, where, ['_id', 'memberId', 'organisationId'])) {
    const to = (await read('members', memberId))?.organisationId
    if (!to || to === organisationId) continue
    await transaction(async tx => {
      if ((await tx.read(name, _id))?.organisationId !== organisationId) return
      await tx.update(name, _id, { organisationId: to })
      const item = kind && await tx.read('inbox', inboxId(kind, _id))
      if (item) await tx.update('inbox', item._id, { audience: audience(to), ...(item.opens === organisationId && { opens: to }) })
    })
  }
}

/** Items for officers about a person who has gone: shown to those of the new branch. */
async function passOnItems(organisationId: string): Promise<void> {
  for (const audience of [audienceOf.officers, audienceOf.keepers]) {
    for (const item of await find('inbox', { audience: audience(organisationId), closed: false, kind: _.in(['floating', 'lostContact']) }, { limit: 1000 })) {
      const to = (await read('members', item.opens ?? item.refId))?.organisationId
      if (to && to !== organisationId) await db.collection('inbox').doc(item._id).update({ audience: audience(to) })
    }
  }
}

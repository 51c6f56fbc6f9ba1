/** Those who have applied where an organisation is dissolved or merged: they follow its people, with their files and claims. */
import { _, find, read, transaction } from '../../platform/database'
import type { OrganisationChange } from '../../platform/documents'
import type { MemberContext } from '../../platform/context'
import { inParallel } from '../../services/parallel'
import { eventOf } from '../../services/timeline'

const BATCH = 100
const AT_ONCE = 8
type Name = Pick<MemberContext, 'caller' | 'access' | 'requestId' | 'now' | 'action'>

/** Carries every applicant of a source, those taken off the list too: to where the rest of its people go, else to the organisation above. Safe to repeat. */
export async function carryApplicants(one: OrganisationChange, source: { id: string; name: string }, name: Name, text: string): Promise<void> {
  const to = one.restId ?? one.targets[0]?.id ?? (await read('organisations', source.id))?.parentId
  const target = to ? await read('organisations', to) : null
  if (!target) return
  for (;;) {
    const page = await find('applicants', { organisationId: source.id }, { limit: BATCH, fields: ['_id'] })
    await inParallel(page, AT_ONCE, ({ _id }) => transaction(async tx => {
      const applicant = await tx.read('applicants', _id)
      if (!applicant || applicant.organisationId !== source.id) return
      const claim = applicant.idHash ? await tx.read('identities', applicant.idHash) : null
      await tx.update('applicants', _id, { organisationId: target._id, version: _.inc(1) })
      if (claim?.memberId === _id) await tx.update('identities', claim._id, { organisationId: target._id })
      await tx.put('person_events', eventOf(name, { personId: _id, organisationId: target._id, organisationName: target.name, kind: 'roster', text: `${text}，由${target.name}继续培养` }))
    }))
    if (page.length < BATCH) return
  }
}

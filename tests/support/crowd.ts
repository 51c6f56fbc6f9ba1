/** Many members at once, written as binding leaves them: a world of hundreds in a moment, where the way in is not what is tested. */
import type { Member } from '../../cloudfunctions/platform/documents'
import type { Person } from './world'

/** Adds `count` members with accounts to a branch. */
export async function makeCrowd(organisationId: string, count: number, tag = 'crowd'): Promise<Person[]> {
  const { put, read } = await import('../../cloudfunctions/platform/database')
  const { accountIdOf } = await import('../../cloudfunctions/platform/identity')
  const { emptyState } = await import('../../cloudfunctions/services/inbox')
  const { accessFor } = await import('../../cloudfunctions/services/membership')
  const { inParallel } = await import('../../cloudfunctions/services/parallel')
  const { blankMember } = await import('../../cloudfunctions/services/person')
  const organisation = (await read('organisations', organisationId))!
  const now = new Date('2026-11-01T00:00:00Z')
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  return inParallel(numbers, 20, async n => {
    const person = { openid: `openid-${tag}-${n}`, memberId: `${tag}${String(n).padStart(5, '0')}`, name: `群众演员${n}` }
    const accountId = accountIdOf(person.openid)
    const member: Member = { ...await blankMember(person.memberId, organisation, person.name, now), accountId }
    await Promise.all([
      put('members', member),
      put('access', accessFor(member, { openid: person.openid, accountId }, `binding-${person.memberId}`, now)),
      put('digests', emptyState(person.memberId)),
    ])
    return person
  })
}

/** How many documents queries look at while `work` runs. */
export async function examinedBy(work: () => Promise<unknown>): Promise<number> {
  const { cloudUrl } = await import('./api')
  const total = async () => ((await (await fetch(`${cloudUrl()}/_/examined?env=test`)).json()) as { total: number }).total
  const before = await total()
  await work()
  return (await total()) - before
}

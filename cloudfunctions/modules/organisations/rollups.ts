import { _, addOnce, db, find, findAll } from '../../platform/database'
import type { Digest, Organisation } from '../../platform/documents'
import { dayOf } from '../../platform/time'
import { organisationDigestId } from '../../services/inbox'
import { emptyRollup } from '../../services/rollup'
import { copyName, copyPoints } from './copies'
import { pathNow } from '../../services/tree'

interface Counts { members: number; bound: number; activities: number }

/** Sums of each organisation's subtree, itself included, from the counts of each organisation alone. Pure. */
export function sumsOfSubtrees(organisations: Pick<Organisation, '_id' | 'path'>[], own: Map<string, Counts>): Map<string, Counts> {
  const sums = new Map<string, Counts>()
  for (const { _id, path } of organisations) {
    const counts = own.get(_id)
    if (!counts) continue
    for (const above of path.split('/').filter(Boolean)) {
      const sum = sums.get(above) ?? { members: 0, bound: 0, activities: 0 }
      sums.set(above, { members: sum.members + counts.members, bound: sum.bound + counts.bound, activities: sum.activities + counts.activities })
    }
  }
  return sums
}

/** Counts of every organisation from the records themselves: members on the roster, those with an account, activities of this year. */
async function countRecords(now: Date): Promise<Map<string, Counts>> {
  const $ = db.command.aggregate
  const [members, activities] = await Promise.all([
    db.collection('members').aggregate().match({ archived: false })
      .group({ _id: '$organisationId', members: $.sum(1), bound: $.sum($.cond({ if: $.eq(['$accountId', null]), then: 0, else: 1 })) }).limit(10_000).end() as Promise<{ data: { _id: string; members: number; bound: number }[] }>,
    db.collection('activities').aggregate().match({ startsAt: _.gte(new Date(`${dayOf(now).slice(0, 4)}-01-01T00:00:00+08:00`)), calledOffAt: null })
      .group({ _id: '$organisationId', activities: $.sum(1) }).limit(10_000).end() as Promise<{ data: { _id: string; activities: number }[] }>,
  ])
  const counts = new Map<string, Counts>(members.data.map(({ _id, members: n, bound }) => [_id, { members: n, bound, activities: 0 }]))
  for (const { _id, activities: n } of activities.data) counts.set(_id, { ...(counts.get(_id) ?? { members: 0, bound: 0 }), activities: n })
  return counts
}

/** Proves every rollup from the records and makes the sums that officers above see. Returns how many were wrong. */
export async function proveRollups(now: Date): Promise<number> {
  const [stored, moves, digests, own] = await Promise.all([
    findAll('organisations', { kind: _.neq('group'), gone: _.neq(true) }),
    findAll('moves', { open: true }),
    find('digests', { kind: 'organisation' }, { limit: 1000 }).then(async first => (first.length < 1000 ? first : findAll('digests', { kind: 'organisation' }))),
    countRecords(now),
  ])
  const organisations = stored.map(one => ({ ...one, path: pathNow(one, moves.find(move => move._id === one.moveId)) }))
  const sums = sumsOfSubtrees(organisations, own)
  const parents = new Set(organisations.map(organisation => organisation.parentId))
  let wrong = 0
  for (const organisation of organisations) {
    const _id = organisationDigestId(organisation._id)
    const counts = own.get(organisation._id) ?? { members: 0, bound: 0, activities: 0 }
    let digest: Digest | undefined = digests.find(candidate => candidate._id === _id)
    if (!digest) {
      digest = emptyRollup(organisation)
      await addOnce('digests', digest)
    }
    // What a call that broke off has left half copied.
    if (digest.name !== organisation.name) await copyName(organisation)
    if (digest.pointsOn !== organisation.points.enabled) await copyPoints(organisation, now)
    const same = digest.members === counts.members && digest.bound === counts.bound && digest.activities === counts.activities && (digest.parentId === (organisation.parentId ?? 'root') || moves.length > 0)
    if (!same) wrong++
    const sum = parents.has(organisation._id) && organisation.kind !== 'branch' ? { ...(sums.get(organisation._id) ?? counts), asOf: now } : null
    if (same && !sum && !digest.sums) continue
    // A move writes the parent with its own deciding write; here it is only mended, and not while one is under way.
    const parentId = moves.length > 0 ? digest.parentId : organisation.parentId ?? 'root'
    await db.collection('digests').doc(_id).update({ ...counts, parentId, name: organisation.name, pointsOn: organisation.points.enabled, sums: _.set(sum) })
  }
  return wrong
}

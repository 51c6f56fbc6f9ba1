import type { Digest, InboxItem, Member } from '../platform/documents'
import { _, addOnce, change, db, find, findAll, put, read } from '../platform/database'
import { plusDays } from '../platform/time'

/**
 * The inbox behind the home page: items for an audience, and one small state document per member.
 * Item ids are `<kind>_<refId>`, so that posting twice leaves one item.
 */
export const audienceOf = {
  branch: (organisationId: string): string => `b:${organisationId}`,
  group: (groupId: string): string => `g:${groupId}`,
  member: (memberId: string): string => `m:${memberId}`,
  /** The officers of an organisation: those who may run it. */
  officers: (organisationId: string): string => `o:${organisationId}`,
  /** Those who may appoint in an organisation. */
  appointers: (organisationId: string): string => `p:${organisationId}`,
  /** Those who keep the roster of an organisation. */
  keepers: (organisationId: string): string => `k:${organisationId}`,
}

export const inboxId = (kind: InboxItem['kind'], refId: string): string => `${kind}_${refId}`

type NewItem = Omit<InboxItem, '_id' | 'closed'>
/** An item as it is stored while it is up: for a transaction that records what it speaks of. */
export const itemUp = (item: NewItem): InboxItem => ({ ...item, closed: false, _id: inboxId(item.kind, item.refId) })

/** Puts an item up, or replaces it where it is up already. One operation. */
export const putItem = (item: NewItem): Promise<void> => put('inbox', itemUp(item))

/** Takes an item off every home page; none there is no error. One operation. */
export async function closeItem(kind: InboxItem['kind'], refId: string): Promise<void> {
  await change('inbox', { _id: inboxId(kind, refId) }, { closed: true })
}

/** The state document's id of a member. */
export const memberDigestId = (memberId: string): string => `m_${memberId}`
/** A member's state before the first note. It is made when an account is bound, so that a note costs one operation. */
export const emptyState = (memberId: string): Digest => ({ _id: memberDigestId(memberId), kind: 'member', parentId: '', marks: {} })
/** The rollup's id of an organisation. */
export const organisationDigestId = (organisationId: string): string => `o_${organisationId}`

/**
 * Notes how a member has dealt with an item (`read`, `going`, `waiting` …); null takes the note back.
 * One operation where the member's state exists, two the first time.
 */
export async function markItem(memberId: string, itemId: string, mark: string | null): Promise<void> {
  const _id = memberDigestId(memberId)
  const update = { [`marks.${itemId}`]: mark === null ? _.remove() : mark }
  if (await change('digests', { _id }, update)) return
  if (mark === null) return
  if (!await addOnce('digests', { ...emptyState(memberId), marks: { [itemId]: mark } })) await db.collection('digests').doc(_id).update(update)
}

/** Adds to an organisation's own counts, outside transactions; a job proves the counts from the records. */
export async function countUp(organisationId: string, by: Partial<Record<'members' | 'bound' | 'activities', number>>): Promise<void> {
  const update = Object.fromEntries(Object.entries(by).map(([field, n]) => [field, _.inc(n)]))
  if (Object.keys(update).length > 0) await db.collection('digests').doc(organisationDigestId(organisationId)).update(update)
}

/** The audiences that a member belongs to, by branch, group and person. */
export const audiencesOfMember = (member: Pick<Member, '_id' | 'organisationId' | 'groupId'>): string[] => [
  audienceOf.branch(member.organisationId),
  audienceOf.member(member._id),
  ...(member.groupId ? [audienceOf.group(member.groupId)] : []),
]

/** Days for which what has left every home page is kept, and items that one run clears. */
const DAYS_KEPT = 60
const ITEMS_A_RUN = 100

/** The branch whose members an audience may be; null for officers, who note nothing. */
async function branchOf(audience: string): Promise<string | null> {
  const [kind, id = ''] = audience.split(':')
  if (kind === 'b') return id
  return kind === 'g' ? (await read('organisations', id))?.parentId ?? null : null
}

/**
 * Clears items that no home page has shown for long, and what members have noted of them: home reads one state document
 * a member, which must not grow for years. For the jobs; safe to repeat: an item goes only after its notes.
 * @returns how many items were cleared
 */
export async function clearInbox(now: Date, deadline: Date): Promise<number> {
  let cleared = 0
  for (;;) {
    const old = await find('inbox', { until: _.lt(plusDays(now, -DAYS_KEPT)) }, { orderBy: [['until', 'asc']], limit: ITEMS_A_RUN })
    const byAudience = new Map<string, string[]>()
    for (const { _id, audience } of old) byAudience.set(audience, [...byAudience.get(audience) ?? [], _id])
    for (const [audience, ids] of byAudience) {
      if (new Date() >= deadline) return cleared
      const branch = await branchOf(audience)
      const members = branch === null ? [] : await findAll('members', { organisationId: branch }, ['_id'])
      const notes = Object.fromEntries(ids.map(id => [`marks.${id}`, _.remove()]))
      for (let from = 0; from < members.length; from += 500) await db.collection('digests').where({ _id: _.in(members.slice(from, from + 500).map(({ _id }) => memberDigestId(_id))) }).update(notes)
      await db.collection('inbox').where({ _id: _.in(ids) }).remove()
      cleared += ids.length
    }
    if (old.length < ITEMS_A_RUN) return cleared
  }
}

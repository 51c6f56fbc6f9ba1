/**
 * One change of many people: what each was before is kept first, then everybody is written whose version still stands,
 * so a repeat changes nobody twice, and an edit by somebody else in between is neither lost nor overwritten.
 */
import type * as z from '../../../types/contracts/zod'
import type { BulkResult } from '../../../types/contracts/roster-upkeep'
import type { MemberContext } from '../../platform/context'
import { _, addOnce, db, find, transaction } from '../../platform/database'
import type { BulkChange, Member } from '../../platform/documents'
import { openText, seal } from '../../platform/secrets'
import { iso } from '../../platform/time'
import { inParallel } from '../../services/parallel'
import { together, undoUntil, whyCannotUndoBulk, type Change, type Image } from './upkeep-rules'

/** So many transactions at once for those whose account has to be told of the group. */
const AT_ONCE = 12
const LEFT_NAMED = 50
type Values = Partial<Pick<Member, 'groupId' | 'groupName' | 'className'>>
/** One person to write: found at `version`, perhaps marked by an earlier change, to become `values`. */
interface Write { m: string; version: number; was?: string; values: Values }

const undoMark = (bulkId: string): string => `${bulkId}-undone`
const imagesOf = (bulk: BulkChange): Image[] => JSON.parse(openText(bulk.images)) as Image[]

/**
 * Writes people and marks them. Who has an account has the group in the account's access document too, rewritten in the
 * same transaction; all others who stand alike are written by one update, which asks for the version of each.
 */
async function writeAll(bulk: BulkChange, writes: Write[], mark: string): Promise<void> {
  const regroups = writes.some(({ values }) => values.groupId !== undefined)
  const bound = regroups ? new Set((await find('members', { _id: _.in(writes.map(({ m }) => m)), accountId: _.neq(null) }, { limit: 1000, fields: ['_id'] })).map(({ _id }) => _id)) : new Set<string>()
  for (const alike of together(writes.filter(({ m }) => !bound.has(m)), ({ version, was, values }) => [version, was, values])) {
    const { version, was, values } = alike[0]!
    await db.collection('members')
      .where({ _id: _.in(alike.map(({ m }) => m)), organisationId: bulk.organisationId, archived: false, version, ...(was && { bulkId: was }), ...(regroups && { accountId: null }) })
      .update({ ...values, version: version + 1, bulkId: mark })
  }
  // Whoever joined since the look above has a version that still stands, and is written here.
  const joined = regroups ? await find('members', { _id: _.in(writes.map(({ m }) => m)), accountId: _.neq(null), bulkId: _.neq(mark) }, { limit: 1000, fields: ['_id'] }) : []
  const late = new Set(joined.map(({ _id }) => _id))
  await inParallel(writes.filter(({ m }) => late.has(m)), AT_ONCE, write => writeBound(bulk, write, mark))
}

async function writeBound(bulk: BulkChange, { m, version, was, values }: Write, mark: string): Promise<void> {
  await transaction(async tx => {
    const member = await tx.read('members', m)
    if (!member || member.organisationId !== bulk.organisationId || member.archived || member.version !== version || (was && member.bulkId !== was)) return
    await tx.update('members', m, { ...values, version: version + 1, bulkId: mark })
    if (member.accountId && values.groupId !== undefined) await tx.update('access', member.accountId, { groupId: values.groupId })
  })
}

/** Makes the change that a record describes; what is there already is left as it is. */
export async function apply(bulk: BulkChange): Promise<void> {
  const values: Values = bulk.change
  await writeAll(bulk, imagesOf(bulk).map(({ m, v }) => ({ m, version: v, values })), bulk._id)
}

/** Puts back whom nobody has changed since. A group that is there no longer is not given back. */
export async function takeBack(bulk: BulkChange): Promise<void> {
  const images = imagesOf(bulk)
  const wanted = [...new Set(images.flatMap(({ groupId }) => groupId ?? []))]
  const there = new Map((wanted.length > 0 ? await find('organisations', { _id: _.in(wanted), kind: 'group', parentId: bulk.organisationId }, { limit: 500 }) : []).map(({ _id, name }) => [_id, name]))
  const regroups = bulk.change.groupId !== undefined
  const writes = images.filter(({ groupId }) => !regroups || groupId === null || there.has(groupId)).map(({ m, v, groupId, className }): Write => ({
    m, version: v + 1, was: bulk._id,
    values: { ...(regroups && { groupId, groupName: groupId && there.get(groupId)! }), ...(bulk.change.className !== undefined && { className }) },
  }))
  await writeAll(bulk, writes, undoMark(bulk._id))
}

/** A change of many as its page shows it, read from the people themselves. */
export async function resultOf(bulk: BulkChange, now: Date): Promise<z.input<typeof BulkResult>> {
  const images = imagesOf(bulk)
  const mark = bulk.undoneAt ? undoMark(bulk._id) : bulk._id
  const marked = images.length > 0 ? await find('members', { _id: _.in(images.map(({ m }) => m)), bulkId: mark }, { limit: images.length, fields: ['_id'] }) : []
  const done = new Set(marked.map(({ _id }) => _id))
  const left = images.filter(({ m }) => !done.has(m)).map(({ name }) => name)
  return {
    bulkId: bulk._id, what: bulk.what, changed: done.size, left: left.slice(0, LEFT_NAMED), leftTotal: left.length,
    undoUntil: iso(undoUntil(bulk)), undone: bulk.undoneAt !== null, can: { undo: bulk.undoneAt === null && done.size > 0 && whyCannotUndoBulk(bulk, now) === null },
  }
}

/** Keeps what is about to change, once for one tap; null where the tap was there before. */
export async function note(ctx: MemberContext, bulkId: string, organisationId: string, change: Change, what: string, images: Image[]): Promise<BulkChange | null> {
  const bulk: BulkChange = { _id: bulkId, accountId: ctx.caller.accountId, organisationId, at: ctx.now, what, change, images: seal(JSON.stringify(images)), count: images.length, undoneAt: null }
  return await addOnce('bulk_changes', bulk) ? bulk : null
}

/** The caller's last change of many that can still be taken back. */
export async function lastBulkOf(ctx: MemberContext, organisationId: string): Promise<z.input<typeof BulkResult> | null> {
  const since = new Date(ctx.now.getTime() - (undoUntil({ at: ctx.now }).getTime() - ctx.now.getTime()))
  const recent = await find('bulk_changes', { organisationId, at: _.gte(since) }, { orderBy: [['at', 'desc']], limit: 20 })
  const mine = recent.find(bulk => bulk.accountId === ctx.caller.accountId && bulk.undoneAt === null)
  return mine ? resultOf(mine, ctx.now) : null
}

/** The branch's side of a sheet that is asked for from above. */
import type { answerActions } from '../../../types/contracts/collection-answers'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, change, db, find, read, transaction } from '../../platform/database'
import type { CollectionAnswer, CollectionTask } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { seal } from '../../platform/secrets'
import { inboxId } from '../../services/inbox'
import { PAGE, pageFrom } from '../../services/paging'
import { organisationFor, reaches } from '../../services/scope'
import { askedOf, type Row } from './cells'
import { answerFor, goneFrom, rowsConfirmed, rowsNow, typedOf } from './load'
import { whyCannotConfirm, whyCannotFill, whyCannotReopen } from './rules'
import { itemFor } from './settle'
import { typedValue, withCells } from './typing'
import { answerLineOf, answerOf, rowView } from './views'

export const containing = (text: string | undefined) => (text ? db.RegExp({ regexp: text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), options: 'i' }) : undefined)

const taskOf = async (answer: CollectionAnswer): Promise<CollectionTask> => await read('collection_tasks', answer.collectionId) ?? refuse('notFound')
const isGone = async (answer: CollectionAnswer): Promise<boolean> => (await goneFrom(answer.fromId, [answer.organisationId])).size > 0

/** The rows of an answer: sealed ones where it is confirmed, else as they stand. */
const rowsShown = async (answer: CollectionAnswer, task: CollectionTask, now: Date): Promise<Row[]> => await rowsConfirmed(answer) ?? (await rowsNow(task, answer, now)).rows

export const answerHandlers: Pick<ModuleHandlers<typeof answerActions>, Exclude<keyof typeof answerActions, 'collections.sheet'>> = {
  'collections.incoming': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'oversee')
    const limit = input.limit ?? PAGE
    const title = containing(input.search)
    const found = await find('collection_answers', { organisationId: organisation._id, ...(title && { title }), ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    const from = [...new Set(found.map(answer => answer.fromId))]
    const gone = new Set((await Promise.all(from.map(async fromId => ((await goneFrom(fromId, [organisation._id])).size > 0 ? [fromId] : [])))).flat())
    return pageFrom(found, limit, answer => answer.key, answer => answerLineOf(answer, gone.has(answer.fromId), ctx.now))
  },

  /** Who may fill it in and looks at it has opened it. */
  'collections.answer': async (ctx, input) => {
    const found = await answerFor(ctx, input.answerId, 'oversee')
    const own = hasPowerIn(ctx.access, 'keepRoster', found.organisationId, ctx.now)
    const answer = !found.openedAt && own ? await change('collection_answers', { _id: found._id, openedAt: null }, { openedAt: ctx.now }) ?? found : found
    const [task, gone, keeps] = [await taskOf(answer), await isGone(answer), own || await reaches(ctx, answer.organisationId, 'keepRoster')]
    return answerOf(answer, task, await rowsShown(answer, task, ctx.now), gone, keeps, ctx.now)
  },

  'collections.rows': async (ctx, input) => {
    const answer = await answerFor(ctx, input.answerId, 'oversee')
    const task = await taskOf(answer)
    const rows = (await rowsShown(answer, task, ctx.now))
      .filter(row => !input.gaps || (!row.left && row.cells.some(cell => cell.gap)))
      .filter(row => !input.search || row.name.includes(input.search) || (row.studentNumber ?? '').startsWith(input.search))
    const from = input.cursor ? rows.findIndex(row => row.id === input.cursor) + 1 : 0
    const limit = input.limit ?? PAGE
    return pageFrom(rows.slice(from, from + limit + 1), limit, row => row.id, row => rowView(row, task))
  },

  'collections.fill': async (ctx, input) => {
    const first = await answerFor(ctx, input.answerId, 'keepRoster')
    const task = await taskOf(first)
    guard(whyCannotFill(first, await isGone(first)))
    const asked = askedOf(task.columns)
    const cells = (input.cells ?? []).map(({ index, value }) => ({ index, value: typedValue(asked.find(column => column.index === index) ?? refuse('conflict'), value) }))
    const rowId = input.rowId ?? idFrom('row', ctx.caller.accountId, ctx.requestId, first._id)
    const { rows } = await rowsNow(task, first, ctx.now)
    if (input.rowId && !rows.some(row => row.id === input.rowId)) refuse('notFound')
    for (let tries = 0; tries < 8; tries++) {
      const answer = tries === 0 ? first : await read('collection_answers', first._id) ?? refuse('notFound')
      guard(whyCannotFill(answer, false))
      const typed = withCells(typedOf(answer), { rowId, isNew: !input.rowId, cells, left: input.left })
      const written = await change('collection_answers', { _id: answer._id, version: answer.version, taskState: 'open', state: answer.state }, { typed: seal(JSON.stringify(typed)), version: answer.version + 1 })
      if (written) return { rowId }
    }
    return refuse('busy')
  },

  'collections.confirm': async (ctx, input) => {
    const first = await answerFor(ctx, input.answerId, 'keepRoster')
    const task = await taskOf(first)
    const gone = await isGone(first)
    const snapshotId = idFrom('snapshot', ctx.caller.accountId, ctx.requestId, first._id)
    for (let tries = 0; tries < 5; tries++) {
      const answer = tries === 0 ? first : await read('collection_answers', first._id) ?? refuse('notFound')
      // Somebody else has done it in this second, or this tap is a repeat: what stands, stands.
      if (answer.taskState === 'open' && answer.state === 'confirmed') return { rows: answer.rows ?? 0, turn: answer.turn }
      const { rows, rosterCount } = await rowsNow(task, answer, ctx.now)
      const kept = rows.filter(row => !row.left)
      guard(whyCannotConfirm(task.state === 'open' ? answer : { ...answer, taskState: task.state === 'withdrawn' ? 'withdrawn' : 'closed' }, gone, kept.length))
      const done = await sealRows(ctx, answer, snapshotId, kept, rosterCount)
      if (done) return done
    }
    return refuse('busy')
  },

  'collections.reopen': async (ctx, input) => {
    const answer = await answerFor(ctx, input.answerId, 'keepRoster')
    if (answer.taskState === 'open' && answer.state === 'waiting' && answer.turn === input.turn) return {}
    guard(whyCannotReopen(answer))
    if (answer.turn !== input.turn) refuse('conflict')
    await transaction(async tx => {
      const fresh = await tx.read('collection_answers', answer._id) ?? refuse('notFound')
      if (fresh.turn !== input.turn || fresh.taskState !== 'open') { guard(whyCannotReopen(fresh)); refuse('conflict') }
      if (fresh.state !== 'confirmed') return
      await tx.update('collection_answers', answer._id, { state: 'waiting', version: fresh.version + 1 })
      await tx.put('inbox', itemFor(fresh, ctx.now, '确认已撤回，改好后请再确认'))
    })
    return {}
  },
}

/** Seals the rows as confirmed, with who and when, in the write that decides; null where somebody typed meanwhile. */
function sealRows(ctx: MemberContext, answer: CollectionAnswer, snapshotId: string, rows: Row[], rosterCount: number): Promise<{ rows: number; turn: number } | null> {
  const sealed = seal(JSON.stringify(rows))
  return transaction(async tx => {
    const fresh = await tx.read('collection_answers', answer._id) ?? refuse('notFound')
    // A tap that has confirmed once does not confirm again what was taken back since.
    if (fresh.state === 'confirmed' || await tx.read('collection_snapshots', snapshotId)) return { rows: fresh.rows ?? 0, turn: fresh.turn }
    if (fresh.version !== answer.version || fresh.taskState !== 'open') { guard(whyCannotFill(fresh, false)); return null }
    const turn = fresh.turn + 1
    await tx.add('collection_snapshots', {
      _id: snapshotId, collectionId: answer.collectionId, answerId: answer._id, organisationId: answer.organisationId, at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName,
      count: rows.length, rosterCount, left: Math.max(rosterCount - rows.filter(row => !row.added).length, 0), rows: sealed,
    })
    await tx.update('collection_answers', answer._id, {
      state: 'confirmed', turn, confirmedAt: ctx.now, confirmedBy: ctx.access.memberName, snapshotId, rows: rows.length, reason: null, openedAt: fresh.openedAt ?? ctx.now, version: fresh.version + 1,
    })
    const itemId = inboxId('collection', answer._id)
    if (await tx.read('inbox', itemId)) await tx.update('inbox', itemId, { closed: true })
    return { rows: rows.length, turn }
  })
}

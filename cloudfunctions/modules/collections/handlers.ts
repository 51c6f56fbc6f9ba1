/** The side of the organisation that asks for a sheet; the branches' side is in answer-handlers.ts. */
import type { collections } from '../../../types/contracts/collections'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, count, find, read, transaction } from '../../platform/database'
import type { AskedColumn, CollectionTask } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { iso, isoOrNull, plusDays, timeKey } from '../../platform/time'
import { checkText } from '../../platform/wechat'
import { PAGE, pageFrom } from '../../services/paging'
import { inParallel } from '../../services/parallel'
import { isPersonItem } from '../../services/person-values'
import { organisationFor, reaches } from '../../services/scope'
import { answerHandlers, containing } from './answer-handlers'
import { answerFor, answersOf, branchesIn, goneFrom, taskFor } from './load'
import { countsOf, DAYS_WITH_NUMBERS, isIn, reminderText, whyCannotAdd, whyCannotAsk, whyCannotClose, whyCannotCopy, whyCannotExtend, whyCannotRemind, whyCannotSend, whyCannotSendBack, whyCannotWithdraw, whyWrongDue } from './rules'
import { endOf, itemFor, settle } from './settle'
import { branchOf, collectionOf, standingOf, type Standing } from './views'

const light = ['_id', 'organisationId', 'organisationName', 'state', 'taskState', 'openedAt', 'confirmedAt', 'confirmedBy', 'due', 'turn', 'rows', 'reason'] as const

/** How every branch of a task stands, by name. Two or three operations. */
async function standingsOf(task: CollectionTask, now: Date): Promise<Standing[]> {
  const answers = await answersOf(task._id, [...light])
  return standingOf(answers, await goneFrom(task.organisationId, answers.map(answer => answer.organisationId)), now)
}

const keeps = async (ctx: MemberContext, task: CollectionTask): Promise<boolean> => hasPowerIn(ctx.access, 'keepRoster', task.organisationId, ctx.now) || reaches(ctx, task.organisationId, 'keepRoster')

/** Ends a task by one conditional write; a repeat goes on telling the branches. */
async function end(ctx: MemberContext, collectionId: string, state: 'closed' | 'withdrawn', whyNot: (task: CollectionTask) => ReturnType<typeof whyCannotClose>): Promise<Record<string, never>> {
  const task = await taskFor(ctx, collectionId, 'keepRoster')
  if (task.state !== state) {
    guard(whyNot(task))
    const done = await change('collection_tasks', { _id: task._id, state: 'open' }, { state, wipeAt: plusDays(ctx.now, DAYS_WITH_NUMBERS), unsettled: true, version: _.inc(1) })
    if (!done) guard(whyNot(await read('collection_tasks', task._id) ?? task))
  }
  await settle(task._id, ctx.now, endOf(ctx))
  return {}
}

/** The columns as the officer chose them: what the sheet computes or counts stays its own. Errors: `collectionColumns`. */
function chosenColumns(before: AskedColumn[], chosen: { index: number; item: string | null; required: boolean }[]): AskedColumn[] {
  const columns = before.map(column => {
    const one = chosen.find(({ index }) => index === column.index)
    if (!one) return column
    if (one.item !== null && !isPersonItem(one.item)) refuse('conflict')
    return { ...column, item: one.item, required: one.required, own: one.item === 'number' || (column.own && column.item !== 'number') }
  })
  if (!columns.some(column => column.item === 'name')) refuse('collectionColumns')
  return columns
}

export const handlers: ModuleHandlers<typeof collections> = {
  ...answerHandlers,

  'collections.list': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'oversee')
    const limit = input.limit ?? PAGE
    const title = containing(input.search)
    const found = await find('collection_tasks', { organisationId: organisation._id, ...(title && { title }), ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    const confirmed = new Map(await inParallel(found.slice(0, limit).filter(task => task.state !== 'draft'), 8, async ({ _id }) => [_id, await count('collection_answers', { collectionId: _id, state: 'confirmed' })] as const))
    return pageFrom(found, limit, task => task.key, task => ({
      id: task._id, title: task.title, state: task.state, due: isoOrNull(task.due), at: iso(task.at), organisationName: task.organisationName, branches: task.state === 'draft' ? 0 : task.targets.length, confirmed: confirmed.get(task._id) ?? 0,
    }))
  },

  'collections.get': async (ctx, input) => {
    const task = await taskFor(ctx, input.collectionId, 'oversee')
    const [files, may, all] = await Promise.all([
      find('collection_files', { collectionId: task._id, answerId: null, state: _.in(['kept', 'gone']) }, { orderBy: [['key', 'desc']], limit: 5 }), keeps(ctx, task), standingsOf(task, ctx.now),
    ])
    const lost = task.state === 'draft' ? await goneFrom(task.organisationId, task.targets) : new Set<string>()
    const chosen = task.state === 'draft' && task.targets.length > 0
      ? (await find('organisations', { _id: _.in(task.targets) }, { limit: task.targets.length, fields: ['_id', 'name'] })).filter(({ _id }) => !lost.has(_id)).map(({ _id, name }) => ({ id: _id, name })) : []
    return collectionOf(task, all, files, chosen, may, ctx.now)
  },

  'collections.branches': async (ctx, input) => {
    const task = await taskFor(ctx, input.collectionId, 'oversee')
    const [all, may] = [await standingsOf(task, ctx.now), await keeps(ctx, task)]
    const shown = all.filter(one => isIn(input.part ?? 'all', one) && (!input.search || one.answer.organisationName.includes(input.search)))
    const from = input.cursor ? shown.findIndex(({ answer }) => answer._id === input.cursor) + 1 : 0
    const limit = input.limit ?? PAGE
    return { ...pageFrom(shown.slice(from, from + limit + 1), limit, ({ answer }) => answer._id, one => branchOf(one, may)), counts: countsOf(all) }
  },

  'collections.copy': async (ctx, input) => {
    const task = await taskFor(ctx, input.collectionId, 'keepRoster')
    guard(whyCannotCopy(task))
    const _id = idFrom('collection', ctx.caller.accountId, ctx.action, ctx.requestId, task._id)
    await addOnce('collection_tasks', {
      ...task, _id, key: timeKey(ctx.now, _id), state: 'draft', due: null, at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName,
      delivered: 0, remindedAt: null, shownAt: null, unsettled: false, wipeAt: null, version: 1, lastTap: null,
    })
    return { collectionId: _id }
  },

  'collections.send': async (ctx, input) => {
    const task = await taskFor(ctx, input.collectionId, 'keepRoster')
    if (task.lastTap !== ctx.requestId) {
      guard(whyCannotSend(task))
      const due = new Date(input.due)
      guard(whyWrongDue(due, ctx.now))
      const columns = chosenColumns(task.columns, input.columns)
      const from = await organisationFor(ctx, task.organisationId, 'keepRoster')
      const branches = await branchesIn(from, input.all ? 'all' : input.organisationIds)
      guard(whyCannotAsk(branches.length))
      await checkText(ctx.caller.openid, `${input.title}\n${input.note}`)
      const sent = await change('collection_tasks', { _id: task._id, state: 'draft' }, {
        state: 'open', title: input.title, note: input.note, due, who: input.who, columns: _.set(columns), targets: _.set(branches.map(({ _id }) => _id)), delivered: 0, unsettled: true, version: _.inc(1),
        lastTap: ctx.requestId, at: ctx.now, by: ctx.caller.accountId, byName: ctx.access.memberName, organisationName: from.name,
      })
      if (!sent) refuse('collectionSent')
    }
    await settle(task._id, ctx.now, endOf(ctx))
    return { branches: (await read('collection_tasks', task._id))?.targets.length ?? 0 }
  },

  'collections.add': async (ctx, input) => {
    const first = await taskFor(ctx, input.collectionId, 'keepRoster')
    guard(whyCannotAdd(first))
    if (first.lastTap === ctx.requestId) { await settle(first._id, ctx.now, endOf(ctx)); return { added: 0 } }
    const from = await organisationFor(ctx, first.organisationId, 'keepRoster')
    const branches = await branchesIn(from, input.organisationIds)
    for (let tries = 0; tries < 5; tries++) {
      const task = await read('collection_tasks', first._id) ?? refuse('notFound')
      guard(whyCannotAdd(task))
      const fresh = branches.map(({ _id }) => _id).filter(_id => !task.targets.includes(_id))
      guard(whyCannotAsk(fresh.length, task.targets.length))
      const written = await change('collection_tasks', { _id: task._id, state: 'open', version: task.version }, { targets: _.set([...task.targets, ...fresh]), unsettled: true, version: task.version + 1, lastTap: ctx.requestId })
      if (!written) continue
      await settle(task._id, ctx.now, endOf(ctx))
      return { added: fresh.length }
    }
    return refuse('busy')
  },

  'collections.remind': async (ctx, input) => {
    const task = await taskFor(ctx, input.collectionId, 'keepRoster')
    const waiting = (await standingsOf(task, ctx.now)).filter(({ state }) => state !== 'confirmed' && state !== 'gone').length
    if (task.lastTap !== ctx.requestId) {
      guard(whyCannotRemind(task, ctx.now, waiting))
      const taken = await change('collection_tasks', { _id: task._id, state: 'open', version: task.version }, { remindedAt: ctx.now, unsettled: true, version: task.version + 1, lastTap: ctx.requestId })
      if (!taken) guard(whyCannotRemind(await read('collection_tasks', task._id) ?? task, ctx.now, waiting) ?? { code: 'conflict' })
    }
    await settle(task._id, ctx.now, endOf(ctx))
    return { reminded: waiting, text: reminderText({ title: task.title, due: task.due ?? ctx.now, waiting, fromName: task.organisationName, now: ctx.now }) }
  },

  'collections.sendBack': async (ctx, input) => {
    const found = await answerFor(ctx, input.answerId, 'keepRoster', true)
    if (found.taskState === 'open' && found.state === 'returned' && found.turn === input.turn) return {}
    guard(whyCannotSendBack(found, input.turn))
    await checkText(ctx.caller.openid, input.reason)
    await transaction(async tx => {
      const answer = await tx.read('collection_answers', found._id) ?? refuse('notFound')
      if (answer.state === 'returned' && answer.turn === input.turn) return
      guard(whyCannotSendBack(answer, input.turn))
      const returned = { ...answer, reason: input.reason }
      await tx.update('collection_answers', answer._id, { state: 'returned', reason: input.reason, version: answer.version + 1 })
      await tx.put('inbox', itemFor(returned, ctx.now, `已退回：${input.reason}`.slice(0, 60)))
    })
    return {}
  },

  'collections.extend': async (ctx, input) => {
    const task = await taskFor(ctx, input.collectionId, 'keepRoster')
    const due = new Date(input.due)
    if (!(task.state === 'open' && task.due?.getTime() === due.getTime())) {
      guard(whyCannotExtend(task, due, ctx.now))
      const done = await change('collection_tasks', { _id: task._id, state: 'open', due: _.lt(due) }, { due, unsettled: true, version: _.inc(1) })
      if (!done) guard(whyCannotExtend(await read('collection_tasks', task._id) ?? task, due, ctx.now))
    }
    await settle(task._id, ctx.now, endOf(ctx))
    return {}
  },

  'collections.withdraw': (ctx, input) => end(ctx, input.collectionId, 'withdrawn', whyCannotWithdraw),
  'collections.close': (ctx, input) => end(ctx, input.collectionId, 'closed', whyCannotClose),
}

/**
 * Branches are told what an officer above has done: who has not yet its item gets one, copies and items follow the task.
 * Everything may be done again; what a call does not end, the job does.
 */
import type { MemberContext } from '../../platform/context'
import { _, change, db, find, read, transaction } from '../../platform/database'
import type { CollectionAnswer, CollectionTask, Organisation } from '../../platform/documents'
import { idFrom } from '../../platform/ids'
import { timeKey } from '../../platform/time'
import { audienceOf, inboxId, itemUp } from '../../services/inbox'
import { inParallel } from '../../services/parallel'
import { staysUntil } from './rules'

/** Branches told in one go, and how many at once. */
const BATCH = 50
const AT_ONCE = 8
/** What is left of a call's time for its answer. */
const SPARE_MS = 3000

export const answerIdOf = (collectionId: string, branchId: string): string => idFrom('answer', collectionId, branchId)
const itemIds = (task: CollectionTask, targets = task.targets): string[] => targets.map(branchId => inboxId('collection', answerIdOf(task._id, branchId)))

/** The item by which a branch knows of a sheet. */
export const itemFor = (answer: Pick<CollectionAnswer, '_id' | 'organisationId' | 'title' | 'fromName' | 'due' | 'reason'>, now: Date, hint = `${answer.fromName}要的表，已按名册填好，请核对`) =>
  itemUp({ audience: audienceOf.keepers(answer.organisationId), kind: 'collection', title: answer.title, hint, refId: answer._id, due: answer.due, startsAt: null, endsAt: null, until: staysUntil(answer.due), at: now })

/** When a call has to come to its end, by the clock that only runs. */
export const endOf = (ctx: MemberContext): Date => new Date(Date.now() + ctx.deadline.getTime() - ctx.now.getTime() - SPARE_MS)
const intime = (deadline: Date): boolean => Date.now() < deadline.getTime()

/** Tells the branches all that has changed; whether it came to its end. */
export async function settle(collectionId: string, now: Date, deadline: Date): Promise<boolean> {
  for (;;) {
    const task = await read('collection_tasks', collectionId)
    if (!task || !task.unsettled) return true
    if (task.state === 'open') {
      if (!await deliver(task, now, deadline)) return false
      await followDue(task)
      if (task.remindedAt && (!task.shownAt || task.shownAt < task.remindedAt) && !await remindAll(task, now, deadline)) return false
    } else await endAll(task)
    // Whoever has changed the task meanwhile is seen in the next round.
    if (await change('collection_tasks', { _id: task._id, version: task.version }, { unsettled: false })) return true
    if (!intime(deadline)) return false
  }
}

/** Gives every branch its answer and its item, both or neither. */
async function deliver(task: CollectionTask, now: Date, deadline: Date): Promise<boolean> {
  for (let from = task.delivered; from < task.targets.length; from += BATCH) {
    if (!intime(deadline)) return false
    const batch = task.targets.slice(from, from + BATCH)
    const branches = await find('organisations', { _id: _.in(batch) }, { limit: batch.length, fields: ['_id', 'name'] })
    await inParallel(branches, AT_ONCE, branch => give(task, branch, now))
    await change('collection_tasks', { _id: task._id, delivered: _.lt(from + batch.length) }, { delivered: from + batch.length })
  }
  return true
}

async function give(task: CollectionTask, branch: Pick<Organisation, '_id' | 'name'>, now: Date): Promise<void> {
  const _id = answerIdOf(task._id, branch._id)
  const answer: CollectionAnswer = {
    _id, key: timeKey(now, _id), collectionId: task._id, organisationId: branch._id, organisationName: branch.name, fromId: task.organisationId, fromName: task.organisationName, title: task.title, due: task.due ?? now,
    taskState: 'open', state: 'waiting', openedAt: null, turn: 0, confirmedAt: null, confirmedBy: null, snapshotId: null, rows: null, reason: null, typed: null, version: 1, at: now,
  }
  await transaction(async tx => {
    if (await tx.read('collection_answers', _id)) return
    if ((await tx.read('collection_tasks', task._id))?.state !== 'open') return
    await tx.add('collection_answers', answer)
    await tx.put('inbox', itemFor(answer, now))
  })
}

async function followDue(task: CollectionTask): Promise<void> {
  if (!task.due) return
  await db.collection('collection_answers').where({ collectionId: task._id, due: _.neq(task.due) }).update({ due: task.due })
  await db.collection('inbox').where({ _id: _.in(itemIds(task)), due: _.neq(task.due) }).update({ due: task.due, until: staysUntil(task.due) })
}

/** Puts the item up again where nothing is confirmed yet. */
async function remindAll(task: CollectionTask, now: Date, deadline: Date): Promise<boolean> {
  const waiting = await find('collection_answers', { collectionId: task._id, state: _.neq('confirmed') }, { limit: 1000, fields: ['_id'] })
  await inParallel(waiting, AT_ONCE, async ({ _id }) => {
    if (!intime(deadline)) return
    await transaction(async tx => {
      const answer = await tx.read('collection_answers', _id)
      if (!answer || answer.state === 'confirmed' || answer.taskState !== 'open') return
      await tx.put('inbox', itemFor(answer, now, answer.reason ? `已退回：${answer.reason}`.slice(0, 60) : `${answer.fromName}提醒：请尽快核对、确认`))
    })
  })
  if (!intime(deadline)) return false
  await change('collection_tasks', { _id: task._id }, { shownAt: task.remindedAt })
  return true
}

/** Closed or taken back: from here on nothing of it changes. */
async function endAll(task: CollectionTask): Promise<void> {
  await db.collection('collection_answers').where({ collectionId: task._id, taskState: 'open' }).update({ taskState: task.state })
  if (task.targets.length > 0) await db.collection('inbox').where({ _id: _.in(itemIds(task)) }).update({ closed: true })
}

/** The job: goes on with every task of which branches have not been told all. Returns how many it has finished. */
export async function continueCollections(now: Date, deadline: Date): Promise<number> {
  let done = 0
  for (const { _id } of await find('collection_tasks', { unsettled: true }, { limit: 50, fields: ['_id'] })) {
    if (!intime(deadline)) break
    if (await settle(_id, now, deadline)) done++
  }
  return done
}

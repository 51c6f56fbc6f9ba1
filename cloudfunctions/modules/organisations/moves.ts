/**
 * Carrying an organisation with all below it to another superior. Access is judged by each organisation's own path, and
 * a subtree has too many for one transaction, so: (1) every organisation of it is marked with the move, which changes
 * nothing; (2) one write turns the move's state, and from then on every marked organisation stands at its new place
 * (services/tree); (3) the paths themselves are rewritten and the marks taken off; (4) then the copies on members, and posts
 * that its people held in superiors it has left, and results of elections that wait there.
 * Each step may be repeated, so that a break anywhere is resumed by the job.
 */
import { whyBusy } from '../../regulations/organisation-rules'
import { _, change, count, db, find, read, transaction } from '../../platform/database'
import type { Move, Organisation } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { plusMinutes } from '../../platform/time'
import { carryReports } from '../../services/balloting/told-above'
import { organisationDigestId } from '../../services/inbox'
import { inParallel } from '../../services/parallel'
import { rootOf } from '../../services/tree'
import { nameKeyOf } from './founding'
import { endPostsAbove } from './moves-posts'
import { whyCannotMove } from './rules'

/** Longer than any function may run: nobody else works on a move whose holder could still write. */
const LEASE_MINUTES = 15
const BATCH = 200
const AT_ONCE = 8

const under = (path: string) => _.gte(path).and(_.lt(`${path.slice(0, -1)}0`))

/** Records a move and takes the tree for it: one move at a time in a tree, so that two at once never make a circle. */
export async function beginMove(_id: string, organisation: Organisation, target: Organisation, by: string, now: Date, byName = ''): Promise<void> {
  const root = rootOf(organisation.path)
  await transaction(async tx => {
    if (await tx.read('moves', _id)) return
    const [head, above, top] = [await tx.read('organisations', organisation._id), await tx.read('organisations', target._id), await tx.read('organisations', root)]
    if (!head || !above || !top) refuse('conflict')
    if (top.movingId || head.moveId || above.moveId) refuse('treeMoving')
    if (head.parentId !== organisation.parentId) refuse('conflict')
    guard(whyBusy(head) ?? whyBusy(above))
    guard(whyCannotMove({ organisation: head, target: above, fromAbove: true }))
    await tx.add('moves', {
      _id, root, organisationId: head._id, fromParentId: head.parentId ?? '', toParentId: above._id, from: head.path, to: `${above.path}${head._id}/`,
      state: 'marking', open: true, cursor: null, at: now, by, byName, settledAt: null, leaseUntil: new Date(0),
    })
    // The name is taken at the new place before anything moves: it is free there, or nothing begins.
    await tx.update('organisations', head._id, { moveId: _id, nameKey: nameKeyOf({ _id: head._id, parentId: above._id }, head.name), changes: _.inc(1) })
    if (above._id !== root) await tx.update('organisations', above._id, { changes: _.inc(1) })
    await tx.update('organisations', root, { movingId: _id, ...(above._id === root && { changes: _.inc(1) }) })
  })
}

/** Goes on with a move until it is done, the copies on members included, or time is up; answers how far it is. Nobody else works on it meanwhile. */
export async function carryOn(moveId: string, now: Date, deadline: Date): Promise<Move['state']> {
  const taken = await change('moves', { _id: moveId, leaseUntil: _.lte(now) }, { leaseUntil: plusMinutes(now, LEASE_MINUTES) })
  if (!taken) return (await read('moves', moveId))?.state ?? 'done'
  let move = taken
  const to = (state: Move['state'], more: Partial<Move> = {}): void => { move = { ...move, ...more, state } }
  if (move.state === 'marking' && await markAll(move, deadline)) { await turn(move); to('moved') }
  if (move.state === 'moved' && await settleAll(move, deadline)) { await settled(move, now); to('copying', { settledAt: now, open: false }) }
  if (move.state === 'copying' && await copyAll(move, now, deadline)) to('done')
  await db.collection('moves').doc(moveId).update({ leaseUntil: new Date(0) })
  return move.state
}

const intime = (deadline: Date): boolean => Date.now() < deadline.getTime()

/** Marks until none is left unmarked: what is set up below a marked organisation is refused, so the second look finds what the first missed. */
async function markAll(move: Move, deadline: Date): Promise<boolean> {
  const unmarked = { path: under(move.from), moveId: _.neq(move._id) }
  while (intime(deadline)) {
    if (await count('organisations', unmarked) === 0) return true
    await db.collection('organisations').where(unmarked).update({ moveId: move._id, changes: _.inc(1) })
  }
  return false
}

/** The deciding write: from its commit on the whole subtree stands under the new superior, for access as for the lists of both sides. */
async function turn(move: Move): Promise<void> {
  await transaction(async tx => {
    if ((await tx.read('moves', move._id))?.state !== 'marking') return
    await tx.update('moves', move._id, { state: 'moved' })
    await tx.update('organisations', move.organisationId, { parentId: move.toParentId, path: move.to, moveId: null })
    const digestId = organisationDigestId(move.organisationId)
    if (await tx.read('digests', digestId)) await tx.update('digests', digestId, { parentId: move.toParentId })
  })
}

/** Writes each marked organisation's new path and takes its mark off, both in one write. */
async function settleAll(move: Move, deadline: Date): Promise<boolean> {
  while (intime(deadline)) {
    const marked = await find('organisations', { moveId: move._id }, { limit: BATCH, fields: ['_id', 'path'] })
    if (marked.length === 0) return true
    await inParallel(marked, AT_ONCE, async ({ _id, path }) => {
      if (intime(deadline)) await change('organisations', { _id, moveId: move._id }, { path: move.to + path.slice(move.from.length), moveId: null })
    })
  }
  return false
}

async function settled(move: Move, now: Date): Promise<void> {
  await transaction(async tx => {
    await tx.update('moves', move._id, { state: 'copying', open: false, settledAt: now })
    if ((await tx.read('organisations', move.root))?.movingId === move._id) await tx.update('organisations', move.root, { movingId: null })
  })
}

/**
 * The copies of the path on members, branch by branch. A call that began before the move may still write an old copy, so
 * the work is done only when a whole round was made after every such call has ended.
 */
async function copyAll(move: Move, now: Date, deadline: Date): Promise<boolean> {
  const head = await read('organisations', move.organisationId)
  let cursor = move.cursor
  if (head && cursor === null) {
    await endPostsAbove(move, now)
    await carryReports(move, now)
  }
  while (head && intime(deadline)) {
    const batch = await find('organisations', { path: under(head.path).and(_.gt(cursor ?? '')) }, { orderBy: [['path', 'asc']], limit: 20, fields: ['_id', 'path', 'kind'] })
    await inParallel(batch.filter(one => one.kind !== 'group'), AT_ONCE, ({ _id, path }) => db.collection('members').where({ organisationId: _id, path: _.neq(path) }).update({ path }))
    cursor = batch.at(-1)?.path ?? null
    await db.collection('moves').doc(move._id).update({ cursor })
    if (cursor !== null) continue
    const quiet = move.settledAt !== null && plusMinutes(move.settledAt, LEASE_MINUTES) <= now
    if (quiet) await db.collection('moves').doc(move._id).update({ state: 'done' })
    return quiet
  }
  return !head
}

/** The job: resumes every move that is not done. Returns how many it has finished. */
export async function continueMoves(now: Date, deadline: Date): Promise<number> {
  let done = 0
  for (const { _id } of await find('moves', { state: _.neq('done') }, { limit: 50, fields: ['_id'] })) {
    if (!intime(deadline)) break
    if (await carryOn(_id, now, deadline) === 'done') done++
  }
  return done
}

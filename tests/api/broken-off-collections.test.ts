/** Sheets asked for from above, broken off at every request (support/broken-off). */
import { call, START } from '../support/api'
import { act, breakOff, fresh, startBreaking, stopBreaking, whole, type Act } from '../support/broken-off'
import { collectionsBy, columnsOf, HARD, hours, order } from '../support/collections'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startBreaking()
  world = await makeWorld()
}, 60_000)
afterAll(stopBreaking)

const { by, draft, sent, answerAt } = collectionsBy(() => world)
const database = () => import('../../cloudfunctions/platform/database')
const taskOf = async (id: string) => (await (await database()).read('collection_tasks', id))!
const answerOf = async (id: string) => (await (await database()).read('collection_answers', id))!
const itemUp = async (answerId: string) => (await (await database()).read('inbox', `collection_${answerId}`))?.closed === false

async function jobs(): Promise<void> {
  const { continueCollections } = await import('../../cloudfunctions/modules/collections/settle')
  await continueCollections(new Date(START.getTime() + 60_000), new Date(Date.now() + 30_000))
}
/** A sheet that the second branch has confirmed. */
async function confirmed(): Promise<{ collectionId: string; answerId: string }> {
  const collectionId = await sent()
  const { id: answerId } = await answerAt(collectionId, HARD)
  await call(world.otherSecretary.openid, 'collections.confirm', { answerId })
  return { collectionId, answerId }
}

const scenes: Record<string, () => Promise<Act>> = {
  'a sheet is sent': async () => {
    const made = await draft()
    const title = fresh('统计表')
    return act({ by: by(), action: 'collections.send', input: order(made, { title }), state: async () => {
      const { count } = await database()
      const task = await taskOf(made.id)
      const items = await count('inbox', { kind: 'collection', title, closed: false })
      return whole([task.state === 'open', task.columns.length === columnsOf(made).length && task.targets.length === 2, await count('collection_answers', { collectionId: made.id }) === 2, items === 2, task.state === 'open' && !task.unsettled])
    } })
  },
  'a branch confirms': async () => {
    const collectionId = await sent()
    const { id } = await answerAt(collectionId, HARD)
    return act({ by: world.otherSecretary.openid, action: 'collections.confirm', input: { answerId: id }, state: async () => {
      const answer = await answerOf(id)
      return whole([answer.state === 'confirmed', answer.turn === 1, await (await database()).count('collection_snapshots', { answerId: id }) === 1, !await itemUp(id)])
    } })
  },
  'what was confirmed is sent back': async () => {
    const { answerId } = await confirmed()
    return act({ by: by(), action: 'collections.sendBack', input: { answerId, turn: 1, reason: '请核对' }, state: async () => {
      const answer = await answerOf(answerId)
      return whole([answer.state === 'returned', answer.reason === '请核对', await itemUp(answerId)])
    } })
  },
  'a confirmation is taken back': async () => {
    const { answerId } = await confirmed()
    return act({ by: world.otherSecretary.openid, action: 'collections.reopen', input: { answerId, turn: 1 }, state: async () => whole([(await answerOf(answerId)).state === 'waiting', await itemUp(answerId)]) })
  },
  'a task is closed': async () => {
    const collectionId = await sent()
    const { id } = await answerAt(collectionId, HARD)
    return act({ by: by(), action: 'collections.close', input: { collectionId }, state: async () => whole([(await taskOf(collectionId)).state === 'closed', (await answerOf(id)).taskState === 'closed', !await itemUp(id)]) })
  },
  'the date is moved': async () => {
    const collectionId = await sent()
    const { id } = await answerAt(collectionId, HARD)
    const due = hours(96)
    const is = (at: Date | null | undefined) => at?.toISOString() === due
    return act({ by: by(), action: 'collections.extend', input: { collectionId, due }, state: async () => whole([is((await taskOf(collectionId)).due), is((await answerOf(id)).due), is((await (await database()).read('inbox', `collection_${id}`))?.due)]) })
  },
  'one workbook is made': async () => {
    const { collectionId } = await confirmed()
    const kept = async () => (await (await database()).count('collection_files', { collectionId, state: 'kept' }) === 1 ? 'all' : 'none')
    return act({ by: by(), action: 'collections.merge', input: { collectionId }, state: kept })
  },
}

breakOff(scenes, jobs, { every: 4 })

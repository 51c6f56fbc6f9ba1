/** A sheet that is asked for from above: what two do at once, and what breaks off half-way. */
import { call, refusal, START, startApi, stopApi } from '../support/api'
import { collectionsBy, HARD, order, todo } from '../support/collections'
import { makeWorld, type World } from '../support/world'

let world: World
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
}, 60_000)
afterAll(stopApi)

const { by, draft, sent, answerAt } = collectionsBy(() => world)

describe('two at once', () => {
  test('two officers of a branch confirm in the same second: one confirmation', async () => {
    const collectionId = await sent()
    const hard = await answerAt(collectionId, HARD)
    const done = await Promise.all([world.otherSecretary.openid, by(), world.otherSecretary.openid].map(openid => call(openid, 'collections.confirm', { answerId: hard.id })))
    expect(new Set(done.map(({ turn }) => turn))).toEqual(new Set([1]))
    const { count } = await import('../../cloudfunctions/platform/database')
    expect(await count('collection_snapshots', { answerId: hard.id })).toBe(1)
  })

  test('a repeated tap does not confirm again what was taken back since', async () => {
    const collectionId = await sent()
    const hard = await answerAt(collectionId, HARD)
    const confirm = () => call(world.otherSecretary.openid, 'collections.confirm', { answerId: hard.id }, 'confirm-once')
    await confirm()
    await call(world.otherSecretary.openid, 'collections.reopen', { answerId: hard.id, turn: 1 })
    await confirm()
    expect((await answerAt(collectionId, HARD)).state).toBe('waiting')
  })

  test('both type in the same second: neither is lost', async () => {
    const collectionId = await sent()
    const hard = await answerAt(collectionId, HARD)
    const { columns } = await call(world.otherSecretary.openid, 'collections.answer', { answerId: hard.id })
    const [row] = (await call(world.otherSecretary.openid, 'collections.rows', { answerId: hard.id })).items
    const index = (header: string) => columns.find(column => column.header === header)!.index
    await Promise.all([['特长', '合唱'], ['学号', '2020001']].map(([header, value]) => call(header === '特长' ? by() : world.otherSecretary.openid, 'collections.fill', { answerId: hard.id, rowId: row!.id, cells: [{ index: index(header!), value: value! }] })))
    const [after] = (await call(world.otherSecretary.openid, 'collections.rows', { answerId: hard.id })).items
    expect(after!.cells.filter(cell => cell.typed).map(cell => cell.value).sort()).toEqual(['2020001', '合唱'])
  })

  test('confirming against closing, and sending back against taking back: one of them, never half', async () => {
    for (let round = 0; round < 4; round++) {
      const collectionId = await sent()
      const hard = await answerAt(collectionId, HARD)
      const [confirmed] = await Promise.all([refusal(world.otherSecretary.openid, 'collections.confirm', { answerId: hard.id }), call(by(), 'collections.close', { collectionId })])
      const { read } = await import('../../cloudfunctions/platform/database')
      expect((await read('collection_answers', hard.id))).toMatchObject(confirmed === null ? { state: 'confirmed', taskState: 'closed', turn: 1 } : { state: 'waiting', taskState: 'closed', turn: 0 })
      expect([null, 'collectionClosed']).toContain(confirmed)
      const second = await sent()
      const one = await answerAt(second, HARD)
      await call(world.otherSecretary.openid, 'collections.confirm', { answerId: one.id })
      const outcomes = await Promise.all([refusal(by(), 'collections.sendBack', { answerId: one.id, turn: 1, reason: '请核对' }), refusal(world.otherSecretary.openid, 'collections.reopen', { answerId: one.id, turn: 1 })])
      expect(outcomes).toContain(null)
      expect(['returned', 'waiting']).toContain((await answerAt(second, HARD)).state)
    }
  }, 30_000)
})

test('sending that breaks off half-way is finished by the job, and nobody gets it twice', async () => {
  const made = await draft()
  const { change, count, _ } = await import('../../cloudfunctions/platform/database')
  const { branches: asked } = await call(by(), 'collections.send', order(made))
  const hard = await answerAt(made.id, HARD)
  await call(world.otherSecretary.openid, 'collections.confirm', { answerId: hard.id })
  const { db } = await import('../../cloudfunctions/platform/database')
  await db.collection('collection_answers').where({ collectionId: made.id, state: 'waiting' }).remove()
  await change('collection_tasks', { _id: made.id }, { delivered: 0, unsettled: true, version: _.inc(1) })
  expect((await call(by(), 'collections.get', { collectionId: made.id })).pending).toBe(asked - 1)
  const { continueCollections } = await import('../../cloudfunctions/modules/collections/settle')
  expect(await continueCollections(START, new Date(Date.now() + 10_000))).toBeGreaterThan(0)
  expect(await count('collection_answers', { collectionId: made.id })).toBe(asked)
  expect((await answerAt(made.id, HARD)).state).toBe('confirmed')
  expect(await todo(world.otherSecretary.openid, hard.id)).toBeUndefined()
})

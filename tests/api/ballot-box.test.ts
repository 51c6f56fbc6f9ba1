/** What must hold of every ballot box, whatever is voted on: none lost, none double, none after the end, and every closing counts the same. */
import { EventEmitter } from 'node:events'
import { closeGate, dieAt, openGate } from '../support/gate'
import { operationsOf, startApi, stopApi } from '../support/api'
import { boxOf, database, kept, NO, saidIn, service, YES } from '../support/ballots'

EventEmitter.defaultMaxListeners = 1000
beforeAll(async () => {
  await startApi()
  await openGate()
}, 60_000)
afterAll(async () => {
  await closeGate()
  await stopApi()
})
for (const kind of ['error', 'warn'] as const) jest.spyOn(console, kind).mockImplementation(() => undefined)

const ticket = (key: string, mark = key) => ({ group: 'members', key, mark })
const refused = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: { code?: string }) => error.code ?? 'internal')

test('100 ballots at once are 100 ballots', async () => {
  const { castBallot, closeBox, turnoutOf } = await service()
  const box = await boxOf('hundred', 100)
  const put = await Promise.all(Array.from({ length: 100 }, (_none, n) => castBallot(box, ticket(`v${n}`), kept(n % 3 === 0 ? NO : YES))))
  expect(put.every(Boolean)).toBe(true)
  expect(await turnoutOf(box)).toEqual({ members: 100 })
  expect(saidIn(await closeBox('hundred'))).toEqual({ yes: 66, no: 34 })
})

test('the same entitlement from 20 phones at once is one ballot', async () => {
  const { castBallot, closeBox } = await service()
  const box = await boxOf('twenty', 30)
  const put = await Promise.all(Array.from({ length: 20 }, (_none, n) => castBallot(box, ticket('one'), kept(n % 2 ? YES : NO))))
  expect(put.filter(Boolean)).toHaveLength(1)
  const { yes, no } = saidIn(await closeBox('twenty'))
  expect(yes + no).toBe(1)
})

test('two phones with tickets for the same entitlement: who comes second is told that the ballot in the box is another', async () => {
  const { castBallot, closeBox } = await service()
  const box = await boxOf('displaced', 5)
  expect(await castBallot(box, ticket('one', 'thief'), kept(NO))).toBe(true)
  expect(await refused(castBallot(box, ticket('one', 'owner'), kept(YES)))).toBe('ballotUsed')
  // The same phone that sends once more, because no answer came, is not.
  expect(await castBallot(box, ticket('one', 'thief'), kept(NO))).toBe(false)
  expect(saidIn(await closeBox('displaced'))).toEqual({ yes: 0, no: 1 })
})

test('50 closings race 50 ballots: one count, with every acknowledged ballot in it', async () => {
  const { castBallot, closeBox } = await service()
  const box = await boxOf('race', 50)
  const outcomes: boolean[] = []
  const casts = Array.from({ length: 50 }, async (_none, n) => {
    const outcome = await refused(castBallot(box, ticket(`v${n}`), kept(YES)).then(put => outcomes.push(put)))
    expect(['done', 'ballotClosed']).toContain(outcome)
  })
  const closings = await Promise.all([...casts, ...Array.from({ length: 50 }, () => closeBox('race'))].slice(50)) as Awaited<ReturnType<typeof closeBox>>[]
  await Promise.all(casts)
  expect(new Set(closings.map(({ tally, fingerprint }) => `${JSON.stringify(tally)} ${fingerprint}`)).size).toBe(1)
  expect(saidIn(closings[0]!).yes).toBe(outcomes.filter(Boolean).length)
  expect(await (await database()).count('turnouts', { boxId: 'race' })).toBe(outcomes.filter(Boolean).length)
  expect(await refused(castBallot(box, ticket('late'), kept(YES)))).toBe('ballotClosed')
})

test('opened, closed and opened again: nothing changes', async () => {
  const { castBallot, closeBox, openBox } = await service()
  const box = await boxOf('again', 5)
  const { slots } = box.groups[0]!
  await Promise.all([1, 2, 3].map(() => boxOf('again', 5)))
  expect(await (await database()).count('ballot_slots', { boxId: 'again' })).toBe(slots)
  await castBallot(box, ticket('a'), kept(YES))
  const first = await closeBox('again')
  await openBox({ ...box, groups: box.groups })
  expect(await closeBox('again')).toEqual(first)
  expect(saidIn(first)).toEqual({ yes: 1, no: 0 })
})

test('a void box keeps nothing that was put in', async () => {
  const { castBallot, voidBox, ballotsOf } = await service()
  const box = await boxOf('void', 5)
  await castBallot(box, ticket('a'), kept(YES))
  expect(await voidBox('void')).toBe(true)
  expect(await voidBox('void')).toBe(true)
  expect(await ballotsOf(box)).toEqual({ members: [] })
  expect(await refused(castBallot(box, ticket('b'), kept(YES)))).toBe('ballotClosed')
})

test('paused: seen by whoever comes', async () => {
  const { pauseBox, resumeBox, openBoxFor } = await service()
  await boxOf('paused', 5)
  await pauseBox('paused')
  expect(await refused(openBoxFor('paused'))).toBe('ballotPaused')
  expect(await resumeBox('paused')).toBe(true)
  expect(await refused(openBoxFor('paused'))).toBe('done')
})

test('a ballot costs six operations beyond the account and the box', async () => {
  const { castBallot } = await service()
  const box = await boxOf('cost', 5)
  const costs = []
  for (const key of ['a', 'b', 'c']) costs.push(await operationsOf(() => castBallot(box, ticket(key), kept(YES))))
  expect(costs).toEqual([6, 6, 6])
})

describe('broken off at every request', () => {
  test.each([false, true])('a ballot; only the answer lost: %s', async lost => {
    const { castBallot, closeBox } = await service()
    for (let n = 0; ; n++) {
      const id = `cast-${lost}-${n}`
      const box = await boxOf(id, 3)
      const died = await dieAt(n, lost, () => castBallot(box, ticket('a'), kept(YES)))
      const { count } = await database()
      const [turnouts, cast] = [await count('turnouts', { boxId: id }), await count('ballot_slots', { boxId: id, state: 'cast' })]
      // Turnout and ballot are there together or not at all.
      expect(turnouts).toBe(cast)
      // The phone sends the same again: then one ballot is in, whichever answer was lost.
      await castBallot(box, ticket('a'), kept(YES))
      expect(saidIn(await closeBox(id)).yes).toBe(1)
      if (!died) return expect(n).toBeGreaterThan(3)
    }
  })

  test.each([false, true])('an opening and a closing; only the answer lost: %s', async lost => {
    const { castBallot, closeBox } = await service()
    for (let n = 0; ; n++) {
      const id = `close-${lost}-${n}`
      const opening = await dieAt(n, lost, () => boxOf(id, 12))
      const box = await boxOf(id, 12)
      expect(box.state).toBe('open')
      expect(await (await database()).count('ballot_slots', { boxId: id })).toBe(box.groups[0]!.slots)
      for (const key of ['a', 'b']) await castBallot(box, ticket(key), kept(YES))
      const closing = await dieAt(n, lost, () => closeBox(id))
      expect(saidIn(await closeBox(id)).yes).toBe(2)
      if (!opening && !closing) return expect(n).toBeGreaterThan(3)
    }
  })
})

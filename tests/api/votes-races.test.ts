/** What happens to a vote at the same instant: openings, closings against ballots, a change against an opening, two answers of one person. */
import { ActionFailed, call, startApi, stopApi } from '../support/api'
import { attend, countBy, draftOf, fillHall, pileOf } from '../support/votes'
import { makeWorld, proveFactor, type World } from '../support/world'
import { sentBallot } from '../support/sent-ballot'

jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: (scene: string) => Promise.resolve(`data:image/png;base64,${Buffer.from(scene).toString('base64')}`) }))

let world: World
let hall: string[]
beforeAll(async () => {
  await startApi()
  world = await makeWorld()
  await proveFactor(world.secretary.openid)
  hall = await fillHall(world, 9)
}, 60_000)
afterAll(stopApi)

const by = () => world.secretary.openid
const seen = (voteId: string) => call(by(), 'votes.get', { voteId })
const database = () => import('../../cloudfunctions/platform/database')
const times = <T>(n: number, work: (i: number) => Promise<T>): Promise<PromiseSettledResult<T>[]> => Promise.allSettled(Array.from({ length: n }, (_none, i) => work(i)))
const fulfilled = <T>(results: PromiseSettledResult<T>[]): T[] => results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
/** Refusals that are none of the product's own are thrown on. */
const refused = (results: PromiseSettledResult<unknown>[]): string[] => results.flatMap(result => {
  if (result.status === 'fulfilled') return []
  if (result.reason instanceof ActionFailed && result.reason.code !== 'internal') return [result.reason.code]
  throw result.reason
})
const consent = { superior: '示例大学信息学院党委', document: '同意函', day: '2026-11-18' }

test('ten openings are one: every ballot of those who are there, and no other', async () => {
  const voteId = await draftOf(by(), world.branchId, 'assembly', { manner: 'phone', consent })
  await attend(by(), voteId, hall.slice(0, 6))
  const results = await times(10, () => call(by(), 'votes.open', { voteId }))
  expect(fulfilled(results).every(({ state }) => state === 'open')).toBe(true)
  expect(refused(results).every(code => code === 'conflict' || code === 'busy')).toBe(true)
  const { state, round } = await seen(voteId)
  expect(state).toBe('open')
  const { findAll } = await database()
  expect((await findAll('ballot_entitlements', { boxId: `${voteId}-${round}-members` })).length).toBe(6)
})

test('fifty closings against twenty ballots: all answer the same, and every ballot that was taken is counted', async () => {
  const { applicantId } = await call(by(), 'applicants.add', { organisationId: world.branchId, name: '推甲', appliedOn: '2026-01-10' })
  const voteId = await draftOf(by(), world.branchId, 'recommendation', { subjects: [{ id: applicantId, person: 'applicant' }], expectedCount: 20, entry: 'room' })
  await call(by(), 'votes.attend', { voteId, version: 1, presentCount: 20 })
  await call(by(), 'votes.open', { voteId })
  const { scene } = await call(by(), 'ballots.roomCode', { kind: 'vote', id: voteId, group: 'a' })
  const papers = await Promise.all(Array.from({ length: 20 }, async (_none, i) => (await call(`race-${i}`, 'ballots.enter', { scene })).paper!))
  const cast = times(20, i => call(`race-${i}`, 'ballots.cast', sentBallot(papers[i]!, [{ key: applicantId, choice: 'inFavour' }])))
  const closings = await times(50, async () => { await call(by(), 'votes.close', { voteId }); return JSON.stringify((await seen(voteId)).outcomes) })
  const taken = fulfilled(await cast).length
  expect(new Set(fulfilled(closings)).size).toBe(1)
  expect(refused(closings)).toEqual([])
  expect((await seen(voteId)).outcomes).toMatchObject([{ inFavour: taken, against: 0, abstain: 0 }])
}, 60_000)

test('an opening against somebody who counts others present: one is after the other', async () => {
  for (let n = 0; n < 6; n++) {
    const voteId = await draftOf(by(), world.branchId, 'assembly', { manner: 'phone', consent })
    await attend(by(), voteId, hall.slice(0, 6))
    const results = await Promise.allSettled([call(by(), 'votes.open', { voteId }), call(world.officer.openid, 'votes.attend', { voteId, version: 2, memberIds: hall.slice(2, 8) })])
    refused(results)
    const after = await seen(voteId)
    if (after.state === 'draft') await call(by(), 'votes.open', { voteId })
    const { present, round, presentIds } = { ...await seen(voteId) }
    const { findAll } = await database()
    const entitled = (await findAll('ballot_entitlements', { boxId: `${voteId}-${round}-members` })).map(({ _id }) => _id.slice(`${voteId}-${round}-members_`.length)).sort()
    expect([present, entitled]).toEqual([6, [...presentIds].sort()])
    expect(presentIds.includes(hall[7]!)).toBe(results[1].status === 'fulfilled')
  }
})

test('two answers of one person at once: one stands, and the other is told', async () => {
  const voteId = await draftOf(by(), world.branchId, 'poll', { named: true, options: ['甲案', '乙案'] })
  await call(by(), 'votes.open', { voteId })
  const results = await times(10, i => call(world.member.openid, 'votes.answer', { voteId, choice: i % 2 ? 'o1' : 'o2' }))
  expect([fulfilled(results).length, refused(results)]).toEqual([5, Array.from({ length: 5 }, () => 'voteAnswered')])
  await call(by(), 'votes.close', { voteId })
  expect((await seen(voteId)).answers!.reduce((sum, { n }) => sum + n, 0)).toBe(1)
})

test('declared void while it is being closed: it is a draft again, or closed, and nothing between', async () => {
  for (let n = 0; n < 4; n++) {
    const voteId = await draftOf(by(), world.branchId, 'assembly')
    await attend(by(), voteId, hall.slice(0, 6))
    await call(by(), 'votes.open', { voteId })
    await countBy([by(), world.officer.openid], voteId, 'members', pileOf('matter', 5, 1))
    refused(await Promise.allSettled([call(by(), 'votes.close', { voteId }), call(world.secretary.openid, 'votes.redo', { voteId, reason: '票箱有误' })]))
    const after = await seen(voteId)
    expect(after).toMatchObject(after.state === 'draft' ? { round: 2, outcomes: null } : { state: 'closed', round: 1, outcomes: [{ inFavour: 5, carried: true }] })
  }
})

test('two prolong it at once: it lasts as long as the later said, and never shorter than was answered', async () => {
  const { clock } = await import('../../cloudfunctions/platform/clock')
  const at = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString()
  for (let n = 0; n < 6; n++) {
    const voteId = await draftOf(by(), world.branchId, 'poll', { named: true, options: ['甲案', '乙案'] })
    await call(by(), 'votes.open', { voteId })
    const answers = fulfilled(await Promise.allSettled([[by(), 90 + n], [world.officer.openid, 30 + n]].map(([openid, minutes]) => call(openid as string, 'votes.prolong', { voteId, closesAt: at(minutes as number) }))))
    expect((await seen(voteId)).closesAt).toBe(answers.map(({ closesAt }) => closesAt).sort().at(-1))
  }
})

test('declared void while it is being published: void with nothing left in its box, or published with its box whole', async () => {
  const { read } = await database()
  for (let n = 0; n < 8; n++) {
    const voteId = await draftOf(by(), world.branchId, 'assembly')
    await attend(by(), voteId, hall.slice(0, 6))
    await call(by(), 'votes.open', { voteId })
    await countBy([by(), world.officer.openid], voteId, 'members', pileOf('matter', 5, 1))
    await call(by(), 'votes.close', { voteId })
    const redo = () => call(world.officer.openid, 'votes.redo', { voteId, reason: '票箱有误' })
    const publish = () => call(by(), 'votes.publish', { voteId })
    refused(await Promise.allSettled(n % 2 ? [redo(), publish()] : [publish(), redo()]))
    const { state } = await seen(voteId)
    expect([state, (await read('ballot_boxes', `${voteId}-1-members`))?.state]).toEqual(state === 'published' ? ['published', 'closed'] : ['draft', 'void'])
  }
})

test('a redo that was cut off between the vote and its box empties the box when it is repeated', async () => {
  const { change, read } = await database()
  const voteId = await draftOf(by(), world.branchId, 'poll', { options: ['甲案', '乙案'] })
  await call(by(), 'votes.open', { voteId })
  await call(by(), 'votes.redo', { voteId, reason: '问题写错了' })
  // As it lies where the function died in between.
  await change('ballot_boxes', { _id: `${voteId}-1-members` }, { state: 'open' })
  expect(await call(by(), 'votes.redo', { voteId, reason: '问题写错了' })).toEqual({ state: 'draft' })
  expect((await read('ballot_boxes', `${voteId}-1-members`))?.state).toBe('void')
})

test('answers to a named poll while it is being closed: whoever was told it is in is counted, and nobody comes after', async () => {
  for (let n = 0; n < 6; n++) {
    const voteId = await draftOf(by(), world.branchId, 'poll', { named: true, options: ['甲案', '乙案'] })
    await call(by(), 'votes.open', { voteId })
    const answers = [world.member, world.officer, world.leader].map(({ openid }) => call(openid, 'votes.answer', { voteId, choice: 'o1' }))
    const closing = call(by(), 'votes.close', { voteId })
    const results = await Promise.allSettled(answers)
    await closing
    expect(refused(results).every(code => code === 'reviewState')).toBe(true)
    expect((await seen(voteId)).answers!.reduce((sum, { n: given }) => sum + given, 0)).toBe(fulfilled(results).length)
  }
})

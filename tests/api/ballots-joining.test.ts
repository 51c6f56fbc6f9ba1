/** Coming in by a scanned code: a member goes to the own ballot, the room is full at the door, and what was printed for another round says so. */
import { call, operationsOf, refusal, START } from '../support/api'
import { database } from '../support/ballots'
import { castBallot, draftReview, openReview, ownBallot, slipsOf, type Groups } from '../support/reviews'
import { join, inWorld, type World } from '../support/world'
import { sentBallot } from '../support/sent-ballot'

let world: World
inWorld(made => { world = made })

const by = () => world.secretary.openid
/** The key of the nth group; the members' own is the first. */
const keyOf = async (id: string, n = 1) => (await call(by(), 'reviews.get', { reviewId: id })).groups[n]!.key
const codeOf = async (id: string, n = 1) => call(by(), 'ballots.roomCode', { kind: 'review', id, group: await keyOf(id, n) })
const sceneOf = async (id: string, n = 1) => (await codeOf(id, n)).scene
const slipOf = async (id: string, n = 1) => (await slipsOf(by(), id, 1, await keyOf(id, n)))[0]!
const boxOf = async (id: string) => `${id}-1-${await keyOf(id)}`
const enter = async (openid: string, scene: string) => call(openid, 'ballots.enter', { scene })
const took = async (id: string, n = 1) => (await database()).count('turnouts', { boxId: `${id}-1-${await keyOf(id, n)}` })
const room = (entitled?: number): Groups => [{ name: '软件2301班', entry: 'room', ...(entitled === undefined ? {} : { entitled }) }]
const present = async (id: string, n: number) => call(by(), 'ballots.setPresent', { kind: 'review', id, group: await keyOf(id), present: n })
const presentRefused = async (id: string, n: number, openid = by()) => refusal(openid, 'ballots.setPresent', { kind: 'review', id, group: await keyOf(id), present: n })

describe('a member who scans', () => {
  test.each([['room', room(5)], ['list', [{ name: '软件2301班', entry: 'list', list: '20239901\n20239902' }]]] as [string, Groups][])('the code of a class that comes in by %s is sent to the own ballot, and has no second one', async (_name, groups) => {
    const id = await openReview(by(), { groups })
    const scene = await sceneOf(id)
    expect(await enter(world.member.openid, scene)).toMatchObject({ own: true, paper: null, pass: null, state: 'open' })
    await castBallot(world.member.openid, await ownBallot(world.member.openid, id))
    // Still so once the own ballot is in, and where it was struck.
    expect(await enter(world.member.openid, scene)).toMatchObject({ own: true, paper: null, pass: null })
    await call(by(), 'ballots.strike', { kind: 'review', id, memberId: world.leader.memberId, reason: '已转出' })
    expect(await enter(world.leader.openid, scene)).toMatchObject({ own: true, paper: null, pass: null })
    expect([await took(id), await took(id, 0)]).toEqual([0, 2])
    // Whoever is bound elsewhere is a guest like any other.
    const guest = await enter(world.otherSecretary.openid, scene)
    expect([guest.own, guest.paper !== null || guest.pass !== null]).toEqual([false, true])
  })

  test.each([['room', room(5)], ['list', [{ name: '软件2301班', entry: 'list', list: '20239901\n20239902' }]]] as [string, Groups][])('the account of the opening has one ballot, also where it left the branch since: the code of a class by %s', async (entry, groups) => {
    const id = await openReview(by(), { groups })
    const leaves = await join(world.founder.openid, world.branchId, '党员甲', `leaves-${entry}`)
    const again = await openReview(by(), { groups })
    const scene = await sceneOf(again)
    await castBallot(leaves.openid, await ownBallot(leaves.openid, again))
    await call(leaves.openid, 'binding.leave', {})
    const operations = await operationsOf(async () => expect(await enter(leaves.openid, scene)).toMatchObject({ own: true, paper: null, pass: null }))
    expect(operations).toBeLessThanOrEqual(8)
    expect([await took(again), await took(again, 0)]).toEqual([0, 1])
    // Of what was opened before the account joined it is a guest like any other.
    const guest = await enter(leaves.openid, await sceneOf(id))
    expect([guest.own, guest.paper !== null || guest.pass !== null]).toEqual([false, true])
  })

  test('the code on the screen buys no tries at the numbers of a list', async () => {
    const id = await openReview(by(), { groups: [{ name: '软件2301班', entry: 'list', list: '20239901\n20239902' }] })
    const scene = await sceneOf(id)
    const pass = (await enter('other-phone', scene)).pass!
    const codes: (string | null)[] = []
    for (let n = 0; n < 12; n++) {
      if (n % 3 === 0) await refusal('guesser', 'ballots.enter', { scene })
      codes.push(await refusal('guesser', 'ballots.join', { pass, number: `2023${n}77` }))
    }
    expect([codes[0], codes.at(-1)]).toEqual(['ballotNotEntitled', 'tooManyTries'])
  })

  test('a slip is told of the own ballot, and may have been lent the phone', async () => {
    const id = await openReview(by(), { groups: [{ name: '软件2301班', entry: 'slips', entitled: 5 }] })
    const scene = await slipOf(id)
    const told = await enter(world.member.openid, scene)
    expect([told.own, told.paper !== null]).toEqual([true, true])
    expect(await enter('student', scene)).toMatchObject({ own: false })
  })

  test('the code for members on the screen leads to the own ballot: it is the same for all, and opens nothing', async () => {
    const id = await openReview(by(), { groups: room(5) })
    const code = await call(by(), 'ballots.roomCode', { kind: 'review', id, group: 'members' })
    expect(code).toMatchObject({ scene: `m.${id}.r`, entry: 'roster', name: '党员互评', taken: 0 })
    expect(code.image).toMatch(/^data:image/)
    expect(await refusal('student', 'ballots.enter', { scene: code.scene })).toBe('ballotCodeWrong')
    await castBallot(world.member.openid, await ownBallot(world.member.openid, id))
    expect((await call(by(), 'ballots.roomCode', { kind: 'review', id, group: 'members' })).taken).toBe(1)
  })

  test('coming in costs eight operations at most, whoever scans', async () => {
    const id = await openReview(by(), { groups: [...room(5), { name: '二班', entry: 'slips', entitled: 5 }, { name: '三班', entry: 'list', list: '20239901' }] })
    const slip = await slipOf(id, 2)
    for (const openid of ['fresh', world.member.openid, world.otherSecretary.openid]) {
      for (const scene of [slip, await sceneOf(id), await sceneOf(id, 3)]) expect(await operationsOf(() => enter(openid, scene))).toBeLessThanOrEqual(8)
    }
  })
})

describe('the room', () => {
  test('who is one too many is told at the door, not at the end', async () => {
    const id = await openReview(by(), { groups: room(2) })
    const scene = await sceneOf(id)
    for (const openid of ['r-1', 'r-2']) await castBallot(openid, (await enter(openid, scene)).paper!)
    expect(await refusal('r-3', 'ballots.enter', { scene })).toBe('ballotFull')
    expect(await refusal('r-1', 'ballots.enter', { scene })).toBe('ballotUsed')
    // Who was let in while there was room and comes last is refused at the end.
    expect(await present(id, 3)).toEqual({ entitled: 3 })
    const [late, last] = [(await enter('r-3', scene)).paper!, (await enter('r-4', scene)).paper!]
    await castBallot('r-3', late)
    expect(await refusal('r-4', 'ballots.cast', sentBallot(last, []))).toBe('ballotFull')
  })

  test('is opened before it is counted; the count is set when the code is shown, and as often as others come', async () => {
    const id = await openReview(by(), { groups: room() })
    const scene = await sceneOf(id)
    expect((await codeOf(id)).entitled).toBe(0)
    expect(await refusal('r-1', 'ballots.enter', { scene })).toBe('ballotFull')
    expect(await present(id, 300)).toEqual({ entitled: 300 })
    expect(await present(id, 2)).toEqual({ entitled: 2 })
    for (const openid of ['r-1', 'r-2']) await castBallot(openid, (await enter(openid, scene)).paper!)
    expect(await presentRefused(id, 1)).toBe('presentFew')
    expect(await presentRefused(id, 301)).toBe('presentMost')
    expect([await present(id, 2), await present(id, 3), await present(id, 3)].map(({ entitled }) => entitled)).toEqual([2, 3, 3])
    await castBallot('r-3', (await enter('r-3', scene)).paper!)
    expect(await refusal('r-4', 'ballots.enter', { scene })).toBe('ballotFull')
    expect((await call(by(), 'reviews.get', { reviewId: id })).groups[1]).toMatchObject({ entitled: 3, taken: 3 })
    const { read } = await database()
    expect((await read('ballot_boxes', await boxOf(id)))!.groups[0]!.entitled).toBe(3)
    await call(by(), 'reviews.close', { reviewId: id })
    expect(await presentRefused(id, 4)).toBe('reviewState')
    expect((await read('ballot_boxes', await boxOf(id)))!.tally![await keyOf(id)]!.ballots).toBe(3)
  })

  test('no slot is younger than another, and none tells that it was held back', async () => {
    const id = await openReview(by(), { groups: room(3) })
    const scene = await sceneOf(id)
    const { db, count, _ } = await database()
    const slots = async () => (await db.collection('ballot_slots').where({ boxId: await boxOf(id) }).limit(1000).get()).data as { _id: string; state: string }[]
    const before = (await slots()).map(({ _id }) => _id)
    for (const openid of ['r-1', 'r-2', 'r-3']) await castBallot(openid, (await enter(openid, scene)).paper!)
    await present(id, 4)
    await castBallot('r-4', (await enter('r-4', scene)).paper!)
    expect((await slots()).map(({ _id }) => _id)).toEqual(before)
    await call(by(), 'reviews.close', { reviewId: id })
    expect(await count('ballot_slots', { boxId: await boxOf(id), state: _.nin(['cast', 'void']) })).toBe(0)
    expect(await count('ballot_slots', { boxId: await boxOf(id), state: 'cast' })).toBe(4)
  })

  test('ten countings at once, ballots and a closing among them: never more ballots than the largest number, and all are counted', async () => {
    const id = await openReview(by(), { groups: room(4) })
    const scene = await sceneOf(id)
    const papers = await Promise.all(Array.from({ length: 12 }, async (_none, n) => (await enter(`x-${n}`, scene)).paper!))
    const counts = Array.from({ length: 10 }, (_none, n) => presentRefused(id, 4 + (n % 4)))
    const casts = papers.map((paper, n) => refusal(`x-${n}`, 'ballots.cast', sentBallot(paper, [])))
    const [set, cast] = [await Promise.all(counts), await Promise.all(casts)]
    for (const outcome of set) expect([null, 'presentFew', 'conflict']).toContain(outcome)
    const taken = cast.filter(outcome => outcome === null).length
    expect(taken).toBeGreaterThanOrEqual(4)
    expect(taken).toBeLessThanOrEqual(7)
    const { count, read } = await database()
    const group = (await call(by(), 'reviews.get', { reviewId: id })).groups[1]!
    const usable = await count('ballot_slots', { boxId: await boxOf(id), state: 'free' }) + await count('ballot_slots', { boxId: await boxOf(id), state: 'cast' })
    expect([usable, (await read('ballot_boxes', await boxOf(id)))!.groups[0]!.entitled]).toEqual([group.entitled, group.entitled])
    const [more] = await Promise.all([presentRefused(id, 40), call(by(), 'reviews.close', { reviewId: id })])
    expect([null, 'ballotClosed', 'conflict', 'reviewState']).toContain(more)
    expect((await read('ballot_boxes', await boxOf(id)))!.tally![await keyOf(id)]!.ballots).toBe(taken)
    expect(await count('ballot_slots', { boxId: await boxOf(id), state: 'free' })).toBe(0)
  }, 60_000)

  test('is counted by one at a time; a call that was cut off holds it for a minute', async () => {
    const id = await openReview(by(), { groups: room(2) })
    const { change, read } = await database()
    const boxId = await boxOf(id)
    const held = (ms: number) => change('ballot_boxes', { _id: boxId }, { settingUntil: new Date(START.getTime() + ms) })
    await held(60_000)
    expect([await presentRefused(id, 8), (await call(by(), 'reviews.get', { reviewId: id })).groups[1]!.entitled]).toEqual(['conflict', 2])
    await held(0)
    expect(await present(id, 8)).toEqual({ entitled: 8 })
    expect((await read('ballot_boxes', boxId))!.settingUntil).toBeNull()
  })

  test('is counted by who leads, with the second factor, and of no group that comes in otherwise', async () => {
    const id = await openReview(by(), { groups: room(2) })
    expect([await presentRefused(id, 3, world.member.openid), await presentRefused(id, 3, world.otherSecretary.openid), await presentRefused(id, 3, world.officer.openid)]).toEqual(['forbidden', expect.stringMatching(/[fF]actor/), expect.stringMatching(/[fF]actor/)])
    expect(await refusal(by(), 'ballots.setPresent', { kind: 'review', id, group: 'members', present: 3 })).toBe('reviewNoGroup')
    expect(await presentRefused(await draftReview(by(), { groups: room(2) }), 3)).toMatch(/review(NoGroup|State)/)
  })
})

describe('a box that is closed while its review still stands open', () => {
  test.each([['slips', [{ name: '一班', entry: 'slips', entitled: 5 }]], ['room', room(5)], ['list', [{ name: '一班', entry: 'list', list: '20239901' }]]] as [string, Groups][])('a newcomer by %s is told at the start', async (entry, groups) => {
    const id = await openReview(by(), { groups })
    const scene = entry === 'slips' ? await slipOf(id) : await sceneOf(id)
    const { closeBox } = await import('../../cloudfunctions/services/ballot-box/box')
    for (const n of [0, 1]) await closeBox(`${id}-1-${await keyOf(id, n)}`)
    expect(await refusal('newcomer', 'ballots.enter', { scene })).toBe('ballotClosed')
    expect(await refusal(world.member.openid, 'ballots.own', { kind: 'review', id })).toBe('ballotClosed')
  })
})

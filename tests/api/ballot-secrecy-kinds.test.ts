/**
 * The administrator who reads everything, against every kind of vote through the real router: an anonymous poll, 推优 by
 * slips and by the room's code, an election on phones with names written in. No better than chance, and everybody is
 * named where slots are filled in order.
 */
import type { BallotPaper } from '../../types/contracts/ballots'
import type { BallotKind } from '../../types/contracts/codes-ballots'
import { call, operationsOf, reply, setNow, START, startApi, stopApi } from '../support/api'
import { callList, changedIn, everything, named, type Document, type Everything } from '../support/administrator'
import { service } from '../support/ballots'
import { hashed, nonceOf, sentBallot } from '../support/sent-ballot'
import { MARK, rowNonce } from '../../types/ballots'
import { makeCrowd } from '../support/crowd'
import { consent, ledBy } from '../support/held-elections'
import { draftOf, prospect } from '../support/votes'
import { makeWorld, proveFactor, type Person, type World } from '../support/world'

jest.mock('../../cloudfunctions/platform/wechat', () => ({ ...jest.requireActual<object>('../../cloudfunctions/platform/wechat'), codeImage: (scene: string) => Promise.resolve(`data:image/png;base64,${Buffer.from(scene).toString('base64')}`) }))

const VOTERS = 40
let world: World
let crowd: Person[]
const said: unknown[][] = []
beforeAll(async () => {
  for (const kind of ['error', 'warn', 'log', 'info'] as const) jest.spyOn(console, kind).mockImplementation((...words) => { said.push(words) })
  await startApi()
  world = await makeWorld()
  crowd = await makeCrowd(world.branchId, VOTERS, 'hall')
  await proveFactor(world.secretary.openid)
}, 120_000)
afterAll(stopApi)

const by = () => world.secretary.openid
/** A fixed row of numbers in place of the system's, so that the test says the same every time. */
type Below = (n: number) => number
function dice(seed: number): Below {
  let state = seed
  return n => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor(state / 2 ** 32 * n)
  }
}

/** Fewer than this are named by chance: a blind pairing names one, the best of some thousands seven or eight of forty. */
const BY_CHANCE = 11

interface Voter { openid: string; /** Comes in; answers the ballot. */ comes(): Promise<unknown>; /** Everything by which the administrator knows this voter. */ marks: string[] }
interface Held { kind: BallotKind; id: string; group: string; boxId: string; voters: Voter[]; saysOf(n: number, paper: BallotPaper): { answers: { key: string; choice: string }[]; others?: string[] }; close(): Promise<unknown>; /** Looks at it again afterwards, which notes on the own home page that it is done. */ look?(openid: string): Promise<unknown> }

/** An action's whole answer, as the network sees it. */
const raw = async (openid: string, action: string, input: unknown): Promise<{ data: unknown; bytes: number }> => {
  const answer = await reply('api', { action, input, requestId: 'request-of-a-phone' }, openid)
  if (!answer.ok) throw new Error(answer.error.message)
  return { data: answer.data, bytes: Buffer.byteLength(JSON.stringify(answer)) }
}
const at = (seconds: number) => setNow(new Date(START.getTime() + seconds * 1000))
const accountOf = async (openid: string): Promise<string> => (await import('../../cloudfunctions/platform/identity')).accountIdOf(openid)

const members = (kind: BallotKind, id: string): Promise<Voter[]> => Promise.all(crowd.map(async ({ openid, memberId }) => ({ openid, marks: [memberId, openid, await accountOf(openid)], comes: () => raw(openid, 'ballots.own', { kind, id }) })))
const boxOf = async (collection: 'votes' | 'elections', id: string, group: string): Promise<string> => `${id}-${(await (await import('../../cloudfunctions/platform/database')).read(collection, id))!.round}-${group}`

async function poll(): Promise<Held> {
  const id = await draftOf(by(), world.branchId, 'poll', { options: ['示例甲', '示例乙', '示例丙'] })
  await call(by(), 'votes.open', { voteId: id })
  return { kind: 'vote', id, group: 'members', boxId: await boxOf('votes', id, 'members'), voters: await members('vote', id), saysOf: (n, paper) => ({ answers: [{ key: paper.questions[0]!.key, choice: paper.choices[n % 4]!.key }] }), close: () => call(by(), 'votes.close', { voteId: id }), look: openid => call(openid, 'votes.get', { voteId: id }) }
}

async function recommendation(entry: 'slips' | 'room'): Promise<Held> {
  const subjects = [await prospect(by(), world.branchId), await prospect(by(), world.branchId)].map(one => ({ id: one, person: 'applicant' as const }))
  const id = await draftOf(by(), world.branchId, 'recommendation', { subjects, expectedCount: VOTERS, entry })
  await call(by(), 'votes.attend', { voteId: id, version: 1, presentCount: VOTERS })
  await call(by(), 'votes.open', { voteId: id })
  const boxId = await boxOf('votes', id, 'a')
  const { accountKey, slipKey } = await import('../../cloudfunctions/services/balloting/entry')
  const { boxKey } = (await (await import('../../cloudfunctions/platform/database')).read('votes', id))!
  const scenes: string[] = []
  // Who drew which slip may be known: here the administrator handed them out.
  while (entry === 'slips' && scenes.length < VOTERS) scenes.push(...(await call(by(), 'ballots.slips', { kind: 'vote', id, group: 'a', from: scenes.length })).slips.map(({ scene }) => scene))
  const voters = await Promise.all(crowd.map(async (_none, n): Promise<Voter> => {
    const [openid, scene] = [`openid-student-${String(n).padStart(3, '0')}`, scenes[n]]
    const accountId = await accountOf(openid)
    return { openid, marks: [openid, accountId, entry === 'slips' ? slipKey(boxId, scene!.slice(-10)) : accountKey(boxKey!, boxId, accountId)], comes: async () => { const entered = await raw(openid, 'ballots.enter', { scene: scene ?? (await call(by(), 'ballots.roomCode', { kind: 'vote', id, group: 'a' })).scene }); return { ...entered, data: (entered.data as { paper: BallotPaper }).paper } } }
  }))
  return { kind: 'vote', id, group: 'a', boxId, voters, saysOf: (n, paper) => ({ answers: paper.questions.map(({ key }, i) => ({ key, choice: paper.choices[(i === 0 ? n : Math.floor(n / 3)) % 3]!.key })) }), close: () => call(by(), 'votes.close', { voteId: id }) }
}

/** None, one or two names, each in one ballot only. */
const writtenIn = (n: number): string[] => ['另选', '另写·'].slice(0, n % 3).map(begins => `${begins}${'甲乙丙丁戊己庚辛'[n % 8]}${'子丑寅卯辰'[Math.floor(n / 8)]}`)

async function election(): Promise<Held> {
  const { ready, open, close } = ledBy(by())
  const { secretary, officer, leader, member, unbound } = world
  const others = [secretary, officer, leader, member].map(({ memberId }) => memberId)
  const id = await ready({ candidateIds: others, counterIds: [unbound.memberId], present: [...crowd, secretary, officer, leader, member].map(({ memberId }) => memberId) }, { manner: 'phone', consent })
  await open(id)
  const saysOf = (n: number, paper: BallotPaper) => ({ answers: paper.questions.map(({ key }, i) => ({ key, choice: i === n % 4 ? 'inFavour' : 'against' })), others: writtenIn(n) })
  return { kind: 'election', id, group: 'b1', boxId: await boxOf('elections', id, 'b1'), voters: await members('election', id), saysOf, close: () => close(id), look: openid => call(openid, 'elections.get', { electionId: id }) }
}

interface Played { all: Everything; truth: { slot: string; /** Everything by which a ballot's receipt may be known: its nonce, and each row's nonce and commitment. */ receipt: string[]; content: string }[]; order: number[]; sizes: Set<number>; asked: Set<number>; /** The function calls by which ballots came in, as a platform may log them: whose, how large, how many requests. */ calls: Document[]; touched: { coming: string[]; casting: string[]; looking: string[] }; requests: string[] }

/** Everybody votes in turn, some seconds apart; the truth is known from a look at the box between two ballots, which no administrator of this test has. */
async function play(held: Held, below: Below): Promise<Played> {
  const { chance } = await service()
  const { findAll } = await import('../../cloudfunctions/platform/database')
  const before = chance.below
  chance.below = below
  const cast = () => findAll('ballot_slots', { boxId: held.boxId, state: 'cast' })
  const order = crowd.map((_none, n) => (n * 17 + 5) % VOTERS)
  const [truth, sizes, asked, seen, requests, calls] = [[] as Played['truth'], new Set<number>(), new Set<number>(), new Set<string>(), [] as string[], [] as Document[]]
  const touched: Played['touched'] = { coming: [], casting: [], looking: [] }
  for (const [turn, n] of order.entries()) {
    const voter = held.voters[n]!
    await at(60 + turn * 5)
    const watched = turn < 3
    const start = watched ? await everything() : {}
    const came = await voter.comes() as { data: BallotPaper; bytes: number }
    asked.add(came.bytes)
    const between = watched ? await everything() : {}
    const { answers, others } = held.saysOf(n, came.data)
    const input = sentBallot(came.data, answers, others, nonceOf(`${held.boxId} ${n}`))
    let answer = 0
    const operations = await operationsOf(async () => { answer = (await raw(voter.openid, 'ballots.cast', input)).bytes })
    sizes.add(answer)
    calls.push({ _id: `call-${turn}`, who: await accountOf(voter.openid), bytes: Buffer.byteLength(JSON.stringify(input)), answer, operations })
    if (watched) {
      // The newest stand first. A free slot is looked for once or twice, by chance: what is written is looked at here.
      requests.push((await callList()).calls.slice(0, operations).filter(({ action }) => /insert|modify|commit/.test(action)).map(({ action, bytes }) => `${action} ${bytes}`).join('\n'))
      const after = await everything()
      touched.coming.push(...changedIn(start, between))
      touched.casting.push(...changedIn(between, after))
      await held.look?.(voter.openid)
      touched.looking.push(...changedIn(after, await everything()))
    } else await held.look?.(voter.openid)
    const slot = (await cast()).find(({ _id }) => !seen.has(_id))!
    seen.add(slot._id)
    const rows = slot.nonce.trim() ? came.data.questions.flatMap(({ key }, i) => [rowNonce(slot.nonce, key, hashed), slot.commitments.slice(i * MARK, (i + 1) * MARK)]) : []
    truth[n] = { slot: slot._id, receipt: [slot.nonce.trim(), ...rows].filter(Boolean), content: slot.content }
  }
  chance.below = before
  await at(330)
  await held.close()
  return { all: await everything(), truth, order, sizes, asked, calls, touched, requests }
}

/** What can be had beyond the collections: files that are made of a closed box, and what is published. */
async function given(held: Held): Promise<Everything> {
  const pile = { kind: held.kind, id: held.id, group: held.group }
  const files = await Promise.all((['ballots.scrutiny', 'ballots.sealed'] as const).map(async action => ({ _id: action, text: await (await fetch((await call(by(), action, pile)).link)).text() })))
  const published = await call('openid-anybody', 'ballots.commitments', { box: held.boxId }).catch(() => ({ fingerprint: '', rows: [] }))
  return { files, published: [{ _id: 'commitments', ...published }] }
}

const ballotMarks = (held: Held, { truth }: Played): string[][] => truth.map(({ slot, receipt }, n) => [slot, ...receipt, ...(held.kind === 'election' ? writtenIn(n) : [])])

describe.each<[string, () => Promise<Held>]>([['an anonymous poll', poll], ['推优 by slips', () => recommendation('slips')], ['推优 by the code on the screen', () => recommendation('room')], ['an election with names written in', election]])('%s', (_name, hold) => {
  let held: Held
  let played: Played
  beforeAll(async () => {
    await at(0)
    held = await hold()
    said.length = 0
    played = await play(held, dice(20_261_121))
  }, 240_000)

  test('who is paired with a ballot is so by chance', async () => {
    expect(named({ ...played.all, ...await given(held), calls: played.calls }, held.voters.map(({ marks }) => marks), ballotMarks(held, played), [played.order])).toBeLessThan(BY_CHANCE)
  })

  test('a ballot changes one slot and one turnout, coming in changes nothing, looking afterwards only the own note', () => {
    expect(played.touched.coming).toEqual([])
    expect(played.touched.casting).toEqual(['ballot_slots', 'turnouts', 'ballot_slots', 'turnouts', 'ballot_slots', 'turnouts'])
    expect(played.touched.looking).toEqual(held.look ? ['digests', 'digests', 'digests'] : [])
  })

  test('answers, requests and what is stored are as long whatever a ballot says', () => {
    expect([played.sizes.size, played.asked.size]).toEqual([1, 1])
    expect(new Set(played.calls.map(({ bytes, operations }) => `${String(bytes)} ${String(operations)}`)).size).toBe(1)
    expect(played.requests[0]).toContain('database.commitTransaction')
    expect([...new Set(played.requests)]).toEqual([played.requests[0]])
    const slots = played.all.ballot_slots!.filter(({ boxId }) => boxId === held.boxId)
    expect(new Set(slots.map(slot => Buffer.byteLength(JSON.stringify(slot)))).size).toBe(1)
    expect(new Set(slots.flatMap(slot => Object.keys(slot)))).toEqual(new Set(['_id', 'boxId', 'group', 'state', 'content', 'nonce', 'commitments']))
    expect(new Set(played.all.turnouts!.filter(({ boxId }) => boxId === held.boxId).flatMap(one => Object.keys(one)))).toEqual(new Set(['_id', 'boxId', 'group', 'by']))
  })

  test('no note, log, list of calls, try, answer by name or count of paper speaks of a ballot', async () => {
    const slots = played.truth.flatMap(({ slot, receipt }) => [slot, ...receipt])
    for (const [name, documents] of Object.entries(played.all)) if (name !== 'ballot_slots') expect(slots.filter(word => JSON.stringify(documents).includes(word))).toEqual([])
    expect(played.all.poll_answers!.concat(played.all.paper_counts!).filter(one => JSON.stringify(one).includes(held.id))).toEqual([])
    const notes = JSON.stringify([said, played.all.audit, played.all.throttles, played.all.inbox, (await callList()).text])
    for (const word of [...slots, '另选', '另写', 'inFavour', ...held.voters.flatMap(({ marks }) => marks.at(-1)!)]) expect([word, notes.includes(word)]).toEqual([word, false])
  })

  test('statutory ballots and those of a class carry no receipt', () => {
    expect(played.truth.every(({ receipt }) => (receipt.length === 0) === (hold !== poll))).toBe(true)
  })
})

test.each<[string, () => Promise<Held>]>([['poll', poll], ['slips', () => recommendation('slips')], ['election', election]])('everybody is named where the first free slot is taken: %s', async (_name, hold) => {
  await at(0)
  const held = await hold()
  const played = await play(held, () => 0)
  expect(named(played.all, held.voters.map(({ marks }) => marks), ballotMarks(held, played), [played.order])).toBe(VOTERS)
}, 240_000)

test('everybody is named where a request is longer for one ballot than for another', async () => {
  await at(0)
  const held = await poll()
  const played = await play(held, dice(20_261_121))
  const byId = played.truth.map(({ slot }) => slot).sort()
  const calls = played.calls.map((one, turn) => ({ ...one, bytes: 1000 + byId.indexOf(played.truth[played.order[turn]!]!.slot) }))
  expect(named({ ...played.all, calls }, held.voters.map(({ marks }) => marks), ballotMarks(held, played), [played.order])).toBe(VOTERS)
}, 240_000)

test('whose account stands behind a turnout of the room can be said until the result is published, and never after', async () => {
  await at(0)
  const { read } = await import('../../cloudfunctions/platform/database')
  const { accountKey } = await import('../../cloudfunctions/services/balloting/entry')
  const id = await draftOf(by(), world.branchId, 'recommendation', { subjects: [{ id: await prospect(by(), world.branchId), person: 'applicant' }], expectedCount: 3, entry: 'room' })
  await call(by(), 'votes.attend', { voteId: id, version: 1, presentCount: 3 })
  const openids = ['openid-room-0', 'openid-room-1', 'openid-room-2']
  const hold = async (): Promise<{ key: NonNullable<Awaited<ReturnType<typeof keyNow>>>; turnouts: string[] }> => {
    await call(by(), 'votes.open', { voteId: id })
    const { scene } = await call(by(), 'ballots.roomCode', { kind: 'vote', id, group: 'a' })
    const [key, boxId] = [(await keyNow())!, await boxOf('votes', id, 'a')]
    for (const openid of openids) {
      const paper = (await call(openid, 'ballots.enter', { scene })).paper!
      await call(openid, 'ballots.cast', sentBallot(paper, []))
    }
    await call(by(), 'votes.close', { voteId: id })
    const expected = await Promise.all(openids.map(async openid => `${boxId}_${accountKey(key, boxId, await accountOf(openid))}`))
    const turnouts = (await everything()).turnouts!.filter(one => one.boxId === boxId).map(({ _id }) => _id)
    expect([...turnouts].sort()).toEqual([...expected].sort())
    return { key, turnouts }
  }
  const keyNow = async () => (await read('votes', id))!.boxKey
  const [gone, last] = [await hold(), await (async () => { await call(by(), 'votes.redo', { voteId: id, reason: '票数不对' }); return hold() })()]
  await call(by(), 'votes.publish', { voteId: id })
  expect(await keyNow()).toBeNull()
  expect(gone.key).not.toEqual(last.key)
  // Neither key is kept anywhere, and with none that is there an account becomes a turnout.
  const all = await everything()
  const { openText } = await import('../../cloudfunctions/platform/secrets')
  for (const { key } of [gone, last]) for (const word of [JSON.stringify(key), openText(key)]) expect(JSON.stringify(all).includes(word)).toBe(false)
  const kept = all.votes!.flatMap(one => (one.boxKey ? [one.boxKey as typeof last.key] : []))
  for (const openid of openids) for (const key of kept) for (const turnout of [...gone.turnouts, ...last.turnouts]) {
    const boxId = turnout.slice(0, turnout.indexOf('_'))
    expect(turnout.endsWith(accountKey(key, boxId, await accountOf(openid)))).toBe(false)
  }
  // Nor does anything that is stored name an account that took part.
  for (const openid of openids) expect(JSON.stringify(all).includes(await accountOf(openid))).toBe(false)
})

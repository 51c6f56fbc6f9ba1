/**
 * An administrator who reads everything that is stored, in every order there is, and the list of calls, and knows in which
 * order people voted, tries to say whose ballot is whose. It does no better than chance, and it succeeds against a box
 * that fills its slots in order: so the attack is one that would find a leak.
 */
import { cloudUrl, startApi, stopApi } from '../support/api'
import { boxOf, database, service } from '../support/ballots'

beforeAll(startApi, 60_000)
afterAll(stopApi)

const VOTERS = 80
type Below = (n: number) => number

/** A fixed row of numbers, so that the test says the same every time; the product takes its own from the system. */
function dice(seed: number): Below {
  let state = seed
  return n => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor(state / 2 ** 32 * n)
  }
}

/** Lets everybody vote in turn, each a ballot of its own, and answers what was put in by whom. */
async function vote(boxId: string, below: Below | null): Promise<Map<string, string>> {
  const { castBallot, chance, closeBox } = await service()
  // Seven questions of three choices: room for a ballot that is nobody else's.
  const box = await boxOf(boxId, VOTERS, Array.from({ length: 7 }, (_none, n) => ({ key: `q${n}`, name: '' })))
  const before = chance.below
  if (below) chance.below = below
  const truth = new Map<string, string>()
  // People come in an order of their own, not in that of their names.
  const order = Array.from({ length: VOTERS }, (_none, n) => (n * 37) % VOTERS)
  for (const n of order) {
    const [key, content] = [`voter-${String(n).padStart(3, '0')}`, ((n * 53 + 7) % VOTERS).toString(3).padStart(7, '0')]
    await castBallot(box, { group: 'members', key, mark: key }, content, `c${n}`.padEnd(43, 'x'))
    truth.set(key, content)
  }
  chance.below = before
  await closeBox(boxId)
  return truth
}

/** Everything an administrator can pair: turnouts and ballots, each in every order in which they can be read. */
async function attack(boxId: string, truth: Map<string, string>): Promise<number> {
  const { db } = await database()
  const all = async (name: string): Promise<Record<string, string>[]> => (await db.collection(name).where({ boxId }).limit(1000).get()).data as Record<string, string>[]
  const turnouts = await all('turnouts')
  const slots = (await all('ballot_slots')).filter(({ state }) => state === 'cast')
  expect(turnouts).toHaveLength(VOTERS)
  expect(slots).toHaveLength(VOTERS)
  const orders = <T extends Record<string, string>>(documents: T[]): T[][] => {
    const by = (key: (one: T) => string) => [...documents].sort((a, b) => (key(a) < key(b) ? -1 : 1))
    const straight = [documents, by(one => one._id!), by(one => JSON.stringify(one)), by(one => one.commitment ?? one._id!), by(one => String(JSON.stringify(one).length))]
    return [...straight, ...straight.map(order => [...order].reverse())]
  }
  let best = 0
  for (const people of orders(turnouts)) for (const ballots of orders(slots)) {
    best = Math.max(best, people.filter(({ _id }, n) => truth.get(_id!.slice(boxId.length + 1)) === ballots[n]!.content!.trimEnd()).length)
  }
  return best
}

test('it does no better than chance', async () => {
  const truth = await vote('secret', dice(20_261_120))
  // A blind pairing names one of 80 on average; of a hundred blind pairings the best names about five.
  expect(await attack('secret', truth)).toBeLessThan(9)
})

test('nor where chance is the system\'s, as it is for every ballot', async () => {
  // That one of a hundred blind pairings names twelve of 80 happens once in ten million runs.
  expect(await attack('system', await vote('system', null))).toBeLessThan(12)
})

test('it succeeds against a box that takes the first free slot', async () => {
  const truth = await vote('leaky', () => 0)
  expect(await attack('leaky', truth)).toBe(VOTERS)
})

test('what is stored of a ballot is as long whatever it says, and carries no time', async () => {
  const { db } = await database()
  const slots = (await db.collection('ballot_slots').where({ boxId: 'secret' }).limit(1000).get()).data as Record<string, string>[]
  expect(new Set(slots.map(slot => Buffer.byteLength(JSON.stringify({ ...slot, state: '' })))).size).toBe(1)
  expect(new Set(slots.flatMap(slot => Object.keys(slot)))).toEqual(new Set(['_id', 'boxId', 'group', 'state', 'content', 'commitment']))
  const turnouts = (await db.collection('turnouts').where({ boxId: 'secret' }).limit(1000).get()).data as object[]
  expect(new Set(turnouts.flatMap(turnout => Object.keys(turnout)))).toEqual(new Set(['_id', 'boxId', 'group', 'by']))
})

test('chance is the system\'s: every number as likely, none told by the one before', async () => {
  const { chance } = await service()
  const drawn = Array.from({ length: 4000 }, () => chance.below(4))
  // Far beyond six standard deviations; and so for each pair of neighbours.
  for (const n of [0, 1, 2, 3]) expect(Math.abs(drawn.filter(one => one === n).length - 1000)).toBeLessThan(200)
  for (let pair = 0; pair < 16; pair++) expect(Math.abs(drawn.filter((one, at) => at > 0 && drawn[at - 1]! * 4 + one === pair).length - 250)).toBeLessThan(110)
})

test('the list of calls holds no input, no answer and no id', async () => {
  const calls = await (await fetch(`${cloudUrl()}/_/calls`)).text()
  expect(calls).toContain('database.commitTransaction')
  for (const word of ['voter-', 'secret_', '"secret"']) expect(calls).not.toContain(word)
})

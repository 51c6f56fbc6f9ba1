/**
 * An administrator who reads everything that is stored, in every order there is, and the list of calls, and knows in which
 * order people voted, tries to say whose ballot is whose. It does no better than chance, and it succeeds against a box
 * that fills its slots in order: so the attack is one that would find a leak.
 */
import { cloudUrl, startApi, stopApi } from '../support/api'
import { commitmentsTo } from '../../types/ballots'
import { boxOf, database, service } from '../support/ballots'
import { hashed, nonceOf } from '../support/sent-ballot'

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
  const questions = Array.from({ length: 7 }, (_none, n) => ({ key: `q${n}`, name: '' }))
  const box = await boxOf(boxId, VOTERS, questions)
  const before = chance.below
  if (below) chance.below = below
  const truth = new Map<string, string>()
  // People come in an order of their own, not in that of their names.
  const order = Array.from({ length: VOTERS }, (_none, n) => (n * 37) % VOTERS)
  for (const n of order) {
    const [key, content] = [`voter-${String(n).padStart(3, '0')}`, ((n * 53 + 7) % VOTERS).toString(3).padStart(7, '0')]
    await castBallot(box, { group: 'members', key, mark: key }, { content, nonce: nonceOf(n), commitments: commitmentsTo(boxId, questions, [...content].map(sign => box.asked.choices[Number(sign)]!), nonceOf(n), hashed).join('') })
    truth.set(key, content)
  }
  chance.below = before
  await closeBox(boxId)
  return truth
}

type Documents = Record<string, string>[]

/** What is stored of a box when it is closed. */
async function stored(boxId: string): Promise<{ turnouts: Documents; slots: Documents }> {
  const { db } = await database()
  const all = async (name: string): Promise<Documents> => (await db.collection(name).where({ boxId }).limit(1000).get()).data as Documents
  const [turnouts, slots] = [await all('turnouts'), (await all('ballot_slots')).filter(({ state }) => state === 'cast')]
  expect([turnouts.length, slots.length]).toEqual([VOTERS, VOTERS])
  return { turnouts, slots }
}

/** Everything an administrator can pair: turnouts and ballots, each in every order in which they can be read: as they lie, by each of their fields, by their size. Answers how many are paired rightly. */
function attack({ turnouts, slots }: { turnouts: Documents; slots: Documents }, truth: Map<string, string>): number {
  const orders = (documents: Documents): Documents[] => {
    const by = (key: (one: Documents[number]) => string | number) => [...documents].sort((a, b) => (key(a) < key(b) ? -1 : 1))
    const straight = [documents, ...Object.keys(documents[0]!).map(field => by(one => one[field]!)), by(one => JSON.stringify(one)), by(one => JSON.stringify(one).length)]
    return [...straight, ...straight.map(order => [...order].reverse())]
  }
  let best = 0
  for (const people of orders(turnouts)) for (const ballots of orders(slots)) {
    best = Math.max(best, people.filter(({ _id }, n) => truth.get(_id!.split('_').at(-1)!) === ballots[n]!.content!.trimEnd()).length)
  }
  return best
}

test('it does no better than chance', async () => {
  const truth = await vote('secret', dice(20_261_120))
  // A blind pairing names one of 80 on average; of a hundred blind pairings the best names about five.
  expect(attack(await stored('secret'), truth)).toBeLessThan(9)
})

test('nor where chance is the system\'s, as it is for every ballot', async () => {
  // That one of a hundred blind pairings names twelve of 80 happens once in ten million runs.
  const truth = await vote('system', null)
  expect(attack(await stored('system'), truth)).toBeLessThan(12)
})

test('it succeeds against a box that takes the first free slot', async () => {
  const truth = await vote('leaky', () => 0)
  expect(attack(await stored('leaky'), truth)).toBe(VOTERS)
})

describe('it succeeds, too, where something else tells', () => {
  /** A shuffled copy of what the secret box holds, with something more that goes by the voters' order of coming. */
  const spoiled = async (more: (rank: number) => { person: Documents[number]; ballot: Documents[number] }): Promise<[{ turnouts: Documents; slots: Documents }, Map<string, string>]> => {
    const { turnouts, slots } = await stored('secret')
    const truth = new Map(turnouts.map(({ _id }, n) => [_id!.split('_').at(-1)!, slots[n]!.content!.trimEnd()]))
    const shuffled = [...slots.keys()].sort((a, b) => (a * 31 % VOTERS) - (b * 31 % VOTERS))
    return [{
      turnouts: turnouts.map((one, n) => ({ ...one, ...more(n).person })),
      slots: shuffled.map(n => ({ ...slots[n]!, ...more(n).ballot })),
    }, truth]
  }
  const padded = (n: number) => String(n).padStart(4, '0')
  test.each<[string, (rank: number) => { person: Documents[number]; ballot: Documents[number] }]>([
    ['a time on both', n => ({ person: { at: padded(n) }, ballot: { at: padded(n) } })],
    ['ids that are given out in turn', n => ({ person: {}, ballot: { _id: padded(n) } })],
    ['a size', n => ({ person: { note: 'x'.repeat(n) }, ballot: { note: 'x'.repeat(n) } })],
    ['a commitment that goes by the voter', n => ({ person: {}, ballot: { commitments: padded(n) } })],
  ])('%s', async (_name, more) => {
    expect(attack(...await spoiled(more))).toBe(VOTERS)
  })
})

test('what is stored of a ballot is as long whatever it says, and carries no time', async () => {
  const { db } = await database()
  const slots = (await db.collection('ballot_slots').where({ boxId: 'secret' }).limit(1000).get()).data as Record<string, string>[]
  expect(new Set(slots.map(slot => Buffer.byteLength(JSON.stringify({ ...slot, state: '' })))).size).toBe(1)
  expect(new Set(slots.flatMap(slot => Object.keys(slot)))).toEqual(new Set(['_id', 'boxId', 'group', 'state', 'content', 'nonce', 'commitments']))
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

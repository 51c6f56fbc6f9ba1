/**
 * An administrator who reads after closing which slots are taken, and knows in which order people voted, tries to say
 * which ballot was the first and which the last. Where a ballot goes into the next free slot after a random id, wide gaps
 * before a slot fill first and the slot behind a long row of taken ones fills last: that names the last of twenty six times
 * as often as chance. Where every free slot is as likely, it names nobody.
 */
import { startApi, stopApi } from '../support/api'
import { boxOf, database, kept, service } from '../support/ballots'

beforeAll(startApi, 60_000)
afterAll(stopApi)

const VOTERS = 20
const BOXES = 40
interface Slot { _id: string; state: string; content: string }

/** A fixed row of numbers below one, so that the test says the same every time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const letters = [...'-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz']
/** Where an id stands between none and all of them, from 0 to 1. */
const placeOf = (id: string): number => [...id.slice(0, 8)].reduce((place, letter, n) => place + letters.indexOf(letter) / 64 ** (n + 1), 0)

/** What the taken slots say of the first ballot (the widest gap before its slot) and the last (the longest way behind which its slot was the next free one). */
function guessed(found: Slot[]): { first: string; last: string } {
  const slots = [...found].sort((a, b) => placeOf(a._id) - placeOf(b._id))
  const gap = slots.map(({ _id }, n) => (placeOf(_id) - placeOf(slots.at(n - 1)!._id) + 1) % 1)
  const wayTo = (n: number): number => {
    let way = gap[n]!
    for (let at = n - 1; at > n - slots.length && slots.at(at)!.state === 'cast'; at--) way += gap.at(at)!
    return way
  }
  const most = (weight: (n: number) => number): string => slots.map((_slot, n) => n).filter(n => slots[n]!.state === 'cast').reduce((best, n) => (weight(n) > weight(best) ? n : best)).toString()
  return { first: slots[Number(most(n => gap[n]!))]!.content.trim(), last: slots[Number(most(wayTo))]!.content.trim() }
}

/** Ballot n says n, in base three. */
const said = (n: number): string => n.toString(3).padStart(4, '0')

/** How often the first and the last ballot are named, of `BOXES`. */
async function named(fill: (box: number) => Promise<Slot[]>): Promise<{ first: number; last: number }> {
  const all = { first: 0, last: 0 }
  for (let box = 0; box < BOXES; box++) {
    const { first, last } = guessed(await fill(box))
    if (first === said(0)) all.first++
    if (last === said(VOTERS - 1)) all.last++
  }
  return all
}

test('the product\'s boxes name neither', async () => {
  const { castBallot, chance, closeBox } = await service()
  const { findAll } = await database()
  const [roll, before] = [dice(20_261_122), chance.below]
  chance.below = n => Math.floor(roll() * n)
  const outcome = await named(async number => {
    const box = await boxOf(`order${number}`, VOTERS, Array.from({ length: 4 }, (_none, n) => ({ key: `q${n}`, name: '' })))
    for (let n = 0; n < VOTERS; n++) await castBallot(box, { group: 'members', key: `v${(n * 7) % VOTERS}`, mark: '' }, kept(said(n)))
    await closeBox(box._id)
    return findAll('ballot_slots', { boxId: box._id })
  })
  chance.below = before
  // Chance names two of forty; eight or more once in a thousand rows of numbers, and this row is fixed.
  expect(outcome.first).toBeLessThan(8)
  expect(outcome.last).toBeLessThan(8)
}, 120_000)

test('boxes that take the next free slot after a random place name the last', async () => {
  const roll = dice(20_261_123)
  const id = (): string => Array.from({ length: 24 }, () => letters[Math.floor(roll() * 64)]).join('')
  const outcome = await named(async () => {
    const slots: Slot[] = Array.from({ length: 28 }, () => ({ _id: id(), state: 'void', content: '' })).sort((a, b) => placeOf(a._id) - placeOf(b._id))
    for (let n = 0; n < VOTERS; n++) {
      const from = roll()
      const free = slots.filter(({ state }) => state === 'void')
      Object.assign(free.find(({ _id }) => placeOf(_id) >= from) ?? free[0]!, { state: 'cast', content: said(n) })
    }
    return slots
  })
  expect(outcome.last).toBeGreaterThan(8)
})

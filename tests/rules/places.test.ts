import fc from 'fast-check'
import { goingOf, headsIn, movedUp, standingIn } from '../../cloudfunctions/services/places'

const person = (m: string, guests = 0) => ({ m, guests })
const names = (entries: { m: string }[]) => entries.map(entry => entry.m).join('')

describe('who goes and who waits', () => {
  const queue = [person('a'), person('b', 1), person('c'), person('d')]
  it.each([
    [null, 'abcd'], [0, ''], [1, 'a'], [2, 'a'], [3, 'ab'], [4, 'abc'], [5, 'abcd'], [6, 'abcd'],
  ] as const)('capacity %s: %s go', (capacity, expected) => {
    expect(names(goingOf([...queue], capacity))).toBe(expected)
  })
  it('lets nobody overtake somebody whose party does not fit', () => {
    expect(names(goingOf([person('a'), person('b', 3), person('c')], 3))).toBe('a')
  })
  it('counts heads, and places in the waiting list from 1', () => {
    expect(standingIn(queue, 3, 'b')).toEqual({ mine: 'going', position: null, going: 3, waiting: 2 })
    expect(standingIn(queue, 3, 'c')).toEqual({ mine: 'waiting', position: 1, going: 3, waiting: 2 })
    expect(standingIn(queue, 3, 'd')).toEqual({ mine: 'waiting', position: 2, going: 3, waiting: 2 })
    expect(standingIn(queue, 2, 'b')).toEqual({ mine: 'waiting', position: 1, going: 1, waiting: 4 })
    expect(standingIn(queue, 3, 'x')).toEqual({ mine: 'none', position: null, going: 3, waiting: 2 })
    expect(standingIn([], null, 'x')).toEqual({ mine: 'none', position: null, going: 0, waiting: 0 })
    expect(standingIn([], 0, 'x').mine).toBe('none')
  })
})

describe('who moves up', () => {
  const queue = [person('a'), person('b'), person('c'), person('d')]
  it('is the next after a cancellation, and nobody after one of those who wait', () => {
    expect(names(movedUp(queue, queue.slice(1), 2, 2))).toBe('c')
    expect(names(movedUp(queue, queue.filter(entry => entry.m !== 'c'), 2, 2))).toBe('')
  })
  it('is as many as a larger capacity lets in, and nobody when it shrinks', () => {
    expect(names(movedUp(queue, queue, 2, 3))).toBe('c')
    expect(names(movedUp(queue, queue, 1, null))).toBe('bcd')
    expect(movedUp(queue, queue, 3, 2)).toEqual([])
  })
  it('is not somebody who came in just now', () => {
    expect(movedUp(queue, [...queue, person('e')], null, null)).toEqual([])
  })
})

it('never takes more heads than there are places, and keeps the order', () => {
  fc.assert(fc.property(fc.array(fc.nat(20), { maxLength: 60 }), fc.nat(100), (guests, capacity) => {
    const queue = guests.map((n, i) => person(`m${i}`, n))
    const going = goingOf(queue, capacity)
    expect(headsIn(going)).toBeLessThanOrEqual(capacity)
    expect(going).toEqual(queue.slice(0, going.length))
    const next = queue[going.length]
    if (next) expect(headsIn(going) + headsIn([next])).toBeGreaterThan(capacity)
  }))
})

import fc from 'fast-check'
import { aroundLeaving, goingOf, headsIn, headsOf, movedUp, standingIn } from '../../cloudfunctions/services/places'

interface Person { m: string; guests: number }
const names = (entries: Person[]) => entries.map(entry => entry.m)
const queues = fc.uniqueArray(fc.record({ m: fc.stringMatching(/^[a-z]{3}$/), guests: fc.integer({ min: 0, max: 3 }) }), { selector: person => person.m, maxLength: 40 })
const capacities = fc.option(fc.integer({ min: 1, max: 40 }), { nil: null })

describe('who goes and who waits', () => {
  test('no capacity is oversold, nobody overtakes, and a free place is left only where the next party does not fit', () => {
    fc.assert(fc.property(queues, capacities, (queue, capacity) => {
      const going = goingOf(queue, capacity)
      if (capacity !== null) expect(headsIn(going)).toBeLessThanOrEqual(capacity)
      expect(names(going)).toEqual(names(queue).slice(0, going.length))
      const next = queue[going.length]
      if (next) expect(headsIn(going) + headsOf(next)).toBeGreaterThan(capacity!)
    }))
  })

  test('everybody stands somewhere, waiting places count from one without a gap', () => {
    fc.assert(fc.property(queues, capacities, (queue, capacity) => {
      const standings = queue.map(person => standingIn(queue, capacity, person.m))
      expect(standings.filter(standing => standing.mine === 'waiting').map(standing => standing.position)).toEqual(standings.filter(standing => standing.mine === 'waiting').map((_, index) => index + 1))
      expect(standings.every(standing => standing.mine !== 'none' && standing.going + standing.waiting === headsIn(queue))).toBe(true)
    }))
  })

  test('a cancellation keeps the order and moves up exactly those who waited and now fit', () => {
    fc.assert(fc.property(queues, capacities, fc.nat(), (queue, capacity, which) => {
      fc.pre(queue.length > 0)
      const leaver = queue[which % queue.length]!
      const after = queue.filter(person => person !== leaver)
      const wentBefore = new Set(names(goingOf(queue, capacity)))
      expect(names(movedUp(queue, after, capacity, capacity))).toEqual(names(goingOf(after, capacity)).filter(m => !wentBefore.has(m)))
      // Nobody who went is pushed down by somebody else's leaving.
      const goesAfter = new Set(names(goingOf(after, capacity)))
      expect([...wentBefore].filter(m => m !== leaver.m && !goesAfter.has(m))).toEqual([])
    }))
  })

  test('a larger capacity pushes nobody down', () => {
    fc.assert(fc.property(queues, fc.integer({ min: 1, max: 40 }), fc.nat(20), (queue, capacity, more) => {
      expect(names(goingOf(queue, capacity + more)).slice(0, goingOf(queue, capacity).length)).toEqual(names(goingOf(queue, capacity)))
    }))
  })
})

describe('both sides of a removal', () => {
  test('are the same whether the database answers with the document before or after it', () => {
    fc.assert(fc.property(queues, queues, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (queue, others, which) => {
      fc.pre(queue.length > 0)
      const leaving = [...new Set(which.map(n => queue[n % queue.length]!.m))]
      const later = others.filter(other => !queue.some(person => person.m === other.m))
      // Read before, changed by others since (some gone, some come), then taken out.
      const truth = [...queue.filter((person, index) => leaving.includes(person.m) || index % 3 !== 0), ...later]
      const expected = { before: truth, after: truth.filter(person => !leaving.includes(person.m)) }
      expect(aroundLeaving(queue, expected.before, leaving)).toEqual(expected)
      expect(aroundLeaving(queue, expected.after, leaving)).toEqual(expected)
    }))
  })
})

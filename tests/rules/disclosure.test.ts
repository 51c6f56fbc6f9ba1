import fc from 'fast-check'
import { added, disclose, shownGrades, type Disclosure, type Part, type Preference } from '../../cloudfunctions/regulations/disclosure'

const MIN = 5
const part = (key: string, excellent: number, good = 0): Part => ({ key, ballots: excellent + good, counts: { excellent, good } })
const keysShown = ({ parts }: Disclosure): string => parts.filter(({ counts }) => counts !== null).map(({ key }) => key).join('')

describe('which parts are shown', () => {
  // Ballots of parts a, b, c …; the parts that are shown; whether the total is.
  const cases: [string, number[], Preference, string, boolean][] = [
    ['one part of four', [4], 'parts', '', false],
    ['one part of five', [5], 'parts', 'a', true],
    ['nobody has voted', [0], 'parts', 'a', true],
    ['no parts at all', [], 'parts', '', true],
    ['both large', [17, 5], 'parts', 'ab', true],
    ['one hidden: the total would leave it over', [17, 4], 'parts', 'a', false],
    ['one hidden: the other part gives way', [17, 4], 'total', '', true],
    ['two hidden of four together', [17, 3, 1], 'parts', 'a', false],
    ['two hidden of five together', [17, 3, 2], 'parts', 'a', true],
    ['two hidden of four together: the smallest of the large ones gives way', [17, 3, 6, 1], 'total', 'a', true],
    ['two hidden of five together: nothing else gives way', [17, 3, 6, 2], 'total', 'ac', true],
    ['only small ones, four together', [2, 2], 'total', '', false],
    ['only small ones, five together', [2, 3], 'parts', '', true],
    ['an empty part beside a large one', [17, 0], 'parts', 'ab', true],
    ['an empty part never gives way', [17, 0, 2], 'total', 'b', true],
    ['an empty part beside a small one', [0, 4], 'total', 'a', false],
  ]
  test.each(cases)('%s', (_name, sizes, prefer, shown, total) => {
    const told = disclose(sizes.map((n, i) => part('abcdef'[i]!, n)), MIN, prefer)
    expect(keysShown(told)).toBe(shown)
    expect(told.total.counts !== null).toBe(total)
    expect(told.total.ballots).toBe(sizes.reduce((sum, n) => sum + n, 0))
    expect(told.parts.map(({ ballots }) => ballots)).toEqual(sizes)
  })

  test('what is shown is what was counted', () => {
    expect(disclose([part('a', 3, 4), part('b', 5)], MIN)).toEqual({
      parts: [{ key: 'a', ballots: 7, counts: { excellent: 3, good: 4 } }, { key: 'b', ballots: 5, counts: { excellent: 5, good: 0 } }],
      total: { ballots: 12, counts: { excellent: 8, good: 4 } },
    })
  })
})

describe('the summary of grades', () => {
  test('four who were graded', () => expect(shownGrades(['good', 'good', 'excellent', 'poor'], MIN)).toBeNull())
  test('five', () => expect(shownGrades(['good', 'good', 'excellent', 'poor', 'good'], MIN)).toEqual({ excellent: 1, good: 3, fair: 0, poor: 1 }))
})

const anyParts = (most: number): fc.Arbitrary<Part[]> => fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: most })
  .map(list => list.map(([excellent, good], i) => part(String(i), excellent, good)))
const anyPreference = fc.constantFrom<Preference>('parts', 'total')
const anyMinimum = fc.integer({ min: 1, max: 8 })

/** Whether adding and subtracting rows gives the wanted row: elimination, on whole numbers small enough to be exact. */
function follows(rows: readonly number[][], wanted: readonly number[]): boolean {
  const rank = (matrix: number[][]): number => {
    const left = matrix.map(row => [...row])
    let found = 0
    for (let column = 0; column < wanted.length; column++) {
      const at = left.findIndex((row, i) => i >= found && Math.abs(row[column]!) > 1e-9)
      if (at < 0) continue
      const pivot = left[at]!
      left[at] = left[found]!
      left[found] = pivot
      for (let i = found + 1; i < left.length; i++) {
        const factor = left[i]![column]! / pivot[column]!
        left[i] = left[i]!.map((value, j) => value - factor * pivot[j]!)
      }
      found++
    }
    return found
  }
  return rank([...rows]) === rank([...rows, [...wanted]])
}

const subsets = (n: number): number[][] => Array.from({ length: 2 ** n }, (_none, bits) => Array.from({ length: n }, (_zero, i) => (bits >> i) & 1))
const weight = (subset: number[], sizes: number[]): number => subset.reduce((sum, bit, i) => sum + bit * sizes[i]!, 0)

/** Every set of whole parts with some ballots, but fewer than the minimum, whose counts follow from the shown rows. */
const givenAway = (rows: number[][], sizes: number[], minimum: number): number[][] =>
  subsets(sizes.length).filter(subset => weight(subset, sizes) > 0 && weight(subset, sizes) < minimum && follows(rows, subset))

const unit = (n: number, ...at: number[]): number[] => Array.from({ length: n }, (_zero, i) => (at.includes(i) ? 1 : 0))

describe('nobody finds out fewer than the minimum', () => {
  test('by adding and subtracting what is shown', () => {
    fc.assert(fc.property(anyParts(6), anyMinimum, anyPreference, (parts, minimum, prefer) => {
      const told = disclose(parts, minimum, prefer)
      const n = parts.length
      const rows = told.parts.flatMap(({ counts }, i) => (counts ? [unit(n, i)] : []))
      if (told.total.counts) rows.push(unit(n, ...parts.keys()))
      expect(givenAway(rows, parts.map(({ ballots }) => ballots), minimum)).toEqual([])
    }), { numRuns: 2000 })
  })

  test('nor where the groups that are shown are divided into phone and paper', () => {
    fc.assert(fc.property(fc.array(anyParts(2), { minLength: 1, maxLength: 3 }), anyMinimum, anyPreference, (groups, minimum, prefer) => {
      const whole = groups.map((channels, g) => ({ key: String(g), ballots: channels.reduce((sum, { ballots }) => sum + ballots, 0), counts: added(channels.map(({ counts }) => counts)) }))
      const sizes = groups.flat().map(({ ballots }) => ballots)
      const at = groups.map((channels, g) => channels.map((_none, i) => groups.slice(0, g).flat().length + i))
      const told = disclose(whole, minimum, prefer)
      const rows: number[][] = told.total.counts ? [unit(sizes.length, ...sizes.keys())] : []
      told.parts.forEach(({ counts }, g) => {
        if (!counts) return
        rows.push(unit(sizes.length, ...at[g]!))
        const split = disclose(groups[g]!, minimum, 'total')
        expect(split.total.counts).toEqual(counts)
        split.parts.forEach((channel, i) => { if (channel.counts) rows.push(unit(sizes.length, at[g]![i]!)) })
      })
      expect(givenAway(rows, sizes, minimum)).toEqual([])
    }), { numRuns: 2000 })
  })

  test('nor by any other thought: hidden ballots may change places, or choices where no total is shown, and all that is shown stays', () => {
    fc.assert(fc.property(anyParts(6), anyMinimum, anyPreference, fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }), (parts, minimum, prefer, dice) => {
      const told = disclose(parts, minimum, prefer)
      const hidden = parts.filter((_none, i) => told.parts[i]!.counts === null)
      // The ballots that are hidden, in a random order, dealt out again; new ones where the total is hidden too.
      const pool = hidden.flatMap(({ counts }) => Object.entries(counts).flatMap(([choice, n]) => Array.from({ length: n }, () => choice)))
      const dealt = pool.map((choice, i) => ({ choice: told.total.counts ? choice : dice[i % dice.length]! % 2 ? 'excellent' : 'good', order: (dice[(i * 7 + 3) % dice.length]! * 31 + i) % 101 })).sort((a, b) => a.order - b.order)
      let from = 0
      const other = parts.map((one): Part => {
        if (!hidden.includes(one)) return one
        const own = dealt.slice(from, from += one.ballots)
        return part(one.key, own.filter(({ choice }) => choice === 'excellent').length, own.filter(({ choice }) => choice === 'good').length)
      })
      expect(disclose(other, minimum, prefer)).toEqual(told)
      if (told.total.counts && hidden.length > 0) expect(pool.length).toBeGreaterThanOrEqual(minimum)
    }), { numRuns: 1000 })
  })

  test('and nothing is hidden without need', () => {
    fc.assert(fc.property(anyParts(6), anyMinimum, (parts, minimum) => {
      const told = disclose(parts, minimum, 'total')
      expect(told.total.counts !== null).toBe(told.total.ballots === 0 || told.total.ballots >= minimum)
      const withheld = told.parts.filter(({ counts, ballots }) => counts === null && ballots >= minimum)
      expect(withheld.length).toBeLessThanOrEqual(1)
      expect(disclose(parts, minimum).parts.filter(({ counts, ballots }) => counts === null && ballots >= minimum)).toEqual([])
    }))
  })

  test('the test itself sees a leak: one small part hidden, and the total shown', () => {
    expect(givenAway([unit(2, 0), unit(2, 0, 1)], [17, 4], MIN)).toEqual([[0, 1]])
  })
})

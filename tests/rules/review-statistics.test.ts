import type { Counts } from '../../cloudfunctions/regulations/disclosure'
import { chiSquare, compareKinds, compareYears, scoreOf, valuesOf, varianceOf, type GroupRatings, type PersonCounts, type VoterKind } from '../../cloudfunctions/services/review-statistics'

const counts = (excellent: number, good = 0, fair = 0, poor = 0, unknown = 0, abstain = 0): Counts => ({ excellent, good, fair, poor, unknown, abstain })
const part = (kind: VoterKind, given: Counts | null, ballots = 9): PersonCounts => ({ kind, ballots, counts: given })

describe('the weighted score', () => {
  const cases: [string, PersonCounts[], number | null][] = [
    ['members alone', [part('members', counts(1, 1))], 90],
    ['others alone weigh all', [part('others', counts(0, 0, 1, 1))], 30],
    ['60 to 40', [part('members', counts(5)), part('others', counts(0, 0, 0, 5))], 60],
    ['one decimal', [part('members', counts(1, 1, 1))], 80],
    ['one decimal, rounded', [part('members', counts(2, 1))], 93.3],
    ['several classes are one kind, each ballot alike', [part('members', counts(5)), part('others', counts(0, 0, 0, 15)), part('others', counts(5))], 70],
    ['不了解 and 弃权 do not count', [part('members', counts(1, 1, 0, 0, 30, 40))], 90],
    ['a kind that knows nobody leaves its weight to the other', [part('members', counts(0, 0, 0, 0, 6, 3)), part('others', counts(0, 9))], 80],
    ['nobody gave a rating', [part('members', counts(0, 0, 0, 0, 9))], null],
    ['no parts', [], null],
    ['a part may not be shown', [part('members', counts(9)), part('others', null, 4)], null],
    ['a part that nobody voted in hides nothing', [part('members', counts(9)), part('others', null, 0)], 100],
  ]
  test.each(cases)('%s', (_name, parts, score) => expect(scoreOf(parts, 'grades')).toBe(score))

  test('weights of a branch', () => {
    const parts = [part('members', counts(5)), part('others', counts(0, 0, 0, 5))]
    expect(scoreOf(parts, 'grades', { members: 70, others: 30 })).toBe(70)
    expect(scoreOf(parts, 'grades', { members: 0, others: 40 })).toBe(0)
    expect(scoreOf(parts, 'grades', { members: 0, others: 0 })).toBeNull()
  })

  test('满意度', () => {
    expect(valuesOf('satisfaction')).toEqual([['pleased', 100], ['content', 60], ['displeased', 0]])
    expect(scoreOf([part('members', { pleased: 1, content: 1, displeased: 0, unknown: 7, abstain: 0 })], 'satisfaction')).toBe(80)
  })
})

describe('the spread of the ratings', () => {
  test.each<[string, Counts | null, number | null]>([
    ['all alike', counts(0, 9), 0],
    ['half 100, half 0', counts(4, 0, 0, 4), 2500],
    ['100, 80, 60', counts(3, 3, 3), 800 / 3],
    ['不了解 does not count', counts(1, 1, 0, 0, 8), 100],
    ['no ratings', counts(0, 0, 0, 0, 9), null],
    ['may not be shown', null, null],
  ])('%s', (_name, given, variance) => {
    const found = varianceOf(given, 'grades')
    if (variance === null) expect(found).toBeNull()
    else expect(found).toBeCloseTo(variance, 9)
  })
})

/** The chance of a chi-square this large: Simpson's rule on the density of its root, which has no pole. */
function tail(statistic: number, df: number): number {
  let gamma = df % 2 ? Math.sqrt(Math.PI) : 1
  for (let k = df % 2 ? 0.5 : 1; k < df / 2; k++) gamma *= k
  const density = (z: number): number => (2 ** (1 - df / 2) * z ** (df - 1) * Math.exp(-z * z / 2)) / gamma
  const [from, steps, width] = [Math.sqrt(statistic), 4000, 14]
  const step = width / steps
  let sum = 0
  for (let i = 0; i <= steps; i++) sum += density(from + i * step) * (i === 0 || i === steps ? 1 : i % 2 ? 4 : 2)
  return (sum * step) / 3
}

/** Numbers between 0 and 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('chi-square', () => {
  test('the integral used here agrees with printed tables', () => {
    for (const [df, at] of [[1, 3.841], [2, 5.991], [3, 7.815], [4, 9.488], [9, 16.919]] as const) expect(tail(at, df)).toBeCloseTo(0.05, 4)
    expect(tail(6.635, 1)).toBeCloseTo(0.01, 4)
  })

  // Statistics worked out by hand from Σ (n - e)² / e.
  test.each<[string, number[][], number, number]>([
    ['2 × 2', [[10, 20], [20, 10]], 20 / 3, 1],
    ['2 × 2, no difference', [[10, 20], [20, 40]], 0, 1],
    ['2 × 3', [[10, 20, 30], [20, 20, 20]], 10 / 3 + 2, 2],
    ['3 × 2', [[30, 10], [20, 20], [10, 30]], 20, 2],
    ['3 × 3', [[20, 10, 10], [10, 20, 10], [10, 10, 20]], 15, 4],
    ['4 × 4', [[15, 5, 5, 5], [5, 15, 5, 5], [5, 5, 15, 5], [5, 5, 5, 15]], 40, 9],
    ['2 × 4, in parts of ballots', [[12.5, 12.5, 12.5, 12.5], [7.5, 17.5, 12.5, 12.5]], 2.5 / 2 + 2.5 / 3, 3],
  ])('%s', async (_name, table, statistic, df) => {
    const found = await chiSquare(table)
    expect(found).toMatchObject({ df, n: table.flat().reduce((sum, value) => sum + value, 0), columns: table[0]!.map((_value, i) => [i]) })
    expect(found!.statistic).toBeCloseTo(statistic, 9)
    expect(found!.p).toBeCloseTo(tail(statistic, df), 8)
  })

  test('p agrees with shuffling the observations', async () => {
    const random = seeded(7)
    const table = [[26, 14, 10], [18, 12, 20]]
    const { p, statistic } = (await chiSquare(table))!
    const columns = table.flatMap(row => row.flatMap((n, column) => Array.from({ length: n }, () => column)))
    const of = (list: number[]): number => {
      const sums = [0, 1, 2].map(column => columns.filter(one => one === column).length / 2)
      return [list.slice(0, 50), list.slice(50)].flatMap(row => sums.map((should, column) => (row.filter(one => one === column).length - should) ** 2 / should)).reduce((sum, value) => sum + value, 0)
    }
    let asLarge = 0
    for (let n = 0; n < 4000; n++) {
      for (let i = columns.length - 1; i > 0; i--) {
        const k = Math.floor(random() * (i + 1))
        const one = columns[i]!
        columns[i] = columns[k]!
        columns[k] = one
      }
      if (of(columns) >= statistic - 1e-9) asLarge++
    }
    expect(Math.abs(asLarge / 4000 - p)).toBeLessThan(0.02)
  })

  test.each<[string, number[][], number[][] | null]>([
    ['exactly five expected', [[5, 5], [5, 5]], [[0], [1]]],
    ['a little less', [[5, 4.9], [5, 4.9]], null],
    ['ten and nine in a row', [[10, 10], [5, 4]], null],
    ['the worst grades are rare', [[20, 10, 3, 1], [18, 12, 2, 0]], [[0], [1, 2, 3]]],
    ['the worst two together suffice', [[20, 10, 3, 3], [18, 12, 3, 3]], [[0], [1], [2, 3]]],
    ['the best is rare', [[1, 20, 20], [1, 20, 20]], [[0, 1], [2]]],
    ['a rare one joins its smaller neighbour: the right', [[30, 1, 10], [30, 1, 10]], [[0], [1, 2]]],
    ['the left', [[10, 1, 30], [10, 1, 30]], [[0, 1], [2]]],
    ['a column that nobody chose', [[10, 0, 10], [10, 0, 10]], [[0], [1, 2]]],
    ['all chose the same', [[90, 0, 0, 0], [80, 0, 0, 0]], null],
    ['one row is empty', [[0, 0], [50, 50]], null],
    ['one row', [[50, 50]], null],
    ['nothing', [[0, 0], [0, 0]], null],
    ['no rows', [], null],
  ])('small numbers: %s', async (_name, table, columns) => expect((await chiSquare(table))?.columns ?? null).toEqual(columns))

  test('p of an enormous difference is 0 at least, of none 1', async () => {
    expect((await chiSquare([[5000, 0], [0, 5000]]))!.p).toBeGreaterThanOrEqual(0)
    expect((await chiSquare([[5000, 0], [0, 5000]]))!.p).toBeLessThan(1e-12)
    expect((await chiSquare([[500, 500], [500, 500]]))!.p).toBe(1)
  })
})

const group = (kind: VoterKind, ...people: Counts[]): GroupRatings => ({ kind, people: Object.fromEntries(people.map((one, i) => [`p${i}`, one])) })
const isPlain = (sentence: string): void => expect(sentence).not.toMatch(/[\dA-Za-z]|证明|说明了/)

describe('between members and others', () => {
  test('a ballot is one observation, however many people stand on it', async () => {
    const one = await compareKinds([group('members', counts(20, 10)), group('others', counts(10, 20))], 'grades')
    const many = await compareKinds([group('members', ...Array.from({ length: 12 }, () => counts(20, 10))), group('others', ...Array.from({ length: 12 }, () => counts(10, 20)))], 'grades')
    expect(one).toMatchObject({ df: 1, n: 60, notable: true, first: 'higher', sentence: '党员的评价总体上比群众高，这样的差别单凭偶然不常出现，原因请具体了解' })
    expect(one!.statistic).toBeCloseTo(20 / 3, 9)
    expect(many!.statistic).toBeCloseTo(one!.statistic, 9)
    expect(many!.n).toBeCloseTo(60, 9)
  })

  test('each way of differing has its sentence, without numbers', async () => {
    const of = async (members: Counts, others: Counts) => (await compareKinds([group('members', members), group('others', others)], 'grades'))!
    const alike = await of(counts(20, 20), counts(18, 22))
    expect(alike).toMatchObject({ notable: false, sentence: '党员和群众的评价没有看出明显差别' })
    const lower = await of(counts(5, 35), counts(30, 10))
    expect(lower).toMatchObject({ notable: true, first: 'lower' })
    expect(lower.sentence).toContain('总体上比群众低')
    const mixed = await of(counts(30, 2, 8), counts(5, 30, 5))
    expect(mixed).toMatchObject({ notable: true, first: 'mixed' })
    expect(mixed.sentence).toContain('高低不一')
    for (const { sentence } of [alike, lower, mixed]) isPlain(sentence)
  })

  test('不了解 and 弃权 make fewer observations', async () => {
    expect((await compareKinds([group('members', counts(10, 10, 0, 0, 20, 5)), group('others', counts(20, 20))], 'grades'))!.n).toBeCloseTo(60, 9)
  })

  test('people whom only one side rates say nothing of the sides', async () => {
    // Members rate the second person low; the class was never asked about that person.
    const found = await compareKinds([group('members', counts(20, 20), counts(0, 0, 20, 20)), group('others', counts(20, 20))], 'grades')
    expect(found).toMatchObject({ statistic: 0, n: 80 })
    expect(await compareKinds([group('members', counts(20, 20), counts(0, 0, 0, 0, 40)), { kind: 'others', people: { p1: counts(20, 20) } }], 'grades')).toBeNull()
  })

  test('classes that rate different people are weighed against the same people', async () => {
    const members = group('members', counts(40), counts(0, 40))
    // Twenty who know the good one, forty who know the other; all agree with the members.
    const found = await compareKinds([members, { kind: 'others', people: { p0: counts(20) } }, { kind: 'others', people: { p1: counts(0, 40) } }], 'grades')
    expect(found!.statistic).toBeCloseTo(0, 9)
    expect(found!.n).toBeCloseTo(100, 9)
  })

  test('what may not be shown is not used, and where too little is left it is silent', async () => {
    const hidden: GroupRatings = { kind: 'others', people: null }
    expect(await compareKinds([group('members', counts(20, 20)), hidden], 'grades')).toBeNull()
    expect(await compareKinds([group('members', counts(20, 20)), group('others', counts(20, 20)), hidden], 'grades')).toMatchObject({ n: 80 })
    expect(await compareKinds([group('members', counts(9)), group('others', counts(0, 0, 0, 9))], 'grades')).toBeNull()
    expect(await compareKinds([], 'grades')).toBeNull()
  })

  test('满意度', async () => {
    const of = (pleased: number, content: number, displeased: number): Counts => ({ pleased, content, displeased, unknown: 0, abstain: 0 })
    expect(await compareKinds([group('members', of(30, 10, 10)), group('others', of(10, 10, 30))], 'satisfaction')).toMatchObject({ df: 2, first: 'higher', notable: true })
  })
})

describe('against the year before', () => {
  test('the review as a whole, each kind of voter by itself', async () => {
    const before = [group('members', counts(10, 30)), group('others', counts(20, 20))]
    const now = [group('members', counts(30, 10), counts(30, 10)), group('others', counts(20, 20))]
    expect(await compareYears(now, before, 'members', 'grades')).toMatchObject({ n: 80, df: 1, notable: true, first: 'higher', sentence: '党员本年度的评价总体上比上年度高，这样的差别单凭偶然不常出现，原因请具体了解' })
    expect(await compareYears(now, before, 'others', 'grades')).toMatchObject({ notable: false, sentence: '群众本年度和上年度的评价没有看出明显差别' })
    expect(await compareYears(now, [], 'members', 'grades')).toBeNull()
  })
})

describe('where nothing differs, it seldom says so', () => {
  const choices = ['excellent', 'good', 'fair', 'poor']
  type Shares = (person: number) => number[]
  const alike: Shares = () => [0.4, 0.4, 0.15, 0.05]
  const different: Shares = person => (person % 2 ? [0.6, 0.3, 0.08, 0.02] : [0.2, 0.5, 0.2, 0.1])

  /** A group's ratings of some people: `own` is how much of a ballot is the voter's mood, the rest is about the person; one in ten is 不了解. */
  function cast(random: () => number, kind: VoterKind, ballots: number, people: number[], own: number, shares: Shares): GroupRatings {
    const found = people.map(() => counts(0))
    for (let n = 0; n < ballots; n++) {
      const mood = random()
      people.forEach((person, at) => {
        let left = random() < own ? mood : random()
        const choice = random() < 0.1 ? 'unknown' : choices.find((_one, i) => (left -= shares(person)[i]!) < 0) ?? 'poor'
        found[at]![choice]!++
      })
    }
    return { kind, people: Object.fromEntries(people.map((person, at) => [`p${person}`, found[at]!])) }
  }

  const eight = [0, 1, 2, 3, 4, 5, 6, 7]
  test.each<[string, number[], number[][], number, Shares]>([
    ['one person', [0], [[0]], 0, alike],
    ['eight people, every ballot of one mood', eight, [eight], 1, alike],
    ['eight different people, half mood', eight, [eight], 0.5, different],
    ['eight people, each rating by itself', eight, [eight], 0, alike],
    ['classes that know two or three of eight different people', eight, [[0, 2], [1, 3, 4], [6]], 1, different],
  ])('%s', async (_name, rated, classes, own, shares) => {
    const random = seeded(20261121)
    // Six thousand runs of one person: three in a thousand is then chance; the fewer of eight people stay far below.
    const runs = rated.length === 1 ? 6000 : 1000
    let spoken = 0
    let tested = 0
    for (let run = 0; run < runs; run++) {
      const found = await compareKinds([cast(random, 'members', 40, rated, own, shares), ...classes.map(people => cast(random, 'others', 60 / classes.length, people, own, shares))], 'grades')
      if (found) tested++
      if (found?.notable) spoken++
    }
    expect(tested).toBeGreaterThan(runs * 0.95)
    expect(spoken / runs).toBeLessThanOrEqual(0.06)
  })

  test('and where much differs, it does', async () => {
    const random = seeded(3)
    const found = await compareKinds([cast(random, 'members', 60, eight, 0.5, () => [0.7, 0.2, 0.08, 0.02]), cast(random, 'others', 60, eight, 0.5, () => [0.2, 0.4, 0.3, 0.1])], 'grades')
    expect(found).toMatchObject({ notable: true, first: 'higher' })
  })
})

/** Whatever is given out of a review, nobody can add and subtract it until fewer than the minimum are left over: result, form, statistics, scrutineers' list and hash together. */
import type { BallotBox, BallotGroup, Review } from '../../cloudfunctions/platform/documents'
import { reviewRules } from '../../cloudfunctions/regulations/review-rules'
import { countedIn, personResult, ratingsOf, type Counted } from '../../cloudfunctions/modules/reviews/result'
import { summaryForm } from '../../cloudfunctions/modules/reviews/summary-sheet'
import { whyTooFew } from '../../cloudfunctions/services/balloting/shown'

const keeper = { keeps: true, memberId: '' }
const MIN = reviewRules.shownFrom.value
const CHOICES = ['excellent', 'good', 'fair', 'poor', 'unknown', 'abstain']

/** Ballots of a group that came by one way. Each is a power of two in the counts, so that what is shown says of what it is the sum. */
interface Atom { group: string; paper: boolean; ballots: number; sign: number }

/** A review of one person by these groups: so many ballots on phones, so many on paper. */
function reviewBy(sizes: [phone: number, paper: number][]): { review: Review; all: Counted[]; atoms: Atom[] } {
  const atoms: Atom[] = []
  const all = sizes.map(([phone, paper], n) => {
    const key = n === 0 ? 'members' : 'abcdefg'[n - 1]!
    const pile = (ballots: number, onPaper: boolean) => {
      const sign = 2 ** atoms.length
      if (ballots > 0) atoms.push({ group: key, paper: onPaper, ballots, sign })
      return { p: { ...Object.fromEntries(CHOICES.map(choice => [choice, 0])), excellent: ballots > 0 ? sign : 0 } }
    }
    const group: BallotGroup = { key, name: `组${n}`, entry: n === 0 ? 'roster' : 'slips', entitled: 50, rates: null }
    const box: Pick<BallotBox, 'asked' | 'tally' | 'paper' | 'fingerprint'> = {
      asked: { questions: [{ key: 'p', name: '甲' }], choices: CHOICES, blank: 'abstain' }, fingerprint: 'hash',
      tally: { [key]: { ballots: phone, answers: pile(phone, false), others: {} } },
      paper: { [key]: { issued: paper, returned: paper, invalid: 0, answers: pile(paper, true), others: {} } },
    }
    return countedIn(group, box)
  })
  const review = { organisationName: '示例支部', year: 2026, scale: 'grades', scored: true, grades: {}, groups: all.map(({ group }) => group), people: [{ memberId: 'p', name: '甲', graded: true }] } as unknown as Review
  return { review, all, atoms }
}

/** Everything that is given out, each as the sum of which atoms. */
function givenOut({ review, all }: ReturnType<typeof reviewBy>): number[] {
  const shown = personResult(review, all, 'p')
  const parts = shown.groups.flatMap(({ counts }) => (counts ? [counts.excellent!] : []))
  // The form writes a number for every choice it shows; a text where it may not.
  const row = summaryForm(review, all, keeper).rows.flatMap(one => ('cells' in one && one.cells[1] === '甲' ? [one.cells] : []))[0]!
  const onForm = all.flatMap((_one, n) => (typeof row[2 + n * CHOICES.length] === 'number' ? [row[2 + n * CHOICES.length] as number] : []))
  const inStatistics = ratingsOf(review, all).flatMap(({ people }) => (people ? [people.p!.excellent!] : []))
  // The hash is given out of every group: without the salt, which is in this list alone, nothing follows from it.
  const listed = all.flatMap(({ group, box }) => (whyTooFew(box, group.key) === null ? [box.tally![group.key]!.answers.p!.excellent!] : []))
  // A score says something of everybody who voted: it stands only where all parts do, of which it follows.
  expect(shown.score === null || shown.groups.every(({ counts }) => counts !== null)).toBe(true)
  expect(shown.groups.filter(({ counts, variance }) => counts === null && variance !== null)).toEqual([])
  // Whom it would have 优秀 follows from the same: where nothing is shown, from nothing.
  expect(shown.best === null || shown.total.counts !== null || parts.length > 0).toBe(true)
  return [...parts, ...(shown.total.counts ? [shown.total.counts.excellent!] : []), ...onForm, ...inStatistics, ...listed].filter(Boolean)
}

/** The sums of atoms that follow from what is known, as sets of atoms: those in its span. */
function found(known: number[], atoms: Atom[]): Atom[][] {
  const rows: number[][] = []
  const reduced = (from: number[]): number[] => {
    let row = from
    for (const basis of rows) {
      const at = basis.findIndex(value => value !== 0)
      row = row.map((value, i) => value - (basis[i]! * row[at]!) / basis[at]!).map(value => (Math.abs(value) < 1e-9 ? 0 : value))
    }
    return row
  }
  const vector = (set: number): number[] => atoms.map(({ sign }) => ((set & sign) !== 0 ? 1 : 0))
  for (const set of [...new Set(known)]) {
    const row = reduced(vector(set))
    if (row.some(value => value !== 0)) rows.push(row)
  }
  const sets = Array.from({ length: 2 ** atoms.length - 1 }, (_none, n) => n + 1)
  return sets.filter(set => reduced(vector(set)).every(value => value === 0)).map(set => atoms.filter(({ sign }) => (set & sign) !== 0))
}

const ballotsOf = (atoms: Atom[]): number => atoms.reduce((sum, { ballots }) => sum + ballots, 0)

/** Fewer ballots than the minimum that follow from what is given out; for who has counted the paper, fewer on phones. */
function leftOver(made: ReturnType<typeof reviewBy>, known: number[]): { anybody: Atom[][]; counters: Atom[][] } {
  const paper = made.atoms.filter(atom => atom.paper).map(({ sign }) => sign)
  const phones = (set: Atom[]): number => ballotsOf(set.filter(atom => !atom.paper))
  return {
    anybody: found(known, made.atoms).filter(set => ballotsOf(set) < MIN),
    counters: found([...known, ...paper], made.atoms).filter(set => phones(set) > 0 && phones(set) < MIN),
  }
}

/** The same numbers whenever the tests run. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return sides => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * sides)
  }
}

test('of 3,000 reviews with groups of every size, on phones and on paper, no sum and no difference leaves a few over', () => {
  const roll = dice(5)
  const size = (): number => [0, roll(MIN), MIN - 1, MIN, MIN + roll(30)][roll(5)]!
  for (let n = 0; n < 3000; n++) {
    const sizes = Array.from({ length: 1 + roll(4) }, (): [number, number] => [size(), roll(2) === 0 ? 0 : size()])
    const made = reviewBy(sizes)
    expect({ sizes, ...leftOver(made, givenOut(made)) }).toEqual({ sizes, anybody: [], counters: [] })
  }
})

test.each([
  ['a small group beside two large ones, and their sum', [[20, 0], [9, 0], [2, 0]], 7],
  ['a list of what came by phone, beside the whole of a group with little paper', [[20, 2]], 3],
] as [string, [number, number][], number][])('the test sees what leaks: %s', (_name, sizes, sum) => {
  const made = reviewBy(sizes)
  const leaky = [...made.atoms.filter(({ ballots }) => ballots >= MIN).map(({ sign }) => sign), sum]
  expect(leftOver(made, leaky).anybody).not.toEqual([])
})

test.each([
  // Paper and phones of one group; what is shown of it: the whole, and what came by phone alone.
  [[MIN, 0], true, true], [[MIN - 1, 0], false, false], [[MIN, 1], true, false], [[MIN, MIN], true, true], [[MIN - 1, 1], false, false], [[1, 30], false, false], [[0, MIN], true, false], [[0, MIN - 1], false, false], [[0, 0], true, false],
] as [[number, number], boolean, boolean][])('a group with %j ballots on phones and paper', (size, whole, list) => {
  const made = reviewBy([size])
  expect(personResult(made.review, made.all, 'p').groups[0]!.counts !== null).toBe(whole)
  expect(whyTooFew(made.all[0]!.box, 'members') === null).toBe(list)
})

test('what is large enough is not hidden for the sake of the sum', () => {
  const { review, all } = reviewBy([[30, 0], [MIN, 0], [MIN - 1, 0], [0, 0]])
  expect(personResult(review, all, 'p').groups.map(({ counts }) => counts !== null)).toEqual([true, true, false, true])
  expect(personResult(review, all, 'p').total.counts).toBeNull()
})

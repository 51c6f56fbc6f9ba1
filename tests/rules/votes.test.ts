/** Both sides of every limit of votes, elections and reviews (DOMAIN.md §1, §2, §4). */
import { candidatesFor, hasQuorum, isValidReturn, outcomeOf } from '../../cloudfunctions/regulations/election-rules'
import { isShare, neededOf, majorities } from '../../cloudfunctions/regulations/majority-rules'

describe('a vote', () => {
  test.each([
    ['admissionPresent', 17, 9, true], ['admissionPresent', 17, 8, false], ['admissionPresent', 16, 9, true], ['admissionPresent', 16, 8, false],
    ['admissionCarried', 16, 8, false], ['admissionCarried', 16, 9, true], ['assemblyPresent', 16, 8, true], ['assemblyPresent', 17, 8, false],
    ['assemblyCarried', 16, 8, false], ['committeePresent', 5, 3, true], ['committeePresent', 5, 2, false], ['recommendationPresent', 30, 20, true], ['recommendationPresent', 30, 19, false],
  ] as const)('%s: of %i, %i: %s', (rule, all, n, holds) => {
    expect(isShare(n, all, majorities[rule].value)).toBe(holds)
    expect(n >= neededOf(all, majorities[rule].value)).toBe(holds)
  })
})

describe('an election', () => {
  test.each([[17, 14, true], [17, 13, false], [20, 16, true], [20, 15, false], [5, 4, true], [5, 3, false]])('of %i electors %i present: %s', (expected, present, holds) => {
    expect(hasQuorum(present, expected)).toBe(holds)
  })
  test.each([[1, 2], [3, 4], [5, 6], [6, 8], [7, 9]])('%i seats need %i candidates', (seats, candidates) => expect(candidatesFor(seats)).toBe(candidates))
  test.each([[14, 14, true], [15, 14, false]])('%i ballots returned of %i: %s', (returned, issued, valid) => expect(isValidReturn(returned, issued)).toBe(valid))

  const votes = (...numbers: number[]) => numbers.map((inFavour, n) => ({ name: 'ABCDEFG'[n]!, inFavour }))
  test.each([
    ['more than half for as many as there are seats', votes(14, 12, 9, 3), 3, 14, { elected: ['A', 'B', 'C'], next: { kind: 'done' } }],
    ['exactly half is not enough', votes(14, 12, 7, 3), 3, 14, { elected: ['A', 'B'], next: { kind: 'few', seats: 1 } }],
    ['one more than half is', votes(14, 12, 8, 3), 3, 14, { elected: ['A', 'B', 'C'], next: { kind: 'done' } }],
    ['more people than seats: by votes', votes(9, 14, 12, 10), 3, 14, { elected: ['B', 'C', 'D'], next: { kind: 'done' } }],
    ['a tie at the last seat', votes(14, 12, 9, 9), 3, 14, { elected: ['A', 'B'], next: { kind: 'tie', names: ['C', 'D'], seats: 1 } }],
    ['a tie that the seats hold', votes(14, 9, 9, 3), 3, 14, { elected: ['A', 'B', 'C'], next: { kind: 'done' } }],
    ['all are tied', votes(9, 9, 9, 9), 3, 14, { elected: [], next: { kind: 'tie', names: ['A', 'B', 'C', 'D'], seats: 3 } }],
    ['somebody who was written in', [...votes(14, 5, 6, 3), { name: '另选', inFavour: 8 }], 2, 14, { elected: ['A', '另选'], next: { kind: 'done' } }],
    ['nobody', votes(3, 2), 1, 14, { elected: [], next: { kind: 'few', seats: 1 } }],
  ])('%s', (_name, list, seats, present, outcome) => expect(outcomeOf(list, seats, present)).toEqual(outcome))

})

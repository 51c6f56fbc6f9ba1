/** The grades of a review: how many are 优秀, whom the ballots advise, what needs a reason, what may be corrected; both sides of each limit. */
import {
  excellentCap, gradeNow, leadingGrade, suggestionsOf, whyCannotCorrect, whyCannotGrade, whyCannotPublish, whyNotDecidedOn, type Advised,
} from '../../cloudfunctions/modules/reviews/grading'
import { turnoutsOf } from '../../cloudfunctions/modules/reviews/result'
import type { Review } from '../../cloudfunctions/platform/documents'
import { excellentAtMost, isShort } from '../../cloudfunctions/regulations/review-rules'
import { deciderOf } from '../../cloudfunctions/services/balloting/graded'
import type { Grade } from '../../types/contracts/codes'

const peopleOf = (n: number, graded = n) => Array.from({ length: n }, (_none, i) => ({ memberId: `p${i}`, name: `甲${i}`, graded: i < graded }))

describe('how many are 优秀 as a rule', () => {
  test.each([[0, 0], [1, 1], [2, 1], [3, 1], [5, 1], [6, 2], [17, 5], [18, 6]])('a third of %i: %i', (of, most) => expect(excellentAtMost(of)).toBe(most))
  test.each([[20, 17, 3], [20, 20, 4], [25, 19, 4], [25, 20, 5], [20, 4, 1], [100, 7, 7]])('%i %% of %i: %i', (percent, of, most) => expect(excellentAtMost(of, { part: percent, whole: 100 })).toBe(most))
  test.each([['fullMembers', 5, 17], ['reviewed', 4, 14]] as const)('of %s', (excellentBase, most, base) =>
    expect(excellentCap({ people: peopleOf(17, 14), fullMembers: 17, excellentBase })).toEqual({ most, base, share: '三分之一' }))
  test('the share that a superior has set', () =>
    expect(excellentCap({ people: peopleOf(20), fullMembers: 20, excellentBase: 'fullMembers', excellentShare: { percent: 25, document: '示例组发〔2026〕1号' } })).toEqual({ most: 5, base: 20, share: '25%' }))
})

describe('enough take part', () => {
  test.each([['members', 8, 17, true], ['members', 9, 17, false], ['members', 8, 16, false], ['others', 19, 30, true], ['others', 20, 30, false], ['others', 0, 0, false]] as const)('%s %i of %i: short %s', (kind, ballots, entitled, short) =>
    expect(isShort(kind, ballots, entitled)).toBe(short))

  const groups: Review['groups'] = [
    { key: 'members', name: '党员互评', entry: 'roster', entitled: 17, rates: null }, { key: 'a', name: '老同志', entry: 'paper', members: true, entitled: 6, rates: null }, { key: 'b', name: '一班', entry: 'slips', entitled: 30, rates: null },
  ]
  test('the members on paper and on phones are held together against the roster', () => {
    expect(turnoutsOf({ groups, ballots: { members: 5, a: 4, b: 20 } })).toEqual({
      members: { ballots: 9, entitled: 17, short: false }, groups: [{ ballots: 5, entitled: 17, short: false }, { ballots: 4, entitled: 6, short: false }, { ballots: 20, entitled: 30, short: false }],
    })
    expect(turnoutsOf({ groups, ballots: { members: 5, a: 3, b: 19 } }).groups.map(({ short }) => short)).toEqual([true, true, true])
  })
  test('where the closing has noted who came of those with a vote, that is what counts', () =>
    expect(turnoutsOf({ groups, ballots: { members: 9 }, attendance: { came: 5, of: 12, atMeeting: true } }).members).toEqual({ ballots: 9, entitled: 17, short: true }))
})

describe('whom the ballots would have 优秀', () => {
  const of = (...values: (number | null)[]): Advised[] => values.map((value, n) => ({ memberId: `p${n}`, leads: true, value }))
  const said = (people: Advised[], most: number) => Object.fromEntries(suggestionsOf(people, most))
  test.each([
    ['as many as there is room for', of(90, 80, 70), 3, { p0: 'excellent', p1: 'excellent', p2: 'excellent' }],
    ['the first so many', of(70, 90, 80), 2, { p1: 'excellent', p2: 'excellent' }],
    ['level at the edge: both are said to be so', of(90, 80, 80), 2, { p0: 'excellent', p1: 'tied', p2: 'tied' }],
    ['level within the room is no tie', of(80, 80, 70), 2, { p0: 'excellent', p1: 'excellent' }],
    ['all level', of(80, 80, 80), 1, { p0: 'tied', p1: 'tied', p2: 'tied' }],
    ['nobody where there is no room', of(80), 0, {}],
    ['nobody of whom nothing may be shown', of(null, 80), 2, { p1: 'excellent' }],
  ] as const)('%s', (_name, people, most, expected) => expect(said([...people], most)).toEqual(expected))
  test('nobody whom most gave another grade, though there is room', () => expect(said([{ memberId: 'p0', leads: false, value: 60 }], 3)).toEqual({}))
  test('the leading grade; of two that are level none leads', () => {
    expect(leadingGrade([{ excellent: 3, good: 2 }, { good: 2 }])).toBe('good')
    expect(leadingGrade([{ excellent: 2, good: 2 }])).toBeNull()
    expect(leadingGrade([null])).toBeNull()
  })
})

const given = (grade: Grade, corrected: Grade[] = []): Review['grades'][string] => ({
  grade, reason: '', byName: '乙', at: new Date(0), ...(corrected.length > 0 && { corrections: corrected.map((to, n) => ({ from: corrected[n - 1] ?? grade, to, reason: '上级退回', on: '2026-12-20', document: '', byName: '乙', at: new Date(0), tap: String(n) })) }),
})
const gradesOf = (...list: Grade[]): Review['grades'] => Object.fromEntries(list.map((grade, n) => [`p${n}`, given(grade)]))

describe('entering grades', () => {
  const review = { state: 'closed' as const, people: peopleOf(3, 2) }
  test.each([
    ['as most voted', 'p0', 'good', '', 'good', undefined], ['otherwise, with no reason', 'p0', 'good', '', 'excellent', 'reviewGradeReason'], ['otherwise, with one', 'p0', 'good', '优秀名额所限', 'excellent', undefined],
    ['where none leads', 'p0', 'fair', '', null, undefined], ['of somebody who is not graded', 'p2', 'good', '', null, 'reviewNotGraded'], ['of nobody', 'p9', 'good', '', null, 'notFound'],
  ] as const)('%s', (_name, memberId, grade, reason, leading, code) => expect(whyCannotGrade({ review, memberId, grade, reason, leading })?.code).toBe(code))
  test('not while ballots come in', () => expect(whyCannotGrade({ review: { ...review, state: 'open' }, memberId: 'p0', grade: 'good', reason: '', leading: null })?.code).toBe('reviewState'))
})

describe('publishing', () => {
  const review = { state: 'closed' as const, people: peopleOf(6), fullMembers: 6, excellentBase: 'fullMembers' as const }
  test.each([
    ['somebody has no grade', { grades: gradesOf('good', 'good', 'good', 'good', 'good') }, 'reviewGradesMissing'],
    ['as many 优秀 as there is room for', { grades: gradesOf('excellent', 'excellent', 'good', 'good', 'good', 'good') }, undefined],
    ['one more, with no reason', { grades: gradesOf('excellent', 'excellent', 'excellent', 'good', 'good', 'good') }, 'reviewExcellentReason'],
    ['one more, with one', { grades: gradesOf('excellent', 'excellent', 'excellent', 'good', 'good', 'good'), excellentReason: '上级表扬的集体' }, undefined],
    ['one more than the superior has it', { grades: gradesOf('excellent', 'excellent', 'good', 'good', 'good', 'good'), excellentShare: { percent: 20, document: '示例组发〔2026〕1号' } }, 'reviewExcellentReason'],
  ])('%s', (_name, part, code) => expect(whyCannotPublish({ ...review, ...part })?.code).toBe(code))

  test.each([['2026-12-19', 'reviewDecidedOn'], ['2026-12-20', undefined], ['2026-12-25', undefined], ['2026-12-26', 'reviewDecidedOn']])('decided on %s', (day, code) =>
    expect(whyNotDecidedOn(day, { closedOn: '2026-12-20', today: '2026-12-25' })?.code).toBe(code))
  test.each([[6, 'assembly'], [7, 'committee']] as const)('a branch of %i full members has its %s decide, unless it says otherwise', (fullMembers, decider) => {
    expect(deciderOf({ fullMembers })).toBe(decider)
    expect(deciderOf({ fullMembers, decidedBy: 'committee' })).toBe('committee')
  })
})

describe('a correction after publishing', () => {
  const review = { state: 'published' as const, people: peopleOf(3, 2), grades: { p0: given('excellent'), p1: given('good', ['fair']) } }
  const facts = { review, memberId: 'p0', grade: 'good' as Grade, on: '2026-12-28', decidedOn: '2026-12-20', today: '2026-12-30' }
  test.each([
    ['to another grade', {}, undefined], ['to the same', { grade: 'excellent' }, 'reviewGradeSame'], ['to what it was corrected to before', { memberId: 'p1', grade: 'fair' }, 'reviewGradeSame'], ['back to the first', { memberId: 'p1', grade: 'good' }, undefined],
    ['of somebody without a grade', { memberId: 'p2' }, 'reviewNotGraded'], ['of nobody', { memberId: 'p9' }, 'notFound'],
    ['on the day of the decision', { on: '2026-12-20' }, undefined], ['before it', { on: '2026-12-19' }, 'reviewCorrectedOn'], ['today', { on: '2026-12-30' }, undefined], ['tomorrow', { on: '2026-12-31' }, 'reviewCorrectedOn'],
    ['before publishing', { review: { ...review, state: 'closed' } }, 'reviewState'],
  ] as const)('%s', (_name, part, code) => expect(whyCannotCorrect({ ...facts, ...part } as typeof facts)?.code).toBe(code))
  test('the last one stands', () => expect([gradeNow(review.grades.p0), gradeNow(review.grades.p1)]).toEqual(['excellent', 'fair']))
})

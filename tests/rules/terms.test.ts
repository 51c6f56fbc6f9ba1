/** Both sides of every limit of a term of office (DOMAIN.md §1). */
import { termMonthsOf, termUntil, latestAfter, newerThanAsked, powersUntil } from '../../cloudfunctions/regulations/term-rules'
import { termDueOf, warningsFor, whyCannotExtend, whyCannotSetTerm } from '../../cloudfunctions/modules/organisations/size-rules'
import type { Post } from '../../types/contracts/codes'

test.each([['2026-11-20', 36, '2029-11-19'], ['2026-03-01', 36, '2029-02-28'], ['2024-02-29', 36, '2027-02-27'], ['2026-11-20', 60, '2031-11-19'], ['2024-02-29', 60, '2029-02-27']])('a term from %s of %d months lasts until %s', (since, months, until) => expect(termUntil(since, months)).toBe(until))

test('a branch has three years, or what is set for it; a committee five, a group none', () => {
  expect([termMonthsOf({ kind: 'branch' }), termMonthsOf({ kind: 'branch', termMonths: 60 }), termMonthsOf({ kind: 'committee' }), termMonthsOf({ kind: 'generalBranch' }), termMonthsOf({ kind: 'group' })]).toEqual([36, 60, 60, 36, null])
})

test.each<[string, Post, string | null, boolean, string | null, string | null]>([
  ['a secretary below a superior leads on for a year', 'secretary', '2026-11-30', false, 'above', '2027-11-30'],
  ['so does whoever else sits in the committee', 'publicityOfficer', '2026-11-30', false, 'above', '2027-11-30'],
  ['whose last day is 29 February has the year until 28 February', 'secretary', '2028-02-29', false, 'above', '2029-02-28'],
  ['who acts for the time being ends with the day', 'secretary', '2026-11-30', true, 'above', '2026-11-30'],
  ['a group is led until the day', 'groupLeader', '2026-11-30', false, 'above', '2026-11-30'],
  ['a clerk helps until the day', 'clerk', '2026-11-30', false, 'above', '2026-11-30'],
  ['who can appoint where nobody is above does so until somebody takes over', 'secretary', '2026-11-30', false, null, null],
  ['who cannot appoint there leads on for a year', 'publicityOfficer', '2026-11-30', false, null, '2027-11-30'],
  ['without an end it has none', 'secretary', null, false, 'above', null],
])('%s', (_, post, until, acting, parentId, last) => expect(powersUntil({ parentId }, { post, until, acting })).toBe(last))

const standing = (over: object) => ({ kind: 'branch' as const, fewerReason: null, members: 6, full: 6, parentId: 'above' as string | null, extension: null, posts: [{ memberId: 'm', memberName: '示例', post: 'secretary' as const, until: '2026-05-31', acting: false }], ...over })
const told = (today: string, over: object = {}) => warningsFor(standing(over), today).map(({ key, level, text }) => [key, level, text])
const extension = { until: '2026-11-30', document: '示例组〔2026〕5号' }

describe('what is said after the last day of a term', () => {
  test.each<[string, string, object, [string, string, string][]]>([
    ['the last day', '2026-05-31', {}, [['termEnds', 'urgent', '任期今天届满，要换届']]],
    ['the day after', '2026-06-01', {}, [['termOver', 'urgent', '任期届满已1天，还没有换届；延期要经上级批准。选出新一届以前照常履职，最晚到2027年5月31日']]],
    ['the day after, nobody above', '2026-06-01', { parentId: null }, [['termOver', 'urgent', '任期届满已1天，还没有换届；延期要经上级批准。选出新一届以前，照常履职']]],
    ['put off, long before', '2026-06-01', { extension }, [['termExtended', 'notice', '任期已届满，经批准（示例组〔2026〕5号）延期到2026年11月30日，还有182天']]],
    ['put off, the last day', '2026-11-30', { extension }, [['termExtended', 'urgent', '任期已届满，经批准（示例组〔2026〕5号）延期到2026年11月30日，今天到期']]],
    ['the day after the extension', '2026-12-01', { extension }, [['termOver', 'urgent', '任期已届满，批准的延期也过了1天，还没有换届。选出新一届以前照常履职，最晚到2027年5月31日']]],
    ['the last day of the year', '2027-05-31', { extension }, [['termOver', 'urgent', '任期已届满，批准的延期也过了182天，还没有换届。选出新一届以前照常履职，最晚到2027年5月31日']]],
    ['a day more', '2027-06-01', { extension }, [['termLongOver', 'urgent', '任期届满已366天，还没有换届；延期最长不超过1年，权限已停，请上级组织指派负责人']]],
    ['an extension of the term before says nothing', '2026-06-01', { extension: { until: '2026-05-30', document: '旧' } }, [['termOver', 'urgent', '任期届满已1天，还没有换届；延期要经上级批准。选出新一届以前照常履职，最晚到2027年5月31日']]],
  ])('%s', (_, today, over, expected) => expect(told(today, over)).toEqual(expected))
})

test.each<[string, Parameters<typeof whyCannotExtend>[0], string | null]>([
  ['the superior, within the year', { kind: 'branch', parentId: 'p', fromAbove: true, due: '2026-05-31', until: '2027-05-31' }, null],
  ['a day more than a year', { kind: 'branch', parentId: 'p', fromAbove: true, due: '2026-05-31', until: '2027-06-01' }, 'extendWrong'],
  ['to the very day on which it ends', { kind: 'branch', parentId: 'p', fromAbove: true, due: '2026-05-31', until: '2026-05-31' }, 'extendWrong'],
  ['to the day after', { kind: 'branch', parentId: 'p', fromAbove: true, due: '2026-05-31', until: '2026-06-01' }, null],
  ['the branch itself', { kind: 'branch', parentId: 'p', fromAbove: false, due: '2026-05-31', until: '2026-06-01' }, 'extendFromAbove'],
  ['a branch that nobody is above', { kind: 'branch', parentId: null, fromAbove: false, due: '2026-05-31', until: '2026-06-01' }, null],
  ['where no term is written', { kind: 'branch', parentId: 'p', fromAbove: true, due: null, until: '2026-06-01' }, 'extendNothing'],
  ['a group', { kind: 'group', parentId: 'p', fromAbove: true }, 'forbidden'],
])('an election is put off: %s', (_, facts, code) => expect(whyCannotExtend(facts)?.code ?? null).toBe(code))

test('a term is of three years or of five, and of a branch', () => {
  const of = { parentId: 'p', fromAbove: true }
  expect([36, 60, 48].map(termMonths => whyCannotSetTerm({ ...of, kind: 'branch', termMonths })?.code ?? null)).toEqual([null, null, 'termChoices'])
  expect(whyCannotSetTerm({ ...of, kind: 'committee' })?.code).toBe('termOfBranch')
  expect([{ parentId: 'p', fromAbove: false }, { parentId: null, fromAbove: false }].map(by => whyCannotSetTerm({ ...by, kind: 'branch', termMonths: 60 })?.code ?? null)).toEqual(['termFromAbove', null])
})

test('a committee is due when the first of its terms ends; a group leader and who has no term have no part in it', () => {
  expect(termDueOf([{ post: 'secretary', until: '2027-01-02' }, { post: 'committeeMember', until: '2027-01-01' }, { post: 'groupLeader', until: '2026-01-01' }, { post: 'clerk', until: null }])).toBe('2027-01-01')
  expect(termDueOf([{ post: 'secretary', until: null }])).toBeNull()
  expect(termDueOf([{ post: 'secretary', until: '2026-01-01', acting: true }, { post: 'committeeMember', until: '2027-01-01', acting: false }])).toBe('2027-01-01')
  expect(latestAfter('2026-05-31')).toBe('2027-05-31')
})

test.each<[string | null, string | null]>([
  ['2025-11-20', null], ['2025-11-21', '党龄不满1年（2025年11月21日转正）；书记一般要有1年以上党龄（《中国共产党支部工作条例（试行）》第二十三条）'], [null, null],
])('a full member since %s', (fullOn, said) => expect(newerThanAsked(fullOn, '2026-11-20')).toBe(said))

/** When somebody is due for a vote, on which day it is held, and what it says: both sides of every limit (DOMAIN.md §2). */
import type { RecommendedAs, VoteKind, VoteOutcome } from '../../types/contracts/codes-ballots'
import type { Subject, Vote } from '../../cloudfunctions/platform/documents'
import { heldDayOf, warningsOf, whyDaysWrong, whyMonthsWrong, whyNotDue, type DueSubject } from '../../cloudfunctions/regulations/due-rules'
import { whyNothingAsked, type SubjectNow } from '../../cloudfunctions/modules/votes/rules'
import { settled } from '../../cloudfunctions/modules/votes/setup'
import { matterOf, proposalOf, titleOf } from '../../types/proposal'

const admissionRules = '中国共产党发展党员工作细则（2026年修订）'
const code = (refusal: { code: string } | null): string | null => refusal?.code ?? null
const full = (outcome: VoteOutcome, months?: number): Pick<Vote, 'kind' | 'outcome' | 'months'> => ({ kind: 'fullMembership', outcome, ...(months !== undefined && { months }) })
const person = (over: Partial<DueSubject> = {}): DueSubject => ({ name: '张三', joinedOn: '2025-11-20', prospectOn: null, extended: 0, ...over })

describe('转正', () => {
  test.each<[VoteOutcome, string, number, string | null]>([
    ['onTime', '2026-11-19', 0, 'voteProbationRuns'], ['onTime', '2026-11-20', 0, null], ['longer', '2026-11-19', 0, 'voteProbationRuns'], ['longer', '2026-11-20', 0, null],
    ['ended', '2026-03-01', 0, null], ['ended', '2026-11-20', 6, null],
    // An extension that an assembly has voted for may not have been approved: it forbids nothing by itself.
    ['onTime', '2026-11-19', 6, 'voteProbationRuns'], ['onTime', '2026-11-20', 6, null], ['longer', '2027-05-20', 6, null],
  ])('%s at an assembly of %s, extended by %i months before → %s', (outcome, on, extended, refused) => expect(code(whyNotDue(full(outcome), [person({ extended })], on))).toBe(refused))
  test('says until when, and by which rule', () => expect(whyNotDue(full('onTime'), [person()], '2026-11-19')?.detail).toEqual({ name: '张三', until: '2026年11月20日', what: '按期转正', rule: `${admissionRules}第三十二条` }))
  test('the end of a month stays the end of a month', () => {
    expect([whyNotDue(full('onTime'), [person({ joinedOn: '2024-02-29' })], '2025-02-27'), whyNotDue(full('onTime'), [person({ joinedOn: '2024-02-29' })], '2025-02-28')].map(code)).toEqual(['voteProbationRuns', null])
    expect([whyNotDue(full('onTime'), [person({ joinedOn: '2025-08-31' })], '2026-08-30'), whyNotDue(full('onTime'), [person({ joinedOn: '2025-08-31' })], '2026-08-31')].map(code)).toEqual(['voteProbationRuns', null])
  })
  test.each([[5, 'voteMonths'], [6, null], [12, null], [13, 'voteMonths']])('extended by %i months → %s', (months, refused) => {
    expect(code(whyMonthsWrong(full('longer', months)))).toBe(refused)
    expect(code(whyNotDue(full('longer', months), [person()], '2026-11-20'))).toBe(refused)
    // Of the others nobody asks for months.
    expect([whyMonthsWrong(full('onTime', months)), whyMonthsWrong(full('ended', months))]).toEqual([null, null])
  })
  test.each<[VoteOutcome, string, number, string | null]>([
    ['onTime', '2027-05-19', 6, '支部大会表决过把张三的预备期延长6个月，到2027年5月20日才满'], ['onTime', '2027-05-20', 6, null], ['onTime', '2027-11-19', 12, '到2027年11月20日才满'], ['onTime', '2027-11-20', 12, null],
    ['longer', '2027-05-20', 6, '只能延长一次；上级没有批准那次延长的，才能再表决'], ['longer', '2026-11-20', 0, null], ['ended', '2027-01-01', 6, null],
  ])('%s at an assembly of %s, extended by %i months: said: %s', (outcome, on, extended, said) => {
    const warnings = warningsOf({ ...full(outcome), examinedOn: '2026-11-10' }, [person({ extended })], on).filter(text => text.includes('上级没有批准'))
    expect(warnings).toEqual(said === null ? [] : [expect.stringContaining(said)])
  })
  test('of whom the roster has no day, it is said and not guessed', () => {
    expect(whyNotDue(full('onTime'), [person({ joinedOn: null })], '2026-11-20')).toBeNull()
    expect(warningsOf({ ...full('onTime'), examinedOn: '2026-11-10' }, [person({ joinedOn: null })], '2026-11-20')).toEqual(['花名册上没有张三的入党时间，请先核对预备期满了没有'])
    expect(warningsOf({ ...full('ended'), examinedOn: '2026-11-10' }, [person({ joinedOn: null })], '2026-11-20')).toEqual([])
  })
  test.each([['2027-05-20', false], ['2027-05-21', true]])('put off to %s: said to be late: %s', (on, late) => {
    const warnings = warningsOf({ ...full('onTime'), examinedOn: '2026-11-10' }, [person()], on)
    expect(warnings.some(text => text.includes(`最多也只能推迟6个月讨论（${admissionRules}第三十五条）`))).toBe(late)
  })
  test.each([[undefined, 1], ['2026-11-21', 1], ['2026-11-20', 0]])('the committee has examined on %s: %i warnings', (examinedOn, n) => expect(warningsOf({ ...full('onTime'), ...(examinedOn && { examinedOn }) }, [person()], '2026-11-20').length).toBe(n))
})

describe('an admission', () => {
  const admission = (examinedOn: string | null, preReviewedOn: string | null) => warningsOf({ kind: 'admission', examinedOn, preReviewedOn }, [person({ prospectOn: '2026-01-10', joinedOn: null })], '2026-11-20')
  test.each<[string | null, string | null, number, string]>([
    ['2026-10-10', '2026-10-20', 0, ''], ['2026-10-10', '2026-10-19', 1, `已经超过一个月（${admissionRules}第十九条）`], ['2026-10-20', null, 1, '没有登记上级党委预审的日期'], [null, '2026-10-20', 1, '没有登记支委会审查的日期'],
    [null, null, 1, `没有登记支委会审查、上级党委预审的日期：都合格了，才能提交支部大会讨论（${admissionRules}第十八条）`], ['2026-10-21', '2026-10-20', 1, '早于支委会审查'], ['2026-10-10', '2026-11-21', 1, '晚于开会的日期'],
  ])('examined %s, looked over %s: %i warnings, %s', (examinedOn, preReviewedOn, n, says) => {
    const warnings = admission(examinedOn, preReviewedOn)
    expect(warnings.length).toBe(n)
    expect(warnings.join()).toContain(says)
  })
  test.each([['2026-01-09', 'voteHeldBefore'], ['2026-01-10', null]])('an assembly of %s, of a prospect since January 10 → %s', (on, refused) => expect(code(whyNotDue({ kind: 'admission' }, [person({ prospectOn: '2026-01-10' })], on))).toBe(refused))
  test('of other kinds nothing is asked', () => expect([warningsOf({ kind: 'assembly' }, [], '2026-11-20'), warningsOf({ kind: 'poll' }, [], null)]).toEqual([[], []]))
})

describe('the day of the assembly', () => {
  test.each<[string, Pick<Vote, 'kind' | 'manner' | 'heldOn'>, string | null, string | null]>([
    ['as it is set', { kind: 'admission', manner: 'paper', heldOn: '2026-11-12' }, '2026-11-13', '2026-11-12'], ['the meeting\'s', { kind: 'admission', manner: 'paper' }, '2026-11-13', '2026-11-13'],
    ['a meeting to come', { kind: 'admission', manner: 'paper' }, '2026-11-23', '2026-11-20'], ['no meeting', { kind: 'assembly', manner: 'hands' }, null, '2026-11-20'],
    ['hands, set', { kind: 'assembly', manner: 'hands', heldOn: '2026-11-12' }, null, '2026-11-12'],
    // Nobody votes on a phone on a day that is over.
    ['phones', { kind: 'admission', manner: 'phone', heldOn: '2026-11-12' }, '2026-11-13', '2026-11-20'], ['a class by slips', { kind: 'recommendation', manner: 'phone', heldOn: '2026-11-12' }, null, '2026-11-20'],
    ['a class on paper', { kind: 'recommendation', manner: 'paper', heldOn: '2026-11-12' }, null, '2026-11-12'], ['a poll', { kind: 'poll', manner: 'phone', heldOn: '2026-11-12' }, null, null],
  ])('%s', (_name, vote, meeting, day) => expect(heldDayOf(vote, meeting, '2026-11-20')).toBe(day))
  test.each([['2026-11-21', 'voteHeldLater'], ['2026-11-20', null], ['2025-11-20', null], ['2025-11-19', 'voteHeldLong']])('set to %s → %s', (heldOn, refused) => expect(code(whyDaysWrong({ heldOn }, '2026-11-20'))).toBe(refused))
  test.each(['examinedOn', 'preReviewedOn'] as const)('%s of tomorrow is refused', what => expect([whyDaysWrong({ [what]: '2026-11-20' }, '2026-11-20'), whyDaysWrong({ [what]: '2026-11-21' }, '2026-11-20')].map(code)).toEqual([null, 'voteDayLater']))
})

describe('what is put to the vote', () => {
  const subjects = (...names: string[]): Subject[] => names.map((name, n) => ({ key: String(n), name, person: 'applicant' }))
  const vote = (kind: VoteKind, names: string[], over: { outcome?: VoteOutcome; months?: number; as?: RecommendedAs; matter?: string } = {}) => ({ kind, title: '手写的', matter: '', subjects: subjects(...names), ...over })
  test.each<[ReturnType<typeof vote>, string, string]>([
    [vote('admission', ['张三']), '接收张三同志为预备党员', '同意接收张三同志为中共预备党员'],
    [vote('fullMembership', ['张三']), '张三同志按期转为正式党员', '同意预备党员张三同志按期转为中共正式党员'],
    [vote('fullMembership', ['张三'], { outcome: 'longer' }), '延长张三同志的预备期半年', '延长预备党员张三同志的预备期半年'],
    [vote('fullMembership', ['张三'], { outcome: 'longer', months: 9 }), '延长张三同志的预备期9个月', '延长预备党员张三同志的预备期9个月'],
    [vote('fullMembership', ['张三'], { outcome: 'longer', months: 12 }), '延长张三同志的预备期一年', '延长预备党员张三同志的预备期一年'],
    [vote('fullMembership', ['张三'], { outcome: 'ended' }), '取消张三同志的预备党员资格', '取消张三同志的预备党员资格'],
    [vote('recommendation', ['李四']), '推荐李四为入党积极分子人选', '推荐李四为入党积极分子人选'],
    [vote('recommendation', ['李四', '王五'], { as: 'prospect' }), '推荐李四、王五为发展对象人选', '推荐李四、王五为发展对象人选，逐人表决'],
    [vote('recommendation', ['甲', '乙', '丙', '丁', '戊'], { as: 'activist' }), '推荐甲、乙、丙等5人为入党积极分子人选', '推荐甲、乙、丙、丁、戊为入党积极分子人选，逐人表决'],
    [vote('recommendation', []), '推优', '手写的'],
    [vote('assembly', []), '手写的', '手写的'],
  ])('%#', (given, title, proposal) => expect([titleOf(given), proposalOf(given)]).toEqual([title, proposal]))

  test.each<[VoteOutcome, string[], string[]]>([['onTime', ['按期转为'], ['延长', '取消']], ['longer', ['延长'], ['转为', '取消']], ['ended', ['取消'], ['转为', '延长']]])('%s: never two outcomes in one resolution', (outcome, has, hasNot) => {
    const text = [titleOf, proposalOf, matterOf].map(say => say(vote('fullMembership', ['张三'], { outcome, matter: '工作认真。' }))).join('；')
    for (const word of has) expect(text).toContain(word)
    for (const word of hasNot) expect(text).not.toContain(word)
    expect(text.endsWith('。工作认真。')).toBe(true)
  })
  test('what is written besides is not said twice', () => expect(matterOf(vote('admission', ['张三'], { matter: '同意接收张三同志为中共预备党员。' }))).toBe('同意接收张三同志为中共预备党员'))

  test.each<[RecommendedAs, 'applicant' | 'activist', string | null]>([['activist', 'applicant', null], ['prospect', 'activist', null], ['prospect', 'applicant', 'voteNotActivist']])('as %s, who is %s → %s', (as, stage, refused) => {
    const subject: SubjectNow = { key: 'x', name: '李四', person: 'applicant', there: true, stage, standing: null, joinedOn: null, prospectOn: null, extended: 0 }
    expect(code(whyNothingAsked({ kind: 'recommendation', as, matter: '', options: [] }, [subject]))).toBe(refused)
  })
  test('each is kept of its own kind alone', () => {
    const all = { title: '手写的', outcome: 'longer' as const, months: 9, as: 'prospect' as const, heldOn: '2026-11-12', examinedOn: '2026-11-01', preReviewedOn: '2026-11-05' }
    const kept = (kind: VoteKind) => settled({ kind, consent: null }, all, { name: '王建国', at: new Date('2026-11-20T01:00:00Z') })
    expect(kept('admission')).toEqual({ heldOn: '2026-11-12', examinedOn: '2026-11-01', preReviewedOn: '2026-11-05' })
    expect(kept('fullMembership')).toEqual({ outcome: 'longer', months: 9, heldOn: '2026-11-12', examinedOn: '2026-11-01' })
    expect(kept('recommendation')).toEqual({ as: 'prospect', heldOn: '2026-11-12' })
    expect(kept('assembly')).toEqual({ title: '手写的', heldOn: '2026-11-12' })
    expect(kept('poll')).toEqual({ title: '手写的' })
  })
})

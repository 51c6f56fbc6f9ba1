/** A review's result in words, the plan of grading many, and what is said once it is over. */
import { groupText } from '../../src/pages/reviews/words'
import { gradesOf, hintOf, inOrder, planOf, tickedFirst, type Advice } from '../../src/pages/reviews/result/bulk'
import { adviceOf, capText, overText, turnoutLines } from '../../src/pages/reviews/result/words'
import { stateText, type Told } from '../../src/pages/ballots/vote/words'

type Advised = Advice['people'][number]
const one = (name: string, part: Partial<Advised> = {}): Advised => ({ memberId: name, name, grade: null, leading: 'excellent', suggestion: null, ...part })

describe('grading many', () => {
  const people = [one('甲', { leading: 'good' }), one('乙', { suggestion: 'tied' }), one('丙', { suggestion: 'excellent' }), one('丁'), one('戊', { leading: 'fair' }), one('己', { leading: null }), one('庚', { grade: 'poor' }), one('辛', { grade: 'good' })]
  const names = (list: Advised[]) => list.map(({ name }) => name).join('')

  test('suggested stand first, then who is level at the edge, then everybody as the roster has them: no ranking', () => expect(names(inOrder(people))).toBe('丙乙甲丁戊己庚辛'))
  test('ticked at first as it is suggested, and as it was decided once it was', () => {
    expect(tickedFirst({ people, by: 'votes', excellentAtMost: 1 })).toEqual(['丙'])
    expect(tickedFirst({ people: [...people, one('壬', { grade: 'excellent' })], by: 'votes', excellentAtMost: 1 })).toEqual(['壬'])
  })
  test('who is ticked is 优秀, who is not is 合格; whom most gave less, or who has less, is spoken of one by one', () => {
    const plan = planOf(people, ['丙', '甲'])
    expect([plan.excellent, plan.good, plan.apart, plan.above, plan.below].map(names)).toEqual(['甲丙', '乙丁己', '戊庚', '甲', '乙丁'])
    expect(gradesOf(plan, { above: '支委会研究', below: '优秀名额所限' })).toEqual([
      { memberId: '甲', grade: 'excellent', was: null, reason: '支委会研究' }, { memberId: '丙', grade: 'excellent', was: null, reason: '' },
      { memberId: '乙', grade: 'good', was: null, reason: '优秀名额所限' }, { memberId: '丁', grade: 'good', was: null, reason: '优秀名额所限' }, { memberId: '己', grade: 'good', was: null, reason: '' },
    ])
  })
  test('whoever has the grade already is left as it is; who is ticked no more becomes 合格', () => {
    const given = [one('甲', { grade: 'excellent' }), one('乙', { grade: 'excellent' }), one('丙', { grade: 'good' })]
    const plan = planOf(given, ['甲'])
    expect([plan.excellent, plan.good].map(names)).toEqual(['', '乙'])
  })
  test.each([[{ suggestion: 'excellent' }, '建议优秀'], [{ suggestion: 'tied' }, '并列，名额不够，请研究'], [{ leading: 'fair', grade: 'good' }, '票数最多的是基本合格，已定合格'], [{ leading: null }, '']] as const)('%j', (part, text) => expect(hintOf(one('甲', part))).toBe(text))
})

describe('the share of 优秀', () => {
  const cap = { excellentAtMost: 5, excellentOf: 17, excellentGiven: 5 }
  test('a third as a rule, another by a document; nothing is said while it is kept', () => {
    expect(capText(cap, null)).toBe('优秀一般最多5名（17人的三分之一），已定5名。')
    expect(capText({ ...cap, excellentAtMost: 3 }, { percent: 20, document: '示例组发〔2026〕1号' })).toBe('优秀按示例组发〔2026〕1号最多3名（17人的20%），已定5名。')
    expect(overText(cap, null)).toBe('')
    expect(overText({ ...cap, excellentGiven: 6 }, null)).toBe('优秀6名，多于5名（17人的三分之一）。公布以前要写明整体的理由，列在汇总表上。')
  })
  test.each([[{ score: 92.5, leading: 'excellent', suggestion: 'excellent' }, '参考分92.5分，票数最多的是优秀，建议优秀'], [{ score: null, leading: 'excellent', suggestion: 'tied' }, '票数最多的是优秀，并列，优秀名额不够'], [{ score: null, leading: null, suggestion: null }, '']] as const)('%j', (part, text) => expect(adviceOf(part)).toBe(text))
})

describe('who took part', () => {
  const group = (part: Partial<Parameters<typeof turnoutLines>[0]['fingerprint'][number]>) => ({ group: 'members', name: '党员互评', ballots: 12, entitled: 17, short: false, paper: 0, issued: 0, returned: 0, invalid: 0, fingerprint: '', ...part })
  const isMembers = (key: string) => key !== 'a'
  test('a group of members and a class with paper', () => expect(turnoutLines({
    fingerprint: [group({}), group({ group: 'a', name: '任课教师', ballots: 5, entitled: 8, short: true, paper: 5, issued: 8, returned: 6, invalid: 1 })], members: { ballots: 12, entitled: 17, short: false },
  }, isMembers)).toEqual(['党员互评：12/17人', '任课教师：5/8人，不足三分之二，纸质票发出8张，收回6张，有效5张，无效1张']))
  test('too few members', () => expect(turnoutLines({ fingerprint: [group({ ballots: 8, short: true })], members: { ballots: 8, entitled: 17, short: true } }, isMembers)).toEqual(['党员互评：8/17人，不足一半']))
  test('members on paper, too: all of them together are held against the roster', () => expect(turnoutLines({
    fingerprint: [group({ ballots: 4, short: true }), group({ group: 'b', name: '老同志', ballots: 4, entitled: 6, short: true, paper: 4, issued: 6, returned: 4 })], members: { ballots: 8, entitled: 17, short: true },
  }, isMembers)).toEqual(['党员互评：4/17人', '老同志：4/6人，纸质票发出6张，收回4张，有效4张，无效0张', '党员合计：8/17人，不足一半']))
})

describe('after the end', () => {
  const told = { kind: 'review', state: 'published', taken: 26, decidedOn: '2026-12-20', decidedBy: 'committee' } as unknown as Told
  test.each([
    [{}, '这一组有26人参加；支委会已于2026年12月20日评定，每位同志只能看到自己的等次。'],
    [{ decidedBy: 'assembly' }, '这一组有26人参加；支部党员大会已于2026年12月20日评定，每位同志只能看到自己的等次。'],
    [{ state: 'closed', decidedOn: null }, '这一组有26人参加；已经结束，等支委会评定。'],
    [{ state: 'closed', decidedOn: null, decidedBy: 'assembly' }, '这一组有26人参加；已经结束，等支部党员大会评定。'],
    [{ kind: 'vote', decidedBy: null }, '这一组有26人参加。已经结束，支部已于2026年12月20日公布结果。'],
  ] as const)('%j', (part, text) => expect(stateText({ ...told, ...part } as Told)).toBe(text))

  test('for the group chat: numbers, who decided when, and nobody\'s name', () => expect(groupText(
    { organisationName: '示例党支部', title: '2026年度民主评议党员', decidedOn: '2026-12-20', decidedBy: 'committee' },
    { graded: 12, byGrade: { excellent: 4, good: 8, fair: 0, poor: 0 }, turnout: [{ name: '党员互评', ballots: 12, entitled: 17, short: false }] },
  )).toBe('示例党支部“2026年度民主评议党员”，支委会已于2026年12月20日评定。\n参加情况：党员互评12/17人。\n评定12人：优秀4人，合格8人。\n每位同志的等次，只有本人能看到，请打开小程序“支部”查看。'))
})

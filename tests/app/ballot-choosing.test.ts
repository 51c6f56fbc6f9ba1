/** What the phone lets a voter and a teller do is what the server takes: never less, never more. */
import { ballotOf, chosenOf, countText, namesAreGood, othersLeft, whyNotChoose, whyNotName, type Given } from '../../src/pages/ballots/vote/choosing'
import { countsOf, firstProblem, pileOf, pileSays, questionSays, restOf, rowsApart, type Asked, type Pile } from '../../src/pages/ballots/count/pile'
import { whyCannotCast } from '../../cloudfunctions/services/ballot-box/ballot'
import { tidied, whyCannotBe } from '../../cloudfunctions/modules/ballots/paper-rules'

const names = ['王建国', '李晓梅', '赵新民', '陈志强']
const questions = names.map((name, n) => ({ key: `m${n}`, name }))
const choices = [{ key: 'inFavour', label: '赞成' }, { key: 'against', label: '不赞成' }, { key: 'abstain', label: '弃权' }]
const asked = { questions, choices: choices.map(({ key }) => key), blank: 'abstain', seats: { n: 3, choice: 'inFavour', against: 'against' }, noReceipts: true }
const paper = { seats: 3, questions }
const given = (answers: string, others: string[] = []): Given => ({ answers: Object.fromEntries([...answers].flatMap((sign, n) => (sign === '-' ? [] : [[`m${n}`, sign === '+' ? 'inFavour' : sign === 'x' ? 'against' : 'abstain']]))), others })

test.each([
  ['a fourth of three seats', '+++-', [], 'm3', 'inFavour', '应选3人，已经选满'],
  ['a third', '++--', [], 'm2', 'inFavour', null],
  ['a third beside one who is written in', '++-x', ['钱小红'], 'm2', 'inFavour', '已经选满'],
  ['whoever was refused is not any more, and another stands for him', 'x---', ['钱小红'], 'm0', 'abstain', '不赞成几位，才可以另选几位'],
  ['the same where another is refused too', 'xx--', ['钱小红'], 'm0', 'abstain', null],
])('%s', (_what, answers, others, key, choice, why) => {
  const said = whyNotChoose(paper, given(answers, others), key, choice)
  if (why) expect(said).toContain(why)
  else expect(said).toBeNull()
})

test('as many may be written in as one refuses, and no more than seats', () => {
  expect(othersLeft(paper, given('++--'))).toBe(0)
  expect(othersLeft(paper, given('++xx'))).toBe(1)
  expect(othersLeft(paper, given('+xx-'))).toBe(2)
  expect(othersLeft(paper, given('+xx-', ['钱小红']))).toBe(1)
  expect(othersLeft({ seats: null }, given('xxx-'))).toBe(0)
  expect(countText(paper, given('+x--', ['钱小红']))).toBe('应选3人，已选2人（含另选1人），还可选1人')
  expect(countText({ seats: null }, given('+'))).toBeNull()
})

test('a name that is written in is a name, nobody who stands on the ballot, and stands there once', () => {
  expect(whyNotName(paper, given('x', ['王 建国']), 0)).toContain('已经是候选人')
  expect(whyNotName(paper, given('xx', ['钱小红', ' 钱小红']), 1)).toContain('已经写过')
  expect(whyNotName(paper, given('x', ['钱小红。']), 0)).toBe('请只写姓名')
  expect(whyNotName(paper, given('x', ['']), 0)).toBeNull()
  expect(ballotOf(given('x', ['  ', '钱小红 '])).others).toEqual(['钱小红'])
})

/** Every ballot that taps can make: it starts empty, and each tap is refused or taken. */
test('whatever the page lets through, the server takes', () => {
  let seed = 7
  const random = (n: number): number => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n }
  for (let ballot = 0; ballot < 300; ballot++) {
    let now: Given = { answers: {}, others: [] }
    for (let tap = 0; tap < 12; tap++) {
      if (random(4) === 0 && othersLeft(paper, now) > 0) now = { ...now, others: [...now.others, ['钱小红', '孙大明', '周·力', ''][random(4)]!] }
      else {
        const [key, choice] = [`m${random(4)}`, asked.choices[random(3)]!]
        if (whyNotChoose(paper, now, key, choice) === null) now = { ...now, answers: { ...now.answers, [key]: choice } }
      }
      expect(chosenOf(now)).toBeLessThanOrEqual(3)
      if (namesAreGood(paper, now)) expect(whyCannotCast(asked, ballotOf(now))).toBeNull()
    }
  }
})

describe('a pile on paper', () => {
  const pile = (part: Partial<Pile> = {}): Pile => ({ issued: '15', returned: '15', invalid: '1', answers: {}, others: [], ...part })
  const of: Asked = { questions: questions.slice(0, 2), choices, seats: 1, most: 15, statutory: true }
  const row = (inFavour: string, against: string, abstain = ''): Record<string, string> => ({ inFavour, against, ...(abstain ? { abstain } : {}) })

  test.each([
    ['nothing typed', {}, false, '还没有填，合计应等于有效票14张'],
    ['the rest abstains', row('10', '2'), true, '合计14张，正好'],
    ['one short, though abstentions were typed', row('10', '2', '1'), false, '合计13张，应等于有效票14张，还差1张'],
    ['one too many', row('10', '5'), false, '合计15张，应等于有效票14张，多了1张'],
  ])('%s', (_what, answers, good, text) => expect(questionSays(pile({ answers: { m0: answers } }), 'm0')).toEqual({ good, text }))

  test('abstentions are what is left, unless they were typed', () => {
    expect(restOf(pile({ answers: { m0: row('10', '2') } }), 'm0')).toBe(2)
    expect(restOf(pile({ answers: { m0: row('10', '2', '2') } }), 'm0')).toBeNull()
    expect(restOf(pile({ returned: '', answers: { m0: row('10', '2') } }), 'm0')).toBeNull()
  })

  test.each([
    ['as many as were given out', {}, true], ['one more than there can be', { issued: '16' }, false], ['more void than came back', { invalid: '16' }, false], ['a number is missing', { invalid: '' }, false],
    ['more came back than were given out', { returned: '16' }, true],
  ])('the papers themselves: %s', (_what, part, good) => expect(pileSays(of, pile(part)).good).toBe(good))

  test('what can be handed in, the server takes; what it would refuse is said before', () => {
    const whole = pile({ answers: { m0: row('9', '5'), m1: row('2', '12') } })
    const rule = { questions: of.questions, choices: asked.choices, blank: 'abstain', seats: { n: 1, choice: 'inFavour', against: 'against' }, noReceipts: true }
    const judged = (typed: Pile) => whyCannotBe(rule, 15, tidied(rule, countsOf(of, typed) as Parameters<typeof tidied>[1]))
    const cases: [Pile, boolean][] = [
      [whole, true], [{ ...whole, others: [{ name: '钱小红', n: '3' }] }, true], [{ ...whole, others: [{ name: '钱小红', n: '4' }] }, false], [{ ...whole, others: [{ name: '王建国', n: '1' }] }, false],
      [{ ...whole, others: [{ name: '', n: '2' }] }, false], [{ ...whole, others: [{ name: '钱小红', n: '' }] }, false], [{ ...whole, others: [{ name: '钱小红', n: '1' }, { name: '钱 小红', n: '1' }] }, false],
      [{ ...whole, returned: '16' }, true], [{ ...whole, answers: { m0: row('9', '5') } }, false],
    ]
    for (const [typed, good] of cases) {
      expect([typed.others, firstProblem(of, typed)]).toEqual([typed.others, good ? null : expect.any(String)])
      if (good) expect(judged(typed)).toBeNull()
    }
    // Of a review, more papers back than given out is a mistake of counting.
    expect(firstProblem({ ...of, statutory: false, seats: null }, { ...whole, returned: '16' })).toContain('请核对')
  })

  test('whoever differs counts these rows again, and keeps the others', () => {
    const mine = { issued: 15, returned: 15, invalid: 1, answers: { m0: { inFavour: 9, against: 5, abstain: 0 }, m1: { inFavour: 2, against: 12, abstain: 0 } }, others: { 钱小红: 3 } }
    const counting = { title: '', groupName: '', questions: of.questions, choices, seats: 1, hands: false, most: 15, mine, entered: [], agreed: null, given: null, apart: true, left: 2, gone: [], differs: ['收回', '李晓梅', '另选他人'], can: { count: true, givePaper: false, check: false }, why: {} }
    expect(rowsApart(counting)).toEqual(['收回', '第2行 李晓梅', '另选他人'])
    expect(pileOf(counting)).toEqual({ issued: '15', returned: '', invalid: '1', answers: { m0: { inFavour: '9', against: '5', abstain: '0' } }, others: [] })
  })
})

/** Piles of paper ballots: what two people agree on, what a pile can come to, and what paper and phones are together. */
import fc from 'fast-check'
import type { Asked, BallotBox, PaperTally } from '../../cloudfunctions/platform/documents'
import { isOnBallot, leftOff, mostPapers, tidied, whyCannotBe, whyCannotCount, whyCannotGive, whyCannotSetCounters, type Counter } from '../../cloudfunctions/modules/ballots/paper-rules'
import { agreedOf, areApart, isPaired, rowsTold, standing, totalOf, triesOf, whyPileWaits, type Pile } from '../../cloudfunctions/services/balloting/counted'
import { isCounter } from '../../cloudfunctions/services/balloting/counters'
import type { AnyBalloting } from '../../cloudfunctions/services/balloting/asked'

const people = (n: number) => Array.from({ length: n }, (_none, i) => ({ key: `m${i}`, name: `同志${i}` }))
const review: Asked = { questions: people(2), choices: ['good', 'fair', 'abstain'], blank: 'abstain' }
const vote: Asked = { questions: [{ key: 'matter', name: '决议' }], choices: ['inFavour', 'against', 'abstain'], blank: 'abstain', noReceipts: true }
const election: Asked = { questions: people(4), choices: ['inFavour', 'against', 'abstain'], blank: 'abstain', seats: { n: 3, choice: 'inFavour', against: 'against' }, noReceipts: true }

const pile = (issued: number, returned: number, invalid: number, answers: PaperTally['answers'], others: Record<string, number> = {}): PaperTally => ({ issued, returned, invalid, answers, others })
const votes = (inFavour: number, against: number, abstain = 0) => ({ inFavour, against, abstain })
/** Ten papers of an election: three are elected by eight, the fourth is refused by six. */
const elected = (more: Partial<PaperTally> = {}): PaperTally => ({ ...pile(10, 10, 0, { m0: votes(8, 2), m1: votes(8, 2), m2: votes(8, 2), m3: votes(4, 6) }), ...more })

describe('what a pile can come to', () => {
  const good = { good: 5, fair: 0, abstain: 0 }
  test.each<[string, Asked, number, PaperTally, string | null]>([
    ['as many given out as there may be', review, 5, pile(5, 5, 0, { m0: good, m1: good }), null],
    ['one more', review, 4, pile(5, 5, 0, { m0: good, m1: good }), '最多发出4张，填的是5张'],
    ['nothing at all', review, 5, pile(0, 0, 0, {}), null],
    ['some kept', review, 9, pile(9, 5, 0, { m0: good, m1: good }), null],
    ['one more returned than given out', review, 9, pile(4, 5, 0, { m0: good, m1: good }), '收回5张，比发出的4张多'],
    ['the same at a statutory vote, which is void', vote, 9, pile(4, 5, 0, { matter: votes(5, 0) }), null],
    ['and nothing has to add up then', election, 9, pile(4, 5, 0, {}), null],
    ['but what is not on the ballot is not', vote, 9, pile(4, 5, 0, { other: votes(5, 0) }), '票上没有这一项'],
    ['all void', review, 5, pile(5, 5, 5, {}), null],
    ['more void than returned', review, 9, pile(9, 5, 6, {}), '无效6张，比收回的5张多'],
    ['void ones are not counted', vote, 5, pile(5, 5, 1, { matter: votes(3, 1) }), null],
    ['void ones are counted', vote, 5, pile(5, 5, 1, { matter: votes(4, 1) }), '“决议”各项加起来是5，有效票是4张（没填的算弃权）'],
    ['blanks are left out', vote, 5, pile(5, 5, 0, { matter: { inFavour: 4 } }), '“决议”各项加起来是4，有效票是5张（没填的算弃权）'],
    ['a row is missing', review, 5, pile(5, 5, 0, { m0: good }), '“同志1”各项加起来是0，有效票是5张（没填的算弃权）'],
    ['a row that is not on the ballot', review, 5, pile(5, 5, 0, { m0: good, m1: good, m7: good }), '票上没有这一项'],
    ['a choice that is not on the ballot', review, 5, pile(5, 5, 0, { m0: good, m1: { superb: 5 } }), '没有这个选项'],
    ['somebody written in where nobody may be', vote, 5, pile(5, 5, 0, { matter: votes(4, 1) }, { 某人: 1 }), '这张票不能另选他人'],
    ['everybody chooses as many as there are seats', election, 10, elected({ others: { 某人: 2 } }), null],
    ['one more is chosen', election, 10, elected({ others: { 某人: 3 } }), '赞成和另选一共31，10张有效票、每张最多选3人，最多是30'],
    ['as many written in as were refused', election, 10, pile(10, 10, 0, { m0: votes(0, 1, 9), m1: votes(0, 1, 9), m2: votes(0, 0, 10), m3: votes(0, 0, 10) }, { 某人: 1, 另一人: 1 }), null],
    ['one more written in', election, 10, pile(10, 10, 0, { m0: votes(0, 1, 9), m1: votes(0, 1, 9), m2: votes(0, 0, 10), m3: votes(0, 0, 10) }, { 某人: 2, 另一人: 1 }), '另选他人一共3，比不赞成的2多'],
    ['one name on every paper', election, 2, pile(2, 2, 0, { m0: votes(0, 2), m1: votes(0, 2), m2: votes(0, 2), m3: votes(0, 2) }, { 某人: 2 }), null],
    ['one name on more papers than there are', election, 2, pile(2, 2, 0, { m0: votes(0, 2), m1: votes(0, 2), m2: votes(0, 2), m3: votes(0, 2) }, { 某人: 3 }), '另选某人的有3张，有效票是2张'],
    ['a candidate written in', election, 10, elected({ others: { 同志1: 1 } }), '同志1是候选人，请填在候选人那一行'],
    ['a candidate written in, otherwise spaced', election, 10, elected({ others: { '同 志1': 1 } }), '同志1是候选人，请填在候选人那一行'],
    ['what is no name', election, 10, elected({ others: { $x: 1 } }), '另选的人请只写姓名'],
    ['a name on no paper is left out', election, 10, elected({ others: { 同志1: 0 } }), null],
    ['as many as were given out by name', vote, 5, pile(5, 5, 0, { matter: votes(5, 0) }), null],
  ])('%s', (_name, asked, most, counts, what) => expect(whyCannotBe(asked, most, tidied(asked, counts))?.detail?.what ?? null).toBe(what))

  test.each([[5, null], [6, '按姓名发出了6张，填的是5张'], [4, '按姓名发出了4张，填的是5张']])('given out by name: %i', (given, what) => expect(whyCannotBe(vote, given, pile(5, 5, 0, { matter: votes(5, 0) }), given)?.detail?.what ?? null).toBe(what))

  test('is kept with every choice and with names as they are compared', () => {
    expect(tidied(election, pile(1, 1, 0, { m0: { against: 1 } }, { '阿依.古丽': 1, '阿依·古 丽': 2, constructor: 1, 无人: 0 }))).toEqual({
      issued: 1, returned: 1, invalid: 0, answers: { m0: votes(0, 1), m1: votes(0, 0), m2: votes(0, 0), m3: votes(0, 0) }, others: { '阿依·古丽': 3, constructor: 1 },
    })
  })
})

/** Papers as people fill them in. */
const paper = fc.array(fc.constantFrom('inFavour', 'against', 'abstain'), { minLength: 4, maxLength: 4 }).chain(choices => fc.record({
  choices: fc.constant(choices),
  others: fc.uniqueArray(fc.constantFrom('某人', '另一人', '阿依·古丽', 'toString'), { maxLength: Math.max(0, Math.min(3 - choices.filter(one => one === 'inFavour').length, choices.filter(one => one === 'against').length)) }),
}))
const countOf = (papers: { choices: string[]; others: string[] }[], invalid: number): PaperTally => tidied(election, pile(papers.length + invalid, papers.length + invalid, invalid,
  Object.fromEntries(election.questions.map(({ key }, n) => [key, Object.fromEntries(election.choices.map(choice => [choice, papers.filter(({ choices }) => choices[n] === choice).length]))])),
  Object.fromEntries([...new Set(papers.flatMap(({ others }) => others))].map(name => [name, papers.filter(({ others }) => others.includes(name)).length]))))
/** Valid: chosen within the seats. */
const validPapers = fc.array(paper.filter(({ choices }) => choices.filter(one => one === 'inFavour').length <= 3), { maxLength: 20 })

describe('any pile of valid papers', () => {
  test('can be entered, and two who count it right agree', () => {
    fc.assert(fc.property(validPapers, fc.nat(3), (papers, invalid) => {
      const counts = countOf(papers, invalid)
      expect(whyCannotBe(election, papers.length + invalid, counts)).toBeNull()
      const turned = { ...counts, others: Object.fromEntries(Object.entries(counts.others).reverse()) }
      expect(agreedOf([entry('a', counts), entry('b', turned)])).toEqual(counts)
    }))
  })
  test('is refused where one choice of one paper is left out or counted twice', () => {
    fc.assert(fc.property(validPapers.filter(papers => papers.length > 0), fc.nat(3), fc.constantFrom(-1, 1), (papers, row, by) => {
      const counts = countOf(papers, 0)
      const key = `m${row}`
      const choice = papers[0]!.choices[row]!
      const answers = { ...counts.answers, [key]: { ...counts.answers[key], [choice]: counts.answers[key]![choice]! + by } }
      expect(whyCannotBe(election, 20, { ...counts, answers })?.code).toBe('paperWrong')
    }))
  })
  test('together with ballots on phones comes to the sum', () => {
    fc.assert(fc.property(validPapers, validPapers, fc.nat(3), (onPaper, onPhones, invalid) => {
      const [written, cast] = [countOf(onPaper, invalid), countOf(onPhones, 0)]
      const box = { asked: election, tally: { b1: { ballots: onPhones.length, answers: cast.answers, others: cast.others } }, paper: { b1: written } }
      const both = countOf([...onPaper, ...onPhones], invalid)
      expect(totalOf(box, 'b1')).toEqual({ ...both, ballots: onPaper.length + onPhones.length, fromPaper: onPaper.length })
    }))
  })
})

test('what was not counted comes to nothing', () => {
  expect(totalOf(null, 'a')).toEqual({ ballots: 0, fromPaper: 0, issued: 0, returned: 0, invalid: 0, answers: {}, others: {} })
  expect(totalOf({ asked: vote, tally: null } as Pick<BallotBox, 'asked' | 'tally' | 'paper'>, 'a').answers).toEqual({ matter: votes(0, 0) })
})

const entry = (who: string, counts: PaperTally, n = 0, account = who): { memberId: string; accountId: string; key: string; counts: PaperTally; withdrawn?: true } => ({ memberId: who, accountId: account, key: String(n), counts })
const one = pile(5, 5, 0, { matter: votes(4, 1) })
const other = pile(5, 5, 0, { matter: votes(3, 2) })

describe('two people agree', () => {
  test.each<[string, ReturnType<typeof entry>[], PaperTally | null]>([
    ['nobody', [], null],
    ['one alone', [entry('a', one)], null],
    ['one person twice', [entry('a', one), entry('a', one, 1)], null],
    ['one person with two accounts', [entry('a', one, 0, 'x'), entry('a', one, 1, 'y')], null],
    ['one account that was two persons\'', [entry('a', one, 0, 'x'), entry('b', one, 0, 'x')], null],
    ['two', [entry('a', one), entry('b', one)], one],
    ['two differ', [entry('a', one), entry('b', other)], null],
    ['two of three', [entry('a', one), entry('b', other), entry('c', one)], null],
    ['three of three', [entry('a', one), entry('b', one), entry('c', one)], one],
    ['two and two', [entry('a', one), entry('b', other), entry('c', one), entry('d', other)], null],
    ['the last of each stands', [entry('a', other, 0), entry('a', one, 1), entry('b', one)], one],
    ['also where it parts them', [entry('a', one, 0), entry('b', one), entry('a', other, 1)], null],
    ['whatever the order in which it was read', [entry('b', one), entry('a', one, 1), entry('a', other, 0)], one],
  ])('%s', (_name, entries, agreed) => expect(agreedOf(entries)).toEqual(agreed))

  const two = pile(6, 5, 1, { m0: { good: 4 }, m1: { good: 3, fair: 1 } }, { 某人: 1 })
  const three = pile(5, 5, 1, { m0: { good: 4 }, m1: { good: 4 } })
  const rows = ['发出', '同志1', '另选他人']
  test.each<[string, ReturnType<typeof entry>[], boolean, string[]]>([
    ['each once', [entry('a', two), entry('b', three)], true, []],
    ['one of them twice', [entry('a', two), entry('a', two, 1), entry('b', three)], true, []],
    ['both twice', [entry('a', one), entry('a', two, 1), entry('b', three), entry('b', three, 1)], true, rows],
    ['a third who has counted once', [entry('a', two), entry('a', two, 1), entry('b', three), entry('b', three, 1), entry('c', three)], true, []],
    ['one who counts no more', [entry('a', two), { ...entry('a', two, 1), withdrawn: true as const }, entry('b', three), entry('b', three, 1)], false, []],
    ['the same person', [entry('a', two), entry('a', three, 1)], false, []],
  ])('the rows in which they differ are named once each has counted twice: %s', (_name, entries, apart, told) => expect([areApart(entries), rowsTold(review, entries)]).toEqual([apart, told]))

  test('how often somebody has entered a count, since beginning', () => {
    const entries = [entry('a', one), entry('a', other, 1), entry('b', one)]
    expect(['a', 'b', 'c'].map(who => triesOf(entries, who))).toEqual([2, 1, 0])
    expect(triesOf([...entries, { ...entry('a', other, 2), withdrawn: true as const }], 'a')).toBe(0)
    expect(triesOf([...entries, { ...entry('a', other, 2), withdrawn: true as const }, entry('a', one, 3)], 'a')).toBe(1)
    expect(standing([entry('a', two), entry('a', three, 1)])).toHaveLength(1)
  })

  test('what two have entered alike is a pair, also beside a third', () => {
    const [a, b, c] = [entry('a', one), entry('b', one), entry('c', other)]
    expect([a, b, c].map(each => isPaired(each, [a, b, c]))).toEqual([true, true, false])
    expect(isPaired(a, [a, entry('b', one, 0, 'a')])).toBe(false)
  })
})

describe('a pile waits for its count', () => {
  const waiting = (more: Partial<Pile>): string | null => whyPileWaits({ name: '组', onPaper: true, entitled: 5, taken: 0, given: null, asked: vote, entries: [], ...more })?.code ?? null
  test.each<[string, Partial<Pile>, string | null]>([
    ['on paper, nobody has entered', {}, 'paperUncounted'],
    ['on phones, nobody has entered', { onPaper: false }, null],
    ['one has', { entries: [entry('a', one)] }, 'paperUncounted'],
    ['one has, of a group on phones', { onPaper: false, entries: [entry('a', one)] }, 'paperUncounted'],
    ['two differ', { entries: [entry('a', one), entry('b', other)] }, 'paperDiffers'],
    ['two with one account', { entries: [entry('a', one, 0, 'x'), entry('b', one, 0, 'x')] }, 'paperUncounted'],
    ['two agree', { entries: [entry('a', one), entry('b', one)] }, null],
    ['with phones as many as are entitled', { onPaper: false, taken: 4, entitled: 9, entries: [entry('a', one), entry('b', one)] }, null],
    ['nobody has entered, and no paper was given out by name', { onPaper: false, given: 0 }, null],
    ['nobody has entered, and one was', { onPaper: false, given: 1 }, 'paperUncounted'],
    ['as many given out by name', { onPaper: false, given: 5, entries: [entry('a', one), entry('b', one)] }, null],
    ['one fewer', { onPaper: false, given: 4, entries: [entry('a', one), entry('b', one)] }, 'paperGiven'],
    ['one more', { onPaper: false, given: 6, entries: [entry('a', one), entry('b', one)] }, 'paperGiven'],
    ['with phones one more', { onPaper: false, taken: 5, entitled: 9, entries: [entry('a', one), entry('b', one)] }, 'paperWrong'],
  ])('%s', (_name, more, code) => expect(waiting(more)).toBe(code))
})

describe('who counts, and when', () => {
  const base = { state: 'open', candidates: [{ memberId: 'c', name: '候选人' }], ballots: [{ key: 'b1', present: 14 }, { key: 'b2', present: 13 }], current: 'b2', subjects: [{ key: 's' }], counters: [], openedAt: null, kind: 'admission', present: ['x', 'y', 'z'], presentCount: null }
  const of = (ballotKind: string, more: object = {}) => ({ ...base, ballotKind, ...more }) as unknown as AnyBalloting
  const [before, named, after] = [1, 2, 3].map(n => new Date(n))
  const me = (memberId: string, more: Partial<Counter> = {}): Counter => ({ memberId, name: '某人', counts: true, boundAt: before!, tries: 0, ...more })
  const [x, y] = ['x', 'y'].map(memberId => ({ memberId, name: memberId, since: named! }))
  test.each<[string, AnyBalloting, string, Counter, Partial<BallotBox> | null, string | null]>([
    ['a counter', of('election'), 'b2', me('x'), {}, null],
    ['while it is paused', of('election', { state: 'paused' }), 'b2', me('x'), {}, null],
    ['a draft', of('election', { state: 'draft' }), 'b2', me('x'), null, 'reviewState'],
    ['when it is closed', of('election', { state: 'closed' }), 'b2', me('x'), {}, 'reviewState'],
    ['an earlier ballot', of('election'), 'b1', me('x'), {}, 'paperTaken'],
    ['what was taken over', of('election'), 'b2', me('x'), { paper: { b2: one } }, 'paperTaken'],
    ['what is void', of('vote'), 'a', me('x'), { state: 'void' }, 'paperTaken'],
    ['a candidate', of('election'), 'b2', me('c'), {}, 'counterOnBallot'],
    ['whom a vote is about', of('vote'), 'a', me('s'), {}, 'counterOnBallot'],
    ['somebody who is rated, as all are', of('review'), 'a', me('c'), {}, null],
    ['any other member', of('vote'), 'a', me('x', { counts: false }), {}, 'notCounter'],
    ['who is named and took another account before', of('vote', { counters: [x, y] }), 'a', me('x', { boundAt: named! }), {}, null],
    ['and since', of('vote', { counters: [x, y] }), 'a', me('x', { boundAt: after! }), {}, 'counterRebound'],
    ['and since the opening', of('vote', { counters: [{ memberId: 'x', name: 'x' }], openedAt: named }), 'a', me('x', { boundAt: after! }), {}, 'counterRebound'],
    ['a fourth time', of('vote'), 'a', me('x', { tries: 3 }), {}, null],
    ['a fifth time', of('vote'), 'a', me('x', { tries: 4 }), {}, 'counterTries'],
  ])('%s', (_name, balloting, group, who, box, code) => expect(whyCannotCount(balloting, group, box as BallotBox | null, who)?.code ?? null).toBe(code))

  test.each<[string, AnyBalloting, string, string | null]>([
    ['of a draft', of('election', { state: 'draft' }), 'x', null], ['of what is open', of('vote'), 'x', null], ['of what is over', of('vote', { state: 'closed' }), 'x', 'reviewState'],
    ['a candidate', of('election'), 'c', 'counterOnBallot'], ['whom a vote is about', of('vote'), 's', 'counterOnBallot'],
  ])('named: %s', (_name, balloting, memberId, code) => expect(whyCannotSetCounters(balloting, [me(memberId), me('other')])?.code ?? null).toBe(code))

  test.each([[0, null], [1, 'counterOne'], [2, null]])('named: %i people', (n, code) => expect(whyCannotSetCounters(of('vote'), Array.from({ length: n }, (_none, i) => me(`p${i}`)))?.code ?? null).toBe(code))

  test.each([['who is named', 'x', false, true], ['who leads, where others are named', 'z', true, false], ['who leads and is named', 'x', true, true]])('%s', (_name, memberId, leads, counts) => expect(isCounter({ counters: [x!, y!] }, memberId, leads)).toBe(counts))
  test('where nobody is named those who lead', () => expect([true, false].map(leads => isCounter({ counters: [] }, 'z', leads))).toEqual([true, false]))

  test('who would count no more', () => {
    const entered = [{ memberId: 'z', memberName: '张' }, { memberId: 'x', memberName: 'x' }]
    expect(leftOff({ counters: [x!, y!] }, entered, ['y', 'n'])).toEqual([{ memberId: 'x', name: 'x' }, { memberId: 'z', name: '张' }])
    expect(leftOff({ counters: [] }, entered, [])).toEqual([])
    expect(leftOff({ counters: [x!] }, entered, [])).toEqual([{ memberId: 'x', name: 'x' }])
  })

  test.each<[string, AnyBalloting, 'roster' | 'paper', string | null]>([
    ['while it is open', of('vote'), 'roster', null], ['while it is paused', of('vote', { state: 'paused' }), 'roster', null], ['a draft', of('vote', { state: 'draft' }), 'roster', 'reviewState'],
    ['what is closed', of('vote', { state: 'closed' }), 'roster', 'reviewState'], ['what is on paper', of('vote'), 'paper', 'reviewNoGroup'],
  ])('a paper is given out by name: %s', (_name, balloting, kind, code) => expect(whyCannotGive(balloting, { entry: kind })?.code ?? null).toBe(code))

  test('who is rated in a review is not on its ballot in this sense', () => expect([isOnBallot(of('review'), 's'), isOnBallot(of('vote'), 's')]).toEqual([false, true]))

  test.each<[string, AnyBalloting, { key: string; entry: 'paper' | 'written' | 'roster'; entitled: number }, number, number]>([
    ['of an election those present at that ballot', of('election'), { key: 'b2', entry: 'paper', entitled: 99 }, 0, 13],
    ['of a vote those present', of('vote'), { key: 'members', entry: 'paper', entitled: 99 }, 0, 3],
    ['less those on phones', of('vote'), { key: 'members', entry: 'roster', entitled: 99 }, 2, 1],
    ['never less than none', of('vote'), { key: 'members', entry: 'roster', entitled: 99 }, 5, 0],
    ['of a class as counted in the room', of('vote', { presentCount: 30 }), { key: 'a', entry: 'paper', entitled: 99 }, 0, 30],
    ['of written opinions as many as were sent for', of('vote'), { key: 'written', entry: 'written', entitled: 4 }, 0, 4],
    ['of a poll those entitled', of('vote', { kind: 'poll' }), { key: 'members', entry: 'paper', entitled: 9 }, 0, 9],
    ['of a review those entitled, less those on phones', of('review'), { key: 'members', entry: 'roster', entitled: 9 }, 4, 5],
  ])('papers at most: %s', (_name, balloting, group, taken, most) => expect(mostPapers(balloting, group, taken)).toBe(most))
})

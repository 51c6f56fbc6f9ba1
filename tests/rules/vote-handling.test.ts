/** What may be done with a vote, which shares it needs, and what came of it: both sides of every limit (DOMAIN.md §1, §2). */
import { voteKinds, type VoteKind } from '../../types/contracts/codes-ballots'
import type { ReviewState } from '../../types/contracts/codes'
import type { Elector, Vote, WantedShare } from '../../cloudfunctions/platform/documents'
import {
  outcomesOf, peopleOf, sharesOf, whyCannotAnswer, whyCannotAttend, whyCannotOpen, whyCannotProlong, whyCannotPublish, whyCannotSet, whyFewPresent, whyInvalid, whyNothingAsked, whyNotInManner, whyNotNow, whyWrongSubjects, type Act, type Pile, type SubjectNow,
} from '../../cloudfunctions/modules/votes/rules'
import { groupsOf, settled } from '../../cloudfunctions/modules/votes/setup'
import { frozenOf } from '../../cloudfunctions/modules/votes/opening'
import { recordSheet, resultOf } from '../../cloudfunctions/modules/votes/record-sheet'

const admissionRules = '中国共产党发展党员工作细则（2026年修订）'
const branchRules = '中国共产党支部工作条例（试行）'
const now = new Date('2026-11-20T01:00:00Z')
const draft = (kind: VoteKind) => sharesOf({ kind, state: 'draft', presentShare: null, carriedShare: null })
const code = (refusal: { code: string } | null): string | null => refusal?.code ?? null

describe('what a state allows', () => {
  const allowed: [Act, ReviewState[]][] = [
    ['change', ['draft']], ['attend', ['draft']], ['open', ['draft', 'open']], ['pause', ['open']], ['resume', ['paused']], ['prolong', ['open', 'paused']], ['close', ['open', 'paused', 'closed']],
    ['redo', ['open', 'paused', 'closed']], ['publish', ['closed', 'published']], ['vote', ['open']], ['seeResult', ['closed', 'published']],
  ]
  test.each(allowed)('%s', (act, states) => {
    expect((['draft', 'open', 'paused', 'closed', 'published', 'void'] as const).filter(state => whyNotNow({ state }, act) === null)).toEqual(states)
  })
  test('a vote that is counted is not said to wait for grades', () => expect(whyNotNow({ state: 'closed' }, 'change')?.detail).toEqual({ state: '已计票' }))
})

describe('which shares are wanted', () => {
  test('those that a regulation fixes, with its article', () => {
    for (const kind of ['admission', 'fullMembership'] as const) {
      expect(draft(kind)).toEqual({ presentShare: { part: 1, whole: 2, more: true, base: 'expected', rule: `${admissionRules}第十九条` }, carriedShare: { part: 1, whole: 2, more: true, base: 'expected', rule: `${admissionRules}第二十条` } })
    }
    expect(draft('assembly')).toEqual({ presentShare: { part: 1, whole: 2, more: false, base: 'expected', rule: `${branchRules}第十一条` }, carriedShare: { part: 1, whole: 2, more: true, base: 'expected', rule: `${branchRules}第十一条` } })
    expect(draft('poll')).toEqual({ presentShare: null, carriedShare: null })
  })
  test('a branch has its own only where none is fixed', () => {
    const own: WantedShare = { part: 3, whole: 4, more: false, base: 'expected', rule: '' }
    expect(draft('recommendation').carriedShare).toMatchObject({ part: 1, whole: 2, more: true, base: 'present' })
    expect(sharesOf({ kind: 'recommendation', state: 'draft', presentShare: own, carriedShare: null }).presentShare).toEqual(own)
    // Whatever stands in a draft of a vote that is fixed, the rule is what counts.
    expect(sharesOf({ kind: 'admission', state: 'draft', presentShare: own, carriedShare: own })).toEqual(draft('admission'))
  })
  test('a vote keeps those it was opened with', () => {
    const then: WantedShare = { part: 2, whole: 3, more: false, base: 'expected', rule: '从前的规定' }
    expect(sharesOf({ kind: 'admission', state: 'open', presentShare: then, carriedShare: then })).toEqual({ presentShare: then, carriedShare: then })
  })
  test.each(['admission', 'fullMembership', 'assembly'] as const)('%s: nobody changes what is fixed', kind => {
    for (const share of ['presentShare', 'carriedShare'] as const) expect(whyCannotSet(kind, { [share]: { part: 1, whole: 2, more: true } }, '2026-11-20')?.code).toBe('voteShareFixed')
    expect(whyCannotSet(kind, { presentShare: null, carriedShare: null }, '2026-11-20')).toBeNull()
  })
  test.each([
    [1, 2, true, null], [2, 3, false, null], [1, 1, false, null], [1, 1, true, 'voteShareOdd'], [3, 2, false, 'voteShareOdd'],
  ])('of a recommendation %i/%i, more: %s → %s', (part, whole, more, outcome) => expect(code(whyCannotSet('recommendation', { carriedShare: { part, whole, more } }, '2026-11-20'))).toBe(outcome))
})

describe('settings', () => {
  test.each([[['A', 'B'], null], [['A', 'B', 'A'], 'voteOptionTwice']])('options %j → %s', (options, outcome) => expect(code(whyCannotSet('poll', { options }, '2026-11-20'))).toBe(outcome))
  test.each([['2026-11-20', null], ['2026-11-21', 'voteConsentDay']])('a consent of %s → %s', (day, outcome) => expect(code(whyCannotSet('admission', { consent: { day } }, '2026-11-20'))).toBe(outcome))
  const consent = { superior: '示例党委', document: '同意函', day: '2026-11-18', byName: '王建国', at: now }
  test.each([
    ['admission', 'paper', null, null], ['admission', 'phone', null, 'voteNoConsent'], ['admission', 'phone', consent, null], ['admission', 'hands', consent, 'voteNoHands'],
    ['fullMembership', 'paper', null, null], ['fullMembership', 'phone', null, 'voteNoConsent'], ['fullMembership', 'hands', null, 'voteNoHands'],
    ['assembly', 'hands', null, null], ['assembly', 'paper', null, null], ['assembly', 'phone', null, null], ['recommendation', 'phone', null, null], ['poll', 'phone', null, null],
  ] as const)('%s by %s → %s', (kind, manner, given, outcome) => expect(code(whyNotInManner({ kind, manner, consent: given }))).toBe(outcome))
  test('what does not belong to a kind is not kept', () => {
    const all = { named: true, options: ['A', 'B'], manner: 'phone' as const, entry: 'room' as const, expectedCount: 30, written: true, presentShare: { part: 1, whole: 2, more: true, base: 'present' as const } }
    const by = { name: '王建国', at: now }
    expect(settled({ kind: 'assembly', consent: null }, all, by)).toEqual({ manner: 'phone' })
    // Opinions sent before are votes by 细则 §20 alone.
    for (const kind of ['admission', 'fullMembership'] as const) expect(settled({ kind, consent: null }, all, by)).toEqual({ manner: 'phone', written: true })
    expect(settled({ kind: 'poll', consent: null }, all, by)).toEqual({ named: true, options: [{ key: 'o1', label: 'A' }, { key: 'o2', label: 'B' }] })
    expect(settled({ kind: 'recommendation', consent: null }, all, by)).toEqual({ entry: 'room', manner: 'phone', expectedCount: 30, presentShare: { part: 1, whole: 2, more: true, base: 'expected', rule: '' } })
  })
  test('who wrote a consent down stays where it is sent again unchanged', () => {
    const given = { superior: consent.superior, document: consent.document, day: consent.day }
    const later = { name: '李秀英', at: new Date('2026-11-21T00:00:00Z') }
    expect(settled({ kind: 'admission', consent }, { consent: given }, later).consent).toEqual(consent)
    expect(settled({ kind: 'admission', consent }, { consent: { ...given, document: '批复' } }, later).consent).toMatchObject({ document: '批复', byName: '李秀英' })
  })
})

describe('who votes, and how they come in', () => {
  const vote = { kind: 'admission', named: false, manner: 'paper', entry: 'slips', written: false } as const
  const brief = (over: Partial<Vote>) => groupsOf({ ...vote, ...over } as Vote, { expected: 17, present: 9 }).map(({ key, entry, entitled }) => [key, entry, entitled])
  test.each<[string, Partial<Vote>, unknown]>([
    ['on paper', {}, [['members', 'paper', 9]]],
    ['opinions sent before: at most of those who are not there', { written: true }, [['members', 'paper', 9], ['written', 'written', 8]]],
    ['on phones', { manner: 'phone' }, [['members', 'roster', 9]]],
    ['by hands', { kind: 'assembly', manner: 'hands' }, [['members', 'paper', 9]]],
    ['a class', { kind: 'recommendation', entry: 'room' }, [['a', 'room', 9]]],
    ['a poll', { kind: 'poll' }, [['members', 'roster', 17]]],
    ['a poll by name', { kind: 'poll', named: true }, []],
  ])('%s', (_name, over, groups) => expect(brief(over)).toEqual(groups))
})

test.each([[8, ['members', 'written']], [9, ['members']]])('%i of 9 are there: %j are opened', (n, keys) => {
  const electors = Array.from({ length: 9 }, (_none, i) => ({ memberId: `m${i}`, name: `党员${i}` }))
  const vote = { kind: 'assembly', state: 'draft', named: false, manner: 'paper', entry: 'slips', written: true, presentShare: null, carriedShare: null } as Vote
  const people = { electors, without: [], presentIds: electors.slice(0, n).map(({ memberId }) => memberId), unbound: [], expected: 9, present: n }
  expect(frozenOf(vote, { people, subjects: [], heldDay: '2026-11-20' }).groups.map(({ key }) => key)).toEqual(keys)
})

describe('the record for signing', () => {
  const vote = {
    kind: 'admission', title: '接收<b>预备党员</b>', matter: '', organisationName: '示例支部', manner: 'paper', consent: null, subjects: [{ key: 'x', name: '孔"申"', person: 'applicant' }], invalid: null, closedAt: now, at: now,
    outcomes: [{ key: 'x', inFavour: 9, against: 1, abstain: 0, written: 2, needed: 9, carried: true }], carriedShare: draft('admission').carriedShare,
  } as unknown as Vote
  test('says in a sentence what came of it, by which rule', () => {
    expect(resultOf({ vote, expected: 17, present: 9 })).toEqual([`孔"申"：应到会有表决权的党员17名，实到9名；赞成9票（其中书面意见2），不赞成1票，弃权0票。需要赞成9票（${admissionRules}第二十条），通过。`])
    expect(resultOf({ vote: { ...vote, invalid: '收回的比发出的多' }, expected: 17, present: 9 })).toEqual(['这次表决无效：收回的比发出的多。'])
  })
  test('what a person wrote is never a tag', () => {
    const sheet = recordSheet({ vote, expected: 17, present: 9, piles: [], answers: null })
    expect([sheet.includes('<b>'), sheet.includes('孔"申"'), sheet.includes('孔&#34;申&#34;')]).toEqual([false, false, true])
  })
})

describe('who is voted on', () => {
  const subject = (over: Partial<SubjectNow>): SubjectNow => ({ key: 'x', name: '孔申', person: 'applicant', there: true, stage: 'prospect', standing: null, joinedOn: null, prospectOn: null, extended: 0, ...over })
  test.each<[string, VoteKind, SubjectNow[], string | null]>([
    ['a prospect', 'admission', [subject({})], null], ['nobody', 'admission', [], 'voteOneSubject'], ['two at once', 'admission', [subject({}), subject({ key: 'y' })], 'voteOneSubject'],
    ['an activist', 'admission', [subject({ stage: 'activist' })], 'voteNotProspect'], ['somebody who has left', 'admission', [subject({ there: false })], 'voteSubjectWrong'],
    ['a member', 'admission', [subject({ person: 'member', standing: 'probationary' })], 'voteSubjectWrong'],
    ['a probationary member', 'fullMembership', [subject({ person: 'member', standing: 'probationary', stage: null })], null],
    ['a full member', 'fullMembership', [subject({ person: 'member', standing: 'full', stage: null })], 'voteSubjectWrong'],
    ['an applicant', 'fullMembership', [subject({})], 'voteSubjectWrong'], ['nobody', 'fullMembership', [], 'voteOneSubject'],
    ['several applicants', 'recommendation', [subject({ stage: 'applicant' }), subject({ key: 'y', stage: 'activist' })], null], ['nobody', 'recommendation', [], 'voteNoSubjects'],
    ['a member', 'recommendation', [subject({ person: 'member' })], 'voteSubjectWrong'],
  ])('%s: %s', (_name, kind, subjects, outcome) => expect(code(whyNothingAsked({ kind, matter: '', options: [] }, subjects))).toBe(outcome))
  test('one at a time is refused as soon as two are chosen, with the article', () => expect(whyWrongSubjects('admission', [subject({}), subject({ key: 'y' })])?.detail).toEqual({ rule: `${admissionRules}第二十条` }))
  test.each<[VoteKind, string, number, string | null]>([['assembly', '', 0, 'voteNoMatter'], ['assembly', '通过年度计划', 0, null], ['poll', '', 1, 'voteNoOptions'], ['poll', '', 2, null]])('%s with the matter "%s" and %i options → %s', (kind, matter, n, outcome) => {
    expect(code(whyNothingAsked({ kind, matter, options: Array.from({ length: n }, (_none, i) => ({ key: `o${i}`, label: `${i}` })) }, []))).toBe(outcome)
  })
})

describe('enough are there', () => {
  test.each<[VoteKind, number, number, boolean]>([
    ['admission', 17, 9, true], ['admission', 17, 8, false], ['admission', 16, 9, true], ['admission', 16, 8, false], ['fullMembership', 16, 8, false], ['fullMembership', 16, 9, true],
    ['assembly', 16, 8, true], ['assembly', 16, 7, false], ['assembly', 17, 8, false], ['assembly', 17, 9, true], ['recommendation', 30, 20, true], ['recommendation', 30, 19, false], ['assembly', 0, 0, false],
  ])('%s: of %i, %i: %s', (kind, expected, present, holds) => {
    const refusal = whyFewPresent(draft(kind).presentShare!, { expected, present })
    expect(refusal === null).toBe(holds)
    if (refusal) expect(refusal.detail).toMatchObject({ expected, present, needed: peopleOf(draft(kind).presentShare!, { expected, present }) })
  })
  const openable = { kind: 'assembly', state: 'draft', matter: '通过计划', options: [], manner: 'paper', consent: null, presentShare: null, carriedShare: null, expectedCount: null, presentCount: null, closesAt: null } as const
  test.each<[string, Partial<Vote>, string | null]>([
    ['as it is', {}, null], ['already open', { state: 'open' }, null], ['counted', { state: 'closed' }, 'reviewState'], ['by hands', { manner: 'hands' }, null], ['on phones', { manner: 'phone' }, null],
    ['its end is over', { closesAt: now }, 'voteClosesPast'], ['a poll needs nobody there', { kind: 'poll', options: [{ key: 'a', label: 'A' }, { key: 'b', label: 'B' }] }, null],
  ])('%s → %s', (_name, over, outcome) => expect(code(whyCannotOpen({ vote: { ...openable, ...over } as Vote, subjects: [], attendance: { expected: 16, present: 8 }, heldDay: '2026-11-20', now }))).toBe(outcome))
  test.each([[null, 20, 'voteNoCount'], [30, null, 'voteNoCount'], [30, 31, 'voteMorePresent'], [30, 19, 'voteFewPresent'], [30, 20, null]])('a class of %s, there %s → %s', (expectedCount, presentCount, outcome) => {
    const subjects: SubjectNow[] = [{ key: 'x', name: '孔申', person: 'applicant', there: true, stage: 'applicant', standing: null, joinedOn: null, prospectOn: null, extended: 0 }]
    expect(code(whyCannotOpen({ vote: { ...openable, kind: 'recommendation', expectedCount, presentCount, options: [] }, subjects, attendance: { expected: expectedCount ?? 0, present: presentCount ?? 0 }, heldDay: '2026-11-20', now }))).toBe(outcome)
  })
})

describe('who is counted present', () => {
  const people = { electors: [{ memberId: 'a', name: '甲' }, { memberId: 'b', name: '乙' }], without: [{ memberId: 'p', name: '丙' }] }
  const judge = (kind: VoteKind, given: { memberIds?: string[]; presentCount?: number }, expectedCount: number | null = null) => code(whyCannotAttend({ kind, state: 'draft', expectedCount }, given, people))
  test.each<[string, string | null]>([
    ['electors', judge('assembly', { memberIds: ['a', 'b'] })], ['nobody', judge('assembly', { memberIds: [] })],
  ])('%s', (_name, found) => expect(found).toBeNull())
  test('refused', () => {
    expect([judge('assembly', { memberIds: ['a', 'p'] }), judge('assembly', { memberIds: ['somebody'] }), judge('assembly', { presentCount: 3 }), judge('poll', { memberIds: ['a'] }), judge('recommendation', {}), judge('recommendation', { presentCount: 31 }, 30), code(whyCannotAttend({ kind: 'assembly', state: 'open', expectedCount: null }, { memberIds: ['a'] }, people))])
      .toEqual(['voteNotElector', 'notFound', 'badInput', 'voteNoAttendance', 'voteNoCount', 'voteMorePresent', 'reviewState'])
  })
})

describe('what came of it', () => {
  const answers = (inFavour: number, against = 0, abstain = 0) => ({ x: { inFavour, against, abstain } })
  const pile = (inFavour: number, over: Partial<Pile> = {}): Pile => ({ name: '到会党员', written: false, issued: inFavour, returned: inFavour, answers: answers(inFavour), ...over })
  const judge = (kind: VoteKind, expected: number, present: number, piles: Pile[]) => outcomesOf([{ key: 'x' }], piles, draft(kind).carriedShare!, { expected, present }, whyInvalid(piles, { expected, present }) === null)[0]!
  const sent = (inFavour: number, over: Partial<Pile> = {}) => pile(inFavour, { name: '会前书面意见', written: true, ...over })

  test.each<[string, VoteKind, number, number, number, boolean]>([
    ['9 of 17 carry', 'admission', 17, 9, 9, true], ['8 of 17 do not', 'admission', 17, 17, 8, false], ['exactly half of 16 does not', 'admission', 16, 16, 8, false], ['9 of 16 do', 'fullMembership', 16, 9, 9, true],
    ['of all who should come, not of those who came', 'assembly', 17, 9, 8, false], ['of those who came, where a branch has it so', 'recommendation', 30, 20, 11, true], ['exactly half of those who came', 'recommendation', 30, 20, 10, false],
  ])('%s', (_name, kind, expected, present, inFavour, carried) => expect(judge(kind, expected, present, [pile(inFavour)])).toMatchObject({ inFavour, carried }))

  test('opinions sent before are votes, and nobody is there for them', () => {
    const piles = [pile(6, { returned: 9, issued: 9, answers: answers(6, 2, 1) }), sent(3)]
    expect(judge('admission', 17, 9, piles)).toEqual({ key: 'x', inFavour: 9, against: 2, abstain: 1, written: 3, needed: 9, carried: true })
    expect(judge('admission', 17, 9, [piles[0]!, sent(2)])).toMatchObject({ inFavour: 8, carried: false })
    expect(whyFewPresent(draft('admission').presentShare!, { expected: 17, present: 6 })?.detail).toMatchObject({ present: 6, needed: 9 })
  })
  test.each<[string, Pile[], number, number, boolean]>([
    ['as many came back as were given out', [pile(9)], 17, 9, true], ['fewer came back', [pile(8, { issued: 9 })], 17, 9, true], ['one more', [pile(9, { issued: 8 })], 17, 9, false],
    ['of the written ones too', [pile(9), sent(2, { issued: 1 })], 17, 9, false], ['as many as are there', [pile(9, { issued: 12 })], 17, 9, true], ['one more than are there', [pile(10, { issued: 12 })], 17, 9, false],
    ['with the written ones as many as have a vote', [pile(9), sent(8)], 17, 9, true], ['one more than have a vote', [pile(9), sent(9)], 17, 9, false],
  ])('%s: valid: %s', (_name, piles, expected, present, valid) => {
    expect(whyInvalid(piles, { expected, present }) === null).toBe(valid)
    expect(judge('admission', expected, present, piles).carried).toBe(valid && piles.reduce((n, one) => n + one.returned, 0) >= 9)
  })
  test('nobody voted', () => expect(judge('assembly', 16, 8, [])).toMatchObject({ inFavour: 0, carried: false }))
  test.each([[null, null], ['多了', 'voteInvalid']])('a result that is invalid (%s) is not published: %s', (invalid, outcome) => expect(code(whyCannotPublish({ state: 'closed', invalid }))).toBe(outcome))
})

describe('an answer by name', () => {
  const vote = { kind: 'poll', named: true, state: 'open', electors: [{ memberId: 'a', name: '甲' }] satisfies Elector[], closesAt: null } as const
  test.each<[string, Partial<Vote>, string, string | null]>([
    ['somebody asked', {}, 'a', null], ['somebody who came later', {}, 'b', 'ballotNotEntitled'], ['not by name', { named: false }, 'a', 'voteNotNamed'], ['paused', { state: 'paused' }, 'a', 'reviewState'],
    ['at its end', { closesAt: now }, 'a', 'ballotClosed'], ['a moment before', { closesAt: new Date(now.getTime() + 1) }, 'a', null],
  ])('%s', (_name, over, who, outcome) => expect(code(whyCannotAnswer({ ...vote, ...over } as Vote, who, now))).toBe(outcome))
})

test.each([[1, null, null], [0, null, 'voteClosesPast'], [2, 3, 'voteProlongOnly'], [3, 3, null], [4, 3, null]])('prolonged to %i, was %s → %s', (to, was, outcome) => {
  const at = (n: number) => new Date(now.getTime() + n * 60_000)
  expect(code(whyCannotProlong({ state: 'open', closesAt: was === null ? null : at(was) }, at(to), now))).toBe(outcome)
})
test('every kind is judged', () => expect((Object.keys(voteKinds) as VoteKind[]).map(kind => draft(kind).carriedShare !== null)).toEqual([true, true, true, true, false]))

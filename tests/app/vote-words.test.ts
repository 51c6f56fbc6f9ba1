/** A vote in words: the rule, the result, and what comes next. */
import type { Vote } from '../../types/contracts/votes'
import { draftOf, inputOf, missingIn, newDraft, preview, withPeople } from '../../src/pages/votes/edit/draft'
import { nextOf, promiseOf, resultText, rulesText, shareText } from '../../src/pages/votes/words'

const half = { part: 1, whole: 2, more: true, base: 'expected', rule: '', needed: 9 } as const
const nothing = { change: false, attend: false, open: false, pause: false, resume: false, prolong: false, close: false, redo: false, publish: false, vote: false, answer: false, count: false, seeResult: false, record: false, check: false }
const paper = { key: 'members', name: '到会党员', entry: 'paper', entitled: 15, rates: null, taken: 0, counted: false } as const
const vote = (part: Partial<Vote>, can: Partial<Vote['can']> = {}, why: Vote['why'] = {}): Vote => ({
  id: 'v1', kind: 'admission', title: '接收高远航同志为预备党员', state: 'draft', at: '2026-11-20T10:00:00.000Z', closesAt: null, carried: null,
  organisationId: 'o1', organisationName: '示例支部', purpose: '', proposal: '同意接收高远航同志为中共预备党员', matter: '', outcome: null, months: null, as: null, heldOn: null, heldDay: '2026-11-20', examinedOn: null, preReviewedOn: null, warnings: [], askedBy: '李思远', version: 1, round: 1, voidReason: null, voided: [], voidNeedsConsent: false, countersGone: [],
  subjects: [{ key: 'p1', name: '高远航', person: 'applicant' }], options: [], named: false, manner: 'paper', consent: null, statutory: true, presentShare: half, carriedShare: half,
  expected: 17, present: 15, without: [], presentIds: [], meetingId: null, counters: [], groups: [paper], written: true, outcomes: null, invalid: null, papers: null, answers: null, turnout: null, fingerprint: '',
  mine: { entitled: false, taken: false, counts: false, answer: null }, can: { ...nothing, ...can }, why, ...part,
})

test.each([
  [{ part: 1, whole: 2, more: true, base: 'expected' } as const, '超过应到人数的一半'],
  [{ part: 1, whole: 2, more: false, base: 'expected' } as const, '达到应到人数的一半'],
  [{ part: 2, whole: 3, more: false, base: 'present' } as const, '达到实到人数的三分之二'],
  [{ part: 4, whole: 5, more: false, base: 'expected' } as const, '达到应到人数的五分之四'],
  [{ part: 1, whole: 1, more: false, base: 'present' } as const, '达到实到人数的全部'],
])('a share %j reads %s', (share, words) => expect(shareText(share)).toBe(words))

test('the rules of a vote, each named once', () => {
  const by = (present: string, carried: string): string => rulesText({ presentShare: { ...half, rule: present }, carriedShare: { ...half, rule: carried } })
  expect(by('发展党员工作细则第十九条', '发展党员工作细则第二十条')).toBe('发展党员工作细则第十九条、第二十条')
  expect(by('支部工作条例第十一条', '支部工作条例第十一条')).toBe('支部工作条例第十一条')
  expect(by('', '')).toBe('')
})

test('a result says how many should come, came and agreed, and whether that is enough', () => {
  const outcome = { key: 'p1', name: '高远航', inFavour: 12, against: 2, abstain: 1, written: 1, needed: 9, carried: true }
  expect(resultText(vote({}), outcome)).toBe('应到17人，实到15人，赞成12票（其中书面意见1票），不赞成2票，弃权1票。赞成票超过应到人数的一半，通过。')
  expect(resultText(vote({}), { ...outcome, inFavour: 8, written: 0, against: 0, abstain: 0, carried: false })).toBe('应到17人，实到15人，赞成8票。赞成票没有超过应到人数的一半（要9票），没有通过。')
})

test('before anything is asked it says by name or not', () => {
  expect(promiseOf(vote({}))).toContain('无记名投票：用纸质票')
  expect(promiseOf(vote({ groups: [{ ...paper, entry: 'roster' }] }))).toContain('票里没有姓名')
  expect(promiseOf(vote({ kind: 'poll', named: true, groups: [] }))).toMatch(/^记名/)
})

describe('what comes next', () => {
  const step = (...of: Parameters<typeof vote>): string | null => nextOf(vote(...of))?.step ?? null
  test.each<[string, Parameters<typeof vote>, string | null]>([
    ['nobody is counted present yet', [{ present: 0 }, { attend: true, open: false }, { open: '应到17人，实到0人' }], 'attend'],
    ['those present are counted', [{}, { attend: true, open: true }], 'open'],
    ['a poll has nobody to count', [{ kind: 'poll', present: 0 }, { open: true }], 'open'],
    ['paper is not counted yet', [{ state: 'open' }, { count: true }, { close: '还没有一致' }], 'count'],
    ['two people agree', [{ state: 'open', groups: [{ ...paper, counted: true }] }, { count: true, close: true }], 'close'],
    ['a class still comes in by the code', [{ kind: 'recommendation', state: 'open', groups: [{ ...paper, entry: 'room', taken: 14 }] }, { close: true }], 'show'],
    ['everybody of it has voted', [{ kind: 'recommendation', state: 'open', groups: [{ ...paper, entry: 'room', taken: 15 }] }, { close: true }], 'close'],
    ['members vote by themselves', [{ state: 'open', groups: [{ ...paper, entry: 'roster', taken: 3 }] }, { close: true }], 'close'],
    ['it is stopped', [{ state: 'paused' }, { resume: true }], 'resume'],
    ['it is counted', [{ state: 'closed' }, { publish: true, redo: true }], 'publish'],
    ['it does not count', [{ state: 'closed', invalid: '收回的比发出的多' }, { redo: true }, { publish: '这次表决无效' }], 'redo'],
    ['it is published', [{ state: 'published' }, { record: true }], 'record'],
    ['somebody only votes', [{ state: 'open' }, { vote: true }, { close: '您没有办理这件事的权限' }], null],
  ])('%s', (_, of, wanted) => expect(step(...of)).toBe(wanted))

  test('where two are named to count, the others wait for them', () => {
    const counters = [{ memberId: 'm1', name: '李思远' }, { memberId: 'm2', name: '顾少华' }]
    expect(nextOf(vote({ state: 'open', counters }, { count: true }), 'm9')).toMatchObject({ step: 'look', say: expect.stringContaining('李思远、顾少华') })
    expect(nextOf(vote({ state: 'open', counters }, { count: true }), 'm1')).toMatchObject({ step: 'count', group: 'members' })
  })

  test('where too few are there, the reason stands beside the button', () => {
    expect(nextOf(vote({ present: 8 }, { attend: true }, { open: '应到17人，实到8人' }))).toMatchObject({ step: 'open', reason: '应到17人，实到8人' })
  })
})

describe('the form', () => {
  const person = { id: 'p1', name: '高远航', person: 'applicant', stage: 'prospect' } as const

  test('of a chosen person nobody writes a name: what stands on the ballots follows, and is shown', () => {
    const draft = withPeople(newDraft('admission'), [person])
    expect([preview(newDraft('admission')), preview(draft), missingIn(draft)]).toEqual(['', '同意接收高远航同志为中共预备党员', null])
    const member = withPeople(newDraft('fullMembership'), [{ ...person, person: 'member' }])
    expect([preview(member), preview({ ...member, outcome: 'longer', months: 9 }), preview({ ...member, outcome: 'ended' })]).toEqual(['同意预备党员高远航同志按期转为中共正式党员', '延长预备党员高远航同志的预备期9个月', '取消高远航同志的预备党员资格'])
    expect(inputOf({ ...member, outcome: 'longer', months: 9 })).toMatchObject({ outcome: 'longer', months: 9 })
    expect([inputOf({ ...member, outcome: 'ended', months: 9 }), inputOf(draft)].map((input) => 'months' in input || 'title' in input)).toEqual([false, false])
  })

  test.each([[['activist', 'activist'], 'prospect'], [['applicant'], 'activist'], [['activist', 'applicant'], 'activist']] as const)('%j are recommended as %s', (stages, as) => {
    expect(withPeople(newDraft('recommendation'), stages.map((stage, n) => ({ ...person, id: String(n), stage }))).as).toBe(as)
  })

  test('a decision is taken by hands at first; a day that was set is not sent for phones', () => {
    const draft = { ...newDraft('assembly'), title: '通过工作计划', heldOn: '2026-11-12' }
    expect([missingIn(draft), missingIn({ ...draft, manner: 'phone' })]).toEqual([null, null])
    expect([inputOf(draft), inputOf({ ...draft, manner: 'paper' }), inputOf({ ...draft, manner: 'phone' })].map(({ manner, heldOn, consent }) => [manner, heldOn, consent])).toEqual([['hands', '2026-11-12', null], ['paper', '2026-11-12', null], ['phone', null, null]])
    expect(promiseOf(vote({ kind: 'assembly', manner: 'hands' }))).toContain('举手表决')
    expect(nextOf(vote({ kind: 'assembly', manner: 'hands', state: 'open' }, { count: true }))).toMatchObject({ step: 'count', say: expect.stringContaining('举手') })
    expect(nextOf(vote({ kind: 'assembly', manner: 'hands' }, { open: true }))?.say).not.toContain('打印')
  })

  test('a statutory vote on phones wants the consent; on paper it does not', () => {
    const draft = withPeople(newDraft('admission'), [person])
    expect(missingIn(draft)).toBeNull()
    expect(missingIn({ ...draft, manner: 'phone' })).toContain('上级')
    const consent = { superior: '示例党委', document: '示例组〔2026〕1号', day: '2026-11-01' }
    expect(inputOf({ ...draft, manner: 'phone', consent })).toMatchObject({ manner: 'phone', consent })
    expect(inputOf({ ...draft, consent })).toMatchObject({ manner: 'paper', consent: null })
  })

  test('a poll wants two different answers', () => {
    const draft = { ...newDraft('poll'), title: '主题党日放在周几' }
    expect(missingIn(draft)).toBeNull()
    expect(missingIn({ ...draft, options: ['周三', ' '] })).toBe('至少写两个选项')
    expect(missingIn({ ...draft, options: ['周三', '周三'] })).toBe('有两个选项一样')
    expect(inputOf({ ...draft, options: ['周三', '周五', ''] })).toMatchObject({ options: ['周三', '周五'], named: false, matter: '主题党日放在周几' })
  })

  test('what is there comes back as it was', () => {
    expect(inputOf(draftOf(vote({ matter: '同意接收。', examinedOn: '2026-11-01' })))).toEqual({ matter: '同意接收。', subjects: [{ id: 'p1', person: 'applicant' }], manner: 'paper', consent: null, meetingId: null, heldOn: null, written: true, examinedOn: '2026-11-01', preReviewedOn: null })
  })
})

/** An election in words: where it stands, what is asked of its numbers, and the one thing that comes next. */
import { electionSteps, type ElectionStep } from '../../types/contracts/codes-ballots'
import { errorText } from '../../types/contracts/errors'
import type { Election } from '../../types/contracts/elections'
import { chosenFrom, heldOf, newSecretaryOf, peopleOf, votesMissing } from '../../src/pages/elections/choose/division'
import { bodyText, isPrepared, looksOf, nextOf, quorumText, seatsText, standOf, stateText, type Ballot } from '../../src/pages/elections/words'

const person = (name: string) => ({ memberId: name, name })
const names = ['甲', '乙', '丙', '丁']
const blank: Ballot = { key: 'b1', post: null, seats: 3, candidates: names.map(person), present: 0, expected: 0, needed: 1, manner: 'paper', heldOn: null, voidReason: null, voided: null, countedBy: [], papers: null, votes: null, next: null }
const votes = names.map((name, n) => ({ key: name, name, memberId: name, inFavour: 14 - n, against: n, abstain: 0, other: false, elected: n < 3 }))
const nextly = (kind: 'done' | 'tie' | 'few' | 'invalid', part: Partial<NonNullable<Ballot['next']>> = {}): Ballot['next'] => ({ kind, names: [], seats: 0, why: null, candidateIds: [], unnamed: [], ...part })
const counted = (next: Ballot['next'], part: Partial<Ballot> = {}): Ballot => ({ ...blank, present: 15, expected: 17, needed: 8, heldOn: '2026-11-21', votes, next, ...part })
const group = { key: 'b1', name: '第一次投票', entry: 'paper', entitled: 15, rates: null, taken: null, counted: false } as const
const nothing = { change: false, step: false, attend: false, held: false, open: false, pause: false, resume: false, close: false, redo: false, nextBallot: false, leaveSeats: false, nameOther: false, gone: false, choose: false, report: false, approve: false, return: false, publish: false, vote: false, count: false, seeResult: false, record: false, check: false }
const done = (...missing: ElectionStep[]): Election['steps'] => (Object.keys(electionSteps) as ElectionStep[]).map((step) => ({ step, day: missing.includes(step) ? null : '2026-11-01', note: '', byName: null }))

const election = (part: Partial<Election>, can: Partial<Election['can']> = {}, why: Election['why'] = {}): Election => ({
  id: 'e1', title: '换届选举', occasion: 'term', state: 'draft', at: '2026-11-20T10:00:00.000Z', reportedAt: null, approvedOn: null, organisationId: 'o1', organisationName: '示例支部', purpose: '', askedBy: '李思远', version: 1, round: 1, voidReason: null,
  body: 'committee', seats: 3, candidatesNeeded: 4, steps: done(), manner: 'paper', consent: null, candidates: names.map(person), unordered: [], excluded: [], exclusionConsent: null, counters: [person('戊')], without: [],
  expected: 17, present: 15, presentIds: [], quorum: 14, groups: [group], ballots: [blank], current: 'b1', warnings: [], posts: ['secretary', 'committeeMember'], meetingId: null, heldOn: null, redoConsent: false, chosenBy: null, returned: [], elected: [], left: null, chosen: [], chosenOn: null, approval: null, vacant: 0, sitting: [], term: null, deputyCandidates: [], deputyOnly: false, bodyConsent: null,
  mine: { entitled: false, taken: false, counts: false }, can: { ...nothing, ...can }, why, ...part,
})

const elected = names.slice(0, 3).map((name) => ({ memberId: name, name, inFavour: 12, gone: null, missing: null, newer: null }))
const held = { state: 'closed' as const, ballots: [counted(nextly('done'))], elected }
const chosen = [{ ...person('甲'), post: 'secretary' as const, inFavour: 3, present: 3 }]
const reported = { ...held, chosen, reportedAt: '2026-11-22T10:00:00.000Z' }
const approval = { day: '2026-11-25', document: '批复', byName: '周明远' }
const prepares = { change: true, step: true, attend: true }
const not = { open: '还不行' }

test('seats and quorum as they are said', () => {
  expect(seatsText(election({}))).toBe('应选3人，候选人至少4人')
  expect(quorumText(17, 14)).toBe('应到17人，到会14人可以选举（五分之四）')
})

test.each([
  [{ state: 'draft', reportedAt: null, approvedOn: null } as const, '准备中'], [{ state: 'closed', reportedAt: null, approvedOn: null } as const, '已计票'],
  [{ state: 'closed', reportedAt: '2026-11-22T10:00:00.000Z', approvedOn: null } as const, '已上报，等批复'], [{ state: 'published', reportedAt: '2026-11-22T10:00:00.000Z', approvedOn: '2026-11-25' } as const, '上级已批复'],
])('%j stands at %s', (line, words) => expect(standOf(line)).toBe(words))

describe('what comes next', () => {
  const act = (...of: Parameters<typeof election>) => nextOf(election(...of))?.act ?? null
  test.each<[string, Parameters<typeof election>, string | null]>([
    ['a step is missing', [{ steps: done('examined', 'method') }, prepares, not], 'step'],
    ['too few stand', [{ steps: done('method'), candidates: names.slice(1).map(person) }, prepares, not], 'candidates'],
    ['nobody counts', [{ steps: done('method'), counters: [] }, prepares, not], 'counters'],
    ['13 of 17 are there', [{ steps: done('method'), present: 13 }, prepares, not], 'attend'],
    ['14 of 17 are there, and the method is to be passed', [{ steps: done('method'), present: 14 }, prepares, not], 'step'],
    ['all is there', [{}, { ...prepares, open: true }], 'open'],
    ['something else stands in the way', [{}, prepares, not], 'open'],
    ['a second ballot is prepared', [{ ballots: [counted(nextly('few')), { ...blank, key: 'b2' }], current: 'b2', steps: done('nominated') }, { ...prepares, open: true }], 'open'],
    ['paper comes in', [{ state: 'open' }, { close: true, count: true }], 'count'],
    ['paper is counted alike by two', [{ state: 'open', groups: [{ ...group, counted: true }] }, { close: true, count: true }], 'close'],
    ['a scrutineer, who does not lead, counts', [{ state: 'open', groups: [] }, { count: true }, { close: errorText.forbidden, change: errorText.forbidden }], 'count'],
    ['phones vote, the own ballot too', [{ state: 'open', manner: 'phone', groups: [{ ...group, entry: 'roster' }] }, { close: true, vote: true }], 'vote'],
    ['phones vote, the own ballot is in', [{ state: 'open', manner: 'phone', groups: [{ ...group, entry: 'roster' }], mine: { entitled: true, taken: true, counts: false } }, { close: true }], 'close'],
    ['it is stopped', [{ state: 'paused' }, { resume: true }], 'resume'],
    ['more papers came back than were given out', [{ state: 'closed', ballots: [counted(nextly('invalid', { why: '收回16张' }), { votes: null })] }, { redo: true }], 'redo'],
    ['two are tied', [{ state: 'closed', ballots: [counted(nextly('tie', { names: ['丙', '丁'], seats: 1 }))] }, { nextBallot: true }], 'again'],
    ['one of the tied is only a name', [{ state: 'closed', ballots: [counted(nextly('tie', { names: ['丙', '丁'], seats: 1, unnamed: ['丁'] }))] }, { nextBallot: true, nameOther: true }], 'name'],
    ['a seat is left', [{ state: 'closed', ballots: [counted(nextly('few', { seats: 1 }))] }, { nextBallot: true, leaveSeats: true }], 'again'],
    ['the seat is left open', [{ state: 'closed', ballots: [counted(nextly('few', { seats: 1 }))], elected: elected.slice(1), left: { seats: 1, agreed: 9, present: 15 } }, { choose: true }], 'choose'],
    ['all are elected', [held, { choose: true, publish: true }], 'choose'],
    ['somebody elected is only a name', [{ ...held, elected: [{ memberId: null, name: '己', inFavour: 9, gone: null, missing: null, newer: null }] }, { nameOther: true, choose: true }], 'name'],
    ['the work is divided', [{ ...held, chosen }, { choose: true, report: true, publish: true }], 'report'],
    ['it is reported', [reported, { publish: true }], null],
    ['the superior looks at it', [reported, { approve: true }], 'approve'],
    ['the superior looks at what the branch has published', [{ ...reported, state: 'published' }, { approve: true }], 'approve'],
    ['it is approved', [{ ...reported, approval }, { publish: true }], 'publish'],
    ['all is done', [{ ...reported, approval, state: 'published' }], null],
    ['it was published before the work was divided', [{ ...held, state: 'published' }, { choose: true }], 'choose'],
    ['somebody only looks', [{ state: 'open' }, {}, { close: errorText.forbidden }], null],
  ])('%s', (_, of, wanted) => expect(act(...of)).toBe(wanted))

  test('of a seat that is left there are two ways, the second only where a rule allows it', () => {
    const few = { state: 'closed' as const, ballots: [counted(nextly('few', { seats: 1 }))] }
    expect(nextOf(election(few, { nextBallot: true, leaveSeats: true }))?.beside).toEqual({ act: 'leave', text: '缺额不补' })
    expect(nextOf(election(few, { nextBallot: true }))?.beside).toBeUndefined()
  })

  test('who stands does not count: two others have to agree first', () => {
    expect(nextOf(election({ state: 'open' }, { close: true }, { count: errorText.forbidden }))).toMatchObject({ act: 'look', text: '看看录好没有' })
    expect(nextOf(election({ state: 'open', groups: [{ ...group, counted: true }] }, { close: true }, { count: errorText.forbidden }))?.reason).toBeUndefined()
  })

  test('the step that is meant goes along', () => expect(nextOf(election({ steps: done('fixed') }, prepares, not))).toMatchObject({ act: 'step', step: 'fixed', text: '登记：支委会确定候选人预备人选' }))
  test('where nothing else can be done, the reason stands with the button', () => expect(nextOf(election({}, prepares, not))).toMatchObject({ act: 'open', reason: '还不行' }))
})

test('what stands in the way is told once, to who leads', () => {
  const missing = { steps: done('examined'), warnings: ['还没有登记：上级审查同意预备人选'] }
  expect(looksOf(election(missing, prepares, not))).toEqual(['还不能开始投票：还不行', ...missing.warnings])
  expect(looksOf(election({}, prepares, not))).toEqual([])
  expect(looksOf(election(missing, {}, { change: errorText.forbidden, open: errorText.forbidden }))).toEqual([])
})

test('after a ballot that was declared void everything may be set again, after one that counts nothing', () => {
  expect(isPrepared(election({ ballots: [{ ...blank, voidReason: '重投' }, { ...blank, key: 'b2' }], current: 'b2' }))).toBe(true)
  expect(isPrepared(election({ ballots: [counted(nextly('few')), { ...blank, key: 'b2' }], current: 'b2' }))).toBe(false)
})

test('who has nothing to do reads where it stands', () => {
  expect(stateText(election({}))).toBe('正在准备，还没有投票。')
  expect(stateText(election({ state: 'open' }))).toBe('正在会场用纸质票选举，不记名。')
  expect(stateText(election({ state: 'open', manner: 'phone', mine: { entitled: true, taken: true, counts: false } }))).toBe('您的票已经在票箱里了。')
  expect(stateText(election(reported))).toBe('已经上报，等上级党组织批复。')
  expect(stateText(election({ ...reported, approvedOn: approval.day }))).toBe('上级已批复，等支部公布结果。')
  expect(stateText(election(held))).toBe('已经投票，等支部公布结果。')
})

describe('posts that are voted on one after the other', () => {
  const two = { body: 'secretary' as const, seats: 2, candidatesNeeded: 1 }
  const deputy = { state: 'closed' as const, ...two, ballots: [counted({ ...nextly('done')!, kind: 'post', seats: 1 }, { post: 'secretary' })] }
  test('what is elected is said by its posts', () => {
    expect([bodyText(election({})), bodyText(election(two)), bodyText(election({ ...two, seats: 1 })), bodyText(election({ ...two, seats: 1, deputyOnly: true }))]).toEqual(['支部委员会委员', '支部书记、副书记（不设委员会）', '支部书记（不设委员会）', '支部副书记（不设委员会）'])
    expect([seatsText(election(two)), seatsText(election({ ...two, seats: 1 }))]).toEqual(['书记、副书记分别投票，各选1人，各至少1位候选人', '应选1人，候选人至少1人'])
  })
  test('the deputy needs candidates of its own, and is voted on next', () => {
    expect(nextOf(election(two, prepares, not))?.act).toBe('deputies')
    expect(nextOf(election({ ...two, deputyCandidates: [person('甲')] }, { ...prepares, open: true }))?.act).toBe('open')
    expect(nextOf(election(deputy, { nextBallot: true, leaveSeats: true }))).toMatchObject({ act: 'again', text: '选副书记', beside: { act: 'leave', text: '不选副书记' } })
  })
  test('nobody says afterwards who is which', () => expect(nextOf(election({ ...held, ...two, chosen: [] }, { report: true }))?.act).toBe('report'))
})

describe('somebody who is elected has left', () => {
  const missing = held.elected.map((one, n) => (n === 0 ? { ...one, missing: '已经不在本支部的名册上' } : one))
  const left = held.elected.map((one, n) => (n === 0 ? { ...one, gone: { day: '2026-11-23', reason: '转出' } } : one))
  const few = { ...held, elected: left, vacant: 1, ballots: [counted(nextly('few', { seats: 1 }))] }
  test('it is marked first, also of what was reported', () => {
    expect(nextOf(election({ ...held, elected: missing }, { gone: true, choose: true }))).toMatchObject({ act: 'gone', say: '当选的甲已经不在本支部的名册上，不能任职。请登记离开，其他同志照样分工、上报。' })
    expect(nextOf(election({ ...reported, elected: missing }, { gone: true }))?.act).toBe('gone')
  })
  test('the others go on; another ballot is the other way', () => {
    expect(nextOf(election(few, { choose: true, nextBallot: true }))).toMatchObject({ act: 'choose', beside: { act: 'again', text: '再投一次' } })
    expect(nextOf(election({ ...few, chosen }, { report: true }))).toMatchObject({ act: 'report', say: '报上级党组织：书记、副书记批准，委员备案。现在空缺1名。' })
    // Who has nobody left votes again.
    expect(nextOf(election(few, { nextBallot: true }))?.act).toBe('again')
  })
})

describe('a division of work as it is entered', () => {
  const sitting = [{ postId: 'p', memberId: '戊', name: '戊', post: 'secretary' as const, replaced: false }, { postId: 'q', memberId: '戊', name: '戊', post: 'organisationOfficer' as const, replaced: false }]
  test('those who are elected and have not left; in a by-election those who sit, each once', () => {
    expect(peopleOf({ elected: held.elected.map((one, n) => (n === 0 ? { ...one, gone: { day: '', reason: '' } } : n === 1 ? { ...one, note: '第一党小组' } : one)), sitting: [] })).toEqual([{ memberId: '乙', name: '乙', hint: '第一党小组' }, { memberId: '丙', name: '丙' }])
    expect(peopleOf({ elected: held.elected.slice(0, 1), sitting })).toEqual([{ memberId: '甲', name: '甲', hint: '这次补选' }, { memberId: '戊', name: '戊', hint: '现任支委' }])
  })
  test('votes are asked for of posts that are voted on', () => {
    const before = heldOf({ chosen: [...chosen, { ...person('乙'), post: 'organisationOfficer', inFavour: 0, present: 3 }] })
    expect([votesMissing(before), votesMissing({ secretary: { memberIds: ['甲'], votes: '' } }), votesMissing({ organisationOfficer: { memberIds: ['甲'], votes: '' } })]).toEqual([false, true, false])
    expect(chosenFrom(before, ['secretary', 'organisationOfficer'])).toEqual([{ memberId: '甲', post: 'secretary', inFavour: 3 }, { memberId: '乙', post: 'organisationOfficer', inFavour: 0 }])
  })
  test('a secretary of less than a year is spoken of', () => {
    const people = held.elected.map((one) => ({ ...one, newer: one.name === '甲' ? '党龄不满1年' : null }))
    expect([newSecretaryOf({ elected: people }, { secretary: { memberIds: ['甲'], votes: '' } }), newSecretaryOf({ elected: people }, { secretary: { memberIds: ['乙'], votes: '' } }), newSecretaryOf({ elected: people }, {})]).toEqual(['甲党龄不满1年', null, null])
  })
})

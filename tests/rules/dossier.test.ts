/** How a member stands: what may be recorded, from which day, who has a vote, and what a file lacks. */
import { whyCannotDiscipline, whyCannotEnd, whyCannotResume, whyCannotReverse, whyCannotSuspend, whyDayWrong, type Standing } from '../../cloudfunctions/modules/dossier/rules'
import { papers, papersDue, papersLeft } from '../../cloudfunctions/regulations/papers'
import { whyCannotVote } from '../../cloudfunctions/regulations/vote-rules'
import { axesOf } from '../../cloudfunctions/services/axes'
import type { Axes } from '../../cloudfunctions/platform/documents'
import { errorMessage } from '../../types/contracts/errors'

const axes = (some: Axes = {}) => axesOf({ axes: some })
const member = (some: Partial<Standing> = {}): Standing => ({ name: '示例', standing: 'full', archived: false, joinedOn: '2020-06-01', posts: [], ...some })
const today = '2026-11-20'

describe('党籍', () => {
  test.each<[string, Axes, Parameters<typeof whyCannotSuspend>[1], string | undefined]>([
    ['settled abroad', {}, { reason: 'settledAbroad', on: today }, undefined],
    ['lost for exactly six months', { contact: { value: 'lost', since: '2026-05-20' } }, { reason: 'lost', on: today }, undefined],
    ['… a day less', { contact: { value: 'lost', since: '2026-05-21' } }, { reason: 'lost', on: today }, 'membershipTooEarly'],
    ['lost since 31 August: six months end on 28 February', { contact: { value: 'lost', since: '2025-08-31' } }, { reason: 'lost', on: '2026-02-28' }, undefined],
    ['lost, which nobody has entered', {}, { reason: 'lost', on: today }, 'datesWrong'],
    ['suspended already', { membership: { value: 'suspended', since: '2026-01-01' } }, undefined, 'membershipState'],
    ['ended', { membership: { value: 'ended', since: '2026-01-01' } }, undefined, 'membershipState'],
  ])('suspended: %s', (_, some, to, code) => expect(whyCannotSuspend(axes(some), to)?.code).toBe(code))

  test('what comes too early says the rule, the article and the day', () => {
    const why = whyCannotSuspend(axes({ contact: { value: 'lost', since: '2026-08-15' } }), { reason: 'lost', on: today })!
    expect(errorMessage(why.code, why.detail)).toBe('失去联系满6个月才能停止党籍，最早2027-02-15（中国共产党党员教育管理工作条例第二十四条）')
  })

  test('only a suspended membership is restored', () => {
    expect([axes(), axes({ membership: { value: 'suspended', since: today } }), axes({ membership: { value: 'ended', since: today } })].map(each => whyCannotResume(each)?.code)).toEqual(['membershipState', undefined, 'membershipState'])
  })

  test.each<[string, Partial<Standing>, Axes, Parameters<typeof whyCannotEnd>[2], string | undefined]>([
    ['by own wish', {}, {}, { reason: 'withdrew', on: today }, undefined],
    ['probation cancelled', { standing: 'probationary' }, {}, { reason: 'probationCancelled', on: today }, undefined],
    ['probation of a full member', {}, {}, { reason: 'probationCancelled', on: today }, 'endsOtherwise'],
    ['ended already', {}, { membership: { value: 'ended', since: today } }, undefined, 'membershipState'],
    ['with a post', { posts: [{ post: 'secretary' } as never] }, {}, undefined, 'hasPosts'],
    ['with an open transfer', { transferId: 't' }, {}, undefined, 'transferOpen'],
    ['lost and suspended for exactly two years', {}, { membership: { value: 'suspended', since: '2024-11-20' }, contact: { value: 'lost', since: '2024-05-01' } }, { reason: 'leftOfOwnAccord', on: today }, undefined],
    ['… a day less', {}, { membership: { value: 'suspended', since: '2024-11-21' }, contact: { value: 'lost', since: '2024-05-01' } }, { reason: 'leftOfOwnAccord', on: today }, 'membershipTooEarly'],
    ['suspended abroad, but not lost', {}, { membership: { value: 'suspended', since: '2026-11-01' } }, { reason: 'leftOfOwnAccord', on: today }, undefined],
  ])('ended: %s', (_, who, some, to, code) => expect(whyCannotEnd(member(who), axes(some), to)?.code).toBe(code))
})

test.each<[string, string | null, string, string | null]>([
  ['today', null, today, null], ['tomorrow', null, '2026-11-21', '还没有到'], ['the day of joining', null, '2020-06-01', null], ['before joining', null, '2020-05-31', '早于加入党组织日期'],
  ['on the day of what stands now', '2026-01-05', '2026-01-05', null], ['before it', '2026-01-05', '2026-01-04', '早于现在这一状态'],
])('the day of a change: %s', (_, since, on, wrong) => {
  const why = whyDayWrong(member(), since, on, today)
  if (wrong === null) expect(why).toBeNull()
  else expect(why?.detail?.what).toContain(wrong)
})

test.each<[string, Axes, Parameters<typeof whyCannotDiscipline>[1], string | undefined]>([
  ['a warning for a year', {}, { discipline: 'warning', on: '2026-01-01', until: '2027-01-01' }, undefined],
  ['without an end', {}, { discipline: 'onProbation', on: '2026-01-01', until: null }, undefined],
  ['ending on the day it begins', {}, { discipline: 'warning', on: '2026-01-01', until: '2026-01-01' }, 'datesWrong'],
  ['the same again', { discipline: { value: 'warning', since: '2026-01-01', until: null } }, { discipline: 'warning', on: '2026-01-01', until: null }, 'disciplineSame'],
  ['the same kind anew', { discipline: { value: 'warning', since: '2025-01-01', until: null } }, { discipline: 'warning', on: '2026-01-01', until: null }, undefined],
  ['nothing to lift', {}, { discipline: 'none', on: today, until: null }, 'disciplineSame'],
  ['lifted', { discipline: { value: 'warning', since: '2026-01-01' } }, { discipline: 'none', on: today, until: null }, undefined],
])('discipline: %s', (_, some, to, code) => expect(whyCannotDiscipline(axes(some), to)?.code).toBe(code))

test('only what was entered here is put right', () => expect([whyCannotReverse(undefined), whyCannotReverse({}), whyCannotReverse({ eventId: 'e' })].map(why => why?.code)).toEqual(['nothingToReverse', 'nothingToReverse', undefined]))

test.each<[string, 'full' | 'probationary', Axes, string | undefined]>([
  ['a full member', 'full', {}, undefined],
  ['a probationary member', 'probationary', {}, 'voteStanding'],
  ['留党察看', 'full', { discipline: { value: 'onProbation', since: '2020-01-01', until: '2022-01-01' } }, 'voteProbation'],
  ['any lesser discipline', 'full', { discipline: { value: 'removedFromPosts', since: '2026-01-01' } }, undefined],
  ['停止党籍', 'full', { membership: { value: 'suspended', since: '2026-01-01' } }, 'voteSuspended'],
  ['a guest from elsewhere', 'full', { floating: { value: 'in', since: null } }, 'voteGuest'],
  ['away oneself', 'full', { floating: { value: 'out', since: null } }, undefined],
  ['out of contact', 'full', { contact: { value: 'lost', since: null } }, undefined],
])('a vote: %s', (_, standing, some, code) => expect(whyCannotVote(standing, axes(some))?.code).toBe(code))

describe('papers', () => {
  test('each stage needs what the stages before it need, and more', () => {
    const counts = (['applicant', 'activist', 'prospect', 'probationary', 'full'] as const).map(stage => papersDue(stage).length)
    expect(counts).toEqual([2, 5, 7, 13, papers.length])
    expect(new Set(papers.map(({ key }) => key)).size).toBe(papers.length)
    expect(papers.every(({ article }) => article !== '')).toBe(true)
  })
  test.each<[string, Parameters<typeof papersLeft>[1], string]>([
    ['nothing looked at', {}, '还没清点'],
    ['one there', { application: { state: 'complete' } }, '1项没清点'],
    ['one without a signature', { application: { state: 'complete' }, talk: { state: 'noSignature' } }, '还缺1项'],
    ['both', { talk: { state: 'none' } }, '还缺1项，1项没清点'],
    ['one that was not asked for then', { application: { state: 'complete' }, talk: { state: 'notNeeded' } }, '材料齐全'],
    ['a later paper does not count', { application: { state: 'complete' }, talk: { state: 'complete' }, pledge: { state: 'none' } }, '材料齐全'],
  ])('of an applicant: %s', (_, notes, text) => expect(papersLeft('applicant', notes).text).toBe(text))
})

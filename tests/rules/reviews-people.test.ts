/** Who is graded in a review, who votes in it, of whom the share of 优秀 is reckoned, and whether enough take part. */
import type { Axes } from '../../cloudfunctions/platform/documents'
import { asNow, partOf, peopleOf, type Reviewed } from '../../cloudfunctions/modules/reviews/people'
import { turnoutLines } from '../../cloudfunctions/modules/reviews/turnout'
import { axesOf } from '../../cloudfunctions/services/axes'
import { shownNames } from '../../cloudfunctions/services/namesakes'

const of = (standing: 'full' | 'probationary', axes: Axes = {}) => partOf(standing, axesOf({ axes }))
const is = (value: string) => ({ value, since: null }) as never

test.each([
  ['a full member', 'full', {}, { graded: true, voter: true, base: true, why: null }],
  ['a probationary member', 'probationary', {}, { graded: false, voter: true, base: false, why: '预备党员' }],
  ['a suspended membership', 'full', { membership: is('suspended') }, { graded: false, voter: false, base: false, why: '停止党籍' }],
  ['a probationary member, suspended', 'probationary', { membership: is('suspended') }, { graded: false, voter: false, base: false, why: '停止党籍' }],
  ['who has left', 'full', { relation: is('left') }, { graded: false, voter: false, base: false, why: '组织关系不在本支部' }],
  ['who has not arrived', 'full', { relation: is('arriving') }, { graded: false, voter: false, base: false, why: '组织关系不在本支部' }],
  ['who is about to leave', 'full', { relation: is('leaving') }, { graded: true, voter: true, base: true, why: null }],
  ['a guest', 'full', { floating: is('in') }, { graded: false, voter: false, base: false, why: '流入党员，在原支部评议' }],
  ['who is away', 'full', { floating: is('out') }, { graded: true, voter: true, base: true, why: null }],
  ['留党察看', 'full', { discipline: is('onProbation') }, { graded: false, voter: false, base: true, why: '留党察看' }],
  ['a warning', 'full', { discipline: is('warning') }, { graded: true, voter: true, base: true, why: null }],
  ['out of contact', 'full', { contact: is('lost') }, { graded: true, voter: true, base: true, why: null }],
] as const)('%s', (_name, standing, axes, part) => expect(of(standing, axes)).toEqual(part))

const member = (_id: string, over: Partial<Reviewed> = {}): Reviewed => ({ _id, name: _id, standing: 'full', className: null, groupName: null, ...over })

test('who is graded stands first, who is left out is named with the reason, and still votes', () => {
  expect(peopleOf([member('预', { standing: 'probationary' }), member('外'), member('甲')], ['外'])).toEqual([
    { memberId: '甲', name: '甲', graded: true, voter: true, elector: true },
    { memberId: '预', name: '预', graded: false, why: '预备党员', voter: true }, { memberId: '外', name: '外', graded: false, why: '这次不评定', voter: true, elector: true },
  ])
})

test.each([
  ['classes', [{ className: '软件2301' }, { className: '软件2302' }], ['张伟（软件2301）', '张伟（软件2302）']],
  ['groups where the class is the same', [{ className: '软件2301', groupName: '第一党小组' }, { className: '软件2301', groupName: '第二党小组' }], ['张伟（第一党小组）', '张伟（第二党小组）']],
  ['the place where class and group are the same, by no number', [{ className: '软件2301', studentNumber: '20230001' }, { className: '软件2301', studentNumber: '20230002' }], ['张伟（名册第1位）', '张伟（名册第2位）']],
  ['nothing but the place', [{}, {}], ['张伟（名册第1位）', '张伟（名册第2位）']],
] as const)('namesakes are told apart by %s', (_name, two, shown) => {
  const namesakes = two.map((over, n) => member(String(n), { name: '张伟', ...over }))
  expect(shownNames([...namesakes, member('2', { name: '李敏' })])).toEqual([...shown, '李敏'])
})

test('a draft follows the roster: whom a class rates, who is left out, how many vote', () => {
  const draft = { leftOut: ['走', '留'], groups: [{ key: 'members', entry: 'roster', entitled: 9, rates: null }, { key: 'a', entry: 'slips', entitled: 5, rates: ['甲', '走', '留'] }] } as never
  const now = asNow(draft, [member('甲'), member('留'), member('停', { axes: { membership: is('suspended') } })])
  expect([now.leftOut, now.fullMembers, now.groups.map(({ entitled, rates }) => [entitled, rates])]).toEqual([['留'], 2, [[2, null], [5, ['甲']]]])
})

test.each([
  [5, 12, true, '到会5人，应到12人，不到一半', false], [6, 12, true, '到会6人，应到12人，正好一半', true], [7, 12, true, '到会7人，应到12人，过半', true],
  [6, 13, true, '到会6人，应到13人，不到一半', false], [7, 13, false, '参加7人，应到13人，过半', true], [0, 1, false, '参加0人，应到1人，不到一半', false],
] as const)('%d of %d members', (came, all, atMeeting, text, enough) => expect(turnoutLines({ came, of: all, atMeeting }, [])).toEqual([{ key: null, name: '有表决权的党员', came, of: all, enough, text }]))

test.each([[19, 30, '参加19/30，不到三分之二', false], [20, 30, '参加20/30，达到三分之二', true], [2, 4, '参加2/4，不到三分之二', false], [3, 4, '参加3/4，达到三分之二', true]] as const)('%d of a class of %d', (came, all, text, enough) =>
  expect(turnoutLines({ came: 0, of: 0, atMeeting: false }, [{ key: 'a', name: '软件2301班', came, of: all }, { key: 'b', name: '空', came: 0, of: 0 }])).toEqual([{ key: 'a', name: '软件2301班', came, of: all, enough, text }]))

import { reminderText, whenInWords } from '../../cloudfunctions/modules/notices/reminder'
import { isMeantFor, staysUntil, whyCannotWithdraw, whyWrongDue } from '../../cloudfunctions/modules/notices/rules'
import { receiptsView } from '../../cloudfunctions/modules/notices/views'

/** Friday 20 November 2026, 09:00 in Asia/Shanghai. */
const now = new Date('2026-11-20T01:00:00Z')

describe('an instant as one says it', () => {
  it.each([
    ['2026-11-20T10:00:00Z', '今天 18:00'], ['2026-11-20T15:59:00Z', '今天 23:59'], ['2026-11-20T16:00:00Z', '明天 00:00'], ['2026-11-21T10:00:00Z', '明天 18:00'], ['2026-11-22T10:00:00Z', '周日 18:00'],
    ['2026-11-26T10:00:00Z', '周四 18:00'], ['2026-11-27T10:00:00Z', '11月27日 18:00'], ['2026-11-19T10:00:00Z', '11月19日 18:00'], ['2027-01-03T10:00:00Z', '1月3日 18:00'],
  ])('%s is %s', (instant, words) => { expect(whenInWords(new Date(instant), now)).toBe(words) })
})

describe('the reminder for the group chat', () => {
  const facts = { title: '主题党日', due: new Date('2026-11-25T10:00:00Z'), unread: ['王建国', '李秀英'], withNames: false, now }
  it('has no names unless they are asked for', () => {
    expect(reminderText(facts)).toBe('【提醒】《主题党日》还有 2 位同志未读，请在 周三 18:00 前打开查看。')
    expect(reminderText({ ...facts, withNames: true })).toBe('【提醒】《主题党日》还有 2 位同志未读，请在 周三 18:00 前打开查看。\n还没有读的同志：王建国、李秀英')
  })
  it('says what is true without a day, past it, and when everybody has read', () => {
    expect(reminderText({ ...facts, due: null })).toBe('【提醒】《主题党日》还有 2 位同志未读，请及时打开查看。')
    expect(reminderText({ ...facts, due: now })).toBe('【提醒】《主题党日》还有 2 位同志未读，截止时间已过，请尽快打开查看。')
    expect(reminderText({ ...facts, unread: [], withNames: true })).toBe('【提醒】《主题党日》全部同志已读，谢谢大家。')
  })
})

it('a day to read by lies ahead', () => {
  expect(whyWrongDue(null, now)).toBeNull()
  expect(whyWrongDue(new Date(now.getTime() + 1), now)).toBeNull()
  expect(whyWrongDue(now, now)).toMatchObject({ code: 'datesWrong' })
})

it('a notice stays a week past its day, or 30 days', () => {
  expect(staysUntil(new Date('2026-11-25T10:00:00Z'), now)).toEqual(new Date('2026-12-02T10:00:00Z'))
  expect(staysUntil(null, now)).toEqual(new Date('2026-12-20T01:00:00Z'))
})

it.each([
  [null, 'b', null, true], [null, 'b', 'g', true], ['g', 'b', 'g', true], ['g', 'b', null, false], ['g', 'b', 'h', false], [null, 'c', null, false], ['g', 'c', 'g', false],
])('a notice of group %s in branch b is meant for a member of %s, group %s: %s', (groupId, organisationId, mine, meant) => {
  expect(isMeantFor({ organisationId: 'b', groupId }, { organisationId, groupId: mine })).toBe(meant)
})

it('only an officer withdraws, and once', () => {
  expect(whyCannotWithdraw({ withdrawnAt: null }, true)).toBeNull()
  expect(whyCannotWithdraw({ withdrawnAt: null }, false)).toEqual({ code: 'forbidden' })
  expect(whyCannotWithdraw({ withdrawnAt: now }, true)).toEqual({ code: 'noticeWithdrawn' })
})

it('receipts stand by name, who has none first; the own reading keeps its time', () => {
  const member = (_id: string, accountId: string | null = 'a') => ({ _id, name: _id, accountId })
  const receipt = (memberId: string, over: object) => ({ _id: `n_${memberId}`, noticeId: 'n', memberId, way: 'read' as const, at: now, by: 's', readAt: null, note: null, ...over })
  const earlier = new Date(now.getTime() - 1000)
  const view = receiptsView([member('a'), member('b', null), member('c'), member('d')], [receipt('a', { at: now, readAt: earlier }), receipt('c', { way: 'leave', note: '出差' }), receipt('gone', {})])
  expect(view).toMatchObject({ total: 4, read: 2 })
  expect(view.items.map(item => [item.name, item.way, item.at, item.note, item.bound])).toEqual([
    ['b', null, null, null, false], ['d', null, null, null, true], ['a', 'read', earlier.toISOString(), null, true], ['c', 'leave', now.toISOString(), '出差', true],
  ])
})

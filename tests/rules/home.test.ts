import { rosterTodos, sortOut } from '../../cloudfunctions/modules/session/home'
import type { Digest, InboxItem } from '../../cloudfunctions/platform/documents'

const now = new Date('2026-11-20T06:30:00Z')
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const item = (over: Partial<InboxItem>): InboxItem => ({ _id: `${over.kind ?? 'notice'}_${over.refId ?? 'x'}`, audience: 'b:1', kind: 'notice', title: '通知', hint: '', refId: 'x', due: null, startsAt: null, endsAt: null, until: at(100), closed: false, at: now, ...over })
const activity = (over: Partial<InboxItem> = {}) => item({ kind: 'activity', refId: 'a', due: at(1), startsAt: at(2), endsAt: at(4), ...over })
const sort = (items: InboxItem[], marks: Record<string, string> = {}, checkedIn: { activityId: string; undoneAt: Date | null }[] = []) => sortOut({ items, marks, checkedIn, now })

test('an unread notice waits, a read one does not', () => {
  expect(sort([item({})]).todos).toHaveLength(1)
  expect(sort([item({})], { notice_x: 'read' }).todos).toHaveLength(0)
})

test.each([
  ['open and not answered', activity(), undefined, ['activity', null]],
  ['closed and not answered', activity({ due: at(-0.01) }), undefined, [null, null]],
  ['signed up, more than an hour before', activity(), 'going', [null, '已报名']],
  ['signed up, exactly an hour before', activity({ startsAt: at(1) }), 'going', ['checkIn', null]],
  ['waiting', activity(), 'waiting', [null, '候补中']],
  ['signed up and over', activity({ startsAt: at(-3), endsAt: at(-0.01), due: at(-3) }), 'going', [null, null]],
  ['on leave', activity(), 'no', [null, null]],
])('an activity that is %s', (_, given, mark, [kind, coming]) => {
  const sorted = sort([given], mark ? { activity_a: mark } : {})
  expect([sorted.todos[0]?.kind ?? null, sorted.coming[0]?.hint ?? null]).toEqual([kind, coming])
})

test('whoever has checked in is not asked again, unless it was taken back', () => {
  const running = activity({ startsAt: at(-1) })
  expect(sort([running], { activity_a: 'going' }, [{ activityId: 'a', undoneAt: null }]).todos).toHaveLength(0)
  expect(sort([running], { activity_a: 'going' }, [{ activityId: 'a', undoneAt: now }]).todos).toHaveLength(1)
})

test('what has changed stands before all, and has no term to keep', () => {
  const told = item({ _id: 'activity_a_m', kind: 'activity', refId: 'a', title: '活动已取消：读书会' })
  const sorted = sort([item({ refId: 'b', due: at(1) }), told])
  expect(sorted.todos.map(todo => [todo.refId, todo.due === null])).toEqual([['a', true], ['b', false]])
})

test('soonest first, without a date last', () => {
  const sorted = sort([item({ refId: 'c' }), item({ refId: 'b', due: at(9) }), item({ refId: 'a', due: at(3) })])
  expect(sorted.todos.map(todo => todo.refId)).toEqual(['a', 'b', 'c'])
})

test('what a meeting waits for stands before what has a term', () => {
  const sorted = sort([item({ refId: 'a', due: at(1) }), item({ kind: 'vote', refId: 'poll', due: at(9) }), item({ kind: 'election', refId: 'e' }), item({ kind: 'counting', refId: 'c' }), item({ refId: 'n' })])
  expect(sorted.todos.map(todo => todo.refId)).toEqual(['e', 'c', 'a', 'poll', 'n'])
})

test.each([[1, 1, '导入支部名册'], [0, 0, '导入支部名册'], [23, 20, '还有3位同志没有加入'], [23, 23, undefined]])('a branch of %i members of whom %i have joined', (members, bound, title) => {
  expect(rosterTodos({ kind: 'organisation', organisationKind: 'branch', members, bound } as Digest)[0]?.title).toBe(title)
})

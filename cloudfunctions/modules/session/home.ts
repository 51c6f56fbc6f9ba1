import type * as z from '../../../types/contracts/zod'
import type { Home, Me, Todo } from '../../../types/contracts/session'
import type { BoundAccess } from '../../platform/access'
import type { CheckIn, Digest, InboxItem } from '../../platform/documents'
import { isoOrNull, plusMinutes } from '../../platform/time'

type TodoOut = z.input<typeof Todo>
/** Minutes before the start from which home offers the check-in; the exact window is the activity's own rule. */
const CHECK_IN_LEAD = 60

/** Who the caller is, from the access document alone. */
export const meOf = (access: BoundAccess): z.input<typeof Me> => ({
  memberId: access.memberId, name: access.memberName, standing: access.standing,
  organisationId: access.organisationId, organisationName: access.organisationName, organisationKind: access.organisationKind,
  posts: access.posts.map(held => ({
    postId: held.postId, post: held.post, organisationId: held.organisationId, organisationName: held.organisationName, organisationKind: held.organisationKind,
    confirmed: held.confirmedAccount === access._id,
  })),
})

/** Activities that may be checked in to now: the only ones for which home asks for check-ins. */
export const runningNow = (items: InboxItem[], now: Date): InboxItem[] =>
  items.filter(item => item.kind === 'activity' && item.startsAt && item.endsAt && plusMinutes(item.startsAt, -CHECK_IN_LEAD) <= now && now <= item.endsAt)

const todo = (item: InboxItem, over: Partial<TodoOut> = {}): TodoOut => ({ id: item._id, kind: item.kind, title: item.title, hint: item.hint, due: isoOrNull(item.due), refId: item.opens ?? item.refId, ...over })

/**
 * What waits for the caller and what is coming, soonest first, from the inbox items and how the caller has dealt with them.
 * What has changed for what the caller had signed up for stands before all: it has no term, and is gone once it is opened.
 * Then what a meeting waits for: ballots to be counted, and a vote that runs until it is closed by hand.
 */
export function sortOut(facts: { items: InboxItem[]; marks: Record<string, string>; checkedIn: Pick<CheckIn, 'activityId' | 'undoneAt'>[]; now: Date }): { todos: TodoOut[]; coming: TodoOut[] } {
  const { items, marks, checkedIn, now } = facts
  const running = new Set(runningNow(items, now).map(item => item._id))
  const present = new Set(checkedIn.filter(record => !record.undoneAt).map(record => record.activityId))
  const news: TodoOut[] = []
  const todos: TodoOut[] = []
  const coming: TodoOut[] = []
  for (const item of items) {
    const mark = marks[item._id]
    if (['notice', 'review', 'vote', 'election'].includes(item.kind)) {
      if (!mark) todos.push(todo(item))
    } else if (item.kind === 'activity') {
      // News has no times of its own.
      if (!item.startsAt) {
        news.push(todo(item))
        continue
      }
      const starts = isoOrNull(item.startsAt)
      if (mark === 'going' && running.has(item._id)) {
        if (!present.has(item.refId)) todos.push(todo(item, { kind: 'checkIn', hint: '已报名，去签到', due: isoOrNull(item.endsAt) }))
      } else if (mark === 'going' || mark === 'waiting') {
        if (item.startsAt > now) coming.push(todo(item, { hint: mark === 'going' ? '已报名' : '候补中', due: starts }))
      } else if (!mark && item.due && item.due > now) todos.push(todo(item))
    } else todos.push(todo(item))
  }
  const inTheRoom = ({ kind, due }: TodoOut): boolean => kind === 'counting' || ((kind === 'vote' || kind === 'election') && due === null)
  const bySoonest = (a: TodoOut, b: TodoOut): number => (a.due ?? '9').localeCompare(b.due ?? '9')
  return { todos: [...news, ...todos.sort((a, b) => Number(inTheRoom(b)) - Number(inTheRoom(a)) || bySoonest(a, b))], coming: coming.sort(bySoonest) }
}

/** To-dos of who keeps the roster that follow from the branch's own counts. */
export function rosterTodos(rollup: Digest | undefined): TodoOut[] {
  if (!rollup || rollup.organisationKind !== 'branch') return []
  const members = rollup.members ?? 0
  const unbound = members - (rollup.bound ?? 0)
  if (members <= 1) return [{ id: 'importRoster', kind: 'importRoster', title: '导入支部名册', hint: '用现成的表格，几分钟就好', due: null, refId: null }]
  return unbound > 0 ? [{ id: 'unbound', kind: 'unbound', title: `还有${unbound}位同志没有加入`, hint: '发加入卡片，或把支部码发到群里', due: null, refId: null }] : []
}

/** What somebody sees who is not bound: only how to get in. */
export const outsiderHome: z.input<typeof Home> = {
  me: null, todos: [], coming: [], below: [], can: { postNotice: false, createActivity: false, keepRoster: false, pasteChain: false, seeAppeals: false, seeBelow: false }, pointsOn: false,
}


/** Many people of a season at once: put in, assigned, taken back. A repeat of the same tap goes on with it and changes nobody twice. */
import type { graduation } from '../../../types/contracts/graduation'
import { SEASON_PEOPLE, SEASON_UNDO_MINUTES } from '../../../types/contracts/graduation'
import { destinations } from '../../../types/contracts/codes-season'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, db, find, put, read } from '../../platform/database'
import type { Leaver, Member, Organisation, SeasonChange, Wishes } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { idFrom } from '../../platform/ids'
import { dayOf, iso } from '../../platform/time'
import { inParallel } from '../../services/parallel'
import { NOWHERE, organisationFor, reaches } from '../../services/scope'
import { askToFill, closeAsking, reopenAsking } from './notify'
import { seasonOf } from './load'
import { undoUntil, whyCannotUndo, whyWrongWish } from './rules'

type ManyAction = 'graduation.add' | 'graduation.assign' | 'graduation.undo' | 'graduation.drop' | 'graduation.choices'
const AT_ONCE = 20

/** An organisation whose people the caller keeps; a group has none of its own. */
export async function keptBy(ctx: MemberContext, organisationId: string): Promise<Organisation> {
  const organisation = await organisationFor(ctx, organisationId, 'keepRoster')
  return organisation.kind === 'group' ? refuse('notFound') : organisation
}

/** A change of many as a page shows it; `changed`: who still stands as it left them. */
export const changeView = (made: SeasonChange, changed: number, now: Date) => ({
  seasonChangeId: made._id, what: made.what, changed, undone: made.undoneAt !== null, undoUntil: iso(undoUntil(made.at, SEASON_UNDO_MINUTES)),
  can: { undo: made.undoneAt === null && changed > 0 && whyCannotUndo(made, SEASON_UNDO_MINUTES, now) === null },
})

/** Whether somebody still stands as a change left them. */
export const standsBy = (made: Pick<SeasonChange, '_id' | 'kind'>, leaver: Leaver): boolean =>
  !leaver.removed && (made.kind === 'add' ? leaver.addedBy === made._id && leaver.wishes === null : leaver.before?.changeId === made._id)

/** Notes a change of many, once for one tap; the same request id with something else in it is no repeat. */
async function noted(ctx: MemberContext, made: Omit<SeasonChange, '_id' | 'accountId' | 'at' | 'undoneAt'>): Promise<SeasonChange> {
  const _id = idFrom('season', ctx.caller.accountId, ctx.action, ctx.requestId)
  const whole: SeasonChange = { ...made, _id, accountId: ctx.caller.accountId, at: ctx.now, undoneAt: null }
  if (await addOnce('season_changes', whole)) return whole
  const before = await read('season_changes', _id)
  return !before || before.organisationId !== made.organisationId || before.what !== made.what || before.year !== made.year || before.undoneAt ? refuse('conflict') : before
}

const leaverFor = (member: Member, year: number, dates: { leavesOn: string; dueOn: string }, addedBy: string, at: Date): Leaver => ({
  _id: `${member._id}_${year}`, organisationId: member.organisationId, year, memberId: member._id, name: member.name, standing: member.standing, className: member.className ?? '', sortKey: member.sortKey, searchKeys: member.searchKeys,
  ...dates, wishes: null, before: null, addedBy, watchOn: null, contactedOn: null, removed: false, version: 1, at,
})

/** What is the same in all of them is written together. */
function alike(leavers: Leaver[]): Leaver[][] {
  const groups = new Map<string, Leaver[]>()
  for (const leaver of leavers) {
    const key = JSON.stringify([leaver.version, leaver.wishes])
    groups.set(key, [...groups.get(key) ?? [], leaver])
  }
  return [...groups.values()]
}

export const manyHandlers: Pick<ModuleHandlers<typeof graduation>, ManyAction> = {
  'graduation.choices': async (ctx, input) => {
    const organisation = await keptBy(ctx, input.organisationId)
    const members = await find('members', { organisationId: organisation._id, archived: false }, { limit: 1000, fields: ['className', 'grade'] })
    const counted = (values: (string | null | undefined)[]) => {
      const counts = new Map<string, number>()
      for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
      return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => (a.name < b.name ? -1 : 1))
    }
    return { classes: counted(members.map(({ className }) => className)), grades: counted(members.map(({ grade }) => grade)) }
  },

  'graduation.add': async (ctx, input) => {
    const organisation = await keptBy(ctx, input.organisationId)
    const { leavesOn, dueOn, classNames = [], grades = [], memberIds = [] } = input
    if (classNames.length + grades.length + memberIds.length === 0) refuse('graduationNobody')
    if (dueOn < dayOf(ctx.now)) refuse('datesWrong', { what: '填写截止日期已经过去，请重新选择' })
    const year = Number(leavesOn.slice(0, 4))
    const where = { organisationId: organisation._id, archived: false }
    const asked = [...(classNames.length > 0 ? [{ className: _.in(classNames) }] : []), ...(grades.length > 0 ? [{ grade: _.in(grades) }] : []), ...(memberIds.length > 0 ? [{ _id: _.in(memberIds) }] : [])]
    const found = (await Promise.all(asked.map(one => find('members', { ...where, ...one }, { orderBy: [['_id', 'asc']], limit: SEASON_PEOPLE + 1 })))).flat()
    const members = [...new Map(found.map(member => [member._id, member])).values()]
    if (members.length > SEASON_PEOPLE) refuse('graduationMany', { max: SEASON_PEOPLE, found: members.length })
    const ids = members.map(({ _id }) => `${_id}_${year}`)
    const there = new Map((ids.length === 0 ? [] : await find('leavers', { _id: _.in(ids) }, { limit: ids.length })).map(leaver => [leaver._id, leaver]))
    const changeId = idFrom('season', ctx.caller.accountId, ctx.action, ctx.requestId)
    const fresh = members.filter(({ _id }) => { const old = there.get(`${_id}_${year}`); return !old || old.removed || old.addedBy === changeId })
    if (fresh.length === 0) return { year, added: 0, already: members.length, change: null }
    const made = await noted(ctx, { organisationId: organisation._id, year, kind: 'add', what: `放入${year}年毕业离校名单` })
    await inParallel(fresh, AT_ONCE, async member => {
      const leaver = leaverFor(member, year, { leavesOn, dueOn }, made._id, ctx.now)
      const old = there.get(leaver._id)
      if (old?.removed) await put('leavers', leaver)
      else if (!old) await addOnce('leavers', leaver)
      if (member.accountId) await askToFill(leaver, ctx.now)
    })
    return { year, added: fresh.length, already: members.length - fresh.length, change: changeView(made, fresh.length, ctx.now) }
  },

  'graduation.assign': async (ctx, input) => {
    const organisation = await keptBy(ctx, input.organisationId)
    const { kind, to: target = '', until, year } = input
    const seen = (await seasonOf([organisation._id], year, dayOf(ctx.now))).filter(({ leaver }) => input.memberIds.includes(leaver.memberId))
    const changeId = idFrom('season', ctx.caller.accountId, ctx.action, ctx.requestId)
    const free = seen.filter(({ begun }) => !begun)
    for (const leavesOn of new Set(free.map(({ leaver }) => leaver.leavesOn))) guard(whyWrongWish({ kind, target, until }, leavesOn, dayOf(ctx.now)))
    if (free.length === 0) return { changed: 0, left: seen.length, change: null }
    const made = await noted(ctx, { organisationId: organisation._id, year, kind: 'assign', what: `去向改为${destinations[kind]}${target ? `（${target}）` : ''}` })
    const wishes: Wishes = { kind, target, until: until ?? null, at: ctx.now, byName: ctx.access.memberName, bySelf: false }
    for (const group of alike(free.map(({ leaver }) => leaver).filter(leaver => leaver.before?.changeId !== changeId))) {
      const { version, wishes: before } = group[0]!
      await db.collection('leavers').where({ _id: _.in(group.map(({ _id }) => _id)), version, removed: false }).update({ wishes: _.set(wishes), before: _.set({ changeId, wishes: before }), version: version + 1 })
    }
    const done = await find('leavers', { organisationId: organisation._id, year, 'before.changeId': changeId }, { limit: SEASON_PEOPLE })
    await closeAsking(done)
    return { changed: done.length, left: seen.length - done.length, change: changeView(made, done.length, ctx.now) }
  },

  'graduation.undo': async (ctx, input) => {
    const made = await read('season_changes', input.seasonChangeId)
    if (!await reaches(ctx, made?.organisationId ?? NOWHERE, 'keepRoster') || !made) refuse('notFound')
    guard(whyCannotUndo(made, SEASON_UNDO_MINUTES, ctx.now))
    const undone = made.undoneAt ? made : await change('season_changes', { _id: made._id, undoneAt: null }, { undoneAt: ctx.now }) ?? made
    // Who has filled in, or whose transfer has begun since, stays as that left them.
    const free = (await seasonOf([made.organisationId], made.year, dayOf(ctx.now))).filter(({ leaver, begun }) => !begun && standsBy(made, leaver)).map(({ leaver }) => leaver)
    for (const group of alike(free)) {
      const { version } = group[0]!
      if (made.kind === 'add') {
        await db.collection('leavers').where({ _id: _.in(group.map(({ _id }) => _id)), version, wishes: null }).update({ removed: true, version: version + 1 })
        continue
      }
      // Alike as they are now, they may have been different before.
      for (const same of alike(group.map(leaver => ({ ...leaver, wishes: leaver.before?.wishes ?? null })))) {
        await db.collection('leavers').where({ _id: _.in(same.map(({ _id }) => _id)), version, 'before.changeId': made._id }).update({ wishes: _.set(same[0]!.wishes), before: _.set(null), version: version + 1 })
      }
    }
    if (made.kind === 'add') await closeAsking(free)
    else await reopenAsking(free.filter(({ before }) => before?.wishes === null))
    return changeView({ ...undone, undoneAt: undone.undoneAt ?? ctx.now }, free.length, ctx.now)
  },

  'graduation.drop': async (ctx, input) => {
    const organisation = await keptBy(ctx, input.organisationId)
    const free = (await seasonOf([organisation._id], input.year, dayOf(ctx.now))).filter(({ leaver, begun }) => !begun && input.memberIds.includes(leaver.memberId)).map(({ leaver }) => leaver)
    if (free.length > 0) await db.collection('leavers').where({ _id: _.in(free.map(({ _id }) => _id)), removed: false }).update({ removed: true, version: _.inc(1) })
    await closeAsking(free)
    return { changed: free.length }
  },
}

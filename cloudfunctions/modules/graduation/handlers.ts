import type * as z from '../../../types/contracts/zod'
import type { graduation, Leaver as LeaverView } from '../../../types/contracts/graduation'
import { SEASON_UNDO_MINUTES } from '../../../types/contracts/graduation'
import { dayInWords } from '../../../types/words'
import { graduationRules, contactBy, isLateForAdmission, latestKept } from '../../regulations/graduation-rules'
import { hasPowerOver } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, change, find, read } from '../../platform/database'
import { abilities, guard, refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { axesOf } from '../../services/axes'
import { PAGE, pageFrom } from '../../services/paging'
import { memberFor, organisationFor, reaches } from '../../services/scope'
import { findBelow } from '../../services/tree'
import { careHandlers } from './care'
import { lookedUp, newestOf, seasonOf, type Seen } from './load'
import { changeView, keptBy, manyHandlers, standsBy } from './many'
import { closeAsking } from './notify'
import { countsOf, orderOf, undoUntil, whyCannotDo, whyCannotWish, whyWrongWish } from './rules'

const viewOf = ({ leaver, member, state, hint }: Seen): z.input<typeof LeaverView> => ({
  memberId: leaver.memberId, name: leaver.name, standing: leaver.standing, className: leaver.className, state, kind: leaver.wishes?.kind ?? null, target: leaver.wishes?.target ?? '', until: leaver.wishes?.until ?? null,
  hint, bound: Boolean(member?.accountId), bySelf: leaver.wishes?.bySelf ?? false,
})

/** The newest year that an organisation has a list of, or this one. One operation. */
async function newestYear(organisationId: string, now: Date): Promise<number> {
  const [newest] = await find('leavers', { organisationId, removed: false }, { orderBy: [['year', 'desc']], limit: 1, fields: ['year'] })
  return newest?.year ?? Number(dayOf(now).slice(0, 4))
}

/** Who of these classes would be admitted shortly before leaving. None or one operation. */
async function lateAdmissions(organisationId: string, leavesOn: string | null, classes: string[], today: string) {
  if (!leavesOn || classes.length === 0 || !isLateForAdmission(leavesOn, today)) return null
  const found = await find('applicants', { organisationId, archived: false, stage: _.in(['activist', 'prospect']), className: _.in(classes) }, { orderBy: [['sortKey', 'asc']], limit: 50, fields: ['name'] })
  const { value, regulation, article } = graduationRules.admissionMonths
  return found.length === 0 ? null : { names: found.map(({ name }) => name), text: `这些班级还有${found.length}位同志在发展中，${dayInWords(leavesOn)}离校，离校前${value}个月内一般不办理接收预备党员的审批手续，材料转到新单位继续培养`, basis: `${regulation}${article}` }
}

/** The caller's last change of many that can still be taken back. One operation. */
async function lastChange(ctx: MemberContext, organisationId: string, year: number, seen: Seen[]) {
  const since = new Date(2 * ctx.now.getTime() - undoUntil(ctx.now, SEASON_UNDO_MINUTES).getTime())
  const recent = await find('season_changes', { organisationId, at: _.gte(since) }, { orderBy: [['at', 'desc']], limit: 20 })
  const mine = recent.filter(made => made.accountId === ctx.caller.accountId && made.undoneAt === null && made.year === year)
  return mine.map(made => changeView(made, seen.filter(({ leaver }) => standsBy(made, leaver)).length, ctx.now)).find(({ changed }) => changed > 0) ?? null
}

/** Who matches what is asked for, in the list's order. */
function matchingOf(seen: Seen[], asked: { state?: string | undefined; className?: string | undefined; search?: string | undefined }): { one: Seen; key: string }[] {
  const search = asked.search?.toLowerCase()
  return seen
    .filter(({ leaver, state }) => (!asked.state || state === asked.state) && (asked.className === undefined || leaver.className === asked.className) && (!search || leaver.searchKeys.some(key => key.startsWith(search)) || leaver.name.includes(search)))
    .map(one => ({ one, key: orderOf(one.leaver, one.state) })).sort((a, b) => (a.key < b.key ? -1 : 1))
}

export const handlers: ModuleHandlers<typeof graduation> = {
  ...manyHandlers,
  ...careHandlers,

  'graduation.list': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'oversee')
    if (organisation.kind === 'group') refuse('notFound')
    const today = dayOf(ctx.now)
    const newest = await newestYear(organisation._id, ctx.now)
    const year = input.year ?? newest
    const seen = await seasonOf([organisation._id], year, today)
    const classes = new Map<string, number>()
    for (const { leaver } of seen) classes.set(leaver.className, (classes.get(leaver.className) ?? 0) + 1)
    const leavesOn = seen.map(({ leaver }) => leaver.leavesOn).sort()[0] ?? null
    const matching = matchingOf(seen, input)
    const limit = input.limit ?? PAGE
    const rest = input.cursor === undefined ? matching : matching.filter(({ key }) => key > input.cursor!)
    const keep = hasPowerOver(ctx.access, 'keepRoster', organisation, ctx.now) ? null : { code: 'forbidden' as const }
    const [admissions, last] = await Promise.all([lateAdmissions(organisation._id, leavesOn, [...classes.keys()].filter(Boolean), today), lastChange(ctx, organisation._id, year, seen)])
    return {
      ...pageFrom(rest.slice(0, limit + 1), limit, ({ key }) => key, ({ one }) => viewOf(one)),
      organisationId: organisation._id, organisationName: organisation.name, organisationKind: organisation.kind, year, years: [newest, newest - 1, newest - 2],
      leavesOn, dueOn: seen.map(({ leaver }) => leaver.dueOn).sort()[0] ?? null, total: matching.length, all: seen.length, counts: countsOf(seen.map(({ state }) => state)),
      classes: [...classes].map(([name, count]) => ({ name, count })).sort((a, b) => (a.name < b.name ? -1 : 1)), admissions, last, ...abilities({ keep }),
    }
  },

  'graduation.select': async (ctx, input) => {
    const organisation = await keptBy(ctx, input.organisationId)
    const seen = await seasonOf([organisation._id], input.year, dayOf(ctx.now))
    return { memberIds: matchingOf(seen, input).map(({ one }) => one.leaver.memberId) }
  },

  'graduation.below': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'oversee')
    const limit = input.limit ?? PAGE
    const branches = await findBelow(organisation, { kind: 'branch' }, limit + 1, input.cursor)
    const page = pageFrom(branches, limit, ({ path }) => path, branch => branch)
    const seen = await seasonOf(page.items.map(({ _id }) => _id), input.year ?? Number(dayOf(ctx.now).slice(0, 4)), dayOf(ctx.now))
    return { next: page.next, items: page.items.map(({ _id, name }) => { const states = seen.filter(({ leaver }) => leaver.organisationId === _id).map(({ state }) => state); return { id: _id, name, all: states.length, counts: countsOf(states) } }) }
  },

  'graduation.leaver': async (ctx, input) => {
    const own = input.memberId === undefined || input.memberId === ctx.access.memberId
    const member = own ? await read('members', ctx.access.memberId) : await memberFor(ctx, input.memberId!, 'oversee')
    if (!member) refuse('notFound')
    const today = dayOf(ctx.now)
    const [leaver, keeps] = await Promise.all([newestOf(member._id), reaches(ctx, member.organisationId, 'keepRoster')])
    const [seen] = leaver ? await lookedUp([leaver], today) : []
    const { relation } = axesOf(member)
    const absent = leaver ? null : { code: 'forbidden' as const }
    const officer = keeps ? absent : { code: 'forbidden' as const }
    const facts = seen && { wishes: seen.leaver.wishes, how: seen, name: member.name, leavesOn: seen.leaver.leavesOn, today }
    const kept = relation.value === 'kept' ? null : { code: 'forbidden' as const }
    return {
      memberId: member._id, name: member.name, organisationId: member.organisationId, organisationName: member.organisationName, phoneMasked: member.phoneMasked, version: member.version, transferId: member.transferId ?? null,
      leaver: seen ? { ...viewOf(seen), year: seen.leaver.year, leavesOn: seen.leaver.leavesOn, dueOn: seen.leaver.dueOn, latestUntil: latestKept(seen.leaver.leavesOn), contactedOn: seen.leaver.contactedOn, contactBy: !kept && seen.leaver.wishes?.kind === 'abroad' ? contactBy(seen.leaver.contactedOn ?? relation.since ?? seen.leaver.leavesOn) : null } : null,
      ...abilities({
        fill: own && seen ? whyCannotWish(seen, '您') : { code: 'forbidden' }, assign: officer ?? whyCannotWish(seen!, member.name),
        keep: officer ?? whyCannotDo('keep', facts!), send: officer ?? whyCannotDo('send', facts!), endKeep: officer ?? kept, contacted: officer ?? kept,
      }),
    }
  },

  'graduation.fill': async (ctx, input) => {
    const leaver = await newestOf(ctx.access.memberId)
    const [seen] = leaver ? await lookedUp([leaver], dayOf(ctx.now)) : []
    if (!seen) refuse('graduationNotIn')
    guard(whyCannotWish(seen, '您'))
    const target = input.to ?? ''
    guard(whyWrongWish({ kind: input.kind, target, until: input.until }, seen.leaver.leavesOn, dayOf(ctx.now)))
    const wishes = { kind: input.kind, target, until: input.until ?? null, at: ctx.now, byName: ctx.access.memberName, bySelf: true }
    // The person's own word holds against a change of many in the same second: it is theirs to say.
    if (!await change('leavers', { _id: seen.leaver._id, removed: false }, { wishes: _.set(wishes), before: _.set(null), version: _.inc(1) })) refuse('graduationNotIn')
    await closeAsking([seen.leaver])
    return {}
  },
}

import { certificates, contactWays } from '../../../types/contracts/codes'
import type { floating } from '../../../types/contracts/floating'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, count, find, read } from '../../platform/database'
import type { Member, StayRecord } from '../../platform/documents'
import { abilities, guard, refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { setAxis } from '../../services/axes'
import { PAGE, pageFrom } from '../../services/paging'
import { organisationFor, reaches } from '../../services/scope'
import { eventOf } from '../../services/timeline'
import { act, emptyRecord, seen } from './act'
import { guests } from './guests'
import { monthText, usualPaper, whyBackWrong, whyCannot, whyCannotWrite, whyDayWrong, whyDaysWrong } from './rules'
import { awayLine, awayOf } from './views'

/** Contacts, searches and acts that a record keeps; the timeline keeps them all. */
const LINES_KEPT = 60
const latest = <T extends { day: string }>(lines: T[]): T[] => [...lines].sort((a, b) => b.day.localeCompare(a.day)).slice(0, LINES_KEPT)

const happened = (ctx: MemberContext, member: Member, kind: 'floating' | 'contact' | 'community', text: string, day: string) =>
  eventOf(ctx, { personId: member._id, organisationId: member.organisationId, organisationName: member.organisationName, kind, text, day })

export const handlers: ModuleHandlers<typeof floating> = {
  ...guests,

  'floating.overview': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'oversee')
    const inList = (away: string) => count('members', { organisationId: organisation._id, archived: false, away })
    const [out, due, lost, community, here, keeps] = await Promise.all([inList('out'), inList('due'), inList('lost'), inList('community'), count('guests', { organisationId: organisation._id, left: false }), reaches(ctx, organisation._id, 'keepRoster')])
    return { organisationId: organisation._id, name: organisation.name, out, due, lost, community, guests: here, ...abilities({ keep: keeps ? null : { code: 'forbidden' } }) }
  },

  'floating.list': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!await reaches(ctx, organisationId, 'oversee')) refuse('notFound')
    const limit = input.limit ?? PAGE
    const where = { organisationId, archived: false, away: input.show }
    const [members, total] = await Promise.all([
      find('members', { ...where, ...(input.cursor && { sortKey: _.gt(input.cursor) }) }, { orderBy: [['sortKey', 'asc']], limit: limit + 1 }),
      count('members', where),
    ])
    const records = members.length > 0 ? await find('floating_records', { _id: _.in(members.map(({ _id }) => _id)) }, { limit: members.length }) : []
    const recordOf = new Map(records.map(record => [record._id, record]))
    return { ...pageFrom(members, limit, member => member.sortKey, member => awayLine(member, recordOf.get(member._id) ?? emptyRecord(member._id), dayOf(ctx.now))), total }
  },

  'floating.get': async (ctx, input) => {
    const { member, asker } = await seen(ctx, input.memberId)
    return awayOf(ctx, member, asker, await read('floating_records', member._id) ?? emptyRecord(member._id))
  },

  'floating.report': async (ctx, { memberId, version, ...typed }) => {
    const done = await act(ctx, memberId, async ({ member, asker, record }, tx) => {
      guard(whyCannot.report(member, asker) ?? whyDaysWrong(typed.from, typed.until || null) ?? whyCannotWrite(typed.place, typed.reason, typed.host, typed.hostContact))
      const { stay } = record
      if (version === undefined && stay) refuse('alreadyAway', { name: member.name })
      if (version !== undefined && (!stay || record.version !== version)) refuse('conflict')
      const today = dayOf(ctx.now)
      const fields = { ...typed, until: typed.until || null }
      const fresh: StayRecord = stay ? { ...stay, ...fields, confirmed: asker.officer || stay.confirmed } : {
        ...fields, certificate: asker.officer ? usualPaper(fields.from, fields.until) ?? 'none' : 'none', certificateNumber: '', reportedOn: today, reportedBy: ctx.access.memberName, confirmed: asker.officer, contacts: [],
      }
      if (!stay || stay.place !== fresh.place || stay.from !== fresh.from) {
        await setAxis(tx, ctx, member, 'floating', { value: 'out', since: fresh.from, place: fresh.place }, stay ? `外出去向改为${fresh.place}` : `外出：${fresh.place}（${fresh.reason}）`)
      }
      return { stay: fresh }
    })
    return awayOf(ctx, done.member, done.asker, done.record)
  },

  'floating.confirm': async (ctx, { memberId, certificate, certificateNumber }) => {
    const done = await act(ctx, memberId, async ({ member, asker, record }, tx) => {
      guard(whyCannot.confirm(member, asker, record))
      const stay = record.stay!
      if (certificate !== stay.certificate || certificateNumber !== stay.certificateNumber) {
        await tx.put('person_events', happened(ctx, member, 'floating', certificate === 'none' ? '外出登记：不开证明' : `外出登记：已开${certificates[certificate]}`, dayOf(ctx.now)))
      }
      return { stay: { ...stay, certificate, certificateNumber, confirmed: true } }
    })
    return awayOf(ctx, done.member, done.asker, done.record)
  },

  'floating.contact': async (ctx, { memberId, day, way, note }) => {
    const done = await act(ctx, memberId, async ({ member, asker, record, tap }, tx) => {
      guard(whyCannot.contact(member, asker, record))
      const stay = record.stay!
      guard(whyDayWrong(day, dayOf(ctx.now), [stay.from, stay.reportedOn].sort()[0]!, '联系') ?? whyCannotWrite(note))
      await tx.put('person_events', happened(ctx, member, 'floating', `外出期间联系：${contactWays[way]}`, day))
      return { stay: { ...stay, confirmed: stay.confirmed || asker.officer, contacts: latest([...stay.contacts, { id: tap, day, way, note, byName: ctx.access.memberName }]) } }
    })
    return awayOf(ctx, done.member, done.asker, done.record)
  },

  'floating.back': async (ctx, { memberId, day }) => {
    const done = await act(ctx, memberId, async ({ member, asker, record }, tx) => {
      guard(whyCannot.back(member, asker, record))
      const stay = record.stay!
      const today = dayOf(ctx.now)
      guard(whyBackWrong(day, today, stay.from))
      await setAxis(tx, ctx, member, 'floating', { value: 'no', since: day }, stay.from > today ? `取消外出：${stay.place}` : `外出返回：${stay.place}`)
      return { stay: null, stays: [{ ...stay, backOn: day }, ...record.stays].slice(0, LINES_KEPT) }
    })
    return awayOf(ctx, done.member, done.asker, done.record)
  },

  'floating.lost': async (ctx, { memberId, since }) => {
    const done = await act(ctx, memberId, async ({ member, asker, record }, tx) => {
      guard(whyCannot.lost(member, asker, record) ?? whyDayWrong(since, dayOf(ctx.now), null, '失去联系'))
      const month = since.slice(0, 7)
      await setAxis(tx, ctx, member, 'contact', { value: 'lost', since: `${month}-01` }, `失去联系（${monthText(month)}起）`)
      return { loss: { since: month, searches: [] } }
    })
    return awayOf(ctx, done.member, done.asker, done.record)
  },

  'floating.search': async (ctx, { memberId, day, way, result }) => {
    const done = await act(ctx, memberId, async ({ member, asker, record, tap }, tx) => {
      guard(whyCannot.found(member, asker, record))
      const loss = record.loss!
      guard(whyDayWrong(day, dayOf(ctx.now), `${loss.since}-01`, '查找') ?? whyCannotWrite(result))
      await tx.put('person_events', happened(ctx, member, 'contact', `查找：${contactWays[way]}，没有联系上`, day))
      return { loss: { ...loss, searches: latest([...loss.searches, { id: tap, day, way, result, byName: ctx.access.memberName }]) } }
    })
    return awayOf(ctx, done.member, done.asker, done.record)
  },

  'floating.found': async (ctx, { memberId, day, note }) => {
    const done = await act(ctx, memberId, async ({ member, asker, record, tap }, tx) => {
      guard(whyCannot.found(member, asker, record))
      const { loss, stay } = record
      guard(whyDayWrong(day, dayOf(ctx.now), `${loss!.since}-01`, '恢复联系') ?? whyCannotWrite(note))
      await setAxis(tx, ctx, member, 'contact', { value: 'normal', since: day })
      // Whoever is spoken with again has been contacted: where the member floats, that counts for the year.
      const contacts = stay && day >= stay.from ? latest([...stay.contacts, { id: tap, day, way: 'phone' as const, note: '恢复联系', byName: ctx.access.memberName }]) : stay?.contacts
      return { loss: null, losses: [{ ...loss!, foundOn: day, note }, ...record.losses].slice(0, LINES_KEPT), ...(stay && contacts && { stay: { ...stay, contacts } }) }
    })
    return awayOf(ctx, done.member, done.asker, done.record)
  },

  'floating.register': async (ctx, { memberId, community, contact, day }) => {
    const done = await act(ctx, memberId, async ({ member, asker, record }, tx) => {
      guard(whyCannot.register(member, asker) ?? whyDayWrong(day, dayOf(ctx.now), null, '报到') ?? whyCannotWrite(community, contact))
      await tx.put('person_events', happened(ctx, member, 'community', `到社区报到：${community}`, day))
      return { registration: { community, contact, since: day, acts: record.registration?.acts ?? [] } }
    })
    return awayOf(ctx, done.member, done.asker, done.record)
  },

  'floating.act': async (ctx, { memberId, day, what, hours }) => {
    const done = await act(ctx, memberId, async ({ member, asker, record, tap }, tx) => {
      guard(whyCannot.act(member, asker, record))
      const registration = record.registration!
      guard(whyDayWrong(day, dayOf(ctx.now), null, '活动') ?? whyCannotWrite(what))
      await tx.put('person_events', happened(ctx, member, 'community', `参加社区活动：${what}`, day))
      return { registration: { ...registration, acts: latest([...registration.acts, { id: tap, day, what, hours, byName: ctx.access.memberName }]) } }
    })
    return awayOf(ctx, done.member, done.asker, done.record)
  },
}

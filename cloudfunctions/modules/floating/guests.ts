/** Members of other branches who live here for a while: in no roster and no count, without a vote or a grade here. */
import type { floating } from '../../../types/contracts/floating'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, count, find, plainly, read } from '../../platform/database'
import type { GuestRecord, Organisation } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { PAGE, pageFrom } from '../../services/paging'
import { normalName, searchable } from '../../services/person'
import { NOWHERE, organisationFor, reaches } from '../../services/scope'
import type { Power } from '../../../types/contracts/codes'
import { tapOf } from './act'
import { whyCannotWrite, whyDaysWrong, whyDayWrong } from './rules'
import { guestLine, guestOf } from './views'

type GuestAction = Extract<keyof typeof floating, `floating.${string}uest${string}`>
const NOTES_KEPT = 100

/** A guest of an organisation over which the caller has a power; `notFound` otherwise. Two operations. */
async function guestFor(ctx: MemberContext, guestId: string, power: Power): Promise<{ guest: GuestRecord; organisation: Organisation }> {
  const guest = await read('guests', guestId)
  const organisation = await organisationFor(ctx, guest?.organisationId ?? NOWHERE, power)
  if (!guest) refuse('notFound')
  return { guest, organisation }
}

/** Changes a guest while nobody else has; a repeat of the tap changes nothing. */
async function alter(ctx: MemberContext, guestId: string, work: (guest: GuestRecord, tap: string) => Partial<GuestRecord> | Promise<Partial<GuestRecord>>) {
  const { guest, organisation } = await guestFor(ctx, guestId, 'keepRoster')
  const tap = tapOf(ctx)
  if (guest.taps.includes(tap)) return guestOf(guest, organisation.name, true, ctx.now)
  if (guest.left) refuse('guestGone', { name: guest.name })
  const changes = { ...await work(guest, tap), version: guest.version + 1, taps: [...guest.taps, tap].slice(-20) }
  const after = await change('guests', { _id: guestId, version: guest.version }, plainly(changes)) ?? refuse('conflict')
  return guestOf(after, organisation.name, true, ctx.now)
}

interface Typed { name: string; home: string; homeContact: string; since: string; until: string }
/** Typed items as they are kept. */
async function keptOf<T extends Typed>(typed: T, _id: string) {
  guard(whyDaysWrong(typed.since, typed.until || null) ?? whyCannotWrite(typed.name, typed.home, typed.homeContact))
  const name = normalName(typed.name)
  if (!name) refuse('badInput', { what: '姓名' })
  return { ...typed, name, until: typed.until || null, sortKey: `${(await searchable(name, null)).pinyin}_${_id}` }
}

export const guests: Pick<ModuleHandlers<typeof floating>, GuestAction> = {
  'floating.guests': async (ctx, input) => {
    const organisationId = input.organisationId ?? ctx.access.organisationId
    if (!await reaches(ctx, organisationId, 'oversee')) refuse('notFound')
    const limit = input.limit ?? PAGE
    const where = { organisationId, left: input.left ?? false }
    const [found, total] = await Promise.all([find('guests', { ...where, ...(input.cursor && { sortKey: _.gt(input.cursor) }) }, { orderBy: [['sortKey', 'asc']], limit: limit + 1 }), count('guests', where)])
    return { ...pageFrom(found, limit, guest => guest.sortKey, guestLine), total }
  },

  'floating.guest': async (ctx, input) => {
    const { guest, organisation } = await guestFor(ctx, input.guestId, 'oversee')
    return guestOf(guest, organisation.name, await reaches(ctx, organisation._id, 'keepRoster'), ctx.now)
  },

  'floating.addGuest': async (ctx, { organisationId, ...typed }) => {
    const organisation = await organisationFor(ctx, organisationId, 'keepRoster')
    if (organisation.kind === 'group') refuse('notFound')
    const _id = tapOf(ctx)
    const guest: GuestRecord = { ...await keptOf(typed, _id), _id, organisationId: organisation._id, left: false, leftOn: null, notes: [], version: 1, taps: [] }
    if (await addOnce('guests', guest)) return guestOf(guest, organisation.name, true, ctx.now)
    const there = await read('guests', _id)
    // A used request id leads to no other branch's guest.
    if (there?.organisationId !== organisation._id) refuse('conflict')
    return guestOf(there, organisation.name, true, ctx.now)
  },

  'floating.changeGuest': (ctx, { guestId, version, ...typed }) => alter(ctx, guestId, async guest => {
    if (guest.version !== version) refuse('conflict')
    return keptOf(typed, guestId)
  }),

  'floating.noteGuest': (ctx, { guestId, day, what }) => alter(ctx, guestId, (guest, tap) => {
    guard(whyDayWrong(day, dayOf(ctx.now), guest.since, '参加组织生活') ?? whyCannotWrite(what))
    return { notes: [...guest.notes, { id: tap, day, what }].sort((a, b) => b.day.localeCompare(a.day)).slice(0, NOTES_KEPT) }
  }),

  'floating.guestLeft': (ctx, { guestId, day }) => alter(ctx, guestId, guest => {
    guard(whyDayWrong(day, dayOf(ctx.now), guest.since, '离开'))
    return { left: true, leftOn: day }
  }),
}

import type * as z from '../../../types/contracts/zod'
import type { Away, AwayLine, Guest, GuestLine } from '../../../types/contracts/floating'
import type { MemberContext } from '../../platform/context'
import type { FloatingRecord, GuestRecord, Member } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { suspendedOn } from './notify'
import { adviceFor, contactDue, dueState, reportOf, whatFollows, whyCannot, type Asker } from './rules'

const hoursOf = (acts: { hours: number }[]): number => Math.round(acts.reduce((sum, { hours }) => sum + hours, 0) * 10) / 10

/** One line of a list. */
export function awayLine(member: Member, record: FloatingRecord, today: string): z.input<typeof AwayLine> {
  const { stay, loss, registration } = record
  const dueOn = stay ? contactDue(stay) : null
  return {
    id: member._id, name: member.name, standing: member.standing, place: stay?.place ?? null, from: stay?.from ?? null, dueOn, due: dueOn ? dueState(dueOn, today) : null, confirmed: stay?.confirmed ?? true,
    lostSince: loss?.since ?? null, searches: loss?.searches.length ?? 0, community: registration?.community ?? null, hours: hoursOf(registration?.acts ?? []),
  }
}

/** All of it for one member; how a loss is dealt with is for who keeps the roster. */
export function awayOf(ctx: MemberContext, member: Member, asker: Asker, record: FloatingRecord): z.input<typeof Away> {
  const today = dayOf(ctx.now)
  const { stay, loss, registration } = record
  const handles = !asker.self || asker.officer
  return {
    id: member._id, name: member.name, organisationId: member.organisationId, organisationName: member.organisationName, self: asker.self, version: record.version, today,
    stay: stay && { ...stay, dueOn: contactDue(stay), due: dueState(contactDue(stay), today), advice: adviceFor(stay) },
    earlier: record.stays.map(({ place, from, backOn }) => ({ place, from, backOn })),
    loss: loss && { since: loss.since, searches: handles ? loss.searches : [], steps: handles ? whatFollows(loss.since, loss.searches, today, suspendedOn(member)) : [] },
    earlierLosses: record.losses.map(({ since, foundOn, note }) => ({ since, foundOn, note })),
    registration: registration && { ...registration, hours: hoursOf(registration.acts) },
    ...abilities({
      report: whyCannot.report(member, asker), paper: whyCannot.confirm(member, asker, record), confirm: whyCannot.confirm(member, asker, record), contact: whyCannot.contact(member, asker, record), back: whyCannot.back(member, asker, record),
      lost: whyCannot.lost(member, asker, record), search: whyCannot.found(member, asker, record), found: whyCannot.found(member, asker, record),
      register: whyCannot.register(member, asker), act: whyCannot.act(member, asker, record),
    }),
  }
}

export const guestLine = (guest: GuestRecord): z.input<typeof GuestLine> => ({ id: guest._id, name: guest.name, home: guest.home, since: guest.since, until: guest.until, leftOn: guest.leftOn, times: guest.notes.length })

/** A guest with what the home branch is to be told. */
export function guestOf(guest: GuestRecord, organisationName: string, keeps: boolean, now: Date): z.input<typeof Guest> {
  const refusal = !keeps ? { code: 'forbidden' as const } : guest.left ? { code: 'guestGone' as const, detail: { name: guest.name } } : null
  return { ...guest, id: guest._id, organisationName, today: dayOf(now), report: reportOf(guest, organisationName), ...abilities({ change: refusal, note: refusal, leave: refusal }) }
}

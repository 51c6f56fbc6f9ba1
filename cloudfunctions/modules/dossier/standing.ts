/** Changes of how a member stands: 党籍 and 处分, each with its day, its reason and its event. What was wrong is put right by another event. */
import { disciplines, endReasons, suspendReasons } from '../../../types/contracts/codes'
import type { dossier } from '../../../types/contracts/dossier'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, transaction, type Tx } from '../../platform/database'
import type { Axes, Member } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { dayOf } from '../../platform/time'
import { axesOf, setAxis } from '../../services/axes'
import { archiveMember } from '../../services/archiving'
import { moveClaim } from '../../services/claims'
import { countUp } from '../../services/inbox'
import { memberFor } from '../../services/scope'
import { eventOf } from '../../services/timeline'
import { whyCannotDiscipline, whyCannotEnd, whyCannotRecordAny, whyCannotResume, whyCannotReverse, whyCannotSuspend, whyDayWrong } from './rules'

type Recorded = 'membership' | 'discipline'
type AxisOf<A extends Recorded> = NonNullable<Axes[A]>

interface Change<A extends Recorded> {
  text: string
  on: string
  /** Judges and answers how the axis stands from now on. */
  to: (member: Member, axes: Required<Axes>) => Omit<AxisOf<A>, 'eventId' | 'before'>
  reverses?: (axes: Required<Axes>) => string | undefined
  /** What changes with it, in the same transaction. */
  also?: (tx: Tx, member: Member) => Promise<void>
}

/** Writes one axis of a member with its event. A repeat of the tap finds the event there and changes nothing. */
async function record<A extends Recorded>(ctx: MemberContext, found: Member, version: number, axis: A, change: Change<A>): Promise<{ version: number; fresh: boolean; bound: boolean }> {
  const eventId = eventOf(ctx, { personId: found._id, organisationId: found.organisationId, organisationName: found.organisationName, kind: axis, text: change.text })._id
  return transaction(async tx => {
    const [member, done] = [await tx.read('members', found._id), await tx.read('person_events', eventId)]
    if (!member) refuse('notFound')
    if (done) return { version: member.version, fresh: false, bound: false }
    if (member.organisationId !== found.organisationId) refuse('notFound')
    if (member.version !== version) refuse('conflict')
    const axes = axesOf(member)
    const before = axes[axis]
    const to = change.to(member, axes)
    const reverses = change.reverses?.(axes)
    const was = { value: before.value, since: before.since, ...('until' in before && { until: before.until ?? null }), ...(before.reason && { reason: before.reason }) }
    // An entry that puts another right is not put right again: it would only bring the mistake back.
    await setAxis(tx, ctx, member, axis, { ...to, ...(reverses ? {} : { eventId, before: was }) } as AxisOf<A>, change.text, reverses)
    await change.also?.(tx, member)
    return { version: member.version + 1, fresh: true, bound: member.accountId !== null }
  })
}

/** A member whose standing may be changed, judged on the record itself. */
const whom = (ctx: MemberContext, memberId: string): Promise<Member> => memberFor(ctx, memberId, 'keepRoster')

/** Back on the roster: `personElsewhere` or `personExists` where the ID number is somebody else's by now. */
const returns = async (tx: Tx, member: Member): Promise<void> => {
  await moveClaim(tx, null, member.idHash, member)
  await tx.update('members', member._id, { archived: false, archivedAt: _.set(null), archiveReason: null })
}

type Names = 'dossier.suspend' | 'dossier.resume' | 'dossier.end' | 'dossier.discipline' | 'dossier.reverse'
export const standingHandlers: Pick<ModuleHandlers<typeof dossier>, Names> = {
  'dossier.suspend': async (ctx, { memberId, version, on, reason }) => {
    const found = await whom(ctx, memberId)
    const answer = await record(ctx, found, version, 'membership', {
      text: `停止党籍：${suspendReasons[reason]}`, on,
      to: (member, axes) => {
        guard(whyCannotRecordAny(member) ?? whyCannotSuspend(axes, { reason, on }) ?? whyDayWrong(member, axes.membership.since, on, dayOf(ctx.now)))
        return { value: 'suspended', since: on, reason }
      },
    })
    return { version: answer.version }
  },

  'dossier.resume': async (ctx, { memberId, version, on }) => {
    const found = await whom(ctx, memberId)
    const answer = await record(ctx, found, version, 'membership', {
      text: '恢复党籍', on,
      to: (member, axes) => {
        guard(whyCannotRecordAny(member) ?? whyCannotResume(axes) ?? whyDayWrong(member, axes.membership.since, on, dayOf(ctx.now)))
        return { value: 'normal', since: on }
      },
    })
    return { version: answer.version }
  },

  'dossier.end': async (ctx, { memberId, version, on, reason }) => {
    const found = await whom(ctx, memberId)
    const text = reason === 'died' ? endReasons.died : `出党：${endReasons[reason]}`
    const answer = await record(ctx, found, version, 'membership', {
      text, on,
      to: (member, axes) => {
        guard(whyCannotRecordAny(member) ?? whyCannotEnd(member, axes, { reason, on }) ?? whyDayWrong(member, axes.membership.since, on, dayOf(ctx.now)))
        return { value: 'ended', since: on, reason }
      },
      also: (tx, member) => archiveMember(tx, member, ctx.caller.accountId, text, ctx.now),
    })
    if (answer.fresh) await countUp(found.organisationId, { members: -1, ...(answer.bound && { bound: -1 }) })
    return { version: answer.version }
  },

  'dossier.discipline': async (ctx, { memberId, version, on, discipline, until: typed }) => {
    const found = await whom(ctx, memberId)
    const until = typed || null
    const answer = await record(ctx, found, version, 'discipline', {
      text: discipline === 'none' ? '处分影响期结束' : `处分：${disciplines[discipline]}${until ? `，影响期至${until}` : ''}`, on,
      to: (member, axes) => {
        guard(whyCannotRecordAny(member) ?? whyCannotDiscipline(axes, { discipline, on, until }) ?? whyDayWrong(member, axes.discipline.since, on, dayOf(ctx.now)))
        return { value: discipline, since: on, until }
      },
    })
    return { version: answer.version }
  },

  'dossier.reverse': async (ctx, { memberId, version, axis, reason }) => {
    const found = await whom(ctx, memberId)
    const ended = axis === 'membership' && axesOf(found).membership.value === 'ended'
    const answer = await record(ctx, found, version, axis, {
      text: `更正${axis === 'membership' ? '党籍' : '处分'}登记：${reason}`, on: dayOf(ctx.now),
      to: (member, axes) => {
        const now = axes[axis]
        guard((axis === 'membership' && now.value === 'ended' ? null : whyCannotRecordAny(member)) ?? whyCannotReverse(now))
        const { value, since, ...more } = now.before!
        return { value, since, ...more } as never
      },
      reverses: axes => axes[axis].eventId,
      ...(ended && { also: returns }),
    })
    if (answer.fresh && ended) await countUp(found.organisationId, { members: 1 })
    return { version: answer.version }
  },
}

/** How a member stands on each axis (DOMAIN.md §3), and the one way in which that is changed. */
import { contacts, disciplines, floatings, memberships, relations, type Contact, type Discipline, type Floating, type Membership, type Relation } from '../../types/contracts/codes'
import type { MemberContext } from '../platform/context'
import { _, type Tx } from '../platform/database'
import type { Axes, Member } from '../platform/documents'
import { eventOf } from './timeline'

/** Every axis of a member, the usual where nothing is written. */
export const axesOf = (member: Pick<Member, 'axes'>): Required<Axes> => ({
  membership: member.axes?.membership ?? { value: 'normal', since: null },
  relation: member.axes?.relation ?? { value: 'here', since: null },
  contact: member.axes?.contact ?? { value: 'normal', since: null },
  floating: member.axes?.floating ?? { value: 'no', since: null },
  discipline: member.axes?.discipline ?? { value: 'none', since: null },
})

/** Whether somebody on the roster belongs to another branch: until a transfer is received, the old branch still manages (DOMAIN.md §3). */
export const isElsewhere = ({ relation: { value } }: Pick<Required<Axes>, 'relation'>): boolean => value === 'arriving' || value === 'left'

const labels = {
  membership: (value: string) => `党籍：${memberships[value as Membership]}`,
  relation: (value: string) => `组织关系：${relations[value as Relation]}`,
  contact: (value: string) => (value === 'normal' ? '恢复联系' : contacts[value as Contact]),
  floating: (value: string) => (value === 'no' ? '不再流动' : `流动党员：${floatings[value as Floating]}`),
  discipline: (value: string) => (value === 'none' ? '处分影响期结束' : `处分：${disciplines[value as Discipline]}`),
} satisfies Record<keyof Axes, (value: string) => string>

/**
 * Writes one axis of a member and its event inside a transaction; the member's version goes up, so that whoever edits it
 * at the same time sees the conflict. Two operations.
 * @param member as the transaction has read it
 * @param text what the timeline says, where the axis' own words do not do
 * @param reverses the event that was wrong, where this one puts it right
 */
export async function setAxis<A extends keyof Axes>(tx: Tx, ctx: MemberContext, member: Member, axis: A, standing: NonNullable<Axes[A]>, text = labels[axis](standing.value), reverses?: string): Promise<void> {
  await tx.update('members', member._id, { [`axes.${axis}`]: _.set(standing), version: member.version + 1 })
  await tx.put('person_events', eventOf(ctx, { personId: member._id, organisationId: member.organisationId, organisationName: member.organisationName, kind: axis, text, day: standing.since ?? undefined, reverses }))
}

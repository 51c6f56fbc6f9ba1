/** What the roster's acts leave in a person's timeline. */
import { standings } from '../../../types/contracts/codes'
import type { MemberContext } from '../../platform/context'
import type { Member, PersonEvent } from '../../platform/documents'
import { eventOf } from '../../services/timeline'

type Whose = Pick<Member, '_id' | 'organisationId' | 'organisationName'>
const whose = ({ _id, organisationId, organisationName }: Whose) => ({ personId: _id, organisationId, organisationName })

/** An event of coming onto the roster, leaving it, or coming back. */
export const rosterEvent = (ctx: MemberContext, member: Whose, text: string): PersonEvent => eventOf(ctx, { ...whose(member), kind: 'roster', text })

/** What a change of one person's record tells: another standing, on the day of becoming a full member where it is known, and another group. */
export function changesOf(ctx: MemberContext, before: Member, changes: Partial<Member>): PersonEvent[] {
  const events: PersonEvent[] = []
  if (changes.standing && changes.standing !== before.standing) {
    const fullOn = changes.fullOn === undefined ? before.fullOn : changes.fullOn
    events.push(eventOf(ctx, { ...whose(before), kind: 'stage', text: changes.standing === 'full' ? '转为正式党员' : `人员类别改为${standings[changes.standing]}`, ...(changes.standing === 'full' && fullOn && { day: fullOn }) }))
  }
  if (changes.groupId !== undefined && changes.groupId !== before.groupId) {
    events.push(eventOf(ctx, { ...whose(before), kind: 'group', text: changes.groupName ? `编入${changes.groupName}` : '不再编入党小组' }))
  }
  return events
}

/** What a chain is recorded for: an activity or a notice of a branch that the caller runs. */
import type { ParsedInputOf } from '../../../types/contracts'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import { read } from '../../platform/database'
import type { Activity, Notice } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { whyOver } from '../../regulations/activity-rules'
import { receiptsOf, whyNoMoreReceipts, type Reached } from '../../services/receipts'
import { placesOf } from '../../services/sign-up'

type Asked = ParsedInputOf<'chains.read'>['target']
export type Target = { organisationId: string; groupId: string | null } & ({ kind: 'activity'; activity: Activity } | { kind: 'notice'; notice: Notice })

/** The target, where the caller may record for it; `notFound` in a foreign branch. One operation. */
export async function targetFor(ctx: MemberContext, asked: Asked): Promise<Target> {
  const found = await read(asked.kind === 'activity' ? 'activities' : 'notices', asked.id)
  if (!found) refuse('notFound')
  const { organisationId } = found
  if (!hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)) refuse(organisationId === ctx.access.organisationId ? 'forbidden' : 'notFound')
  if (asked.kind === 'activity') {
    const activity = found as Activity
    // Until it ends, as its organiser may sign others up.
    guard(whyOver(activity, ctx.now))
    return { kind: 'activity', activity, organisationId, groupId: null }
  }
  const notice = found as Notice
  guard(whyNoMoreReceipts(notice))
  return { kind: 'notice', notice, organisationId, groupId: notice.groupId }
}

/** Who has answered the target by now, in whatever way. One operation. */
export async function answeredFor(target: Target): Promise<Set<string>> {
  if (target.kind === 'notice') return new Set((await receiptsOf(target.notice._id)).map(receipt => receipt.memberId))
  const { queue, leave } = await placesOf(target.activity._id)
  return new Set([...queue, ...leave].map(entry => entry.m))
}

/** Those of the branch who are expected to answer the target. */
export const expectedFor = <M extends Pick<Reached, 'groupId'>>(target: Target, members: M[]): M[] =>
  members.filter(member => target.groupId === null || member.groupId === target.groupId)

/** Loads what an action names; what the caller may not see answers as if it did not exist. */
import { hasPowerIn, organisationsWith } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import { read } from '../../platform/database'
import type { Activity } from '../../platform/documents'
import { refuse } from '../../platform/errors'

/** The organisations whose activities the caller sees: the own one and those that the caller runs. */
export const organisationsSeen = (ctx: MemberContext): string[] =>
  [...new Set([ctx.access.organisationId, ...organisationsWith(ctx.access, 'runBranch', ctx.now)])]

/** Whether the caller organises the activities of this organisation. */
export const runs = (ctx: MemberContext, organisationId: string): boolean => hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)

/** An activity that the caller sees; `notFound` otherwise. One operation. */
export async function activitySeen(ctx: MemberContext, activityId: string): Promise<Activity> {
  const activity = await read('activities', activityId)
  if (!activity || !organisationsSeen(ctx).includes(activity.organisationId)) refuse('notFound')
  return activity
}

/** An activity that the caller organises; `forbidden` where the caller only sees it. One operation. */
export async function activityRun(ctx: MemberContext, activityId: string): Promise<Activity> {
  const activity = await activitySeen(ctx, activityId)
  if (!runs(ctx, activity.organisationId)) refuse('forbidden')
  return activity
}

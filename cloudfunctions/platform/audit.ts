import { contracts, type ActionName } from '../../types/contracts'
import { addOnce } from './database'
import { idFrom } from './ids'
import { dayOf } from './time'
import type { Context } from './context'

/**
 * Writes the audit line of an officer's act before it runs, so that nothing is ever done without its line.
 * Ids and field names only, never values. A repeat of the same tap finds its line there.
 */
export async function auditAct(ctx: Context, input: Record<string, unknown>): Promise<void> {
  const subjects: Record<string, string | string[]> = {}
  for (const [key, value] of Object.entries(input)) {
    if (/Ids?$/.test(key) && (typeof value === 'string' || Array.isArray(value))) subjects[key] = value as string | string[]
  }
  const changes = input.changes
  await addOnce('audit', {
    _id: idFrom('audit', ctx.caller.accountId, ctx.action, ctx.requestId),
    at: ctx.now,
    day: dayOf(ctx.now),
    action: ctx.action,
    accountId: ctx.caller.accountId,
    memberId: ctx.access?.memberId ?? null,
    organisationId: ctx.access?.organisationId ?? null,
    subjects,
    fields: changes && typeof changes === 'object' ? Object.keys(changes) : Object.keys(input).filter(key => !/Ids?$/.test(key)),
  })
}

/** Whether an action leaves an audit line. */
export const isAudited = (action: ActionName): boolean => 'audited' in contracts[action]

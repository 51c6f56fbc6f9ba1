import { addOnce } from './database'
import type { AuditLine } from './documents'
import { idFrom } from './ids'
import { keyedHash } from './secrets'
import { dayOf } from './time'
import type { Context } from './context'

/** Only what has the shape of an id is kept: a caller can write no text into the log, and no telephone or ID number. */
const isId = (value: unknown): value is string => typeof value === 'string' && /^(?!\d+[\dXx]$)[\w-]{1,64}$/.test(value)

const namedBy = (part: unknown): unknown => (part && typeof part === 'object' ? (part as { id?: unknown }).id ?? (part as { memberId?: unknown }).memberId : undefined)

/** What an input names: ids by the name of their field, those of its parts and lists too. */
function subjectsOf(input: Record<string, unknown>): AuditLine['subjects'] {
  const subjects: AuditLine['subjects'] = {}
  for (const [key, value] of Object.entries(input)) {
    const named = /Ids?$/.test(key) ? value : Array.isArray(value) ? value.map(namedBy) : namedBy(value)
    if (isId(named)) subjects[key] = named
    else if (Array.isArray(named) && named.length > 0 && named.every(isId)) subjects[key] = named
  }
  return subjects
}

/** Every id that an input names. */
export const idsIn = (input: Record<string, unknown>): string[] => Object.values(subjectsOf(input)).flat()

/** A retry of one tap comes within minutes; the same call later is another act. */
const RETRY_MINUTES = 10

/**
 * Writes the audit line of an officer's act before it runs, so that nothing is ever done without its line.
 * Ids and field names only, never values. A repeat of the same tap finds its line there; another input under the same
 * request id is another act and has its own, or the log could be passed by.
 */
export async function auditAct(ctx: Context, input: Record<string, unknown>): Promise<void> {
  const changes = input.changes
  await addOnce('audit', {
    _id: idFrom('audit', ctx.caller.accountId, ctx.action, ctx.requestId, keyedHash('audit', JSON.stringify(input)), String(Math.floor(ctx.now.getTime() / (RETRY_MINUTES * 60_000)))),
    at: ctx.now,
    day: dayOf(ctx.now),
    action: ctx.action,
    accountId: ctx.caller.accountId,
    memberId: ctx.access?.memberId ?? null,
    organisationId: ctx.access?.organisationId ?? null,
    subjects: subjectsOf(input),
    fields: changes && typeof changes === 'object' ? Object.keys(changes) : Object.keys(input).filter(key => !/Ids?$/.test(key)),
  })
}

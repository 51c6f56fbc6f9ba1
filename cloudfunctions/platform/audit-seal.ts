import { createHash } from 'node:crypto'
import type { AuditLine } from './documents'
import { _, addOnce, find, findAll } from './database'
import { dayOf, plusDays, plusMinutes } from './time'

/** The hash over a day's lines in the order of their ids, chained to the seal before: an altered or missing line shows. */
export function sealHash(previous: string, lines: AuditLine[]): string {
  const hash = createHash('sha256').update(previous)
  for (const line of [...lines].sort((a, b) => (a._id < b._id ? -1 : 1))) {
    hash.update(JSON.stringify([line._id, line.at.toISOString(), line.action, line.accountId, line.memberId, line.organisationId, line.subjects, line.fields]))
  }
  return hash.digest('hex')
}

/** Longer than any function may run. */
const GRACE_MINUTES = 15

/** Seals every finished day since the last seal, oldest first; a repeat finds its seal there. */
export async function sealAudit(now: Date, deadline: Date): Promise<void> {
  const [last] = await find('audit_seals', {}, { orderBy: [['_id', 'desc']], limit: 1 })
  const [first] = last ? [] : await find('audit', {}, { orderBy: [['day', 'asc']], limit: 1 })
  let day = last ? dayOf(plusDays(new Date(`${last._id}T04:00:00Z`), 1)) : first?.day
  let previous = last?.hash ?? ''
  // A call that began before midnight may still write its line.
  const today = dayOf(plusMinutes(now, -GRACE_MINUTES))
  while (day && day < today && new Date() < deadline) {
    const lines = await findAll('audit', { day })
    const hash = sealHash(previous, lines)
    await addOnce('audit_seals', { _id: day, lines: lines.length, hash, previous, at: now })
    previous = hash
    day = dayOf(plusDays(new Date(`${day}T04:00:00Z`), 1))
  }
}

/** The days whose lines no longer match their seal. */
export async function brokenSeals(days: string[]): Promise<string[]> {
  const seals = await find('audit_seals', { _id: _.in(days) }, { orderBy: [['_id', 'asc']], limit: 1000 })
  const broken: string[] = []
  for (const seal of seals) {
    const lines = await findAll('audit', { day: seal._id })
    if (lines.length !== seal.lines || sealHash(seal.previous, lines) !== seal.hash) broken.push(seal._id)
  }
  return broken
}

import type { Refusal } from '../../../types/contracts/errors'

/** What is wrong with a chain as it was read. */
export function whyNotChain(found: { lines: number; entries: number; max: number }): Refusal | null {
  if (found.lines > found.max) return { code: 'chainTooLong', detail: { max: found.max, found: found.lines } }
  return found.entries === 0 ? { code: 'chainEmpty' } : null
}

/** Whether all who are named belong to the branch. */
export const whyForeign = (named: string[], roster: Set<string>): Refusal | null =>
  (named.every(memberId => roster.has(memberId)) ? null : { code: 'badInput', detail: { what: '名单里有不在本支部名册上的人，请重新粘贴' } })

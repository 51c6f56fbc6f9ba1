/** Who may be on a roster twice, and when two records can become one. Our own caution: a record on which something hangs never leaves. */
import { duplicateReasons, type DuplicateReason } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Member } from '../../platform/documents'

export type Known = Pick<Member, '_id' | 'name' | 'birthday' | 'studentNumber' | 'idHash'>
export interface Pair { reason: DuplicateReason; one: string; other: string }

/** So many of one name are compared with one another. */
const COMPARED = 20
const order = Object.keys(duplicateReasons)

function groupsBy(people: Known[], keyOf: (person: Known) => string | null): Known[][] {
  const groups = new Map<string, Known[]>()
  for (const person of people) {
    const key = keyOf(person)
    if (key) groups.set(key, [...(groups.get(key) ?? []), person])
  }
  return [...groups.values()].filter(group => group.length > 1).map(group => group.slice(0, COMPARED))
}

function* pairsOf(group: Known[]): Generator<[Known, Known]> {
  for (let i = 0; i < group.length; i++) for (let k = i + 1; k < group.length; k++) yield [group[i]!, group[k]!]
}

/** Different ID numbers are different people, whatever else they share. */
const provenTwo = (a: Pick<Known, 'idHash'>, b: Pick<Known, 'idHash'>): boolean => Boolean(a.idHash && b.idHash && a.idHash !== b.idHash)

/** What names a pair, whichever way round. */
export const pairKey = (one: string, other: string): string => [one, other].sort().join(' ')

/** Pairs that may be one person, the surest first; those in `apart` were looked at and are two. Two of one ID number cannot be on a roster at all: `identities` forbids it. */
export function duplicatesOf(people: Known[], apart: ReadonlySet<string> = new Set()): Pair[] {
  const found = new Map<string, Pair>()
  const note = (reason: Pair['reason'], a: Known, b: Known): void => {
    const key = pairKey(a._id, b._id)
    if (!apart.has(key) && !found.has(key)) found.set(key, { reason, one: a._id, other: b._id })
  }
  for (const group of groupsBy(people, ({ studentNumber }) => studentNumber?.toLowerCase() ?? null)) for (const [a, b] of pairsOf(group)) note('sameNumber', a, b)
  for (const group of groupsBy(people, ({ name }) => name)) {
    for (const [a, b] of pairsOf(group)) {
      if (provenTwo(a, b)) continue
      if (!a.birthday || !b.birthday) note('noBirthday', a, b)
      else if (a.birthday.slice(0, 7) === b.birthday.slice(0, 7)) note('sameBirthMonth', a, b)
    }
  }
  return [...found.values()].sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason))
}

type Record = Pick<Member, '_id' | 'name' | 'organisationId' | 'archived' | 'idHash'>
/** What hangs on each record, in words: 已经加入、有签到记录. */
export interface Traces { kept: string[]; duplicate: string[] }

/** Whether two records can be said to be two persons: of one roster, and not one record. */
export const whyCannotPart = (one: Pick<Record, '_id' | 'organisationId'>, other: Pick<Record, '_id' | 'organisationId'>): Refusal | null =>
  (one._id === other._id ? { code: 'mergeSame' } : one.organisationId === other.organisationId ? null : { code: 'mergeApart' })

/** Whether one record may leave the roster in favour of the other. What hangs on a record stays where it is, so that record is the one to keep. */
export function whyCannotMerge(kept: Record, duplicate: Record, traces: Traces): Refusal | null {
  if (kept._id === duplicate._id) return { code: 'mergeSame' }
  const gone = [kept, duplicate].find(({ archived }) => archived)
  if (gone) return { code: 'memberArchived', detail: { name: gone.name } }
  if (kept.organisationId !== duplicate.organisationId) return { code: 'mergeApart' }
  if (provenTwo(kept, duplicate)) return { code: 'mergeDifferent' }
  if (traces.duplicate.length === 0) return null
  if (traces.kept.length > 0) return { code: 'mergeBoth', detail: { kept: traces.kept.join('、'), what: traces.duplicate.join('、') } }
  return { code: 'mergeOther', detail: { what: traces.duplicate.join('、') } }
}

/** Which of two is kept by default: the one with an account, else with an ID number, else the older. */
export function sorted<T extends Pick<Member, 'accountId' | 'idHash' | 'createdAt'>>(a: T, b: T): [T, T] {
  const rank = (one: T): number => (one.accountId ? 2 : 0) + (one.idHash ? 1 : 0)
  const first = rank(a) === rank(b) ? a.createdAt <= b.createdAt : rank(a) > rank(b)
  return first ? [a, b] : [b, a]
}

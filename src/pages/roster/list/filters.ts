/** What narrows the list: the short words that are always there, and group and class from the sheet. */
import type { InputOf } from '../../../../types/contracts'
import type { SavedFilter } from '../../../../types/contracts/roster-upkeep'

export type Word = 'full' | 'probationary' | 'unbound' | 'archived'
/** A key is there where it narrows; an empty text asks for those in no group, those without a class. */
export interface Narrowing { on: Word[]; groupId?: string; className?: string }

export const words: { key: Word; text: string }[] = [{ key: 'full', text: '正式' }, { key: 'probationary', text: '预备' }, { key: 'unbound', text: '未加入' }, { key: 'archived', text: '已移出' }]

/** Words after a tap on one: full and probationary exclude each other; who was taken off cannot be waited for. */
export function toggled(on: Word[], key: Word): Word[] {
  if (on.includes(key)) return on.filter((word) => word !== key)
  const against: Partial<Record<Word, Word>> = { full: 'probationary', probationary: 'full', unbound: 'archived', archived: 'unbound' }
  return [...on.filter((word) => word !== against[key]), key]
}

/** As the server is asked. */
export function filterOf({ on, groupId, className }: Narrowing): SavedFilter['filter'] {
  const standing = on.find((word) => word === 'full' || word === 'probationary')
  return {
    ...(standing ? { standing } : {}), ...(on.includes('unbound') ? { bound: false } : {}), ...(on.includes('archived') ? { archived: true } : {}),
    ...(groupId !== undefined ? { groupId } : {}), ...(className !== undefined ? { className } : {}),
  }
}

/** A named filter as the page holds it. */
export function narrowingOf({ standing, bound, archived, groupId, className }: SavedFilter['filter']): Narrowing {
  return {
    on: [...(standing ? [standing] : []), ...(bound === false ? ['unbound' as const] : []), ...(archived ? ['archived' as const] : [])],
    ...(groupId !== undefined ? { groupId } : {}), ...(className !== undefined ? { className } : {}),
  }
}

const keyOf = (narrowing: Narrowing): string => JSON.stringify([[...narrowing.on].sort(), narrowing.groupId ?? null, narrowing.className ?? null])
export const alike = (a: Narrowing, b: Narrowing): boolean => keyOf(a) === keyOf(b)
export const isNarrow = ({ on, groupId, className }: Narrowing): boolean => on.length > 0 || groupId !== undefined || className !== undefined

export function askedFor(organisationId: string, search: string, narrowing: Narrowing): Omit<InputOf<'roster.list'>, 'cursor'> {
  return { limit: 20, ...(organisationId ? { organisationId } : {}), ...(search ? { search } : {}), ...filterOf(narrowing) }
}

/** Searching a list of people by the beginnings that are kept with each of them (services/person, searchable). */
import { db } from '../platform/database'

/** The condition for what somebody typed: name, pinyin, initials or student number from its beginning; none for nothing. */
export function matching(search: string | undefined): { searchKeys?: unknown } {
  const words = search?.toLowerCase().replace(/\s/g, '')
  return words ? { searchKeys: db.RegExp({ regexp: `^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, options: '' }) } : {}
}

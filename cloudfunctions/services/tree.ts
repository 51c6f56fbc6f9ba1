/** Where an organisation stands at this moment, also while it is being carried to another superior. */
import { _, find, read } from '../platform/database'
import type { Move, Organisation } from '../platform/documents'
import { searchable } from './person'

/** An organisation's path as the move that carries it says: the old one until the move's single deciding write, the new one from then on. Pure. */
export const pathNow = (organisation: Pick<Organisation, 'path'>, move: Pick<Move, 'state' | 'from' | 'to'> | null | undefined): string =>
  (move && move.state !== 'marking' && organisation.path.startsWith(move.from) ? move.to + organisation.path.slice(move.from.length) : organisation.path)

/**
 * An organisation with the path by which access to it is judged, or null. Everything that judges access by a path reads
 * it here. One operation, two while the organisation is being moved.
 */
export async function readOrganisation(id: string): Promise<Organisation | null> {
  const organisation = await read('organisations', id)
  return organisation?.moveId ? { ...organisation, path: pathNow(organisation, await read('moves', organisation.moveId)) } : organisation
}

/** The topmost organisation of the tree in which a path lies. */
export const rootOf = (path: string): string => path.split('/')[1] ?? ''

/** The paths strictly below one, as a range of the index: `/` is followed by `0` in the order of characters. */
const below = (path: string, after = path) => _.gt(after > path ? after : path).and(_.lt(`${path.slice(0, -1)}0`))

/** Organisations strictly below one that match, ordered by path, as they stand at this moment. Two operations. */
export async function findBelow(organisation: Pick<Organisation, 'path'>, where: Record<string, unknown>, limit: number, after?: string): Promise<Organisation[]> {
  const [move] = await find('moves', { root: rootOf(organisation.path), open: true }, { limit: 1 })
  // Until the paths are rewritten, what has moved in is still found under its old one, and what has moved away as well.
  const movedIn = move && move.state !== 'marking' && move.to.startsWith(organisation.path)
  const path = movedIn ? _.or([below(organisation.path, after), _.gte(move.from).and(_.lt(`${move.from.slice(0, -1)}0`), _.gt(after ?? ''))]) : below(organisation.path, after)
  const found = await find('organisations', { ...where, path }, { orderBy: [['path', 'asc']], limit })
  return found.filter(one => pathNow(one, one.moveId === move?._id ? move : null).startsWith(organisation.path))
}

/** What a search for an organisation may match: every ending of its name and of the initials of its pinyin, lower case. */
export async function organisationKeys(name: string): Promise<string[]> {
  const plain = name.toLowerCase().replace(/\s/g, '')
  const initials = (await Promise.all([...plain].map(async character => ((await searchable(character, null)).pinyin[0] ?? '')))).join('')
  const endings = (text: string): string[] => [...text].map((_character, at, all) => all.slice(at).join(''))
  return [...new Set([...endings(plain), ...endings(initials)])]
}

/** Which organisations' rosters a sheet speaks of. */
import { db, findAll } from '../platform/database'
import type { Organisation } from '../platform/documents'

/** Organisations asked about in one query. */
export const ROSTERS_TOGETHER = 100

export type Roster = Pick<Organisation, '_id' | 'name' | 'parentId'>

/** The organisation and those below it that keep a roster, by their own current paths, in the order of their names. */
export async function rostersOf(organisation: Organisation): Promise<Roster[]> {
  if (organisation.kind === 'branch') return [organisation]
  const below = await findAll('organisations', { path: db.RegExp({ regexp: `^${organisation.path}`, options: '' }) }, ['_id', 'name', 'kind', 'path', 'parentId', 'dissolvedAt'])
  return below.filter(({ kind, dissolvedAt }) => kind !== 'group' && !dissolvedAt).sort((a, b) => (a._id === organisation._id ? -1 : b._id === organisation._id ? 1 : a.name.localeCompare(b.name, 'zh')))
}

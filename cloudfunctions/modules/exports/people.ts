/** Who is on the rosters of an organisation and of everything below it. */
import type { Standing } from '../../../types/contracts/codes'
import { _, count, db, findAll } from '../../platform/database'
import type { Member, Organisation } from '../../platform/documents'
import { guard } from '../../platform/errors'
import { openText } from '../../platform/secrets'
import { inParallel } from '../../services/parallel'
import { whyCannotExport, type Listed } from './rules'

/** Organisations asked about in one query. */
const TOGETHER = 100
const fields = ['_id', 'organisationId', 'groupName', 'name', 'sortKey', 'standing', 'sex', 'ethnicity', 'birthday', 'education', 'joinedOn', 'fullOn', 'job', 'studentNumber', 'className', 'phone', 'address',
  'landline', 'nativePlace', 'grade', 'major', 'appliedOn', 'activistOn', 'prospectOn', 'sponsors', 'mentors', 'remark', 'axes', 'posts'] as const satisfies (keyof Member)[]

/** The organisation and those below it that keep a roster, by their own current paths, in the order of their names. */
async function rostersOf(organisation: Organisation): Promise<Pick<Organisation, '_id' | 'name'>[]> {
  if (organisation.kind === 'branch') return [organisation]
  const below = await findAll('organisations', { path: db.RegExp({ regexp: `^${organisation.path}`, options: '' }) }, ['_id', 'name', 'kind', 'path'])
  return below.filter(({ kind }) => kind !== 'group').sort((a, b) => (a._id === organisation._id ? -1 : b._id === organisation._id ? 1 : a.name.localeCompare(b.name, 'zh')))
}

/**
 * Everybody who is to be exported, branch by branch and by pinyin within each, with what is sealed opened. Errors:
 * `exportEmpty`, `exportTooMany` (judged by counting, before anybody is read).
 */
export async function peopleOf(organisation: Organisation, standing: Standing | undefined): Promise<(Listed & { _id: string })[]> {
  const rosters = await rostersOf(organisation)
  const parts = Array.from({ length: Math.ceil(rosters.length / TOGETHER) }, (__, i) => rosters.slice(i * TOGETHER, (i + 1) * TOGETHER))
  const wanted = parts.map(part => ({ organisationId: part.length === 1 ? part[0]!._id : _.in(part.map(({ _id }) => _id)), archived: false, ...(standing && { standing }) }))
  const counts = await inParallel(wanted, 4, where => count('members', where))
  guard(whyCannotExport(counts.reduce((sum, n) => sum + n, 0)))
  const members = (await inParallel(wanted, 4, where => findAll('members', where, [...fields]))).flat()
  // Counted before; somebody may have been added since.
  guard(whyCannotExport(members.length))
  const places = new Map(rosters.map(({ _id, name }, place) => [_id, { place, name }]))
  return members
    .sort((a, b) => places.get(a.organisationId)!.place - places.get(b.organisationId)!.place || (a.sortKey < b.sortKey ? -1 : 1))
    .map(member => ({
      ...member, branch: places.get(member.organisationId)!.name,
      phone: member.phone ? openText(member.phone) : null, landline: member.landline ? openText(member.landline) : null, address: member.address ? openText(member.address) : null,
    }))
}

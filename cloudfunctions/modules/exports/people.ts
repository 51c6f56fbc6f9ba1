/** Who is on the rosters of an organisation and of everything below it. */
import type { Standing } from '../../../types/contracts/codes'
import { _, count, findAll } from '../../platform/database'
import type { Member, Organisation } from '../../platform/documents'
import { guard } from '../../platform/errors'
import { openText } from '../../platform/secrets'
import { inParallel } from '../../services/parallel'
import { ROSTERS_TOGETHER, rostersOf } from '../../services/rosters'
import { whyCannotExport, type Listed } from './rules'

const fields = ['_id', 'organisationId', 'groupName', 'name', 'sortKey', 'standing', 'sex', 'ethnicity', 'birthday', 'education', 'joinedOn', 'fullOn', 'job', 'studentNumber', 'className', 'phone', 'address',
  'landline', 'nativePlace', 'grade', 'major', 'appliedOn', 'activistOn', 'prospectOn', 'sponsors', 'mentors', 'remark', 'axes', 'posts'] as const satisfies (keyof Member)[]

/**
 * Everybody who is to be exported, branch by branch and by pinyin within each, with what is sealed opened. Errors:
 * `exportEmpty`, `exportTooMany` (judged by counting, before anybody is read).
 */
export async function peopleOf(organisation: Organisation, standing: Standing | undefined): Promise<(Listed & { _id: string })[]> {
  const rosters = await rostersOf(organisation)
  const parts = Array.from({ length: Math.ceil(rosters.length / ROSTERS_TOGETHER) }, (__, i) => rosters.slice(i * ROSTERS_TOGETHER, (i + 1) * ROSTERS_TOGETHER))
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

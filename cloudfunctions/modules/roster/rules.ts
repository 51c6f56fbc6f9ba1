import { endReasons, type EndReason } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { Member } from '../../platform/documents'

/** What the record still lacks, as a person calls it. */
export function missingOf(member: Member): string[] {
  const items: [unknown, string][] = [
    [member.idHash, '身份证号'], [member.sex, '性别'], [member.birthday, '出生日期'], [member.ethnicity, '民族'], [member.education, '学历'],
    [member.joinedOn, '加入党组织日期'], [member.standing === 'probationary' || member.fullOn, '转为正式党员日期'], [member.phone ?? member.landline, '手机号'],
    [member.job, '工作岗位'], [member.address, '家庭住址'],
  ]
  return items.filter(([value]) => !value).map(([, label]) => label)
}

/** Whether a person may be taken off the roster: posts are ended first, so that nothing ends by the way. */
export function whyCannotArchive(member: Pick<Member, 'name' | 'archived' | 'posts' | 'transferId'>, labelOf: (post: Member['posts'][number]['post']) => string): Refusal | null {
  if (member.archived) return { code: 'memberArchived', detail: { name: member.name } }
  // Somebody on the way is received, or the transfer is withdrawn, first: nobody is lost between two branches.
  if (member.transferId) return { code: 'transferOpen', detail: { name: member.name } }
  const held = member.posts[0]
  return held ? { code: 'hasPosts', detail: { name: member.name, post: labelOf(held.post) } } : null
}

/** Whether a person may be brought back onto the roster: not one whose membership has ended (DOMAIN.md §3); what was entered wrongly is put right in the dossier. */
export function whyCannotRestore(member: Pick<Member, 'name' | 'archived' | 'axes'>): Refusal | null {
  if (!member.archived) return { code: 'notFound' }
  const membership = member.axes?.membership
  return membership?.value === 'ended' ? { code: 'membershipEnded', detail: { name: member.name, reason: endReasons[membership.reason as EndReason] ?? '' } } : null
}

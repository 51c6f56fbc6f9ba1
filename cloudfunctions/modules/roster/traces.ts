/** What hangs on a record and stays with it: such a record is the one that is kept when two are merged. Its timeline, its papers and who looked at it go along. */
import { posts as postLabels } from '../../../types/contracts/codes'
import { find } from '../../platform/database'
import type { Member } from '../../platform/documents'
import { axesOf } from '../../services/axes'

/** What the record itself says of it, in words. */
export function tracesIn(member: Member): string[] {
  const { membership, relation, contact, discipline } = axesOf(member)
  const post = member.posts[0]
  const stands = membership.value === 'normal' && relation.value === 'here' && contact.value === 'normal' && discipline.value === 'none'
  return [
    ...(member.accountId ? ['已经加入'] : []), ...(post ? [`担任${postLabels[post.post]}`] : []), ...(member.transferId ? ['正在转接组织关系'] : []),
    ...(stands ? [] : ['登记过党籍、组织关系、联系或处分情况']),
  ]
}

/** What hangs on a record anywhere, in words. Seven operations. */
export async function tracesOf(member: Member): Promise<string[]> {
  const memberId = member._id
  const one = { limit: 1, fields: ['_id' as const] }
  const [checkIns, points, appeals, posts, away, leavers, corrections] = await Promise.all([
    find('check_ins', { memberId }, one), find('points', { memberId }, one), find('appeals', { memberId }, one), find('posts', { memberId, endedAt: null }, one),
    find('floating_records', { _id: memberId }, one), find('leavers', { memberId, removed: false }, one), find('corrections', { memberId }, one),
  ])
  return [
    ...tracesIn(member), ...(posts.length > 0 && member.posts.length === 0 ? ['担任职务'] : []),
    ...(checkIns.length > 0 ? ['有签到记录'] : []), ...(points.length > 0 ? ['有积分记录'] : []), ...(appeals.length > 0 ? ['写过意见'] : []),
    ...(away.length > 0 ? ['有流动、失联或双报到记录'] : []), ...(leavers.length > 0 ? ['在毕业去向名单上'] : []),
    ...(corrections.length > 0 ? ['申请过更正'] : []),
  ]
}

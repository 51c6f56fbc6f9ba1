import { posts as postLabels } from '../../../types/contracts/codes'
import { handoverRoles, type HandoverRole } from '../../../types/contracts/codes-season'
import type { Handover } from '../../platform/documents'
import { plusDays } from '../../platform/time'
import { audienceOf, closeItem, putItem } from '../../services/inbox'
import { inParallel } from '../../services/parallel'
import { hasSigned } from './rules'

/** Days for which a signature is waited for on the home page, and for which it is told that there is none to come. */
const DAYS_WAITING = 90
const DAYS_TOLD = 3

/** What waits for one of the three; null for nothing. */
function waiting(handover: Handover, role: HandoverRole): string | null {
  const { parties } = handover
  if (handover.state === 'stuck') return role === 'giver' ? '工作交接没有交成，请处理' : null
  if (handover.state === 'stopped') return role === 'giver' && handover.stopped?.byMemberId !== parties.giver.memberId ? '工作交接已停止' : null
  if (handover.state !== 'open' || hasSigned(handover, parties[role])) return null
  if (role === 'giver') return '填写工作交接清单并签名'
  return hasSigned(handover, parties.giver) ? `工作交接待您签名（${handoverRoles[role]}）` : null
}

/** Puts the handover on the home page of whoever has to do something, and takes it off the others'. Safe to repeat. Three operations. */
export async function settleItems(handover: Handover, now: Date): Promise<void> {
  const words = `${handover.organisationName}${handover.posts.map(({ post }) => postLabels[post]).join('、')}：${handover.parties.giver.name}交${handover.parties.receiver.name}`
  await inParallel(Object.keys(handoverRoles) as HandoverRole[], 3, async role => {
    const refId = `${handover._id}-${role}`
    const title = waiting(handover, role)
    if (!title) return closeItem('handover', refId)
    const until = plusDays(now, handover.state === 'stopped' ? DAYS_TOLD : DAYS_WAITING)
    await putItem({ kind: 'handover', refId, opens: handover._id, audience: audienceOf.member(handover.parties[role].memberId), title, hint: words, due: null, startsAt: null, endsAt: null, until, at: now })
  })
}

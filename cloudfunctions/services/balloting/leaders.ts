/** Who leads a branch at this moment: some acts are not for whom they are about, as long as somebody else could do them. */
import type { Elector } from '../../platform/documents'
import { dayOf } from '../../platform/time'
import { powersOfPost } from '../../regulations/powers'
import { holdersOf, inForce, runningPosts } from '../officers'

/** Those who lead a branch and are none of these, with their names. Two operations. */
export async function othersWhoLead(organisationId: string, these: string[], now: Date): Promise<Elector[]> {
  const posts = (await runningPosts(organisationId)).filter(({ post, memberId }) => powersOfPost[post].includes('runBranch') && !these.includes(memberId))
  const holders = await holdersOf(posts)
  const there = posts.flatMap(post => { const member = holders.get(post.memberId); return member && inForce(post, member, dayOf(now)) ? [member] : [] })
  return there.filter((member, n) => there.indexOf(member) === n).map(({ _id, name }) => ({ memberId: _id, name }))
}

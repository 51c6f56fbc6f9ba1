import type { OutputOf } from '../../../types/contracts'
import type { AppealLine } from '../../../types/contracts/appeals'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext } from '../../platform/context'
import type { Appeal } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { linkTo } from '../../platform/files'
import { iso } from '../../platform/time'
import { excerptOf, whyCannot, type Role } from './rules'

/** Seconds for which a link to a picture is good. */
const LINK_SECONDS = 600

/** How the caller stands to an appeal. */
export const roleIn = (ctx: MemberContext, appeal: Pick<Appeal, 'memberId' | 'organisationId'>): Role => ({
  author: appeal.memberId === ctx.access.memberId,
  officer: hasPowerIn(ctx.access, 'runBranch', appeal.organisationId, ctx.now),
})

/** An appeal as lists show it. */
export const appealLine = (ctx: MemberContext) => (appeal: Appeal): AppealLine => ({
  id: appeal._id, excerpt: excerptOf(appeal.text, 40), state: appeal.state, at: iso(appeal.at), changedAt: iso(appeal.changedAt), authorName: appeal.authorName,
  mine: appeal.memberId === ctx.access.memberId,
})

/** An appeal as its page shows it, with links to its pictures. One operation where it has pictures. */
export async function appealOf(ctx: MemberContext, appeal: Appeal): Promise<OutputOf<'appeals.get'>> {
  const role = roleIn(ctx, appeal)
  const judged = (act: 'answer' | 'close' | 'confirm' | 'reopen') => whyCannot(act, appeal.state, role)
  return {
    id: appeal._id, text: appeal.text, state: appeal.state, at: iso(appeal.at), authorName: appeal.authorName, mine: role.author,
    pictures: (await linkTo(appeal.pictures, LINK_SECONDS)).filter(Boolean),
    history: appeal.history.map(({ at, byName, act, text }) => ({ at: iso(at), byName, act, text })),
    ...abilities({ answer: judged('answer'), close: judged('close'), confirm: judged('confirm'), reopen: judged('reopen') }),
  }
}

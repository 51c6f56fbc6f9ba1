import type { OutputOf } from '../../../types/contracts'
import type { points } from '../../../types/contracts/points'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, db, find, read } from '../../platform/database'
import type { Member, PointsLine } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { iso } from '../../platform/time'
import { checkText } from '../../platform/wechat'
import { PAGE, pageFrom } from '../../services/paging'
import { reversalId, reverseLine } from '../../services/points-ledger'
import { NOWHERE } from '../../services/scope'
import { ruleInWords, whyCannotReverse } from './rules'

/** A member of a branch that the caller runs; `notFound` otherwise. One operation. */
async function memberRun(ctx: MemberContext, memberId: string): Promise<Member> {
  const member = await read('members', memberId)
  if (!member || !hasPowerIn(ctx.access, 'runBranch', member.organisationId, ctx.now)) refuse('notFound')
  return member
}

/** The sum of all of a member's lines, however many. One operation. */
async function totalOf(memberId: string): Promise<number> {
  const { data } = await db.collection('points').aggregate().match({ memberId }).group({ _id: null, total: _.aggregate.sum('$delta') }).end() as { data: { total: number }[] }
  return data[0]?.total ?? 0
}

/** A page of a member's ledger, newest first. Four operations. */
async function ledgerOf(ctx: MemberContext, member: { memberId: string; organisationId: string }, input: { cursor?: string | undefined; limit?: number | undefined }): Promise<OutputOf<'points.mine'>> {
  const { memberId, organisationId } = member
  const limit = input.limit ?? PAGE
  const where = { memberId, ...(input.cursor !== undefined && { key: _.lt(input.cursor) }) }
  const [organisation, lines, total] = await Promise.all([
    read('organisations', organisationId),
    find('points', where, { orderBy: [['key', 'desc']], limit: limit + 1 }),
    totalOf(memberId),
  ])
  const reversals = lines.length > 0 ? await find('points', { _id: _.in(lines.map(line => reversalId(line._id))) }, { limit: limit + 1, fields: ['_id', 'reverses'] }) : []
  const reversed = new Set(reversals.map(line => line.reverses))
  const organiser = hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)
  const view = (line: PointsLine): OutputOf<'points.mine'>['items'][number] => ({
    id: line._id, at: iso(line.at), delta: line.delta, reason: line.reason, reversed: reversed.has(line._id), reverses: line.reverses,
    can: { reverse: whyCannotReverse(line, reversed.has(line._id), organiser) === null },
  })
  return { ...pageFrom(lines, limit, line => line.key, view), enabled: organisation?.points.enabled ?? false, total, rule: ruleInWords(organisation?.points) }
}

export const handlers: ModuleHandlers<typeof points> = {
  'points.mine': async (ctx, input) => ledgerOf(ctx, ctx.access, input),

  'points.ofMember': async (ctx, input) => {
    const member = await memberRun(ctx, input.memberId)
    return { memberName: member.name, ...await ledgerOf(ctx, { memberId: member._id, organisationId: member.organisationId }, input) }
  },

  'points.reverse': async (ctx, input) => {
    const line = await read('points', input.lineId)
    await memberRun(ctx, line?.memberId ?? NOWHERE)
    if (!line) refuse('notFound')
    guard(whyCannotReverse(line, false, true))
    await checkText(ctx.caller.openid, input.reason)
    const reason = `冲正“${line.reason}”：${input.reason}`
    const lineId = reversalId(line._id)
    if (!await reverseLine(line, { reason, at: ctx.now, by: ctx.access.memberId })) {
      const reversal = await read('points', lineId)
      // The same officer with the same words is the same tap again.
      if (reversal?.by !== ctx.access.memberId || reversal.reason !== reason) refuse('alreadyReversed')
    }
    return { lineId }
  },
}

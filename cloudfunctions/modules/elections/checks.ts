/** What should be looked at again and stops nothing: days out of their order, somebody who counted the own votes. Pure. */
import { electionSteps, stepLabel, type ElectionStep } from '../../../types/contracts/codes-ballots'
import type { Election } from '../../platform/documents'

type Prepared = Pick<Election, 'steps' | 'ballots' | 'occasion'>

/** The steps with their days, and the assembly where it has been held. */
function daysOf({ steps, ballots, occasion = 'term' }: Prepared): { what: string; day: string }[] {
  const entered = (Object.keys(electionSteps) as ElectionStep[]).flatMap(step => { const done = steps[step]; return done ? [{ what: stepLabel(step, occasion), day: done.day }] : [] })
  const held = ballots.find(({ heldOn, voidReason }) => heldOn !== null && voidReason === null)
  return held ? [...entered, { what: '大会投票', day: held.heldOn! }] : entered
}

/** Steps whose days are not in their order: which order is usual is known from secondary sources, so it is told and not refused. */
export function stepsOutOfOrder(election: Prepared): string[] {
  const days = daysOf(election)
  return days.slice(1).flatMap(({ what, day }, n) => (days[n]!.day > day ? [`“${days[n]!.what}”（${days[n]!.day}）登记得比“${what}”（${day}）还晚，请核对`] : []))
}

/** Those who were written in, are elected, and have counted the papers of that very ballot. */
export function selfCounted({ ballots, counters }: Pick<Election, 'ballots' | 'counters'>): string[] {
  const found = ballots.filter(({ voidReason }) => voidReason === null).flatMap(({ votes, elected, countedBy = [] }) =>
    (votes ?? []).filter(({ other, key, memberId }) => other && elected.includes(key) && [...countedBy, ...counters].some(one => one.memberId === memberId)).map(({ name }) => name))
  return [...new Set(found)]
}

/** What who leads an election is told of all this, until the superior was told. */
export function checksOf(election: Prepared & Pick<Election, 'counters' | 'reportedAt' | 'approval'>): string[] {
  if (election.reportedAt || election.approval) return []
  return [...stepsOutOfOrder(election), ...selfCounted(election).map(name => `${name}数了这次的票，又在票上被另选当选，等于数了自己的票：请大会另定两位同志重新点票，选举结果报告上会写明`)]
}

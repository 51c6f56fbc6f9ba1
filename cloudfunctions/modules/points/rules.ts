import type { Refusal } from '../../../types/contracts/errors'
import type { Organisation, PointsLine } from '../../platform/documents'

/** The branch's rule in words. Points are off by default and never ranked. */
export const ruleInWords = (points: Organisation['points'] | undefined): string =>
  points?.enabled ? `每次签到 ${points.perCheckIn} 分` : '本支部没有启用积分'

/** Whether a line may be taken back: by an organiser of the member's branch, once, and never a line that takes back another. */
export function whyCannotReverse(line: Pick<PointsLine, 'reverses'>, reversed: boolean, organiser: boolean): Refusal | null {
  if (!organiser) return { code: 'forbidden' }
  if (line.reverses !== null) return { code: 'reversalOfReversal' }
  return reversed ? { code: 'alreadyReversed' } : null
}

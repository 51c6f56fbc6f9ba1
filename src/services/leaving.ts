import type { OutputOf } from '../../types/contracts'
import { leaverStates } from '../../types/contracts/codes-season'
import { dayText } from './dates'
import { open } from './nav'
import { useQuery } from './query'

interface Leaving { hint: string; value: string; go: () => void }
type Leaver = NonNullable<OutputOf<'graduation.leaver'>['leaver']>

/** 2027年6月30日离校，转到示例公司党委. */
export const leavingText = ({ leavesOn, target }: Pick<Leaver, 'leavesOn' | 'target'>): string => [`${dayText(leavesOn)}离校`, target && `转到${target}`].filter(Boolean).join('，')

/** Where somebody's relation goes at graduation, the caller's own without a member; null for who stands on no list, or has arrived. */
export function useLeaving(memberId?: string): Leaving | null {
  const leaver = useQuery('graduation.leaver', memberId ? { memberId } : {}).data?.leaver
  if (!leaver || leaver.state === 'received') return null
  return { hint: leavingText(leaver), value: leaverStates[leaver.state], go: () => open('/pages/season/leaver/index', memberId ? { id: memberId } : {}) }
}

/** Putting away a draft of a vote, an election or a review that is not wanted after all. */
import type { BallotKind } from '../../types/contracts/codes-ballots'
import { useAction } from './action'
import { back } from './nav'
import { ask, said } from './say'

/** Asks first, and goes back to the list when it is done. */
export function useDiscard(kind: BallotKind, id: string, title: string): () => void {
  const discard = useAction('ballots.discard')
  const go = async (): Promise<void> => {
    if (!(await ask({ title: '删去这份草稿？', text: `《${title}》还没有开始，删去后不再显示，不能恢复。`, ok: '删去' }))) return
    if (!(await discard.run({ kind, id }))) return
    said('已删去')
    back()
  }
  return () => void go()
}

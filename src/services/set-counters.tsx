/** 监票人、计票人 are named; whoever is replaced once somebody has counted is so with a reason, which is shown. */
import { useState, type ReactNode } from 'react'
import type { BallotKind } from '../../types/contracts/codes-ballots'
import { ReasonSheet } from '../components/reason'
import { useAction } from './action'
import type { Sensitive } from './sensitive'

interface Naming { kind: BallotKind; id: string; guard: Sensitive['guard']; onDone: () => void; onClose: () => void }
export interface SetCounters {
  save: (memberIds: string[]) => void
  busy: boolean
  /** Asked in place of the choice, where a reason is wanted. */
  reason: ReactNode
}

export function useSetCounters({ kind, id, guard, onDone, onClose }: Naming): SetCounters {
  const [wanted, setWanted] = useState<string[]>([])
  const [asks, setAsks] = useState(false)
  const set = useAction('ballots.setCounters', {
    guard,
    onError: ({ code }) => {
      if (code === 'counterReason') setAsks(true)
      return code === 'counterReason'
    },
  })
  const run = async (memberIds: string[], reason?: string): Promise<void> => {
    setWanted(memberIds)
    if (await set.run({ kind, id, memberIds, ...(reason ? { reason } : {}) })) onDone()
  }
  return {
    save: (memberIds) => void run(memberIds), busy: set.busy,
    reason: asks ? (
      <ReasonSheet
        open title="换下监票人、计票人" ok="更换" busy={set.busy} usual={['临时有事离会', '点错了人', '录入四次还不一致']} text="已经有人录入票数。写明原因，会显示在这次投票里。两个人已经录得一致的，仍然算数。"
        onDone={(reason) => void run(wanted, reason)} onClose={onClose}
      />
    ) : null,
  }
}

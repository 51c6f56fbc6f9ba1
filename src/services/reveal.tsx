/** Opening one encrypted item of one person: the own at once, another's with a reason, the second factor and on record. */
import Taro from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import type { InputOf } from '../../types/contracts'
import { sensitiveItems } from '../../types/contracts/codes'
import { ReasonSheet } from '../components/reason'
import { useAction } from './action'
import { call, sentenceOf } from './cloud'
import { choose, copy, tell } from './say'
import { useSensitive } from './sensitive'
import { useSession } from './session'

export type RevealItem = InputOf<'privacy.reveal'>['item']

export interface Reveal {
  /** What has been opened on this page; it is gone with it. */
  shown: Partial<Record<RevealItem, string>>
  ask: (item: RevealItem) => void
  /** Give it to Page's `over`. */
  sheets: ReactNode
}

const usual = ['通知开会或活动', '联系不上，打电话核实', '核对名册', '寄送材料']

/** For a page about one person, member or applicant. */
export function useReveal(personId: string, name: string): Reveal {
  const own = useSession()?.me?.memberId === personId
  const sensitive = useSensitive()
  const reveal = useAction('privacy.reveal', { guard: sensitive.guard })
  const [asking, setAsking] = useState<RevealItem | null>(null)
  const [shown, setShown] = useState<Reveal['shown']>({})
  const keep = (item: RevealItem, value: string): void => setShown((was) => ({ ...was, [item]: value }))

  const openOwn = async (item: RevealItem): Promise<void> => {
    try {
      const { value } = await call('privacy.own', { item })
      if (value) keep(item, value)
    } catch (thrown) {
      await tell(sentenceOf(thrown))
    }
  }
  const go = async (reason: string): Promise<void> => {
    if (!asking) return
    const opened = await reveal.run({ memberId: personId, item: asking, reason })
    if (!opened) return
    keep(asking, opened.value)
    setAsking(null)
  }
  const label = asking ? sensitiveItems[asking] : ''
  const sheets = (
    <>
      <ReasonSheet
        open={asking !== null} title={`查看${label}`} ok="查看" busy={reveal.busy} usual={usual}
        text={`谁、什么时候、为什么查看${name}的${label}，都有记录，本人看得到。请只在办支部工作时查看。`} onDone={(reason) => void go(reason)} onClose={() => setAsking(null)}
      />
      {sensitive.sheet}
    </>
  )
  return { shown, ask: (item) => (own ? void openOwn(item) : setAsking(item)), sheets }
}

/** What one does with a number that has been opened. */
export async function dialOrCopy(number: string): Promise<void> {
  const chosen = await choose(['拨打', '复制'])
  if (chosen === 0) await Taro.makePhoneCall({ phoneNumber: number }).catch(() => undefined)
  if (chosen === 1) await copy(number)
}

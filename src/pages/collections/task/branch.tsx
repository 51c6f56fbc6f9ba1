import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { answerStates } from '../../../../types/contracts/codes-collections'
import type { CollectionBranch } from '../../../../types/contracts/collections'
import { Button } from '../../../components/button'
import { ReasonSheet } from '../../../components/reason'
import { Sheet } from '../../../components/sheet'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { whenText } from '../../../services/dates'
import { open } from '../../../services/nav'
import { said } from '../../../services/say'
import css from '../index.module.scss'

const usual = ['有必填的没有填', '人数与名册对不上', '有同志在别的支部也报了']

interface Props { branch: CollectionBranch; onClose: () => void; onDone: () => void }

/** How one branch stands; what it has confirmed is looked at or sent back from here. */
export function BranchSheet({ branch, onClose, onDone }: Props) {
  const [asking, setAsking] = useState(false)
  if (asking) return <SendBack branch={branch} onClose={onClose} onDone={onDone} />
  const lines = [
    branch.late ? '已逾期' : '', branch.openedAt ? `${whenText(branch.openedAt)}打开过` : '还没有打开', branch.confirmedAt ? `${branch.confirmedBy ?? ''}${whenText(branch.confirmedAt)}确认，${branch.rows ?? 0}人` : '',
    branch.reason ? `退回原因：${branch.reason}` : '', branch.state === 'gone' ? '已不在本组织下面，或已撤销，不再要它填' : '',
  ].filter(Boolean)
  return (
    <Sheet
      open title={branch.name} onClose={onClose}
      footer={<>{offered(branch, 'sendBack') ? <Button kind="plain" text="退回" reason={reasonOf(branch, 'sendBack')} onTap={() => setAsking(true)} /> : null}{branch.state === 'gone' ? null : <Button text="看表" onTap={() => { onClose(); open('/pages/collections/detail/index', { id: branch.id }) }} />}</>}
    >
      <View><Text className={css.text}>{answerStates[branch.state]}</Text>{lines.map((line) => <Text key={line} className={css.text}>{line}</Text>)}</View>
    </Sheet>
  )
}

/** Sends what a branch has confirmed back to it, with the reason. */
export function SendBack({ branch, onClose, onDone }: { branch: Pick<CollectionBranch, 'id' | 'name' | 'turn'>; onClose: () => void; onDone: () => void }) {
  const sendBack = useAction('collections.sendBack')
  const go = async (reason: string): Promise<void> => {
    if (await sendBack.run({ answerId: branch.id, turn: branch.turn, reason })) { said('已退回'); onDone() }
  }
  return <ReasonSheet open title={`退回给${branch.name}？`} text="它的确认随即取消，首页待办里会看到原因，改好后再确认。" ok="退回" usual={usual} max={200} busy={sendBack.busy} onClose={onClose} onDone={(reason) => void go(reason)} />
}

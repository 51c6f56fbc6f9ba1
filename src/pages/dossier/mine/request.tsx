import { Text } from '@tarojs/components'
import type { OutputOf } from '../../../../types/contracts'
import { correctionItems, correctionStates, type CorrectionState } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Sheet } from '../../../components/sheet'
import type { TagKind } from '../../../components/tag'
import { useAction } from '../../../services/action'
import { whenText } from '../../../services/dates'
import { said } from '../../../services/say'
import { itemText } from '../words'
import css from './index.module.scss'

export const stateTags: Record<CorrectionState, { text: string; kind: TagKind }> = {
  open: { text: correctionStates.open, kind: 'wait' }, accepted: { text: correctionStates.accepted, kind: 'ok' },
  declined: { text: correctionStates.declined, kind: 'urgent' }, withdrawn: { text: correctionStates.withdrawn, kind: 'past' },
}

interface Props { request: OutputOf<'corrections.mine'>['items'][number] | null; onClose: () => void; onDone: () => void }

/** A request that waits: what was asked for, and the way to take it back. */
export function RequestSheet({ request, onClose, onDone }: Props) {
  const withdraw = useAction('corrections.withdraw')
  if (!request) return null
  const back = async (): Promise<void> => {
    if (!(await withdraw.run({ correctionId: request.id }))) return
    said('已撤回')
    onDone()
  }
  return (
    <Sheet open title={`${correctionItems[request.item]}：${correctionStates.open}`} onClose={onClose} footer={<><Button text="关闭" kind="plain" onTap={onClose} /><Button text="撤回申请" kind="plain" busy={withdraw.busy} onTap={() => void back()} /></>}>
      <Text className={css.now}>{whenText(request.at)}提交。{request.proposed ? `申请改为：${itemText(request.item, request.proposed)}。` : '请带上身份证，请书记当面核对。'}{request.note ? `说明：${request.note}` : ''}</Text>
    </Sheet>
  )
}

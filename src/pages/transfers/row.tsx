import { Text, View } from '@tarojs/components'
import { transferKinds, transferStates } from '../../../types/contracts/codes'
import type { TransferLine } from '../../../types/contracts/transfers'
import { Cell } from '../../components/cell'
import { Tag } from '../../components/tag'
import { open } from '../../services/nav'
import css from './index.module.scss'
import { kindOf } from './words'

/** One transfer of a list. */
export function TransferRow({ line }: { line: TransferLine }) {
  const way = `${transferKinds[line.kind]}：${line.from} → ${line.to}`
  return (
    <Cell
      title={<View className={css.head}><Text>{line.memberName}</Text><Tag text={transferStates[line.state]} kind={kindOf(line.state)} /></View>}
      hint={(
        <View>
          <Text className={css.rowHint}>{way}</Text>
          {line.next ? <Text className={css.rowHint}>下一步：{line.next}</Text> : null}
          {line.pressing ? <Text className={line.pressing.level === 'urgent' ? css.rowUrgent : css.rowWait}>{line.pressing.text}</Text> : null}
        </View>
      )}
      label={[line.memberName, transferStates[line.state], way, line.next, line.pressing?.text].filter(Boolean).join('，')}
      onTap={() => open('/pages/transfers/detail/index', { id: line.id })}
    />
  )
}

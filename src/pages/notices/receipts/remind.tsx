import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { SwitchField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useQuery } from '../../../services/query'
import { copy } from '../../../services/say'
import css from './index.module.scss'

/** A text for the group chat that reminds those who have not answered; names only where they are asked for. */
export function RemindSheet({ open, noticeId, onClose }: { open: boolean; noticeId: string; onClose: () => void }) {
  const [withNames, setWithNames] = useState(false)
  const reminder = useQuery('notices.reminder', open ? { noticeId, withNames } : null)
  const text = reminder.data?.text
  const ready = text !== undefined && !reminder.loading && !reminder.error
  return (
    <Sheet
      open={open} title="复制提醒" onClose={onClose}
      footer={reminder.error && !reminder.loading ? <Button text="再试一次" kind="plain" onTap={() => void reminder.reload()} /> : <Button text="复制" disabled={!ready} onTap={() => void copy(text ?? '', '已复制，去群里粘贴').then(onClose)} />}
    >
      <View className={css.switch}><SwitchField label="带上姓名" hint="点名会让全群看到谁没读，一般不用" value={withNames} onChange={setWithNames} /></View>
      <Text className={css.text} userSelect>{reminder.error && !reminder.loading ? reminder.error.message : ready ? text : '正在生成…'}</Text>
    </Sheet>
  )
}

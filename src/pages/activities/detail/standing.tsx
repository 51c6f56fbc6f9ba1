import { Text, View } from '@tarojs/components'
import type { Activity } from '../../../../types/contracts/activities'
import { Card } from '../../../components/card'
import { Tag } from '../../../components/tag'
import { Tap } from '../../../components/tap'
import { reasonOf } from '../../../services/abilities'
import { aria } from '../../../services/aria'
import { standingText } from './words'
import css from './index.module.scss'

interface Props { activity: Activity; busy: boolean; onCancel: () => void }

/** Where the caller stands, with the way back beside it; nothing for somebody who has not signed up. */
export function Standing({ activity, busy, onCancel }: Props) {
  if (activity.checkedIn) {
    return (
      <Card>
        <View className={css.standing} {...aria({ role: 'alert' })}>
          <Tag text="已签到" kind="ok" />
          <Text className={css.standingText}>{activity.state === 'ended' ? '您参加了这次活动。' : '签到已登记。'}</Text>
        </View>
      </Card>
    )
  }
  if (activity.mine === 'none') return null
  const reason = reasonOf(activity, 'cancel')
  const word = activity.mine === 'going' ? '撤回' : '不等了'
  return (
    <Card>
      <View className={css.standing} {...aria({ role: 'alert' })}>
        <Tag text={activity.mine === 'going' ? '已报名' : '候补中'} kind={activity.mine === 'going' ? 'ok' : 'wait'} />
        <Text className={css.standingText}>{standingText(activity)}</Text>
        <Tap className={reason ? css.wordOff : css.word} label={activity.mine === 'going' ? '撤回报名' : '退出候补'} disabled={Boolean(reason) || busy} onTap={onCancel}>{word}</Tap>
      </View>
      {reason ? <Text className={css.reason}>{reason}</Text> : null}
    </Card>
  )
}

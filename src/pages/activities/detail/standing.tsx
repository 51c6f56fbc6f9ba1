import { Text, View } from '@tarojs/components'
import type { Activity } from '../../../../types/contracts/activities'
import { Tap } from '../../../components/tap'
import { reasonOf } from '../../../services/abilities'
import { aria } from '../../../services/aria'
import { standingText } from './words'
import css from './index.module.scss'

interface Props { activity: Activity; busy: boolean; onCancel: () => void }

/** Where the caller stands, with the way back beside it; nothing for somebody who has not signed up. */
export function Standing({ activity, busy, onCancel }: Props) {
  const { checkedIn, mine } = activity
  if (checkedIn) return <View className={css.good} {...aria({ role: 'alert' })}><Text className={css.standingText}>{activity.state === 'ended' ? '已签到，您参加了这次活动。' : '已签到。'}</Text></View>
  if (mine === 'none') return null
  const reason = reasonOf(activity, 'cancel')
  return (
    <View className={mine === 'going' ? css.good : css.waits} {...aria({ role: 'alert' })}>
      <Text className={css.standingText}>{standingText(activity)}</Text>
      {reason ? null : <Tap className={css.word} label={mine === 'going' ? '撤回报名' : '退出候补'} disabled={busy} onTap={onCancel}>{mine === 'going' ? '撤回' : '不等了'}</Tap>}
      {reason ? <Text className={css.reason}>{reason}</Text> : null}
    </View>
  )
}

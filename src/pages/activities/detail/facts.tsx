import { Text, View } from '@tarojs/components'
import type { Activity } from '../../../../types/contracts/activities'
import { Card } from '../../../components/card'
import { ActivityTag } from '../../../components/tag/activity'
import { rangeText, whenText } from '../../../services/dates'
import { placesText } from './words'
import css from './index.module.scss'

/** What the activity is: name, time, place, how long sign-up lasts, how many places. */
export function Facts({ activity }: { activity: Activity }) {
  const rows: [string, string][] = [
    ['时间', rangeText(activity.startsAt, activity.endsAt)],
    ['地点', activity.place],
    ...(activity.state === 'open' ? [['截止', `${whenText(activity.signUpClosesAt)} 前报名`] as [string, string]] : []),
    ['名额', placesText(activity)],
    ['组织', `${activity.organiserName}（${activity.organisationName}）`],
  ]
  return (
    <Card>
      <ActivityTag state={activity.state} />
      <View className={css.title}>{activity.title}</View>
      {rows.map(([label, text]) => (
        <View key={label} className={css.fact}>
          <Text className={css.label}>{label}</Text>
          <Text className={css.text} userSelect>{text}</Text>
        </View>
      ))}
      {activity.detail ? <View className={css.detail}><Text userSelect>{activity.detail}</Text></View> : null}
    </Card>
  )
}

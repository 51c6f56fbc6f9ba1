import { Text, View } from '@tarojs/components'
import { Card } from '../../components/card'
import { DueTag } from '../../components/due-tag'
import { Tag } from '../../components/tag'
import css from './article.module.scss'

interface Props {
  title: string
  body: string
  /** The party group it is for; null: the whole branch. */
  groupName: string | null
  due: string | null
  /** Who and when: 李红（示例支部） · 今天 09:12. */
  from: string
  withdrawn?: boolean
  /** Below the text: how the reader stands to it. */
  foot?: string
}

/** A notice as everybody reads it. */
export function Article({ title, body, groupName, due, from, withdrawn, foot }: Props) {
  return (
    <Card>
      <View className={css.tags}>
        {withdrawn ? <Tag text="已撤回" kind="past" /> : null}
        <Tag text={groupName ?? '全支部'} kind="info" />
        {due && !withdrawn ? <DueTag due={due} /> : null}
      </View>
      <View className={css.title}>{title}</View>
      <Text className={css.from}>{from}</Text>
      <Text className={css.body} userSelect>{body}</Text>
      {foot ? <Text className={css.foot}>{foot}</Text> : null}
    </Card>
  )
}

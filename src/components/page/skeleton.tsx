import { View } from '@tarojs/components'
import { aria } from '../../services/aria'
import css from './index.module.scss'

/** Grey shapes where the content will be. */
export function Skeleton({ kind }: { kind: 'list' | 'detail' }) {
  return (
    <View {...aria({ label: '正在加载', role: 'alert' })}>
      {kind === 'detail' ? <View className={css.boneTitle} /> : null}
      {[0, 1, 2].map((n) => <View key={n} className={kind === 'detail' ? css.boneLine : css.boneRow} />)}
    </View>
  )
}

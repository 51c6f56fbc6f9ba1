import { Text, View } from '@tarojs/components'
import { Button } from './button'
import css from './list-end.module.scss'

interface Props { list: { items: unknown[]; more: boolean; loading: boolean; error: { message: string } | null; loadMore: () => Promise<void> } }

/** The end of a paged list: what is still being fetched, or a way to fetch it where scrolling did not. */
export function ListEnd({ list }: Props) {
  if (list.items.length === 0 || (!list.more && !list.error)) return null
  return (
    <View className={css.end}>
      {list.loading ? <Text className={css.text}>正在加载…</Text> : null}
      {!list.loading && list.error ? <Text className={css.text}>{list.error.message}</Text> : null}
      {!list.loading && list.more ? <Button kind="quiet" text={list.error ? '再试一次' : '显示更多'} onTap={() => void list.loadMore()} /> : null}
    </View>
  )
}

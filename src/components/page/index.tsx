import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Query } from '../../services/query'
import { useDisplay } from '../../services/display'
import { open } from '../../services/nav'
import { EmptyState } from '../empty'
import { Skeleton } from './skeleton'
import css from './index.module.scss'

interface Base {
  /** Stays at the bottom: a FooterBar. */
  footer?: ReactNode
  /** Sheets and the like: outside the padded column. */
  over?: ReactNode
  /** No padding at the sides, for a page with a coloured head. */
  bare?: boolean
}
interface Plain extends Base { children: ReactNode }
interface Loaded<T> extends Base {
  query: Pick<Query<T>, 'data' | 'error' | 'loading' | 'reload'>
  skeleton?: 'list' | 'detail'
  children: (data: T) => ReactNode
}

/**
 * The frame of every page: text size, colours, the privacy sheet of WeChat. With `query` it shows a skeleton while
 * loading and the reason with 再试一次 when nothing came.
 */
export function Page<T>(props: Plain | Loaded<T>) {
  const { className } = useDisplay()
  return (
    <View className={`${css.page} ${className}`}>
      <View className={props.bare ? css.bare : css.column}>{'query' in props ? loaded(props) : props.children}</View>
      {props.footer && (!('query' in props) || props.query.data !== null) ? props.footer : null}
      {props.over}
      {/* The attribute is for Taro: of an element without any, a build from its cache writes wxml that WeChat refuses. */}
      {process.env.TARO_ENV === 'weapp' ? <privacy-sheet data-for="consent" /> : null}
    </View>
  )
}

function loaded<T>({ query, skeleton, children, bare }: Loaded<T>): ReactNode {
  if (query.data !== null) return children(query.data)
  const inside = query.error && !query.loading ? <Failed error={query.error} reload={query.reload} /> : <Skeleton kind={skeleton ?? 'list'} />
  return bare ? <View className={css.column}>{inside}</View> : inside
}

/** Why nothing came, and what to do about it. */
export function Failed({ error, reload }: { error: { code: string; message: string }; reload: () => Promise<void> }) {
  if (error.code === 'notBound') return <EmptyState title={error.message} action={{ text: '怎样加入', onTap: () => open('/pages/home/index') }} />
  const lasting = error.code === 'notFound' || error.code === 'forbidden'
  return <EmptyState title={error.message} action={lasting ? { text: '回到待办', onTap: () => open('/pages/home/index') } : { text: '再试一次', onTap: () => void reload() }} />
}

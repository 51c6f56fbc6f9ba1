import { View } from '@tarojs/components'
import { useState } from 'react'
import { organisationKinds } from '../../../../types/contracts/codes'
import type { BranchBelow } from '../../../../types/contracts/session'
import { Button } from '../../../components/button'
import { EmptyState } from '../../../components/empty'
import { Failed } from '../../../components/page'
import { Skeleton } from '../../../components/page/skeleton'
import { Tap } from '../../../components/tap'
import { whenText } from '../../../services/dates'
import { open } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import css from './index.module.scss'

/** So many rows stand under one organisation; the others are on its own page. */
const ROWS = 30

const openPage = (id: string): void => open('/pages/organisations/tree/index', { id })
const hintOf = ({ kind, members, bound, activities }: BranchBelow): string => `${organisationKinds[kind]} · 党员${members}人，已加入${bound}人${activities ? ` · 活动${activities}个` : ''}`

const foldable = ({ kind }: BranchBelow): boolean => kind === 'committee' || kind === 'generalBranch'

/** One organisation of the tree: opens by its name, unfolds by the mark before it. What lies below is asked for when it is unfolded. */
export function TreeRow({ item, depth, inset }: { item: BranchBelow; depth: number; inset: boolean }) {
  const [unfolded, setUnfolded] = useState(false)
  const folds = foldable(item)
  return (
    <View className={css.node}>
      <View className={css.row}>
        {folds ? (
          <Tap className={css.fold} label={`${unfolded ? '收起' : '展开'}${item.name}`} onTap={() => setUnfolded(!unfolded)}><View className={unfolded ? css.down : css.right} /></Tap>
        ) : <View className={inset ? css.beside : css.leaf} />}
        <Tap className={css.name} label={item.name} role="link" onTap={() => openPage(item.id)}>
          <View className={css.title}>{item.name}</View>
          <View className={css.hint}>{hintOf(item)}</View>
        </Tap>
      </View>
      {unfolded ? <View className={depth < 3 ? css.below : css.deep}><Unfolded item={item} depth={depth} /></View> : null}
    </View>
  )
}

function Unfolded({ item, depth }: { item: BranchBelow; depth: number }) {
  const query = useQuery('organisations.below', { organisationId: item.id, limit: ROWS })
  if (!query.data) return query.error && !query.loading ? <Failed error={query.error} reload={query.reload} /> : <Skeleton kind="list" />
  if (query.data.items.length === 0) return <View className={css.none}>还没有下级组织</View>
  return (
    <View>
      {query.data.items.map((below) => <TreeRow key={below.id} item={below} depth={depth + 1} inset />)}
      {query.data.next ? <Button kind="quiet" small text={`打开${item.name}看全部`} onTap={() => openPage(item.id)} /> : null}
    </View>
  )
}

/** The rows of a tree, and how fresh the oldest of their numbers is. */
export function TreeRows({ items }: { items: BranchBelow[] }) {
  const asOf = items.map((item) => item.asOf).filter((at): at is string => at !== null).sort()[0]
  return (
    <View>
      <View className={css.heading}>下级组织</View>
      <View className={css.rows}>{items.map((item) => <TreeRow key={item.id} item={item} depth={1} inset={items.some(foldable)} />)}</View>
      {asOf ? <View className={css.note}>数字截至{whenText(asOf)}</View> : null}
    </View>
  )
}

export function NothingBelow() {
  return <EmptyState title="还没有下级组织" />
}

import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { Cell, List } from '../../../components/cell'
import { Chips } from '../../../components/chips'
import { EmptyState } from '../../../components/empty'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { Segmented } from '../../../components/segmented'
import { Tag } from '../../../components/tag'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import css from '../parts/index.module.scss'

const whom = [{ key: 'members' as const, text: '党员' }, { key: 'applicants' as const, text: '申请人' }]
const narrow = [{ key: 'lacking' as const, text: '只看没齐的' }]

/** Whose files lack what: members, and those who have applied. */
export default function DossierLackingPage() {
  const id = param(useRouter().params, 'id')
  const [of, setOf] = useState<'members' | 'applicants'>('members')
  const [on, setOn] = useState<'lacking'[]>(['lacking'])
  const list = useList('dossier.lacking', { ...(id ? { organisationId: id } : {}), of, all: on.length === 0, limit: 20 })
  const empty = list.more
    ? <EmptyState title="前面的材料都齐全" action={{ text: '继续找', onTap: () => void list.loadMore() }} />
    : on.length > 0 ? <EmptyState title="没有缺材料的" hint={of === 'members' ? '名册上的同志材料都齐全，或名册还是空的。' : '还没有入党申请人，或材料都齐全。'} action={{ text: '看全部', onTap: () => setOn([]) }} />
    : <EmptyState title="这里还没有人" hint={of === 'members' ? '先把党员名册导进来。' : '收到入党申请书后，在“入党申请人”里登记。'} />
  return (
    <Page>
      <Segmented items={whom} chosen={of} onChoose={setOf} />
      <Chips items={narrow} on={on} onToggle={() => setOn((was) => (was.length > 0 ? [] : ['lacking']))} />
      <Listed list={list} empty={empty}>
        <List>
          {list.items.map((line) => (
            <Cell
              key={line.id} title={<View className={css.head}><Text>{line.name}</Text><Tag text={line.standing} kind="info" /></View>}
              hint={line.lacking.length > 0 ? line.lacking.join('、') : line.text} value={line.complete ? <Tag text="齐全" kind="ok" /> : null}
              label={`${line.name}，${line.standing}，${line.text}`} onTap={() => open('/pages/dossier/papers/index', { id: line.id })}
            />
          ))}
        </List>
      </Listed>
    </Page>
  )
}

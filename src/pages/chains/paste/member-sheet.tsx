import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Cell, List } from '../../../components/cell'
import { Failed } from '../../../components/page'
import { Skeleton } from '../../../components/page/skeleton'
import { SearchBar } from '../../../components/search'
import { Sheet } from '../../../components/sheet'
import type { Query } from '../../../services/query'
import css from './index.module.scss'

/** As many rows as a sheet draws; a name narrows them down. */
const ROWS = 40

interface Member { id: string; name: string }
interface Props {
  open: boolean
  title: string
  names: Pick<Query<{ items: Member[] }>, 'data' | 'error' | 'loading' | 'reload'>
  onChoose: (member: { memberId: string; name: string }) => void
  onClose: () => void
}

/** Any member of the branch, found by name. */
export function MemberSheet({ open, title, names, onChoose, onClose }: Props) {
  const [words, setWords] = useState('')
  const found = (names.data?.items ?? []).filter((member) => member.name.includes(words))
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      {names.data ? (
        <>
          <SearchBar placeholder="按姓名查找" onSearch={setWords} />
          {found.length === 0 ? <Text className={css.note}>{words ? `名册上没有姓名带“${words}”的同志` : '名册上还没有人'}</Text> : null}
          <List>{found.slice(0, ROWS).map((member) => <Cell key={member.id} title={member.name} noArrow onTap={() => onChoose({ memberId: member.id, name: member.name })} />)}</List>
          {found.length > ROWS ? <Text className={css.note}>还有{found.length - ROWS}位，请输入姓名查找</Text> : null}
        </>
      ) : names.error && !names.loading ? <Failed error={names.error} reload={names.reload} /> : <Skeleton kind="list" />}
    </Sheet>
  )
}

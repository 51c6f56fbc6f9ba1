import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { answerStates, collectionStates } from '../../../../types/contracts/codes-collections'
import type { Organisation } from '../../../../types/contracts/organisations'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { DueTag } from '../../../components/due-tag'
import { EmptyState } from '../../../components/empty'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { SearchBar } from '../../../components/search'
import { Segmented } from '../../../components/segmented'
import { Tag } from '../../../components/tag'
import { whenText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { answerColours, taskColours } from '../states'
import css from '../index.module.scss'

const sides = [{ key: 'out', text: '我们发出的' }, { key: 'in', text: '要我们填的' }] as const

/** 填报任务: what an organisation has asked of branches below it, and what was asked of it. */
export default function CollectionListPage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  const [side, setSide] = useState<'in' | 'out' | null>(null)
  const [words, setWords] = useState('')
  return (
    <Page query={organisation}>
      {(found) => {
        // A branch has no branches below it.
        const asks = found.kind !== 'branch' && found.kind !== 'group'
        const shown = asks ? side ?? 'out' : 'in'
        return (
          <View>
            {asks && found.can.keepRoster ? <View className={css.buttons}><Button text="发一张表" onTap={() => open('/pages/collections/new/index', { id: found.id })} /></View> : null}
            {asks ? <Segmented items={sides} chosen={shown} onChoose={setSide} /> : null}
            <SearchBar placeholder="按名称查找" onSearch={setWords} />
            {shown === 'out' ? <Sent organisation={found} search={words} /> : <Incoming organisation={found} search={words} />}
          </View>
        )
      }}
    </Page>
  )
}

interface Props { organisation: Organisation; search: string }

function Sent({ organisation, search }: Props) {
  const list = useList('collections.list', { organisationId: organisation.id, limit: 20, ...(search ? { search } : {}) })
  const empty = search ? <EmptyState title={`没有找到“${search}”`} /> : <EmptyState title="还没有发过表" hint="上传一张空白的 .xlsx 表，选好党支部和截止时间；各支部收到时已按名册填好，核对、确认后合成一张。" />
  return (
    <Listed list={list} empty={empty}>
      <List>
        {list.items.map((task) => (
          <Cell
            key={task.id} title={task.title}
            hint={<View className={css.tags}><Tag text={collectionStates[task.state]} kind={taskColours[task.state]} />{task.state === 'draft' ? <Text>还没有发出</Text> : <Text>{task.branches}个支部，{task.confirmed}个已确认</Text>}{task.state === 'open' && task.due ? <DueTag due={task.due} /> : null}</View>}
            onTap={() => (task.state === 'draft' ? open('/pages/collections/new/index', { id: organisation.id, task: task.id }) : open('/pages/collections/task/index', { id: task.id }))}
          />
        ))}
      </List>
    </Listed>
  )
}

function Incoming({ organisation, search }: Props) {
  const list = useList('collections.incoming', { organisationId: organisation.id, limit: 20, ...(search ? { search } : {}) })
  const empty = search ? <EmptyState title={`没有找到“${search}”`} /> : <EmptyState title="上级还没有要过表" hint="上级用“填报任务”要表时，会出现在这里和首页待办里，已按名册填好。" />
  return (
    <Listed list={list} empty={empty}>
      <List>
        {list.items.map((answer) => (
          <Cell
            key={answer.id} title={answer.title}
            hint={
              <View className={css.tags}>
                {answer.taskState === 'withdrawn' ? <Tag text="上级已撤回" /> : <Tag text={answerStates[answer.state]} kind={answerColours[answer.state]} />}
                <Text>{answer.fromName}</Text>
                {answer.confirmedAt ? <Text>{whenText(answer.confirmedAt)}确认</Text> : answer.taskState === 'open' && answer.state !== 'gone' ? <DueTag due={answer.due} /> : null}
              </View>
            }
            onTap={() => open('/pages/collections/detail/index', { id: answer.id })}
          />
        ))}
      </List>
    </Listed>
  )
}

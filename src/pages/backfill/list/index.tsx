import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { SearchBar } from '../../../components/search'
import { Tag } from '../../../components/tag'
import { agoText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { stateColours, stateWords } from '../words'
import css from '../index.module.scss'

/** 来表回填: the sheets that came from above and were filled here, newest first. */
export default function BackfillListPage() {
  const id = param(useRouter().params, 'id')
  const [search, setSearch] = useState('')
  const list = useList('backfill.list', { ...(id ? { organisationId: id } : {}), ...(search ? { search } : {}), limit: 20 })
  const add = (): void => open('/pages/backfill/new/index', { id })
  return (
    <Page query={{ data: list.page, error: list.error, loading: list.loading, reload: list.reload }} footer={<FooterBar><Button text="上传一张来表" onTap={add} /></FooterBar>}>
      {() => (
        <View>
          <SearchBar placeholder="找一张填过的表" onSearch={setSearch} />
          {list.items.length === 0 ? (
            search ? <EmptyState title="没有找到" hint="换个词试试，文件名和表名里的字都可以。" />
              : <EmptyState title="还没有填过表" hint="上级发来的空表（积极分子名册、党员汇总表等）传到这里，会按名册填好，格式不变；下次再来同样的表，列已经选好，还能看出比上次多了谁、少了谁。" />
          ) : (
            <List>
              {list.items.map((run) => (
                <Cell
                  key={run.id} title={run.fileName} onTap={() => open('/pages/backfill/detail/index', { id: run.id })}
                  hint={<View className={css.made}><Tag text={stateWords[run.state]} kind={stateColours[run.state]} /><Text>{agoText(run.at)}</Text>{run.people > 0 ? <Text>{run.people}人</Text> : null}{run.difference ? <Text>{run.difference.text}</Text> : null}</View>}
                />
              ))}
            </List>
          )}
          <ListEnd list={list} />
        </View>
      )}
    </Page>
  )
}

import { Text, View } from '@tarojs/components'
import type { OutputOf } from '../../../../types/contracts'
import { EmptyState } from '../../../components/empty'
import { List } from '../../../components/cell'
import { ListEnd } from '../../../components/list-end'
import { Failed } from '../../../components/page'
import { Skeleton } from '../../../components/page/skeleton'
import { Tag } from '../../../components/tag'
import { dayText } from '../../../services/dates'
import { useList } from '../../../services/list'
import css from './index.module.scss'

export type Outcome = 'new' | 'changed' | 'unchanged' | 'refused' | 'skipped'
type Change = OutputOf<'imports.changes'>['items'][number]

/** What is wrong in the file, errors first: where, what was found, what to do. */
export function Problems({ importId }: { importId: string }) {
  const list = useList('imports.problems', { importId, limit: 20 })
  if (!list.page) return list.error && !list.loading ? <Failed error={list.error} reload={list.reload} /> : <Skeleton kind="list" />
  if (list.items.length === 0) return <EmptyState title="没有发现问题" />
  return (
    <View>
      <List>
        {list.items.map((problem, n) => (
          <View key={`${problem.row}-${problem.column}-${n}`} className={css.row}>
            <View className={css.where}>
              <Tag text={problem.level === 'error' ? '不能导入' : '请核对'} kind={problem.level === 'error' ? 'urgent' : 'wait'} />
              <Text className={css.who}>{problem.row > 0 ? `第${problem.row}行` : '整张表'}{problem.name ? ` ${problem.name}` : ''}</Text>
              {problem.column ? <Text className={css.small}>{columnText(problem.column)}</Text> : null}
            </View>
            {problem.found ? <Text className={css.small}>表里是：{problem.found}</Text> : null}
            <Text className={css.advice}>{problem.advice}</Text>
          </View>
        ))}
      </List>
      <ListEnd list={list} />
    </View>
  )
}

/** `D 公民身份证号` as a person says it: D列 公民身份证号. */
const columnText = (column: string): string => column.replace(/^([A-Z]{1,3}) ?/, '$1列 ')

/** A calendar day in words; anything else as it stands. */
const shown = (value: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? dayText(value) : value)

const nobody: Record<Outcome, string> = { new: '没有要新增的同志', changed: '没有要变更的同志', unchanged: '没有不变的同志', refused: '没有不能导入的同志', skipped: '没有跳过的同志' }

/** Whom the import would add or change, with what is there and what comes. */
export function Changes({ importId, outcome }: { importId: string; outcome: Outcome }) {
  const list = useList('imports.changes', { importId, outcome, limit: 20 })
  if (!list.page) return list.error && !list.loading ? <Failed error={list.error} reload={list.reload} /> : <Skeleton kind="list" />
  if (list.items.length === 0) return <EmptyState title={nobody[outcome]} />
  return (
    <View>
      <List>{list.items.map((change) => <Person key={change.row} change={change} />)}</List>
      <ListEnd list={list} />
    </View>
  )
}

function Person({ change }: { change: Change }) {
  return (
    <View className={css.row}>
      <View className={css.where}>
        <Text className={css.who}>{change.name}</Text>
        <Text className={css.small}>第{change.row}行</Text>
      </View>
      {change.outcome === 'new' && change.changes.length > 0 ? <Text className={css.small}>{change.changes.map(({ field, after }) => `${field} ${shown(after)}`).join('，')}</Text> : null}
      {change.outcome === 'changed' ? change.changes.map(({ field, before, after }) => (
        <View key={field} className={css.change}>
          <Text className={css.field}>{field}</Text>
          {before ? <Text className={css.before}>{shown(before)}</Text> : null}
          <Text className={css.field}>{before ? '改为' : '补上'}</Text>
          <Text className={css.after}>{after ? shown(after) : '清空'}</Text>
        </View>
      )) : null}
    </View>
  )
}

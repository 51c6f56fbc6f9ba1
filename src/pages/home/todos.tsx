import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Cell, List } from '../../components/cell'
import { DueTag } from '../../components/due-tag'
import { whenText } from '../../services/dates'
import { openTodo } from '../../services/todos'
import type { HomeData } from '../../services/session'
import css from './index.module.scss'

/** What a due time means for each kind: a notice or a sign-up closes, an activity begins. */
const verbs: Partial<Record<HomeData['todos'][number]['kind'], string>> = { checkIn: '结束', activity: '截止报名' }

/** So many to-dos stand open; the others come with a tap, so that what is below stays in reach. */
const ROOM = 5

/** What waits for the caller. */
export function Todos({ todos }: Pick<HomeData, 'todos'>) {
  const [all, setAll] = useState(false)
  // One more row takes no more room than the row that would hide it.
  const shown = all || todos.length <= ROOM + 1 ? todos : todos.slice(0, ROOM)
  return (
    <View>
      {todos.length > 0 ? (
        <List title="待办">
          {shown.map((todo) => (
            <Cell
              key={todo.id}
              title={todo.title}
              hint={<View className={css.hintRow}>{todo.due ? <DueTag due={todo.due} verb={verbs[todo.kind] ?? '截止'} /> : null}<Text>{todo.hint}</Text></View>}
              onTap={() => openTodo(todo)}
            />
          ))}
          {shown.length < todos.length ? <Cell title={`全部${todos.length}项`} noArrow onTap={() => setAll(true)} value="展开" /> : null}
        </List>
      ) : (
        <View className={css.nothing}>
          <View className={css.nothingTitle}>没有要办的事</View>
          <Text className={css.nothingText}>有新的通知和活动，会出现在这里。</Text>
        </View>
      )}
    </View>
  )
}

/** What the caller has signed up for, soonest first. */
export function Coming({ coming }: Pick<HomeData, 'coming'>) {
  if (coming.length === 0) return null
  return (
    <List title="您要参加的">
      {coming.map((item) => (
        <Cell key={item.id} title={item.title} hint={`${item.due ? `${whenText(item.due)} · ` : ''}${item.hint}`} onTap={() => openTodo(item)} />
      ))}
    </List>
  )
}

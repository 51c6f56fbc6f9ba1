import { Text, View } from '@tarojs/components'
import { Cell, List } from '../../components/cell'
import { DueTag } from '../../components/due-tag'
import { whenText } from '../../services/dates'
import { openTodo } from '../../services/todos'
import type { HomeData } from '../../services/session'
import css from './index.module.scss'

/** What a due time means for each kind: a notice or a sign-up closes, an activity begins. */
const verbs: Partial<Record<HomeData['todos'][number]['kind'], string>> = { checkIn: '结束' }

/** What waits for the caller, and below it what the caller has signed up for. */
export function Todos({ todos, coming }: Pick<HomeData, 'todos' | 'coming'>) {
  return (
    <View>
      {todos.length > 0 ? (
        <List title="待办">
          {todos.map((todo) => (
            <Cell
              key={todo.id}
              title={todo.title}
              hint={<View className={css.hintRow}>{todo.due ? <DueTag due={todo.due} verb={verbs[todo.kind] ?? '截止'} /> : null}<Text>{todo.hint}</Text></View>}
              onTap={() => openTodo(todo)}
            />
          ))}
        </List>
      ) : (
        <View className={css.nothing}>
          <View className={css.nothingTitle}>没有要办的事</View>
          <Text className={css.nothingText}>有新的通知和活动，会出现在这里。</Text>
        </View>
      )}
      {coming.length > 0 ? (
        <List title="您要参加的">
          {coming.map((item) => (
            <Cell key={item.id} title={item.title} hint={`${item.due ? `${whenText(item.due)} · ` : ''}${item.hint}`} onTap={() => openTodo(item)} />
          ))}
        </List>
      ) : null}
    </View>
  )
}

import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { List } from '../../../components/cell'
import { Progress } from '../../../components/progress'
import { Tap } from '../../../components/tap'
import { aria } from '../../../services/aria'
import type { Report, Status } from '../imports'
import type { Outcome } from './lists'
import css from './index.module.scss'

const labels: Record<Outcome, string> = { new: '新增', changed: '变更', unchanged: '不变', refused: '有问题', skipped: '跳过' }
const order = ['new', 'changed', 'unchanged', 'refused', 'skipped'] as const
/** Somebody is skipped only where a way of importing says so. */
const shownIn = (counts: Status['counts']) => order.filter((outcome) => outcome !== 'skipped' || counts.skipped > 0)

/** The four numbers of an import. */
export function Counts({ counts }: { counts: Status['counts'] }) {
  return (
    <View className={css.counts} {...aria({ label: shownIn(counts).map((outcome) => `${labels[outcome]}${counts[outcome]}人`).join('，') })}>
      {shownIn(counts).map((outcome) => (
        <View key={outcome} className={css.countBox}>
          <Text className={outcome === 'refused' && counts.refused > 0 ? css.bad : css.number}>{counts[outcome]}</Text>
          <Text className={css.small}>{labels[outcome]}</Text>
        </View>
      ))}
    </View>
  )
}

/** Which columns the dry run took and which it left: unfolded by a tap. */
export function Columns({ report, onChoose }: { report: Report; onChoose: () => void }) {
  const [open, setOpen] = useState(false)
  const { sheetName, headerRow, mapped, ignored } = report
  return (
    <Card>
      <Text className={css.text}>{sheetName ? `读的是工作表“${sheetName}”，` : ''}表头在第{headerRow}行，认出{mapped.length}列。</Text>
      {ignored.length > 0 ? <Tap className={css.unfold} onTap={onChoose}>有{ignored.length}列没有读，自己对应各列</Tap> : null}
      <Tap className={css.unfold} onTap={() => setOpen(!open)}>{open ? '收起' : '看看读了哪些列'}</Tap>
      {open ? (
        <View>
          {mapped.map(({ column, field }) => (
            <View key={column} className={css.column}>
              <Text className={css.small}>{column}</Text>
              <Text>{field}</Text>
            </View>
          ))}
          {ignored.length > 0 ? <Text className={css.small}>没有读、也不保存的列：{ignored.join('，')}</Text> : null}
        </View>
      ) : null}
    </Card>
  )
}

/** A commit or an undo under way. */
export function Running({ status, onStop, stopping }: { status: Status; onStop: () => void; stopping: boolean }) {
  const undoing = status.state === 'undoing'
  return (
    <Card title={undoing ? '正在撤销' : '正在导入'}>
      <Progress done={status.done} total={status.total} text={`${undoing ? '已恢复' : '已写入'}${status.done}人，共${status.total}人`} />
      <Text className={css.text}>可以离开这一页，{undoing ? '撤销' : '导入'}会继续。</Text>
      {!undoing && status.can.cancel ? <Button text="停下" kind="danger" busy={stopping} onTap={onStop} /> : null}
      {!undoing && !status.can.cancel ? <Text className={css.text}>正在停下，写完手上这一批就停。</Text> : null}
    </Card>
  )
}

/** Rows that had to be left alone, each with its reason. */
export function Left({ left }: { left: Status['left'] }) {
  if (left.length === 0) return null
  return (
    <List title={`有${left.length}人没有动`} note="这些同志的信息保持原样，需要时请单独修改。">
      {left.map(({ row, name, why }) => (
        <View key={row} className={css.row}>
          <View className={css.where}>
            <Text className={css.who}>{name}</Text>
            <Text className={css.small}>第{row}行</Text>
          </View>
          <Text className={css.advice}>{why}</Text>
        </View>
      ))}
    </List>
  )
}

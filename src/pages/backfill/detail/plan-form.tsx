import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Chips } from '../../../components/chips'
import { EmptyState } from '../../../components/empty'
import { ChoiceField } from '../../../components/field'
import { reasonOf } from '../../../services/abilities'
import { whenText } from '../../../services/dates'
import { replace } from '../../../services/nav'
import { kinds, type Run } from '../words'
import { Numbers, wantsNumbers, type Filling } from './fill'
import type { Plan } from './plan'
import css from '../index.module.scss'

/** Columns shown before 显示其余. */
const COLUMNS = 20

interface Props { run: Run; plan: Plan; preview: OutputOf<'backfill.preview'> | null; filling: Filling; onSheet: (sheet: number) => void }

/** Who and what, with the first rows to look at. */
export function PlanForm({ run, plan, preview, filling, onSheet }: Props) {
  if (!run.can.fill) {
    return <EmptyState title={reasonOf(run, 'fill') ?? ''} hint="表头是写着“姓名”“性别”等列名的那一行。改好以后再上传，或换一张表。" action={{ text: '重新上传', onTap: () => replace('/pages/backfill/new/index', { id: run.organisationId }) }} />
  }
  const unknown = plan.columns.length > 0 && plan.columns.every(({ item }) => item === '')
  return (
    <View>
      <Card title={run.fileName}>
        {run.title ? <Text className={css.text}>{run.title}</Text> : null}
        {run.remembered ? <Text className={css.note}>和{whenText(run.remembered.at)}填过的“{run.remembered.fileName}”是同一种表，各列和填谁已按上次选好。</Text> : null}
        {unknown ? <Text className={css.note}>这张表的列名都没有认出来。请在下面逐列点一下，告诉它填什么；不填的不用管。选过一次，下次就记得了。</Text> : null}
        {run.usedRows > 0 ? <Text className={css.note}>表里原来有{run.usedRows}行内容，填的时候会换成现在的同志。</Text> : null}
        {run.sheets.length > 1 ? <ChoiceField label="填哪一张工作表" options={run.sheets.map(({ index, name }) => ({ key: String(index), text: name }))} value={run.sheet === null ? null : String(run.sheet)} onChange={(key) => onSheet(Number(key))} /> : null}
      </Card>
      <Who run={run} plan={plan} people={preview?.people ?? null} />
      <Columns run={run} plan={plan} />
      {preview && preview.rows.length > 0 ? (
        <Card title="填出来的样子">
          {preview.rows.slice(0, 3).map((row, n) => (
            <View key={n} className={css.person}>
              <Text className={css.name}>{row.name}</Text>
              <Text className={css.line}>{row.cells.filter(({ known, text }) => known && text !== '').map(({ header, text }) => `${header}：${text}`).join('　')}</Text>
              {row.cells.some(({ known }) => !known) ? <Text className={css.line}>空着标黄：{row.cells.filter(({ known }) => !known).map(({ header }) => header).join('、')}</Text> : null}
            </View>
          ))}
          <Text className={css.small}>屏幕上的手机号只显示一部分，填到表里是完整的。</Text>
        </Card>
      ) : null}
      {wantsNumbers(plan) ? <Numbers filling={filling} /> : null}
      <Text className={css.small}>填之前要验证本人，并留下记录；有手机号、住址的，本人能看到这次填表。请核对以后再报送，以全国党员管理信息系统为准。</Text>
    </View>
  )
}

function Who({ run, plan, people }: { run: Run; plan: Plan; people: number | null }) {
  const { who } = plan
  const toggle = (key: (typeof kinds)[number]['key']): void => {
    const next = who.kinds.includes(key) ? who.kinds.filter((one) => one !== key) : [...who.kinds, key]
    if (next.length > 0) plan.setWho({ ...who, kinds: next, personIds: undefined })
  }
  const all = { key: '', text: '全部' }
  return (
    <Card title="填谁" aside={people === null ? null : <Text>{people}人</Text>}>
      <Chips items={kinds} on={who.kinds} onToggle={toggle} />
      {run.groups.length > 0 ? <ChoiceField label="党小组" options={[all, ...run.groups.map(({ id, name }) => ({ key: id, text: name }))]} value={who.groupId ?? ''} onChange={(key) => plan.setWho({ ...who, groupId: key || undefined, personIds: undefined })} /> : null}
      {run.classes.length > 0 ? <ChoiceField label="班级" options={[all, ...run.classes.map((name) => ({ key: name, text: name }))]} value={who.className ?? ''} onChange={(key) => plan.setWho({ ...who, className: key || undefined, personIds: undefined })} /> : null}
      {run.canPick ? <Button kind="quiet" small text={who.personIds ? `只填选中的${who.personIds.length}人，重新选` : '只填其中几位'} onTap={() => plan.setPicking(true)} /> : null}
    </Card>
  )
}

function Columns({ run, plan }: { run: Run; plan: Plan }) {
  const [all, setAll] = useState(false)
  const shown = all ? run.columns : run.columns.slice(0, COLUMNS)
  const textOf = (key: string): string => run.items.find((item) => item.key === key)?.text ?? ''
  return (
    <View>
      <List title="每一列填什么" note="点一列可以改。没有选的列照原样留着。">
        {shown.map(({ index, letter, header, formula }) => {
          const item = plan.columns.find((column) => column.index === index)?.item ?? ''
          return <Cell key={index} title={`${letter} ${header}`} value={item ? textOf(item) : <Text className={css.unchosen}>{formula ? '自动计算' : '不填'}</Text>} onTap={() => plan.choose(index)} />
        })}
      </List>
      {run.columns.length > shown.length ? <Button kind="quiet" text={`显示其余${run.columns.length - shown.length}列`} onTap={() => setAll(true)} /> : null}
    </View>
  )
}

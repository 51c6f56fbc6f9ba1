import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { DayField } from '../../../components/field/date-time'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { back, open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { usualDates } from '../leaver-words'
import css from '../index.module.scss'

/** Whole classes or grades into the list of those who leave. */
export default function GraduationAddPage() {
  const organisationId = param(useRouter().params, 'id')
  const choices = useQuery('graduation.choices', { organisationId })
  const add = useAction('graduation.add')
  const [classNames, setClassNames] = useState<string[]>([])
  const [grades, setGrades] = useState<string[]>([])
  const [dates, setDates] = useState(usualDates(dayFromNow(0)))
  const toggle = (was: string[], name: string): string[] => (was.includes(name) ? was.filter((one) => one !== name) : [...was, name])
  const nobody = classNames.length + grades.length === 0
  const go = async (): Promise<void> => {
    const done = await add.run({ organisationId, ...dates, ...(classNames.length > 0 ? { classNames } : {}), ...(grades.length > 0 ? { grades } : {}) })
    if (!done) return
    said(done.added > 0 ? `已放入${done.added}人` : '都已经在名单里')
    back()
  }
  return (
    <Page query={choices} footer={<FooterBar note={nobody ? '请选择班级或年级' : undefined}><Button text="放入名单" disabled={nobody} busy={add.busy} onTap={() => void go()} /></FooterBar>}>
      {(data) => (
        <View>
          <Card>
            <DayField label="离校日期" value={dates.leavesOn} from={dayFromNow(-365)} until={dayFromNow(730)} onChange={(leavesOn) => setDates({ ...dates, leavesOn })} />
            <DayField label="请同志们在哪天前填好" value={dates.dueOn} from={dayFromNow(0)} until={dayFromNow(365)} onChange={(dueOn) => setDates({ ...dates, dueOn })} />
          </Card>
          {data.grades.length > 0 ? <Pick title="按年级" items={data.grades} on={grades} onToggle={(name) => setGrades(toggle(grades, name))} /> : null}
          {data.classes.length > 0 ? <Pick title="按班级" items={data.classes} on={classNames} onToggle={(name) => setClassNames(toggle(classNames, name))} /> : null}
          {data.classes.length + data.grades.length === 0 ? <Text className={css.text}>名册上还没有填班级和年级。</Text> : null}
          <List><Cell title="从花名册里选人" hint="多选后点“修改”，选“毕业离校”" onTap={() => open('/pages/roster/list/index', { id: organisationId })} /></List>
          <Text className={css.note}>放入名单后，已加入的同志会在待办里收到“填写毕业去向”。放错了可以在30分钟内撤销，也可以移出名单。</Text>
        </View>
      )}
    </Page>
  )
}

function Pick({ title, items, on, onToggle }: { title: string; items: { name: string; count: number }[]; on: string[]; onToggle: (name: string) => void }) {
  return (
    <List title={title}>
      {items.map(({ name, count }) => <Cell key={name} title={name} value={`${count}人`} before={<Check on={on.includes(name)} />} role="checkbox" checked={on.includes(name)} noArrow onTap={() => onToggle(name)} />)}
    </List>
  )
}

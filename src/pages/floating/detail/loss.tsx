import { Text, View } from '@tarojs/components'
import { contactWays } from '../../../../types/contracts/codes'
import { Cell, List } from '../../../components/cell'
import { Tag } from '../../../components/tag'
import { dayText } from '../../../services/dates'
import { monthText } from '../words'
import type { Act, Away } from '.'
import { Doing } from './parts'
import css from '../index.module.scss'

type Step = NonNullable<Away['loss']>['steps'][number]

/** Since when there is no contact, how the person was looked for, and what may follow on which day. */
export function LossPart({ away, onAct }: { away: Away; onAct: (act: Act) => void }) {
  const { loss, can } = away
  const earlier = away.earlierLosses.map(({ since, foundOn, note }) => <Cell key={since + foundOn} title={`${monthText(since)}起失联，${dayText(foundOn)}恢复联系`} hint={note} />)
  if (!loss) {
    if (!can.lost && earlier.length === 0) return null
    return <List title="失联">{can.lost ? <Cell title="登记失联" hint="多次联系不上的时候用" onTap={() => onAct('lost')} /> : null}{earlier}</List>
  }
  if (away.self && loss.steps.length === 0) return <List title="联系"><Cell title={`支部登记${monthText(loss.since)}起没有联系`} hint="请尽快联系支部书记" /></List>
  return (
    <View>
      <List title={`失联：${monthText(loss.since)}起`}>
        <Doing away={away} name="search" title="记一次查找" hint="每次查找都记下来，以后有据可查" onTap={() => onAct('search')} />
        <Doing away={away} name="found" title="恢复联系" hint="联系上了" onTap={() => onAct('found')} />
        {loss.searches.map((search) => <Cell key={search.id} title={`${dayText(search.day)} ${contactWays[search.way]}`} hint={`${search.result} · ${search.byName}记`} />)}
        {earlier}
      </List>
      <List title="按规定可以研究的" note="这里只提醒规定和日期，不作决定。组织决定以后，在这位同志的电子档案里登记。">
        {loss.steps.map((step) => <Cell key={step.text} title={step.text} hint={<StepHint step={step} today={away.today} />} />)}
      </List>
    </View>
  )
}

function StepHint({ step, today }: { step: Step; today: string }) {
  const when = step.until ? `${dayText(step.from)} 至 ${dayText(step.until)}` : `${dayText(step.from)}起`
  const tag = step.possible ? <Tag text="现在可以" kind="info" /> : step.until && today > step.until ? <Tag text="已过期限" /> : <Tag text="还不可以" />
  return (
    <View>
      <View className={css.line}>{tag}<Text>{when}</Text></View>
      {step.waitsFor ? <View>{step.waitsFor}</View> : null}
      <View>{step.rule}</View>
    </View>
  )
}

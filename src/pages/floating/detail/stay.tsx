import { Text, View } from '@tarojs/components'
import { certificates, contactWays } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Tag } from '../../../components/tag'
import { dayText } from '../../../services/dates'
import { open } from '../../../services/nav'
import type { Act, Away } from '.'
import { Doing, Items } from './parts'
import css from '../index.module.scss'

interface Props { away: Away; onAct: (act: Act) => void; onPaper: () => void }

/** Where somebody is, until when, and when there was contact. */
export function StayPart({ away, onAct, onPaper }: Props) {
  const { stay, can } = away
  const edit = (): void => open('/pages/floating/edit/index', { id: away.id })
  if (!stay) {
    return (
      <List title="外出流动" note={away.earlier.length > 0 ? '' : '外出三个月以内也可以报告；离开前报告，返回后登记返回。'}>
        {can.report ? <Cell title={away.self ? '报告外出' : '登记外出'} hint="去哪里、多久、谁接收" onTap={edit} /> : <Cell title="没有外出" />}
        <Earlier away={away} />
      </List>
    )
  }
  const paper = stay.certificate === 'none' ? '未开' : [certificates[stay.certificate], stay.certificateNumber].filter(Boolean).join(' ')
  const due = <View className={css.line}>{stay.due === 'late' ? <Tag text="该联系了" kind="urgent" /> : stay.due === 'soon' ? <Tag text="快到期" kind="wait" /> : null}<Text>{dayText(stay.dueOn)}前</Text></View>
  return (
    <View>
      <List title="外出流动" {...(can.report ? { action: { text: '修改', onTap: edit } } : {})} note={stay.advice.join('')}>
        <Items items={[
          ['去向', stay.place], ['原因', stay.reason], ['时间', `${dayText(stay.from)} 至 ${stay.until ? dayText(stay.until) : '未定'}`],
          ['接收单位或党组织', stay.host], ['那里的联系人', stay.hostContact], ['证明', paper], ['报告', `${dayText(stay.reportedOn)} ${stay.reportedBy}`],
        ]} />
      </List>
      {!stay.confirmed && can.confirm ? <View className={css.buttons}><Button text="确认这次报告" onTap={onPaper} /></View> : null}
      <List title="联系">
        <Cell title="下次联系" hint={due} />
        <Doing away={away} name="contact" title="记一次联系" hint={away.self ? '告诉支部近况' : '电话、微信、见面都可以'} onTap={() => onAct('contact')} />
        {stay.contacts.map((contact) => <Cell key={contact.id} title={`${dayText(contact.day)} ${contactWays[contact.way]}`} hint={[contact.note, `${contact.byName}记`].filter(Boolean).join(' · ')} />)}
      </List>
      <List title="办理">
        {stay.confirmed ? <Doing away={away} name="paper" title="登记证明" hint="证明信、活动证或介绍信的编号" onTap={onPaper} /> : null}
        <Doing away={away} name="back" title="登记返回" hint="回来了，或者不去了" onTap={() => onAct('back')} />
        <Earlier away={away} />
      </List>
    </View>
  )
}

function Earlier({ away }: { away: Away }) {
  return <>{away.earlier.map(({ place, from, backOn }) => <Cell key={`${from}${backOn}${place}`} title={place} hint={from > backOn ? '没有成行' : `${dayText(from)} 至 ${dayText(backOn)}`} />)}</>
}

import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { List } from '../../../components/cell'
import { SwitchField, TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { Chips } from '../../../components/chips'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { useLeaveGuard } from '../../../services/leave'
import { back, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said, tell } from '../../../services/say'
import css from '../index.module.scss'

type Away = OutputOf<'floating.get'>
interface Draft { place: string; abroad: boolean; reason: string; from: string; until: string; host: string; hostContact: string }

const reasons = ['实习', '就业', '出国（境）学习', '外出务工', '回家', '借调'].map((text) => ({ key: text, text }))
const draftOf = ({ stay }: Away): Draft => (stay
  ? { place: stay.place, abroad: stay.abroad, reason: stay.reason, from: stay.from, until: stay.until ?? '', host: stay.host, hostContact: stay.hostContact }
  : { place: '', abroad: false, reason: '', from: dayFromNow(0), until: '', host: '', hostContact: '' })

/** 报告外出: where, why, from when until when, who receives; by the member before leaving, or by the branch. */
export default function FloatingEditPage() {
  const id = param(useRouter().params, 'id')
  const away = useQuery('floating.get', { memberId: id })
  const [typed, setTyped] = useState<Partial<Draft>>({})
  const report = useAction('floating.report')
  const disarm = useLeaveGuard(Object.keys(typed).length > 0)
  const { data } = away
  const draft = data ? { ...draftOf(data), ...typed } : null
  const change = (over: Partial<Draft>): void => setTyped((was) => ({ ...was, ...over }))

  const save = async (): Promise<void> => {
    if (!draft || !data) return
    if (!draft.place.trim()) return tell('请写明去哪里：省、市、县（区）。', '还差一项')
    if (!draft.reason.trim()) return tell('请写明为什么外出，如：实习。', '还差一项')
    if (!(await report.run({ memberId: id, ...draft, place: draft.place.trim(), reason: draft.reason.trim(), ...(data.stay ? { version: data.version } : {}) }))) return
    disarm()
    said(data.stay ? '已保存' : '已登记')
    back()
  }
  return (
    <Page query={away} skeleton="detail" footer={data ? <FooterBar><Button text={data.stay ? '保存' : data.self ? '向支部报告' : '登记外出'} busy={report.busy} reason={reasonOf(data, 'report')} onTap={() => void save()} /></FooterBar> : null}>
      {() => draft ? (
        <View>
          <TextField label="去哪里" value={draft.place} max={60} placeholder="省、市、县（区）；国外写国家和城市" onChange={(place) => change({ place })} />
          <List><SwitchField label="国（境）外" hint="出国（境）每半年至少联系一次" value={draft.abroad} onChange={(abroad) => change({ abroad })} /></List>
          <TextField label="为什么" value={draft.reason} max={60} placeholder="如：实习" onChange={(reason) => change({ reason })} />
          <Chips items={reasons} on={reasons.filter(({ key }) => key === draft.reason).map(({ key }) => key)} onToggle={(reason) => change({ reason })} role="button" />
          <DayField label="哪天走" value={draft.from} onChange={(from) => change({ from })} />
          <DayField label="预计哪天回" optional value={draft.until} placeholder="还没定" onChange={(until) => change({ until })} />
          <TextField label="那里的单位或党组织" optional value={draft.host} max={60} onChange={(host) => change({ host })} />
          <TextField label="那里的联系人" optional value={draft.hostContact} max={40} hint="只写姓名和职务，不要写电话号码。" onChange={(hostContact) => change({ hostContact })} />
          <Text className={css.note}>外出期间仍由本支部管理，要和支部保持联系。</Text>
        </View>
      ) : null}
    </Page>
  )
}

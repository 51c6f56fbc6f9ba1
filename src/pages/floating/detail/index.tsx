import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { Card } from '../../../components/card'
import { Page } from '../../../components/page'
import { Tag } from '../../../components/tag'
import { useAction } from '../../../services/action'
import { param } from '../../../services/nav'
import { useQuery, type Query } from '../../../services/query'
import { said } from '../../../services/say'
import { EntrySheet, type Asking, type Entry } from '../entry-sheet'
import { LossPart } from './loss'
import { PaperSheet } from './paper'
import { RegistrationPart } from './registration'
import { StayPart } from './stay'
import css from '../index.module.scss'

export type Away = OutputOf<'floating.get'>
export type Act = 'contact' | 'back' | 'lost' | 'search' | 'found' | 'register' | 'act'

const askings: Record<Act, Asking> = {
  contact: { title: '记一次联系', ok: '记下', day: '哪天联系的', way: true, text: { label: '近况', placeholder: '工作、学习、思想情况', max: 200, needed: false } },
  back: { title: '登记返回', lead: '登记后这次外出结束，记录保留。还没有走、不去了的，也这样办。', ok: '登记返回', day: '哪天回来的' },
  lost: { title: '登记失联', lead: '按年月登记。登记后系统提醒查找，并显示按规定可以研究的事项和日期；怎样处理由组织决定。', ok: '登记失联', day: '从哪天起联系不上', danger: true },
  search: { title: '记一次查找', ok: '记下', day: '哪天查找的', way: true, text: { label: '结果', placeholder: '如：电话停机，家人也联系不上', max: 200, needed: true } },
  found: { title: '恢复联系', lead: '登记后不再提醒查找，失联和查找的记录保留。', ok: '恢复联系', day: '哪天联系上的', text: { label: '情况', max: 200, needed: false } },
  register: { title: '社区报到', lead: '到居住地社区党组织报到，参加那里的活动。', ok: '登记报到', day: '哪天报到的', text: { label: '社区名称', placeholder: '××街道××社区', max: 60, needed: true, oneLine: true } },
  act: { title: '记一次社区活动', ok: '记下', day: '哪天参加的', text: { label: '做了什么', placeholder: '如：垃圾分类宣传', max: 100, needed: true, oneLine: true }, hours: true },
}

/** What a member's days away are: out, out of contact, registered in a community; for the member and for officers. */
export default function FloatingDetailPage() {
  const id = param(useRouter().params, 'id')
  const away = useQuery('floating.get', { memberId: id })
  const [act, setAct] = useState<Act | null>(null)
  const [paper, setPaper] = useState(false)
  const done = useDoings(id, away, () => { setAct(null); setPaper(false) })
  const sheets = (
    <View>
      <EntrySheet asking={act ? askings[act] : null} busy={done.busy} onDone={(entry) => { if (act) void done.run(act, entry) }} onClose={() => setAct(null)} />
      {paper && away.data?.stay ? <PaperSheet stay={away.data.stay} busy={done.busy} onDone={(given) => void done.confirm(given)} onClose={() => setPaper(false)} /> : null}
    </View>
  )
  return (
    <Page query={away} skeleton="detail" over={sheets}>
      {(data) => (
        <View>
          <Card>
            <View className={css.head}>
              <Text className={css.name}>{data.name}</Text>
              {data.loss ? <Tag text="失联" kind="urgent" /> : data.stay ? <Tag text={data.stay.from > data.today ? '将要外出' : '外出'} kind="info" /> : <Tag text="在本支部" kind="ok" />}
              {data.stay && !data.stay.confirmed ? <Tag text="待支部确认" kind="wait" /> : null}
            </View>
            <View className={css.sub}>{data.organisationName}</View>
          </Card>
          {data.loss ? <LossPart away={data} onAct={setAct} /> : null}
          <StayPart away={data} onAct={setAct} onPaper={() => setPaper(true)} />
          <RegistrationPart away={data} onAct={setAct} />
          {data.loss ? null : <LossPart away={data} onAct={setAct} />}
        </View>
      )}
    </Page>
  )
}

/** Each act with its word; the answer is the newest state. */
function useDoings(memberId: string, away: Query<Away>, close: () => void) {
  const [contact, back, lost, search, found] = [useAction('floating.contact'), useAction('floating.back'), useAction('floating.lost'), useAction('floating.search'), useAction('floating.found')]
  const [register, act, confirmed] = [useAction('floating.register'), useAction('floating.act'), useAction('floating.confirm')]
  const show = async (work: Promise<Away | null>, word: string): Promise<void> => {
    const next = await work
    if (!next) return
    close()
    away.put(next)
    said(word)
  }
  const run = (what: Act, { day, way, text, hours }: Entry): Promise<void> => {
    switch (what) {
      case 'contact': return show(contact.run({ memberId, day, way, note: text }), '已记下')
      case 'back': return show(back.run({ memberId, day }), '已登记返回')
      case 'lost': return show(lost.run({ memberId, since: day }), '已登记')
      case 'search': return show(search.run({ memberId, day, way, result: text }), '已记下')
      case 'found': return show(found.run({ memberId, day, note: text }), '已恢复联系')
      case 'register': return show(register.run({ memberId, day, community: text, contact: '' }), '已登记报到')
      case 'act': return show(act.run({ memberId, day, what: text, hours }), '已记下')
    }
  }
  return {
    busy: [contact, back, lost, search, found, register, act, confirmed].some(({ busy }) => busy), run,
    confirm: (given: Pick<NonNullable<Away['stay']>, 'certificate' | 'certificateNumber'>) => show(confirmed.run({ memberId, ...given }), '已确认'),
  }
}

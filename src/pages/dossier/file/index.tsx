import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Page } from '../../../components/page'
import { ReasonSheet } from '../../../components/reason'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import { PapersCell } from '../parts/papers-cell'
import { Timeline } from '../parts/timeline'
import css from '../parts/index.module.scss'

type Dossier = OutputOf<'dossier.get'>
type Reversed = 'membership' | 'discipline'

/** 电子档案: how a member stands on each axis, what the file lacks, and what happened, with the ways to record a change. */
export default function DossierFilePage() {
  const id = param(useRouter().params, 'id')
  const dossier = useQuery('dossier.get', { memberId: id })
  const sensitive = useSensitive()
  const reverse = useAction('dossier.reverse', { guard: sensitive.guard })
  const [reversing, setReversing] = useState<Reversed | null>(null)

  const put = async (version: number, axis: Reversed, reason: string): Promise<void> => {
    if (!(await reverse.run({ memberId: id, version, axis, reason }))) return
    setReversing(null)
    said('已更正')
    await dossier.reload()
  }
  const sheets = (
    <View>
      {dossier.data && reversing ? (
        <ReasonSheet
          open title={reversing === 'membership' ? '更正党籍登记' : '更正处分登记'} ok="更正" danger busy={reverse.busy} usual={['登记错了人', '日期或原因登记错了', '组织上没有批准']}
          text="最近一次登记不作数，恢复成登记之前的样子。原来的登记和这次更正都留在经历里。"
          onDone={(reason) => void put(dossier.data!.version, reversing, reason)} onClose={() => setReversing(null)}
        />
      ) : null}
      {sensitive.sheet}
    </View>
  )
  return (
    <Page query={dossier} skeleton="detail" over={sheets}>
      {(data) => (
        <View>
          <Card>
            <View className={css.head}>
              <Text className={css.name} userSelect>{data.name}</Text>
              <Tag text={data.standing} kind="info" />
              {data.archived ? <Tag text="已移出名册" kind="urgent" /> : null}
            </View>
            <View className={css.sub}>{data.organisationName}</View>
            {data.noVote ? <View className={css.warn}>{data.noVote}</View> : null}
          </Card>
          <Standing id={id} dossier={data} />
          <PapersCell id={id} left={data.papers} />
          <Acts id={id} dossier={data} onReverse={setReversing} />
          <Timeline id={id} />
          <Text className={css.note}>这里只登记状态和日期，不存政审和处分的材料。党员信息以全国党员管理信息系统为准。</Text>
        </View>
      )}
    </Page>
  )
}

function Standing({ id, dossier }: { id: string; dossier: Dossier }) {
  const away = { action: { text: '流动和联系', onTap: () => open('/pages/floating/detail/index', { id }) } }
  return (
    <List title="现在的状态" {...(dossier.archived ? {} : away)}>
      {dossier.axes.map(({ axis, label, text, since, until, note, usual }) => (
        <View key={axis} className={css.item}>
          <Text className={css.label}>{label}</Text>
          <Text className={usual ? css.none : css.value}>{[text, note, since && !usual ? `${dayText(since)}起` : '', until ? `到${dayText(until)}` : ''].filter(Boolean).join('，')}</Text>
        </View>
      ))}
    </List>
  )
}

/** What can be recorded; what a rule forbids for now stands there with the rule. */
function Acts({ id, dossier, onReverse }: { id: string; dossier: Dossier; onReverse: (axis: Reversed) => void }) {
  const record = (kind: string) => () => open('/pages/dossier/record/index', { id, kind })
  const rows = [
    ...(offered(dossier, 'suspend') || dossier.can.resume ? [{ title: dossier.can.resume ? '恢复党籍' : '停止党籍', hint: dossier.can.resume ? '停止党籍的原因已经消除' : reasonOf(dossier, 'suspend') ?? '在国外定居、出国学习超过五年未归、失联满六个月', off: !dossier.can.resume && !dossier.can.suspend, go: record(dossier.can.resume ? 'resume' : 'suspend') }] : []),
    ...(offered(dossier, 'end') ? [{ title: '出党或去世', hint: reasonOf(dossier, 'end') ?? '登记原因和日期，同时移出名册', off: !dossier.can.end, go: record('end') }] : []),
    ...(offered(dossier, 'discipline') ? [{ title: '处分', hint: reasonOf(dossier, 'discipline') ?? '登记处分，或影响期结束', off: !dossier.can.discipline, go: record('discipline') }] : []),
    ...(dossier.can.reverseMembership ? [{ title: '更正党籍登记', hint: '最近一次登记错了时用', off: false, go: () => onReverse('membership') }] : []),
    ...(dossier.can.reverseDiscipline ? [{ title: '更正处分登记', hint: '最近一次登记错了时用', off: false, go: () => onReverse('discipline') }] : []),
  ]
  if (rows.length === 0) return null
  return <List title="登记变化">{rows.map((row) => <Cell key={row.title} title={row.title} hint={row.hint} disabled={row.off} noArrow={row.off} onTap={row.go} />)}</List>
}

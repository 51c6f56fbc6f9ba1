import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { useRouter, useUnload } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { standings, type Standing } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { SwitchField } from '../../../components/field'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { Segmented } from '../../../components/segmented'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { aria } from '../../../services/aria'
import { whenText } from '../../../services/dates'
import { dropDocument, openDocument } from '../../../services/document'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { useSensitive, type Sensitive } from '../../../services/sensitive'
import css from './index.module.scss'

type Organisation = OutputOf<'organisations.get'>
type Made = OutputOf<'exports.roster'>
const whom = [{ key: 'all', text: '全部' }, { key: 'full', text: '正式' }, { key: 'probationary', text: '预备' }] as const
const weapp = process.env.TARO_ENV === 'weapp'
const steps = ['整理名册', weapp ? '下载到手机' : '下载'] as const

/** 导出花名册: the roster as the official sheet, and who has taken it out before. */
export default function RosterExportPage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  const sensitive = useSensitive()
  const [latest, setLatest] = useState('')
  return (
    <Page query={organisation} skeleton="detail" over={sensitive.sheet}>
      {(data) => (
        offered(data, 'keepRoster') ? (
          <View>
            <TakeOut organisation={data} sensitive={sensitive} onMade={setLatest} />
            {data.can.keepRoster ? <List><Cell title="上级发来的是别的表？" hint="传上来，按它的格式填好" onTap={() => open('/pages/backfill/list/index', { id: data.id })} /></List> : null}
            {data.can.keepRoster ? <History key={latest} organisationId={data.id} /> : null}
          </View>
        ) : <EmptyState title={reasonOf(data, 'keepRoster') ?? ''} hint="导出花名册由支部书记、副书记、组织委员或组织员办理。" />
      )}
    </Page>
  )
}

/** Choosing who and what, making the file, opening it. What was fetched is taken off the phone when the page closes. */
function TakeOut({ organisation, sensitive, onMade }: { organisation: Organisation; sensitive: Sensitive; onMade: (exportId: string) => void }) {
  const [who, setWho] = useState<'all' | Standing>('all')
  const [extras, setExtras] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const [opening, setOpening] = useState(false)
  const [failed, setFailed] = useState(false)
  const fetched = useRef(new Set<string>())
  const act = useAction('exports.roster', { guard: sensitive.guard })
  useUnload(() => fetched.current.forEach(dropDocument))

  const show = async ({ link, fileName }: Made): Promise<void> => {
    setFailed(false)
    setOpening(true)
    fetched.current.add(fileName)
    await openDocument(link, fileName).catch(() => setFailed(true))
    setOpening(false)
  }
  const go = async (): Promise<void> => {
    setMade(null)
    setFailed(false)
    const answer = await act.run({ organisationId: organisation.id, extras, ...(who === 'all' ? {} : { filter: { standing: who } }) })
    if (!answer) return
    setMade(answer)
    onMade(answer.exportId)
    await show(answer)
  }
  // A link that is too old answers nothing: then the file is made anew.
  const again = (): void => void (made && new Date(made.until) > new Date() ? show(made) : go())
  const step = act.busy ? 0 : opening ? 1 : null
  return (
    <Card title="党员基本信息汇总表">
      <Text className={css.text}>导出{organisation.name}{organisation.kind === 'branch' ? '' : '和下级组织'}的党员，按官方汇总表的各列填好，电脑和手机上的表格软件都能打开。</Text>
      <Segmented items={whom} chosen={who} onChoose={setWho} />
      <List><SwitchField label="附上学号、班级、党小组" hint="还有籍贯、专业、各阶段时间等，加在最右边，支部自己用" value={extras} onChange={setExtras} /></List>
      {step !== null ? (
        <View className={css.steps} {...aria({ role: 'alert', label: `正在${steps[step]}` })}>
          {steps.map((text, n) => <Text key={text} className={n === step ? css.now : css.other}>{n < step ? `${text}：已完成` : n === step ? `正在${text}…` : text}</Text>)}
          <Text className={css.small}>人多时要半分钟，请稍候。</Text>
        </View>
      ) : (
        <View>
          {failed ? <View className={css.failure} {...aria({ role: 'alert' })}>表格做好了，但没有下载下来，请再打开一次。</View> : null}
          {made && !failed ? <Text className={css.ready} {...aria({ role: 'alert' })}>已导出{made.people}人：{made.fileName}{weapp ? '。打开后点右上角，可以发到聊天或保存。' : ''}</Text> : null}
          <View className={css.buttons}>
            {made ? <Button kind="plain" text="再打开一次" onTap={again} /> : null}
            <Button text="导出花名册" reason={reasonOf(organisation, 'keepRoster')} onTap={() => void go()} />
          </View>
        </View>
      )}
      <Text className={css.small}>表里有完整的手机号和家庭住址，请只发给需要的人，用完删除。身份证号不保存全号，这一列空白。</Text>
      <Text className={css.small}>导出要先验证本人，并留下记录；我们这里的文件一天后删除。</Text>
    </Card>
  )
}

function History({ organisationId }: { organisationId: string }) {
  const list = useList('exports.list', { organisationId, limit: 10 })
  if (list.items.length === 0) return list.error ? <Text className={css.small}>{list.error.message}</Text> : null
  return (
    <View>
      <List title="导出记录" note="上级组织导出的，如果包括本组织，也列在这里。">
        {list.items.map((item) => <Cell key={item.id} title={`${item.byName}导出${item.people}人`} hint={`${whenText(item.at)} · ${item.organisationName}${item.standing ? ` · ${standings[item.standing]}` : ''}${item.kept ? '' : ' · 文件已删除'}`} />)}
      </List>
      <ListEnd list={list} />
    </View>
  )
}

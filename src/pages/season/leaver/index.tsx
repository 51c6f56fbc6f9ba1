import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { TextField } from '../../../components/field'
import { Page } from '../../../components/page'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayFromNow, dayText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { useQuery, type Query } from '../../../services/query'
import { ask, said, tell } from '../../../services/say'
import { asked, missingOf, stateTag, wishText, type Wish } from '../leaver-words'
import { WishFields } from '../wish-fields'
import css from '../index.module.scss'

type Found = OutputOf<'graduation.leaver'>
type Known = Found & { leaver: NonNullable<Found['leaver']> }

/** One person's destination: the own one, filled in on this page; or somebody's of the roster, with what is to be done. */
export default function LeaverPage() {
  const id = param(useRouter().params, 'id')
  const found = useQuery('graduation.leaver', id ? { memberId: id } : {})
  return (
    <Page query={found} skeleton="detail">
      {(data) => (data.leaver ? <One data={data as Known} query={found} /> : <EmptyState title={id ? `${data.name}同志不在毕业离校名单里` : '您不在毕业离校名单里'} hint="要离校的同志由支部放入名单后再填。" />)}
    </Page>
  )
}

function One({ data, query }: { data: Known; query: Query<Found> }) {
  const { leaver } = data
  const may = offered(data, 'fill') || offered(data, 'assign')
  return (
    <View>
      <Card>
        <View className={css.head}><Text className={css.name}>{data.name}</Text><Tag {...stateTag(leaver.state)} /></View>
        <Text className={css.line}>{[data.organisationName, leaver.className, `${dayText(leaver.leavesOn)}离校`].filter(Boolean).join(' · ')}</Text>
        {leaver.kind ? <Text className={css.text}>{wishText(leaver)}</Text> : null}
        {leaver.hint ? <Text className={css.line}>{leaver.hint}</Text> : null}
      </Card>
      <Cares data={data} onDone={() => void query.reload()} />
      {may ? <Filling key={data.memberId} data={data} onDone={() => void query.reload()} /> : null}
    </View>
  )
}

/** The form: the person's own, or filled in by the branch. */
function Filling({ data, onDone }: { data: Known; onDone: () => void }) {
  const { leaver } = data
  const own = offered(data, 'fill')
  const fill = useAction('graduation.fill')
  const assign = useAction('graduation.assign')
  const contact = useAction('corrections.contact')
  const [wish, setWish] = useState<Wish>({ kind: leaver.kind, to: leaver.target, until: leaver.until ?? '' })
  const [phone, setPhone] = useState('')
  const reason = reasonOf(data, own ? 'fill' : 'assign')
  if (reason) return <Text className={css.note}>{reason}</Text>
  const missing = missingOf(wish)
  const save = async (): Promise<void> => {
    const input = asked(wish)
    if (!input) return
    const typed = phone.trim()
    if (own && typed && !await contact.run({ version: data.version, changes: { phone: typed } })) return
    if (!(own ? await fill.run(input) : await assign.run({ organisationId: data.organisationId, year: leaver.year, memberIds: [data.memberId], ...input }))) return
    setPhone('')
    said('已保存')
    onDone()
  }
  return (
    <View>
      <WishFields wish={wish} onChange={setWish} latest={leaver.latestUntil} />
      {own ? <TextField label="离校后的手机号" optional keyboard="number" max={20} placeholder="换号码才填" hint={data.phoneMasked ? `现在登记的是${data.phoneMasked}` : '还没有登记，离校后方便联系'} value={phone} onChange={setPhone} /> : null}
      <View className={css.buttons}><Button text="保存" disabled={Boolean(missing)} busy={fill.busy || assign.busy || contact.busy} onTap={() => void save()} /></View>
      <Text className={css.note}>{missing ?? (own ? `请在${dayText(leaver.dueOn)}前填好，办理以前都可以改。` : '')}</Text>
    </View>
  )
}

/** What the branch does for this person. */
function Cares({ data, onDone }: { data: Known; onDone: () => void }) {
  const { leaver, transferId } = data
  const keep = useAction('graduation.keep')
  const send = useAction('graduation.send')
  const endKeep = useAction('graduation.endKeep')
  const contacted = useAction('graduation.contacted')
  const people = { organisationId: data.organisationId, year: leaver.year, memberIds: [data.memberId] }
  const after = async (answer: { left?: { why: string }[] } | null, word: string): Promise<void> => {
    if (!answer) return
    const [left] = answer.left ?? []
    if (left) await tell(left.why)
    else said(word)
    onDone()
  }
  const askKeep = async (): Promise<void> => { if (await ask({ title: '登记保留组织关系？', text: '登记后这位同志的组织关系仍在本支部，到期前会提醒。', ok: '登记' })) await after(await keep.run(people), '已登记') }
  const askSend = async (): Promise<void> => { if (await ask({ title: '办理转出？', text: `转到${leaver.target}。接着在组织关系转接里开介绍信、登记回执，以全国党员管理信息系统为准。`, ok: '办理' })) await after(await send.run(people), '已开始转出') }
  const askEnd = async (): Promise<void> => { if (await ask({ title: '不再保留？', text: '恢复为在本支部，之后可以改去向、办理转出。', ok: '不再保留' })) await after(await endKeep.run({ memberId: data.memberId }), '已恢复') }
  const note = async (): Promise<void> => { if (await ask({ title: '今天联系过了？', text: '记入这位同志的联系记录。', ok: '联系过了' })) await after(await contacted.run({ memberId: data.memberId, day: dayFromNow(0) }), '已记下') }
  const rows = [
    ...(data.can.send ? [{ title: '办理转出', hint: leaver.target, go: askSend }] : []),
    ...(data.can.keep ? [{ title: '登记保留组织关系', hint: leaver.until ? `到${dayText(leaver.until)}` : '出国（境）期间', go: askKeep }] : []),
    ...(data.can.contacted ? [{ title: '今天联系过了', hint: [leaver.contactedOn && `上次${dayText(leaver.contactedOn)}`, leaver.contactBy && `${dayText(leaver.contactBy)}前联系一次`].filter(Boolean).join('，'), go: note }] : []),
    ...(data.can.endKeep ? [{ title: '不再保留', hint: '找到单位、回国后先办这一步，再转出', go: askEnd }] : []),
    ...(transferId ? [{ title: '看转接进度', hint: '', go: () => { open('/pages/transfers/detail/index', { id: transferId }); return Promise.resolve() } }] : []),
  ]
  if (rows.length === 0) return null
  return <List title="办理">{rows.map(({ title, hint, go }) => <Cell key={title} title={title} hint={hint || null} onTap={() => void go()} />)}</List>
}

import { View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { correctionItems, sensitiveItems, type CorrectionItem } from '../../../../types/contracts/codes'
import { Cell, List } from '../../../components/cell'
import { Page } from '../../../components/page'
import { Tag } from '../../../components/tag'
import { whenText } from '../../../services/dates'
import { open } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { itemText } from '../words'
import { AskSheet } from './ask'
import { ContactSheet, type ContactItem } from './contact'
import { RequestSheet, stateTags } from './request'

type Mine = OutputOf<'corrections.mine'>

/** 更正我的资料: contact data are changed at once, the rest is asked for and answered. */
export default function DossierMinePage() {
  const mine = useQuery('corrections.mine', {})
  const [contact, setContact] = useState<ContactItem | null>(null)
  const [item, setItem] = useState<CorrectionItem | null>(null)
  const data = mine.data
  const request = data?.items.find((each) => each.item === item && each.state === 'open') ?? null
  const close = (): void => { setContact(null); setItem(null) }
  const done = (): void => { close(); void mine.reload() }
  const sheets = data ? (
    <>
      <ContactSheet item={contact} data={data} onClose={close} onDone={done} />
      <AskSheet item={request ? null : item} data={data} onClose={close} onDone={done} />
      <RequestSheet request={request} onClose={close} onDone={done} />
    </>
  ) : null
  return (
    <Page query={mine} skeleton="list" over={sheets}>
      {(found) => (
        <View>
          <Contacts data={found} onTap={setContact} />
          <Answers items={found.items.filter(({ state }) => state === 'accepted' || state === 'declined')} />
          <Kept data={found} onTap={setItem} />
          <List><Cell title="谁看过我的资料" hint="谁、什么时候、为什么" onTap={() => open('/pages/dossier/looks/index')} /></List>
        </View>
      )}
    </Page>
  )
}

function Contacts({ data, onTap }: { data: Mine; onTap: (item: ContactItem) => void }) {
  const rows: [ContactItem, string | null][] = [['phone', data.phoneMasked], ['landline', data.landlineMasked], ['address', data.hasAddress ? '已登记' : null]]
  return (
    <List title="联系方式" note="换了号码、搬了家，在这里改，马上生效。">
      {rows.map(([item, value]) => <Cell key={item} title={sensitiveItems[item]} value={value ?? '未登记'} label={`${sensitiveItems[item]}：${value ?? '未登记'}，点开更正`} onTap={() => onTap(item)} />)}
    </List>
  )
}

/** What was decided: the reason stands with it. */
function Answers({ items }: { items: Mine['items'] }) {
  if (items.length === 0) return null
  return (
    <List title="答复">
      {items.map((each) => (
        <Cell
          key={each.id} title={correctionItems[each.item]} value={<Tag {...stateTags[each.state]} />}
          hint={<View>{each.proposed ? <View>申请改为：{itemText(each.item, each.proposed)}</View> : null}{each.reason ? <View>原因：{each.reason}</View> : null}<View>{each.byName}{each.decidedAt ? ` ${whenText(each.decidedAt)}` : ''}</View></View>}
        />
      ))}
    </List>
  )
}

function Kept({ data, onTap }: { data: Mine; onTap: (item: CorrectionItem) => void }) {
  return (
    <List title="登记的信息" note="有不对的，点开写上正确的。书记核对后改，结果会告诉您。党员信息以全国党员管理信息系统为准。">
      {data.kept.map(({ item, value }) => {
        const waits = data.items.some((each) => each.item === item && each.state === 'open')
        return <Cell key={item} title={correctionItems[item]} {...(waits ? { hint: <Tag {...stateTags.open} /> } : {})} value={itemText(item, value)} label={`${correctionItems[item]}：${itemText(item, value)}${waits ? '，更正等书记核对' : '，点开申请更正'}`} onTap={() => onTap(item)} />
      })}
    </List>
  )
}

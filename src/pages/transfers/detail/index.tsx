import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { Transfer } from '../../../../types/contracts/transfers'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { ReasonSheet } from '../../../components/reason'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import css from '../index.module.scss'
import { mainActs, type Act } from '../words'
import { Head, History, Noted, Steps } from './facts'
import { LetterSheet, ReceiptSheet } from './sheets'

type Asking = 'return' | 'withdraw' | 'issue' | 'receipt' | null

/** One transfer: how far it is, who acts next, and what the person looking at it can do. */
export default function TransferDetailPage() {
  const id = param(useRouter().params, 'id')
  const transfer = useQuery('transfers.get', { transferId: id })
  const [asking, setAsking] = useState<Asking>(null)
  const sensitive = useSensitive()
  const agree = useAction('transfers.agree')
  const accept = useAction('transfers.accept', { guard: sensitive.guard })
  const back = useAction('transfers.return')
  const withdraw = useAction('transfers.withdraw')
  const issue = useAction('transfers.issue', { guard: sensitive.guard })
  const receipt = useAction('transfers.receipt', { guard: sensitive.guard })

  const done = async (work: Promise<Transfer | null>, word: string): Promise<void> => {
    const after = await work
    if (!after) return
    setAsking(null)
    transfer.put(after)
    said(word)
  }
  const act = async (name: Act, data: Transfer): Promise<void> => {
    const seen = { transferId: data.id, version: data.version }
    if (name === 'resubmit') return open('/pages/transfers/new/index', { transfer: data.id })
    if (name === 'issue' || name === 'receipt') return setAsking(name)
    if (name === 'agree' && await ask({ title: '同意转接？', text: `${data.memberName}同志的组织关系由${data.from}转到${data.to}。接收之前仍由原支部管理。`, ok: '同意' })) await done(agree.run(seen), '已同意')
    if (name === 'accept' && await ask({ title: `接收${data.memberName}同志？`, text: `接收后马上进入${data.to}的名册，由${data.to}管理。`, ok: '接收' })) await done(accept.run(seen), '已接收')
  }
  const busy = agree.busy || accept.busy || issue.busy || receipt.busy
  const seen = transfer.data ? { transferId: transfer.data.id, version: transfer.data.version } : null

  const sheets = transfer.data && seen ? (
    <View>
      <ReasonSheet
        open={asking === 'return'} title={transfer.data.kind === 'in' ? '不接收' : '退回'} ok={transfer.data.kind === 'in' ? '不接收' : '退回'} danger busy={back.busy} max={200} usual={['党费还没有交清', '材料不齐', '本人已在其他单位报到']}
        text="没有正当理由不得拒绝接收组织关系。退回的原因，申请的人和原支部都看得到。"
        onDone={(reason) => void done(back.run({ ...seen, reason }), '已退回')} onClose={() => setAsking(null)}
      />
      <ReasonSheet
        open={asking === 'withdraw'} title="撤回转接" ok="撤回" danger busy={withdraw.busy} needed={false} max={200}
        text={`撤回后，${transfer.data.memberName}同志的组织关系${transfer.data.kind === 'in' ? '不再转来' : '仍在原支部'}。以后可以重新办理。`}
        onDone={(reason) => void done(withdraw.run({ ...seen, reason }), '已撤回')} onClose={() => setAsking(null)}
      />
      <LetterSheet open={asking === 'issue'} transfer={transfer.data} busy={issue.busy} onDone={(letter) => void done(issue.run({ ...seen, ...letter }), '已登记')} onClose={() => setAsking(null)} />
      <ReceiptSheet open={asking === 'receipt'} transfer={transfer.data} busy={receipt.busy} onDone={(receiptOn) => void done(receipt.run({ ...seen, receiptOn }), '已登记')} onClose={() => setAsking(null)} />
      {sensitive.sheet}
    </View>
  ) : null

  return (
    <Page query={transfer} skeleton="detail" over={sheets} footer={transfer.data ? <Foot transfer={transfer.data} busy={busy} onAct={(name) => void act(name, transfer.data as Transfer)} onReturn={() => setAsking('return')} /> : null}>
      {(data) => (
        <View>
          <Head transfer={data} />
          <Steps transfer={data} />
          <Noted transfer={data} />
          <Others transfer={data} onRenew={() => setAsking('issue')} onWithdraw={() => setAsking('withdraw')} />
          <History transfer={data} />
          <Text className={css.note}>介绍信由有权限的党组织开具，这里只登记办到哪一步。组织关系以全国党员管理信息系统为准；接收之前，仍由原支部管理。</Text>
        </View>
      )}
    </Page>
  )
}

/** The next step first; sending it back beside it. */
function Foot({ transfer, busy, onAct, onReturn }: { transfer: Transfer; busy: boolean; onAct: (act: Act) => void; onReturn: () => void }) {
  const main = mainActs[transfer.state]
  if (!main || !offered(transfer, main.act)) return null
  const reason = reasonOf(transfer, main.act)
  const refuses = transfer.can.return && main.act !== 'issue'
  return (
    <FooterBar note={reason}>
      {refuses ? <Button text={transfer.kind === 'in' ? '不接收' : '退回'} kind="plain" onTap={onReturn} /> : null}
      <Button text={main.text} busy={busy} disabled={Boolean(reason)} onTap={() => onAct(main.act)} />
    </FooterBar>
  )
}

/** What is done less often, and what else waits. */
function Others({ transfer, onRenew, onWithdraw }: { transfer: Transfer; onRenew: () => void; onWithdraw: () => void }) {
  const rows = [
    ...(transfer.state === 'issued' && transfer.can.issue ? [{ title: '登记新的介绍信', hint: '原来的过期或开错了', go: onRenew }] : []),
    ...(transfer.can.withdraw ? [{ title: '撤回转接', hint: transfer.kind === 'in' ? '登记错了，或不再转来' : '不转了，组织关系留在原支部', go: onWithdraw }] : []),
    ...(transfer.others > 0 && transfer.deskId ? [{ title: `还有${transfer.others}件等着办理`, hint: '看全部转接', go: () => open('/pages/transfers/list/index', { id: transfer.deskId }) }] : []),
  ]
  if (rows.length === 0) return null
  return <List title="办理">{rows.map((row) => <Cell key={row.title} title={row.title} hint={row.hint} onTap={row.go} />)}</List>
}

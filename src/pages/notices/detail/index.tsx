import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { receiptWays } from '../../../../types/contracts/codes'
import type { Notice } from '../../../../types/contracts/notices'
import { Cell, List } from '../../../components/cell'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { ShareButton } from '../../../components/share'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { agoText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said } from '../../../services/say'
import { cardOf } from '../../../services/share'
import { Article } from '../article'
import { useRead } from './use-read'

/** One notice: read by opening it; for officers who has read it, and the way back. */
export default function NoticeDetailPage() {
  const id = param(useRouter().params, 'id')
  const notice = useQuery('notices.get', { noticeId: id })
  const withdraw = useAction('notices.withdraw')
  useRead(notice)
  useShareAppMessage(() => cardOf(`n.${id}`, notice.data ? `通知：${notice.data.title}` : '支部通知'))

  const goWithdraw = async (): Promise<void> => {
    if (!(await ask({ title: '撤回这条通知？', text: '撤回后不再出现在大家的待办里，已读情况会保留。撤回不能恢复。', ok: '撤回', no: '先不' }))) return
    if (!(await withdraw.run({ noticeId: id }))) return
    said('已撤回')
    await notice.reload()
  }
  const footer = notice.data && !notice.data.withdrawn ? <FooterBar><ShareButton text="发到群里" scene={`n.${id}`} kind={notice.data.can.seeReceipts ? 'primary' : 'plain'} /></FooterBar> : null
  return (
    <Page query={notice} skeleton="detail" footer={footer}>
      {(data) => (
        <>
          <Article {...data} from={`${data.authorName}（${data.organisationName}） · ${agoText(data.at)}`} foot={footOf(data)} />
          <OfficerRows notice={data} busy={withdraw.busy} onWithdraw={() => void goWithdraw()} />
        </>
      )}
    </Page>
  )
}

/** Tells the reader that opening it was enough. An officer of another group is none of its readers. */
function footOf({ mine, withdrawn, can }: Notice): string | undefined {
  if (mine === null || withdrawn || can.seeReceipts) return undefined
  return mine === 'read' ? '已读。支部书记能看到，不用另外回复。' : `书记已登记：${receiptWays[mine]}。`
}

/** What officers do with a notice. */
function OfficerRows({ notice, busy, onWithdraw }: { notice: Notice; busy: boolean; onWithdraw: () => void }) {
  const { id } = notice
  // Once the officer's own reading counts as well.
  const counts = notice.mine !== null || notice.withdrawn
  const receipts = useQuery('notices.receipts', notice.can.seeReceipts && counts ? { noticeId: id } : null)
  const counted = receipts.data ? `${receipts.data.read}/${receipts.data.total}人` : undefined
  const rows = [
    { ability: 'seeReceipts' as const, title: '已读情况', hint: '看谁还没读，标记，复制提醒', value: counted, go: () => open('/pages/notices/receipts/index', { id }) },
    { ability: 'pasteChain' as const, title: '粘贴群接龙', hint: '把群里的接龙登记成回复', go: () => open('/pages/chains/paste/index', { kind: 'notice', id }) },
    { ability: 'withdraw' as const, title: '撤回通知', go: onWithdraw },
  ].filter((row) => offered(notice, row.ability))
  if (rows.length === 0) return null
  return (
    <List title="组织者办理">
      {rows.map(({ ability, title, hint, value, go }) => {
        const reason = reasonOf(notice, ability)
        return <Cell key={ability} title={title} hint={reason ?? hint} value={value} disabled={Boolean(reason) || busy} noArrow={Boolean(reason)} onTap={go} />
      })}
    </List>
  )
}

import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { receiptWays, type ReceiptWay } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { Progress } from '../../../components/progress'
import { SearchBar } from '../../../components/search'
import { Segmented } from '../../../components/segmented'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { choose, said } from '../../../services/say'
import { useShown } from '../../../services/shown'
import { useTicks } from '../../../services/ticks'
import { aboutText, parts, receiptsOf, wayKinds, type Part, type Receipt } from './lists'
import { RemindSheet } from './remind'
import css from './index.module.scss'

/** The most names that one call takes. */
const AT_ONCE = 200
const keys = Object.keys(parts) as Part[]
const markable: (Exclude<ReceiptWay, 'read'> | null)[] = ['replied', 'told', 'leave', null]
const empty: Record<Part, string> = { unread: '大家都有回音了', read: '还没有人读', leave: '没有人请假', all: '没有要通知的人' }

/** Who has read a notice; what the secretary knows from outside is marked here. */
export default function NoticeReceiptsPage() {
  const id = param(useRouter().params, 'id')
  const notice = useQuery('notices.get', { noticeId: id })
  const receipts = useQuery('notices.receipts', { noticeId: id })
  const mark = useAction('notices.mark')
  const ticks = useTicks()
  const [part, setPart] = useState<Part>('unread')
  const [words, setWords] = useState('')
  const [reminding, setReminding] = useState(false)

  const items = receipts.data?.items ?? []
  const matching = receiptsOf(items, part, words)
  const shown = useShown(matching, `${part} ${words}`)
  const both = { data: notice.data && receipts.data ? { notice: notice.data, receipts: receipts.data } : null, error: receipts.error ?? notice.error, loading: receipts.loading || notice.loading, reload: async () => { await Promise.all([notice.reload(), receipts.reload()]) } }

  const goMark = async (memberIds: string[]): Promise<void> => {
    const chosen = await choose(markable.map((way) => (way === null ? '撤销标记' : receiptWays[way])))
    const way = chosen === null ? undefined : markable[chosen]
    if (way === undefined) return
    for (let from = 0; from < memberIds.length; from += AT_ONCE) {
      const answer = await mark.run({ noticeId: id, memberIds: memberIds.slice(from, from + AT_ONCE), way })
      if (!answer) return
      receipts.put(answer)
    }
    ticks.stop()
    said(way === null ? '标记已撤销' : `已标记${memberIds.length}人`)
  }

  const { ids } = ticks
  const footer = (
    <FooterBar>
      {ids === null ? (
        <><Button text="标记" kind="plain" onTap={ticks.start} /><Button text="复制提醒" disabled={receiptsOf(items, 'unread').length === 0} onTap={() => setReminding(true)} /></>
      ) : (
        <><Button text="取消" kind="plain" onTap={ticks.stop} /><Button text={ids.length > 0 ? `标记${ids.length}人` : '标记'} disabled={ids.length === 0} busy={mark.busy} onTap={() => void goMark(ids)} /></>
      )}
    </FooterBar>
  )
  const all = matching.map((receipt) => receipt.memberId)
  const tap = (receipt: Receipt): void => {
    if (ids === null) void goMark([receipt.memberId])
    else ticks.toggle(receipt.memberId)
  }
  return (
    <Page query={both} footer={footer} over={<RemindSheet open={reminding} noticeId={id} onClose={() => setReminding(false)} />}>
      {(data) => (
        <>
          <View className={css.title}>{data.notice.title}</View>
          <View className={css.summary}><Progress done={data.receipts.read} total={data.receipts.total} text={`${data.receipts.total}人中${data.receipts.read}人已读或已回复`} /></View>
          {offered(data.notice, 'pasteChain') && ids === null ? (
            <List><Cell title="粘贴群接龙" hint={reasonOf(data.notice, 'pasteChain') ?? '一次登记所有接龙的人'} disabled={!data.notice.can.pasteChain} noArrow={!data.notice.can.pasteChain} onTap={() => open('/pages/chains/paste/index', { kind: 'notice', id })} /></List>
          ) : null}
          <Segmented items={keys.map((key) => ({ key, text: `${parts[key]}${receiptsOf(items, key).length}` }))} chosen={part} onChoose={setPart} />
          <SearchBar placeholder="按姓名查找" onSearch={setWords} />
          {matching.length === 0 ? <EmptyState title={words ? `“${parts[part]}”里没有“${words}”` : empty[part]} /> : (
            <List title={ids === null ? undefined : '勾选要标记的同志'} action={ids === null ? undefined : { text: all.every(ticks.has) ? '全不选' : '全选', onTap: () => ticks.toggleAll(all) }}>
              {shown.items.map((receipt) => <Row key={receipt.memberId} receipt={receipt} ticked={ticks.has(receipt.memberId)} onTap={tap} />)}
            </List>
          )}
          <ListEnd list={{ items: shown.items, more: shown.more, loading: false, error: null, loadMore: async () => shown.showMore() }} />
        </>
      )}
    </Page>
  )
}

function Row({ receipt, ticked, onTap }: { receipt: Receipt; ticked: boolean | undefined; onTap: (receipt: Receipt) => void }) {
  const { way } = receipt
  const state = way === null ? <Tag text="未读" kind="urgent" /> : <Tag text={receiptWays[way]} kind={wayKinds[way]} />
  return (
    <Cell
      title={receipt.name} hint={aboutText(receipt) || undefined} value={state} before={ticked === undefined ? undefined : <Check on={ticked} />} noArrow={ticked !== undefined} onTap={() => onTap(receipt)}
      label={`${receipt.name}，${way === null ? '未读' : receiptWays[way]}`} {...(ticked === undefined ? {} : { role: 'checkbox' as const, checked: ticked })}
    />
  )
}

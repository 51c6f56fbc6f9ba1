import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { correctionItems, correctionStates } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { EmptyState } from '../../../components/empty'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { ReasonSheet } from '../../../components/reason'
import { Segmented } from '../../../components/segmented'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { whenText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { ask, said } from '../../../services/say'
import { itemText } from '../words'
import css from './index.module.scss'

type Request = OutputOf<'corrections.list'>['items'][number]
const views = [{ key: 'open', text: '等核对' }, { key: 'done', text: '已处理' }] as const

/** 更正申请: what stands in the roster and what the person says, side by side. */
export default function DossierCorrectionsPage() {
  const id = param(useRouter().params, 'id')
  const [view, setView] = useState<'open' | 'done'>('open')
  const list = useList('corrections.list', { ...(id ? { organisationId: id } : {}), open: view === 'open', limit: 20 })
  const accept = useAction('corrections.accept')
  const decline = useAction('corrections.decline')
  const [declining, setDeclining] = useState<Request | null>(null)

  const take = async (request: Request): Promise<void> => {
    const { id: correctionId, turn, version, changedMeanwhile, item } = request
    if (changedMeanwhile && !(await ask({ title: '还要照申请改吗？', text: `申请之后，${correctionItems[item]}已经有人改过，现在是“${itemText(item, request.now)}”。`, ok: '照改' }))) return
    if (!(await accept.run({ correctionId, turn, version }))) { await list.reload(); return }
    said(item === 'idNumber' ? '已记下' : '已改好')
    await list.reload()
  }
  const refuse = async (reason: string): Promise<void> => {
    if (!declining || !(await decline.run({ correctionId: declining.id, turn: declining.turn, reason }))) return
    setDeclining(null)
    said('已答复')
    await list.reload()
  }
  const sheet = (
    <ReasonSheet
      open={declining !== null} title="不采纳" ok="答复本人" busy={decline.busy} usual={['与证件不一致，请带证件当面核对', '与全国党员管理信息系统不一致', '请先交证明材料']}
      text={declining ? `${declining.memberName}同志会看到原因，可以再申请。名册不变。` : ''} onDone={(reason) => void refuse(reason)} onClose={() => setDeclining(null)}
    />
  )
  return (
    <Page query={{ data: list.page, error: list.error, loading: list.loading, reload: list.reload }} over={sheet}>
      {() => (
        <View>
          <Segmented items={views} chosen={view} onChoose={setView} />
          {list.items.length === 0 && !list.loading ? <EmptyState title={view === 'open' ? '没有等核对的更正' : '还没有处理过的更正'} hint="党员在“我的”里点“更正我的资料”，申请就会到这里。联系方式由本人直接改，不用核对。" /> : null}
          {list.items.map((request) => <RequestCard key={request.id} request={request} busy={accept.busy} onAccept={() => void take(request)} onDecline={() => setDeclining(request)} />)}
          <ListEnd list={list} />
        </View>
      )}
    </Page>
  )
}

interface CardProps { request: Request; busy: boolean; onAccept: () => void; onDecline: () => void }

function RequestCard({ request, busy, onAccept, onDecline }: CardProps) {
  const label = correctionItems[request.item]
  const secret = request.item === 'idNumber'
  const title = `${request.memberName}：${label}`
  return (
    <Card title={title} aside={request.state === 'open' ? null : <Tag text={correctionStates[request.state]} kind={request.state === 'accepted' ? 'ok' : 'past'} />}>
      {secret ? <Text className={css.line}>本人说身份证号登记错了（现在：{request.now ?? '未登记'}）。请当面核对证件，在“修改信息”里改好，再点“已当面核对”。</Text> : (
        <View className={css.pair}>
          <View className={css.side}><Text className={css.small}>{request.state === 'open' ? '名册上' : '申请时'}</Text><Text className={css.old}>{itemText(request.item, request.state === 'open' ? request.now : request.was)}</Text></View>
          <View className={css.side}><Text className={css.small}>本人说</Text><Text className={css.new}>{request.proposed ? itemText(request.item, request.proposed) : '清空'}</Text></View>
        </View>
      )}
      {request.changedMeanwhile ? <Text className={css.warn}>申请之后有人改过这一项，请再核对。</Text> : null}
      {request.note ? <Text className={css.line}>说明：{request.note}</Text> : null}
      {request.reason ? <Text className={css.line}>原因：{request.reason}</Text> : null}
      <Text className={css.small}>{whenText(request.at)}申请{request.byName && request.decidedAt ? `，${request.byName} ${whenText(request.decidedAt)}处理` : ''}</Text>
      {offered(request, 'decline') && request.state === 'open' ? (
        <View className={css.acts}>
          <Button small kind="plain" text={secret ? '已当面核对' : '采纳'} label={`${title}，${secret ? '已当面核对' : '采纳'}`} disabled={busy || !request.can.accept} reason={reasonOf(request, 'accept')} onTap={onAccept} />
          <Button small kind="plain" text="不采纳" label={`${title}，不采纳`} onTap={onDecline} />
          <Button small kind="quiet" text={secret ? '修改信息' : '看资料'} label={`${request.memberName}：${secret ? '修改信息' : '看资料'}`} onTap={() => open(secret ? '/pages/roster/edit/index' : '/pages/roster/person/index', { id: request.memberId })} />
        </View>
      ) : null}
    </Card>
  )
}

import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { List } from '../../../components/cell'
import { ChoiceField, LongTextField, TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Segmented } from '../../../components/segmented'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said, tell } from '../../../services/say'
import { useSession } from '../../../services/session'
import css from '../index.module.scss'
import { TransferRow } from '../row'
import { monthsAround } from '../words'
import { announcedOf, emptyDraft, saidOf, wishOf, type Draft, type Way } from './draft'
import { People } from './people'
import { BranchTarget, ElsewhereFields } from './target'

const leaving: { key: Way; text: string }[] = [{ key: 'inside', text: '转到支部' }, { key: 'out', text: '转出' }]
const coming: { key: Way; text: string } = { key: 'in', text: '转入' }

const waysText: Record<Way, string> = { inside: '转到本系统里的另一个党支部。', out: '转到外单位党组织，要开介绍信。', in: '外单位的同志拿介绍信来报到。' }

/**
 * Begins a transfer. Without parameters: the own application. `id`: an organisation, by those who keep its roster, with
 * `member` for one person of it. `transfer`: one that was sent back, to be changed.
 */
export default function TransferNewPage() {
  const { params } = useRouter()
  const [organisationId, memberId, transferId] = [param(params, 'id'), param(params, 'member'), param(params, 'transfer')]
  const me = useSession()?.me
  const own = !organisationId && !transferId
  const mine = useQuery('transfers.ofMember', own ? {} : null)
  const before = useQuery('transfers.get', transferId ? { transferId } : null)
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [picked, setPicked] = useState<string[]>(memberId ? [memberId] : [])
  const [tried, setTried] = useState(false)
  const apply = useAction('transfers.apply')
  const start = useAction('transfers.start')
  const announce = useAction('transfers.announce')
  const resubmit = useAction('transfers.resubmit')
  const set = (change: Partial<Draft>): void => setDraft((was) => ({ ...was, ...change }))

  const data = before.data
  useEffect(() => {
    if (!data) return
    setDraft((was) => ({ ...was, way: data.kind === 'out' ? 'out' : 'inside', branch: data.kind === 'inside' ? { id: '', name: data.to, above: '' } : null, reason: data.reason ?? '', duesUntil: data.duesUntil, elsewhere: { name: data.elsewhere?.name ?? '', province: data.elsewhere?.province ?? '', committee: data.elsewhere?.committee ?? '' } }))
  }, [data])

  const shown = (id: string, word: string): void => { said(word); replace('/pages/transfers/detail/index', { id }) }
  const begin = async (): Promise<void> => {
    setTried(true)
    if (draft.way === 'in') {
      const input = announcedOf(organisationId, draft)
      const done = input && await announce.run(input)
      return done ? shown(done.id, '已登记') : undefined
    }
    if (draft.way === 'inside' && !draft.branch) return tell('请先选转到哪个支部。', '还差一步')
    const wish = wishOf(draft)
    if (data) {
      // The same branch again where no other was chosen.
      const done = await resubmit.run({ transferId: data.id, version: data.version, ...(wish ?? {}), ...saidOf(draft) })
      return done ? shown(done.id, '已提交') : undefined
    }
    if (!wish) return undefined
    if (own) {
      const done = me && await apply.run({ memberId: me.memberId, ...wish, ...saidOf(draft) })
      return done ? shown(done.id, '已提交') : undefined
    }
    if (picked.length === 0) return tell('请先选要转接的同志。', '还差一步')
    const done = await start.run({ organisationId, memberIds: picked, ...wish, ...saidOf(draft) })
    if (!done) return
    const begun = done.items.filter((item) => item.transferId)
    const held = done.items.filter((item) => item.why)
    if (held.length > 0) await tell(held.map((item) => item.why).join('；'), begun.length > 0 ? `已发起${begun.length}人，${held.length}人没有办成` : '没有办成')
    if (begun.length === 1) shown(begun[0]?.transferId ?? '', '已发起')
    else if (begun.length > 1) { said(`已发起${begun.length}人`); replace('/pages/transfers/list/index', { id: organisationId }) }
  }
  const held = own && mine.data ? (mine.data.can.apply ? null : mine.data.why.apply ?? '') : null
  const busy = apply.busy || start.busy || announce.busy || resubmit.busy
  const asked = own ? { data: mine.data, error: mine.error, loading: mine.loading, reload: mine.reload } : transferId ? { data: before.data, error: before.error, loading: before.loading, reload: before.reload } : undefined

  const form = (
    <View>
      {held === null ? (
        <View>
          <Segmented items={own || transferId || memberId ? leaving : [...leaving, coming]} chosen={draft.way} onChoose={(way) => set({ way })} />
          <Text className={css.lead}>{waysText[draft.way]}</Text>
          {draft.way === 'inside' ? <BranchTarget chosen={draft.branch} onChoose={(branch) => set({ branch })} /> : null}
          <View className={css.gap} />
          <Card>
            {draft.way === 'in' ? <Coming draft={draft} tried={tried} onChange={set} /> : null}
            {draft.way === 'inside' ? null : <ElsewhereFields value={draft.elsewhere} from={draft.way === 'in'} tried={tried} onChange={(elsewhere) => set({ elsewhere })} />}
            {draft.way === 'in' ? <LetterFields draft={draft} onChange={set} /> : null}
            <ChoiceField label="党费交到" options={monthsAround(dayFromNow(0))} value={draft.duesUntil} onChange={(duesUntil) => set({ duesUntil })} optional />
            {draft.way === 'in' ? null : <LongTextField label="原因" value={draft.reason} onChange={(reason) => set({ reason })} max={100} placeholder="如：毕业升学、调动工作" optional />}
          </Card>
          <View className={css.gap} />
          {draft.way !== 'in' && organisationId && !memberId ? <People organisationId={organisationId} picked={picked} onPick={setPicked} /> : null}
        </View>
      ) : (
        <List title="我的转接">{mine.data?.items.map((line) => <TransferRow key={line.id} line={line} />)}</List>
      )}
      <Text className={css.note}>{held || '接收之前，仍由原支部管理，组织生活和党费都在原支部。组织关系以全国党员管理信息系统为准。'}</Text>
    </View>
  )
  const footer = held === null ? <FooterBar><Button text={draft.way === 'in' ? '登记' : own || transferId ? '提交' : picked.length > 1 ? `发起${picked.length}人的转接` : '发起转接'} busy={busy} onTap={() => void begin()} /></FooterBar> : null
  return asked ? <Page query={asked as typeof mine} footer={footer}>{() => form}</Page> : <Page footer={footer}>{form}</Page>
}

interface PartProps { draft: Draft; onChange: (change: Partial<Draft>) => void }

/** Who comes. */
function Coming({ draft, tried, onChange }: PartProps & { tried: boolean }) {
  return (
    <View>
      <TextField label="姓名" value={draft.name} onChange={(name) => onChange({ name })} max={40} error={tried && !draft.name.trim() ? '请填写姓名' : null} />
      <ChoiceField label="人员类别" options={[{ key: 'full', text: '正式党员' }, { key: 'probationary', text: '预备党员' }]} value={draft.standing} onChange={(standing) => onChange({ standing })} />
      <TextField label="身份证号" value={draft.idNumber} onChange={(idNumber) => onChange({ idNumber })} keyboard="idcard" max={20} optional hint="只保存加密核对值和末四位，用来核对是不是已经在别的支部" />
    </View>
  )
}

/** What the letter says that the person brings. */
function LetterFields({ draft, onChange }: PartProps) {
  return (
    <View>
      <TextField label="介绍信编号" value={draft.letterNumber} onChange={(letterNumber) => onChange({ letterNumber })} max={40} optional />
      <DayField label="介绍信开具日期" value={draft.issuedOn} onChange={(issuedOn) => onChange({ issuedOn })} until={dayFromNow(0)} optional />
    </View>
  )
}

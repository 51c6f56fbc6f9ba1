import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Chips } from '../../../components/chips'
import { LongTextField, TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Tap } from '../../../components/tap'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { back, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said, tell } from '../../../services/say'
import { fenOf, type Handover } from '../handover-words'
import css from '../index.module.scss'

const usual = ['印章', '钥匙', '笔记本电脑', '移动硬盘', '党旗党徽', '图书资料']
const MONTHS_AHEAD_DAYS = 59

interface Draft { files: { name: string; count: string }[]; yuan: string; asOn: string; remarks: string; effectiveOn: string }
const draftOf = (handover: Handover): Draft => ({
  files: handover.files.map(({ name, count }) => ({ name, count: count === null ? '' : String(count) })),
  yuan: handover.dues ? (handover.dues.fen / 100).toFixed(2) : '', asOn: handover.dues?.asOn ?? dayFromNow(0), remarks: handover.remarks, effectiveOn: handover.effectiveOn ?? '',
})

/** The giver fills the list: numbers, balance, remarks, and the day. */
export default function HandoverEditPage() {
  const id = param(useRouter().params, 'id')
  const handover = useQuery('handover.get', { handoverId: id })
  const change = useAction('handover.change')
  const [draft, setDraft] = useState<Draft | null>(null)
  const [name, setName] = useState('')
  const now = draft ?? (handover.data ? draftOf(handover.data) : null)
  const put = (over: Partial<Draft>): void => { if (now) setDraft({ ...now, ...over }) }
  const add = (typed: string): void => {
    const text = typed.trim()
    if (!now || !text || now.files.some((file) => file.name === text)) return
    put({ files: [...now.files, { name: text, count: '' }] })
    setName('')
  }
  const save = async (): Promise<void> => {
    if (!now || !handover.data) return
    const fen = now.yuan.trim() === '' ? null : fenOf(now.yuan)
    if (now.yuan.trim() !== '' && fen === null) return void tell('党费结存请填金额，如 123.40', '请核对')
    const files = now.files.map((file) => ({ name: file.name, count: /^\d{1,4}$/.test(file.count.trim()) ? Number(file.count) : null }))
    const signed = handover.data.parties.some(({ signedAt }) => signedAt)
    if (signed && !(await ask({ title: '改动后签名作废', text: '已经签过的名要重新签。', ok: '保存' }))) return
    const done = await change.run({ handoverId: id, revision: handover.data.revision, changes: { files, remarks: now.remarks, effectiveOn: now.effectiveOn, ...(fen === null ? {} : { dues: { fen, asOn: now.asOn } }) } })
    if (!done) return
    said('已保存')
    back()
  }
  return (
    <Page query={handover} skeleton="detail" footer={<FooterBar><Button text="保存" busy={change.busy} onTap={() => void save()} /></FooterBar>}>
      {() => (now ? (
        <View>
          <Card title="材料和物品">
            <Text className={css.note}>逐项清点填数量，没有的填0或删去。</Text>
            {now.files.map((file, n) => (
              <View key={file.name} className={css.counted}>
                <View className={css.grow}><TextField label={file.name} keyboard="number" max={4} placeholder="几件" value={file.count} onChange={(count) => put({ files: now.files.map((one, at) => (at === n ? { ...one, count } : one)) })} /></View>
                <Tap className={css.act} label={`删去${file.name}`} onTap={() => put({ files: now.files.filter((_, at) => at !== n) })}>删去</Tap>
              </View>
            ))}
            <View className={css.counted}>
              <View className={css.grow}><TextField label="再加一项" optional max={40} value={name} onChange={setName} onDone={() => add(name)} /></View>
              <Tap className={css.act} label="加上这一项" onTap={() => add(name)}>加上</Tap>
            </View>
            <Chips role="button" items={usual.filter((word) => !now.files.some((file) => file.name === word)).map((word) => ({ key: word, text: word }))} on={[]} onToggle={add} />
          </Card>
          <Card title="党费结存">
            <TextField label="金额（元）" hint="没有结存就填0" max={12} placeholder="如：123.40" value={now.yuan} onChange={(yuan) => put({ yuan })} />
            <DayField label="截至哪一天" value={now.asOn} until={dayFromNow(0)} onChange={(asOn) => put({ asOn })} />
          </Card>
          <Card title="其他">
            <LongTextField label="说明" optional max={2000} placeholder="如上级批复文号、材料放在哪里、要注意的事" value={now.remarks} onChange={(remarks) => put({ remarks })} />
            <DayField label="哪一天交接" optional hint="不选就在三方签齐时立即交接" value={now.effectiveOn} from={dayFromNow(1)} until={dayFromNow(MONTHS_AHEAD_DAYS)} placeholder="签齐时" onChange={(effectiveOn) => put({ effectiveOn })} />
            {now.effectiveOn ? <Button kind="quiet" text="改为签齐时立即交接" onTap={() => put({ effectiveOn: '' })} /> : null}
          </Card>
        </View>
      ) : null)}
    </Page>
  )
}

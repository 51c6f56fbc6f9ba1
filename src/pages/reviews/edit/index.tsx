import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { reviewScales, voterEntries, type ReviewScale, type VoterEntry } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import type { InputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { ChoiceField, LongTextField, TextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { back, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import css from '../../../styles/ballots.module.scss'

type Entry = Exclude<VoterEntry, 'roster' | 'written'>
interface Draft { name: string; entry: Entry; entitled: string; rates: string[] | null; list: string; kept: number }

const entries = (Object.keys(voterEntries) as VoterEntry[]).filter((key): key is Entry => key !== 'roster' && key !== 'written').map((key) => ({ key, text: voterEntries[key] }))
const scales = (Object.keys(reviewScales) as ReviewScale[]).map((key) => ({ key, text: reviewScales[key] }))
const hints: Record<Entry, string> = { slips: '从信封里抽，一张只能用一次，不用输入任何东西', list: '学生扫现场的码，再输入自己的学号。知道别人学号的人可能冒用，要防冒用请用小票', pins: '扫密码条上的码，输入学号和密码。密码条打印出来各发各的，别人冒用不了', room: '扫现场的码就能投，票数不会多于到场人数', paper: '不用手机，发纸质票，由两个人分别录入票数，一致才算' }

/** Who reviews, and how they come in. */
export default function ReviewEditPage() {
  const id = param(useRouter().params, 'id')
  const review = useQuery('reviews.get', { reviewId: id })
  return review.data ? <Form key={review.data.version} review={review.data} /> : <Page query={review} skeleton="detail">{() => null}</Page>
}

const draftsOf = (review: Review): Draft[] => review.groups.filter(({ entry }) => entry !== 'roster').map(({ name, entry, entitled, rates }) => ({ name, entry: entry as Entry, entitled: entitled ? String(entitled) : '', rates, list: '', kept: entry === 'list' || entry === 'pins' ? entitled : 0 }))

function Form({ review }: { review: Review }) {
  const [title, setTitle] = useState(review.title)
  const [scale, setScale] = useState<ReviewScale>(review.scale)
  const [groups, setGroups] = useState<Draft[]>(() => draftsOf(review))
  const [rating, setRating] = useState<number | null>(null)
  const save = useAction('reviews.change')
  const change = (n: number, part: Partial<Draft>): void => setGroups(groups.map((group, i) => (i === n ? { ...group, ...part } : group)))
  const go = async (): Promise<void> => {
    const given: NonNullable<InputOf<'reviews.change'>['groups']> = groups.map(({ name, entry, entitled, rates, list }) => ({ name: name.trim(), entry, ...(entry === 'list' || entry === 'pins' ? (list.trim() ? { list } : {}) : { entitled: Number(entitled) || 0 }), ...(rates ? { memberIds: rates } : {}) }))
    if (!(await save.run({ reviewId: review.id, version: review.version, title: title.trim(), scale, groups: given }))) return
    said('已保存')
    back()
  }
  const rated = rating === null ? null : groups[rating]!
  return (
    <Page
      footer={<FooterBar><Button text="保存" busy={save.busy} disabled={!title.trim() || groups.some(({ name }) => !name.trim())} onTap={() => void go()} /></FooterBar>}
      over={rated && rating !== null ? <RatesSheet review={review} chosen={rated.rates} onDone={(rates) => { change(rating, { rates }); setRating(null) }} onClose={() => setRating(null)} /> : null}
    >
      <View>
        <Card>
          <TextField label="名称" value={title} onChange={setTitle} max={60} />
          <ChoiceField label="怎样评" options={scales} value={scale} onChange={setScale} />
        </Card>
        <List title="党员互评"><Cell title="本支部全体党员" hint="用自己的微信参加，预备党员也参加" /></List>
        {groups.map((group, n) => (
          <Card key={n} title={`群众测评 ${n + 1}`} aside={<Button text="删去" kind="quiet" small onTap={() => setGroups(groups.filter((_one, i) => i !== n))} />}>
            <TextField label="名称" value={group.name} onChange={(name) => change(n, { name })} placeholder="例如：软件2301班" max={30} />
            <ChoiceField label="怎样进来" options={entries} value={group.entry} onChange={(entry) => change(n, { entry })} hint={hints[group.entry]} />
            {group.entry === 'list' || group.entry === 'pins'
              ? <LongTextField label="名单" tall value={group.list} onChange={(list) => change(n, { list })} max={200_000} placeholder={group.kept > 0 ? `已有${group.kept}人，重新贴会换掉` : '从表格里复制，每行一个人，学号在前'} hint="只保存学号的加密核对值，姓名不保存" />
              : <TextField label={group.entry === 'room' ? '到场多少人' : '印多少张票'} keyboard="number" value={group.entitled} onChange={(entitled) => change(n, { entitled })} max={4} />}
            <Cell title="评议谁" value={group.rates ? `${group.rates.length}位` : '全部'} onTap={() => setRating(n)} />
          </Card>
        ))}
        <Button text="加一组群众测评" kind="plain" onTap={() => setGroups([...groups, { name: '', entry: 'slips', entitled: '', rates: null, list: '', kept: 0 }])} />
        <View className={css.facts}>一个班只评自己班上的同志，票更准。</View>
      </View>
    </Page>
  )
}

function RatesSheet({ review, chosen, onDone, onClose }: { review: Review; chosen: string[] | null; onDone: (rates: string[] | null) => void; onClose: () => void }) {
  const people = review.people.filter(({ graded }) => graded)
  const [on, setOn] = useState<string[]>(chosen ?? people.map(({ memberId }) => memberId))
  const toggle = (memberId: string): void => setOn(on.includes(memberId) ? on.filter((one) => one !== memberId) : [...on, memberId])
  return (
    <Sheet open title="评议谁" onClose={onClose} footer={<Button text={`选定${on.length}位`} disabled={on.length === 0} onTap={() => onDone(on.length === people.length ? null : on)} />}>
      <List action={on.length === people.length ? { text: '都不选', onTap: () => setOn([]) } : { text: '全选', onTap: () => setOn(people.map(({ memberId }) => memberId)) }}>
        {people.map(({ memberId, name }) => <Cell key={memberId} title={name} before={<Check on={on.includes(memberId)} />} role="checkbox" checked={on.includes(memberId)} noArrow onTap={() => toggle(memberId)} />)}
      </List>
    </Sheet>
  )
}

import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { excellentBases, grades, reviewScales, satisfactions, type ExcellentBase, type ReviewScale } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { ChoiceField, LongTextField, SwitchField, TextField } from '../../../components/field'
import { DateTimeField } from '../../../components/field/date-time'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { PeopleSheet } from '../../../components/people-sheet'
import { useAction } from '../../../services/action'
import { dayFromNow, joinInstant } from '../../../services/dates'
import { useLeaveGuard } from '../../../services/leave'
import { useMeetings } from '../../../services/meetings'
import { back, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said, tell } from '../../../services/say'
import { blankGroup, changeOf, draftOf, whyNotSave, withLeftOut, type Draft, type GroupDraft } from './draft'
import { GroupCard } from './group'
import { useLists } from './lists'
import css from '../../../styles/ballots.module.scss'

const wordsOf = { grades: Object.values(grades).join('、'), satisfaction: Object.values(satisfactions).join('、') } satisfies Record<ReviewScale, string>
const bases = (Object.keys(excellentBases) as ExcellentBase[]).map((key) => ({ key, text: excellentBases[key] }))
const scales = (Object.keys(reviewScales) as ReviewScale[]).map((key) => ({ key, text: reviewScales[key] }))

/** How a review is held: the scale, its time, its meeting, and who takes part besides the members. */
export default function ReviewEditPage() {
  const id = param(useRouter().params, 'id')
  const review = useQuery('reviews.get', { reviewId: id })
  return review.data ? <Form key={review.data.version} review={review.data} /> : <Page query={review} skeleton="detail">{() => null}</Page>
}

interface Part { draft: Draft; set: (part: Partial<Draft>) => void }

function Form({ review }: { review: Review }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(review))
  const [dirty, setDirty] = useState(false)
  const [rating, setRating] = useState<number | null>(null)
  const [leaving, setLeaving] = useState(false)
  const save = useAction('reviews.change')
  const lists = useLists(review.id)
  const release = useLeaveGuard(dirty)
  const { groups } = draft
  const set = (part: Partial<Draft>): void => { setDraft({ ...draft, ...part }); setDirty(true) }
  const change = (n: number, part: Partial<GroupDraft>): void => set({ groups: groups.map((group, i) => (i === n ? { ...group, ...part } : group)) })
  const problem = whyNotSave(draft)
  const go = async (): Promise<void> => {
    // What is read in a list is looked at before it is saved.
    const read = await lists.readAll(groups)
    if (read === null) return
    set({ groups: read.groups })
    if (!read.confirmed) return
    const saved = await save.run(changeOf(review, draft))
    if (!saved) return
    release()
    if (saved.dropped.length > 0) await tell(`${saved.dropped.join('；')}。`, '已保存，有几处变了')
    else said('已保存')
    back()
  }
  return (
    <Page
      footer={<FooterBar {...(problem && dirty ? { note: problem } : {})}><Button text="保存" busy={save.busy || lists.busy} disabled={problem !== null} onTap={() => void go()} /></FooterBar>}
      over={leaving ? <LeftOut review={review} chosen={draft.leftOut} onDone={(leftOut) => { set({ leftOut, groups: withLeftOut(groups, leftOut) }); setLeaving(false) }} onClose={() => setLeaving(false)} /> : rating === null ? null : <Rates review={review} leftOut={draft.leftOut} chosen={groups[rating]!.rates} onDone={(rates) => { change(rating, { rates }); setRating(null) }} onClose={() => setRating(null)} />}
    >
      <View>
        <Card>
          <TextField label="名称" value={draft.title} onChange={(title) => set({ title })} max={60} />
          <ChoiceField label="怎样评" options={scales} value={draft.scale} onChange={(scale) => set({ scale })} hint={`票上的选项：${wordsOf[draft.scale]}，另有“不了解”和“弃权”`} />
          <LongTextField label="评议目的" value={draft.purpose} onChange={(purpose) => set({ purpose })} max={300} hint="投票以前，大家先看到这句话" />
        </Card>
        <List title="党员互评"><Cell title="本支部全体党员" hint="用自己的微信参加，预备党员也参加" /></List>
        <When draft={draft} set={set} />
        {groups.map((group, n) => <GroupCard key={n} group={group} n={n} onChange={(part) => change(n, part)} onRates={() => setRating(n)} onDrop={() => set({ groups: groups.filter((_one, i) => i !== n) })} onRead={() => void lists.read(groups[n]!).then((part) => { if (part) change(n, part) })} onFile={() => void lists.choose().then((part) => { if (part) change(n, part) })} busy={lists.busy} />)}
        <Button text="加一组群众测评或纸质票" kind="plain" onTap={() => set({ groups: [...groups, blankGroup] })} />
        <View className={css.afterButton}>一个班只评自己班上的同志，票更准。</View>
        <Graded draft={draft} set={set} onLeave={() => setLeaving(true)} />
        <Score draft={draft} set={set} />
      </View>
    </Page>
  )
}

/** At which meeting, and until when. */
function When({ draft, set }: Part) {
  const meetings = useMeetings()
  const options = [{ key: '', text: '不和会议一起开' }, ...meetings]
  // A meeting that is older than those listed stays chosen.
  const shown = options.some(({ key }) => key === draft.meetingId) ? options : [...options, { key: draft.meetingId, text: '已选的会议' }]
  return (
    <Card>
      {meetings.length > 0 || draft.meetingId ? <ChoiceField label="在哪次会上" options={shown} value={draft.meetingId} onChange={(meetingId) => set({ meetingId })} hint={draft.meetingId ? '党员要先在这次会上签到，才能投票。群众测评不受影响' : '不选，党员在哪里都可以投。要在会上投，先把会议建成一次活动'} /> : null}
      <View className={css.rows}><SwitchField label="到时间自动停止收票" hint="到点以后仍要由您结束并计票，也可以延长" value={draft.closesAt !== null} onChange={(on) => set({ closesAt: on ? joinInstant(dayFromNow(7), '18:00') : null })} /></View>
      {draft.closesAt === null ? null : <DateTimeField label="截止时间" value={draft.closesAt} onChange={(closesAt) => set({ closesAt })} defaultTime="18:00" />}
    </Card>
  )
}

/** Who is graded, and of how many a third may be 优秀. */
function Graded({ draft, set, onLeave }: Part & { onLeave: () => void }) {
  return (
    <View>
      <List title="评定等次"><Cell title="这次不评定的正式党员" hint="照样参加评议，票上没有他们，不定等次" value={draft.leftOut.length > 0 ? `${draft.leftOut.length}位` : '没有'} onTap={onLeave} /></List>
      <Card><ChoiceField label="优秀不超过三分之一，按什么人数算" options={bases} value={draft.excellentBase} onChange={(excellentBase) => set({ excellentBase })} /></Card>
    </View>
  )
}

/** Whether a weighted score stands beside the counts. */
function Score({ draft, set }: Part) {
  return (
    <View>
      <List title="参考分" note="看票不唯票：分数只供参考，等次另行研究确定。">
        <SwitchField label="计算参考分" hint="按党员和群众的权重折算成0到100分" value={draft.scored} onChange={(scored) => set({ scored })} />
      </List>
      {draft.scored ? (
        <Card>
          <TextField label="党员票的权重" keyboard="number" value={draft.membersWeigh} onChange={(membersWeigh) => set({ membersWeigh })} max={3} />
          <TextField label="群众票的权重" keyboard="number" value={draft.othersWeigh} onChange={(othersWeigh) => set({ othersWeigh })} max={3} hint="只看两个数的比例，例如60和40" />
        </Card>
      ) : null}
    </View>
  )
}

function Rates({ review, leftOut, chosen, onDone, onClose }: { review: Review; leftOut: string[]; chosen: string[] | null; onDone: (rates: string[] | null) => void; onClose: () => void }) {
  const people = review.people.filter(({ memberId, graded }) => (graded || review.leftOut.includes(memberId)) && !leftOut.includes(memberId)).map(({ memberId, name }) => ({ memberId, name }))
  return <PeopleSheet title="评议谁" people={people} chosen={chosen ?? people.map(({ memberId }) => memberId)} all onDone={(ids) => onDone(ids.length === people.length ? null : ids)} onClose={onClose} />
}

function LeftOut({ review, chosen, onDone, onClose }: { review: Review; chosen: string[]; onDone: (leftOut: string[]) => void; onClose: () => void }) {
  const people = review.people.filter(({ memberId, graded }) => graded || review.leftOut.includes(memberId)).map(({ memberId, name }) => ({ memberId, name }))
  return <PeopleSheet title="这次不评定谁" people={people} chosen={chosen} none onDone={onDone} onClose={onClose} />
}

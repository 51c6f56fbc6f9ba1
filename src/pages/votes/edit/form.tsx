import { View } from '@tarojs/components'
import { recommendedAs, voteKinds, type RecommendedAs, type VoteManner } from '../../../../types/contracts/codes-ballots'
import { isAboutPeople } from '../../../../types/proposal'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { ConsentCard } from '../../../components/consent'
import { ChoiceField, LongTextField, SwitchField, TextField } from '../../../components/field'
import { DateTimeField } from '../../../components/field/date-time'
import { useMeetings } from '../../../services/meetings'
import { kindWords, shareText, type Share } from '../words'
import { preview, wantsConsent, type Draft, type Entry } from './draft'
import { BeforeFields, HeldField, OutcomeFields } from './due'
import css from '../../../styles/ballots.module.scss'

interface Props { draft: Draft; onChange: (draft: Draft) => void }

/** Everything of a vote that can be set, filled in as it usually is. */
export function VoteForm({ draft, onChange, onPeople }: Props & { onPeople: () => void }) {
  const { kind, people } = draft
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part })
  return (
    <View>
      <View className={css.lead}>{voteKinds[kind]}。{kindWords[kind].rule}。</View>
      {isAboutPeople(kind) ? <List title={kind === 'recommendation' ? `推荐谁（${people.length}人）` : '表决谁'}><Cell title={people.map(({ name }) => name).join('、')} value="重选" onTap={onPeople} /></List> : null}
      {kind === 'fullMembership' ? <OutcomeFields draft={draft} onChange={onChange} /> : null}
      {isAboutPeople(kind) ? <PeopleWords draft={draft} onChange={onChange} /> : (
        <Card>
          <TextField label={kind === 'poll' ? '问什么' : '名称'} value={draft.title} onChange={(title) => set({ title })} max={60} placeholder={kind === 'poll' ? '如：活动放在周几' : '如：通过工作计划'} />
          <LongTextField label={kind === 'poll' ? '说明' : '表决的内容'} value={draft.matter} onChange={(matter) => set({ matter })} max={1000} optional placeholder={kind === 'poll' ? '要说明的情况' : '不写就用上面的名称'} />
        </Card>
      )}
      {kind === 'poll' ? <PollFields draft={draft} onChange={onChange} /> : kind === 'recommendation' ? <ClassFields draft={draft} onChange={onChange} /> : <MemberFields draft={draft} onChange={onChange} />}
    </View>
  )
}

/** What is put to the vote, in the words that stand on the ballots and in the record; somebody may add to it. */
function PeopleWords({ draft, onChange }: Props) {
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part })
  const roles = (Object.keys(recommendedAs) as RecommendedAs[]).map((key) => ({ key, text: recommendedAs[key] }))
  return (
    <Card>
      {draft.kind === 'recommendation' ? <ChoiceField label="推荐为" options={roles} value={draft.as} onChange={(as) => set({ as })} hint={draft.as === 'prospect' ? '已经是入党积极分子的同志，才能推荐为发展对象人选' : ''} /> : null}
      <View className={css.facts}>票上和决议里写的是</View>
      <View className={css.matter}>{preview(draft)}。</View>
      <LongTextField label="补充说明" value={draft.matter} onChange={(matter) => set({ matter })} max={1000} optional placeholder="要让大家知道的情况" />
    </Card>
  )
}

const mannerRows: Record<VoteManner, { title: string; hint: string }> = {
  hands: { title: '举手表决', hint: '当场举手；由两位同志分别点数、录入，一致才算' },
  paper: { title: '纸质票', hint: '无记名。打印空白票，当场填写；由两位同志分别录入，一致才算' },
  phone: { title: '到场的同志用手机投', hint: '无记名。到场的同志在自己的微信里投，自动计票' },
}

/** Admission, full membership, decisions: in the room, by hands where the rules do not want it in secret, or on phones. */
function MemberFields({ draft, onChange }: Props) {
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part })
  const { consent, statutory, manner, kind } = draft
  const shown: VoteManner[] = kind === 'assembly' ? ['hands', 'paper', 'phone'] : ['paper', 'phone']
  const hintOf = (key: VoteManner): string => (key === 'phone' && statutory ? '按规定用纸质票。要用手机投，先请示上级党组织，同意了再登记在这里' : mannerRows[key].hint)
  return (
    <View>
      <List title={kind === 'assembly' ? '怎样表决' : '怎样投票'} {...(kind === 'assembly' ? { note: '规定没有要求用哪一种，由支部定。' } : {})}>
        {shown.map((key) => <Cell key={key} title={mannerRows[key].title} hint={hintOf(key)} before={<Check on={manner === key} />} role="radio" checked={manner === key} noArrow onTap={() => set({ manner: key })} />)}
      </List>
      {wantsConsent(draft) ? <ConsentCard consent={consent} onChange={(given) => set({ consent: given })} /> : null}
      {kind === 'assembly' ? null : <List><SwitchField label="收会前书面意见" hint="不能到会的同志，会前交了书面意见的，算票，不算到会" value={draft.written} onChange={(written) => set({ written })} /></List>}
      {kind === 'assembly' ? null : <BeforeFields draft={draft} onChange={onChange} />}
      <MeetingField draft={draft} onChange={onChange} />
      <HeldField draft={draft} onChange={onChange} />
    </View>
  )
}

/** At which meeting: those who check in there are proposed as present. */
function MeetingField({ draft, onChange }: Props) {
  const meetings = useMeetings()
  if (meetings.length === 0) return null
  return <Card><ChoiceField label="在哪次会上" options={[{ key: '', text: '不选，到时逐个勾' }, ...meetings]} value={draft.meetingId} onChange={(meetingId) => onChange({ ...draft, meetingId })} optional hint="选了，会上签到的同志会自动勾为到会" /></Card>
}

const entryHints: Record<Entry, string> = { slips: '打印小票，每人抽一张，扫了就能投，一张只能投一次', room: '大家扫屏幕上的码投票，票数不会多于到场人数', paper: '不用手机，发纸质票，由两位同志分别录入' }
const entries: { key: Entry; text: string }[] = [{ key: 'slips', text: '每人一张一次性小票' }, { key: 'room', text: '现场扫码' }, { key: 'paper', text: '纸质票' }]
const presents: Share[] = [{ part: 2, whole: 3, more: false, base: 'expected' }, { part: 1, whole: 2, more: true, base: 'expected' }, { part: 1, whole: 2, more: false, base: 'expected' }, { part: 4, whole: 5, more: false, base: 'expected' }]
const carrieds: Share[] = [{ part: 1, whole: 2, more: true, base: 'present' }, { part: 1, whole: 2, more: true, base: 'expected' }, { part: 2, whole: 3, more: false, base: 'present' }, { part: 2, whole: 3, more: false, base: 'expected' }]

/** The shares to choose from, the one that is set among them. */
const sharesOf = (usual: Share[], set: Share): { key: string; text: string; share: Share }[] => {
  const all = usual.map((share) => ({ key: shareText(share), text: shareText(share), share }))
  return all.some(({ key }) => key === shareText(set)) ? all : [{ key: shareText(set), text: shareText(set), share: set }, ...all]
}

/** 推优 by a class or a League branch. */
function ClassFields({ draft, onChange }: Props) {
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part })
  const [there, carried] = [sharesOf(presents, draft.presentShare), sharesOf(carrieds, draft.carriedShare)]
  return (
    <View><Card title="班级或团支部">
      <TextField label="应到多少人" keyboard="number" value={draft.expectedCount} onChange={(expectedCount) => set({ expectedCount })} max={4} hint="只记人数，不记名字" />
      <ChoiceField label="怎样投票" options={entries} value={draft.entry} onChange={(entry) => set({ entry })} hint={entryHints[draft.entry]} />
      <ChoiceField label="多少人到会才能投" options={there} value={shareText(draft.presentShare)} onChange={(key) => set({ presentShare: there.find((one) => one.key === key)?.share ?? draft.presentShare })} />
      <ChoiceField label="多少人赞成算通过" options={carried} value={shareText(draft.carriedShare)} onChange={(key) => set({ carriedShare: carried.find((one) => one.key === key)?.share ?? draft.carriedShare })} hint="规定没有写比例，由支部定；开始以后不能改" />
    </Card><HeldField draft={draft} onChange={onChange} /></View>
  )
}

const MOST = 12

/** 征求意见: the answers, and whether names stand beside them. */
function PollFields({ draft, onChange }: Props) {
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part })
  const { options } = draft
  return (
    <View>
      <List title="记名还是不记名" note="开始以后不能改。要改只能作废重来，已经交的意见全部清除。">
        <Cell title="不记名" hint="谁选了什么，支部也看不到" before={<Check on={!draft.named} />} role="radio" checked={!draft.named} noArrow onTap={() => set({ named: false })} />
        <Cell title="记名" hint="支部负责人看得到谁选了什么，回答之前会先告诉大家" before={<Check on={draft.named} />} role="radio" checked={draft.named} noArrow onTap={() => set({ named: true })} />
      </List>
      <Card title="选项">
        {options.map((option, n) => (
          <View key={n} className={css.optionRow}>
            <View className={css.optionField}><TextField label={`选项${n + 1}`} value={option} onChange={(text) => set({ options: options.map((one, i) => (i === n ? text : one)) })} max={30} /></View>
            {options.length > 2 ? <Button text="删去" kind="quiet" small label={`删去选项${n + 1}`} onTap={() => set({ options: options.filter((_one, i) => i !== n) })} /> : null}
          </View>
        ))}
        {options.length < MOST ? <Button text="加一个选项" kind="plain" onTap={() => set({ options: [...options, ''] })} /> : null}
      </Card>
      <Card><DateTimeField label="到什么时候为止" value={draft.closesAt} onChange={(closesAt) => set({ closesAt })} defaultTime="18:00" optional hint="不写，由您自己结束" /></Card>
    </View>
  )
}

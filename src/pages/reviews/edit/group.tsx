import { View } from '@tarojs/components'
import { voterEntries, type VoterEntry } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell } from '../../../components/cell'
import { ChoiceField, LongTextField, SwitchField, TextField } from '../../../components/field'
import type { Entry, GroupDraft } from './draft'
import css from '../../../styles/ballots.module.scss'

const entries = (Object.keys(voterEntries) as VoterEntry[]).filter((key): key is Entry => key !== 'roster' && key !== 'written').map((key) => ({ key, text: voterEntries[key] }))
const hints: Record<Entry, string> = {
  slips: '从信封里抽，一张只能用一次，不用输入任何东西',
  list: '学生扫现场的码，再输入自己的学号。知道别人学号的人可能冒用，要防冒用请用小票',
  pins: '扫密码条上的码，输入学号和密码。密码条打印出来各发各的，别人冒用不了',
  room: '扫现场的码就能投，票数不会多于到场人数',
  paper: '不用手机，打印空白票发给大家，收回后由两个人分别录入票数，一致才算',
}

interface Props { group: GroupDraft; n: number; onChange: (part: Partial<GroupDraft>) => void; onRates: () => void; onDrop: () => void }

/** One group of voters besides the members with their own phones. */
export function GroupCard({ group, n, onChange, onRates, onDrop }: Props) {
  const { name, entry, entitled, rates, members, list, kept } = group
  return (
    <Card title={members && entry === 'paper' ? `党员纸质票 ${n + 1}` : `群众测评 ${n + 1}`} aside={<Button text="删去" kind="quiet" small label={`删去第${n + 1}组`} onTap={onDrop} />}>
      <TextField label="名称" value={name} onChange={(next) => onChange({ name: next })} placeholder="例如：软件2301班" max={30} />
      <ChoiceField label="怎样进来" options={entries} value={entry} onChange={(next) => onChange({ entry: next })} hint={hints[entry]} />
      {entry === 'list' || entry === 'pins'
        ? <LongTextField label="名单" tall={kept === 0 || list !== ''} value={list} onChange={(next) => onChange({ list: next })} max={200_000} placeholder={kept > 0 ? `已有${kept}人，重新贴会换掉` : '从表格里复制，每行一个人，学号在前'} hint="只保存学号的加密核对值，姓名不保存" />
        : <TextField label={entry === 'room' ? '到场多少人' : '印多少张票'} keyboard="number" value={entitled} onChange={(next) => onChange({ entitled: next })} max={4} />}
      <View className={css.rows}>
        {entry === 'paper' ? <SwitchField label="投这些票的是党员" hint="打开后按党员互评计，例如不用手机的老同志" value={members} onChange={(next) => onChange({ members: next })} /> : null}
        <Cell title="评议谁" value={rates ? `${rates.length}位` : '全部'} onTap={onRates} />
      </View>
    </Card>
  )
}

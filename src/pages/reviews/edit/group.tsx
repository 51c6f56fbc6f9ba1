import { Text, View } from '@tarojs/components'
import { voterEntries, type VoterEntry } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell } from '../../../components/cell'
import { ChoiceField, LongTextField, SwitchField, TextField } from '../../../components/field'
import { isUnread, readText, type Entry, type GroupDraft } from './draft'
import css from '../../../styles/ballots.module.scss'

const entries = (Object.keys(voterEntries) as VoterEntry[]).filter((key): key is Entry => key !== 'roster' && key !== 'written').map((key) => ({ key, text: voterEntries[key] }))
const hints: Record<Entry, string> = {
  slips: '从信封里抽，一张只能用一次，不用输入任何东西',
  list: '学生扫现场的码，再输入自己的学号。知道别人学号的人可能冒用，要防冒用请用小票',
  pins: '扫密码条上的码，输入学号和密码。密码条打印出来各发各的，别人冒用不了',
  room: '扫现场的码就能投，票数不会多于到场人数',
  paper: '不用手机，打印空白票发给大家，收回后由两个人分别录入票数，一致才算',
}

interface Props { group: GroupDraft; n: number; onChange: (part: Partial<GroupDraft>) => void; onRates: () => void; onDrop: () => void; /** Reads the list that is pasted. */ onRead: () => void; /** Takes the list from a file. */ onFile: () => void; busy: boolean }

/** One group of voters besides the members with their own phones. */
export function GroupCard({ group, n, onChange, onRates, onDrop, onRead, onFile, busy }: Props) {
  const { name, entry, entitled, rates, members } = group
  return (
    <Card title={members && entry === 'paper' ? `党员纸质票 ${n + 1}` : `群众测评 ${n + 1}`} aside={<Button text="删去" kind="quiet" small label={`删去第${n + 1}组`} onTap={onDrop} />}>
      <TextField label="名称" value={name} onChange={(next) => onChange({ name: next })} placeholder="例如：软件2301班" max={30} />
      <ChoiceField label="怎样进来" options={entries} value={entry} onChange={(next) => onChange({ entry: next })} hint={hints[entry]} />
      {entry === 'list' || entry === 'pins'
        ? <ClassList group={group} onChange={onChange} onRead={onRead} onFile={onFile} busy={busy} />
        : <TextField label={entry === 'room' ? '到场多少人' : '印多少张票'} keyboard="number" value={entitled} onChange={(next) => onChange({ entitled: next })} max={4} />}
      <View className={css.rows}>
        {entry === 'paper' ? <SwitchField label="投这些票的是党员" hint="打开后按党员互评计，例如不用手机的老同志" value={members} onChange={(next) => onChange({ members: next })} /> : null}
        <Cell title="评议谁" value={rates === null ? '全部' : rates.length > 0 ? `${rates.length}位` : '还没有选'} onTap={onRates} />
      </View>
    </Card>
  )
}

/** A class list: pasted, or from a file; what is read in it is shown before it is saved. */
function ClassList({ group, onChange, onRead, onFile, busy }: Pick<Props, 'group' | 'onChange' | 'onRead' | 'onFile' | 'busy'>) {
  const { list, kept, read } = group
  return (
    <View>
      <LongTextField label="名单" tall={kept === 0 || list !== ''} value={list} onChange={(next) => onChange({ list: next, read: null })} max={200_000} placeholder={kept > 0 ? `已有${kept}人，重新贴会换掉` : '从表格里连表头一起复制，贴在这里'} hint="名单加密保存，公布结果时删除。只保存学号，姓名不保存" />
      {read ? <Text className={css.promise}>{readText(read)}</Text> : null}
      <View className={css.pair}>
        {isUnread(group) ? <Button text="读名单" kind="plain" small busy={busy} onTap={onRead} /> : null}
        <Button text="选表格文件" kind="quiet" small busy={busy} label={`${group.name || '这一组'}，选表格文件`} onTap={onFile} />
      </View>
    </View>
  )
}

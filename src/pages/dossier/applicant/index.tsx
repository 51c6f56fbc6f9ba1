import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { educations, ethnicities, sexes, stages, type Sex } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Contacts } from '../../../components/contacts'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { ReasonSheet } from '../../../components/reason'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayText } from '../../../services/dates'
import { open, param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { useReveal } from '../../../services/reveal'
import { ask, said } from '../../../services/say'
import { PapersCell } from '../parts/papers-cell'
import { Timeline } from '../parts/timeline'
import { AdmitSheet, AdvanceSheet } from './sheets'
import css from '../parts/index.module.scss'

type Applicant = OutputOf<'applicants.get'>
type Asking = 'advance' | 'admit' | 'stepBack' | 'archive' | null

/** One who has applied: how far, what is kept, what the file lacks, what happened, and what can be done next. */
export default function ApplicantPage() {
  const id = param(useRouter().params, 'id')
  const applicant = useQuery('applicants.get', { applicantId: id })
  const [asking, setAsking] = useState<Asking>(null)
  const reveal = useReveal(id, applicant.data?.name ?? '')
  const advance = useAction('applicants.advance')
  const admit = useAction('applicants.admit')
  const stepBack = useAction('applicants.stepBack')
  const archive = useAction('applicants.archive')
  const restore = useAction('applicants.restore')
  const act = async (work: Promise<object | null>, word: string): Promise<void> => {
    if (!(await work)) return
    setAsking(null)
    said(word)
    await applicant.reload()
  }
  const enter = async (joinedOn: string, groupId: string, version: number): Promise<void> => {
    const answer = await admit.run({ applicantId: id, version, joinedOn, ...(groupId ? { groupId } : {}) })
    if (!answer) return
    said('已转入名册')
    replace('/pages/roster/person/index', { id: answer.memberId })
  }
  const askRestore = async (name: string): Promise<void> => {
    if (await ask({ title: `恢复${name}？`, text: '恢复后重新出现在申请人名单里，原来的记录都在。', ok: '恢复' })) await act(restore.run({ applicantId: id }), '已恢复')
  }
  const { data } = applicant
  const sheets = data ? (
    <View>
      {asking === 'advance' ? <AdvanceSheet applicant={data} busy={advance.busy} onDone={(on, names) => void act(advance.run({ applicantId: id, version: data.version, on, ...(names ? { names } : {}) }), '已登记')} onClose={() => setAsking(null)} /> : null}
      {asking === 'admit' ? <AdmitSheet applicant={data} busy={admit.busy} onDone={(on, groupId) => void enter(on, groupId, data.version)} onClose={() => setAsking(null)} /> : null}
      <ReasonSheet
        open={asking === 'stepBack'} title="退回上一阶段" ok="退回" danger busy={stepBack.busy} usual={['登记错了', '支委会研究没有通过', '本人要求']}
        text={`${data.name}退回上一阶段，这一阶段的日期清空，经历里留下记录。`} onDone={(reason) => void act(stepBack.run({ applicantId: id, version: data.version, reason }), '已退回')} onClose={() => setAsking(null)}
      />
      <ReasonSheet
        open={asking === 'archive'} title="移出名单" ok="移出名单" danger busy={archive.busy} usual={['本人撤回申请', '毕业离校', '转到别的支部培养', '登记错了']}
        text={`${data.name}不再出现在申请人名单里。记录保留，以后可以恢复。`} onDone={(reason) => void act(archive.run({ applicantId: id, reason }), '已移出')} onClose={() => setAsking(null)}
      />
      {reveal.sheets}
    </View>
  ) : null
  return (
    <Page query={applicant} skeleton="detail" over={sheets} footer={data ? <Foot applicant={data} restoring={restore.busy} onAsk={setAsking} onRestore={() => void askRestore(data.name)} /> : null}>
      {(found) => (
        <View>
          <Card>
            <View className={css.head}>
              <Text className={css.name} userSelect>{found.name}</Text>
              <Tag text={stages[found.stage]} kind="info" />
              {found.archived ? <Tag text="已移出" kind="urgent" /> : null}
            </View>
            <View className={css.sub}>{found.organisationName}</View>
            {found.archived && found.archiveReason ? <View className={css.warn}>移出原因：{found.archiveReason}</View> : null}
            {found.next ? <View className={css.sub}>{found.next}</View> : null}
            {found.missing.length > 0 && !found.archived ? <View className={css.warn}>还缺：{found.missing.join('、')}</View> : null}
          </Card>
          <Contacts person={found} may={found.can.restore || offered(found, 'edit')} own={false} reveal={reveal} note="查看全号要写明原因，每次都有记录。" />
          <Kept applicant={found} />
          <PapersCell id={id} left={found.papers} />
          <Doings applicant={found} onAsk={setAsking} />
          <Timeline id={id} />
          <Text className={css.note}>确定、公示、政审和审批由组织决定，这里只登记结果。身份证号只保存加密核对值和末四位，电话和住址加密保存。</Text>
        </View>
      )}
    </Page>
  )
}

function Kept({ applicant: a }: { applicant: Applicant }) {
  const day = (value: string | null): string | null => value && dayText(value)
  const way: [string, string | null][] = [
    ['申请入党日期', day(a.appliedOn)], ...(a.stage === 'applicant' ? [] : [['确定为积极分子日期', day(a.activistOn)], ['培养联系人', a.mentors]] as [string, string | null][]),
    ...(a.stage === 'prospect' ? [['列为发展对象日期', day(a.prospectOn)], ['入党介绍人', a.sponsors]] as [string, string | null][] : []),
  ]
  const own: [string, string | null][] = [
    ['性别', a.sex ? (sexes[a.sex as Sex] ?? null) : null], ['民族', a.ethnicity ? (ethnicities[a.ethnicity] ?? null) : null], ['出生日期', day(a.birthday)], ['学历', a.education ? (educations[a.education] ?? null) : null],
    ['班级', a.className], ['学号', a.studentNumber], ['身份证号', a.idMasked ? `末四位 ${a.idMasked.replace(/^\*+/, '')}` : null],
    ...([['籍贯', a.nativePlace], ['年级', a.grade], ['专业', a.major], ['工作岗位', a.job], ['备注', a.remark]] as [string, string | null][]).filter(([, value]) => value),
  ]
  return <View><Items title="入党经过" items={way} /><Items title="个人信息" items={own} /></View>
}

function Items({ title, items }: { title: string; items: [string, string | null][] }) {
  return (
    <List title={title}>
      {items.map(([label, value]) => (
        <View key={label} className={css.item}><Text className={css.label}>{label}</Text><Text className={value ? css.value : css.none}>{value || '未登记'}</Text></View>
      ))}
    </List>
  )
}

interface FootProps { applicant: Applicant; restoring: boolean; onAsk: (asking: Asking) => void; onRestore: () => void }

/** The next step stands first: the following stage, or membership for a prospect. */
function Foot({ applicant, restoring, onAsk, onRestore }: FootProps) {
  if (applicant.archived) return offered(applicant, 'restore') ? <FooterBar><Button text="恢复到名单" busy={restoring} reason={reasonOf(applicant, 'restore')} onTap={onRestore} /></FooterBar> : null
  if (!offered(applicant, 'edit')) return null
  const step = applicant.stage === 'prospect' ? 'admit' : 'advance'
  const reason = reasonOf(applicant, step)
  const text = { applicant: '确定为积极分子', activist: '列为发展对象', prospect: '登记为预备党员' }[applicant.stage]
  return (
    <FooterBar note={reason}>
      <Button text="修改信息" kind="plain" onTap={() => open('/pages/dossier/applicant-edit/index', { id: applicant.id })} />
      <Button text={text} disabled={Boolean(reason)} onTap={() => onAsk(step)} />
    </FooterBar>
  )
}

function Doings({ applicant, onAsk }: { applicant: Applicant; onAsk: (asking: Asking) => void }) {
  if (!applicant.can.archive && !applicant.can.stepBack) return null
  return (
    <List title="办理">
      {applicant.can.stepBack ? <Cell title="退回上一阶段" hint="登记错了，或支委会没有通过" onTap={() => onAsk('stepBack')} /> : null}
      {applicant.can.archive ? <Cell title="移出名单" hint="撤回申请、毕业离校后用，可以恢复" onTap={() => onAsk('archive')} /> : null}
    </List>
  )
}

import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { educations, ethnicities, posts as postLabels, sexes, standings, type Sex } from '../../../../types/contracts/codes'
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
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { useReveal } from '../../../services/reveal'
import { ask, said } from '../../../services/say'
import { useSession } from '../../../services/session'
import { idText } from '../edit/draft'
import { AwayRow } from './away-row'
import { DossierRow } from './dossier-row'
import { LeaverRow } from './leaver-row'
import { TransferRow } from './transfer-row'
import css from './index.module.scss'

type Person = OutputOf<'roster.get'>
type Asking = 'release' | 'archive' | null

/** One person of the roster: what is kept, what is missing, and what can be done. */
export default function RosterPersonPage() {
  const id = param(useRouter().params, 'id')
  const person = useQuery('roster.get', { memberId: id })
  const release = useAction('binding.release')
  const archive = useAction('roster.archive')
  const restore = useAction('roster.restore')
  const [asking, setAsking] = useState<Asking>(null)
  const own = useSession()?.me?.memberId === id
  const reveal = useReveal(id, person.data?.name ?? '')

  const act = async (work: Promise<object | null>, word: string): Promise<void> => {
    if (!(await work)) return
    setAsking(null)
    said(word)
    await person.reload()
  }
  const askRestore = async (name: string): Promise<void> => {
    if (await ask({ title: `把${name}同志恢复到名册？`, text: '恢复后重新出现在花名册里，原来的记录都在。', ok: '恢复' })) await act(restore.run({ memberId: id }), '已恢复')
  }
  const sheets = person.data ? (
    <View>
      <ReasonSheet
        open={asking === 'release'} title="解除微信绑定" ok="解除绑定" danger busy={release.busy} usual={['换了手机或微信号', '绑错了人', '本人要求退出']}
        text={`解除后，${person.data.name}同志现在的微信号不能再办理，需要重新发一张加入卡片。${person.data.posts.length > 0 ? '担任的职务也要重新确认后才能办理。' : ''}`}
        onDone={(reason) => void act(release.run({ memberId: id, reason }), '已解除')} onClose={() => setAsking(null)}
      />
      <ReasonSheet
        open={asking === 'archive'} title="移出名册" ok="移出名册" danger busy={archive.busy} usual={['组织关系已转出', '毕业离校', '重复登记', '登记错了']}
        text={`${person.data.name}同志不再出现在花名册里，也不能再办理。记录保留，以后可以恢复。组织关系转接以全国党员管理信息系统为准。`}
        onDone={(reason) => void act(archive.run({ memberId: id, reason }), '已移出')} onClose={() => setAsking(null)}
      />
      {reveal.sheets}
    </View>
  ) : null

  return (
    <Page query={person} skeleton="detail" over={sheets} footer={person.data ? <Foot person={person.data} restoring={restore.busy} onRestore={(name) => void askRestore(name)} /> : null}>
      {(data) => (
        <View>
          <Head person={data} />
          <Contacts person={data} may={own || data.can.restore || offered(data, 'edit')} own={own} reveal={reveal} />
          <Kept person={data} />
          <List title="档案和去向">
            <DossierRow id={data.id} papers={data.papers} />
            {data.archived ? null : <AwayRow id={data.id} />}
            {data.archived ? null : <LeaverRow id={data.id} />}
            {data.archived ? null : <TransferRow id={data.id} organisationId={data.organisationId} />}
          </List>
          <Doings person={data} onRelease={() => setAsking('release')} onArchive={() => setAsking('archive')} />
          <Text className={css.note}>身份证号只保存加密核对值和末四位，手机号和住址加密保存、平时遮住。党员信息以全国党员管理信息系统为准。</Text>
        </View>
      )}
    </Page>
  )
}

function Head({ person }: { person: Person }) {
  return (
    <Card>
      <View className={css.head}>
        <Text className={css.name} userSelect>{person.name}</Text>
        <Tag text={standings[person.standing]} kind={person.standing === 'full' ? 'past' : 'info'} />
        {person.archived ? <Tag text="已移出名册" kind="urgent" /> : person.bound ? <Tag text="已加入" kind="ok" /> : <Tag text="未加入" kind="urgent" />}
      </View>
      <View className={css.sub}>{[person.organisationName, person.groupName].filter(Boolean).join(' · ')}</View>
      {person.posts.map((post) => (
        <View key={post.postId} className={css.post}>{post.organisationName === person.organisationName ? '' : post.organisationName}{postLabels[post.post]}</View>
      ))}
      {person.missing.length > 0 && !person.archived ? <View className={css.missing}>还缺：{person.missing.join('、')}{offered(person, 'edit') ? '' : '。请告诉支部书记或组织委员补上'}</View> : null}
    </Card>
  )
}

/** What not every branch keeps is shown where it is kept. */
const written = (items: [string, string | null][]): [string, string | null][] => items.filter(([, value]) => value)

function Kept({ person }: { person: Person }) {
  const party: [string, string | null][] = [
    ['人员类别', standings[person.standing]], ['加入党组织日期', person.joinedOn && dayText(person.joinedOn)],
    ...(person.standing === 'full' ? [['转为正式党员日期', person.fullOn && dayText(person.fullOn)] as [string, string | null]] : []),
    ['党小组', person.groupName],
    ...written([
      ['申请入党日期', person.appliedOn && dayText(person.appliedOn)], ['确定为积极分子日期', person.activistOn && dayText(person.activistOn)], ['列为发展对象日期', person.prospectOn && dayText(person.prospectOn)],
      ['入党介绍人', person.sponsors], ['培养联系人', person.mentors], ['备注', person.remark],
    ]),
  ]
  const own: [string, string | null][] = [
    ['性别', person.sex ? (sexes[person.sex as Sex] ?? null) : null], ['民族', person.ethnicity ? (ethnicities[person.ethnicity] ?? null) : null],
    ['出生日期', person.birthday && dayText(person.birthday)], ['学历', person.education ? (educations[person.education] ?? null) : null],
    ['工作岗位', person.job], ['班级', person.className], ['学号', person.studentNumber],
    ...written([['年级', person.grade], ['专业', person.major], ['籍贯', person.nativePlace]]),
    ['身份证号', idText(person.idMasked)],
  ]
  return (
    <View>
      <Items title="党内信息" items={party} />
      <Items title="个人信息" items={own} />
    </View>
  )
}

function Items({ title, items }: { title: string; items: [string, string | null][] }) {
  return (
    <List title={title}>
      {items.map(([label, value]) => (
        <View key={label} className={css.item}>
          <Text className={css.label}>{label}</Text>
          <Text className={value ? css.value : css.none}>{value || '未登记'}</Text>
        </View>
      ))}
    </List>
  )
}

/** What is done first: somebody who has not joined is sent a card; what is kept is changed; who was taken off is brought back. */
function Foot({ person, restoring, onRestore }: { person: Person; restoring: boolean; onRestore: (name: string) => void }) {
  const wanted = person.archived ? 'restore' : 'edit'
  if (!offered(person, wanted)) return null
  const reason = reasonOf(person, wanted)
  if (person.archived) return <FooterBar><Button text="恢复到名册" busy={restoring} reason={reason} onTap={() => onRestore(person.name)} /></FooterBar>
  const card = !person.bound && person.can.invite
  return (
    <FooterBar note={reason}>
      <Button text="修改信息" kind={card ? 'plain' : 'primary'} disabled={Boolean(reason)} onTap={() => open('/pages/roster/edit/index', { id: person.id })} />
      {card ? <Button text="发加入卡片" onTap={() => open('/pages/binding/invite/index', { id: person.id })} /> : null}
    </FooterBar>
  )
}

interface DoingsProps { person: Person; onRelease: () => void; onArchive: () => void }

/** What can be done for this person; what a rule forbids for now stands there with the rule. */
function Doings({ person, onRelease, onArchive }: DoingsProps) {
  const session = useSession()
  const { mergedInto } = person
  const seesPoints = Boolean(session?.pointsOn && person.can.seePoints)
  const may = (name: keyof Person['can']): boolean => (person.archived ? person.can[name] : offered(person, name))
  const rows = [
    ...(mergedInto ? [{ title: '看保留的那条记录', hint: '这位同志在名册上登记过两次，已合并', off: false, go: () => open('/pages/roster/person/index', { id: mergedInto }) }] : []),
    // Where it can be done it stands at the foot of the page.
    ...(may('invite') && !person.bound && !person.can.invite ? [{ title: '发加入卡片', hint: reasonOf(person, 'invite') ?? '', off: true, go: () => undefined }] : []),
    ...(seesPoints ? [{ title: '积分', hint: '每一条都有来由，可以冲正', off: false, go: () => open('/pages/points/ledger/index', { id: person.id }) }] : []),
    ...(may('release') && person.bound ? [{ title: '解除微信绑定', hint: reasonOf(person, 'release') ?? '换手机、换微信号或绑错了人时用', off: !person.can.release, go: onRelease }] : []),
    ...(may('archive') ? [{ title: '移出名册', hint: reasonOf(person, 'archive') ?? '组织关系转出或毕业离校后用，可以恢复', off: !person.can.archive, go: onArchive }] : []),
  ]
  if (rows.length === 0) return null
  return <List title="办理">{rows.map((row) => <Cell key={row.title} title={row.title} hint={row.hint} disabled={row.off} noArrow={row.off} onTap={row.go} />)}</List>
}

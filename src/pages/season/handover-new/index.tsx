import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { posts as postLabels, type Post } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ChoosePerson, type Chosen } from '../choose-person'
import css from '../index.module.scss'

type Choices = OutputOf<'handover.choices'>

/** A new handover: what is handed over, to whom, and who witnesses. */
export default function HandoverNewPage() {
  const organisationId = param(useRouter().params, 'id')
  const choices = useQuery('handover.choices', { organisationId })
  const organisation = useQuery('organisations.get', { organisationId })
  const start = useAction('handover.start')
  const [left, setLeft] = useState<Post[]>([])
  const [receiver, setReceiver] = useState<Chosen | null>(null)
  const [witness, setWitness] = useState<string | null>(null)
  const [choosing, setChoosing] = useState(false)
  const posts = (choices.data?.posts ?? []).map(({ post }) => post).filter((post) => !left.includes(post))
  const missing = posts.length === 0 ? '请选择要移交的职务' : !receiver ? '请选择接收人' : !witness ? '请选择监交人' : undefined

  const go = async (): Promise<void> => {
    if (!receiver || !witness) return
    const done = await start.run({ organisationId, receiverId: receiver.id, witnessId: witness, ...(left.length > 0 ? { posts } : {}) })
    if (done) replace('/pages/season/handover/index', { id: done.handoverId })
  }
  const over = organisation.data ? (
    <ChoosePerson open={choosing} title="谁来接收" organisation={organisation.data} onClose={() => setChoosing(false)} onChoose={(person) => { setReceiver(person); setChoosing(false); if (witness === person.id) setWitness(null) }} />
  ) : null
  const toggle = (post: Post): void => setLeft((was) => (was.includes(post) ? was.filter((one) => one !== post) : [...was, post]))

  return (
    <Page query={choices} over={over} footer={<FooterBar note={missing}><Button text="开始交接" disabled={Boolean(missing)} busy={start.busy} onTap={() => void go()} /></FooterBar>}>
      {(data) => (
        <View>
          <Text className={css.lead}>{data.organisationName}</Text>
          <List title="移交的职务">
            {data.posts.map(({ post, allows }) => (
              <Cell key={post} title={postLabels[post]} hint={allows} {...(data.posts.length > 1 ? { before: <Check on={!left.includes(post)} />, role: 'checkbox' as const, checked: !left.includes(post), noArrow: true, onTap: () => toggle(post) } : {})} />
            ))}
          </List>
          <List title="接收人" note="要在本组织的名册上，并且已经加入。">
            <Cell title={receiver?.name ?? '请选择'} onTap={() => setChoosing(true)} />
          </List>
          <Witnesses data={data} but={receiver?.id ?? ''} chosen={witness} onChoose={setWitness} />
          <Text className={css.note}>开始后先填清单，再由三方签名。签齐以前都可以改、可以停。书记、副书记的任免以上级党组织批复为准，这里登记交接并转交本系统的权限。</Text>
        </View>
      )}
    </Page>
  )
}

function Witnesses({ data, but, chosen, onChoose }: { data: Choices; but: string; chosen: string | null; onChoose: (id: string) => void }) {
  const offered = data.witnesses.filter(({ id }) => id !== but)
  return (
    <List title="监交人" note={offered.length > 0 ? '监交人签名，就是确认接收的就是本人。' : '还没有可以监交的同志：请上级组织先安排一位负责人加入，或先任命另一位委员。'}>
      {offered.map(({ id, name, as }) => <Cell key={id} title={name} hint={as} before={<Check on={chosen === id} />} role="radio" checked={chosen === id} noArrow onTap={() => onChoose(id)} />)}
    </List>
  )
}

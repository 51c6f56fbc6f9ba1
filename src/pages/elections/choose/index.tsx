import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { posts as postLabels, type Post } from '../../../../types/contracts/codes'
import type { Election } from '../../../../types/contracts/elections'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { TextField } from '../../../components/field'
import { DayField } from '../../../components/field/date-time'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { PeopleSheet } from '../../../components/people-sheet'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { dayFromNow } from '../../../services/dates'
import { back, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import css from '../index.module.scss'

/** Posts that are voted on; the others are a division of work. */
const votedOn: Post[] = ['secretary', 'deputySecretary']

/** The committee elects its secretary and divides its work; without one it is said who of the elected is which. */
export default function ElectionChoosePage() {
  const id = param(useRouter().params, 'id')
  const election = useQuery('elections.get', { electionId: id })
  return election.data ? <Form key={election.data.version} election={election.data} /> : <Page query={election} skeleton="detail">{() => null}</Page>
}

type Held = Partial<Record<Post, { memberIds: string[]; votes: string }>>

/** As it was entered before; the secretary of a branch where one person was elected is that person. */
function heldOf({ chosen, elected }: Election): Held {
  const only = elected.length === 1 ? elected[0]!.memberId : null
  if (chosen.length === 0) return only ? { secretary: { memberIds: [only], votes: '' } } : {}
  const held: Held = {}
  for (const { memberId, post, inFavour } of chosen) held[post] = { memberIds: [...(held[post]?.memberIds ?? []), memberId], votes: String(inFavour) }
  return held
}

function Form({ election }: { election: Election }) {
  const committee = election.body === 'committee'
  const last = election.ballots[election.ballots.length - 1]
  const [day, setDay] = useState(election.chosenOn ?? dayFromNow(0))
  const [present, setPresent] = useState(String(election.chosen[0]?.present ?? election.elected.length))
  const [held, setHeld] = useState<Held>(() => heldOf(election))
  const [picking, setPicking] = useState<Post | null>(null)
  const choose = useAction('elections.choose')
  const people = election.elected.flatMap(({ memberId, name }) => (memberId ? [{ memberId, name }] : []))
  const nameOf = (memberId: string): string => people.find((one) => one.memberId === memberId)?.name ?? ''
  // Whoever is named for nothing is a member of the committee: nobody has to enter that.
  const offered = election.posts.filter((post) => post !== 'committeeMember')
  const put = (post: Post, part: Partial<{ memberIds: string[]; votes: string }>): void => setHeld({ ...held, [post]: { ...{ memberIds: [], votes: '' }, ...held[post], ...part } })
  const votesMissing = committee && votedOn.some((post) => (held[post]?.memberIds.length ?? 0) > 0 && !held[post]?.votes)
  const go = async (): Promise<void> => {
    const chosen = offered.flatMap((post) => (held[post]?.memberIds ?? []).map((memberId) => ({ memberId, post, inFavour: committee && votedOn.includes(post) ? Number(held[post]?.votes) || 0 : 0 })))
    if (!(await choose.run({ electionId: election.id, version: election.version, day, present: Number(present) || 1, chosen }))) return
    said('已登记')
    back()
  }
  return (
    <Page
      footer={<FooterBar note={committee && votesMissing ? '请填书记、副书记各得多少票' : undefined}><Button text="登记" busy={choose.busy} disabled={votesMissing || (held.secretary?.memberIds.length ?? 0) === 0} reason={reasonOf(election, 'choose')} onTap={() => void go()} /></FooterBar>}
      over={picking ? <PeopleSheet key={picking} title={`谁任${postLabels[picking]}`} people={people} chosen={held[picking]?.memberIds ?? []} {...(votedOn.includes(picking) ? { most: picking === 'secretary' ? 1 : 3 } : {})} none onDone={(memberIds) => { put(picking, { memberIds }); setPicking(null) }} onClose={() => setPicking(null)} /> : null}
    >
      <View>
        <View className={css.lead}>{committee ? '新一届支委会开第一次会议，等额选举书记、副书记，赞成要超过到会委员的一半；其他委员分工。' : '写明当选的同志谁任书记、谁任副书记。票数就是党员大会的得票，不用再填。'}</View>
        <Card>
          <DayField label={committee ? '支委会哪天开的' : '哪天定的'} value={day} onChange={setDay} from={last?.heldOn ?? '1930-01-01'} until={dayFromNow(0)} />
          {committee ? <TextField label={`委员${election.elected.length}人，到会几人`} keyboard="number" value={present} onChange={setPresent} max={2} /> : null}
        </Card>
        {offered.filter((post) => votedOn.includes(post)).map((post) => (
          <View key={post}>
            <List title={postLabels[post]}><Cell title={(held[post]?.memberIds ?? []).map(nameOf).join('、') || (post === 'secretary' ? '请选人' : '不设就不选')} value={held[post]?.memberIds.length ? '重选' : null} label={`${postLabels[post]}，${(held[post]?.memberIds ?? []).map(nameOf).join('、') || '还没有选'}`} onTap={() => setPicking(post)} /></List>
            {committee && held[post]?.memberIds.length ? <Card><TextField label={`${postLabels[post]}得多少赞成票`} keyboard="number" value={held[post]?.votes ?? ''} onChange={(votes) => put(post, { votes })} max={2} /></Card> : null}
          </View>
        ))}
        {committee ? (
          <List title="分工" note="一位同志可以有两项分工。没有写分工的当选同志是委员。">
            {offered.filter((post) => !votedOn.includes(post)).map((post) => <Cell key={post} title={postLabels[post]} value={(held[post]?.memberIds ?? []).map(nameOf).join('、') || '还没有'} onTap={() => setPicking(post)} />)}
          </List>
        ) : null}
      </View>
    </Page>
  )
}

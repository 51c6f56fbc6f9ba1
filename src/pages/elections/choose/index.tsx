import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { posts as postLabels, type Post } from '../../../../types/contracts/codes'
import type { Election } from '../../../../types/contracts/elections'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
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
import { useSensitive } from '../../../services/sensitive'
import { chosenFrom, heldOf, newSecretaryOf, peopleOf, votedOn, votesMissing, type Held } from './division'
import css from '../index.module.scss'

/** The committee elects its secretary and divides its work; after a by-election those who sit in it take part. */
export default function ElectionChoosePage() {
  const id = param(useRouter().params, 'id')
  const election = useQuery('elections.get', { electionId: id })
  return election.data ? <Form key={election.data.version} election={election.data} /> : <Page query={election} skeleton="detail">{() => null}</Page>
}

function Form({ election }: { election: Election }) {
  const byElection = election.occasion === 'byElection'
  const last = election.ballots[election.ballots.length - 1]
  const people = peopleOf(election)
  const [day, setDay] = useState(election.chosenOn ?? dayFromNow(0))
  const [present, setPresent] = useState(String(election.chosen[0]?.present ?? people.length))
  const [held, setHeld] = useState<Held>(() => heldOf(election))
  const [ending, setEnding] = useState(() => election.sitting.filter(({ replaced }) => replaced).map(({ postId }) => postId))
  const [picking, setPicking] = useState<Post | null>(null)
  const sensitive = useSensitive()
  const choose = useAction('elections.choose', { guard: sensitive.guard })
  const nameOf = (memberId: string): string => people.find((one) => one.memberId === memberId)?.name ?? ''
  // Whoever is named for nothing is a member of the committee: nobody has to enter that.
  const offered = election.posts.filter((post) => post !== 'committeeMember')
  const put = (post: Post, part: Partial<Held[Post]>): void => setHeld({ ...held, [post]: { ...{ memberIds: [], votes: '' }, ...held[post], ...part } })
  const missing = votesMissing(held)
  const newer = newSecretaryOf(election, held)
  const nobody = !byElection && (held.secretary?.memberIds.length ?? 0) === 0
  const go = async (): Promise<void> => {
    if (!(await choose.run({ electionId: election.id, version: election.version, day, present: Number(present) || 1, chosen: chosenFrom(held, offered), ...(byElection ? { replaced: ending } : {}) }))) return
    said('已登记')
    back()
  }
  return (
    <Page
      footer={<FooterBar note={missing ? '请填书记、副书记各得多少票' : undefined}><Button text="登记" busy={choose.busy} disabled={missing || nobody} reason={reasonOf(election, 'choose')} onTap={() => void go()} /></FooterBar>}
      over={<>{sensitive.sheet}{picking ? <PeopleSheet key={picking} title={`谁任${postLabels[picking]}`} people={people} chosen={held[picking]?.memberIds ?? []} {...(votedOn.includes(picking) ? { most: picking === 'secretary' ? 1 : 3 } : {})} none onDone={(memberIds) => { put(picking, { memberIds }); setPicking(null) }} onClose={() => setPicking(null)} /> : null}</>}
    >
      <View>
        <View className={css.lead}>{byElection ? '补选以后，支委会开会分工。书记、副书记有变动的，等额选举，赞成要超过到会委员的一半；没有变动的不用填。' : '新一届支委会开第一次会议，等额选举书记、副书记，赞成要超过到会委员的一半；其他委员分工。'}</View>
        <Card>
          <DayField label="支委会哪天开的" value={day} onChange={setDay} from={last?.heldOn ?? '1930-01-01'} until={dayFromNow(0)} />
          <TextField label={byElection ? '到会几人' : `委员${people.length}人，到会几人`} keyboard="number" value={present} onChange={setPresent} max={2} {...(byElection ? { hint: '现任支委和这次补选的同志一起算，由别人接替、离开委员会的不算' } : {})} />
        </Card>
        {election.sitting.length > 0 ? (
          <List title="现任的职务，哪些结束" note="只有点了的，批复以后才结束；没有点的照常任职。">
            {election.sitting.map(({ postId, post, name }) => <Cell key={postId} title={`${postLabels[post]} ${name}`} before={<Check on={ending.includes(postId)} />} role="checkbox" checked={ending.includes(postId)} noArrow onTap={() => setEnding(ending.includes(postId) ? ending.filter((one) => one !== postId) : [...ending, postId])} />)}
          </List>
        ) : null}
        {offered.filter((post) => votedOn.includes(post)).map((post) => (
          <View key={post}>
            <List title={postLabels[post]}><Cell title={(held[post]?.memberIds ?? []).map(nameOf).join('、') || (post === 'secretary' && !byElection ? '请选人' : byElection ? '没有变动' : '不设就不选')} value={held[post]?.memberIds.length ? '重选' : null} label={`${postLabels[post]}，${(held[post]?.memberIds ?? []).map(nameOf).join('、') || '还没有选'}`} onTap={() => setPicking(post)} /></List>
            {post === 'secretary' && newer ? <View className={css.warn}>{newer}</View> : null}
            {held[post]?.memberIds.length ? <Card><TextField label={`${postLabels[post]}得多少赞成票`} keyboard="number" value={held[post]?.votes ?? ''} onChange={(votes) => put(post, { votes })} max={2} /></Card> : null}
          </View>
        ))}
        <List title="分工" note="一位同志可以有两项分工。没有写分工的当选同志是委员。">
          {offered.filter((post) => !votedOn.includes(post)).map((post) => <Cell key={post} title={postLabels[post]} value={(held[post]?.memberIds ?? []).map(nameOf).join('、') || (byElection ? '没有变动' : '还没有')} onTap={() => setPicking(post)} />)}
        </List>
      </View>
    </Page>
  )
}

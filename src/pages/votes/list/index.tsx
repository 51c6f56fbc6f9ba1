import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { ballotStates, voteKinds } from '../../../../types/contracts/codes-ballots'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { EmptyState } from '../../../components/empty'
import { FooterBar } from '../../../components/footer'
import { Listed } from '../../../components/listed'
import { Page } from '../../../components/page'
import { Tag } from '../../../components/tag'
import { BallotTag } from '../../../components/tag/ballot'
import { agoText, dueText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { useSession } from '../../../services/session'
import type { VoteLine } from '../words'
import css from '../../../styles/ballots.module.scss'

/** 表决 of a branch: the latest first. `id`: a branch; the own one where left out. */
export default function VoteListPage() {
  const id = param(useRouter().params, 'id')
  const leads = useSession()?.can.createActivity ?? false
  const list = useList('votes.list', { ...(id ? { organisationId: id } : {}), limit: 20 })
  const begin = (): void => open('/pages/votes/edit/index', { organisation: id })
  const empty = leads
    ? <EmptyState title="还没有表决" hint="接收预备党员、转正、推优、大会决议、征求意见，都在这里办。先选办哪一种，再选人。" action={{ text: '新建表决', onTap: begin }} />
    : <EmptyState title="还没有表决" hint="支部开始表决或征求意见时，这里和待办里都会出现。" />
  return (
    <Page footer={leads && list.items.length > 0 ? <FooterBar><Button text="新建表决" onTap={begin} /></FooterBar> : null}>
      <Listed list={list} empty={empty}>
        <List>{list.items.map((vote) => <Row key={vote.id} vote={vote} />)}</List>
      </Listed>
    </Page>
  )
}

function Row({ vote }: { vote: VoteLine }) {
  const came = vote.carried === null ? null : !vote.carried ? '没有通过' : vote.kind === 'recommendation' ? '有人通过' : '通过'
  const when = vote.state === 'open' && vote.closesAt ? dueText(vote.closesAt) : agoText(vote.at)
  return (
    <Cell
      title={vote.title}
      hint={<View className={css.hint}><BallotTag state={vote.state} />{came ? <Tag text={came} kind={vote.carried ? 'ok' : 'wait'} /> : null}<Text>{voteKinds[vote.kind]} · {when}</Text></View>}
      label={[vote.title, voteKinds[vote.kind], ballotStates[vote.state], came ?? ''].filter(Boolean).join('，')}
      onTap={() => open('/pages/votes/detail/index', { id: vote.id })}
    />
  )
}

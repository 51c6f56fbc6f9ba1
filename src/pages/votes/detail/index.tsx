import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { voteKinds } from '../../../../types/contracts/codes-ballots'
import type { Vote } from '../../../../types/contracts/votes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Fingerprints } from '../../../components/fingerprints'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { BallotTag } from '../../../components/tag/ballot'
import { offered } from '../../../services/abilities'
import { dayText, dueText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { usePiles } from '../../../services/piles'
import { useQuery } from '../../../services/query'
import { useSensitive, type Sensitive } from '../../../services/sensitive'
import { useSession } from '../../../services/session'
import { nextOf, promiseOf, stateText, type Next } from '../words'
import { Answer, useAnswer } from './answer'
import { Leading } from './leading'
import { Former, Outcomes, PollAnswers } from './result'
import { useSteps } from './steps'
import css from '../../../styles/ballots.module.scss'

/** One vote: what it is about and what is promised, the own ballot, the result; for who leads it, what comes next. */
export default function VoteDetailPage() {
  const id = param(useRouter().params, 'id')
  const vote = useQuery('votes.get', { voteId: id })
  const sensitive = useSensitive()
  return vote.data ? <Loaded vote={vote.data} sensitive={sensitive} reload={vote.reload} /> : <Page query={vote} skeleton="detail">{() => null}</Page>
}

function Loaded({ vote, sensitive, reload }: { vote: Vote; sensitive: Sensitive; reload: () => Promise<void> }) {
  const [picked, setPicked] = useState<string | null>(null)
  const answer = useAnswer(vote, () => void reload())
  const steps = useSteps(vote, sensitive.guard, () => void reload())
  const piles = usePiles('vote', vote.id, vote.state, sensitive.guard)
  const next = nextOf(vote, useSession()?.me?.memberId)
  const said = next ? next.say : stateText(vote)
  return (
    <Page over={<>{sensitive.sheet}{steps.sheets}{piles.sheet}</>} footer={<Foot vote={vote} picked={picked} answer={answer} steps={steps} next={next} />}>
      <View>
        <Card>
          <View className={css.title}>{vote.title}</View>
          <View className={css.hint}><BallotTag state={vote.state} /><Text>{voteKinds[vote.kind]}{vote.closesAt && (vote.state === 'open' || vote.state === 'paused') ? ` · ${dueText(vote.closesAt)}` : ''}</Text></View>
          <Text className={css.promise}>{promiseOf(vote)}</Text>
          {vote.matter && vote.matter !== vote.title ? <Text className={css.matter} userSelect>{vote.matter}</Text> : null}
          {vote.options.length > 0 ? <Text className={css.promise}>选项：{vote.options.map(({ label }) => label).join('、')}</Text> : null}
          <View className={css.facts}>{vote.organisationName}，由{vote.askedBy}发起。{vote.heldDay && vote.state !== 'draft' ? `${dayText(vote.heldDay)}开会表决。` : ''}</View>
          {vote.voidReason && vote.round > 1 && vote.voided.length === 0 ? <Text className={css.promise}>上一次已作废：{vote.voidReason}</Text> : null}
          {said ? <Text className={css.promise}>{said}</Text> : null}
        </Card>
        {vote.outcomes ? <Outcomes vote={vote} /> : null}
        {vote.kind === 'poll' && (vote.state === 'closed' || vote.state === 'published') && offered(vote, 'seeResult') ? <PollAnswers vote={vote} /> : null}
        {vote.named && (vote.can.answer || vote.mine.answer) ? <Answer vote={vote} picked={picked} onPick={setPicked} /> : null}
        <Former vote={vote} />
        <Leading vote={vote} steps={steps} piles={piles} next={next} />
        <Fingerprints hashes={[{ name: '手机票', fingerprint: vote.fingerprint }]} />
      </View>
    </Page>
  )
}

/** What comes next is the one primary button; the own ballot stands beside it. */
function Foot({ vote, picked, answer, steps, next }: { vote: Vote; picked: string | null; answer: ReturnType<typeof useAnswer>; steps: ReturnType<typeof useSteps>; next: Next | null }) {
  const [votes, waits] = [vote.can.vote, vote.can.answer && vote.mine.answer === null]
  const own = votes ? { text: vote.kind === 'poll' ? (next ? '我来填写' : '填写意见') : next ? '我来投票' : '开始投票', onTap: () => open('/pages/ballots/vote/index', { kind: 'vote', id: vote.id }), disabled: false, busy: false }
    : waits ? { text: '提交', onTap: () => { if (picked) void answer.send(picked) }, disabled: picked === null, busy: answer.busy }
    : null
  if (!next && !own) return vote.mine.taken && vote.state === 'open' ? <FooterBar note="您的票已经在票箱里"><Button text="已交票" kind="plain" disabled /></FooterBar> : null
  return (
    <FooterBar {...(next?.reason ? { note: next.reason } : {})}>
      {own ? <Button text={own.text} kind={next ? 'plain' : 'primary'} disabled={own.disabled} busy={own.busy} onTap={own.onTap} /> : null}
      {next ? <Button text={next.text} disabled={next.reason !== undefined} busy={steps.busy} onTap={() => steps.go(next)} /> : null}
    </FooterBar>
  )
}

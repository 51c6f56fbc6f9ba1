import { Text, View } from '@tarojs/components'
import type { Vote } from '../../../../types/contracts/votes'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Progress } from '../../../components/progress'
import { Tag } from '../../../components/tag'
import { dayText, whenText } from '../../../services/dates'
import { open } from '../../../services/nav'
import { resultText } from '../words'
import css from '../../../styles/ballots.module.scss'

/** What came of it, a plain sentence each. */
export function Outcomes({ vote }: { vote: Vote }) {
  const { papers, invalid } = vote
  const many = (vote.outcomes ?? []).length > 1
  return (
    <Card title="表决结果">
      {invalid ? <Text className={css.promise}>这次表决无效：{invalid}。</Text> : null}
      {(vote.outcomes ?? []).map((outcome) => (
        <View key={outcome.key} className={css.outcome}>
          <View className={css.hint}>{many ? <Text className={css.name}>{outcome.name}</Text> : null}{invalid ? null : <Tag text={outcome.carried ? '通过' : '没有通过'} kind={outcome.carried ? 'ok' : 'wait'} />}</View>
          <Text className={css.body} userSelect>{resultText(vote, outcome)}</Text>
        </View>
      ))}
      {papers ? <Text className={css.promise}>{vote.written ? '会上' : ''}发出{papers.issued}票，收回{papers.returned}票{papers.invalid > 0 ? `，其中无效${papers.invalid}票` : '，没有无效票'}。</Text> : null}
    </Card>
  )
}

/** Rounds that were declared void, and who counts no more: what was known then stays told. */
export function Former({ vote }: { vote: Vote }) {
  const { voided, countersGone } = vote
  if (voided.length + countersGone.length === 0) return null
  return (
    <Card title="作废和更换的记录">
      {voided.map(({ round, at, byName, reason, consent, outcomes, invalid }) => (
        <Text key={round} className={css.promise}>
          第{round}次表决，{byName}{whenText(at)}作废：{reason}。{consent ? `依据：${consent.superior}，${consent.document}，${dayText(consent.day)}。` : ''}{invalid ? `那一次无效：${invalid}。` : outcomes ? `那一次：${outcomes.map((outcome) => `${outcomes.length > 1 ? `${outcome.name}，` : ''}${resultText({ ...vote, expected: null }, outcome)}`).join('')}` : ''}
        </Text>
      ))}
      {countersGone.map(({ name, byName, at, reason }) => <Text key={`${name}${at}`} className={css.promise}>{byName}{whenText(at)}换下计票的{name}：{reason}。</Text>)}
    </Card>
  )
}

/** How often each answer was given; of a poll by name, by whom, for who leads it. */
export function PollAnswers({ vote }: { vote: Vote }) {
  const { answers } = vote
  if (!answers) return <Card title="结果"><Text className={css.body}>交意见的人太少，不列出各有多少，免得看出是谁选的。</Text></Card>
  const total = answers.reduce((all, { n }) => all + n, 0)
  const said = answers.filter(({ key, n }) => n > 0 || key !== 'abstain')
  return (
    <View>
      <Card title={`结果（${total}人）`}>
        {said.map(({ key, label, n, names }) => (
          <View key={key} className={css.outcome}>
            <View className={css.picked}><Text>{label}</Text><Text>{n}人</Text></View>
            <Progress done={n} total={total} text={names.length > 0 ? names.join('、') : `${total > 0 ? Math.round((n / total) * 100) : 0}%`} />
          </View>
        ))}
      </Card>
      {!vote.named && vote.mine.taken ? <List><Cell title="核对我的票" hint="手机自己在全部票的凭据里找，不问服务器" onTap={() => open('/pages/ballots/vote/index', { kind: 'vote', id: vote.id })} /></List> : null}
    </View>
  )
}

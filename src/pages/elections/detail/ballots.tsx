import { Text, View } from '@tarojs/components'
import type { Election } from '../../../../types/contracts/elections'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Fingerprints } from '../../../components/fingerprints'
import { CheckedPiles, PileRows } from '../../../components/piles'
import { Tag } from '../../../components/tag'
import { dayText, whenText } from '../../../services/dates'
import { open } from '../../../services/nav'
import type { Piles } from '../../../services/piles'
import { isPrepared, leads, type Ballot } from '../words'
import css from '../index.module.scss'

interface Props { election: Election; /** What is done with the ballot that is prepared or held, and with those that are counted. */ now: Piles; past: Piles }

/** Every ballot that was held or is: its numbers, its votes in a table, its papers. */
export function Ballots({ election, now, past }: Props) {
  const first = isPrepared(election)
  const shown = election.ballots.filter(({ key, votes, voidReason }) => votes !== null || voidReason !== null || (key === election.current && election.state !== 'published'))
  return (
    <View>
      {[...shown].reverse().map((ballot) => {
        const group = election.groups.find(({ key }) => key === ballot.key)
        const counted = ballot.votes !== null || ballot.voidReason !== null
        const piles = counted ? past : now
        return (
          <View key={ballot.key}>
            {ballot.expected > 0 || counted || !first ? <BallotCard ballot={ballot} title={group?.name ?? (ballot.voidReason ? '作废的投票' : '投票')} all={ballot.candidates.length === election.candidates.length} /> : null}
            {group && ballot.voidReason === null && leads(election) ? <PileRows piles={[{ ...group, name: first ? `${group.name}的选票` : '选票' }]} state={counted ? 'closed' : election.state} onTap={piles.tap} /> : null}
          </View>
        )
      })}
      {leads(election) || !election.can.count ? null : <Counting election={election} />}
      {leads(election) || !election.can.check ? null : <CheckedPiles piles={election.groups.filter(({ key }) => election.ballots.some((ballot) => ballot.key === key && ballot.voidReason === null))} onTap={past.tap} />}
      <Fingerprints hashes={election.ballots.filter(({ voidReason }) => voidReason === null).map(({ key, fingerprint = '' }, n) => ({ name: election.groups.find((group) => group.key === key)?.name ?? `第${n + 1}次投票`, fingerprint }))} />
    </View>
  )
}

/** The pile of whoever counts and does not lead. */
function Counting({ election }: { election: Election }) {
  const { id, groups, manner } = election
  const hint = manner === 'phone' ? '有同志用纸质票时才录入' : null
  return (
    <List title="录入票数" note="两个人分别录入，一致才算。录入以前，彼此看不到对方的数。">
      {groups.map(({ key, name, counted }) => <Cell key={key} title={name} hint={hint} value={counted ? '已一致' : manner === 'phone' ? null : '待录入'} onTap={() => open('/pages/ballots/count/index', { kind: 'election', id, group: key })} />)}
    </List>
  )
}

/** `all`: everybody stands who ever did, so that the list of candidates names them. */
function BallotCard({ ballot, title, all }: { ballot: Ballot; title: string; all: boolean }) {
  const { votes, papers, next, voidReason, voided, countedBy } = ballot
  const came = ballot.expected > 0 ? `应到${ballot.expected}人，到会${ballot.present}人` : ''
  const facts = [ballot.heldOn ? dayText(ballot.heldOn) : '', came, `应选${ballot.seats}人，候选人${ballot.candidates.length}人${votes || all ? '' : `：${ballot.candidates.map(({ name }) => name).join('、')}`}`, papers ? `发出${papers.issued}张，收回${papers.returned}张，其中无效${papers.invalid}张` : '', countedBy.length > 0 ? `${countedBy.join('、')}分别录入，一致` : ''].filter(Boolean)
  return (
    <Card title={title} aside={voidReason ? <Tag text="已作废" /> : votes ? <Tag {...resultTag(ballot)} /> : null}>
      {facts.map((fact) => <Text key={fact} className={css.line}>{fact}</Text>)}
      {voidReason ? <View className={css.warn}>{voided ? `${voided.byName}${whenText(voided.at)}宣布作废` : '作废'}：{voidReason}{voided?.consent ? `。依据：${voided.consent.superior}，${voided.consent.document}，${dayText(voided.consent.day)}` : ''}</View> : null}
      {next?.kind === 'invalid' && next.why ? <View className={css.warn}>{next.why}</View> : null}
      {votes ? <Votes ballot={ballot} /> : null}
    </Card>
  )
}

function resultTag({ next, votes }: Ballot): { text: string; kind: 'ok' | 'wait' | 'past' } {
  if (next?.kind === 'invalid') return { text: '无效', kind: 'past' }
  if (next?.kind === 'tie') return { text: '得票相同', kind: 'wait' }
  return { text: `当选${votes!.filter(({ elected }) => elected).length}人`, kind: next?.kind === 'few' ? 'wait' : 'ok' }
}

/** 候选人 赞成 不赞成 弃权 当选: a line each; whoever was written in below. */
function Votes({ ballot }: { ballot: Ballot }) {
  const { needed } = ballot
  const votes = ballot.votes ?? []
  return (
    <View>
      <View className={css.headRow}><Text className={css.who}>候选人</Text><Text className={css.number}>赞成</Text><Text className={css.wider}>不赞成</Text><Text className={css.number}>弃权</Text></View>
      {votes.map(({ key, name, inFavour, against, abstain, other, elected, memberId }) => (
        <View key={key} className={css.row}>
          <View className={css.who}><Text>{name}</Text>{elected && ballot.voidReason === null ? <Tag text="当选" kind="ok" /> : null}{other ? <Tag text={memberId ? '另选' : '另选，待认定'} kind={memberId ? 'past' : 'wait'} /> : null}</View>
          <Text className={css.number}>{inFavour}</Text><Text className={css.wider}>{other ? '' : against}</Text><Text className={css.number}>{other ? '' : abstain}</Text>
        </View>
      ))}
      {needed > 0 && ballot.voidReason === null ? <Text className={css.line}>赞成票达到{needed}票（超过到会人数的一半）才能当选；超过应选名额的，按得票多少。</Text> : null}
    </View>
  )
}

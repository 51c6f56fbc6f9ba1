import { Text, View } from '@tarojs/components'
import { posts as postLabels } from '../../../../types/contracts/codes'
import type { Election } from '../../../../types/contracts/elections'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { dayText, whenText } from '../../../services/dates'
import css from '../index.module.scss'

/** Who is elected, as what, and what the superior has said. */
export function Elected({ election }: { election: Election }) {
  const { elected, left, chosen, chosenOn, chosenBy, reportedAt, returned, approval, term } = election
  if (elected.length === 0) return null
  const ending = election.sitting.filter(({ replaced }) => replaced)
  const postsOf = (memberId: string | null): string => chosen.filter((one) => one.memberId === memberId).map(({ post }) => postLabels[post]).join('、')
  // Once the posts are given: the secretary first.
  const place = (memberId: string | null): number => { const found = chosen.findIndex((one) => one.memberId === memberId); return found < 0 ? chosen.length : found }
  const inOrder = [...elected].sort((a, b) => place(a.memberId) - place(b.memberId))
  const note = left ? `应选${election.seats}人，缺额${left.seats}人不补：到会${left.present}人，${left.agreed}人同意。` : ''
  return (
    <View>
      <List title={election.body === 'committee' ? '当选的支部委员会委员' : '当选'} note={note}>
        {inOrder.map(({ memberId, name, note: mark, inFavour, gone, missing }) => (
          <Cell
            key={memberId ?? name} title={mark ? `${name}（${mark}）` : name} value={`赞成${inFavour}票`}
            hint={gone ? `${dayText(gone.day)}离开，不再任职${gone.reason ? `：${gone.reason}` : ''}` : missing ?? (postsOf(memberId) || (memberId ? null : '票上另写的，还没有认定是哪位同志'))}
          />
        ))}
        {elected.some(({ gone }) => gone) && election.vacant > 0 ? <Cell title={`空缺${election.vacant}名`} hint={election.can.nextBallot ? '可以再投一次，或者以后补选' : '以后补选'} /> : null}
      </List>
      {ending.length > 0 ? <List title={approval ? '由这次选举接替的职务' : '批复以后结束的职务'}>{ending.map(({ postId, post, name }) => <Cell key={postId} title={`${postLabels[post]} ${name}`} />)}</List> : null}
      {chosenOn || reportedAt || approval || term ? (
        <Card>
          {chosenOn ? <Text className={css.line}>{dayText(chosenOn)}{election.body === 'committee' ? `${election.occasion === 'byElection' ? '' : '新一届'}支委会选举分工：${votesText(election)}` : '由党员大会直接选出'}。{chosenBy && election.body === 'committee' ? `票数由${chosenBy}登记。` : ''}</Text> : null}
          {reportedAt || approval ? returned.map(({ at, byName, reason }) => <Text key={at} className={css.line}>{whenText(at)}被上级退回（{byName}）：{reason}。</Text>) : null}
          {reportedAt ? <Text className={css.line}>{whenText(reportedAt)}上报。</Text> : null}
          {approval ? <Text className={css.line}>{approval.byName}登记批复：{approval.document}。{dayText(approval.day)}起任职{election.occasion === 'byElection' ? '' : '，上一届同时离任'}。</Text> : null}
          {term ? <Text className={css.line}>{termText(election)}</Text> : null}
        </Card>
      ) : null}
    </View>
  )
}

/** 书记王建国（到会5人，赞成5票）. */
function votesText({ chosen }: Pick<Election, 'chosen'>): string {
  return chosen.map(({ post, name, inFavour, present }) => `${postLabels[post]}${name}${post === 'secretary' || post === 'deputySecretary' ? `（到会${present}人，赞成${inFavour}票）` : ''}`).join('，')
}

/** 任期从大会那天起：2026年11月20日至2029年11月19日（3年）. */
function termText({ term, occasion }: Pick<Election, 'term' | 'occasion'>): string {
  if (!term) return ''
  return occasion === 'byElection' ? `任期随这一届：到${dayText(term.until)}。` : `任期${term.months / 12}年，从大会选举那天算起：${dayText(term.from)}至${dayText(term.until)}。`
}

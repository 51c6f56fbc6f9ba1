import { Text, View } from '@tarojs/components'
import { posts as postLabels } from '../../../../types/contracts/codes'
import type { Election } from '../../../../types/contracts/elections'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { dayText, whenText } from '../../../services/dates'
import css from '../index.module.scss'

/** Who is elected, as what, and what the superior has said. */
export function Elected({ election }: { election: Election }) {
  const { elected, left, chosen, chosenOn, chosenBy, reportedAt, returned, approval } = election
  if (elected.length === 0) return null
  const postsOf = (memberId: string | null): string => chosen.filter((one) => one.memberId === memberId).map(({ post }) => postLabels[post]).join('、')
  // Once the posts are given: the secretary first.
  const place = (memberId: string | null): number => { const found = chosen.findIndex((one) => one.memberId === memberId); return found < 0 ? chosen.length : found }
  const inOrder = [...elected].sort((a, b) => place(a.memberId) - place(b.memberId))
  const note = left ? `应选${election.seats}人，缺额${left.seats}人不补：到会${left.present}人，${left.agreed}人同意。` : ''
  return (
    <View>
      <List title={election.body === 'committee' ? '当选的支部委员会委员' : '当选'} note={note}>
        {inOrder.map(({ memberId, name, inFavour }) => <Cell key={memberId ?? name} title={name} hint={postsOf(memberId) || (memberId ? null : '票上另写的，还没有认定是哪位同志')} value={`赞成${inFavour}票`} />)}
      </List>
      {chosenOn || reportedAt || approval ? (
        <Card>
          {chosenOn ? <Text className={css.line}>{dayText(chosenOn)}{election.body === 'committee' ? `新一届支委会选举分工：${votesText(election)}` : '写明书记、副书记'}。{chosenBy && election.body === 'committee' ? `票数由${chosenBy}登记。` : ''}</Text> : null}
          {reportedAt || approval ? returned.map(({ at, byName, reason }) => <Text key={at} className={css.line}>{whenText(at)}被上级退回（{byName}）：{reason}。</Text>) : null}
          {reportedAt ? <Text className={css.line}>{whenText(reportedAt)}上报。</Text> : null}
          {approval ? <Text className={css.line}>{approval.byName}登记批复：{approval.document}。{dayText(approval.day)}起任职，上一届同时离任。</Text> : null}
        </Card>
      ) : null}
    </View>
  )
}

/** 书记王建国（到会5人，赞成5票）. */
function votesText({ chosen }: Pick<Election, 'chosen'>): string {
  return chosen.map(({ post, name, inFavour, present }) => `${postLabels[post]}${name}${post === 'secretary' || post === 'deputySecretary' ? `（到会${present}人，赞成${inFavour}票）` : ''}`).join('，')
}

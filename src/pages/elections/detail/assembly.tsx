import { View } from '@tarojs/components'
import { exclusions, manners } from '../../../../types/contracts/codes-ballots'
import type { Election } from '../../../../types/contracts/elections'
import { Cell, List } from '../../../components/cell'
import { Counters } from '../../../components/counters'
import { dayFromNow, dayText } from '../../../services/dates'
import { open } from '../../../services/nav'
import { bodyText, isPrepared, leads, quorumText } from '../words'

/** The superior's consent, in a line. */
const consentText = ({ superior, document, day }: NonNullable<Election['consent']>): string => `${superior}${dayText(day)}同意（${document}）`

const mannerHint = (election: Election): string => {
  if (election.manner === 'paper') return '当场填写，不记名'
  if (election.consent) return consentText(election.consent)
  return leads(election) ? '要上级党组织同意，并写进选举办法' : '到会的同志在自己的微信里投，不记名'
}

/** How the assembly elects: who should come and who did, how votes are cast, who counts. */
export function Assembly({ election, onCounters }: { election: Election; onCounters: () => void }) {
  const { id, expected, present, quorum, excluded, exclusionConsent, manner, without, can } = election
  const passed = election.steps.some(({ step, day }) => step === 'method' && day !== null)
  const settings = can.change ? { action: { text: '设置', onTap: () => open('/pages/elections/edit/index', { id }) } } : {}
  const attend = can.attend ? { onTap: () => open('/pages/elections/present/index', { id }) } : {}
  return (
    <View>
      <List title="选举大会" {...settings}>
        <Cell title="选什么" hint={bodyText(election)} value={`${election.seats}人`} />
        {expected === null ? null : (
          <Cell title="到会情况" hint={quorum === null ? null : quorumText(expected, quorum)} value={present ? `到会${present}人` : can.attend ? '还没有点' : null} {...attend} />
        )}
        {election.heldOn && manner === 'paper' ? <Cell title="大会日期" hint={election.heldOn === dayFromNow(0) ? '不改就是开始投票的这一天' : null} value={dayText(election.heldOn)} {...attend} /> : null}
        <Cell title="投票方式" hint={mannerHint(election)} value={manner === 'paper' ? '纸质票' : '手机投票'} label={manners[manner]} />
        {excluded.length > 0 ? (
          <Cell
            title={`不计入应到的${excluded.length}人`}
            hint={<View>{leads(election) && isPrepared(election) && !passed ? <View>大会通过选举办法以后才不计入，现在仍算在应到里。</View> : null}{excluded.map(({ memberId, name, why }) => <View key={memberId}>{name}：{exclusions[why]}</View>)}<View>{exclusionConsent ? consentText(exclusionConsent) : '还没有登记上级同意'}</View></View>}
          />
        ) : null}
        {without.length > 0 ? <Cell title={`没有选举权的${without.length}人`} hint={withoutText(without)} /> : null}
      </List>
      {leads(election) || election.counters.length > 0 ? <Counters empty="开始投票前要指定，候选人不能担任" counters={election.counters} {...(can.change || (can.close && !isPrepared(election)) ? { onChoose: onCounters } : {})} note="由大会通过。候选人不能监票、计票；纸质票由两个人分别录入，一致才算数。" /> : null}
    </View>
  )
}

/** So many names stand in a row; more would make a wall of them. */
const FEW = 6

/** 刘洋（预备党员没有选举权）: those of one reason together. */
function withoutText(without: Election['without']): string {
  const reasons = [...new Set(without.map(({ why }) => why))]
  return reasons.map((why) => {
    const names = without.filter((one) => one.why === why).map(({ name }) => name)
    return `${names.slice(0, FEW).join('、')}${names.length > FEW ? `等${names.length}人` : ''}：${why}`
  }).join('；')
}

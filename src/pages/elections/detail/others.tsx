import type { InputOf } from '../../../../types/contracts'
import type { Election } from '../../../../types/contracts/elections'
import { Cell, List } from '../../../components/cell'
import { VoidSheet as VoidBallotSheet } from '../../../components/void-sheet'
import { useAction } from '../../../services/action'
import { useDiscard } from '../../../services/discard'
import { dayText } from '../../../services/dates'
import { showFile } from '../../../services/made-file'
import { open } from '../../../services/nav'
import { said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import { currentOf, nextOf } from '../words'
import type { Acts } from './acts'

interface Props { election: Election; acts: Acts; onName: () => void; onVoid: () => void; onHeld: () => void; onGone: () => void }

/** What is done less often. */
export function Others({ election, acts, onName, onVoid, onHeld, onGone }: Props) {
  const record = useAction('elections.record')
  const discard = useDiscard('election', election.id, election.title)
  const main = nextOf(election)?.act
  const { can } = election
  const rows = [
    ...(can.pause ? [{ title: '暂停', hint: '先不收票，可以恢复', go: () => void acts.pause.ask() }] : []),
    ...(can.close && main === 'vote' ? [{ title: '结束并计票', hint: '不再收票，马上计票', go: () => void acts.close.ask() }] : []),
    ...(can.nameOther && main !== 'name' ? [{ title: '认定另选的人', hint: '票上另写的名字是哪位同志', go: onName }] : []),
    ...(can.choose && election.chosen.length > 0 && main !== 'choose' ? [{ title: '改分工', hint: '改了以后要重新上报', go: () => open('/pages/elections/choose/index', { id: election.id }) }] : []),
    ...(can.held ? [{ title: '改大会日期', hint: `现在记的是${dayText(currentOf(election)?.heldOn ?? '')}`, go: onHeld }] : []),
    ...(can.gone && main !== 'gone' ? [{ title: '当选的同志已离开', hint: '批复以前离开的，登记以后由其他同志任职', go: onGone }] : []),
    ...(can.record ? [{ title: '打印选举结果报告', hint: '报上级党组织，由监票人、计票人签字', go: () => void record.run({ electionId: election.id }).then((made) => showFile(made)) }] : []),
    ...(can.publish && main !== 'publish' ? [{ title: '公布结果', hint: '全体党员都看得到', go: () => void acts.publish.ask() }] : []),
    ...(can.change && election.state === 'draft' && election.ballots.every(({ votes, heldOn }) => votes === null && heldOn === null) ? [{ title: '删去', hint: '还没有开始，可以不要', go: discard }] : []),
    ...(can.redo && main !== 'redo' ? [{ title: currentOf(election)?.votes ? '这次投票作废' : '作废重投', hint: election.redoConsent ? '要有上级党组织的书面同意' : '这一次的票全部作废，重新投', go: onVoid }] : []),
  ]
  if (rows.length === 0) return null
  return <List title="其他">{rows.map(({ title, hint, go }) => <Cell key={title} title={title} hint={hint} noArrow onTap={go} />)}</List>
}

type Consent = NonNullable<InputOf<'elections.redo'>['consent']>
interface VoidProps { election: Election; guard: Sensitive['guard']; onDone: () => void; onClose: () => void }

/** Why the ballot that is held, or was counted last, is void. */
export function VoidSheet({ election, guard, onDone, onClose }: VoidProps) {
  const redo = useAction('elections.redo', { guard })
  const go = async (reason: string, consent?: Consent): Promise<void> => {
    if (!(await redo.run({ electionId: election.id, reason, ...(consent ? { consent } : {}) }))) return
    said('已作废')
    onDone()
  }
  return (
    <VoidBallotSheet
      title="这次投票作废？" busy={redo.busy} usual={election.redoConsent ? ['上级要求重新投票', '选举程序有误'] : ['收回的票多于发出的票', '到会人数点错了', '候选人名单有误']} text="这次投的票全部作废，不能恢复。之后重新投。" consent={election.redoConsent}
      onDone={(reason, consent) => void go(reason, consent)} onClose={onClose}
    />
  )
}

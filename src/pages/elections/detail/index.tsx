import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { ElectionStep } from '../../../../types/contracts/codes-ballots'
import type { Election } from '../../../../types/contracts/elections'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { whenText } from '../../../services/dates'
import { open, param } from '../../../services/nav'
import { usePiles, type Piles } from '../../../services/piles'
import { useQuery } from '../../../services/query'
import { useSensitive } from '../../../services/sensitive'
import { StateTag } from '../state'
import { bodyText, isPrepared, leads, looksOf, nextOf, stateText, type Act, type Next } from '../words'
import { useActs, type Acts } from './acts'
import { Assembly } from './assembly'
import { Ballots } from './ballots'
import { Candidates } from './candidates'
import { Elected } from './elected'
import { GoneSheet } from './gone'
import { HeldSheet } from './held'
import { Others, VoidSheet } from './others'
import { ApproveSheet, ReturnSheet } from './above'
import { AgainSheet, CandidatesSheet, CountersSheet, DeputiesSheet, LeaveSheet, NameSheet } from './sheets'
import { Steps, StepSheet } from './steps'
import css from '../index.module.scss'

/** What lies in front of the page. */
type Front = { sheet: 'candidates' | 'counters' | 'again' | 'leave' | 'name' | 'approve' | 'return' | 'void' | 'held' | 'gone' | 'deputies' } | { sheet: 'step'; step: ElectionStep } | null

/** One election: what is to be done next, the procedure, who stands, the ballots and what came of them. */
export default function ElectionDetailPage() {
  const id = param(useRouter().params, 'id')
  const election = useQuery('elections.get', { electionId: id })
  const sensitive = useSensitive()
  const [front, setFront] = useState<Front>(null)
  const { data } = election
  const now = usePiles('election', id, data?.state ?? 'draft', sensitive.guard)
  const past = usePiles('election', id, 'closed', sensitive.guard)
  const acts = useActs(id, sensitive.guard, () => void election.reload(), data?.heldOn ?? null)

  const shut = (): void => setFront(null)
  const done = (): void => {
    setFront(null)
    void election.reload()
  }
  const act = (what: Act, next: Next): void => {
    switch (what) {
      case 'step': return next.step ? setFront({ sheet: 'step', step: next.step }) : undefined
      case 'candidates': case 'counters': case 'again': case 'leave': case 'name': case 'gone': case 'deputies': case 'approve': case 'return': return setFront({ sheet: what })
      case 'redo': return setFront({ sheet: 'void' })
      case 'look': return void election.reload()
      case 'attend': return open('/pages/elections/present/index', { id })
      case 'choose': return open('/pages/elections/choose/index', { id })
      case 'vote': return open('/pages/ballots/vote/index', { kind: 'election', id })
      case 'count': return open('/pages/ballots/count/index', { kind: 'election', id, group: data?.current })
      case 'open': case 'close': case 'resume': case 'report': case 'publish': return void acts[what].ask()
      // Each act does something.
      default: return what satisfies never
    }
  }
  const over = data ? <>{sensitive.sheet}{now.sheet}{past.sheet}<InFront front={front} election={data} guard={sensitive.guard} onDone={done} onClose={shut} /></> : null
  return (
    <Page query={election} skeleton="detail" over={over} footer={data ? <Foot election={data} busy={acts.busy} onAct={act} /> : null}>
      {(found) => <Parts election={found} now={now} past={past} acts={acts} onFront={setFront} onChange={() => void election.reload()} />}
    </Page>
  )
}

interface PartsProps { election: Election; now: Piles; past: Piles; acts: Acts; onFront: (front: Front) => void; onChange: () => void }

/** While it is prepared the procedure stands first; afterwards what came of it. */
function Parts({ election, now, past, acts, onFront, onChange }: PartsProps) {
  const prepared = isPrepared(election)
  // Once votes are counted the candidates stand in their table.
  const stands = (leads(election) || election.candidates.length > 0) && election.ballots.every(({ votes, voidReason }) => votes === null || voidReason !== null)
  const held = (
    <View>
      <Ballots election={election} now={now} past={past} />
      <Others election={election} acts={acts} onName={() => onFront({ sheet: 'name' })} onVoid={() => onFront({ sheet: 'void' })} onHeld={() => onFront({ sheet: 'held' })} onGone={() => onFront({ sheet: 'gone' })} />
    </View>
  )
  return (
    <View>
      <Head election={election} />
      <Elected election={election} />
      {prepared ? null : held}
      {election.steps.length > 0 ? <Steps election={election} onTap={(step) => onFront({ sheet: 'step', step })} /> : null}
      {stands ? <Candidates election={election} onPick={() => onFront({ sheet: 'candidates' })} onDeputies={() => onFront({ sheet: 'deputies' })} onDone={onChange} /> : null}
      <Assembly election={election} onCounters={() => onFront({ sheet: 'counters' })} />
      {prepared ? held : null}
    </View>
  )
}

function Head({ election }: { election: Election }) {
  const { title, organisationName, returned: [sent] } = election
  const say = nextOf(election)?.say || stateText(election)
  const looks = looksOf(election)
  return (
    <Card>
      <View className={css.title}>{title}</View>
      <View className={css.head}><StateTag election={election} /><Text>{organisationName}</Text></View>
      <Text className={css.line}>{election.occasion === 'byElection' ? '补选' : '选举'}{bodyText(election)}，无记名投票。{election.purpose}</Text>
      {sent && !election.reportedAt ? <View className={css.warn}>{whenText(sent.at)}被上级退回（{sent.byName}）：{sent.reason}</View> : null}
      {say ? <Text className={css.next}>{say}</Text> : null}
      {looks.length > 0 ? <View className={css.warn}>{looks.map((one) => <View key={one}>{one}</View>)}</View> : null}
    </Card>
  )
}

/** The one thing that comes next; the other way beside it where there are two. */
function Foot({ election, busy, onAct }: { election: Election; busy: boolean; onAct: (act: Act, next: Next) => void }) {
  const next = nextOf(election)
  if (!next) return null
  const { beside } = next
  return (
    <FooterBar note={beside ? next.reason : undefined}>
      {beside ? <Button text={beside.text} kind="plain" onTap={() => onAct(beside.act, next)} /> : null}
      <Button text={next.text} busy={busy} disabled={Boolean(next.reason)} {...(beside || !next.reason ? {} : { reason: next.reason })} onTap={() => onAct(next.act, next)} />
    </FooterBar>
  )
}

interface FrontProps { front: Front; election: Election; guard: ReturnType<typeof useSensitive>['guard']; onDone: () => void; onClose: () => void }

function InFront({ front, election, guard, onDone, onClose }: FrontProps) {
  const common = { election, onDone, onClose }
  switch (front?.sheet) {
    case 'step': return <StepSheet key={front.step} step={front.step} {...common} />
    case 'candidates': return <CandidatesSheet {...common} />
    case 'counters': return <CountersSheet guard={guard} {...common} />
    case 'again': return <AgainSheet guard={guard} {...common} />
    case 'leave': return <LeaveSheet guard={guard} {...common} />
    case 'name': return <NameSheet guard={guard} {...common} />
    case 'approve': return <ApproveSheet guard={guard} {...common} />
    case 'return': return <ReturnSheet guard={guard} {...common} />
    case 'held': return <HeldSheet {...common} />
    case 'gone': return <GoneSheet guard={guard} {...common} />
    case 'deputies': return <DeputiesSheet {...common} />
    case 'void': return <VoidSheet guard={guard} {...common} />
    case undefined: return null
    default: return front satisfies never
  }
}

import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { InputOf, OutputOf } from '../../../../types/contracts'
import type { Election } from '../../../../types/contracts/elections'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { TextField } from '../../../components/field'
import { PeopleSheet, type Pickable } from '../../../components/people-sheet'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import { useSetCounters } from '../../../services/set-counters'
import { currentOf, placesOf } from '../words'
import css from '../index.module.scss'

interface Props { election: Election; onDone: () => void; onClose: () => void }

const seen = ({ id, version }: Election) => ({ electionId: id, version })

/** People as they are picked: of namesakes it is said which. */
const pickable = (people: OutputOf<'elections.electors'>['people']): Pickable[] => people.map(({ memberId, name, note }) => ({ memberId, name, ...(note ? { hint: note } : {}) }))

/** Candidates: of those who may stand. */
export function CandidatesSheet(props: Props) {
  const { election } = props
  const two = placesOf(election).length > 1
  return <StandingSheet {...props} title={two ? '选书记的候选人' : '选候选人'} chosen={election.candidates} note={two ? '选书记1人，至少1位候选人。选好后按姓氏笔画排列。' : `应选${election.seats}人，至少选${election.candidatesNeeded}人。选好后按姓氏笔画排列。`} settings={(candidateIds) => ({ candidateIds, ordered: false })} />
}

/** Who stands for the deputy, which is voted on after the secretary. */
export function DeputiesSheet(props: Props) {
  return <StandingSheet {...props} title="选副书记的候选人" chosen={props.election.deputyCandidates} note="选副书记1人，至少1位候选人。当选书记的同志不再作副书记的候选人。" settings={(deputyIds) => ({ deputyIds, ordered: false })} />
}

interface StandingProps extends Props { title: string; note: string; chosen: Election['candidates']; settings: (ids: string[]) => Partial<InputOf<'elections.change'>> }
function StandingSheet({ election, title, note, chosen, settings, onDone, onClose }: StandingProps) {
  const electors = useQuery('elections.electors', { electionId: election.id })
  const change = useAction('elections.change')
  const save = async (ids: string[]): Promise<void> => {
    if (!(await change.run({ ...seen(election), ...settings(ids) }))) return
    said('已保存')
    onDone()
  }
  const people = electors.data ? pickable(electors.data.people.filter(({ votes }) => votes)) : null
  return <PeopleSheet title={title} people={people} failed={electors} chosen={chosen.map(({ memberId }) => memberId)} note={note} none busy={change.busy} onDone={(ids) => void save(ids)} onClose={onClose} />
}

/** Scrutineers and tellers: nobody who stands. */
export function CountersSheet({ election, guard, onDone, onClose }: Props & { guard: Sensitive['guard'] }) {
  const electors = useQuery('elections.electors', { electionId: election.id })
  const change = useAction('elections.change')
  const saved = (): void => {
    said('已保存')
    onDone()
  }
  const set = useSetCounters({ kind: 'election', id: election.id, guard, onDone: saved, onClose })
  const save = async (memberIds: string[]): Promise<void> => {
    if (!election.can.change) set.save(memberIds)
    else if (await change.run({ ...seen(election), counterIds: memberIds })) saved()
  }
  const stands = new Set([...election.candidates, ...election.deputyCandidates, ...(currentOf(election)?.candidates ?? [])].map(({ memberId }) => memberId))
  const people = electors.data ? pickable(electors.data.people.filter(({ memberId, votes }) => votes && !stands.has(memberId))) : null
  return set.reason ?? <PeopleSheet title="监票人、计票人" people={people} failed={electors} chosen={election.counters.map(({ memberId }) => memberId)} most={20} none note="候选人不在这里。监票人、计票人要由大会通过。" busy={change.busy || set.busy} onDone={(ids) => void save(ids)} onClose={onClose} />
}

/** One more ballot: exactly those who are tied, or whoever of the others shall stand for the seats that are left. */
export function AgainSheet({ election, guard, onDone, onClose }: Props & { guard: Sensitive['guard'] }) {
  const next = currentOf(election)?.next
  const go = useAction('elections.nextBallot', { guard })
  const names = useNames(election)
  if (!next) return null
  const set = async (candidateIds: string[]): Promise<void> => {
    if (!(await go.run({ ...seen(election), candidateIds }))) return
    said('可以再投一次了')
    onDone()
  }
  if (next.kind === 'tie') {
    return (
      <Sheet open title="再投一次" onClose={onClose} footer={<Button text="准备再投" busy={go.busy} onTap={() => void set(next.candidateIds)} />}>
        <Text className={css.lead}>{next.names.join('、')}得票相同，还有{next.seats}个名额。只就这几位再投一次，已经当选的不再投。</Text>
        <List>{next.candidateIds.map((memberId) => <Cell key={memberId} title={names(memberId)} />)}</List>
      </Sheet>
    )
  }
  const deputy = next.kind === 'post'
  return <PeopleSheet title={deputy ? '副书记的候选人' : '谁作候选人'} people={next.candidateIds.map((memberId) => ({ memberId, name: names(memberId) }))} chosen={next.candidateIds} all note={deputy ? '从事先定好的副书记候选人里选，投一次票。' : `还缺${next.seats}人。从没有当选的同志里定候选人，再投一次。`} busy={go.busy} onDone={(ids) => void set(ids)} onClose={onClose} />
}

/** Names of those who stand or were written in. */
function useNames(election: Election): (memberId: string) => string {
  const known = new Map(election.ballots.flatMap(({ candidates, votes }) => [...[...election.candidates, ...election.deputyCandidates, ...candidates].map(({ memberId, name, note }) => [memberId, note ? `${name}（${note}）` : name] as const), ...(votes ?? []).flatMap(({ memberId, name }) => (memberId ? [[memberId, name] as const] : []))]))
  return (memberId) => known.get(memberId) ?? ''
}

/** The assembly leaves seats open. */
export function LeaveSheet({ election, guard, onDone, onClose }: Props & { guard: Sensitive['guard'] }) {
  const [agreed, setAgreed] = useState('')
  const leave = useAction('elections.leaveSeats', { guard })
  const ballot = currentOf(election)
  const present = ballot?.present ?? election.present ?? 0
  const n = Number(agreed) || 0
  const wrong = agreed !== '' && n > present ? `到会${present}人，同意的不能更多` : null
  const go = async (): Promise<void> => {
    if (!(await leave.run({ ...seen(election), agreed: n }))) return
    said('已登记')
    onDone()
  }
  return (
    <Sheet open title={ballot?.next?.kind === 'post' ? '不选副书记' : '缺额不补'} onClose={onClose} footer={<Button text="登记" busy={leave.busy} disabled={agreed === '' || wrong !== null} onTap={() => void go()} />}>
      <Text className={css.lead}>{ballot?.next?.kind === 'post' ? '还没有投票选副书记。到会的选举人超过一半同意，就不选副书记。' : `还缺${ballot?.next?.seats ?? 0}人。到会的选举人超过一半同意，就按现在当选的人数组成，不再补选。`}</Text>
      <TextField label={`到会${present}人，多少人同意`} keyboard="number" value={agreed} onChange={setAgreed} max={4} error={wrong} hint={`要${Math.floor(present / 2) + 1}人以上`} />
    </Sheet>
  )
}

/** Names written in on the ballot that was counted last of whom nobody has said who that is; those of the elected first. */
const unnamedOf = (election: Election): string[] => [...currentOf(election)?.votes ?? []].filter(({ other, memberId }) => other && memberId === null).sort((a, b) => Number(b.elected) - Number(a.elected)).map(({ name }) => name)

/** Whom a written-in name means: a member of that very name. */
export function NameSheet({ election, guard, onDone, onClose }: Props & { guard: Sensitive['guard'] }) {
  const names = unnamedOf(election)
  const [name, setName] = useState(names.length === 1 ? names[0]! : null)
  if (name) return <PersonOfName key={name} election={election} guard={guard} name={name} onDone={onDone} onClose={onClose} />
  return (
    <Sheet open title="认定另选的人" onClose={onClose}>
      <Text className={css.lead}>票上另写的名字，逐个认定是哪位同志。</Text>
      <List>{names.map((one) => <Cell key={one} title={one} onTap={() => setName(one)} />)}</List>
    </Sheet>
  )
}

const plain = (name: string): string => name.replace(/\s/g, '')

function PersonOfName({ election, guard, name, onDone, onClose }: Props & { guard: Sensitive['guard']; name: string }) {
  const electors = useQuery('elections.electors', { electionId: election.id })
  const say = useAction('elections.nameOther', { guard })
  const people = electors.data ? pickable(electors.data.people.filter((one) => one.votes && plain(one.name) === plain(name))) : null
  const set = async ([memberId]: string[]): Promise<void> => {
    if (!memberId || !(await say.run({ ...seen(election), name, memberId }))) return
    said('已认定')
    onDone()
  }
  const note = people?.length === 0 ? `名册上没有叫“${name}”、有选举权的同志，这些票不能算给别人。` : '票上另写的名字，算作对这位同志的赞成票。'
  return <PeopleSheet key={people ? 'there' : 'coming'} title={`“${name}”是哪位同志`} people={people} failed={electors} chosen={people?.length === 1 ? [people[0]!.memberId] : []} most={1} note={note} busy={say.busy} onDone={(ids) => void set(ids)} onClose={onClose} />
}

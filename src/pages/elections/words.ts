/** An election in words: where it stands, what is asked of its numbers, and what is done next. Pure. */
import { ballotStates, bodies, electionSteps, stepLabel, type ElectionStep } from '../../../types/contracts/codes-ballots'
import { posts as postLabels, type Post } from '../../../types/contracts/codes'
import type { OutputOf } from '../../../types/contracts'
import type { Election } from '../../../types/contracts/elections'
import { offered, reasonOf } from '../../services/abilities'

export type ElectionLine = OutputOf<'elections.list'>['items'][number]
export type Ballot = Election['ballots'][number]

/** Where an election stands on its way upward, or else how it stands at home. */
export const standOf = ({ state, reportedAt, approvedOn }: Pick<ElectionLine, 'state' | 'reportedAt' | 'approvedOn'>): string => (approvedOn ? '上级已批复' : reportedAt ? '已上报，等批复' : ballotStates[state])

/** The posts that the assembly itself votes on, one after the other; none where it elects a committee. */
export const placesOf = ({ body, seats, deputyOnly }: Pick<Election, 'body' | 'seats' | 'deputyOnly'>): Post[] =>
  body === 'committee' ? [] : seats > 1 ? ['secretary', 'deputySecretary'] : [deputyOnly ? 'deputySecretary' : 'secretary']

/** 支部委员会委员, or 书记、副书记（不设委员会）. */
export const bodyText = (election: Pick<Election, 'body' | 'seats' | 'deputyOnly'>): string =>
  election.body === 'committee' ? bodies.committee : `支部${placesOf(election).map((post) => postLabels[post]).join('、')}（不设委员会）`

/** 应选3人，候选人至少4人; of posts that are voted on one after the other, what each needs. */
export const seatsText = (election: Pick<Election, 'body' | 'seats' | 'deputyOnly' | 'candidatesNeeded'>): string =>
  placesOf(election).length > 1 ? '书记、副书记分别投票，各选1人，各至少1位候选人' : `应选${election.seats}人，候选人至少${election.candidatesNeeded}人`

/** 应到17人，到会14人可以选举（五分之四）. */
export const quorumText = (expected: number, quorum: number): string => `应到${expected}人，到会${quorum}人可以选举（五分之四）`

/** The ballot that is prepared, held, or was counted last; null before there is one. */
export const currentOf = ({ ballots, current }: Pick<Election, 'ballots' | 'current'>): Ballot | null => ballots.find(({ key }) => key === current) ?? null

/** The steps that stand before the assembly and are not entered yet; 选举办法 is passed in it. */
export const openSteps = ({ steps }: Pick<Election, 'steps'>): ElectionStep[] => steps.filter(({ step, day }) => day === null && step !== 'method').map(({ step }) => step)

/** Whether the caller leads it: a rule may forbid them a change for now, only others have no power at all. */
export const leads = (election: Election): boolean => offered(election, 'change')

/** Whether the first ballot that counts is still to come: everything may be set. */
export const isPrepared = ({ state, ballots, current }: Pick<Election, 'state' | 'ballots' | 'current'>): boolean => state === 'draft' && ballots.every(({ key, voidReason }) => key === current || voidReason !== null)

export type Act = 'look' | 'step' | 'candidates' | 'counters' | 'attend' | 'open' | 'resume' | 'count' | 'close' | 'vote' | 'redo' | 'name' | 'gone' | 'deputies' | 'again' | 'leave' | 'choose' | 'report' | 'approve' | 'return' | 'publish'
export interface Next {
  act: Act
  text: string
  /** What it is about, in a sentence. */
  say: string
  /** Why it cannot be done yet. */
  reason?: string
  step?: ElectionStep
  /** The other way, where there are two. */
  beside?: { act: Act; text: string }
}

/** What comes next, as one act; null where there is nothing for the caller. */
export function nextOf(election: Election): Next | null {
  const next = (act: Act, ability: keyof Election['can'], text: string, say: string): Next | null => {
    if (!offered(election, ability)) return null
    const reason = reasonOf(election, ability)
    return { act, text, say, ...(reason ? { reason } : {}) }
  }
  const ballot = currentOf(election)
  if (election.state === 'open') return election.can.vote && !election.mine.taken ? next('vote', 'vote', '去投票', '现在可以投票，不记名。') : runningOf(election, next)
  if (election.state === 'paused') return next('resume', 'resume', '恢复投票', '现在暂停，不收票。')
  if (election.state === 'void') return null
  if (election.can.approve) {
    const approve = next('approve', 'approve', '登记批复', '支部已上报选举结果，请登记批复的日期和文号；要改的，写明原因退回。')
    return approve && { ...approve, ...(election.can.return ? { beside: { act: 'return' as const, text: '退回' } } : {}) }
  }
  if (!ballot || ballot.next === null) return beforeOf(election, next)
  return election.left ? afterOf(election, next) : ballotNextOf(election, ballot, next)
}

type Maker = (act: Act, ability: keyof Election['can'], text: string, say: string) => Next | null

/** Before a ballot: the first thing that is missing, until it may be opened. */
function beforeOf(election: Election, next: Maker): Next | null {
  const open = next('open', 'open', '开始投票', '准备好了，可以开始投票。')
  if (!open || election.can.open || election.state !== 'draft') return open
  const { can, steps, candidates, candidatesNeeded, counters, present, expected, quorum } = election
  const first = isPrepared(election)
  const [step] = openSteps(election)
  if (first && can.step && step) return { act: 'step', step, text: `登记：${stepLabel(step, election.occasion)}`, say: `下一步：${stepLabel(step, election.occasion)}。办完以后登记日期。` }
  if (first && can.change && candidates.length < candidatesNeeded) return { act: 'candidates', text: '选候选人', say: `下一步：选候选人。${seatsText(election)}。` }
  if (first && can.change && placesOf(election).length > 1 && election.deputyCandidates.length === 0) return { act: 'deputies', text: '选副书记的候选人', say: '下一步：选副书记的候选人。书记、副书记分别投票，各有各的候选人。' }
  if (can.change && counters.length === 0) return { act: 'counters', text: '指定监票人、计票人', say: '下一步：指定监票人、计票人，由大会通过。' }
  if (can.attend && (present ?? 0) < (quorum ?? 1)) return { act: 'attend', text: '点到会人数', say: `下一步：大会开始时点到会人数。${quorumText(expected ?? 0, quorum ?? 0)}。` }
  if (first && can.step && steps.some((one) => one.step === 'method' && one.day === null)) return { act: 'step', step: 'method', text: `登记：${electionSteps.method}`, say: '下一步：大会通过选举办法。' }
  return open
}

/** Why no ballot can be opened yet, and what else should be looked at; nothing for who does not lead. */
export function looksOf(election: Election): string[] {
  const { state, can, why, warnings } = election
  if (!leads(election)) return []
  return [...(state === 'draft' && !can.open && why.open && nextOf(election)?.act !== 'open' ? [`还不能开始投票：${why.open}`] : []), ...warnings]
}

/** While votes are cast: paper is counted by two people, then it is closed. */
function runningOf(election: Election, next: Maker): Next | null {
  const group = election.groups.find(({ key }) => key === election.current)
  const paper = election.manner === 'paper'
  if (paper && !group?.counted && offered(election, 'count')) return next('count', 'count', '录入票数', '票收齐以后，由两位同志分别录入，一致才算。')
  const close = next('close', 'close', '结束并计票', paper ? '票数已录入一致，可以计票了。' : '到会的同志都交了票，就可以结束并计票。')
  return close && paper && !group?.counted ? { act: 'look', text: '看看录好没有', say: `票收齐以后，由${election.counters.length > 0 ? election.counters.map(({ name }) => name).join('、') : '两位监票人、计票人'}分别录入，一致了就可以计票。` } : close
}

/** What a counted ballot leaves to be done. */
function ballotNextOf(election: Election, ballot: Ballot, next: Maker): Next | null {
  const { kind, names, seats, unnamed, why } = ballot.next!
  if (kind === 'invalid') return next('redo', 'redo', '作废重投', `这一次不算数${why ? `：${why}` : ''}。只能作废，重新投票。`)
  if (unnamed.length > 0 && offered(election, 'nameOther')) return next('name', 'nameOther', '认定另选的人', `票上另写了${unnamed.join('、')}，请认定是哪位同志。`)
  if (kind === 'tie') return next('again', 'nextBallot', '就他们再投一次', `${names.join('、')}得票相同，还有${seats}个名额，就这几位再投一次。`)
  if (kind === 'post') {
    const deputy = next('again', 'nextBallot', '选副书记', '书记已经选出，接着投票选副书记。书记、副书记是两次投票。')
    return deputy && { ...deputy, ...(election.can.leaveSeats ? { beside: { act: 'leave' as const, text: '不选副书记' } } : {}) }
  }
  // Seats of those who have left since: the others need not wait for it.
  if (kind === 'few' && election.elected.some(({ gone }) => gone !== null) && (election.can.choose || election.can.report)) {
    const on = afterOf(election, next)
    return on && { ...on, ...(election.can.nextBallot ? { beside: { act: 'again' as const, text: '再投一次' } } : {}) }
  }
  if (kind === 'few') {
    const again = next('again', 'nextBallot', '再投一次', `还缺${seats}人。可以再投一次；接近应选名额、到会的人过半数同意，也可以缺额不补。`)
    return again && { ...again, ...(election.can.leaveSeats ? { beside: { act: 'leave' as const, text: '缺额不补' } } : {}) }
  }
  return afterOf(election, next)
}

/** Once the seats are filled: the committee's own election, the way upward, and what members read. */
function afterOf(election: Election, next: Maker): Next | null {
  if (election.elected.some(({ memberId }) => memberId === null) && offered(election, 'nameOther')) return next('name', 'nameOther', '认定另选的人', '当选的人里有另写的名字，请认定是哪位同志。')
  const left = election.approval ? undefined : election.elected.find(({ missing }) => missing !== null)
  if (left && offered(election, 'gone')) return next('gone', 'gone', '登记已离开', `当选的${left.name}${left.missing}，不能任职。请登记离开，其他同志照样分工、上报。`)
  if (election.chosen.length === 0 && election.body === 'committee' && offered(election, 'choose')) return next('choose', 'choose', election.occasion === 'byElection' ? '分工' : '选书记、副书记', election.occasion === 'byElection' ? '支委会开会分工；书记、副书记有变动的，等额选举。' : '新一届支委会开会，选举书记、副书记，作好分工。')
  if (!election.reportedAt) return next('report', 'report', election.returned.length > 0 ? '重新上报' : '上报结果', election.returned.length > 0 ? '按上级退回的原因改好以后，重新上报。' : `报上级党组织：书记、副书记批准，委员备案。${election.vacant > 0 ? `现在空缺${election.vacant}名。` : ''}`)
  if (!election.approval || election.state === 'published') return null
  return next('publish', 'publish', '公布结果', '上级已批复，公布后全体党员都看得到。')
}

/** What somebody reads who has nothing to do now. */
export function stateText({ state, mine, manner, reportedAt, approvedOn, returned = [] }: Pick<Election, 'state' | 'mine' | 'manner' | 'reportedAt' | 'approvedOn'> & Partial<Pick<Election, 'returned'>>): string {
  if (state === 'draft') return '正在准备，还没有投票。'
  if (state === 'paused') return '投票暂停了，恢复后再投。'
  if (state === 'open' && mine.taken) return '您的票已经在票箱里了。'
  if (state === 'open') return manner === 'paper' ? '正在会场用纸质票选举，不记名。' : mine.entitled ? '' : '正在投票，这次您没有票。'
  if (state === 'closed' && approvedOn) return '上级已批复，等支部公布结果。'
  if (state === 'closed' && reportedAt) return '已经上报，等上级党组织批复。'
  if (returned.length > 0 && (state === 'closed' || state === 'published')) return reportedAt ? '' : '已经退回，等支部改好重新上报。'
  if (state === 'closed') return '已经投票，等支部公布结果。'
  return ''
}

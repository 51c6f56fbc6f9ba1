/** What is said before a ballot is given out, and after it is in, of each kind of vote. */
import type { OutputOf } from '../../../../types/contracts'
import { deciders, reviewStates } from '../../../../types/contracts/codes'
import type { BallotKind } from '../../../../types/contracts/codes-ballots'
import { dayText } from '../../../services/dates'

/**
 * What is read before anything is asked. `matter`: what is put to the vote, in full, where a member comes in by the own
 * account; `written`: of a review, of whom there is a summary to read then.
 */
export type Told = OutputOf<'ballots.enter'> & { matter: string; poll: boolean; written: string[] }

export const pageTitle = ({ kind, poll }: Pick<Told, 'kind' | 'poll'>): string => (kind === 'review' ? '民主评议' : kind === 'election' ? '选举投票' : poll ? '征求意见' : '表决投票')
export const beginWord = ({ kind, poll }: Pick<Told, 'kind' | 'poll'>): string => (kind === 'review' ? '填写测评票' : poll ? '开始填写' : '开始投票')

/** 示例党支部，由陈书记发起，评议3位党员。 */
export function askedLine({ organisationName, askedBy, kind, asks, paper }: Told): string {
  const what = kind === 'review' ? (asks > 0 ? `，评议${asks}位党员` : '') : kind === 'election' && paper?.seats ? `，候选人${asks}人，应选${paper.seats}人` : ''
  return `${organisationName}，由${askedBy}发起${what}。`
}

/** What is kept, what is not, and what an administrator could do: a line each. */
export function promises(told: Told): string[] {
  const { kind, poll, paper } = told
  const statutory = kind === 'election' || (kind === 'vote' && !poll)
  return [
    `${statutory ? '无记名投票。' : poll ? '不记名征求意见。' : ''}名单只划掉领票；票里没有姓名、时间、微信号。`,
    '小程序的管理员能看到谁领了票，看不到哪张票是谁的。能读数据库日志、或者在您投票前后各看一次票箱的人，我们防不住；介意的话请用纸质票。',
    ...(statutory ? ['手机交票后不留任何凭据，谁也不能凭手机证明票是怎么投的。'] : []),
    ...(kind === 'election' && paper?.seats ? [`可以赞成、不赞成、弃权；不赞成的可以另选他人。赞成的和另选的一共不超过${paper.seats}人，超过的票无效。`] : []),
    poll ? '交了以后不能修改。没有选的，按弃权算。' : '没有选的，按弃权算。',
  ]
}

/** Of a vote that takes no ballots now. */
export function stateText({ kind, state, taken, decidedOn, decidedBy }: Told): string {
  if (state === 'draft') return '还没有开始，请等主持人开始后再扫。'
  if (state === 'paused') return '暂停了，请等主持人恢复后再扫。'
  if (state === 'void') return `${reviewStates.void}。请向主持人要一张新票。`
  const came = taken === null ? '' : `这一组有${taken}人参加${kind === 'review' ? '；' : '。'}`
  if (kind !== 'review') return `${came}${decidedOn ? `已经结束，支部已于${dayText(decidedOn)}公布结果。` : '已经结束，等支部公布结果。'}`
  const who = deciders[decidedBy ?? 'committee']
  return decidedOn ? `${came}${who}已于${dayText(decidedOn)}评定，每位同志只能看到自己的等次。` : `${came}已经结束，等${who}评定。`
}

/** Of a slip or a number with which this phone has sent nothing. */
export const othersText = (who: string): { title: string; text: string } => ({
  title: who.startsWith('s.') ? '这张小票已经交过票' : '这个学号已经交过票', text: '这台手机没有用它交过票。不是您交的，请马上告诉主持人。',
})

/** To a member who has scanned a code that is not for members. */
export const ownText = ({ kind }: Pick<Told, 'kind'>): string => `您是党员，请用自己的票，${kind === 'review' ? '只评一次' : '只投一次'}。`
/** Where the phone may have been lent. */
export const lentText = (told: Pick<Told, 'kind' | 'poll'>): string => `借手机给别人投票的，才点下面的“${beginWord(told)}”。`

export const doneText: Record<BallotKind, string> = {
  review: '票已投进票箱，选了什么不再显示。结束后可以用原来的码回来看参加人数。',
  vote: '票已投进票箱，选了什么不再显示。结果由支部公布。',
  election: '票已投进票箱，选了什么不再显示。请等监票人宣布结果。',
}

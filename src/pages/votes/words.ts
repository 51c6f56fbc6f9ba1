/** A vote in words: what each kind is, the rule it goes by, what came of it, and what is done next. Pure. */
import { shareBases, type ShareBase, type VoteKind } from '../../../types/contracts/codes-ballots'
import type { OutputOf } from '../../../types/contracts'
import type { Vote } from '../../../types/contracts/votes'
import { offered, reasonOf } from '../../services/abilities'

export type VoteLine = OutputOf<'votes.list'>['items'][number]
export interface Share { part: number; whole: number; more: boolean; base: ShareBase }

/** What each kind is for, and by which rule it is carried: one line each. */
export const kindWords: Record<VoteKind, { what: string; rule: string }> = {
  admission: { what: '发展对象入党，支部党员大会讨论，一次表决一人', rule: '无记名；到会超过应到的一半，赞成超过应到的一半' },
  fullMembership: { what: '预备期满，支部党员大会讨论按期转正、延长预备期或取消资格，一次一人', rule: '无记名；到会超过应到的一半，赞成超过应到的一半' },
  recommendation: { what: '班级或团支部推荐优秀团员', rule: '无记名；到会多少、赞成多少算通过，由支部定' },
  assembly: { what: '工作计划、总结、办法等，由支部党员大会决定', rule: '举手或投票，由支部定；到会达到应到的一半，赞成超过应到的一半' },
  poll: { what: '听听大家怎么想，不作决定', rule: '记名还是不记名，开始以后不能改' },
}

/** Kinds that a regulation wants on paper, in the room: the server says so of each vote (`statutory`); this is for a vote that is not made yet. */
export const paperFirst: Record<VoteKind, boolean> = { admission: true, fullMembership: true, recommendation: false, assembly: false, poll: false }

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const chinese = (n: number): string => numerals[n] ?? String(n)

/** 一半, 三分之二, 全部. */
const partText = ({ part, whole }: Pick<Share, 'part' | 'whole'>): string => (part === whole ? '全部' : part * 2 === whole ? '一半' : `${chinese(whole)}分之${chinese(part)}`)

/** 超过应到人数的一半, 达到应到人数的三分之二. */
export const shareText = (share: Share): string => `${share.more ? '超过' : '达到'}${shareBases[share.base]}的${partText(share)}`

/** The rules by which a vote is judged, each named once: ……第十九条、第二十条; empty where the branch has set the shares. */
export function rulesText({ presentShare, carriedShare }: Pick<Vote, 'presentShare' | 'carriedShare'>): string {
  const [first = '', second = ''] = [...new Set([presentShare?.rule ?? '', carriedShare?.rule ?? ''])].filter(Boolean)
  const regulation = first.slice(0, first.lastIndexOf('第'))
  return [first, regulation && second.startsWith(regulation) ? second.slice(regulation.length) : second].filter(Boolean).join('、')
}

type Outcome = NonNullable<Vote['outcomes']>[number]

/** What came of one matter or person, in one sentence: 应到17人，实到15人，赞成12票（其中书面意见1票）…… */
export function resultText(vote: Pick<Vote, 'expected' | 'present' | 'carriedShare'>, { inFavour, against, abstain, written, needed, carried }: Outcome): string {
  const came = vote.expected === null ? '' : `应到${vote.expected}人，${vote.present === null ? '' : `实到${vote.present}人，`}`
  const counts = inFavour === null ? '票太少，不列出各有多少' : [`赞成${inFavour}票${written ? `（其中书面意见${written}票）` : ''}`, against ? `不赞成${against}票` : '', abstain ? `弃权${abstain}票` : ''].filter(Boolean).join('，')
  const wanted = vote.carriedShare ? shareText(vote.carriedShare) : `达到${needed}票`
  return `${came}${counts}。${carried ? `赞成票${wanted}，通过。` : `赞成票没有${wanted}（要${needed}票），没有通过。`}`
}

/** What is promised before anything is asked. */
export function promiseOf({ kind, named, manner, groups }: Pick<Vote, 'kind' | 'named' | 'manner' | 'groups'>): string {
  if (manner === 'hands') return '举手表决：到会的同志当场举手，由两位同志分别点数。'
  if (named) return '记名：支部负责人看得到您选了什么。交上去以后不能改。'
  const paper = groups.length > 0 ? groups.every(({ entry }) => entry === 'paper' || entry === 'written') : manner === 'paper'
  const word = kind === 'poll' ? '不记名' : '无记名投票'
  if (paper) return `${word}：用纸质票，到会的同志当场填写，票上不写姓名。`
  return `${word}：名单只划掉领票，票里没有姓名、时间、微信号。${kind === 'poll' ? '' : '到会的同志才有票。'}`
}

/** What is voted on needs people in the room. */
export const needsPresent = ({ kind }: Pick<Vote, 'kind'>): boolean => kind !== 'poll'

export type Step = 'attend' | 'open' | 'show' | 'count' | 'look' | 'close' | 'resume' | 'redo' | 'publish' | 'record'
export interface Next { step: Step; text: string; /** What it means, in a sentence. */ say: string; /** Why it cannot be done yet. */ reason?: string; /** The pile to be counted or shown. */ group?: string; /** Its slips are shown, not a code on the screen. */ slips?: boolean }

/** Paper that two people have not agreed on yet; null where there is none. */
export const uncounted = (groups: Vote['groups']): Vote['groups'][number] | null => groups.find(({ entry, counted }) => (entry === 'paper' || entry === 'written') && !counted) ?? null

/** What comes next for who leads or counts; null where there is nothing for the caller. `memberId`: the caller's, where known. */
export function nextOf(vote: Vote, memberId?: string): Next | null {
  const next = (step: Step, ability: keyof Vote['can'], text: string, say: string): Next | null => {
    if (!offered(vote, ability)) return null
    const reason = reasonOf(vote, ability)
    return { step, text, say, ...(reason ? { reason } : {}) }
  }
  switch (vote.state) {
    case 'draft':
      if (needsPresent(vote) && !vote.present && vote.can.attend) return next('attend', 'attend', '登记到会', '先登记谁到会，人数够了就可以开始。')
      if (vote.kind === 'poll') return next('open', 'open', '开始征求意见', '开始以后，大家的待办里都会出现。')
      return next('open', 'open', '开始表决', vote.can.open ? vote.manner !== 'hands' && vote.groups.some(({ entry }) => entry === 'paper') ? '到会已登记。先在下面“票”里打印空白票，再开始。' : '到会已登记，可以开始了。' : '还不能开始，原因写在下面的按钮上方。')
    case 'open': {
      const pile = uncounted(vote.groups)
      if (pile && offered(vote, 'count')) {
        // Two were named to count: whoever is not one of them waits for both.
        if (memberId && vote.counters.length >= 2 && vote.counters.every((one) => one.memberId !== memberId)) return { step: 'look', text: '看看录好没有', say: `${vote.manner === 'hands' ? '举手的人数' : `${pile.name}的票`}由${vote.counters.map(({ name }) => name).join('、')}分别录入，两人一致了就可以计票。` }
        const count = next('count', 'count', '录入票数', vote.manner === 'hands' ? '举手的时候，由两位同志分别点数、录入，一致才算。' : `${pile.name}的票收齐以后，由两位同志分别录入，一致才算。`)
        return count && { ...count, group: pile.key }
      }
      const [phones] = vote.groups.filter(({ entry }) => entry !== 'paper' && entry !== 'written')
      if (phones && (phones.entry === 'room' || phones.entry === 'slips') && (phones.taken ?? 0) < phones.entitled) {
        const [text, say] = phones.entry === 'slips' ? ['出示小票', '给每人发一张小票，扫了就能投。'] : ['出示现场码', '把现场码投到屏幕上，或举给大家扫。']
        const show = next('show', 'close', text, `${say}已收到${phones.taken ?? 0}票，共${phones.entitled}人。`)
        return show && { ...show, group: phones.key, slips: phones.entry === 'slips' }
      }
      return next('close', 'close', '结束并计票', phones ? `已收到${phones.taken ?? 0}票，共${phones.entitled}人。都交了就可以结束并计票。` : vote.kind === 'poll' ? '大家都交了意见，就可以结束并计票。' : '票数已录入一致，可以计票了。')
    }
    case 'paused': return next('resume', 'resume', '恢复', '现在暂停，不收票。')
    case 'closed':
      if (vote.invalid) return next('redo', 'redo', '作废重来', '这一次不算数，只能作废，重新表决。')
      return next('publish', 'publish', '公布结果', '结果现在只有支部负责人看得到，公布后本支部的同志都看得到。')
    case 'published': return vote.can.record && vote.kind !== 'poll' ? { step: 'record', text: '打印表决结果', say: '结果已公布。打印出来，由监票人、计票人、书记签字存档。' } : null
    case 'void': return null
    default: return vote.state satisfies never
  }
}

/** What a member reads who neither leads nor counts. */
export const stateText = ({ state, manner, kind, mine }: Pick<Vote, 'state' | 'manner' | 'kind' | 'mine'>): string => {
  if (state === 'draft') return '还没有开始。'
  if (state === 'paused') return '现在暂停，恢复后再投。'
  if (state === 'closed') return '已经结束，等支部公布结果。'
  if (state !== 'open') return ''
  if (mine.taken || mine.answer) return '您的票已经收到，等结束后公布结果。'
  if (kind !== 'poll' && manner === 'hands') return '正在现场举手表决。'
  if (kind !== 'poll' && manner === 'paper') return '正在现场用纸质票表决。'
  return mine.entitled ? '' : '这次您没有票。'
}

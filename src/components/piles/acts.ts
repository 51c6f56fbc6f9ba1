/** What can be done with a group of voters, while ballots come in and after. Pure. */
import type { ReviewState, VoterEntry } from '../../../types/contracts/codes'

/** One group as every kind of vote tells it. */
export interface Pile { key: string; name: string; entry: VoterEntry; entitled: number; taken: number | null; /** Of paper: whether two people agree. */ counted?: boolean; /** Hands are counted, no papers. */ hands?: boolean }

export const pileActs = {
  screen: { text: '出示现场码', hint: '投到屏幕上，或举给大家扫' },
  slips: { text: '出示或打印小票', hint: '每人一张，扫了就能投' },
  passes: { text: '打印密码条', hint: '每人一条，上面有学号、密码和要扫的码' },
  blank: { text: '打印空白票', hint: '盖章以后发给到场的同志' },
  count: { text: '录入票数', hint: '两个人分别录入，一致才算' },
  recount: { text: '重新计票核对', hint: '从票箱里的票重新数一遍，和计票时的对照' },
  scrutiny: { text: '监票导出', hint: '逐项分开列票，给监票人核对，不能拼回一张完整的票' },
  strike: { text: '划去一张票', hint: '丢了、被人拍了、人已转出，写明原因' },
  sealed: { text: '打印选票封存', hint: '打乱次序印出来，装袋封存归档' },
} as const
export type PileAct = keyof typeof pileActs

/** In the order in which they are done; empty where a group needs nothing. */
export function actsOf({ entry, hands = false }: Pick<Pile, 'entry' | 'hands'>, state: ReviewState): PileAct[] {
  const running = state === 'open' || state === 'paused'
  const onPaper = entry === 'paper' || entry === 'written'
  // What is printed beforehand stays good: its codes are those of the opening that follows.
  if (hands) return running ? ['count'] : []
  if (state === 'draft') return entry === 'paper' ? ['blank'] : entry === 'slips' ? ['slips'] : entry === 'pins' ? ['passes'] : []
  if (state === 'closed' || state === 'published') return onPaper ? [] : ['recount', 'scrutiny', 'sealed']
  if (!running) return []
  const screen: PileAct[] = state === 'open' ? ['screen'] : []
  switch (entry) {
    // Beside phones too: whoever is there without WeChat takes a paper.
    case 'roster': return [...screen, 'blank', 'count', 'strike']
    case 'paper': return ['blank', 'count']
    // A written opinion is a letter of its own: nothing is printed for it.
    case 'written': return ['count']
    case 'slips': return ['slips', 'strike']
    case 'pins': return ['passes', 'strike']
    case 'list': return [...screen, 'strike']
    case 'room': return screen
    // Each way of coming in has its acts.
    default: return entry satisfies never
  }
}

interface Recounted { same: boolean; ballots: number; taken: number; altered: number }
/** Whether nothing speaks against a count that was made again. */
export const isSound = ({ same, ballots, taken, altered }: Recounted): boolean => same && altered === 0 && ballots === taken

/** What was found when a closed box was counted again. */
export function recountText(told: Recounted): string {
  const { same, ballots, taken, altered } = told
  if (isSound(told)) return `重新数了${ballots}张票，和计票时的结果完全一样，票数和领票人数也一样。`
  const wrong = [...(same ? [] : ['和计票时的结果不一样']), ...(ballots === taken ? [] : [`领票的有${taken}人，票数对不上`]), ...(altered === 0 ? [] : [`有${altered}项和交票时的凭据对不上，被人改过`])]
  return `重新数了${ballots}张票，${wrong.join('；')}。请保留现场，报告上级党组织。`
}

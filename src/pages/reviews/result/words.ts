/** A review's result in words. Pure. */
import { grades } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { percentInWords } from '../../../../types/words'
import type { OutputOf } from '../../../../types/contracts'

export type ResultOut = OutputOf<'reviews.result'>
export type Person = ResultOut['people'][number]
type Counts = Person['total']['counts']

/** From this standard deviation on (points of 0 to 100) opinions are said to differ, up to that to agree. Ours: a step between two grades is 20 points. */
const APART = 30
const TOGETHER = 12

/** 优秀12，合格10: only what was chosen. */
const countsText = (counts: NonNullable<Counts>, choices: ResultOut['choices']): string => choices.map(({ label }, n) => [label, counts[n] ?? 0] as const).filter(([, n]) => n > 0).map(([label, n]) => `${label}${n}`).join('，') || '没有评这位同志'

/** 分歧较大（标准差34分）; nothing where it is worth no word. That opinions agree is said only where one looks at a person (`close`). */
function spreadText(variance: number | null, close: boolean): string {
  if (variance === null) return ''
  const points = Math.round(Math.sqrt(variance))
  if (points >= APART) return `分歧较大（标准差${points}分）`
  return close && points <= TOGETHER ? `意见比较一致（标准差${points}分）` : ''
}

/** What each group's ballots say of a person, and all together: a line each. */
export function linesOf(person: Person, { choices, fingerprint }: Pick<ResultOut, 'choices' | 'fingerprint'>, close = false): string[] {
  const lines = person.groups.map(({ group, counts, variance }) => {
    const { name, ballots } = fingerprint.find((one) => one.group === group) ?? { name: '', ballots: 0 }
    const text = ballots === 0 ? '没有票' : counts ? countsText(counts, choices) : `${ballots}张票，不单独显示`
    return `${name}：${[text, counts && ballots > 0 ? spreadText(variance, close) : ''].filter(Boolean).join('；')}`
  })
  const { ballots, counts } = person.total
  return person.groups.length > 1 && counts ? [...lines, `合计${ballots}张票：${countsText(counts, choices)}`] : lines
}

/** What the numbers advise; empty where they advise nothing. */
export function adviceOf({ score, leading, suggestion }: Pick<Person, 'score' | 'leading' | 'suggestion'>): string {
  const says = suggestion === 'excellent' ? '建议优秀' : suggestion === 'tied' ? '并列，优秀名额不够' : ''
  return [score === null ? '' : `参考分${score}分`, leading ? `票数最多的是${grades[leading]}` : '', says].filter(Boolean).join('，')
}

type Cap = Pick<ResultOut, 'excellentAtMost' | 'excellentOf' | 'excellentGiven'>
type Share = Review['excellentShare']
const shareText = ({ excellentOf }: Cap, share: Share): string => `${excellentOf}人的${percentInWords(share?.percent ?? null)}`

/** 优秀一般最多5名（17人的三分之一），已定3名. */
export function capText(cap: Cap, share: Share): string {
  return `优秀${share ? `按${share.document}` : '一般'}最多${cap.excellentAtMost}名（${shareText(cap, share)}），已定${cap.excellentGiven}名。`
}
/** That there are more; empty where there are not. */
export const overText = (cap: Cap, share: Share): string =>
  (cap.excellentGiven > cap.excellentAtMost ? `优秀${cap.excellentGiven}名，多于${cap.excellentAtMost}名（${shareText(cap, share)}）。公布以前要写明整体的理由，列在汇总表上。` : '')

/** 党员互评：12/17人，不足一半；任课教师：5/8人，纸质票发出8张，收回6张，有效5张，无效1张. A line for each group, and one of all members where they come in several. */
export function turnoutLines({ fingerprint, members }: Pick<ResultOut, 'fingerprint' | 'members'>, isMembers: (group: string) => boolean): string[] {
  const several = fingerprint.filter(({ group }) => isMembers(group)).length > 1
  const lines = fingerprint.map(({ group, name, ballots, entitled, short, paper, issued, returned, invalid }) => {
    const papers = issued > 0 || returned > 0 ? `，纸质票发出${issued}张，收回${returned}张，有效${paper}张，无效${invalid}张` : ''
    return `${name}：${ballots}/${entitled}人${isMembers(group) ? (several || !short ? '' : '，不足一半') : short ? '，不足三分之二' : ''}${papers}`
  })
  return several ? [...lines, `党员合计：${members.ballots}/${members.entitled}人${members.short ? '，不足一半' : ''}`] : lines
}

type Comparison = OutputOf<'reviews.statistics'>['kinds']
/** The numbers behind a comparison, for whoever wants to check it: 卡方4.21，自由度2，概率0.1218，折合36张票. */
export const numbersOf = ({ statistic, df, p, n }: NonNullable<Comparison>): string => `卡方值${statistic}，自由度${df}，p${p < 0.0001 ? '<0.0001' : `=${p}`}，折合${n}张票`

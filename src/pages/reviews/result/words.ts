/** A review's result in words. Pure. */
import { grades } from '../../../../types/contracts/codes'
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
export function adviceOf({ score, leading }: Pick<Person, 'score' | 'leading'>): string {
  return [score === null ? '' : `参考分${score}分`, leading ? `票数最多的是${grades[leading]}` : ''].filter(Boolean).join('，')
}

type Comparison = OutputOf<'reviews.statistics'>['kinds']
/** The numbers behind a comparison, for whoever wants to check it: 卡方4.21，自由度2，概率0.1218，折合36张票. */
export const numbersOf = ({ statistic, df, p, n }: NonNullable<Comparison>): string => `卡方值${statistic}，自由度${df}，p${p < 0.0001 ? '<0.0001' : `=${p}`}，折合${n}张票`

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

/** 意见比较一致（标准差8分）; nothing where it is worth no word. */
export function spreadText(variance: number | null): string {
  if (variance === null) return ''
  const points = Math.round(Math.sqrt(variance))
  if (points > TOGETHER && points < APART) return ''
  return `${points >= APART ? '分歧较大' : '意见比较一致'}（标准差${points}分）`
}

/** What each group's ballots say of a person, and all together: a line each. */
export function linesOf(person: Person, { choices, fingerprint }: Pick<ResultOut, 'choices' | 'fingerprint'>): string[] {
  const lines = person.groups.map(({ group, counts, variance }) => {
    const { name, ballots } = fingerprint.find((one) => one.group === group) ?? { name: '', ballots: 0 }
    const text = counts ? countsText(counts, choices) : ballots === 0 ? '没有票' : `${ballots}张票，不单独显示`
    return `${name}：${[text, counts ? spreadText(variance) : ''].filter(Boolean).join('；')}`
  })
  if (person.groups.length < 2) return lines
  return [...lines, `合计${person.total.ballots}张票：${person.total.counts ? countsText(person.total.counts, choices) : '不显示，减一减就看得出人少的那一组'}`]
}

/** What the numbers advise; empty where they advise nothing. */
export function adviceOf({ score, leading }: Pick<Person, 'score' | 'leading'>): string {
  return [score === null ? '' : `参考分${score}分`, leading ? `票数最多的是${grades[leading]}` : ''].filter(Boolean).join('，')
}

type Comparison = OutputOf<'reviews.statistics'>['kinds']
/** The numbers behind a comparison, for whoever wants to check it: 卡方4.21，自由度2，概率0.1218，折合36张票. */
export const numbersOf = ({ statistic, df, p, n }: NonNullable<Comparison>): string => `卡方值${statistic}，自由度${df}，p${p < 0.0001 ? '<0.0001' : `=${p}`}，折合${n}张票`

/** Hands as one person counts them: three numbers, and nothing that was given out. Pure. */
import type { Asked, Pile, Said } from './pile'

type Counts = Record<string, number>
const isTyped = (text: string | undefined): boolean => (text ?? '').trim() !== ''

/** How many hands were raised for each answer of a matter. */
export const handsOf = ({ choices }: Pick<Asked, 'choices'>, pile: Pile, key: string): Counts => Object.fromEntries(choices.map((choice) => [choice.key, Number(pile.answers[key]?.[choice.key]?.trim() || 0)]))
const sum = (counts: Counts): number => Object.values(counts).reduce((all, n) => all + n, 0)

/** Whether the hands of a matter can be so many: each of those present raises one at most. */
export function handsSay(asked: Pick<Asked, 'choices' | 'most'>, pile: Pile, key: string): Said {
  if (!asked.choices.every((choice) => isTyped(pile.answers[key]?.[choice.key]))) return { good: false, text: '请把几个数填全，没有人举手的填0' }
  const raised = sum(handsOf(asked, pile, key))
  if (raised > asked.most) return { good: false, text: `举手一共${raised}人，到会只有${asked.most}人，请重新点` }
  return { good: true, text: raised < asked.most ? `举手一共${raised}人，到会${asked.most}人，有${asked.most - raised}人没有举手` : `举手一共${raised}人，和到会人数一样` }
}

/** The hands as they are handed in: as many as were raised were given and came back. */
export function handCounts(asked: Pick<Asked, 'questions' | 'choices'>, pile: Pile): { issued: number; returned: number; invalid: number; answers: Record<string, Counts>; others: Counts } {
  const answers = Object.fromEntries(asked.questions.map(({ key }) => [key, handsOf(asked, pile, key)]))
  const raised = Math.max(0, ...Object.values(answers).map(sum))
  return { issued: raised, returned: raised, invalid: 0, answers, others: {} }
}

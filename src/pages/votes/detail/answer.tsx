import { voteChoices } from '../../../../types/contracts/codes-ballots'
import type { Vote } from '../../../../types/contracts/votes'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { useAction } from '../../../services/action'
import { ask, said } from '../../../services/say'

/** What a poll can be answered with: its own answers, and none. */
const choicesOf = ({ options }: Pick<Vote, 'options'>): Vote['options'] => [...options, { key: 'abstain', label: voteChoices.abstain }]

/** Puts in the own answer to a poll that is named: once, after a question. */
export function useAnswer(vote: Vote, onDone: () => void): { send: (choice: string) => Promise<void>; busy: boolean } {
  const answer = useAction('votes.answer')
  return {
    busy: answer.busy,
    send: async (choice) => {
      const label = choicesOf(vote).find(({ key }) => key === choice)?.label ?? ''
      if (!(await ask({ title: `选“${label}”？`, text: '记名：支部负责人看得到您的选择。提交以后不能改。', ok: '提交', no: '再想想' }))) return
      if (!(await answer.run({ voteId: vote.id, choice }))) return
      said('已提交')
      onDone()
    },
  }
}

/** The answers of a poll that is named, to choose one from; what one has said stands there afterwards. */
export function Answer({ vote, picked, onPick }: { vote: Vote; picked: string | null; onPick: (choice: string) => void }) {
  const { mine, can } = vote
  const open = can.answer && mine.answer === null
  return (
    <List title={mine.answer === null ? '您的意见' : '您已提交'} {...(open ? { note: '选好后点下面的“提交”。' } : {})}>
      {choicesOf(vote).filter(({ key }) => open || key === mine.answer).map(({ key, label }) => {
        const on = (mine.answer ?? picked) === key
        return <Cell key={key} title={label} before={<Check on={on} />} {...(open ? { role: 'radio' as const, checked: on, noArrow: true, onTap: () => onPick(key) } : {})} />
      })}
    </List>
  )
}

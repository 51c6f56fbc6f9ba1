import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { ask } from '../../../services/say'
import { handsSay } from './hands'
import { NumberBox } from './number-box'
import { countsOf, firstProblem, isRest, othersSay, pileOf, pileSays, questionSays, isVoid, restOf, rowsApart, validOf, type Asked, type Counting, type Pile, type Said } from './pile'
import css from './index.module.scss'

interface Props { counting: Counting & Asked; busy: boolean; onDone: (counts: ReturnType<typeof countsOf>) => void }

/** So many questions stand on one screenful. */
const AT_ONCE = 8

/** One person counts the pile alone: the papers first, then row by row, each checked as it is typed. */
export function CountForm({ counting, busy, onDone }: Props) {
  const [pile, setPile] = useState<Pile>(() => pileOf(counting))
  const [part, setPart] = useState(0)
  const { choices, seats, hands } = counting
  const voids = isVoid(counting, pile)
  const questions = voids ? [] : counting.questions
  const parts = Math.max(1, Math.ceil(questions.length / AT_ONCE))
  const last = part === parts - 1
  const problem = firstProblem(counting, pile)
  const turn = (to: number): void => {
    setPart(to)
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }
  const answer = (key: string, choice: string, n: string): void => setPile({ ...pile, answers: { ...pile.answers, [key]: { ...pile.answers[key], [choice]: n } } })
  const go = async (): Promise<void> => {
    const text = hands ? '交了以后，等另一位同志也录入，两人一致才算数。' : `发出${pile.issued}张，收回${pile.returned}张，无效${pile.invalid}张，${voids ? '收回的比发出的多，这次投票无效。' : `有效${validOf(pile) ?? 0}张，共${questions.length}行。`}交了以后，等另一位同志也录入，两人一致才算数。`
    if (await ask({ title: '都核对过了吗？', text, ok: '交上', no: '再看看' })) onDone(countsOf(counting, pile))
  }
  return (
    <Page
      footer={(
        <FooterBar note={last ? problem ?? '数都对上了' : `第${part + 1}页，共${parts}页`}>
          {part > 0 ? <Button text="上一页" kind="plain" onTap={() => turn(part - 1)} /> : null}
          {last ? <Button text="录完了" busy={busy} disabled={problem !== null} onTap={() => void go()} /> : <Button text="下一页" onTap={() => turn(part + 1)} />}
        </FooterBar>
      )}
    >
      <View>
        <View className={css.lead}>{counting.title}，{counting.groupName}。{hands ? '请一个人点清举手的人数，不看别人的数。' : '请一个人从头数到尾，不看别人的数。'}</View>
        {counting.mine && counting.left <= 2 ? <Text className={css.open}>每人最多录入4次，您还可以录入{counting.left}次。</Text> : null}
        {counting.differs.length > 0 ? <Card title="这几行要重新数"><Text className={css.rows}>{rowsApart(counting).join('、')}</Text></Card> : null}
        {part === 0 && !hands ? (
          <Card title="先数总张数">
            {counting.given ? <Text className={css.says}>按姓名发出{counting.given.length}张：{counting.given.join('、')}</Text> : <NumberBox label="发出的票" of="总张数" value={pile.issued} onChange={(issued) => setPile({ ...pile, issued })} />}
            <NumberBox label="收回的票" of="总张数" value={pile.returned} onChange={(returned) => setPile({ ...pile, returned })} />
            <NumberBox label="其中无效的票" of="总张数" value={pile.invalid} onChange={(invalid) => setPile({ ...pile, invalid })} />
            <Says said={pileSays(counting, pile)} />
          </Card>
        ) : null}
        {questions.slice(part * AT_ONCE, (part + 1) * AT_ONCE).map(({ key, name }, n) => (
          <Card key={key} title={hands ? name : `第${part * AT_ONCE + n + 1}行 ${name}`}>
            {choices.map((choice) => (
              <NumberBox key={choice.key} label={choice.label} of={name} value={pile.answers[key]?.[choice.key] ?? ''} {...(hands ? { unit: '人' as const } : {})} {...(isRest(choice.key) && !hands ? { rest: restOf(pile, key) } : {})} onChange={(typed) => answer(key, choice.key, typed)} />
            ))}
            <Says said={hands ? handsSay(counting, pile, key) : questionSays(pile, key)} />
          </Card>
        ))}
        {last && seats !== null && !voids ? <Written counting={counting} pile={pile} onChange={(others) => setPile({ ...pile, others })} /> : null}
      </View>
    </Page>
  )
}

/** How it adds up, in words; its colour only repeats them. */
const Says = ({ said }: { said: Said }) => <View className={said.good ? css.good : css.open}>{said.text}</View>

/** Names that were written in on the ballots of an election, with how many ballots each has. */
function Written({ counting, pile, onChange }: { counting: Asked; pile: Pile; onChange: (others: Pile['others']) => void }) {
  const { others } = pile
  const change = (n: number, part: Partial<Pile['others'][number]>): void => onChange(others.map((one, i) => (i === n ? { ...one, ...part } : one)))
  return (
    <Card title="另选他人">
      {others.map(({ name, n }, i) => (
        <View key={i} className={css.written}>
          <TextField label={`票上写的第${i + 1}个姓名`} value={name} max={20} placeholder="照票上写" onChange={(next) => change(i, { name: next })} />
          <NumberBox label="有几张票写了" of={name || `第${i + 1}个姓名`} value={n} onChange={(next) => change(i, { n: next })} />
          <Button text="删去这个姓名" kind="plain" small onTap={() => onChange(others.filter((_one, at) => at !== i))} />
        </View>
      ))}
      <Button text={others.length > 0 ? '再加一个姓名' : '票上另写了别人'} kind="plain" onTap={() => onChange([...others, { name: '', n: '' }])} />
      <Says said={othersSay(counting, pile)} />
    </Card>
  )
}

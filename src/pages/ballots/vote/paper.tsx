import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { BallotPaper } from '../../../../types/contracts/ballots'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Tap } from '../../../components/tap'
import { tell } from '../../../services/say'
import type { Summaries } from '../../../services/summaries'
import { countText, namesAreGood, othersLeft, whyNotChoose, type Given } from './choosing'
import { Others } from './others'
import css from '../../../styles/ballots.module.scss'

interface Props { paper: BallotPaper; given: Given; onGive: (given: Given) => void; onDone: () => void; /** Of a review: whose summary there is to read before one chooses. */ written?: readonly string[]; summaries?: Summaries }

/** So many people stand on one screenful: more would make an old phone slow. */
const AT_ONCE = 20

/** The ballot: every row is alike, nothing is chosen beforehand, and there is no way to choose one grade for all. */
export function PaperForm({ paper, given, onGive, onDone, written = [], summaries }: Props) {
  const [part, setPart] = useState(0)
  const { answers, others } = given
  const parts = Math.ceil(paper.questions.length / AT_ONCE)
  const left = paper.questions.filter(({ key }) => !answers[key]).length
  const last = part === parts - 1
  const turn = (to: number): void => {
    setPart(to)
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }
  const choose = (key: string, choice: string): void => {
    const why = whyNotChoose(paper, given, key, choice)
    if (why) void tell(why, '这样选不行')
    else onGive({ answers: { ...answers, [key]: choice }, others })
  }
  const unchosen = left === 0 ? '' : paper.questions.length === 1 ? '还没有选，不选按弃权' : `还有${left}位没有选，不选按弃权`
  // Longer answers, as of a poll, stand below one another.
  const longest = Math.max(...paper.choices.map(({ label }) => label.length))
  const look = longest > 4 ? css.wide : longest > 3 ? css.choices : css.three
  const note = [countText(paper, given), parts > 1 ? `第${part + 1}页，共${parts}页` : '', unchosen].filter(Boolean).join('；')
  return (
    <Page
      over={summaries?.sheet}
      footer={(
        <FooterBar {...(note ? { note } : {})}>
          {part > 0 ? <Button text="上一页" kind="plain" onTap={() => turn(part - 1)} /> : null}
          {last ? <Button text="选好了" disabled={!namesAreGood(paper, given)} onTap={onDone} /> : <Button text="下一页" onTap={() => turn(part + 1)} />}
        </FooterBar>
      )}
    >
      <View>
        {paper.questions.slice(part * AT_ONCE, (part + 1) * AT_ONCE).map(({ key, name }) => (
          <Card key={key}>
            {summaries && written.length > 0 ? <NameRow name={name} onRead={written.includes(key) ? () => summaries.read(key) : null} /> : <View className={css.name}>{name}</View>}
            <View className={look}>
              {paper.choices.map((choice) => (
                <Tap key={choice.key} className={answers[key] === choice.key ? css.chosen : css.choice} role="radio" checked={answers[key] === choice.key} label={`${name}，${choice.label}`} onTap={() => choose(key, choice.key)}>
                  {choice.label}
                </Tap>
              ))}
            </View>
          </Card>
        ))}
        {last && (others.length > 0 || othersLeft(paper, given) > 0) ? <Others paper={paper} given={given} onChange={(next) => onGive({ answers, others: next })} /> : null}
      </View>
    </Page>
  )
}

/** Every row is as high as any other, whether or not there is a summary to read. */
function NameRow({ name, onRead }: { name: string; onRead: (() => void) | null }) {
  return (
    <View className={css.nameRow}>
      <View className={css.nameIn}>{name}</View>
      {onRead ? <Button text="看总结" kind="quiet" small label={`${name}，看总结`} onTap={onRead} /> : <View className={css.none}>没写总结</View>}
    </View>
  )
}

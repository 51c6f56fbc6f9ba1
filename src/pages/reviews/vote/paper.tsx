import { View } from '@tarojs/components'
import type { BallotPaper } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Tap } from '../../../components/tap'
import css from '../index.module.scss'

interface Props { paper: BallotPaper; answers: Record<string, string>; onChoose: (key: string, choice: string) => void; onDone: () => void }

/** The ballot: every row is alike, nothing is chosen beforehand, and there is no way to choose one grade for all. */
export function PaperForm({ paper, answers, onChoose, onDone }: Props) {
  const left = paper.questions.filter(({ key }) => !answers[key]).length
  return (
    <Page footer={<FooterBar {...(left > 0 ? { note: `还有${left}位没有选，不选按弃权` } : {})}><Button text="选好了" onTap={onDone} /></FooterBar>}>
      <View>
        {paper.questions.map(({ key, name }) => (
          <Card key={key}>
            <View className={css.name}>{name}</View>
            <View className={css.choices}>
              {paper.choices.map((choice) => (
                <Tap key={choice.key} className={answers[key] === choice.key ? css.chosen : css.choice} role="radio" checked={answers[key] === choice.key} label={`${name}，${choice.label}`} onTap={() => onChoose(key, choice.key)}>
                  {choice.label}
                </Tap>
              ))}
            </View>
          </Card>
        ))}
      </View>
    </Page>
  )
}

import { Text, View } from '@tarojs/components'
import type { BallotPaper } from '../../../../types/contracts/ballots'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import css from '../../../styles/ballots.module.scss'

interface Props { paper: BallotPaper; answers: Record<string, string>; busy: boolean; onBack: () => void; onSend: () => void }

/** 您选了…: looked at once more; after this no screen shows it again. */
export function Picked({ paper, answers, busy, onBack, onSend }: Props) {
  const labelOf = (key: string): string | undefined => paper.choices.find((choice) => choice.key === answers[key])?.label
  return (
    <Page footer={<FooterBar><Button text="再看看" kind="plain" disabled={busy} onTap={onBack} /><Button text="交票" busy={busy} onTap={onSend} /></FooterBar>}>
      <Card title="您选了">
        {paper.questions.map(({ key, name }) => (
          <View key={key} className={css.picked}>
            <Text>{name}</Text>
            <Text className={labelOf(key) ? '' : css.none}>{labelOf(key) ?? '没有选，按弃权'}</Text>
          </View>
        ))}
      </Card>
      <View className={css.facts}>交票后不能修改，也不再显示您选了什么。</View>
    </Page>
  )
}

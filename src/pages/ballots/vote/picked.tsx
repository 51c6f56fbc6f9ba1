import { Text, View } from '@tarojs/components'
import type { BallotPaper } from '../../../../types/contracts/ballots'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { ballotOf, chosenOf, type Given } from './choosing'
import css from '../../../styles/ballots.module.scss'

interface Props { paper: BallotPaper; given: Given; busy: boolean; onBack: () => void; onSend: () => void }

/** 您选了…: looked at once more; after this no screen shows it again. */
export function Picked({ paper, given, busy, onBack, onSend }: Props) {
  const labelOf = (key: string): string | undefined => paper.choices.find((choice) => choice.key === given.answers[key])?.label
  const { others } = ballotOf(given)
  const chosen = chosenOf({ ...given, others })
  return (
    <Page footer={<FooterBar><Button text="再看看" kind="plain" disabled={busy} onTap={onBack} /><Button text="交票" busy={busy} onTap={onSend} /></FooterBar>}>
      <Card title="您选了">
        {paper.questions.map(({ key, name }) => (
          <View key={key} className={css.picked}>
            <Text>{name}</Text>
            <Text className={labelOf(key) ? css.pick : css.none}>{labelOf(key) ?? '没有选，按弃权'}</Text>
          </View>
        ))}
        {others.map((name) => (
          <View key={name} className={css.picked}>
            <Text>{name}</Text>
            <Text className={css.pick}>另选</Text>
          </View>
        ))}
      </Card>
      {paper.seats === null ? null : <View className={css.facts}>应选{paper.seats}人，您选了{chosen}人{chosen < paper.seats ? '，少选的票有效' : ''}。</View>}
      <View className={css.facts}>交票后不能修改，也不再显示您选了什么。</View>
    </Page>
  )
}

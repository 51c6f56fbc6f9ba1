import { Text, View } from '@tarojs/components'
import type { BallotPaper } from '../../../../types/contracts/ballots'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { TextField } from '../../../components/field'
import { NAME, othersLeft, whyNotName, type Given } from './choosing'
import css from '../../../styles/ballots.module.scss'

interface Props { paper: BallotPaper; given: Given; onChange: (others: string[]) => void }

/** 另选他人: in place of whom one refuses, other names may be written in. */
export function Others({ paper, given, onChange }: Props) {
  const { others } = given
  const left = othersLeft(paper, given)
  return (
    <Card title="另选他人">
      <Text className={css.promise}>不赞成几位候选人，可以另选几位同志，也可以不另选。请写清姓名。</Text>
      {others.map((name, n) => (
        <View key={n} className={css.other}>
          <View className={css.otherName}><TextField label={`另选的第${n + 1}位`} value={name} max={NAME} placeholder="写姓名" error={whyNotName(paper, given, n)} onChange={(next) => onChange(others.map((one, i) => (i === n ? next : one)))} /></View>
          <Button text="删去" kind="plain" small label={`删去另选的第${n + 1}位`} onTap={() => onChange(others.filter((_one, i) => i !== n))} />
        </View>
      ))}
      {left > 0 ? <View className={css.above}><Button text={others.length > 0 ? '再另选一位' : '另选一位'} kind="plain" onTap={() => onChange([...others, ''])} /></View> : null}
    </Card>
  )
}

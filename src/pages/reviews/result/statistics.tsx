import { Text, View } from '@tarojs/components'
import type { OutputOf } from '../../../../types/contracts'
import { Card } from '../../../components/card'
import { aria } from '../../../services/aria'
import { numbersOf } from './words'
import css from './index.module.scss'

type Statistics = OutputOf<'reviews.statistics'>
type Comparison = Statistics['kinds']

/** One shade for each choice, in their order, from dark to light: no choice looks better than another. */
const shades = [css.shade1, css.shade2, css.shade3, css.shade4, css.shade5, css.shade6]

/** The review as a whole: a bar for each group, each share with its word and number, and what can be said of differences. */
export function StatisticsCard({ statistics }: { statistics: Statistics }) {
  const { choices, groups, kinds, before } = statistics
  const said = [kinds, before?.members ?? null, before?.others ?? null].filter((one): one is NonNullable<Comparison> => one !== null)
  if (groups.every(({ ballots }) => ballots === 0)) return null
  return (
    <Card title="总体情况">
      {groups.filter(({ ballots }) => ballots > 0).map(({ group, name, ballots, shares }) => (
        <View key={group} className={css.group}>
          <View className={css.groupName}>{name}（{ballots}张票）</View>
          {shares ? <Bar name={name} choices={choices} shares={shares} /> : <View className={css.small}>票数少，或者从别的数减得出来，不单独显示，免得看出是谁投的。</View>}
        </View>
      ))}
      {said.map((one) => (
        <View key={one.sentence} className={css.comparison}>
          <View>{one.sentence}。</View>
          <View className={css.small}>{numbersOf(one)}</View>
        </View>
      ))}
      {before && said.length > 0 ? <View className={css.small}>上年度指{before.year}年度。只供参考，不代替了解情况。</View> : null}
    </Card>
  )
}

function Bar({ name, choices, shares }: { name: string; choices: Statistics['choices']; shares: number[] }) {
  const parts = choices.map(({ key, label }, n) => ({ key, label, share: shares[n] ?? 0, shade: shades[n] ?? '' })).filter(({ share }) => share > 0)
  return (
    <View {...aria({ role: 'img', label: `${name}：${parts.map(({ label, share }) => `${label}百分之${share}`).join('，')}` })}>
      <View className={css.bar}>{parts.map(({ key, share, shade }) => <View key={key} className={shade} style={{ width: `${share}%` }} />)}</View>
      <View className={css.words}>
        {parts.map(({ key, label, share, shade }) => <View key={key} className={css.word}><View className={`${css.swatch} ${shade}`} /><Text>{label} {share}%</Text></View>)}
      </View>
    </View>
  )
}

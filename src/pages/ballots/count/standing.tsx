import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { CheckRows, type Pile, type PileAct } from '../../../components/piles'
import { Result } from '../../../components/result'
import { whenText } from '../../../services/dates'
import { Given } from './given'
import { rowsApart, type Counting } from './pile'
import css from './index.module.scss'

interface Props { counting: Counting; over: ReactNode; onAgain: () => void; onLook: () => void; onGive: () => void; onCheck: (act: PileAct) => void }

/** A pile beside phones, as what is checked of it wants it. */
export const asPile = (key: string, name: string): Pile => ({ key, name, entry: 'roster', entitled: 0, taken: null })

/** Where they differ: first only that they do, so that each counts again instead of looking for the row. */
const apartText = (counting: Counting): string => (counting.differs.length > 0 ? `${rowsApart(counting).join('、')}。请都重新数一遍，再各自录入。` : '请都重新数一遍，再各自录入。各录两次还不一致，就指出是哪几行。')
const leftText = ({ can, mine, left }: Counting): string => (can.count && mine ? `您还可以录入${left}次。` : '')

/** Where a pile stands once the caller has counted it; another's numbers are shown to nobody before two agree. */
export function Standing({ counting, over, onAgain, onLook, onGive, onCheck }: Props) {
  const { agreed, apart, gone, entered, mine, can, why } = counting
  // Beside phones there may be no paper at all.
  const none = counting.given?.length === 0 && !mine && !agreed
  const again = none ? null : <Button text={mine ? '重新录入' : '开始录入'} kind={!agreed && (apart || !mine) ? 'primary' : 'plain'} reason={can.count ? undefined : why.count} onTap={onAgain} />
  return (
    <Page over={over} footer={(agreed && !can.count) || none ? null : <FooterBar>{agreed || apart || !mine ? null : <Button text="看看录好没有" onTap={onLook} />}{again}</FooterBar>}>
      <View>
        {agreed ? <Result kind="done" title="两人录入一致" text={`${counting.title}，${counting.groupName}的票数${can.count ? '一致了。结束计票以前发现录错，还可以重新录入。' : '已定。'}`} />
          : apart ? <Result kind="failed" title="两人录入的不一致" text={apartText(counting) + leftText(counting)} />
            : none ? <Result kind="done" title="没有发过纸质票" text={can.count ? '都用手机投的，不用录入。有同志要用纸质票，先在下面按姓名发。' : '都用手机投的，没有要录入的。'} /> : <Result kind="working" title={mine ? '已录入，等另一位同志录入' : '还没有录入'} text={mine ? '另一位同志录完以后，两人一致才算数。' : counting.hands ? '您可以录入举手的人数。' : '您可以录入这一堆纸质票。'} />}
        {entered.length > 0 ? <List title="已经录入的同志">{entered.map(({ name, mine: own }) => <Cell key={name} title={own ? `${name}（您）` : name} />)}</List> : null}
        <Given counting={counting} onGive={onGive} />
        {gone.length > 0 ? <List title="换下的监票人、计票人">{gone.map(({ name, byName, at, reason }) => <Cell key={`${name}${at}`} title={name} hint={`${whenText(at)}由${byName}换下：${reason}`} />)}</List> : null}
        {agreed ? <Agreed counting={counting} agreed={agreed} /> : null}
        {can.check ? <CheckRows pile={asPile('', counting.groupName)} onAct={onCheck} /> : null}
      </View>
    </Page>
  )
}

function Agreed({ counting: { questions, choices, hands }, agreed }: { counting: Counting; agreed: NonNullable<Counting['agreed']> }) {
  const others = Object.entries(agreed.others ?? {})
  return (
    <Card title="一致的票数">
      {hands ? null : <View className={css.says}>发出{agreed.issued}张，收回{agreed.returned}张，无效{agreed.invalid}张，有效{Math.max(agreed.returned - agreed.invalid, 0)}张</View>}
      {questions.some(({ key }) => agreed.answers[key]) ? null : <View className={css.says}>票太少，各项票数只给数过这些票的人看。</View>}
      {questions.filter(({ key }) => agreed.answers[key]).map(({ key, name }) => (
        <View key={key} className={css.line}>
          <Text className={css.name}>{name}</Text>
          <Text className={css.says}>{choices.map((choice) => `${choice.label}${agreed.answers[key]?.[choice.key] ?? 0}`).join('，')}</Text>
        </View>
      ))}
      {others.map(([name, n]) => <View key={name} className={css.line}><Text className={css.name}>{name}（另选）</Text><Text className={css.says}>{n}票</Text></View>)}
    </Card>
  )
}

import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { grades } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Page } from '../../../components/page'
import { PileRows } from '../../../components/piles'
import { Tap } from '../../../components/tap'
import { useAction } from '../../../services/action'
import { showFile } from '../../../services/made-file'
import { param } from '../../../services/nav'
import { usePiles } from '../../../services/piles'
import { useQuery } from '../../../services/query'
import { copy } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import { GradeSheet } from './grade-sheet'
import { StatisticsCard } from './statistics'
import { useResult } from './use-result'
import { adviceOf, linesOf, type Person, type ResultOut } from './words'
import css from '../../../styles/ballots.module.scss'
import own from './index.module.scss'

/** The counts, and the grades that the committee enters: the ballots advise, the committee decides. */
export default function ReviewResultPage() {
  const id = param(useRouter().params, 'id')
  const review = useQuery('reviews.get', { reviewId: id })
  const result = useResult(id)
  const statistics = useQuery('reviews.statistics', { reviewId: id })
  const [grading, setGrading] = useState<Person | null>(null)
  const sensitive = useSensitive()
  const piles = usePiles('review', id, review.data?.state ?? 'closed', sensitive.guard)
  const form = useAction('reviews.summarySheet', { guard: sensitive.guard })
  const over = grading && result.data ? <GradeSheet key={grading.memberId} reviewId={id} person={grading} result={result.data} onClose={() => setGrading(null)} onDone={() => { setGrading(null); void result.refresh(grading.memberId) }} /> : null
  return (
    <Page query={result} over={<>{sensitive.sheet}{piles.sheet}{over}</>}>
      {(data) => (
        <View>
          <Turnout result={data} />
          {statistics.data ? <StatisticsCard statistics={statistics.data} /> : null}
          <List title="逐人评定" note={noteOf(data, review.data?.scored ?? false)}>
            {data.people.filter(({ graded }) => graded).map((person) => <PersonRow key={person.memberId} person={person} result={data} {...(review.data?.can.grade ? { onTap: () => setGrading(person) } : {})} />)}
          </List>
          {data.next ? <View className={css.lead}><Button text="再看一些" kind="plain" busy={result.loading} onTap={() => void result.more()} /></View> : null}
          {review.data ? <PileRows title="监票和封存" note="监票导出不能拼回一张完整的票；谁都可以用它重新计算，与公布的指纹核对。" piles={review.data.groups} state={review.data.state} hintOf={({ key }) => ballotsOf(data, key)} onTap={piles.tap} /> : null}
          <List title="报表">
            <Cell title="民主评议情况汇总表" hint="表格文件，一天后删除" onTap={() => void form.run({ reviewId: id }).then((made) => showFile(made))} />
            {data.fingerprint.some(({ fingerprint }) => fingerprint) ? <Cell title="复制票箱指纹" hint="公布出去，和监票导出对得上，就没有人改过" noArrow onTap={() => void copy(data.fingerprint.filter(({ fingerprint }) => fingerprint).map(({ name, fingerprint }) => `${name}：${fingerprint}`).join('\n'), '指纹已复制')} /> : null}
          </List>
        </View>
      )}
    </Page>
  )
}

/** 12张票，其中纸质票4张. */
function ballotsOf({ fingerprint }: ResultOut, key: string): string {
  const group = fingerprint.find((one) => one.group === key)
  return group ? `${group.ballots}张票${group.paper > 0 ? `，其中纸质票${group.paper}张` : ''}` : ''
}

const noteOf = ({ shownFrom }: ResultOut, scored: boolean): string => [
  `看票不唯票：票数${scored ? '和参考分' : ''}供参考，等次由支委会研究确定；与票数最多的等次不同，要写明理由。`,
  `少于${shownFrom}张票的一组，和从别的数里减得出来的，都不单独显示，免得看出是谁投的${scored ? '；有一组不能显示，就不算参考分' : ''}。`,
].join('')

/** One person: what the ballots say over the whole width, the grade beside the name. */
function PersonRow({ person, result, onTap }: { person: Person; result: ResultOut; onTap?: () => void }) {
  const { name, grade, reason } = person
  const inside = (
    <>
      <View className={own.top}><Text className={own.name}>{name}</Text><Text className={own.grade}>{grade ? grades[grade] : onTap ? '评定' : '未评定'}</Text></View>
      <Text className={own.says}>{[...linesOf(person, result), ...(reason ? [`理由：${reason}`] : [])].join('\n')}</Text>
      {adviceOf(person) ? <Text className={own.advice}>{adviceOf(person)}</Text> : null}
    </>
  )
  return onTap ? <Tap className={own.person} label={`${name}，${grade ? grades[grade] : '未评定'}，去评定`} onTap={onTap}>{inside}</Tap> : <View className={own.person}>{inside}</View>
}

function Turnout({ result }: { result: ResultOut }) {
  return (
    <Card title="参加情况">
      {result.fingerprint.map(({ group, name, ballots, entitled, paper }) => <View key={group} className={css.counts}>{name}：{ballots}/{entitled}人{paper > 0 ? `，其中纸质票${paper}张` : ''}</View>)}
      <View className={css.promise}>优秀最多{result.excellentAtMost}名（{result.excellentOf}人的三分之一），已定{result.excellentGiven}名。{result.waiting > 0 ? `还有${result.waiting}位没有评定。` : `${result.graded}位都已评定。`}</View>
    </Card>
  )
}

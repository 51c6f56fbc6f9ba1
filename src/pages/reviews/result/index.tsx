import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { grades, type Grade } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Check } from '../../../components/check'
import { LongTextField } from '../../../components/field'
import { Page } from '../../../components/page'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { openDocument } from '../../../services/document'
import { copy, said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import css from '../../../styles/ballots.module.scss'

type ResultOut = OutputOf<'reviews.result'>
type Person = ResultOut['people'][number]
const usual = (Object.keys(grades) as Grade[]).map((key) => ({ key, text: grades[key] }))

/** So many people are shown at a time. */
const STEP = 15

/** The counts, and the grades that the committee enters: the ballots advise, the committee decides. */
export default function ReviewResultPage() {
  const id = param(useRouter().params, 'id')
  const review = useQuery('reviews.get', { reviewId: id })
  const result = useQuery('reviews.result', { reviewId: id })
  const [shown, setShown] = useState(STEP)
  const [grading, setGrading] = useState<Person | null>(null)
  const sensitive = useSensitive()
  const [scrutiny, form] = [useAction('ballots.scrutiny', { guard: sensitive.guard }), useAction('reviews.summarySheet', { guard: sensitive.guard })]
  const send = async (made: Promise<{ link: string; fileName: string } | null>): Promise<void> => {
    const file = await made
    if (!file) return
    if (file.fileName.endsWith('.xlsx')) await openDocument(file.link, file.fileName).catch(() => said('文件没有打开，请再试一次'))
    else await copy(file.link, '链接已复制，10分钟内在电脑浏览器里打开')
  }
  const over = grading ? <GradeSheet key={grading.memberId} reviewId={id} person={grading} result={result.data!} onClose={() => setGrading(null)} onDone={() => { setGrading(null); void result.reload() }} /> : null
  return (
    <Page query={result} over={<>{sensitive.sheet}{over}</>}>
      {(data) => (
        <View>
          <Card title="参加情况">
            {data.fingerprint.map((group) => <View key={group.group} className={css.counts}>{group.name}：{group.ballots}/{group.entitled}人</View>)}
            <View className={css.promise}>优秀最多{data.excellentAtMost}名，已定{data.excellentGiven}名。</View>
          </Card>
          <List title="逐人评定" note={`票数供参考，等次由支委会研究确定；与票数最多的等次不同，要写明理由。少于${data.shownFrom}张票的一组不单独显示票数。`}>
            {data.people.filter(({ graded }) => graded).slice(0, shown).map((person) => (
              <Cell
                key={person.memberId} title={person.name} value={person.grade ? grades[person.grade] : '未评定'} {...(review.data?.can.grade ? { onTap: () => setGrading(person) } : {})}
                hint={<Text className={css.body}>{[countsOf(person, data), person.reason ? `理由：${person.reason}` : ''].filter(Boolean).join('\n')}</Text>}
              />
            ))}
          </List>
          {data.people.filter(({ graded }) => graded).length > shown ? <View className={css.lead}><Button text="再看一些" kind="plain" onTap={() => setShown(shown + STEP)} /></View> : null}
          <List title="监票和报表" note="监票导出不能拼回一张完整的票；谁都可以用它重新计算，与公布的指纹核对。">
            {data.fingerprint.map((group) => <Cell key={group.group} title={`${group.name}监票导出`} hint="逐人分开列票，给监票人核对" onTap={() => void send(scrutiny.run({ kind: 'review', id, group: group.group }))} />)}
            <Cell title="复制票箱指纹" hint="公布出去，和监票导出对得上，就没有人改过" noArrow onTap={() => void copy(data.fingerprint.filter(({ fingerprint }) => fingerprint).map(({ name, fingerprint }) => `${name}：${fingerprint}`).join('\n'), '指纹已复制')} />
            <Cell title="民主评议情况汇总表" hint="表格文件，一天后删除" onTap={() => void send(form.run({ reviewId: id }))} />
          </List>
        </View>
      )}
    </Page>
  )
}

/** What each group's ballots say of a person, in words, a line each. */
function countsOf(person: Person, result: ResultOut): string {
  return person.groups.map(({ group, counts }) => {
    const { name = '', ballots = 0 } = result.fingerprint.find((one) => one.group === group) ?? {}
    const text = counts ? result.choices.flatMap(({ label }, n) => (counts[n]! > 0 ? `${label}${counts[n]}` : [])).join('，') || '没有票' : `${ballots}张票，太少不显示`
    return `${name}：${text}`
  }).join('\n')
}

function GradeSheet({ reviewId, person, result, onClose, onDone }: { reviewId: string; person: Person; result: ResultOut; onClose: () => void; onDone: () => void }) {
  const [chosen, setChosen] = useState<Grade | null>(person.grade)
  const [reason, setReason] = useState(person.reason ?? '')
  const [missing, setMissing] = useState(false)
  const grade = useAction('reviews.grade', { onError: (error) => { if (error.code === 'reviewGradeReason') setMissing(true); return error.code === 'reviewGradeReason' } })
  const go = async (): Promise<void> => {
    if (!chosen || !(await grade.run({ reviewId, memberId: person.memberId, grade: chosen, reason: reason.trim() }))) return
    said('已评定')
    onDone()
  }
  return (
    <Sheet open title={`评定${person.name}同志`} onClose={onClose} footer={<Button text="保存" busy={grade.busy} disabled={chosen === null} onTap={() => void go()} />}>
      <View className={css.lead}><Text className={css.body}>{countsOf(person, result)}</Text></View>
      <List>{usual.map(({ key, text }) => <Cell key={key} title={text} before={<Check on={chosen === key} />} role="radio" checked={chosen === key} noArrow onTap={() => setChosen(key)} />)}</List>
      <LongTextField label="理由" optional value={reason} onChange={(next) => { setReason(next); setMissing(false) }} max={300} error={missing ? '和票数最多的等次不一样，请写明理由' : null} hint="与票数最多的等次不同时必须写" />
    </Sheet>
  )
}

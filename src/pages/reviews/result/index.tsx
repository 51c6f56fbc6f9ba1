import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { deciders } from '../../../../types/contracts/codes'
import type { Review } from '../../../../types/contracts/reviews'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Fingerprints } from '../../../components/fingerprints'
import { Page } from '../../../components/page'
import { PileRows } from '../../../components/piles'
import { ReasonSheet } from '../../../components/reason'
import { SearchBar } from '../../../components/search'
import { Segmented } from '../../../components/segmented'
import { useAction } from '../../../services/action'
import { showFile } from '../../../services/made-file'
import { param } from '../../../services/nav'
import { usePiles } from '../../../services/piles'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { useSensitive, type Sensitive } from '../../../services/sensitive'
import { BulkSheets } from './bulk-sheets'
import { CorrectSheet } from './correct-sheet'
import { GradeSheet } from './grade-sheet'
import { Grading } from './grading'
import { PersonRow } from './people'
import { SettingsSheet } from './settings-sheet'
import { StatisticsCard } from './statistics'
import { useResult, type Filter, type Result } from './use-result'
import { turnoutLines, type Person, type ResultOut } from './words'
import css from '../../../styles/ballots.module.scss'

/** From so many people on one looks for a name. */
const MANY = 10
type Open = { kind: 'grade' | 'correct'; person: Person } | { kind: 'many' | 'settings' | 'reason' } | null

/** The counts, and the grades that the committee enters: the ballots advise, the committee decides. */
export default function ReviewResultPage() {
  const id = param(useRouter().params, 'id')
  const review = useQuery('reviews.get', { reviewId: id })
  const [filter, setFilter] = useState<Filter>({ search: '', waiting: false })
  const result = useResult(id, filter)
  const statistics = useQuery('reviews.statistics', { reviewId: id })
  const [opened, setOpened] = useState<Open>(null)
  const sensitive = useSensitive()
  const piles = usePiles('review', id, review.data?.state ?? 'closed', sensitive.guard)
  const form = useAction('reviews.summarySheet', { guard: sensitive.guard })
  const goNext = async (after: string | null): Promise<void> => {
    const person = await result.nextAfter(after).catch(() => null)
    if (!person) said('都已评定')
    setOpened(person && { kind: 'grade', person })
  }
  const can = review.data?.can
  const shown = filter.waiting ? 'waiting' : 'all'
  const tap = (person: Person): (() => void) | undefined => (can?.grade ? () => setOpened({ kind: 'grade', person }) : can?.correct && person.grade ? () => setOpened({ kind: 'correct', person }) : undefined)
  const sheets = review.data && result.data && opened ? <Sheets opened={opened} review={review.data} data={result.data} result={result} guard={sensitive.guard} onNext={goNext} onClose={() => setOpened(null)} reload={review.reload} /> : null
  return (
    <Page query={result} over={<>{sheets}{piles.sheet}{sensitive.sheet}</>}>
      {(data) => (
        <View>
          {review.data ? <Turnout review={review.data} result={data} /> : null}
          {review.data ? <Grading review={review.data} result={data} onMany={() => setOpened({ kind: 'many' })} onNext={() => void goNext(null)} onSettings={() => setOpened({ kind: 'settings' })} onReason={() => setOpened({ kind: 'reason' })} /> : null}
          {statistics.data ? <StatisticsCard statistics={statistics.data} /> : null}
          {data.graded > MANY ? <SearchBar placeholder="按姓名查找" onSearch={(search) => setFilter({ ...filter, search })} /> : null}
          {can?.grade && data.graded > MANY ? <Segmented items={[{ key: 'all', text: `全部${data.graded}` }, { key: 'waiting', text: `未评定${data.waiting}` }]} chosen={shown} onChoose={(key) => setFilter({ ...filter, waiting: key === 'waiting' })} /> : null}
          <List title="逐人评定" note={review.data ? noteOf(data, review.data) : ''}>
            {data.people.filter(({ graded }) => graded).map((person) => {
              const onTap = tap(person)
              return <PersonRow key={person.memberId} person={person} result={data} verb={can?.grade ? '评定' : '更正'} {...(onTap ? { onTap } : {})} />
            })}
          </List>
          {data.people.length === 0 ? <View className={css.center}>{filter.search ? `没有姓名带“${filter.search}”的同志` : '都已评定'}</View> : null}
          {data.next ? <View className={css.lead}><Button text="再看一些" kind="plain" busy={result.loading} onTap={() => void result.more()} /></View> : null}
          {review.data ? <PileRows title="监票和封存" note="监票导出不能拼回一张完整的票；谁都可以用它重新计算，与公布的指纹核对。" piles={review.data.groups} state={review.data.state} hintOf={({ key }) => ballotsOf(data, key)} onTap={piles.tap} /> : null}
          <List title="报表">
            <Cell title="民主评议情况汇总表" hint="表格文件，打印后签字盖章上报；一天后删除" onTap={() => void form.run({ reviewId: id }).then((made) => showFile(made))} />
          </List>
          <Fingerprints hashes={data.fingerprint} />
        </View>
      )}
    </Page>
  )
}

interface SheetsProps { opened: NonNullable<Open>; review: Review; data: ResultOut; result: Result; guard: Sensitive['guard']; onNext: (after: string) => Promise<void>; onClose: () => void; reload: () => Promise<void> }

/** Whatever is open over the page; once it is done, what it has changed is fetched again. */
function Sheets({ opened, review, data, result, guard, onNext, onClose, reload }: SheetsProps): ReactNode {
  const adjust = useAction('reviews.adjust')
  const done = (): void => { onClose(); void result.reload(); void reload() }
  const doneWith = (memberId: string): void => { void result.refresh(memberId); void reload() }
  switch (opened.kind) {
    case 'many': return <BulkSheets reviewId={review.id} onClose={onClose} onStale={() => void result.reload()} onDone={done} />
    case 'settings': return <SettingsSheet review={review} onClose={onClose} onDone={done} />
    case 'reason': return (
      <ReasonSheet
        open title="优秀为什么多" ok="保存" label="整体的理由" text="列在汇总表上，和优秀人数一起上报。" max={300} busy={adjust.busy}
        onDone={(excellentReason) => void adjust.run({ reviewId: review.id, excellentReason }).then((saved) => { if (saved) done() })} onClose={onClose}
      />
    )
    case 'correct': return <CorrectSheet review={review} person={opened.person} guard={guard} onClose={onClose} onDone={() => { onClose(); doneWith(opened.person.memberId) }} />
    case 'grade': {
      const { memberId } = opened.person
      return <GradeSheet key={memberId} reviewId={review.id} person={opened.person} result={data} onClose={onClose} onStale={() => { onClose(); doneWith(memberId) }} onDone={(further) => { doneWith(memberId); if (further) void onNext(memberId); else onClose() }} />
    }
  }
}

/** 12张票，其中纸质票4张. */
function ballotsOf({ fingerprint }: ResultOut, key: string): string {
  const group = fingerprint.find((one) => one.group === key)
  return group ? `${group.ballots}张票${group.paper > 0 ? `，其中纸质票${group.paper}张` : ''}` : ''
}

const noteOf = ({ shownFrom }: ResultOut, { scored, decidedBy }: Review): string => [
  `看票不唯票：票数${scored ? '和参考分' : ''}供参考，等次由${deciders[decidedBy]}研究确定；与票数最多的等次不同，要写明理由。`,
  `少于${shownFrom}张票的一组，和从别的数里减得出来的，都不单独显示，免得看出是谁投的${scored ? '；有一组不能显示，就不算参考分' : ''}。`,
].join('')

function Turnout({ review, result }: { review: Review; result: ResultOut }) {
  const isMembers = (group: string): boolean => review.groups.find(({ key }) => key === group)?.members ?? false
  return (
    <Card title="参加情况">
      {turnoutLines(result, isMembers).map((line) => <Text key={line} className={css.promise}>{line}</Text>)}
    </Card>
  )
}

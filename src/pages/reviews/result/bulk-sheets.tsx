import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Chips } from '../../../components/chips'
import { LongTextField } from '../../../components/field'
import { PeopleSheet } from '../../../components/people-sheet'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { gradesOf, hintOf, inOrder, namesOf, NO_ROOM, planOf, tickedFirst, type Advice, type Plan } from './bulk'
import css from '../../../styles/ballots.module.scss'

interface Props { reviewId: string; onClose: () => void; /** Somebody else has graded meanwhile. */ onStale: () => void; onDone: () => void }

/** Many at once: first who is 优秀, then everybody else in one act that is confirmed. */
export function BulkSheets({ reviewId, onClose, onStale, onDone }: Props) {
  const advice = useQuery('reviews.advice', { reviewId })
  const [ticked, setTicked] = useState<string[] | null>(null)
  const { data } = advice
  const again = (): void => { onStale(); void advice.reload().then(() => setTicked(null)) }
  if (data && ticked) return <Confirm reviewId={reviewId} plan={planOf(data.people, ticked)} full={ticked.length >= data.excellentAtMost} onClose={() => setTicked(null)} onStale={again} onDone={onDone} />
  return (
    <PeopleSheet
      key={data ? 'there' : 'coming'} title="谁是优秀" people={data ? inOrder(data.people).map((one) => ({ memberId: one.memberId, name: one.name, hint: hintOf(one) })) : null} failed={advice}
      chosen={data ? tickedFirst(data) : []} none {...(data ? { note: noteOf(data) } : {})} onDone={setTicked} onClose={onClose}
    />
  )
}

const noteOf = ({ by, people, excellentAtMost }: Advice): string => {
  const tied = people.filter(({ suggestion }) => suggestion === 'tied').length
  return [
    `优秀一般最多${excellentAtMost}名。“建议优秀”按${by === 'score' ? '参考分' : '优秀票的比例'}从高到低取，只给评定的人参考，不公布、不排名，都可以改。`,
    tied > 0 ? `有${tied}位并列，名额不够，没有勾上，请研究。` : '',
  ].join('')
}

function Confirm({ reviewId, plan, full, onClose, onStale, onDone }: { reviewId: string; plan: Plan; full: boolean; onClose: () => void; onStale: () => void; onDone: () => void }) {
  const { excellent, good, above, below, apart } = plan
  const [why, setWhy] = useState({ above: '', below: full ? NO_ROOM : '' })
  const [missing, setMissing] = useState(false)
  const grade = useAction('reviews.gradeMany', { onError: (error) => { if (error.code === 'reviewGradeChanged') onStale(); return false } })
  const grades = gradesOf(plan, { above: why.above.trim(), below: why.below.trim() })
  const go = async (): Promise<void> => {
    if ((above.length > 0 && !why.above.trim()) || (below.length > 0 && !why.below.trim())) { setMissing(true); return }
    if (!(await grade.run({ reviewId, grades }))) return
    said(`已评定${grades.length}位`)
    onDone()
  }
  const error = (reason: string): string | null => (missing && !reason.trim() ? '请写明理由' : null)
  return (
    <Sheet open title="这样评定？" onClose={onClose} footer={<><Button text="回去改" kind="plain" onTap={onClose} /><Button text={grades.length > 0 ? `评定${grades.length}位` : '没有要改的'} busy={grade.busy} disabled={grades.length === 0} onTap={() => void go()} /></>}>
      <View className={css.lead}>
        {excellent.length > 0 ? <Text className={css.promise}>优秀{excellent.length}位：{namesOf(excellent, 30)}</Text> : null}
        {good.length > 0 ? <Text className={css.promise}>合格{good.length}位：{namesOf(good)}</Text> : null}
        {apart.length > 0 ? <Text className={css.promise}>这里不动{apart.length}位：{namesOf(apart)}。票数最多的是基本合格或不合格，或者已经这样评定，请逐位研究。</Text> : null}
      </View>
      {below.length > 0 && why.below !== NO_ROOM ? <Chips items={[{ key: NO_ROOM, text: NO_ROOM }]} on={[]} onToggle={(text) => setWhy({ ...why, below: text })} role="button" /> : null}
      {below.length > 0 ? <LongTextField label={`${below.length}位票数最多的是优秀，评为合格的理由`} value={why.below} onChange={(text) => setWhy({ ...why, below: text })} max={300} error={error(why.below)} hint="同一个理由记在每位名下，之后可以逐位改" /> : null}
      {above.length > 0 ? <LongTextField label={`${namesOf(above)}票数最多的不是优秀，评为优秀的理由`} value={why.above} onChange={(text) => setWhy({ ...why, above: text })} max={300} error={error(why.above)} /> : null}
    </Sheet>
  )
}

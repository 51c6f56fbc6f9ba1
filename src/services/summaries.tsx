/** What somebody has written of the own year, read in a sheet. */
import { Text } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { Failed } from '../components/page'
import { Skeleton } from '../components/page/skeleton'
import { Sheet } from '../components/sheet'
import css from '../styles/ballots.module.scss'
import { useQuery } from './query'

export interface Summaries { read: (memberId: string) => void; /** Give it to Page's `over`. */ sheet: ReactNode }

/** Fetches one person's summary when it is asked for: of hundreds of people that would be a book. */
export function useSummaries(reviewId: string): Summaries {
  const [memberId, setMemberId] = useState<string | null>(null)
  return { read: setMemberId, sheet: memberId ? <Summary key={memberId} reviewId={reviewId} memberId={memberId} onClose={() => setMemberId(null)} /> : null }
}

function Summary({ reviewId, memberId, onClose }: { reviewId: string; memberId: string; onClose: () => void }) {
  const summary = useQuery('reviews.summary', { reviewId, memberId })
  return (
    <Sheet open title={summary.data ? `${summary.data.name}的总结` : '总结'} onClose={onClose}>
      {summary.data ? <Text className={css.body} userSelect>{summary.data.text}</Text> : summary.error ? <Failed error={summary.error} reload={summary.reload} /> : <Skeleton kind="detail" />}
    </Sheet>
  )
}

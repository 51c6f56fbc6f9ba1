import { View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { Page } from '../../../components/page'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { useSensitive } from '../../../services/sensitive'
import { FillFooter, useFilling } from './fill'
import { Outcome } from './outcome'
import { usePlan } from './plan'
import { PlanForm } from './plan-form'
import { ItemSheet, PeopleSheet } from './sheets'

/** One sheet from above: what goes into which column and who is in it, and when it is filled, what came of it. */
export default function BackfillDetailPage() {
  const id = param(useRouter().params, 'id')
  const [sheet, setSheet] = useState<number | undefined>()
  const run = useQuery('backfill.get', { runId: id, ...(sheet === undefined ? {} : { sheet }) })
  const plan = usePlan(run.data)
  const [again, setAgain] = useState(false)
  const sensitive = useSensitive()
  const data = run.data
  const filled = data !== null && data.state !== 'draft' && !again
  const preview = useQuery('backfill.preview', data?.can.fill && !filled && plan.columns.length > 0 ? { runId: id, ...plan.input } : null)
  const filling = useFilling(id, plan, sensitive, () => { setAgain(false); void run.reload() })
  const people = preview.data?.people ?? null
  return (
    <Page
      query={run} skeleton="detail"
      footer={data && !filled ? <FillFooter run={data} plan={plan} people={people} filling={filling} /> : null}
      over={(
        <>
          {data ? <ItemSheet run={data} plan={plan} /> : null}
          {data ? <PeopleSheet run={data} plan={plan} /> : null}
          {sensitive.sheet}
        </>
      )}
    >
      {(found) => (
        <View>
          {filled ? <Outcome run={found} sensitive={sensitive} onEdit={() => setAgain(true)} /> : <PlanForm run={found} plan={plan} preview={preview.data} filling={filling} onSheet={setSheet} />}
        </View>
      )}
    </Page>
  )
}

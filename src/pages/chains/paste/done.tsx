import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Result } from '../../../components/result'
import { replace } from '../../../services/nav'
import type { Target } from './target'

/** What has been registered, and where to see it. */
export function Done({ target, outcome }: { target: Target; outcome: OutputOf<'chains.record'> }) {
  const forActivity = target.kind === 'activity'
  const lines = [
    `${forActivity ? '报名' : '回复'}${outcome.yes}人，请假${outcome.no}人`,
    forActivity && outcome.waiting > 0 ? `名额已满，${outcome.waiting}人在候补` : '',
    outcome.missing > 0 ? `还有${outcome.missing}人没有接龙` : '全员都有回音了',
  ].filter(Boolean)
  return (
    <Result kind="done" title="已登记" text={lines.join('\n')}>
      {forActivity
        ? <Button text="看报名名单" onTap={() => replace('/pages/activities/people/index', { id: target.id })} />
        : <Button text="看已读情况" onTap={() => replace('/pages/notices/receipts/index', { id: target.id })} />}
      <Button text={forActivity ? '回到活动' : '回到通知'} kind="plain" onTap={() => replace(forActivity ? '/pages/activities/detail/index' : '/pages/notices/detail/index', { id: target.id })} />
    </Result>
  )
}

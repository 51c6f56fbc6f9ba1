import { useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button'
import { Result } from '../../components/result'
import { call, newRequestId, type CallError } from '../../services/cloud'
import { whenText } from '../../services/dates'
import { open, replace } from '../../services/nav'
import { asCallError, noteWrite } from '../../services/query'

type State = { now: 'working' } | { now: 'done'; at: string; points: number } | { now: 'failed'; error: CallError }

/** Checks in at once with the scanned code and says clearly how it went. */
export function CheckIn({ id, code }: { id: string; code: string }) {
  const [state, setState] = useState<State>({ now: 'working' })
  const request = useRef(newRequestId())

  const go = async (): Promise<void> => {
    setState({ now: 'working' })
    try {
      const { at, points } = await call('activities.checkIn', { activityId: id, code }, { requestId: request.current })
      noteWrite()
      setState({ now: 'done', at, points })
    } catch (error) {
      setState({ now: 'failed', error: asCallError(error) })
    }
  }
  useEffect(() => {
    void go()
    // One check-in per scanned code.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, code])

  const buttons = (
    <>
      <Button kind="plain" text="看这个活动" onTap={() => replace('/pages/activities/detail/index', { id })} />
      <Button kind="quiet" text="回到待办" onTap={() => open('/pages/home/index')} />
    </>
  )
  if (state.now === 'working') return <Result kind="working" title="正在签到…" />
  if (state.now === 'done') return <Result kind="done" title="签到成功" text={`${whenText(state.at)}${state.points > 0 ? `，得${state.points}分` : ''}`}>{buttons}</Result>
  if (state.error.code === 'alreadyCheckedIn') return <Result kind="done" title="您已经签到了" text="不用再签">{buttons}</Result>
  return (
    <Result kind="failed" title="没有签上" text={`${state.error.message}。\n也可以请组织者代签。`}>
      {state.error.code === 'unavailable' || state.error.code === 'internal' ? <Button text="再试一次" onTap={() => void go()} /> : null}
      {buttons}
    </Result>
  )
}

import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import type { Activity, SignUpStanding } from '../../../../types/contracts/activities'
import { Button } from '../../../components/button'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { ReasonSheet } from '../../../components/reason'
import { ShareButton } from '../../../components/share'
import { reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { askConsent, prepareConsent } from '../../../services/consent'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask, said } from '../../../services/say'
import { cardOf } from '../../../services/share'
import { CheckInSheet, useCheckIn } from './check-in'
import { Facts } from './facts'
import { OfficerRows } from './officer'
import { Standing } from './standing'
import { isFull, standingIn } from './words'

/** One activity: what it is, sign-up with the way back, check-in; for those who run it, their work with it. */
export default function ActivityDetailPage() {
  const id = param(useRouter().params, 'id')
  const activity = useQuery('activities.get', { activityId: id })
  const { data } = activity
  const [asking, setAsking] = useState<'code' | 'callOff' | null>(null)
  const signUp = useAction('activities.signUp')
  const cancel = useAction('activities.cancel')
  const callOff = useAction('activities.callOff')
  const checkIn = useCheckIn(id, () => {
    setAsking(null)
    if (data) activity.put({ ...data, checkedIn: true })
    void activity.reload()
  })
  useShareAppMessage(() => cardOf(`a.${id}`, data ? `活动：${data.title}` : '支部活动'))

  const mayConsent = data?.can.signUp ?? false
  useEffect(() => {
    if (mayConsent) void prepareConsent()
  }, [mayConsent])

  const settle = (before: Activity, standing: SignUpStanding | null): void => {
    activity.put(standing ? standingIn(before, standing) : before)
    // What may be done next is the server's to say.
    void activity.reload()
  }
  const goSignUp = async (before: Activity): Promise<void> => {
    void askConsent(isFull(before) ? ['placeFreed', 'activityReminder'] : ['activityReminder'])
    // Shown at once only where nobody can take the place meanwhile.
    if (before.capacity === null) activity.put(standingIn(before, { mine: 'going', position: null, going: before.going + 1, waiting: before.waiting }))
    settle(before, await signUp.run({ activityId: id }))
  }
  const goCancel = async (before: Activity): Promise<void> => {
    const lost = before.mine === 'going' && isFull(before)
    if (lost && !(await ask({ title: '撤回报名？', text: '名额已满，撤回后位置会让给候补的同志，再报名要重新排队。', ok: '撤回', no: '先不' }))) return
    if (before.mine === 'waiting' && !(await ask({ title: '退出候补？', text: '退出后再报名要重新排队。', ok: '退出', no: '继续等' }))) return
    settle(before, await cancel.run({ activityId: id }))
  }
  const goCallOff = async (reason: string): Promise<void> => {
    if (!(await callOff.run({ activityId: id, reason }))) return
    setAsking(null)
    said('活动已取消')
    await activity.reload()
  }

  const concerned = (data?.going ?? 0) + (data?.waiting ?? 0)
  const primary = data && primaryOf(data, () => void goSignUp(data), () => setAsking('code'))
  const footer = data ? (
    <FooterBar note={primary?.reason}>
      {mayDoBoth(data) ? <Button text="签到" kind="plain" busy={checkIn.busy} onTap={() => setAsking('code')} /> : <ShareButton text="发到群里" scene={`a.${id}`} kind="plain" />}
      {primary ? <Button text={primary.text} busy={signUp.busy || checkIn.busy} disabled={Boolean(primary.reason)} onTap={primary.go} /> : null}
    </FooterBar>
  ) : null
  const over = (
    <>
      <CheckInSheet open={asking === 'code'} checkIn={checkIn} onClose={() => { setAsking(null); checkIn.clear() }} />
      <ReasonSheet
        open={asking === 'callOff'} title="取消活动" ok="取消活动" danger busy={callOff.busy}
        text={concerned > 0 ? `已有${concerned}人报名或候补，取消后会告诉他们，不能恢复。` : '取消后不能恢复，需要时请重新发布。'}
        placeholder="如：会场临时占用，改期另行通知" onDone={(reason) => void goCallOff(reason)} onClose={() => setAsking(null)}
      />
    </>
  )
  return (
    <Page query={activity} skeleton="detail" footer={footer} over={over}>
      {(shown) => (
        <>
          <Standing activity={shown} busy={cancel.busy || signUp.busy} onCancel={() => void goCancel(shown)} />
          <Facts activity={shown} />
          <OfficerRows activity={shown} onCallOff={() => setAsking('callOff')} />
        </>
      )}
    </Page>
  )
}

/** Just before the start somebody who has not signed up may be at home or stand in the room: both ways are offered. */
const mayDoBoth = ({ mine, can }: Activity): boolean => mine === 'none' && can.signUp && can.checkIn

interface Primary { text: string; reason: string | undefined; go: () => void }

/** The one thing to do now: sign up, then check in; nothing once that is done. */
function primaryOf(activity: Activity, goSignUp: () => void, goCheckIn: () => void): Primary | null {
  if (activity.checkedIn) return null
  if (activity.mine === 'none' && (activity.can.signUp || !activity.can.checkIn)) return { text: isFull(activity) ? '报名候补' : '报名', reason: reasonOf(activity, 'signUp'), go: goSignUp }
  return { text: '签到', reason: reasonOf(activity, 'checkIn'), go: goCheckIn }
}

import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import type { BallotKind } from '../../../types/contracts/codes-ballots'
import { EmptyState } from '../../components/empty'
import { JoinWays } from '../../components/join-ways'
import { Failed, Page } from '../../components/page'
import { Skeleton } from '../../components/page/skeleton'
import { open, param, replace } from '../../services/nav'
import { keepPending } from '../../services/pending'
import { asCallError } from '../../services/query'
import { readScene, type Scene } from '../../services/scenes'
import { loadSession } from '../../services/session'
import type { CallError } from '../../services/cloud'
import { CheckIn } from './check-in'
import css from './index.module.scss'

type State = { now: 'looking' } | { now: 'failed'; error: CallError } | { now: 'join'; target: Scene } | { now: 'checkIn'; id: string; code: string }

const lead: Record<'notice' | 'activity' | 'checkIn' | 'own', string> = {
  notice: '这是支部里的通知，先加入支部就能看到。',
  activity: '这是支部里的活动，先加入支部就能看到。',
  checkIn: '签到前请先加入支部。',
  own: '这是党员投自己的票的码，请先绑定。',
}

/** The kinds of votes by their first letters. */
const kinds: Record<string, BallotKind> = { r: 'review', v: 'vote', e: 'election' }

/** Where scanned codes and shared cards arrive: finds out what they lead to and goes there. */
export default function EnterPage() {
  const scene = param(useRouter().params, 'scene')
  const target = readScene(scene)
  const [state, setState] = useState<State>({ now: 'looking' })
  const busy = useRef(false)

  const look = async (): Promise<void> => {
    if (!target || busy.current) return
    busy.current = true
    setState({ now: 'looking' })
    try {
      await follow(scene, target, setState)
    } catch (error) {
      setState({ now: 'failed', error: asCallError(error) })
    } finally {
      busy.current = false
    }
  }
  useEffect(() => {
    void look()
    // One look per opened card; `look` itself changes with every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [scene])

  if (!target) return <Page><EmptyState title="这个码打不开" hint="可能不完整，或是别的程序的码。请书记重新发一张。" action={{ text: '回到待办', onTap: () => open('/pages/home/index') }} /></Page>
  return (
    <Page>
      {state.now === 'looking' ? <Skeleton kind="detail" /> : null}
      {state.now === 'failed' ? <Failed error={state.error} reload={look} /> : null}
      {state.now === 'checkIn' ? <CheckIn id={state.id} code={state.code} /> : null}
      {state.now === 'join' && state.target.kind in lead ? (
        <View>
          <Text className={css.lead}>{lead[state.target.kind as keyof typeof lead]}加入后会接着打开。</Text>
          <JoinWays invited />
        </View>
      ) : null}
    </Page>
  )
}

/** Goes where the card leads; somebody who has to join first comes back to it after joining. */
async function follow(scene: string, target: Scene, setState: (state: State) => void): Promise<void> {
  // Whoever votes is asked for nothing: no log-in, no branch.
  if (target.kind === 'slip' || target.kind === 'vote' || target.kind === 'pins') return replace('/pages/ballots/vote/index', { scene })
  if (target.kind === 'card') return replace('/pages/binding/confirm/index', { code: target.id })
  const home = await loadSession()
  if (target.kind === 'branchCode') {
    // A member who scans the branch's poster again has nothing left to do there.
    return home.me ? replace('/pages/home/index') : replace('/pages/binding/claim/index', { code: target.id })
  }
  if (!home.me) {
    keepPending(scene)
    return setState({ now: 'join', target })
  }
  if (target.kind === 'notice') return replace('/pages/notices/detail/index', { id: target.id })
  if (target.kind === 'own') return replace('/pages/ballots/vote/index', { kind: kinds[target.code], id: target.id })
  if (target.kind === 'activity') return replace('/pages/activities/detail/index', { id: target.id })
  setState({ now: 'checkIn', id: target.id, code: target.code })
}

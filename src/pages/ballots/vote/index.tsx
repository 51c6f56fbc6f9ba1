import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import type { BallotPaper } from '../../../../types/contracts/ballots'
import type { BallotKind } from '../../../../types/contracts/codes-ballots'
import { Button } from '../../../components/button'
import { Result } from '../../../components/result'
import { Failed, Page } from '../../../components/page'
import { Skeleton } from '../../../components/page/skeleton'
import { call, CallError } from '../../../services/cloud'
import { open, param } from '../../../services/nav'
import { asCallError, noteWrite } from '../../../services/query'
import { dropReceipt, fixBallot, noteArrival, receiptOf } from '../../../services/receipt'
import { Intro } from './intro'
import { PaperForm } from './paper'
import { Picked } from './picked'

type Told = OutputOf<'ballots.enter'>
type Answers = Record<string, string>
type State =
  | { now: 'looking' } | { now: 'failed'; error: CallError } | { now: 'intro'; told: Told }
  | { now: 'ballot' | 'picked' | 'sending'; paper: BallotPaper } | { now: 'unsure'; paper: BallotPaper } | { now: 'done' }

/** 投票: read what it is, choose, look at it once more, put it in. Nothing is asked of the phone, and no log-in. */
export default function BallotPage() {
  const { params } = useRouter()
  const [scene, id] = [param(params, 'scene'), param(params, 'id')]
  const kind = (param(params, 'kind') || 'review') as BallotKind
  const [state, setState] = useState<State>({ now: 'looking' })
  const [answers, setAnswers] = useState<Answers>({})
  // Whose ballot it is on this phone: a slip's, a number's, or the account's own.
  const [who, setWho] = useState(scene.startsWith('s.') ? scene : 'own')
  const busy = useRef(false)

  const look = useCallback(async (): Promise<void> => {
    if (busy.current) return
    busy.current = true
    setState({ now: 'looking' })
    try {
      setState(scene ? { now: 'intro', told: await call('ballots.enter', { scene }) } : { now: 'intro', told: await introOf(kind, id) })
    } catch (thrown) {
      const error = asCallError(thrown)
      setState(error.code === 'ballotUsed' ? { now: 'done' } : { now: 'failed', error })
    } finally {
      busy.current = false
    }
  }, [scene, kind, id])
  useEffect(() => { void look() }, [look])

  const begin = (paper: BallotPaper, number: string): void => {
    const whose = number || who
    setWho(whose)
    // A ballot that this phone has sent and heard nothing of is sent again as it was.
    const before = receiptOf(paper.boxId, whose)
    setState(before ? { now: 'unsure', paper } : { now: 'ballot', paper })
  }
  const send = async (paper: BallotPaper): Promise<void> => {
    if (busy.current) return
    busy.current = true
    setState({ now: 'sending', paper })
    try {
      const receipt = await fixBallot(paper, who, Object.entries(answers).map(([key, choice]) => ({ key, choice })))
      await call('ballots.cast', { ticket: paper.ticket, answers: [...receipt.answers], nonce: receipt.nonce })
      noteArrival(receipt, who)
      noteWrite()
      setAnswers({})
      // What the member's home page no longer asks for.
      if (id) await seen(kind, id).catch(() => undefined)
      setState({ now: 'done' })
    } catch (thrown) {
      const error = asCallError(thrown)
      if (error.code === 'unavailable' || error.code === 'internal') setState({ now: 'unsure', paper })
      else {
        // The server has judged it and put nothing in.
        dropReceipt(paper.boxId, who)
        setState({ now: 'failed', error })
      }
    } finally {
      busy.current = false
    }
  }

  switch (state.now) {
    case 'looking': return <Page><Skeleton kind="detail" /></Page>
    case 'failed': return <Page><Failed error={state.error} reload={look} /></Page>
    case 'intro': return <Intro told={state.told} onPaper={begin} />
    case 'ballot': return <PaperForm paper={state.paper} answers={answers} onChoose={(key, choice) => setAnswers({ ...answers, [key]: choice })} onDone={() => setState({ now: 'picked', paper: state.paper })} />
    case 'picked':
    case 'sending': return <Picked paper={state.paper} answers={answers} busy={state.now === 'sending'} onBack={() => setState({ now: 'ballot', paper: state.paper })} onSend={() => void send(state.paper)} />
    case 'unsure': return (
      <Page>
        <Result kind="working" title="还不知道票收到没有" text="网络断了。票已经按您选的定好，不能再改；再交一次也只算一张。">
          <View><Button text="再交一次" onTap={() => void send(state.paper)} /></View>
        </Result>
      </Page>
    )
    case 'done': return <Page><Result kind="done" title="已交票，可以关掉了" text="票已投进票箱，选了什么不再显示。结束后可以用原来的码回来看参加人数。" >{id ? <Button text="回到待办" kind="plain" onTap={() => open('/pages/home/index')} /> : null}</Result></Page>
    // Each state has its page.
    default: return state satisfies never
  }
}

/** The vote itself, of whatever kind: reading it also tells the server that the home page need not ask any more. */
const seen = (kind: BallotKind, id: string) => (kind === 'review' ? call('reviews.get', { reviewId: id }) : kind === 'vote' ? call('votes.get', { voteId: id }) : call('elections.get', { electionId: id }))

/** What a member reads first: the same as whoever scans a code. */
async function introOf(kind: BallotKind, id: string): Promise<Told> {
  const { state, title, organisationName, purpose, askedBy } = await seen(kind, id)
  const paper = state === 'open' ? await call('ballots.own', { kind, id }) : null
  return { kind, state, title, organisationName, purpose, askedBy, asks: paper?.questions.length ?? 0, taken: null, decidedOn: null, pass: null, pin: false, paper }
}

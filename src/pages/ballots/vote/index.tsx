import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { BallotPaper } from '../../../../types/contracts/ballots'
import type { BallotKind } from '../../../../types/contracts/codes-ballots'
import { Button } from '../../../components/button'
import { Result } from '../../../components/result'
import { Failed, Page } from '../../../components/page'
import { Skeleton } from '../../../components/page/skeleton'
import { call, CallError } from '../../../services/cloud'
import { open, param } from '../../../services/nav'
import { asCallError, noteWrite } from '../../../services/query'
import { dropReceipt, fixBallot, forgetUnanswered, noteArrival, noteUsed, unansweredOf } from '../../../services/receipt'
import { useSummaries } from '../../../services/summaries'
import { ballotOf, type Given } from './choosing'
import { Intro } from './intro'
import { PaperForm } from './paper'
import { Picked } from './picked'
import { idInScene, isHandedOut, see, toldByScene, toldToMember, whoIn } from './told'
import { doneText, othersText, pageTitle, type Told } from './words'

type State =
  | { now: 'looking' } | { now: 'failed'; error: CallError } | { now: 'intro'; told: Told }
  | { now: 'ballot' | 'picked' | 'sending'; paper: BallotPaper } | { now: 'unsure'; paper: BallotPaper; again?: boolean } | { now: 'done' } | { now: 'others' }

const nothing: Given = { answers: {}, others: [] }

/** Where a ballot comes from: a code that was scanned, or the account of a member. `instead`: by scanning a code that is not for members. */
interface From { scene: string; kind: BallotKind; id: string; instead?: boolean }

/** 投票: a member who scans the room's code goes on to the own ballot. */
export default function BallotPage() {
  const { params } = useRouter()
  const scene = param(params, 'scene')
  const [from, setFrom] = useState<From>({ scene, kind: (param(params, 'kind') || 'review') as BallotKind, id: scene ? idInScene(scene) : param(params, 'id') })
  return <Ballot key={from.scene} {...from} onOwn={(kind) => setFrom({ scene: '', kind, id: from.id, instead: true })} />
}

/** Read what it is, choose, look at it once more, put it in. Nothing is asked of the phone, and no log-in. */
function Ballot({ scene, kind, id, instead = false, onOwn }: From & { onOwn: (kind: BallotKind) => void }) {
  const memberOf = scene ? '' : id
  const [state, setState] = useState<State>({ now: 'looking' })
  const [given, setGiven] = useState<Given>(nothing)
  const [what, setWhat] = useState(kind)
  const who = useRef(whoIn(scene))
  const busy = useRef(false)
  const summaries = useSummaries(id)
  const [written, setWritten] = useState<string[]>([])

  const used = useCallback(({ detail }: CallError, number: string): void => {
    if (number) who.current = number
    const own = noteUsed(id, typeof detail.round === 'number' ? detail.round : null, who.current)
    setGiven(nothing)
    // An account is one person's, on whatever phone; a slip or a number may have come into other hands.
    setState({ now: own || !isHandedOut(who.current) ? 'done' : 'others' })
  }, [id])

  const look = useCallback(async (): Promise<void> => {
    if (busy.current) return
    busy.current = true
    setState({ now: 'looking' })
    forgetUnanswered(Date.now())
    try {
      const told = scene ? await toldByScene(scene) : await toldToMember(kind, id)
      if (scene && told.own && told.state === 'open' && !told.paper && !told.pass) return onOwn(told.kind)
      setWhat(told.kind)
      setWritten(told.written)
      void Taro.setNavigationBarTitle({ title: pageTitle(told) })
      setState({ now: 'intro', told })
    } catch (thrown) {
      const error = asCallError(thrown)
      if (error.code === 'ballotUsed') used(error, '')
      else setState({ now: 'failed', error })
    } finally {
      busy.current = false
    }
    // `onOwn` is another function at each render and always does the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [scene, kind, id, used])
  useEffect(() => { void look() }, [look])

  const begin = (paper: BallotPaper, number: string): void => {
    if (number) who.current = number
    // A ballot that this phone has sent and heard nothing of is sent again as it was.
    setState({ now: unansweredOf(paper.boxId, who.current) ? 'unsure' : 'ballot', paper })
  }
  const send = async (paper: BallotPaper): Promise<void> => {
    if (busy.current) return
    busy.current = true
    const again = unansweredOf(paper.boxId, who.current) !== null
    setState(again ? { now: 'unsure', paper, again } : { now: 'sending', paper })
    try {
      const sent = await fixBallot(paper, who.current, ballotOf(given))
      await call('ballots.cast', { ticket: paper.ticket, ...sent })
      noteArrival(paper.boxId, who.current)
      noteWrite()
      setGiven(nothing)
      // What the member's home page no longer asks for.
      if (memberOf) await see(kind, memberOf).catch(() => undefined)
      setState({ now: 'done' })
    } catch (thrown) {
      const error = asCallError(thrown)
      if (error.code === 'unavailable' || error.code === 'internal') setState({ now: 'unsure', paper })
      else {
        // The server has judged it and put nothing in; what was sent before and not answered may be in all the same.
        if (!again || error.code === 'ballotWrong') dropReceipt(paper.boxId, who.current)
        if (error.code !== 'ballotUsed') setState({ now: 'failed', error })
        else if (again) used(error, '')
        else setState(isHandedOut(who.current) ? { now: 'others' } : { now: 'failed', error })
      }
    } finally {
      busy.current = false
    }
  }

  switch (state.now) {
    case 'looking': return <Page><Skeleton kind="detail" /></Page>
    case 'failed': return <Page><Failed error={state.error} reload={look} /></Page>
    case 'intro': return <Intro told={state.told} id={id} instead={instead} onPaper={begin} onUsed={used} onOwn={() => onOwn(state.told.kind)} />
    case 'ballot': return <PaperForm paper={state.paper} given={given} onGive={setGiven} written={written} summaries={summaries} onDone={() => setState({ now: 'picked', paper: state.paper })} />
    case 'picked':
    case 'sending': return <Picked paper={state.paper} given={given} busy={state.now === 'sending'} onBack={() => setState({ now: 'ballot', paper: state.paper })} onSend={() => void send(state.paper)} />
    case 'unsure': return (
      <Page>
        <Result kind="working" title="还不知道票收到没有" text="网络断了。票已经按您选的定好，不能再改；再交一次也只算一张。">
          <View><Button text="再交一次" busy={state.again === true} onTap={() => void send(state.paper)} /></View>
        </Result>
      </Page>
    )
    case 'done': return <Page><Result kind="done" title="已交票，可以关掉了" text={doneText[what]}>{memberOf ? <Button text="回到待办" kind="plain" onTap={() => open('/pages/home/index')} /> : null}</Result></Page>
    case 'others': return <Page><Result kind="failed" {...othersText(who.current)} /></Page>
    // Each state has its page.
    default: return state satisfies never
  }
}

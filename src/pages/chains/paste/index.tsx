import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import type { ChainLine, ChainReading } from '../../../../types/contracts/chains'
import { errorText } from '../../../../types/contracts/errors'
import { Button } from '../../../components/button'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import type { CallError } from '../../../services/cloud'
import { useLeaveGuard } from '../../../services/leave'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { ask } from '../../../services/say'
import { Done } from './done'
import { MemberSheet } from './member-sheet'
import { entriesOf, nicknamesOf, openLines, type Choice, type Choices } from './resolve'
import { Review } from './review'
import { ChooseTarget, type Target } from './target'
import { MAX_TEXT, WriteChain } from './write'
import css from './index.module.scss'

/** A chain from the group chat becomes sign-ups or answers: pasted, looked through, registered. */
export default function PasteChainPage() {
  const { params } = useRouter()
  const [id, kind] = [param(params, 'id'), param(params, 'kind')]
  const [target, setTarget] = useState<Target | null>(id && (kind === 'activity' || kind === 'notice') ? { kind, id } : null)
  return target ? <PasteFor target={target} /> : <ChooseTarget onChoose={setTarget} />
}

function PasteFor({ target }: { target: Target }) {
  const activity = useQuery('activities.get', target.kind === 'activity' ? { activityId: target.id } : null)
  const notice = useQuery('notices.get', target.kind === 'notice' ? { noticeId: target.id } : null)
  const thing = target.kind === 'activity' ? activity : notice
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [reading, setReading] = useState<ChainReading | null>(null)
  const [choices, setChoices] = useState<Choices>({})
  const [picking, setPicking] = useState<ChainLine | null>(null)
  const [outcome, setOutcome] = useState<OutputOf<'chains.record'> | null>(null)
  const names = useQuery('roster.names', picking ? {} : null)
  const free = useLeaveGuard(text.trim() !== '' && outcome === null)

  const onError = (failure: CallError): boolean => {
    if (failure.code !== 'chainEmpty' && failure.code !== 'chainTooLong' && failure.code !== 'badInput') return false
    setError(failure.message)
    return true
  }
  const read = useAction('chains.read', { onError })
  const record = useAction('chains.record')

  const goRead = async (pasted: string): Promise<void> => {
    if (!pasted.trim()) return setError(errorText.chainEmpty)
    if (pasted.length > MAX_TEXT) return setError(`文字太长：最多${MAX_TEXT / 10_000}万字，请分几次粘贴`)
    const found = await read.run({ target, text: pasted })
    if (!found) return
    setChoices({})
    setReading(found)
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }
  const goRecord = async (found: ChainReading): Promise<void> => {
    const entries = entriesOf(found, choices)
    const left = openLines(found, choices).length
    if (left > 0 && !(await ask({ title: `还有${left}行没有认`, text: '这几行先不登记。以后再粘贴一次同一段接龙，已登记的不会重复。', ok: '先登记', no: '再认认' }))) return
    const done = await record.run({ target, entries, nicknames: nicknamesOf(found, choices) })
    if (!done) return
    free()
    setOutcome(done)
  }
  const write = (next: string): void => {
    setText(next)
    setError(null)
  }
  const choose = (n: number, choice: Choice | undefined): void =>
    setChoices((was) => {
      const next = { ...was }
      if (choice === undefined) delete next[n]
      else next[n] = choice
      return next
    })

  if (outcome) return <Page><Done target={target} outcome={outcome} /></Page>
  const count = reading ? entriesOf(reading, choices).length : 0
  const footer = reading ? (
    <FooterBar>
      <Button text="重新粘贴" kind="plain" onTap={() => setReading(null)} />
      <Button text={`登记${count}人`} disabled={count === 0} busy={record.busy} onTap={() => void goRecord(reading)} />
    </FooterBar>
  ) : (
    <FooterBar><Button text="读接龙" disabled={!text.trim()} busy={read.busy} onTap={() => void goRead(text)} /></FooterBar>
  )
  const over = (
    <MemberSheet
      open={picking !== null} title={picking ? `“${picking.nickname || picking.raw}”是` : ''} names={names} onClose={() => setPicking(null)}
      onChoose={(person) => { if (picking) choose(picking.n, { ...person, answer: choices[picking.n]?.answer ?? picking.answer }); setPicking(null) }}
    />
  )
  return (
    <Page query={{ data: thing.data as { title: string } | null, error: thing.error, loading: thing.loading, reload: thing.reload }} skeleton="detail" footer={footer} over={over}>
      {(data) => (
        <>
          <View className={css.target}>登记到{target.kind === 'activity' ? '活动' : '通知'}：{data.title}</View>
          {reading ? <Review reading={reading} choices={choices} onChoose={choose} onPick={setPicking} /> : <WriteChain text={text} error={error} onChange={write} onPaste={(next) => { write(next); void goRead(next) }} />}
        </>
      )}
    </Page>
  )
}

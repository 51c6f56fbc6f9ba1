import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { voteKinds, type VoteKind } from '../../../../types/contracts/codes-ballots'
import type { Vote } from '../../../../types/contracts/votes'
import { isAboutPeople } from '../../../../types/proposal'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { back, param, replace } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { kindWords } from '../words'
import { draftOf, inputOf, missingIn, newDraft, withPeople, type Draft } from './draft'
import { VoteForm } from './form'
import { ChoosePeople } from './people'
import css from '../../../styles/ballots.module.scss'

const kinds = Object.keys(voteKinds) as VoteKind[]

/** A vote is prepared: its kind first, then the people, then a form that is filled in already. `id`: one that is there; `organisation`: of which branch. */
export default function VoteEditPage() {
  const { params } = useRouter()
  const id = param(params, 'id')
  const vote = useQuery('votes.get', id ? { voteId: id } : null)
  if (!id) return <NewVote organisationId={param(params, 'organisation')} />
  return vote.data ? <OldVote key={vote.data.version} vote={vote.data} /> : <Page query={vote} skeleton="detail">{() => null}</Page>
}

function NewVote({ organisationId }: { organisationId: string }) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const create = useAction('votes.create')
  const go = async (): Promise<void> => {
    if (!draft) return
    const made = await create.run({ ...(organisationId ? { organisationId } : {}), kind: draft.kind, ...inputOf(draft) })
    if (made) replace('/pages/votes/detail/index', { id: made.voteId })
  }
  if (!draft) {
    return (
      <Page>
        <List title="办哪一种">
          {kinds.map((kind) => <Cell key={kind} title={voteKinds[kind]} hint={<View><View>{kindWords[kind].what}</View><View className={css.rule}>{kindWords[kind].rule}</View></View>} label={`${voteKinds[kind]}，${kindWords[kind].what}`} onTap={() => setDraft(newDraft(kind))} />)}
        </List>
      </Page>
    )
  }
  return <Steps draft={draft} onChange={setDraft} organisationId={organisationId} busy={create.busy} ok="建好" onSave={() => void go()} onBack={() => setDraft(null)} />
}

function OldVote({ vote }: { vote: Vote }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(vote))
  const change = useAction('votes.change')
  const go = async (): Promise<void> => {
    if (!(await change.run({ voteId: vote.id, version: vote.version, ...inputOf(draft) }))) return
    said('已保存')
    back()
  }
  return <Steps draft={draft} onChange={setDraft} organisationId={vote.organisationId} busy={change.busy} ok="保存" onSave={() => void go()} />
}

interface StepsProps { draft: Draft; onChange: (draft: Draft) => void; organisationId: string; busy: boolean; ok: string; onSave: () => void; onBack?: () => void }

/** The people, where the kind is about people and none are chosen yet; then the form. */
function Steps({ draft, onChange, organisationId, busy, ok, onSave, onBack }: StepsProps) {
  const [choosing, setChoosing] = useState(isAboutPeople(draft.kind) && draft.people.length === 0)
  if (choosing) {
    return <ChoosePeople kind={draft.kind} organisationId={organisationId} chosen={draft.people} onDone={(people) => { onChange(withPeople(draft, people)); setChoosing(false) }} {...(onBack ? { onBack } : {})} />
  }
  const missing = missingIn(draft)
  return (
    <Page footer={<FooterBar {...(missing ? { note: missing } : {})}>{onBack ? <Button text="重选种类" kind="plain" onTap={onBack} /> : null}<Button text={ok} busy={busy} disabled={missing !== null} onTap={onSave} /></FooterBar>}>
      <VoteForm draft={draft} onChange={onChange} onPeople={() => setChoosing(true)} />
    </Page>
  )
}

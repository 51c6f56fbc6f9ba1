import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import type { OutputOf } from '../../../../types/contracts'
import { paperStates, type PaperKey, type PaperState } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { useLeaveGuard } from '../../../services/leave'
import { agoText } from '../../../services/dates'
import { param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { choose, said } from '../../../services/say'
import css from '../parts/index.module.scss'

type Papers = OutputOf<'dossier.papers'>
type Line = Papers['items'][number]
type Draft = Partial<Record<PaperKey, PaperState>>
const states = Object.keys(paperStates) as PaperState[]
const kindOf = (state: PaperState): 'ok' | 'past' | 'wait' => (state === 'complete' ? 'ok' : state === 'notNeeded' ? 'past' : 'wait')

/** The papers of one file: how each was found, noted by who keeps the roster. */
export default function DossierPapersPage() {
  const id = param(useRouter().params, 'id')
  const papers = useQuery('dossier.papers', { memberId: id })
  const note = useAction('dossier.notePapers')
  const [draft, setDraft] = useState<Draft>({})
  const changes = Object.entries(draft) as [PaperKey, PaperState][]
  const disarm = useLeaveGuard(changes.length > 0)

  const change = async (line: Line): Promise<void> => {
    const index = await choose(states.map((state) => paperStates[state]))
    const state = index === null ? undefined : states[index]
    if (state) setDraft((was) => ({ ...was, [line.key]: state }))
  }
  const save = async (): Promise<void> => {
    const left = await note.run({ memberId: id, papers: changes.map(([key, state]) => ({ key, state })) })
    if (!left) return
    disarm()
    setDraft({})
    said('已保存')
    await papers.reload()
  }
  const fill = (items: Line[]): void => setDraft((was) => ({ ...Object.fromEntries(items.filter(({ due, state }) => due && !state).map(({ key }) => [key, 'complete' as const])), ...was }))
  const { data } = papers
  const unseen = data ? data.items.some(({ key, due, state }) => due && !state && !draft[key]) : false
  const footer = data && offered(data, 'note') ? (
    <FooterBar note={reasonOf(data, 'note')}>
      {unseen ? <Button text="其余都齐全" kind="plain" disabled={!data.can.note} onTap={() => fill(data.items)} /> : null}
      <Button text={changes.length > 0 ? `保存${changes.length}项` : '保存'} busy={note.busy} disabled={!data.can.note || changes.length === 0} onTap={() => void save()} />
    </FooterBar>
  ) : null
  return (
    <Page query={papers} skeleton="list" footer={footer}>
      {(found) => (
        <View>
          <Card>
            <View className={css.head}><Text className={css.name}>{found.name}</Text><Tag text={found.standing} kind="info" /></View>
            <View className={css.sub}>{found.left.text}</View>
          </Card>
          <Lines title="现在应当有的" items={found.items.filter(({ due }) => due)} draft={draft} can={found.can.note} onTap={change} />
          <Lines title="以后才需要的" items={found.items.filter(({ due }) => !due)} draft={draft} can={found.can.note} onTap={change} />
          <Text className={css.note}>只记有没有、缺什么，材料原件由组织保管，不要上传。条款见《{found.regulation}》。以前入党的同志，当时没有要求的记“当时不要求”。</Text>
        </View>
      )}
    </Page>
  )
}

interface LinesProps { title: string; items: Line[]; draft: Draft; can: boolean; onTap: (line: Line) => Promise<void> }

function Lines({ title, items, draft, can, onTap }: LinesProps) {
  if (items.length === 0) return null
  return (
    <List title={title}>
      {items.map((line) => {
        const state = draft[line.key] ?? line.state
        const word = state ? paperStates[state] : '没清点'
        const hint = [line.article, draft[line.key] ? '还没保存' : line.state && line.at ? `${line.byName ?? ''}${agoText(line.at)}清点` : ''].filter(Boolean).join(' · ')
        const value = state ? <Tag text={word} kind={kindOf(state)} /> : <Text className={css.meta}>{word}</Text>
        return <Cell key={line.key} title={line.title} hint={hint} value={value} label={`${line.title}，${word}`} {...(can ? { onTap: () => void onTap(line) } : {})} />
      })}
    </List>
  )
}

import type { ReactNode } from 'react'
import { voterEntries, type ReviewState } from '../../../types/contracts/codes'
import { Cell, List } from '../cell'
import { NumberSheet } from './number'
import { Sheet } from '../sheet'
import { actsOf, pileActs, type Pile, type PileAct } from './acts'

export type { Pile, PileAct } from './acts'
export { NumberSheet } from './number'

interface RowsProps<P extends Pile> {
  title?: string
  note?: string
  action?: { text: string; onTap: () => void }
  piles: P[]
  state: ReviewState
  /** What else stands below a group's name. */
  hintOf?: (pile: P) => string
  /** A row was tapped for which there is something to do. Left out: rows only tell. */
  onTap?: ((pile: P) => void) | undefined
}

/** The groups of a closed vote whose boxes whoever may check counts again; nothing where nobody has voted on phones. */
export function CheckedPiles<P extends Pile>({ piles, onTap }: { piles: P[]; onTap: (pile: P) => void }) {
  const onPhones = piles.filter((pile) => actsOf(pile, 'closed').length > 0)
  return onPhones.length > 0 ? <PileRows title="监票和封存" note="点开可以再数一遍、导出监票文件、打印封存。导出的文件不能拼回一张完整的票。" piles={onPhones} state="closed" onTap={onTap} /> : null
}

/** The same of one group, act by act. */
export function CheckRows({ pile, onAct }: { pile: Pile; onAct: (act: PileAct) => void }) {
  return <List title="监票和封存">{actsOf(pile, 'closed').map((act) => <Cell key={act} title={pileActs[act].text} hint={pileActs[act].hint} onTap={() => onAct(act)} />)}</List>
}

/** What is printed from a group's row, where something is. */
const printed = { blank: '点开打印空白票', passes: '点开打印密码条', slips: '点开打印小票' } as const
const printedOf = (pile: Pile, state: ReviewState): string => {
  const acts = actsOf(pile, state)
  const act = (Object.keys(printed) as (keyof typeof printed)[]).find((one) => acts.includes(one))
  return act ? printed[act] : ''
}

/** Groups of voters with their turnout; a row can be tapped where something is to be done with it. */
export function PileRows<P extends Pile>({ title, note, action, piles, state, hintOf, onTap }: RowsProps<P>) {
  return (
    <List {...(title ? { title } : {})} {...(note ? { note } : {})} {...(action ? { action } : {})}>
      {piles.map((pile) => (
        <Cell key={pile.key} title={pile.name} hint={[hintOf?.(pile) ?? (pile.hands ? '举手，两人分别点数、录入' : voterEntries[pile.entry]), onTap ? printedOf(pile, state) : ''].filter(Boolean).join('，')} value={turnoutOf(pile, state)} {...(onTap && actsOf(pile, state).length > 0 ? { onTap: () => onTap(pile) } : {})} />
      ))}
    </List>
  )
}

function turnoutOf({ entry, entitled, taken, counted }: Pile, state: ReviewState): ReactNode {
  if (entry !== 'paper' && entry !== 'written') return taken === null ? `${entitled}人` : `${taken}/${entitled}人`
  return state === 'draft' ? (entitled > 0 ? `${entitled}张` : null) : counted ? '已录入一致' : state === 'open' || state === 'paused' ? '待录入' : null
}

interface SheetProps { pile: Pile | null; state: ReviewState; onChoose: (act: PileAct) => void; onClose: () => void }

/** What can be done with one group, where it is more than one thing. */
export function PileSheet({ pile, state, onChoose, onClose }: SheetProps) {
  return (
    <Sheet open={pile !== null} title={pile?.name ?? ''} onClose={onClose}>
      <List>{pile ? actsOf(pile, state).map((act) => <Cell key={act} title={pileActs[act].text} hint={pileActs[act].hint} onTap={() => onChoose(act)} />) : null}</List>
    </Sheet>
  )
}

interface CopiesProps { pile: Pile | null; busy: boolean; onDone: (copies: number) => void; onClose: () => void }

/** How many empty ballots to print: as many as are given out, and no more. */
export function CopiesSheet({ pile, busy, onDone, onClose }: CopiesProps) {
  return pile ? <Copies key={pile.key} pile={pile} busy={busy} onDone={onDone} onClose={onClose} /> : null
}

function Copies({ pile, busy, onDone, onClose }: CopiesProps & { pile: Pile }) {
  return <NumberSheet title={`${pile.name}：打印空白票`} label="印多少张" hint="到场几人印几张。发出几张、收回几张，录入时都要填" ok="生成打印文件" first={pile.entitled > 0 ? String(pile.entitled) : ''} busy={busy} onDone={(copies) => onDone(Number(copies))} onClose={onClose} />
}

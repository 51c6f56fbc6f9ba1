/** What is done with a group of voters of any vote by ballots: its code on the screen, what is printed, what is counted, what is checked afterwards. */
import { useState, type ReactNode } from 'react'
import type { BallotKind } from '../../types/contracts/codes-ballots'
import type { ReviewState } from '../../types/contracts/codes'
import { CopiesSheet, PileSheet, type Pile, type PileAct } from '../components/piles'
import { actsOf, isSound, recountText } from '../components/piles/acts'
import { useAction } from './action'
import { showFile } from './made-file'
import { open } from './nav'
import { tell } from './say'
import type { Sensitive } from './sensitive'
import { Strike } from './strike'

export interface Piles {
  /** Does what there is to do with a group, or lets one choose. */
  tap: (pile: Pile) => void
  /** Does one of those things. */
  act: (pile: Pile, what: PileAct) => void
  /** Give it to Page's `over`. */
  sheet: ReactNode
  busy: boolean
}

/** @param guard of useSensitive: most of it asks for the second factor */
export function usePiles(kind: BallotKind, id: string, state: ReviewState, guard: Sensitive['guard']): Piles {
  const [chosen, setChosen] = useState<Pile | null>(null)
  const [printing, setPrinting] = useState<Pile | null>(null)
  const [striking, setStriking] = useState<Pile | null>(null)
  const [passes, blank, scrutiny, sealed, recount] = [
    useAction('ballots.slipSheet', { guard }), useAction('ballots.printed'), useAction('ballots.scrutiny', { guard }), useAction('ballots.sealed', { guard }), useAction('ballots.recount'),
  ]
  const askAgain = async (pile: Pile): Promise<void> => {
    const told = await recount.run({ kind, id, group: pile.key })
    if (told) await tell(recountText(told), isSound(told) ? '核对一致' : '核对不一致')
  }
  const act = (pile: Pile, what: PileAct): void => {
    setChosen(null)
    const group = { kind, id, group: pile.key }
    switch (what) {
      case 'screen': return open('/pages/ballots/screen/index', group)
      case 'slips': return open('/pages/ballots/screen/index', { ...group, slips: state === 'draft' ? 'print' : 'yes' })
      case 'strike': return setStriking(pile)
      case 'count': return open('/pages/ballots/count/index', group)
      case 'blank': return setPrinting(pile)
      case 'passes': return void passes.run(group).then((made) => showFile(made))
      case 'scrutiny': return void scrutiny.run(group).then((made) => showFile(made, '下载'))
      case 'sealed': return void sealed.run(group).then((made) => showFile(made))
      case 'recount': return void askAgain(pile)
      // Each act does something.
      default: return what satisfies never
    }
  }
  const print = async (copies: number): Promise<void> => {
    if (!printing) return
    const made = await blank.run({ kind, id, group: printing.key, copies })
    if (!made) return
    setPrinting(null)
    await showFile(made)
  }
  return {
    act,
    tap: (pile) => {
      const [only, ...others] = actsOf(pile, state)
      if (only && others.length === 0) act(pile, only)
      else if (only) setChosen(pile)
    },
    sheet: <><PileSheet pile={chosen} state={state} onChoose={(what) => { if (chosen) act(chosen, what) }} onClose={() => setChosen(null)} /><CopiesSheet pile={printing} busy={blank.busy} onDone={(copies) => void print(copies)} onClose={() => setPrinting(null)} />{striking ? <Strike kind={kind} id={id} pile={striking} guard={guard} onClose={() => setStriking(null)} /> : null}</>,
    busy: [passes, blank, scrutiny, sealed, recount].some(({ busy }) => busy),
  }
}

import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Cell, List } from '../../../components/cell'
import { FooterBar } from '../../../components/footer'
import { useAction } from '../../../services/action'
import { said, tell } from '../../../services/say'
import type { SavedFilter } from '../../../../types/contracts/roster-upkeep'
import { untouchedWords } from './bulk-words'

type Bulk = OutputOf<'roster.bulk'>

/** Who is chosen: null while nobody is being chosen at all. */
export function useSelection(organisationId: string) {
  const [picked, setPicked] = useState<string[] | null>(null)
  const select = useAction('roster.select')
  const toggle = (id: string): void => setPicked((was) => (was === null ? was : was.includes(id) ? was.filter((one) => one !== id) : [...was, id]))
  const pickAll = async (search: string, filter: SavedFilter['filter']): Promise<void> => {
    const answer = await select.run({ organisationId, ...(search ? { search } : {}), ...filter })
    if (!answer) return
    setPicked(answer.memberIds)
    if (answer.total > answer.memberIds.length) await tell(`符合的有${answer.total}人，一次最多选${answer.memberIds.length}人，已选按拼音排在前面的。`, '没有全选上')
  }
  return { picked, busy: select.busy, toggle, pickAll, start: () => setPicked([]), stop: () => setPicked(null) }
}

/** Beside the list while people are being chosen. */
export function SelectionFooter({ picked, total, busy, onAll, onChange }: { picked: string[]; total: number; busy: boolean; onAll: () => void; onChange: () => void }) {
  return (
    <FooterBar>
      <Button kind="plain" text={`全选${total}人`} disabled={total === 0} busy={busy} onTap={onAll} />
      <Button text={picked.length > 0 ? `修改${picked.length}人` : '修改'} disabled={picked.length === 0} onTap={onChange} />
    </FooterBar>
  )
}

/** The last change of many, which can be taken back for half an hour. */
export function LastBulk({ last, onUndone }: { last: Bulk; onUndone: (result: Bulk) => void }) {
  const undo = useAction('roster.undoBulk')
  const takeBack = async (): Promise<void> => {
    const answer = await undo.run({ bulkId: last.bulkId })
    if (!answer) return
    onUndone(answer)
    if (answer.leftTotal > 0) await tell(untouchedWords(answer), `已恢复${answer.changed}人`)
    else said(`已恢复${answer.changed}人`)
  }
  return (
    <List note="改后30分钟内可以撤销。改了以后又有人改过的同志，撤销时不动。">
      <Cell title={`${last.what}：${last.changed}人`} hint={untouchedWords(last) || null} />
      {last.can.undo ? <Cell title="撤销这次修改" disabled={undo.busy} noArrow onTap={() => void takeBack()} /> : null}
    </List>
  )
}

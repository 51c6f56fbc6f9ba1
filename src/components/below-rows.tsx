import type { BranchBelow } from '../../types/contracts/session'
import { Cell, List } from './cell'
import { whenText } from '../services/dates'

interface Props { items: BranchBelow[]; onOpen: (id: string) => void; action?: { text: string; onTap: () => void } }

/** Organisations below one, each with its numbers, and how fresh the oldest of these sums is. */
export function BelowRows({ items, onOpen, action }: Props) {
  const asOf = items.map((item) => item.asOf).filter((at): at is string => at !== null).sort()[0]
  return (
    <List title="下级组织" {...(action ? { action } : {})} {...(asOf ? { note: `数字截至${whenText(asOf)}` } : {})}>
      {items.map((item) => (
        <Cell
          key={item.id} title={item.name} onTap={() => onOpen(item.id)}
          hint={`党员${item.members}人，已加入${item.bound}人${item.activities ? ` · 活动${item.activities}个` : ''}`}
        />
      ))}
    </List>
  )
}

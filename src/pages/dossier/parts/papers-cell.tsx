import { Cell, List } from '../../../components/cell'
import { Tag } from '../../../components/tag'
import { open } from '../../../services/nav'

interface Props { id: string; left: { lacking: number; unseen: number; text: string } }

/** The way to the papers of a file, with what they lack in one phrase. */
export function PapersCell({ id, left }: Props) {
  return (
    <List title="材料">
      <Cell
        title="档案材料" hint={left.text} value={left.lacking > 0 ? <Tag text={`缺${left.lacking}项`} kind="wait" /> : left.unseen === 0 ? <Tag text="齐全" kind="ok" /> : null}
        label={`档案材料，${left.text}`} onTap={() => open('/pages/dossier/papers/index', { id })}
      />
    </List>
  )
}

import { Cell } from '../../../components/cell'
import { open } from '../../../services/nav'

/** The way to the dossier: how somebody stands, what happened, and what the file lacks. */
export function DossierRow({ id, papers }: { id: string; papers: string }) {
  return <Cell title="电子档案" hint={`党籍、处分、经历；材料：${papers}`} onTap={() => open('/pages/dossier/file/index', { id })} />
}

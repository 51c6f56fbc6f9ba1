import { Page } from '../../components/page'
import { List, Cell } from '../../components/cell'
import { Button } from '../../components/button'
import { useHome } from '../../services/session'

export default function HomePage() {
  const home = useHome()
  return <Page query={home}>{(data) => <List title="待办">{data.todos.map((t) => <Cell key={t.id} title={t.title} hint={t.hint} onTap={() => undefined} />)}<Button text="x" /></List>}</Page>
}

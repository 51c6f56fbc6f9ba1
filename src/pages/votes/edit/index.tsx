import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'

export default function VotesEditPage() {
  return <Page><EmptyState title="表决设置" hint="" /></Page>
}

import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'

export default function VotesListPage() {
  return <Page><EmptyState title="表决" hint="" /></Page>
}

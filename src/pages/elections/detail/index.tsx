import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'

export default function ElectionsDetailPage() {
  return <Page><EmptyState title="换届选举" hint="" /></Page>
}

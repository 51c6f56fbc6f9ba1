import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'

export default function ElectionsChoosePage() {
  return <Page><EmptyState title="选举书记、副书记" hint="" /></Page>
}

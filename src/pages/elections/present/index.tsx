import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'

export default function ElectionsPresentPage() {
  return <Page><EmptyState title="到会情况" hint="" /></Page>
}

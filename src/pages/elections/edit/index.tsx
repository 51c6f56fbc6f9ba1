import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'

export default function ElectionsEditPage() {
  return <Page><EmptyState title="选举设置" hint="" /></Page>
}

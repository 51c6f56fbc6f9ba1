import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'

export default function BallotsCountPage() {
  return <Page><EmptyState title="录入票数" hint="" /></Page>
}

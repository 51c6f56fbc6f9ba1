import { Text } from '@tarojs/components'
import type { Organisation } from '../../../../types/contracts/organisations'
import { Card } from '../../../components/card'
import { Tag } from '../../../components/tag'
import { whenText } from '../../../services/dates'
import { useQuery } from '../../../services/query'
import css from '../index.module.scss'

const words = { dissolve: '撤销', merge: '合并', split: '分设' } as const

/** How an organisation ended, or how far its people have been carried. */
export function ChangeNote({ organisation }: { organisation: Organisation }) {
  const change = useQuery('organisations.changeOf', organisation.dissolvedAt || organisation.changing ? { organisationId: organisation.id } : null).data?.change
  if (!change) return null
  const facts = [
    `${change.byName}于${whenText(change.at)}办理，原因：${change.reason}${change.decision ? `；批复：${change.decision}` : ''}`,
    change.targets.length > 0 ? `同志编入${change.targets.join('、')}` : '',
    change.done ? `共${change.carried}人` : `已办${change.carried}人，共${change.total}人，系统正在接着办`,
  ]
  return (
    <Card title={organisation.dissolvedAt ? `已${words[change.kind]}` : `正在${words[change.kind]}`} aside={<Tag kind={organisation.dissolvedAt ? 'past' : 'wait'} text={organisation.dissolvedAt ? '只能查看' : '办理中'} />}>
      {facts.filter(Boolean).map((fact) => <Text key={fact} className={css.text}>{fact}</Text>)}
    </Card>
  )
}

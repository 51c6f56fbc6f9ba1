import { Text, View } from '@tarojs/components'
import { posts as postLabels, type Post } from '../../../../types/contracts/codes'
import type { ChangePreview } from '../../../../types/contracts/organisation-changes'
import { Cell, List } from '../../../components/cell'
import { LongTextField, TextField } from '../../../components/field'
import { Card } from '../../../components/card'
import { Tag } from '../../../components/tag'
import css from '../index.module.scss'

/** What a change would do: the organisations as they would be, posts that end, matters that are open. */
export function PreviewLists({ preview }: { preview: ChangePreview }) {
  return (
    <View>
      {preview.results.length > 0 ? (
        <List title="办完以后">
          {preview.results.map((one) => <Cell key={one.name} title={one.name} hint={`党员${one.before}人 → ${one.after}人，其中正式${one.full}人`} />)}
        </List>
      ) : null}
      {preview.results.flatMap((one) => one.warnings.map((warning) => ({ ...warning, name: one.name }))).length > 0 ? (
        <List title="请留意" note="系统只作提醒，怎样办由上级组织决定。">
          {preview.results.flatMap((one) => one.warnings.map((warning) => <Cell key={one.name + warning.key} title={`${one.name}：${warning.text}`} hint={warning.basis} value={warning.level === 'urgent' ? <Tag kind="urgent" text="要办" /> : <Tag kind="wait" text="留意" />} />))}
        </List>
      ) : null}
      {preview.matters.length > 0 ? (
        <List title="没办完的事">{preview.matters.map((matter) => <Cell key={matter.key} title={matter.text} value={matter.blocks ? <Tag kind="urgent" text="先办结" /> : null} />)}</List>
      ) : null}
      <EndingPosts posts={preview.posts} total={preview.postsTotal} />
    </View>
  )
}

/** Posts that end with a change or a move. */
export function EndingPosts({ posts, total }: { posts: { memberName: string; post: Post; organisationName: string }[]; total: number }) {
  if (total === 0) return null
  return (
    <List title={`同时免去的职务（${total}个）`} note={total > posts.length ? `只列出前${posts.length}个。` : '任职记录保留。'}>
      {posts.map((held) => <Cell key={held.memberName + held.organisationName + held.post} title={`${held.memberName}：${postLabels[held.post]}`} hint={held.organisationName} />)}
    </List>
  )
}

export interface Decided { reason: string; decision: string }
export const undecided: Decided = { reason: '', decision: '' }

/** Why, and by which decision. */
export function DecisionFields({ value, onChange, placeholder }: { value: Decided; onChange: (value: Decided) => void; placeholder: string }) {
  return (
    <Card title="依据">
      <LongTextField label="原因" value={value.reason} onChange={(reason) => onChange({ ...value, reason })} max={200} placeholder={placeholder} />
      <TextField label="上级批复文号和日期" optional value={value.decision} onChange={(decision) => onChange({ ...value, decision })} max={100} />
      <Text className={css.text}>办理后不能撤回。</Text>
    </Card>
  )
}

import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { posts as postLabels } from '../../../../types/contracts/codes'
import type { PostHeld } from '../../../../types/contracts/organisations'
import { Button } from '../../../components/button'
import { ReasonSheet } from '../../../components/reason'
import { Sheet } from '../../../components/sheet'
import { offered, reasonOf } from '../../../services/abilities'
import { useAction } from '../../../services/action'
import { ask, said } from '../../../services/say'
import { useSensitive } from '../../../services/sensitive'
import css from '../index.module.scss'

interface Props { post: PostHeld | null; onClose: () => void; onDone: () => void }

/** One post that somebody holds: confirm that the account is theirs, or relieve them of it. */
export function HeldSheet({ post, onClose, onDone }: Props) {
  const sensitive = useSensitive()
  const confirm = useAction('posts.confirm', { guard: sensitive.guard })
  const end = useAction('posts.end', { guard: sensitive.guard })
  const [ending, setEnding] = useState<PostHeld | null>(null)
  const label = post ? `${postLabels[post.post]} ${post.memberName}` : ''

  const vouch = async (): Promise<void> => {
    if (!post) return
    if (!(await ask({ title: `确认${post.memberName}同志？`, text: '请当面或打电话核实：正在用这个微信号的就是本人。确认后，职务的权限立即生效。', ok: '确认' }))) return
    if (!(await confirm.run({ postId: post.id }))) return
    said('已确认')
    onClose()
    onDone()
  }
  const relieve = async (reason: string): Promise<void> => {
    if (!ending || !(await end.run({ postId: ending.id, reason }))) return
    said('已免去')
    setEnding(null)
    onDone()
  }
  return (
    <>
      <Sheet open={post !== null && ending === null} title={label} onClose={onClose}>
        {post ? (
          <View className={css.buttons}>
            {post.state === 'unbound' ? <Text className={css.text}>本人还没有在微信上加入。先在花名册里发加入卡片，加入后再来确认。</Text> : null}
            {post.state === 'pending' || offered(post, 'confirm') ? <Button text="确认是本人" busy={confirm.busy} reason={reasonOf(post, 'confirm')} onTap={() => void vouch()} /> : null}
            <Button kind="danger" text="免去职务" reason={reasonOf(post, 'end')} onTap={() => { setEnding(post); onClose() }} />
          </View>
        ) : null}
      </Sheet>
      <ReasonSheet
        open={ending !== null} title={ending ? `免去${postLabels[ending.post]}` : ''} text={ending ? `${ending.memberName}同志的权限立即停止。任职记录保留。` : ''} ok="免去" danger
        usual={['换届', '工作调整', '组织关系转出', '本人申请']} busy={end.busy} onDone={(reason) => void relieve(reason)} onClose={() => setEnding(null)}
      />
      {sensitive.sheet}
    </>
  )
}

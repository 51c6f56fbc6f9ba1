import { Button } from '../../../components/button'
import { Result } from '../../../components/result'
import { ShareButton } from '../../../components/share'
import { useAction } from '../../../services/action'
import { replace } from '../../../services/nav'
import { copy } from '../../../services/say'

/** It is posted: now it goes to the group chat. */
export function Posted({ noticeId }: { noticeId: string }) {
  const reminder = useAction('notices.reminder')
  const goCopy = async (): Promise<void> => {
    const answer = await reminder.run({ noticeId, withNames: false })
    if (answer) await copy(answer.text, '已复制，去群里粘贴')
  }
  return (
    <Result kind="done" title="通知已发布" text={'已进入大家的待办。\n发到群里，点开卡片就算已读。'}>
      <ShareButton text="发到群里" scene={`n.${noticeId}`} />
      <Button text="复制一段提醒文字" kind="plain" busy={reminder.busy} onTap={() => void goCopy()} />
      <Button text="看这条通知" kind="quiet" onTap={() => replace('/pages/notices/detail/index', { id: noticeId })} />
    </Result>
  )
}

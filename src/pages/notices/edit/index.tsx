import { View } from '@tarojs/components'
import Taro, { useShareAppMessage } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { Button } from '../../../components/button'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { useLeaveGuard } from '../../../services/leave'
import { useQuery } from '../../../services/query'
import { said } from '../../../services/say'
import { useSession } from '../../../services/session'
import { cardOf } from '../../../services/share'
import { Article } from '../article'
import { NoticeFields } from './fields'
import { emptyForm, errorsOf, inputOf, type FormErrors, type NoticeForm } from './form'
import { Posted } from './posted'
import css from './index.module.scss'

/** Writing a notice: written, looked at as everybody will see it, posted, sent to the group chat. */
export default function NoticeEditPage() {
  const session = useSession()
  const organisation = useQuery('organisations.get', {})
  const [form, setForm] = useState<NoticeForm>(emptyForm)
  const [errors, setErrors] = useState<FormErrors>({})
  const [previewing, setPreviewing] = useState(false)
  const [noticeId, setNoticeId] = useState('')
  const free = useLeaveGuard(noticeId === '' && (form.title.trim() !== '' || form.body.trim() !== ''))
  const post = useAction('notices.post')

  // There is nothing to send before it is posted.
  useEffect(() => {
    if (process.env.TARO_ENV !== 'weapp') return
    if (noticeId) void Taro.showShareMenu({})
    else void Taro.hideShareMenu({})
  }, [noticeId])
  useShareAppMessage(() => (noticeId ? cardOf(`n.${noticeId}`, `通知：${form.title.trim()}`) : { title: '支部', path: '/pages/home/index' }))

  const change = (next: NoticeForm): void => {
    setForm(next)
    setErrors({})
  }
  const goPreview = (): void => {
    const wrong = errorsOf(form, new Date())
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return said('请改好标出的地方')
    setPreviewing(true)
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }
  const goPost = async (): Promise<void> => {
    const wrong = errorsOf(form, new Date())
    if (Object.keys(wrong).length > 0) {
      setErrors(wrong)
      return setPreviewing(false)
    }
    const made = await post.run(inputOf(form))
    if (!made) return
    free()
    setNoticeId(made.noticeId)
  }

  if (noticeId) return <Page><Posted noticeId={noticeId} /></Page>
  const footer = previewing ? (
    <FooterBar><Button text="返回修改" kind="plain" onTap={() => setPreviewing(false)} /><Button text="发布" busy={post.busy} onTap={() => void goPost()} /></FooterBar>
  ) : (
    <FooterBar><Button text="预览" onTap={goPreview} /></FooterBar>
  )
  return (
    <Page query={organisation} skeleton="detail" footer={footer}>
      {(own) => {
        const group = own.groups.find((one) => one.id === form.groupId) ?? null
        if (!previewing) return <NoticeFields form={form} errors={errors} groups={own.groups} onChange={change} />
        return (
          <>
            <View className={css.lead}>大家会看到这样的通知。核对后发布，发布后不能改，只能撤回重发。</View>
            <Article title={form.title.trim()} body={form.body.trim()} groupName={group?.name ?? null} due={form.due} from={`${session?.me?.name ?? ''}（${own.name}） · 刚刚`} />
          </>
        )
      }}
    </Page>
  )
}

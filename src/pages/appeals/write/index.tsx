import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../components/button'
import { LongTextField } from '../../../components/field'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { useAction } from '../../../services/action'
import { sentenceOf } from '../../../services/cloud'
import { askConsent, prepareConsent } from '../../../services/consent'
import { useLeaveGuard } from '../../../services/leave'
import { replace } from '../../../services/nav'
import { said, tell } from '../../../services/say'
import { upload, type LocalFile, type Uploaded } from '../../../services/upload'
import { MAX_PICTURES, Pictures } from './pictures'
import css from './index.module.scss'

/** 写意见: what it is about, pictures if they help, and who will read it. */
export default function AppealWritePage() {
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const [pictures, setPictures] = useState<LocalFile[]>([])
  const [sending, setSending] = useState<string | null>(null)
  /** What has arrived already, so that a second try does not send it again. */
  const arrived = useRef(new Map<LocalFile, Uploaded>())
  const write = useAction('appeals.write', {
    onError: ({ code }) => {
      // The server has taken these uploads or does not know them: they have to be sent anew.
      if (code === 'fileForeign' || code === 'fileMissing') arrived.current.clear()
      return false
    },
  })
  const disarm = useLeaveGuard(text.trim() !== '' || pictures.length > 0)
  useEffect(() => {
    void prepareConsent()
  }, [])

  const send = async (): Promise<void> => {
    if (!text.trim()) return setMissing(true)
    if (sending !== null) return
    setSending('正在提交')
    try {
      await askConsent(['appealAnswered'])
      for (const [n, file] of pictures.entries()) {
        if (pictures.length > 0) setSending(`正在上传第${n + 1}张图片，共${pictures.length}张`)
        if (!arrived.current.has(file)) arrived.current.set(file, await upload('appealPicture', file))
      }
      setSending('正在提交')
      const answer = await write.run({ text: text.trim(), pictures: pictures.map((file) => arrived.current.get(file)!) })
      if (!answer) return
      disarm()
      said('已提交')
      replace('/pages/appeals/detail/index', { id: answer.appealId })
    } catch (error) {
      await tell(sentenceOf(error), '图片没有传上去')
    } finally {
      setSending(null)
    }
  }
  return (
    <Page footer={<FooterBar><Button text="提交" busy={sending !== null} onTap={() => void send()} /></FooterBar>}>
      <LongTextField label="想说什么" value={text} onChange={(next) => { setText(next); setMissing(false) }} max={2000} placeholder="什么事，希望怎样解决" hint="时间、地点写上更好办。" error={missing ? '还没有写内容' : null} />
      <View className={css.label}>图片<Text className={css.optional}>（选填，最多{MAX_PICTURES}张，每张不超过10 MB）</Text></View>
      <Pictures pictures={pictures} onChange={setPictures} disabled={sending !== null} />
      {sending ? <Text className={css.sending}>{sending}…</Text> : null}
      <Text className={css.note}>支部书记和支部委员能看到您写的内容和姓名，其他同志看不到。请不要写涉密内容，图片里不要有别人的身份证件。</Text>
    </Page>
  )
}

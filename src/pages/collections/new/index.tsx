import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'
import { offered, reasonOf } from '../../../services/abilities'
import { call, newRequestId, sentenceOf } from '../../../services/cloud'
import { param, replace } from '../../../services/nav'
import { noteWrite, useQuery } from '../../../services/query'
import { chooseSheet, upload } from '../../../services/upload'
import { aria } from '../../../services/aria'
import { DraftForm } from './form'
import css from '../index.module.scss'

const weapp = process.env.TARO_ENV === 'weapp'

/** 发一张表: first the blank sheet, then who fills it and until when. */
export default function CollectionNewPage() {
  const { params } = useRouter()
  const [id, task] = [param(params, 'id'), param(params, 'task')]
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  const draft = useQuery('collections.get', task ? { collectionId: task } : null)
  if (task) return draft.data && organisation.data ? <DraftForm draft={draft.data} from={organisation.data} /> : <Page query={draft} skeleton="detail">{() => null}</Page>
  return (
    <Page query={organisation} skeleton="detail">
      {(from) => (offered(from, 'keepRoster') ? <Choose id={from.id} name={from.name} reason={reasonOf(from, 'keepRoster')} /> : <EmptyState title={reasonOf(from, 'keepRoster') ?? ''} hint="发表、汇总由书记、副书记、组织委员或组织员办理。" />)}
    </Page>
  )
}

function Choose({ id, name, reason }: { id: string; name: string; reason: string | undefined }) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const go = async (): Promise<void> => {
    setFailure(null)
    try {
      const file = await chooseSheet()
      if (!file) return
      setBusy(true)
      const made = await call('collections.draft', { organisationId: id, ...await upload('template', file), fileName: file.name.slice(-120) }, { requestId: newRequestId() })
      noteWrite()
      replace('/pages/collections/new/index', { id, task: made.id })
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title="选一张空白的表">
      <Text className={css.text}>由{name}发给下面的党支部。各支部收到时已按名册填好，缺的标黄，核对、确认后合成一张，版式不变。</Text>
      {failure ? <View className={css.failure} {...aria({ role: 'alert' })}>{failure}</View> : null}
      <Button text="选择表格文件" busy={busy} reason={reason} onTap={() => void go()} />
      <Text className={css.small}>{weapp ? '先把表格发给“文件传输助手”，再到这里选。' : '从电脑里选。'}要用 .xlsx 文件，表里的样例和旧名单会先清掉。</Text>
    </Card>
  )
}

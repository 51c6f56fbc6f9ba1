import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { EmptyState } from '../../../components/empty'
import { Page } from '../../../components/page'
import { offered, reasonOf } from '../../../services/abilities'
import { aria } from '../../../services/aria'
import { call, newRequestId, sentenceOf } from '../../../services/cloud'
import { param, replace } from '../../../services/nav'
import { noteWrite, useQuery } from '../../../services/query'
import { chooseSheet, upload } from '../../../services/upload'
import css from '../index.module.scss'

const weapp = process.env.TARO_ENV === 'weapp'
const steps = ['上传文件', '认表头、找要填的列'] as const

/** A sheet from above is chosen; what it asks for is read, nothing is filled yet. */
export default function BackfillNewPage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  return (
    <Page query={organisation} skeleton="detail">
      {(data) => (offered(data, 'keepRoster')
        ? <Choose organisationId={data.id} organisationName={data.name} reason={reasonOf(data, 'keepRoster')} />
        : <EmptyState title={reasonOf(data, 'keepRoster') ?? ''} hint="填表由支部书记、副书记、组织委员或组织员办理。" />)}
    </Page>
  )
}

function Choose({ organisationId, organisationName, reason }: { organisationId: string; organisationName: string; reason: string | undefined }) {
  const [step, setStep] = useState<number | null>(null)
  const [fileName, setFileName] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const go = async (): Promise<void> => {
    setFailure(null)
    try {
      const file = await chooseSheet()
      if (!file) return
      setFileName(file.name)
      setStep(0)
      const uploaded = await upload('template', file)
      setStep(1)
      const { runId } = await call('backfill.start', { organisationId, ...uploaded, fileName: file.name.slice(-120) }, { requestId: newRequestId() })
      noteWrite()
      replace('/pages/backfill/detail/index', { id: runId })
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setStep(null)
    }
  }
  return (
    <View>
      <Card title="选上级发来的表">
        <Text className={css.text}>填的是：{organisationName}</Text>
        <Text className={css.text}>先认出表头，由您看一眼每一列填什么、填谁，再一次填好。表的格式、合并单元格、宏都不动；不知道的格子空着，标成黄色。</Text>
        {step === null ? <Button text="选择表格文件" reason={reason} onTap={() => void go()} /> : (
          <View className={css.steps} {...aria({ role: 'alert', label: `正在${steps[step]}` })}>
            <Text className={css.file}>{fileName}</Text>
            {steps.map((text, n) => <Text key={text} className={n === step ? css.now : css.other}>{n < step ? `${text}：已完成` : n === step ? `正在${text}…` : text}</Text>)}
          </View>
        )}
        {failure ? <View className={css.failure} {...aria({ role: 'alert' })}>{failure}</View> : null}
        <Text className={css.small}>{weapp ? '从微信聊天里选：先把表格发给“文件传输助手”，再到这里选。' : '从电脑里选。'}用 .xlsx（带宏的也行），最大10 MB；旧的 .xls 请先另存为 .xlsx。</Text>
      </Card>
      <Card title="会留下什么">
        <Text className={css.text}>空表里没有人，会留着，明年同样的表点一下就能再填。里面已经有人员内容的表一天内删除。</Text>
        <Text className={css.text}>每次填了谁、填了什么会加密保存，下次能看出差别。填好的文件一天后删除。</Text>
      </Card>
    </View>
  )
}

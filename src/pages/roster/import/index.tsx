import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useRouter } from '@tarojs/taro'
import { importStates, importWays, type ImportWay } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Cell, List } from '../../../components/cell'
import { Chips } from '../../../components/chips'
import { EmptyState } from '../../../components/empty'
import { ListEnd } from '../../../components/list-end'
import { Page } from '../../../components/page'
import { Tag } from '../../../components/tag'
import { offered, reasonOf } from '../../../services/abilities'
import { aria } from '../../../services/aria'
import { CallError, sentenceOf } from '../../../services/cloud'
import { agoText } from '../../../services/dates'
import { useList } from '../../../services/list'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import { chooseSheet } from '../../../services/upload'
import { countsText, stateColours, trySheet } from '../imports'
import { Help } from './help'
import css from './index.module.scss'

const weapp = process.env.TARO_ENV === 'weapp'
const ways = (Object.keys(importWays) as ImportWay[]).map((key) => ({ key, text: importWays[key] }))
const said: Record<ImportWay, string> = { both: '名册上没有的同志新增，有的更新。', update: '只改名册上已有的同志，表里别的人跳过。', add: '只新增名册上没有的同志，已有的不动。' }
const steps = ['上传文件', '读取表格，与名册比对'] as const

/** 导入名册: a branch from its own spreadsheet. Here the file is chosen and tried; nothing is written yet. */
export default function RosterImportPage() {
  const id = param(useRouter().params, 'id')
  const organisation = useQuery('organisations.get', id ? { organisationId: id } : {})
  return (
    <Page query={organisation} skeleton="detail">
      {(data) => (
        offered(data, 'keepRoster') ? (
          <View>
            <Choose organisationId={data.id} organisationName={data.name} reason={reasonOf(data, 'keepRoster')} />
            <Help />
            {data.can.keepRoster ? <History organisationId={data.id} /> : null}
          </View>
        ) : <EmptyState title={reasonOf(data, 'keepRoster') ?? ''} hint="导入名册由支部书记、副书记、组织委员或组织员办理。" />
      )}
    </Page>
  )
}

interface ChooseProps { organisationId: string; organisationName: string; reason: string | undefined }

function Choose({ organisationId, organisationName, reason }: ChooseProps) {
  /** The step that runs; null while nothing does. */
  const [step, setStep] = useState<number | null>(null)
  const [fileName, setFileName] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const [way, setWay] = useState<ImportWay>('both')
  /** The header was not understood: somebody has to say which column is which. */
  const [strange, setStrange] = useState(false)

  const go = async (): Promise<void> => {
    setFailure(null)
    setStrange(false)
    try {
      const file = await chooseSheet()
      if (!file) return
      setFileName(file.name)
      setStep(0)
      const report = await trySheet(organisationId, file, way, () => setStep(1))
      open('/pages/roster/import-detail/index', { id: report.id })
    } catch (error) {
      setFailure(sentenceOf(error))
      setStrange(error instanceof CallError && error.code === 'sheetNoHeader')
    } finally {
      setStep(null)
    }
  }
  return (
    <Card title="选一个表格，先试导入">
      <Text className={css.text}>导入到：{organisationName}</Text>
      <Text className={css.text}>先告诉您会新增谁、改动谁、哪里有问题，您确认以后才写进名册。</Text>
      <Chips items={ways} on={[way]} onToggle={setWay} />
      <Text className={css.text}>{said[way]}</Text>
      {step === null ? (
        <Button text="选择表格文件" reason={reason} onTap={() => void go()} />
      ) : (
        <View className={css.steps} {...aria({ role: 'alert', label: `正在${steps[step]}` })}>
          <Text className={css.file}>{fileName}</Text>
          {steps.map((text, n) => <Text key={text} className={n === step ? css.now : css.other}>{n < step ? `${text}：已完成` : n === step ? `正在${text}…` : text}</Text>)}
          <Text className={css.small}>人多的表要十几秒，请稍候。</Text>
        </View>
      )}
      {failure ? <View className={css.failure} {...aria({ role: 'alert' })}>{failure}</View> : null}
      {strange ? <Button text="自己对应各列" kind="plain" onTap={() => open('/pages/roster/import-columns/index', { id: organisationId })} /> : null}
      <Text className={css.small}>{weapp ? '从微信聊天里选：先把表格发给“文件传输助手”，再到这里选。' : '从电脑里选。'}可以用 .xlsx、.xls、.csv，最大10 MB，一次最多一万行。</Text>
    </Card>
  )
}

function History({ organisationId }: { organisationId: string }) {
  const list = useList('imports.list', { organisationId, limit: 10 })
  if (list.items.length === 0) return list.error ? <Text className={css.small}>{list.error.message}</Text> : null
  return (
    <View>
      <List title="以前的导入">
        {list.items.map((item) => (
          <Cell
            key={item.id} title={item.fileName}
            hint={<View className={css.made}><Tag text={importStates[item.state]} kind={stateColours[item.state]} /><Text>{agoText(item.at)}</Text><Text>{countsText(item.counts)}</Text></View>}
            onTap={() => open('/pages/roster/import-detail/index', { id: item.id })}
          />
        ))}
      </List>
      <ListEnd list={list} />
    </View>
  )
}

import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { useAction } from '../../../services/action'
import { aria } from '../../../services/aria'
import { sentenceOf } from '../../../services/cloud'
import { openDocument } from '../../../services/document'
import type { Sensitive } from '../../../services/sensitive'
import { chooseSheet, upload, type LocalFile } from '../../../services/upload'
import type { Run } from '../words'
import type { Plan } from './plan'
import css from '../index.module.scss'

const weapp = process.env.TARO_ENV === 'weapp'
const steps = ['把人员填进去', weapp ? '下载到手机' : '下载'] as const

interface Props { run: Run; plan: Plan; people: number | null; sensitive: Sensitive; onFilled: () => void }

/** The act itself, with ID numbers from a sheet of the own where a column asks for them. */
export function Fill({ run, plan, people, sensitive, onFilled }: Props) {
  const [numbers, setNumbers] = useState<LocalFile | null>(null)
  const [step, setStep] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const act = useAction('backfill.fill', { guard: sensitive.guard })
  const wantsNumbers = plan.columns.some(({ item }) => item === 'idNumber')
  const chosen = plan.columns.some(({ item }) => item !== '')

  const go = async (): Promise<void> => {
    setFailure(null)
    try {
      setStep(0)
      const uploaded = numbers && wantsNumbers ? await upload('roster', numbers) : null
      const answer: OutputOf<'backfill.fill'> | null = await act.run({ runId: run.id, ...plan.input, ...(uploaded ? { numbers: uploaded } : {}) })
      if (!answer) return
      setStep(1)
      await openDocument(answer.link, answer.fileName).catch(() => undefined)
      onFilled()
    } catch (error) {
      setFailure(sentenceOf(error))
    } finally {
      setStep(null)
    }
  }
  const reason = !chosen ? '请先选至少一列要填的' : people === 0 ? '没有符合条件的同志，请换一个范围' : undefined
  return (
    <Card title="填好并拿走">
      {wantsNumbers ? (
        <View>
          <Text className={css.text}>身份证号我们不保存全号。您手里有带“姓名”和“身份证号”的表，可以在这次一起填上，只填进这一个文件，不留存。</Text>
          <Button kind="plain" small text={numbers ? '换一张身份证号的表' : '选一张身份证号的表'} onTap={() => void chooseSheet().then((file) => { if (file) setNumbers(file) })} />
          {numbers ? <Text className={css.small}>已选：{numbers.name}。带身份证号的文件15分钟后删除，请及时保存。</Text> : <Text className={css.small}>不选也可以，这一列空着标黄，由您自己补。</Text>}
        </View>
      ) : null}
      {step !== null ? (
        <View className={css.steps} {...aria({ role: 'alert', label: `正在${steps[step]}` })}>
          {steps.map((text, n) => <Text key={text} className={n === step ? css.now : css.other}>{n < step ? `${text}：已完成` : n === step ? `正在${text}…` : text}</Text>)}
          <Text className={css.small}>人多时要半分钟，请稍候。</Text>
        </View>
      ) : (
        <View className={css.more}><Button text={people ? `填好这${people}人` : '填好'} reason={reason} onTap={() => void go()} /></View>
      )}
      {failure ? <View className={css.failure} {...aria({ role: 'alert' })}>{failure}</View> : null}
      <Text className={css.small}>要先验证本人，并留下记录；涉及手机号、住址的，本人能看到这次填表。请核对以后再报送，以全国党员管理信息系统为准。</Text>
    </Card>
  )
}

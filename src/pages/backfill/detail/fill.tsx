import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { useUnload } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { FooterBar } from '../../../components/footer'
import { useAction } from '../../../services/action'
import { aria } from '../../../services/aria'
import { sentenceOf } from '../../../services/cloud'
import { dropDocument, openDocument } from '../../../services/document'
import { tell } from '../../../services/say'
import type { Sensitive } from '../../../services/sensitive'
import { chooseSheet, upload, type LocalFile } from '../../../services/upload'
import type { Run } from '../words'
import type { Plan } from './plan'
import css from '../index.module.scss'

const steps = ['把人员填进去', process.env.TARO_ENV === 'weapp' ? '下载到手机' : '下载'] as const

export interface Filling {
  numbers: LocalFile | null
  chooseNumbers: () => Promise<void>
  /** The step that runs; null while nothing does. */
  step: number | null
  go: () => Promise<void>
}

/** The act of filling: with ID numbers from a sheet of the own where a column asks for them, then the file on the phone. */
export function useFilling(runId: string, plan: Plan, sensitive: Sensitive, onFilled: () => void): Filling {
  const [numbers, setNumbers] = useState<LocalFile | null>(null)
  const [step, setStep] = useState<number | null>(null)
  const act = useAction('backfill.fill', { guard: sensitive.guard })
  // What was fetched is taken off the phone when the page closes.
  const fetched = useRef(new Set<string>())
  useUnload(() => fetched.current.forEach(dropDocument))
  const chooseNumbers = async (): Promise<void> => {
    const file = await chooseSheet()
    if (file) setNumbers(file)
  }
  const go = async (): Promise<void> => {
    try {
      setStep(0)
      const uploaded = numbers && wantsNumbers(plan) ? await upload('roster', numbers) : null
      const answer = await act.run({ runId, ...plan.input, ...(uploaded ? { numbers: uploaded } : {}) })
      if (!answer) return
      setStep(1)
      fetched.current.add(answer.fileName)
      await openDocument(answer.link, answer.fileName).catch(() => undefined)
      onFilled()
    } catch (error) {
      await tell(sentenceOf(error))
    } finally {
      setStep(null)
    }
  }
  return { numbers, chooseNumbers, step, go }
}

export const wantsNumbers = (plan: Plan): boolean => plan.columns.some(({ item }) => item === 'idNumber')

/** ID numbers that are not kept, from a sheet that the secretary has. */
export function Numbers({ filling }: { filling: Filling }) {
  const { numbers } = filling
  return (
    <Card title="身份证号">
      <Text className={css.text}>我们不保存全号。您手里有带“姓名”和“身份证号”的表，可以在这次一起填上，只填进这一个文件，不留存。</Text>
      <Button kind="plain" small text={numbers ? '换一张身份证号的表' : '选一张身份证号的表'} onTap={() => void filling.chooseNumbers()} />
      <Text className={css.small}>{numbers ? `已选：${numbers.name}。填好的文件15分钟后删除，请及时保存。` : '不选也可以，这一列空着标黄，由您自己补。'}</Text>
    </Card>
  )
}

/** The one button of the page, and how far it is. */
export function FillFooter({ run, plan, people, filling }: { run: Run; plan: Plan; people: number | null; filling: Filling }) {
  if (!run.can.fill) return null
  const { step } = filling
  const reason = plan.columns.every(({ item }) => item === '') ? '请先选至少一列要填的' : people === 0 ? '没有符合条件的同志，请换一个范围' : undefined
  if (step === null) return <FooterBar><Button text={people ? `填好这${people}人` : '填好'} reason={reason} onTap={() => void filling.go()} /></FooterBar>
  return (
    <FooterBar>
      <View className={css.steps} {...aria({ role: 'alert', label: `正在${steps[step]}` })}>
        {steps.map((text, n) => <Text key={text} className={n === step ? css.now : css.other}>{n < step ? `${text}：已完成` : n === step ? `正在${text}，人多时要半分钟…` : text}</Text>)}
      </View>
    </FooterBar>
  )
}

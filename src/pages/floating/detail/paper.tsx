import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { Certificate } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { ChoiceField, TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { papers } from '../words'
import css from '../index.module.scss'

interface Given { certificate: Certificate; certificateNumber: string }
interface Props { stay: Given & { advice: string[] }; busy: boolean; onDone: (given: Given) => void; onClose: () => void }

/** Which paper was given for an absence. The paper itself is the authority's. */
export function PaperSheet({ stay, busy, onDone, onClose }: Props) {
  const [given, setGiven] = useState<Given>({ certificate: stay.certificate, certificateNumber: stay.certificateNumber })
  return (
    <Sheet open title="证明" onClose={onClose} footer={<><Button text="先不办" kind="plain" onTap={onClose} /><Button text="确认" busy={busy} onTap={() => onDone({ ...given, certificateNumber: given.certificate === 'none' ? '' : given.certificateNumber.trim() })} /></>}>
      <Text className={css.text}>{stay.advice.join('')}</Text>
      <ChoiceField label="开了什么证明" options={papers} value={given.certificate} onChange={(certificate) => setGiven({ ...given, certificate })} />
      {given.certificate !== 'none' ? <TextField label="编号" optional value={given.certificateNumber} max={40} onChange={(certificateNumber) => setGiven({ ...given, certificateNumber })} /> : null}
      <Text className={css.text}>这里只登记种类和编号，证明由有权的党组织开具。</Text>
    </Sheet>
  )
}

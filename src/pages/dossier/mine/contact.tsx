import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { OutputOf } from '../../../../types/contracts'
import { sensitiveItems } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { TextField } from '../../../components/field'
import { Sheet } from '../../../components/sheet'
import { useAction } from '../../../services/action'
import { useReveal, type RevealItem } from '../../../services/reveal'
import { ask, said } from '../../../services/say'
import { useSession } from '../../../services/session'
import css from './index.module.scss'

export type ContactItem = RevealItem
interface Props { item: ContactItem | null; data: OutputOf<'corrections.mine'>; onClose: () => void; onDone: () => void }

/** The own telephone or address: seen whole, changed at once. */
export function ContactSheet({ item, data, onClose, onDone }: Props) {
  const reveal = useReveal(useSession()?.me?.memberId ?? '', '')
  const change = useAction('corrections.contact')
  const [value, setValue] = useState('')
  useEffect(() => { if (item) setValue('') }, [item])
  if (!item) return null
  const label = sensitiveItems[item]
  const masked = item === 'phone' ? data.phoneMasked : item === 'landline' ? data.landlineMasked : data.hasAddress ? '已登记' : null
  const save = async (next: string): Promise<void> => {
    if (!(await change.run({ version: data.version, changes: { [item]: next } }))) return
    said(next ? '已更正' : '已清除')
    onDone()
  }
  const clear = async (): Promise<void> => {
    if (await ask({ title: `清除${label}？`, text: '清除后，支部要联系您时看不到它。', ok: '清除' })) await save('')
  }
  return (
    <Sheet open title={`更正${label}`} onClose={onClose} footer={<><Button text="先不改" kind="plain" onTap={onClose} /><Button text="保存" busy={change.busy} disabled={value.trim() === ''} onTap={() => void save(value.trim())} /></>}>
      <Text className={css.now} userSelect>现在登记的：{reveal.shown[item] ?? masked ?? '没有'}</Text>
      {masked ? (
        <View className={css.act}>
          {reveal.shown[item] ? null : <Button small kind="plain" text="看完整的" onTap={() => reveal.ask(item)} />}
          <Button small kind="plain" text="清除" label={`清除${label}`} onTap={() => void clear()} />
        </View>
      ) : null}
      <TextField label={`新的${label}`} value={value} onChange={setValue} max={item === 'address' ? 120 : 20} {...(item === 'phone' ? { keyboard: 'number' as const } : {})} placeholder={item === 'landline' ? '如：010-88886666' : ''} />
    </Sheet>
  )
}

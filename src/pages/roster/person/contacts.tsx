import { Text, View } from '@tarojs/components'
import type { OutputOf } from '../../../../types/contracts'
import { sensitiveItems } from '../../../../types/contracts/codes'
import { Button } from '../../../components/button'
import { List } from '../../../components/cell'
import { offered } from '../../../services/abilities'
import { dialOrCopy, type Reveal, type RevealItem } from '../../../services/reveal'
import { copy } from '../../../services/say'
import css from './index.module.scss'

type Person = OutputOf<'roster.get'>

/** How a person is reached: masked until it is opened, which the person can see. */
export function Contacts({ person, own, reveal }: { person: Person; own: boolean; reveal: Reveal }) {
  const may = own || person.can.restore || offered(person, 'edit')
  const rows: [RevealItem, string | null][] = [['phone', person.phoneMasked], ...(person.landlineMasked ? [['landline', person.landlineMasked] as [RevealItem, string]] : []), ['address', person.hasAddress ? '已登记' : null]]
  return (
    <List title="联系方式" note={may && !own ? '查看全号要写明原因，本人看得到。' : ''}>
      {rows.map(([item, masked]) => {
        const label = sensitiveItems[item]
        const value = reveal.shown[item]
        return (
          <View key={item} className={css.contact}>
            <View className={css.contactText}>
              <Text className={css.label}>{label}</Text>
              <Text className={masked ? css.value : css.none} userSelect={Boolean(value)}>{value ?? masked ?? '未登记'}</Text>
            </View>
            {masked && may && !value ? <Button small kind="plain" text={item === 'address' ? '查看住址' : '查看全号'} label={`查看${label}`} onTap={() => reveal.ask(item)} /> : null}
            {value ? <Button small kind="plain" text={item === 'address' ? '复制' : '拨打或复制'} label={`${label}：${item === 'address' ? '复制' : '拨打或复制'}`} onTap={() => void (item === 'address' ? copy(value) : dialOrCopy(value))} /> : null}
          </View>
        )
      })}
    </List>
  )
}

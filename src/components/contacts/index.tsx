import { Text, View } from '@tarojs/components'
import { sensitiveItems } from '../../../types/contracts/codes'
import { dialOrCopy, type Reveal, type RevealItem } from '../../services/reveal'
import { copy } from '../../services/say'
import { Button } from '../button'
import { List } from '../cell'
import css from './index.module.scss'

interface Props {
  person: { phoneMasked: string | null; landlineMasked: string | null; hasAddress: boolean }
  /** Whether it may be opened: the own, or by those who keep the roster. */
  may: boolean
  /** The person's own page: no reason is asked. */
  own: boolean
  reveal: Reveal
  note?: string
}

/** How a person is reached: masked until it is opened, which is on record. */
export function Contacts({ person, may, own, reveal, note = '查看全号要写明原因，本人看得到。' }: Props) {
  const rows: [RevealItem, string | null][] = [['phone', person.phoneMasked], ...(person.landlineMasked ? [['landline', person.landlineMasked] as [RevealItem, string]] : []), ['address', person.hasAddress ? '已登记' : null]]
  return (
    <List title="联系方式" note={may && !own ? note : ''}>
      {rows.map(([item, masked]) => {
        const label = sensitiveItems[item]
        const value = reveal.shown[item]
        return (
          <View key={item} className={css.row}>
            <View className={css.text}>
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

import { Image, Text, View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Tap } from '../../components/tap'
import { aria } from '../../services/aria'
import { whenText } from '../../services/dates'
import { copy } from '../../services/say'
import css from './index.module.scss'

interface Props { title?: string; label: string; code: string; image: string | null; expiresAt: string | null; note: string }

/** A long code in fours, so that it can be read out; what is typed with spaces is taken as well. */
const spaced = (code: string): string => (code.length > 7 ? code.replace(/(.{4})(?=.)/g, '$1 ') : code)

/** A code to join by, to be shown, read out or copied. */
export function CodeCard({ title, label, code, image, expiresAt, note }: Props) {
  return (
    <Card>
      <View className={css.card}>
        {title ? <Text className={css.organisation}>{title}</Text> : null}
        {image ? (
          <View className={css.paper}>
            <Image className={css.picture} src={image} mode="scaleToFill" showMenuByLongpress {...aria({ label: `${title ?? label}的二维码`, role: 'img' })} />
          </View>
        ) : null}
        <Text className={css.label}>{label}</Text>
        <Text className={css.code} userSelect>{spaced(code)}</Text>
        {expiresAt ? <Text className={css.label}>{whenText(expiresAt)} 前有效</Text> : null}
        <Tap className={css.link} onTap={() => void copy(code)}>复制{label}</Tap>
        <Text className={css.small}>{note}</Text>
      </View>
    </Card>
  )
}

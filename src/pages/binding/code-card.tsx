import { Image, Text, View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Tap } from '../../components/tap'
import { aria } from '../../services/aria'
import { whenText } from '../../services/dates'
import { copy } from '../../services/say'
import css from './index.module.scss'

interface Props { title?: string; label: string; code: string; image: string | null; expiresAt: string | null; note: string }

/** A code to join by, to be shown, read out or copied. */
export function CodeCard({ title, label, code, image, expiresAt, note }: Props) {
  return (
    <Card>
      <View className={css.card}>
        {title ? <Text className={css.organisation}>{title}</Text> : null}
        {image ? (
          <View className={css.paper}>
            <Image className={css.picture} src={image} mode="aspectFit" showMenuByLongpress {...aria({ label: `${title ?? label}的二维码`, role: 'img' })} />
          </View>
        ) : null}
        <Text className={css.label}>{label}</Text>
        <Text className={css.code} userSelect>{code}</Text>
        {expiresAt ? <Text className={css.label}>{whenText(expiresAt)} 前有效</Text> : null}
        <Tap className={css.link} onTap={() => void copy(code)}>复制{label}</Tap>
        <Text className={css.small}>{note}</Text>
      </View>
    </Card>
  )
}

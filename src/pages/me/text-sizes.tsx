import { Text, View } from '@tarojs/components'
import { Segmented } from '../../components/segmented'
import { chooseTextSize, textSizes, useDisplay, type TextSize } from '../../services/display'
import css from './index.module.scss'

const sizes = (Object.keys(textSizes) as TextSize[]).sort((a, b) => (a === 'auto' ? -1 : b === 'auto' ? 1 : Number(a) - Number(b))).map((key) => ({ key, text: textSizes[key] }))

/** How large the text is: as WeChat is set, or as chosen here. */
export function TextSizes() {
  const { choice } = useDisplay()
  return (
    <View className={css.sizes}>
      <Text className={css.heading}>文字大小</Text>
      <Segmented items={sizes} chosen={choice} onChoose={chooseTextSize} />
    </View>
  )
}

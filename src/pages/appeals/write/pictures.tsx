import { Image, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Tap } from '../../../components/tap'
import { choosePictures, type LocalFile } from '../../../services/upload'
import { tell } from '../../../services/say'
import css from './index.module.scss'

/** As the server accepts them (cloudfunctions/platform/files.ts): said before the upload, judged again after it. */
const MAX_BYTES = 10 * 1024 * 1024
export const MAX_PICTURES = 3

interface Props { pictures: LocalFile[]; onChange: (pictures: LocalFile[]) => void; disabled: boolean }

/** Up to three pictures: added, looked at, taken away. */
export function Pictures({ pictures, onChange, disabled }: Props) {
  const add = async (): Promise<void> => {
    const chosen = await choosePictures(MAX_PICTURES - pictures.length)
    const fitting = chosen.filter((file) => file.size <= MAX_BYTES)
    onChange([...pictures, ...fitting].slice(0, MAX_PICTURES))
    if (fitting.length < chosen.length) await tell(`有${chosen.length - fitting.length}张图片超过10 MB，没有加上。可以截图或压缩后再选。`, '图片太大')
  }
  const look = (path: string): void => void Taro.previewImage({ urls: pictures.map((file) => file.path), current: path })
  return (
    <View className={css.pictures}>
      {pictures.map((file, n) => (
        <View key={file.path} className={css.picture}>
          <Tap onTap={() => look(file.path)} label={`第${n + 1}张图片，点开看大图`}><Image className={css.thumb} src={file.path} mode="aspectFill" /></Tap>
          <Tap className={css.remove} disabled={disabled} onTap={() => onChange(pictures.filter((other) => other !== file))} label={`移除第${n + 1}张图片`}>移除</Tap>
        </View>
      ))}
      {pictures.length < MAX_PICTURES ? (
        <Tap className={css.add} disabled={disabled} onTap={() => void add()} label={`添加图片，还可以加${MAX_PICTURES - pictures.length}张`}>
          <Text className={css.plus}>＋</Text>
          <Text>添加图片</Text>
        </Tap>
      ) : null}
    </View>
  )
}

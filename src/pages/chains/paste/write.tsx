import { Text, View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { LongTextField } from '../../../components/field'
import { readClipboard } from '../../../services/clipboard'
import { tell } from '../../../services/say'
import css from './index.module.scss'

/** As many characters as one reading takes. */
export const MAX_TEXT = 100_000

interface Props { text: string; error: string | null; onChange: (text: string) => void; onPaste: (text: string) => void }

/** Where the chain is pasted. */
export function WriteChain({ text, error, onChange, onPaste }: Props) {
  const paste = async (): Promise<void> => {
    const found = await readClipboard()
    if (found?.trim()) onPaste(found)
    else await tell('请在群里长按接龙、点“复制”，再回来粘贴；也可以长按下面的输入框粘贴。', '剪贴板里没有文字')
  }
  return (
    <>
      <Text className={css.lead}>在群里长按接龙消息，点“复制”，再到这里粘贴。昵称、请假、“+1”、重复的都认得出；认不出的请您认一认。</Text>
      <View className={css.pasteButton}><Button text="从剪贴板粘贴" kind={text ? 'plain' : 'primary'} onTap={() => void paste()} /></View>
      <LongTextField label="接龙内容" tall value={text} onChange={onChange} max={MAX_TEXT + 20_000} error={error} placeholder={'如：\n1. 王建国\n2. 李红 请假\n3. 小陈 +1'} />
    </>
  )
}

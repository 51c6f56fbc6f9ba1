import { Button } from '../button'
import { copy } from '../../services/say'
import { linkOf } from '../../services/share'

interface Props { text: string; scene: string; kind?: 'primary' | 'plain'; disabled?: boolean; reason?: string | undefined }

/** Sends the page's card to a chat. The browser preview has no chats: there it copies the address that the card opens. */
export function ShareButton({ text, scene, kind, disabled, reason }: Props) {
  const look = { ...(kind ? { kind } : {}), ...(disabled ? { disabled } : {}), reason }
  if (process.env.TARO_ENV === 'weapp') return <Button text={text} share {...look} />
  return <Button text={text} onTap={() => void copy(linkOf(scene), '链接已复制')} {...look} />
}

/** How a person chooses files. Taro takes chooser.weapp.ts for WeChat and chooser.h5.ts for the preview. */
import type { LocalFile } from './transport'

/** A spreadsheet: in WeChat from a chat, in the browser from the disk. Null where the person thought better of it. */
export function chooseSheet(): Promise<LocalFile | null>
/** Up to `max` pictures; none where the person thought better of it. */
export function choosePictures(max: number): Promise<LocalFile[]>

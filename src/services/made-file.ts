/** Files that the server has made: shown on the phone, or taken to a computer by their link. */
import { openDocument } from './document'
import Taro from '@tarojs/taro'
import { said, tell } from './say'

/** Opens a workbook; of anything else, which is for printing or for a computer, the link is copied. Nothing where none was made. */
export async function showFile(made: { link: string; fileName: string } | null, what = '打开打印'): Promise<void> {
  if (!made) return
  if (made.fileName.endsWith('.xlsx')) await openDocument(made.link, made.fileName).catch(() => said('文件没有打开，请再试一次'))
  else {
    await Taro.setClipboardData({ data: made.link })
    // It says what to do next, so it stays until it was read.
    await tell(`把链接发到自己的“文件传输助手”，10分钟内在电脑的浏览器里${what}。过了时间，回到这里再点一次。`, '链接已复制')
  }
}

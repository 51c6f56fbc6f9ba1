/** Files that the server has made: shown on the phone, or taken to a computer by their link. */
import { openDocument } from './document'
import { copy, said } from './say'

/** Opens a workbook; of anything else, which is for printing or for a computer, the link is copied. Nothing where none was made. */
export async function showFile(made: { link: string; fileName: string } | null, what = '打开打印'): Promise<void> {
  if (!made) return
  if (made.fileName.endsWith('.xlsx')) await openDocument(made.link, made.fileName).catch(() => said('文件没有打开，请再试一次'))
  else await copy(made.link, `链接已复制，10分钟内在电脑浏览器里${what}`)
}

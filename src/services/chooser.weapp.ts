import Taro from '@tarojs/taro'
import type { LocalFile } from './transport'

/** Closing the chooser, or refusing WeChat's privacy question, is an answer and not a fault. */
function gaveUp(error: unknown): boolean {
  return /cancel|deny|privacy|disagree/i.test(String((error as { errMsg?: string } | null)?.errMsg ?? ''))
}

export async function chooseSheet(): Promise<LocalFile | null> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['xlsx', 'xlsm', 'xls', 'csv'] })
    const file = tempFiles[0]
    return file ? { name: file.name, size: file.size, path: file.path } : null
  } catch (error) {
    if (gaveUp(error)) return null
    throw error
  }
}

export async function choosePictures(max: number): Promise<LocalFile[]> {
  try {
    const { tempFiles } = await Taro.chooseMedia({ count: max, mediaType: ['image'], sizeType: ['compressed'], sourceType: ['album', 'camera'] })
    return tempFiles.map((file) => ({ name: file.tempFilePath.split('/').pop() ?? 'picture.jpg', size: file.size, path: file.tempFilePath }))
  } catch (error) {
    if (gaveUp(error)) return []
    throw error
  }
}

import Taro from '@tarojs/taro'

// Under the user's own folder a file has a name of its own, which is what a chat shows when it is sent on.
const pathOf = (fileName: string): string => `${wx.env.USER_DATA_PATH}/${fileName}`

export async function openDocument(link: string, fileName: string): Promise<void> {
  const filePath = pathOf(fileName)
  const { statusCode } = await Taro.downloadFile({ url: link, filePath })
  if (statusCode !== 200) throw new Error(`the file's link answers ${statusCode}`)
  await Taro.openDocument({ filePath, fileType: 'xlsx', showMenu: true })
}

export function dropDocument(fileName: string): void {
  Taro.getFileSystemManager().unlink({ filePath: pathOf(fileName), fail: () => undefined })
}

import Taro from '@tarojs/taro'

/** A short word at the bottom of a thing that went well: 已报名. */
export function said(text: string): void {
  void Taro.showToast({ title: text, icon: text.length <= 7 ? 'success' : 'none', duration: 2000 })
}

/** A sentence that has to be read, so it stays until it is dismissed. */
export async function tell(text: string, title = '没有办成'): Promise<void> {
  await Taro.showModal({ title, content: text, showCancel: false, confirmText: '知道了' })
}

/** Asks before something that cannot be taken back lightly; true for yes. `ok` and `no` have at most four characters. */
export async function ask(question: { title: string; text?: string; ok?: string; no?: string }): Promise<boolean> {
  const answer = await Taro.showModal({ title: question.title, content: question.text ?? '', confirmText: question.ok ?? '确定', cancelText: question.no ?? '取消' })
  return answer.confirm
}

/** Lets one of a few things be chosen; its index, or null where the person thought better of it. */
export async function choose(items: string[]): Promise<number | null> {
  try {
    return (await Taro.showActionSheet({ itemList: items })).tapIndex
  } catch {
    return null
  }
}

/** Puts a text on the clipboard and says so. */
export async function copy(text: string, word = '已复制'): Promise<void> {
  await Taro.setClipboardData({ data: text })
  said(word)
}

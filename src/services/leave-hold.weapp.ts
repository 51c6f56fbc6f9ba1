import Taro from '@tarojs/taro'

export function hold(question: string): () => void {
  void Taro.enableAlertBeforeUnload({ message: question })
  return () => void Taro.disableAlertBeforeUnload()
}

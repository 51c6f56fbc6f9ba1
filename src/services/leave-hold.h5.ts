import { history } from '@tarojs/router'
import { ask } from './say'

export function hold(question: string): () => void {
  let release = (): void => undefined
  let asking = false
  const arm = (): void => {
    release = history.block((leaving) => {
      // A page on top of this one does not lose anything.
      if (leaving.action === 'PUSH') {
        release()
        leaving.retry()
        return arm()
      }
      if (asking) return
      asking = true
      void ask({ title: '还没有保存', text: question, ok: '离开', no: '继续填' }).then((leave) => {
        asking = false
        if (!leave) return
        release()
        leaving.retry()
      })
    })
  }
  arm()
  return () => release()
}

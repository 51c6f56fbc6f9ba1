import { back } from '../../../services/nav'
import { said, tell } from '../../../services/say'

/** Tells how far a change is, and leaves the page. */
export async function leaveWith(answer: { done: boolean; carried: number; total: number } | null, word: string): Promise<void> {
  if (!answer) return
  if (answer.done) said(word)
  else await tell(`已办${answer.carried}人，共${answer.total}人。人较多，系统正在接着办，您可以离开这一页。`, '正在办理')
  back()
}

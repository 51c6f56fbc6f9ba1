/** The notice form: what is typed, what is wrong with it, what is sent. */
import type { InputOf } from '../../../../types/contracts'

export const MAX_BODY = 5000

export interface NoticeForm {
  title: string
  body: string
  /** When it has to be answered by; null: no such time. */
  due: string | null
  /** A party group, or empty for the whole branch. */
  groupId: string
}
export type FormErrors = Partial<Record<'title' | 'body' | 'due', string>>

export const emptyForm: NoticeForm = { title: '', body: '', due: null, groupId: '' }

export function errorsOf(form: NoticeForm, now: Date): FormErrors {
  const errors: FormErrors = {}
  if (!form.title.trim()) errors.title = '请写标题'
  if (!form.body.trim()) errors.body = '请写正文'
  const long = tooLong(form.body)
  if (long) errors.body = long
  if (form.due && new Date(form.due) <= now) errors.due = '截止时间要晚于现在'
  return errors
}

/** Said while it is typed or pasted, so that nothing is cut off in silence. */
export function tooLong(body: string): string | null {
  return body.trim().length > MAX_BODY ? `正文最多${MAX_BODY}字，现在${body.trim().length}字，请删减或分成几条` : null
}

export function inputOf({ title, body, due, groupId }: NoticeForm): InputOf<'notices.post'> {
  return { title: title.trim(), body: body.trim(), ...(due ? { due } : {}), ...(groupId ? { groupId } : {}) }
}

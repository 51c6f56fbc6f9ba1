/** Class lists of the form: read by the server before anything is saved. */
import { useState } from 'react'
import { sentenceOf } from '../../../services/cloud'
import { useAction } from '../../../services/action'
import { ask, tell } from '../../../services/say'
import { chooseSheet, upload } from '../../../services/upload'
import { isUnread, readText, type GroupDraft } from './draft'

type Part = Pick<GroupDraft, 'list' | 'read'>
interface Lists {
  /** What is read in a group's list; null where it cannot be read, which has been said. */
  read: (group: GroupDraft) => Promise<Part | null>
  /** The same of a file that is chosen. */
  choose: () => Promise<Part | null>
  /** Reads what was not read yet and asks whether it is right; null where something cannot be read. */
  readAll: (groups: GroupDraft[]) => Promise<{ groups: GroupDraft[]; confirmed: boolean } | null>
  busy: boolean
}

export function useLists(reviewId: string): Lists {
  const reading = useAction('reviews.readList')
  const [sending, setSending] = useState(false)
  const read = async ({ list }: Pick<GroupDraft, 'list'>): Promise<Part | null> => {
    const found = await reading.run({ reviewId, list })
    return found && { list, read: found }
  }
  const choose = async (): Promise<Part | null> => {
    const file = await chooseSheet()
    if (!file) return null
    setSending(true)
    try {
      const found = await reading.run({ reviewId, ...await upload('roster', file) })
      return found && { list: found.numbers.join('\n'), read: found }
    } catch (error) {
      await tell(sentenceOf(error))
      return null
    } finally {
      setSending(false)
    }
  }
  const readAll: Lists['readAll'] = async (groups) => {
    const done: GroupDraft[] = []
    const told: string[] = []
    for (const group of groups) {
      const part = isUnread(group) ? await read(group) : null
      if (!part && isUnread(group)) return null
      done.push({ ...group, ...part })
      if (part?.read) told.push(`“${group.name.trim()}”${readText(part.read)}`)
    }
    return { groups: done, confirmed: told.length === 0 || await ask({ title: '名单对吗？', text: `${told.join('；')}。`, ok: '保存', no: '再看看' }) }
  }
  return { read, choose, readAll, busy: reading.busy || sending }
}

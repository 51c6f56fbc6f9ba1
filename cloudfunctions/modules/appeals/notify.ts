/** Who is told of an appeal: its officers while it waits for an answer, its author when there is one. */
import type { Appeal, InboxItem } from '../../platform/documents'
import { plusDays } from '../../platform/time'
import { audienceOf, itemUp } from '../../services/inbox'
import { remind } from '../../services/reminders'
import { excerptOf, waitsForAnswer } from './rules'

/** Days for which an appeal waits on home pages; an answer that asks nothing of its author leaves sooner. */
const days = { answer: 365, read: 14, confirm: 60 }

/** The page that shows one appeal: its author is bound, so no detour through the entrance. */
const PAGE = 'pages/appeals/detail/index'

/**
 * What an appeal's state puts up and takes down: the officers' item while it waits for an answer, the author's while
 * there is something to read or to confirm. Written in the transaction that changes the state. Pure.
 */
export function itemsOf(appeal: Appeal): InboxItem[] {
  const common = { refId: appeal._id, due: null, startsAt: null, endsAt: null, at: appeal.changedAt }
  const waits = waitsForAnswer(appeal.state)
  const closed = appeal.state === 'closed'
  const forOfficers = itemUp({
    ...common, audience: audienceOf.officers(appeal.organisationId), kind: 'appeal', title: `${appeal.authorName}：${excerptOf(appeal.text, 20)}`,
    hint: appeal.state === 'reopened' ? '反映未解决，请再次办理' : '意见诉求，请答复', until: plusDays(appeal.changedAt, days.answer),
  })
  const forAuthor = itemUp({
    ...common, audience: audienceOf.member(appeal.memberId), kind: 'appealMine', title: excerptOf(appeal.text, 20),
    hint: closed ? '已办结，请确认是否解决' : '支部已答复，请查看', until: plusDays(appeal.changedAt, closed ? days.confirm : days.read),
  })
  return [{ ...forOfficers, closed: !waits }, { ...forAuthor, closed: waits || appeal.state === 'solved' }]
}

/** Sends the author a message, where one was agreed to. Never fails its caller. */
export async function tellAuthor(appeal: Appeal, branchName: string): Promise<void> {
  await remind('appealAnswered', [appeal.memberId], {
    page: `${PAGE}?id=${appeal._id}`, what: excerptOf(appeal.text, 18), when: appeal.changedAt, where: branchName,
    remark: appeal.state === 'closed' ? '已办结，请您确认' : '支部已答复，请查看',
  })
}

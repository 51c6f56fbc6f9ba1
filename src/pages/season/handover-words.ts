import type { OutputOf } from '../../../types/contracts'
import { posts as postLabels } from '../../../types/contracts/codes'
import { handoverRoles, handoverStates, type HandoverState } from '../../../types/contracts/codes-season'
import type { TagKind } from '../../components/tag'
import { dayText, splitInstant } from '../../services/dates'

export type Handover = OutputOf<'handover.get'>

export const stateTags: Record<HandoverState, { text: string; kind: TagKind }> = {
  open: { text: handoverStates.open, kind: 'wait' }, signed: { text: handoverStates.signed, kind: 'info' }, stuck: { text: handoverStates.stuck, kind: 'urgent' },
  done: { text: handoverStates.done, kind: 'ok' }, stopped: { text: handoverStates.stopped, kind: 'past' },
}

/** 123.40元. */
export const yuanText = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}元`
/** Typed yuan as fen; null where it is no amount of money. */
export function fenOf(typed: string): number | null {
  const found = /^(\d{1,7})(?:[.。](\d{1,2}))?$/.exec(typed.trim())
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null
}
/** Posts in words: 书记、组织委员. */
export const postsText = (posts: readonly (keyof typeof postLabels)[]): string => posts.map((post) => postLabels[post]).join('、')

const dayOf = (instant: string): string => dayText(splitInstant(instant).day)

/** The whole list as a text, to be pasted and printed. */
export function printed(handover: Handover): string {
  const signed = (at: string | null): string => (at ? `${dayOf(at)}签名` : '未签名')
  const lines = [
    '工作交接清单', `组织：${handover.organisationName}`, `职务：${postsText(handover.posts.map(({ post }) => post))}`, `开始日期：${dayOf(handover.startedAt)}`,
    ...(handover.doneAt ? [`交接日期：${dayOf(handover.doneAt)}`] : handover.effectiveOn ? [`定于${dayText(handover.effectiveOn)}交接`] : []),
    '', '一、材料和物品', ...handover.files.map(({ name, count }, n) => `${n + 1}. ${name}：${count === null ? '未清点' : `${count}件`}`),
    '', '二、党费结存', handover.dues ? `截至${dayText(handover.dues.asOn)}：${yuanText(handover.dues.fen)}` : '未填',
    '', '三、未了事项', ...(handover.matters.length > 0 ? handover.matters.map(({ text }, n) => `${n + 1}. ${text}`) : ['没有']),
    '', '四、职务和权限', ...handover.posts.map(({ post, allows }) => `${postLabels[post]}：${allows}`),
    ...(handover.remarks ? ['', '五、其他说明', handover.remarks] : []),
    '', ...handover.parties.map(({ role, name, signedAt }) => `${handoverRoles[role]}：${name}（${signed(signedAt)}）`),
  ]
  return lines.join('\n')
}

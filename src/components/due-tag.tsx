import { Tag, type TagKind } from './tag'
import { dueText, urgencyOf } from '../services/dates'

const colours: Record<ReturnType<typeof urgencyOf>, TagKind> = { past: 'past', urgent: 'urgent', soon: 'wait', later: 'info' }

/** How long is left, in words and in a colour. */
export function DueTag({ due, verb }: { due: string; verb?: string }) {
  return <Tag text={dueText(due, new Date(), verb)} kind={colours[urgencyOf(due)]} />
}

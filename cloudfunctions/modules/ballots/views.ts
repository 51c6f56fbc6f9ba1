import type * as z from '../../../types/contracts/zod'
import type { BallotPaper } from '../../../types/contracts/ballots'
import type { BallotBox } from '../../platform/documents'
import { iso } from '../../platform/time'
import { labelsOf, type AnyBalloting } from '../../services/balloting/asked'

/** A ballot as a phone shows it: nothing is chosen beforehand, and every row is alike. */
export function paperOf(balloting: AnyBalloting, box: Pick<BallotBox, '_id' | 'asked'>, ticket: string, until: Date): z.input<typeof BallotPaper> {
  const { questions, choices, blank, seats, noReceipts } = box.asked
  const labels = labelsOf(balloting)
  return { boxId: box._id, kind: balloting.ballotKind, title: balloting.title, questions, choices: choices.map(key => ({ key, label: labels[key] ?? '' })), blank, seats: seats?.n ?? null, receipts: !noReceipts, ticket, until: iso(until) }
}

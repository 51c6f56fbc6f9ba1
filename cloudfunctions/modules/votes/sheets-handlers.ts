import type { votes } from '../../../types/contracts/votes'
import type { ModuleHandlers } from '../../platform/context'
import { findAll, read } from '../../platform/database'
import type { Vote } from '../../platform/documents'
import { guard } from '../../platform/errors'
import { boxIdOf } from '../../services/balloting/asked'
import { totalOf } from '../../services/balloting/counted'
import { ballotingLed } from '../../services/balloting/load'
import { fileNamed, keepFile } from '../../services/balloting/made-files'
import { recordName, recordSheet, type RecordAnswer } from './record-sheet'
import { whyNotNow } from './rules'
import { attendanceIn, choicesOf, whyHidden } from './views'

/** What `sheets` serves of votes: the record for signing. */
export const sheetsHandlers: ModuleHandlers<typeof votes, 'sheets'> = {
  'votes.record': async (ctx, input) => {
    const vote = await ballotingLed(ctx, 'vote', input.voteId)
    guard(whyNotNow(vote, 'seeResult') ?? whyHidden(vote))
    const piles = await Promise.all(vote.groups.map(async group => ({ name: group.name, written: group.entry === 'written', total: totalOf(await read('ballot_boxes', boxIdOf(vote, group)), group.key) })))
    const { expected, present } = attendanceIn(vote, null) ?? { expected: vote.electors.length, present: 0 }
    const answers = vote.kind === 'poll' ? await answersOf(vote) : null
    return keepFile(ctx, vote, fileNamed(recordName(vote), 'html'), () => Promise.resolve(Buffer.from(recordSheet({ vote, expected, present, piles, answers }))))
  },
}

async function answersOf(vote: Vote): Promise<RecordAnswer[]> {
  const given = vote.named ? await findAll('poll_answers', { voteId: vote._id, round: vote.round }) : []
  return choicesOf(vote).map(({ key, label }) => {
    const names = given.filter(({ choice }) => choice === key).map(({ name }) => name)
    return { label, n: vote.named ? names.length : vote.answers?.[key] ?? 0, names }
  })
}

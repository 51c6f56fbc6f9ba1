/** What a vote came to, once no ballot comes in any more. */
import type { BallotBox, BallotGroup, Vote } from '../../platform/documents'
import { refuse } from '../../platform/errors'
import { closeBox } from '../../services/ballot-box/box'
import { boxIdOf, MATTER, MEMBERS } from '../../services/balloting/asked'
import { takePaper, totalOf } from '../../services/balloting/counted'
import { isPaper } from '../../services/balloting/opening'
import { fewOf, shownFingerprint } from '../../services/balloting/shown'
import { outcomesOf, whyInvalid, type Attendance, type Pile } from './rules'

export type Result = Pick<Vote, 'outcomes' | 'invalid' | 'papers' | 'answers' | 'few' | 'fingerprint'>

/** Who should come and came, as it was frozen. */
const attended = (vote: Vote): Attendance =>
  (vote.kind === 'recommendation' ? { expected: vote.expectedCount ?? 0, present: vote.presentCount ?? 0 } : { expected: vote.electors.length, present: vote.kind === 'poll' ? vote.electors.length : vote.present.length })

/** Closes every box, takes over what was counted on paper, and reckons: every call answers the same. */
export async function closeAndCount(vote: Vote): Promise<Result> {
  const counted: { group: BallotGroup; box: BallotBox }[] = []
  for (const group of vote.groups) {
    const boxId = boxIdOf(vote, group)
    if ((await closeBox(boxId)).state !== 'closed') refuse('conflict')
    counted.push({ group, box: await takePaper(boxId, group.key) })
  }
  return resultOf(vote, counted)
}

/** Pure. */
function resultOf(vote: Vote, counted: { group: BallotGroup; box: BallotBox }[]): Result {
  const piles = counted.map(({ group, box }) => ({ ...totalOf(box, group.key), name: group.name, written: group.entry === 'written' }))
  const cast = piles.filter(({ written }) => !written)
  const sum = (of: 'issued' | 'returned' | 'invalid'): number => cast.reduce((n, pile) => n + pile[of], 0)
  // Hands were counted, no papers.
  const papers = piles.length > 0 && vote.manner !== 'hands' ? { issued: sum('issued'), returned: sum('returned'), invalid: sum('invalid') } : null
  const phones = counted.find(({ group }) => !isPaper(group))
  const fingerprint = phones ? shownFingerprint(phones.box) : ''
  if (vote.kind === 'poll') {
    const few = phones ? fewOf(piles) : null
    const answers = phones && few === null ? totalOf(phones.box, MEMBERS).answers[MATTER] ?? null : null
    return { outcomes: null, invalid: null, papers, answers, few, fingerprint }
  }
  const few = vote.kind === 'recommendation' ? fewOf(piles) : null
  return { ...judged(vote, counted[0]!.box.asked.questions, piles), papers, answers: null, few, fingerprint }
}

function judged(vote: Vote, questions: { key: string }[], piles: Pile[]): Pick<Result, 'outcomes' | 'invalid'> {
  const attendance = attended(vote)
  const invalid = whyInvalid(piles, attendance)
  return { invalid, outcomes: vote.carriedShare && outcomesOf(questions, piles, vote.carriedShare, attendance, invalid === null) }
}

/** A ballot as the phone sends it, for whoever plays voters without a phone. */
import { createHash } from 'node:crypto'
import { NONCE, sealedBallot, type GivenAnswers } from '../../types/ballots'
import type { InputOf } from '../../types/contracts'
import type { BallotPaper } from '../../types/contracts/ballots'

export const hashed = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** A phone's nonce, the same for the same number. */
export const nonceOf = (n: number | string = 0): string => createHash('sha256').update(`nonce of ${n}`).digest('hex').slice(0, NONCE)

/** The input of ballots.cast. `nonce`: of which phone. */
export const sentBallot = (paper: Pick<BallotPaper, 'ticket' | 'boxId' | 'questions' | 'choices' | 'blank' | 'seats' | 'receipts'>, answers: GivenAnswers['answers'], others: readonly string[] = [], nonce: string = nonceOf()): InputOf<'ballots.cast'> =>
  ({ ticket: paper.ticket, ...sealedBallot(paper, { answers, others }, nonce, hashed).sent })

/** The commitments that this phone keeps. */
export const commitmentsOn = (paper: Parameters<typeof sentBallot>[0], answers: GivenAnswers['answers'], nonce: string = nonceOf()): string[] => sealedBallot(paper, { answers }, nonce, hashed).commitments

/** Votes that are held at a meeting of the branch. */
import { read } from '../../platform/database'
import type { AnyBalloting } from './asked'

/** Whether a member may vote where the vote asks for being there: has checked in at its meeting, and that was not undone. One operation, none where nothing is asked. */
export async function isAtMeeting(balloting: AnyBalloting, memberId: string): Promise<boolean> {
  // Votes and elections count those present themselves, and freeze them at the opening.
  if (balloting.ballotKind !== 'review' || balloting.meetingId === null) return true
  return (await read('check_ins', `${balloting.meetingId}_${memberId}`))?.undoneAt === null
}

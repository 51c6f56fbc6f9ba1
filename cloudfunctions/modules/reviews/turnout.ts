/** Whether enough take part in a review, told before it is closed. Advice: a branch may close all the same. Pure. */
import type { TurnoutLine } from '../../../types/contracts/reviews'
import { isShort } from '../../regulations/review-rules'

/** Members with a vote who came, of those who should. */
export interface Attendance { came: number; of: number; /** Those who have checked in at its meeting; else those whose ballots are in. */ atMeeting: boolean }

/** 到会7人，应到12人，过半. Half of them suffices (支部条例 §11). */
function attendanceLine({ came, of, atMeeting }: Attendance): TurnoutLine {
  const half = came * 2 > of ? '过半' : came * 2 === of ? '正好一半' : '不到一半'
  return { key: null, name: '有表决权的党员', came, of, enough: !isShort('members', came, of), text: `${atMeeting ? '到会' : '参加'}${came}人，应到${of}人，${half}` }
}

/** A group of others: its ballots, phones and paper together. */
export interface GroupTurnout { key: string; name: string; came: number; of: number }

/** 参加18/30，不到三分之二. */
function groupLine({ key, name, came, of }: GroupTurnout): TurnoutLine {
  const short = isShort('others', came, of)
  return { key, name, came, of, enough: !short, text: `参加${came}/${of}，${short ? '不到' : '达到'}三分之二` }
}

/** How the members' attendance and every group of others stand. Nobody is expected where a group has nobody. */
export const turnoutLines = (attendance: Attendance, others: readonly GroupTurnout[]): TurnoutLine[] => [...(attendance.of > 0 ? [attendanceLine(attendance)] : []), ...others.filter(({ of }) => of > 0).map(groupLine)]

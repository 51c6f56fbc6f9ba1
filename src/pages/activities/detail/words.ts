/** What the page says of an activity, in whole sentences. */
import type { Activity, SignUpStanding } from '../../../../types/contracts/activities'

type Places = Pick<Activity, 'capacity' | 'going' | 'waiting'>

/** Whether the next to sign up would have to wait: no place is left, or somebody waits already (who comes with guests may need two). */
export function isFull({ capacity, going, waiting }: Places): boolean {
  return capacity !== null && (going >= capacity || waiting > 0)
}

/** 30人，已报名24人; once it is full, how many wait. */
export function placesText(activity: Places): string {
  const { capacity, going, waiting } = activity
  if (capacity === null) return going === 0 ? '不限，还没有人报名' : `不限，已报名${going}人`
  if (!isFull(activity)) return `${capacity}人，已报名${going}人`
  return waiting > 0 ? `${capacity}人，已满，${waiting}人候补` : `${capacity}人，已满`
}

/** Where the caller stands, in one sentence. */
export function standingText({ mine, position, can }: Pick<Activity, 'mine' | 'position' | 'can'>): string {
  if (mine === 'going') return can.cancel ? '已报名。点错了？' : '已报名。'
  return position === null ? '候补中，有人退出会自动补上。' : `候补第${position}位，有人退出会自动补上。`
}

/** The activity once the caller stands so: for the moment until the server has said the rest. */
export function standingIn(activity: Activity, standing: SignUpStanding): Activity {
  const signedUp = standing.mine !== 'none'
  return { ...activity, ...standing, can: { ...activity.can, signUp: !signedUp, cancel: signedUp } }
}

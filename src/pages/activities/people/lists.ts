/** The people of an activity, sorted into the four lists and put into words. */
import type { People } from '../../../../types/contracts/activities'
import { checkInWays } from '../../../../types/contracts/codes'
import { whenText } from '../../../services/dates'

export type Person = People['items'][number]
export const parts = { going: '已报名', waiting: '候补', leave: '请假', none: '未报名' } as const
export type Part = keyof typeof parts

export function partOf(person: Person): Part {
  if (person.state !== 'none') return person.state
  return person.leave ? 'leave' : 'none'
}

/** Those of one list whose name holds the words. */
export function peopleOf(items: Person[], part: Part, words: string): Person[] {
  return items.filter((person) => partOf(person) === part && person.name.includes(words))
}

export function countsOf(items: Person[]): Record<Part, number> & { checkedIn: number; guests: number } {
  const counts = { going: 0, waiting: 0, leave: 0, none: 0, checkedIn: 0, guests: 0 }
  for (const person of items) {
    counts[partOf(person)] += 1
    if (person.checkedInAt) counts.checkedIn += 1
    if (person.state === 'going') counts.guests += person.guests
  }
  return counts
}

/** What is to be known of a person beside the name: group, who signed up for them, guests, remark. */
export function aboutText(person: Person): string {
  return [
    person.groupName,
    person.byName ? `${person.byName}代办` : null,
    person.guests > 0 ? `另带${person.guests}人` : null,
    person.note ? `备注：${person.note}` : null,
  ].filter(Boolean).join(' · ')
}

/** How and when a person checked in; null where not. */
export function checkInText({ checkedInAt, checkInWay }: Person): string | null {
  if (!checkedInAt) return null
  return `${whenText(checkedInAt)} ${checkInWay ? checkInWays[checkInWay] : '签到'}`
}

/** A year in every branch: an activity and a notice a month, with sign-ups, check-ins and readers. */
import { at, toWeekday } from './days'
import type { Calendar } from './calendar'
import type { SeedBranch, SeedMember } from './joining'
import type { Product } from './product'
import type { Dice } from './random'
import { activityTexts, noticeTexts, type ActivityText } from './texts'

export interface Scene {
  calendar: Calendar
  product: Product
  dice: Dice
  today: Date
}

export interface ActivityPlan {
  text: ActivityText
  startsAt: Date
  endsAt: Date
  createdAt: Date
  capacity?: number
  /** How many in a hundred of those who use the mini-program sign up. */
  interest: number
  /** How check-in is done at the start; absent where it has not come to that. */
  checkIn?: 'code' | 'ticks'
  /** Who signs up whatever the dice say, and who does not. */
  certain?: SeedMember[]
  never?: SeedMember[]
  /** Who has signed up and is not there yet. */
  late?: SeedMember[]
}

/** The members who use the mini-program at an instant, and are there. */
export const usersOf = (branch: SeedBranch, when: Date): SeedMember[] => branch.people.filter(({ since, away }) => since && since <= when && !(away && away <= when))

/** An activity from its announcement to its check-in; answers a function that tells its id once it is there. */
export function planActivity({ calendar, product, dice, today }: Scene, branch: SeedBranch, plan: ActivityPlan): () => string {
  let activityId = ''
  const { title, place, detail } = plan.text
  const [startsAt, endsAt] = [plan.startsAt.toISOString(), plan.endsAt.toISOString()]
  calendar.on(plan.createdAt, async () => {
    activityId = (await product.call(branch.secretary.openid, 'activities.create', { title, place, detail, startsAt, endsAt, capacity: plan.capacity ?? null })).activityId
    const comers = dice.shuffled(usersOf(branch, plan.createdAt)).filter((person) => plan.certain?.includes(person) || (dice.chance(plan.interest) && !plan.never?.includes(person)))
    // Nobody signs up at night, later than the start or later than now.
    const latest = Math.min(plan.startsAt.getTime(), today.getTime()) - 60_000
    const span = Math.max(0, latest - plan.createdAt.getTime()) * 0.8
    comers.forEach((person, i) => {
      calendar.on(new Date(plan.createdAt.getTime() + Math.ceil(span * (i + 1) / (comers.length + 1))), () => product.call(person.openid, 'activities.signUp', { activityId }))
    })
    if (plan.checkIn) calendar.on(plan.startsAt, () => checkIn(product, dice, branch, activityId, comers.filter((person) => !plan.late?.includes(person)), plan.checkIn!))
  })
  return () => activityId
}

async function checkIn(product: Product, dice: Dice, branch: SeedBranch, activityId: string, comers: SeedMember[], way: 'code' | 'ticks'): Promise<void> {
  const present = comers.filter(() => dice.chance(88))
  if (way === 'ticks') {
    if (present.length > 0) await product.call(branch.secretary.openid, 'activities.tick', { activityId, memberIds: present.map(({ memberId }) => memberId), present: true })
    return
  }
  const { code } = await product.call(branch.secretary.openid, 'activities.checkInCode', { activityId })
  for (const person of present) await product.call(person.openid, 'activities.checkIn', { activityId, code })
}

/** A notice and those who read it within the next days; answers a function that tells its id once it is there. */
export function planNotice({ calendar, product, dice, today }: Scene, branch: SeedBranch, text: { title: string; body: string }, postedAt: Date, options: { due?: Date; readers: number; unread?: SeedMember[] }): () => string {
  let noticeId = ''
  calendar.on(postedAt, async () => {
    noticeId = (await product.call(branch.secretary.openid, 'notices.post', { ...text, due: options.due?.toISOString() })).noticeId
    const readers = dice.shuffled(usersOf(branch, postedAt)).filter((person) => person === branch.secretary || (dice.chance(options.readers) && !options.unread?.includes(person)))
    const span = Math.min(3 * 86_400_000, today.getTime() - postedAt.getTime() - 60_000)
    readers.forEach((person, i) => {
      calendar.on(new Date(postedAt.getTime() + Math.ceil(span * (i + 1) / (readers.length + 1))), () => product.call(person.openid, 'notices.markRead', { noticeId }))
    })
  })
  return () => noticeId
}

/** The past year of every branch, and what each has before it. */
export function planYear(scene: Scene, branches: SeedBranch[]): void {
  const { today, dice } = scene
  branches.forEach((branch, b) => {
    for (let month = 11; month >= 1; month--) {
      const text = activityTexts[(11 - month + b * 3) % activityTexts.length]!
      const weekday = text.from < '12:00' ? 6 : 3
      const day = toWeekday(today, -30 * month - 5 + b, weekday)
      planActivity(scene, branch, {
        text, startsAt: at(today, day, text.from), endsAt: at(today, day, text.to), createdAt: at(today, day - 8, `09:${b}0`),
        interest: dice.between(45, 80), checkIn: month % 4 === 1 ? 'code' : 'ticks',
      })
      if (month % 2 === b % 2) planNotice(scene, branch, noticeTexts[(month + b) % noticeTexts.length]!, at(today, -30 * month - 12 + b, `10:${b}0`), { readers: dice.between(60, 95) })
    }
    const next = activityTexts[(b * 3 + 11) % activityTexts.length]!
    const day = toWeekday(today, 4 + b, 3)
    planActivity(scene, branch, { text: next, startsAt: at(today, day, next.from), endsAt: at(today, day, next.to), createdAt: at(today, -3, `09:${b}0`), interest: 45, certain: [branch.people[4]!] })
    planNotice(scene, branch, noticeTexts[b]!, at(today, -2, `10:${b}0`), { due: at(today, 6, '18:00'), readers: 50 })
  })
}

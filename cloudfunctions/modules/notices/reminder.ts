/** The reminder that an officer copies into the group chat. Pure. */
import { timeInWords } from '../../../types/words'

const DAY = 86_400_000
const SHANGHAI = 8 * 3_600_000
const dayNumber = (instant: Date): number => Math.floor((instant.getTime() + SHANGHAI) / DAY)

/** An instant as one says it to colleagues: 今天 18:00, 明天 18:00, 周五 18:00 within six days, else 11月27日 18:00. */
export function whenInWords(instant: Date, now: Date): string {
  const ahead = dayNumber(instant) - dayNumber(now)
  const [day, time] = timeInWords(instant).split(' ')
  const weekday = `周${'日一二三四五六'[new Date(instant.getTime() + SHANGHAI).getUTCDay()]}`
  return `${['今天', '明天'][ahead] ?? (ahead > 1 && ahead < 7 ? weekday : day)} ${time}`
}

/** Names only where they were asked for: a list of names in a chat puts people on the spot. */
export function reminderText(facts: { title: string; due: Date | null; unread: string[]; withNames: boolean; now: Date }): string {
  const { title, due, unread, withNames, now } = facts
  if (unread.length === 0) return `【提醒】《${title}》全部同志已读，谢谢大家。`
  const please = !due ? '请及时打开查看。' : due > now ? `请在 ${whenInWords(due, now)} 前打开查看。` : '截止时间已过，请尽快打开查看。'
  const names = withNames ? `\n还没有读的同志：${unread.join('、')}` : ''
  return `【提醒】《${title}》还有 ${unread.length} 位同志未读，${please}${names}`
}

/**
 * Instants in the words a person uses. Everything is told in China's time, whatever the phone's zone is set to:
 * China has one zone without summer time, so a fixed offset of eight hours is exact.
 */
import dayjs, { type Dayjs } from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

function china(instant: string | Date): Dayjs {
  return dayjs(instant).utcOffset(8)
}

/** Whole calendar days in China from `now` to the instant: 0 today, 1 tomorrow, −1 yesterday. */
export function daysUntil(instant: string | Date, now: Date): number {
  return china(instant).startOf('day').diff(china(now).startOf('day'), 'day')
}

function dayWord(at: Dayjs, now: Dayjs): string {
  const days = at.startOf('day').diff(now.startOf('day'), 'day')
  if (days === 0) return '今天'
  if (days === 1) return '明天'
  if (days === 2) return '后天'
  if (days === -1) return '昨天'
  const monday = (d: Dayjs): Dayjs => d.startOf('day').subtract((d.day() + 6) % 7, 'day')
  const weeks = monday(at).diff(monday(now), 'day') / 7
  const weekday = weekdays[at.day()] ?? ''
  if (days > 0 && weeks === 0) return weekday
  if (days > 0 && weeks === 1) return `下${weekday}`
  return at.year() === now.year() ? at.format('M月D日') : at.format('YYYY年M月D日')
}

/** 今天 14:30, 周五 09:00, 下周二 19:00, 12月3日 19:00. */
export function whenText(instant: string, now: Date = new Date()): string {
  const at = china(instant)
  return `${dayWord(at, china(now))} ${at.format('HH:mm')}`
}

/** 今天 14:30–16:00; over several days: 今天 14:30 至 明天 11:00. */
export function rangeText(start: string, end: string, now: Date = new Date()): string {
  const [from, to] = [china(start), china(end)]
  if (from.isSame(to, 'day')) return `${whenText(start, now)}–${to.format('HH:mm')}`
  return `${whenText(start, now)} 至 ${whenText(end, now)}`
}

/** How long is left: 今天 18:00 截止, 明天 18:00 截止, 3天后截止, 12月3日截止; 已截止 once it is past. */
export function dueText(instant: string, now: Date = new Date(), verb = '截止'): string {
  const at = china(instant)
  if (at.valueOf() <= now.getTime()) return `已${verb}`
  const days = daysUntil(instant, now)
  if (days <= 1) return `${whenText(instant, now)} ${verb}`
  if (days <= 7) return `${days}天后${verb}`
  return `${dayWord(at, china(now))}${verb}`
}

/** How soon something is due, for its colour: past, urgent (within a day), soon (within three days) or later. */
export function urgencyOf(instant: string, now: Date = new Date()): 'past' | 'urgent' | 'soon' | 'later' {
  const left = new Date(instant).getTime() - now.getTime()
  if (left <= 0) return 'past'
  if (left <= 24 * 3600_000) return 'urgent'
  return daysUntil(instant, now) <= 3 ? 'soon' : 'later'
}

/** How long ago: 刚刚, 5分钟前, 今天 09:12, 昨天 18:00, 11月3日. */
export function agoText(instant: string, now: Date = new Date()): string {
  const at = china(instant)
  const minutes = Math.floor((now.getTime() - at.valueOf()) / 60_000)
  if (minutes >= 0 && minutes < 1) return '刚刚'
  if (minutes >= 0 && minutes < 60) return `${minutes}分钟前`
  const days = daysUntil(instant, now)
  if (days === 0 || days === -1) return whenText(instant, now)
  return at.format(at.year() === china(now).year() ? 'M月D日' : 'YYYY年M月D日')
}

/** A calendar day `YYYY-MM-DD`: 2024年6月1日. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return year && month && date ? `${year}年${month}月${date}日` : day
}

/** A calendar day with its weekday, for a form: 11月27日 周五. */
export function dayWithWeekday(day: string, now: Date = new Date()): string {
  const at = china(`${day}T00:00:00+08:00`)
  const word = dayWord(at, china(now))
  const date = at.format(at.year() === china(now).year() ? 'M月D日' : 'YYYY年M月D日')
  const weekday = weekdays[at.day()] ?? ''
  return /^(今天|明天|后天|昨天)$/.test(word) ? `${date} ${weekday}（${word}）` : `${date} ${weekday}`
}

/** The calendar day and the clock time in China that an instant falls on. */
export function splitInstant(instant: string | Date): { day: string; time: string } {
  const at = china(instant)
  return { day: at.format('YYYY-MM-DD'), time: at.format('HH:mm') }
}

/** The instant of a calendar day `YYYY-MM-DD` and a clock time `HH:mm` in China, as ISO 8601 in UTC. */
export function joinInstant(day: string, time: string): string {
  return new Date(`${day}T${time}:00+08:00`).toISOString()
}

/** The calendar day `days` after today in China. */
export function dayFromNow(days: number, now: Date = new Date()): string {
  return china(now).add(days, 'day').format('YYYY-MM-DD')
}

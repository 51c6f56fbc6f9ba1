import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
// China has one zone and no summer time (since 1991), so a fixed offset is exact and needs no zone tables.
const local = (instant: Date) => dayjs(instant).utcOffset(8)

/** The calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export const dayOf = (instant: Date): string => local(instant).format('YYYY-MM-DD')
export { timeInWords } from '../../types/words'
/** An instant for the contract. */
export const iso = (instant: Date): string => instant.toISOString()
/** An instant for the contract, or null. */
export const isoOrNull = (instant: Date | null | undefined): string | null => (instant ? instant.toISOString() : null)
/** `instant` moved by minutes. */
export const plusMinutes = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * 60_000)
/** `instant` moved by days of 24 hours. */
export const plusDays = (instant: Date, days: number): Date => plusMinutes(instant, days * 1440)
/** A key that orders newest first when read backwards: the instant, then the id. */
export const timeKey = (instant: Date, id: string): string => `${instant.toISOString()}_${id}`

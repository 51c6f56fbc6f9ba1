import { CronExpressionParser } from 'cron-parser'

/**
 * Timer lines of CloudBase: seven fields (second minute hour day month weekday year), UTC+8; where day and weekday are
 * both given, either fits. Source: WeChat cloud development, "定时触发器".
 */
const FIELD = /^(?:\d+|\*|[A-Z]{3}|[,\-/])+$/i

export class Cron {
  private readonly six: string
  private readonly year: (year: number) => boolean

  /** Throws with a sentence where the line is malformed. */
  constructor(readonly line: string) {
    const fields = line.trim().split(/\s+/)
    if (fields.length !== 7) throw new Error(`"${line}" is no timer line: seven fields are needed (second minute hour day month weekday year)`)
    if (!fields.every((field) => FIELD.test(field))) throw new Error(`"${line}" is no timer line: only digits, names and * , - / may stand in it`)
    this.six = fields.slice(0, 6).join(' ')
    this.year = yearTest(fields[6] as string, line)
    this.next(new Date())
  }

  /** The first moment after `from`, or null where none comes. */
  next(from: Date): Date | null {
    const runs = CronExpressionParser.parse(this.six, { currentDate: from, tz: 'Asia/Shanghai' })
    for (let tries = 0; tries < 1000; tries++) {
      const next = runs.next().toDate()
      const year = new Date(next.getTime() + 8 * 3600_000).getUTCFullYear()
      if (this.year(year)) return next
      if (year > 2099) return null
      // On to the next year at once, or every second of a wrong one would be tried.
      if (!this.year(year)) runs.reset(new Date(Date.UTC(year + 1, 0, 1) - 8 * 3600_000 - 1))
    }
    return null
  }
}

function yearTest(field: string, line: string): (year: number) => boolean {
  const parts = field.split(',').map((part) => {
    const found = /^(?:\*|(\d{4})(?:-(\d{4}))?)(?:\/(\d+))?$/.exec(part)
    if (!found) throw new Error(`"${line}" is no timer line: the year is *, a year, a range or a list`)
    const first = Number(found[1] ?? 1970)
    const last = found[1] === undefined ? 2099 : Number(found[2] ?? (found[3] ? 2099 : found[1]))
    return { first, last, step: Number(found[3] ?? 1) }
  })
  return (year) => parts.some(({ first, last, step }) => year >= first && year <= last && (year - first) % step === 0)
}

/** The longest wait that setTimeout takes. */
const LONGEST = 2 ** 31 - 1

/** Runs every timer at its moments until stopped. */
export class Timers {
  private readonly waiting = new Set<NodeJS.Timeout>()
  private stopped = false

  start(line: string, run: () => Promise<unknown>, failed: (error: unknown) => void): void {
    const cron = new Cron(line)
    const wait = (): void => {
      if (this.stopped) return
      const next = cron.next(new Date())
      if (next) this.at(next.getTime(), () => {
        run().catch(failed)
        wait()
      })
    }
    wait()
  }

  private at(time: number, due: () => void): void {
    const left = time - Date.now()
    const timer = setTimeout(() => {
      this.waiting.delete(timer)
      if (left > LONGEST) this.at(time, due)
      else due()
    }, Math.min(Math.max(left, 0), LONGEST))
    timer.unref()
    this.waiting.add(timer)
  }

  stop(): void {
    this.stopped = true
    for (const timer of this.waiting) clearTimeout(timer)
    this.waiting.clear()
  }
}

/** What happens when: events are noted in any order and lived through in the order of their instants. */
export class Calendar {
  private readonly days = new Map<number, (() => Promise<unknown>)[]>()

  /** Notes what happens at an instant; what happens at the same instant may happen at the same time. */
  on(instant: Date, happens: () => Promise<unknown>): void {
    const events = this.days.get(instant.getTime())
    if (events) events.push(happens)
    else this.days.set(instant.getTime(), [happens])
  }

  /** Lives through everything, at most `atOnce` events of one instant side by side; an event may note later ones. */
  async live(setNow: (instant: Date) => void, atOnce = 12): Promise<void> {
    for (;;) {
      const next = Math.min(...this.days.keys())
      if (!Number.isFinite(next)) return
      const events = this.days.get(next)!
      this.days.delete(next)
      setNow(new Date(next))
      await Promise.all(Array.from({ length: Math.min(atOnce, events.length) }, async () => {
        for (let happens = events.shift(); happens; happens = events.shift()) await happens()
      }))
    }
  }
}

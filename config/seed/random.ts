/** Numbers that look random and are the same at every start (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  /** A number from 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number from `least` to `most`, both possible. */
  between = (least: number, most: number): number => least + Math.floor(this.next() * (most - least + 1))

  pick = <T>(list: readonly T[]): T => list[Math.floor(this.next() * list.length)]!

  /** True so many times in a hundred. */
  chance = (percent: number): boolean => this.next() * 100 < percent

  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list]
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.between(0, i)
      ;[copy[i], copy[j]] = [copy[j]!, copy[i]!]
    }
    return copy
  }
}

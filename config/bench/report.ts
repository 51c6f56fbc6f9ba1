/** What a bench measured, beside its baseline from the same run and the budget that DESIGN.md sets. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** The same thing done barely: a bare Taro page, the bundled SDK alone, bare inserts. */
  baseline?: { name: string; value: number }
  /** The most that is allowed, in the figure's own unit, or as a ratio to the baseline. */
  budget?: { atMost: number; of: 'value' | 'ratio' }
  /** A word beside it that is not held to anything. */
  note?: string
}

/** Whether a figure keeps its budget; true where it has none. */
export function keeps({ value, baseline, budget }: Figure): boolean {
  if (!budget) return true
  return (budget.of === 'ratio' ? value / (baseline?.value ?? Number.NaN) : value) <= budget.atMost
}

const number = (value: number): string => (Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Math.round(value * 100) / 100))

/** One line of the report: figure, baseline and ratio, budget and whether it is kept. */
export function lineOf(figure: Figure): string {
  const { name, value, unit, baseline, budget, note = '' } = figure
  const beside = baseline ? `${number(baseline.value)} ${unit} ${baseline.name} (×${number(value / baseline.value)})` : ''
  const limit = budget ? `${keeps(figure) ? 'within' : 'OVER'} ${budget.of === 'ratio' ? `×${budget.atMost}` : `${number(budget.atMost)} ${unit}`}` : ''
  return [name.padEnd(46), `${number(value)} ${unit}`.padStart(14), beside.padEnd(44), note.padEnd(16), limit].join('  ').trimEnd()
}

/** What does not add up in what branches have confirmed. Pure. */
import type { Row } from './cells'

export interface Confirmed { answerId: string; name: string; turn: number; rows: Row[]; rosterCount: number; left: number; columns: { header: string; item: string | null; required: boolean }[] }
export interface Conflict { kind: 'sameId' | 'sameNumber' | 'sameBirth' | 'twiceHere' | 'rosterCount' | 'missing' | 'badValue'; text: string; branches: { id: string; name: string; turn: number }[] }

const named = ({ answerId, name, turn }: Confirmed) => ({ id: answerId, name, turn })
const listed = (names: string[]): string => (names.length > 5 ? `${names.slice(0, 5).join('、')}等${names.length}人` : names.join('、'))

const marks: { kind: 'sameId' | 'sameNumber' | 'sameBirth'; of: (row: Row) => string | null; why: string }[] = [
  { kind: 'sameId', of: row => row.idHash, why: '身份证号相同' },
  { kind: 'sameNumber', of: row => row.studentNumber?.trim().toUpperCase() || null, why: '学号相同' },
  { kind: 'sameBirth', of: row => (row.birthMonth ? `${row.name} ${row.birthMonth}` : null), why: '姓名和出生年月相同' },
]

/** People who stand in two rows, each pair of rows told once, by the surest mark. */
function twice(answers: Confirmed[]): Conflict[] {
  const found: Conflict[] = []
  const told = new Set<string>()
  for (const { kind, of, why } of marks) {
    const byMark = new Map<string, { answer: Confirmed; row: Row }[]>()
    for (const answer of answers) for (const row of answer.rows) {
      const mark = of(row)
      if (mark) byMark.set(mark, [...byMark.get(mark) ?? [], { answer, row }])
    }
    for (const group of byMark.values()) {
      if (group.length < 2) continue
      const key = group.map(({ answer, row }) => `${answer.answerId} ${row.id}`).sort().join('|')
      if (told.has(key)) continue
      told.add(key)
      const branches = [...new Map(group.map(({ answer }) => [answer.answerId, answer])).values()]
      const names = [...new Set(group.map(({ row }) => row.name))].join('、')
      found.push(branches.length > 1
        ? { kind, text: `${names}在${branches.length}个支部的表里都有（${why}）`, branches: branches.map(named) }
        : { kind: 'twiceHere', text: `${names}在同一张表里有${group.length}行（${why}）`, branches: branches.map(named) })
    }
  }
  return found
}

/** A branch's number of rows against its roster when it confirmed: who was left out or added is told, not forbidden. */
function againstRoster(answer: Confirmed): Conflict[] {
  const rows = answer.rows.length
  if (rows === answer.rosterCount) return []
  const added = answer.rows.filter(row => row.added).length
  const parts = [answer.left > 0 ? `不报${answer.left}人` : '', added > 0 ? `另加${added}人` : ''].filter(Boolean)
  return [{ kind: 'rosterCount', text: `名册上应报${answer.rosterCount}人，表里${rows}人${parts.length > 0 ? `（${parts.join('，')}）` : ''}`, branches: [named(answer)] }]
}

function missing(answer: Confirmed): Conflict[] {
  const columns = answer.columns.flatMap((column, i) => {
    const without = column.required ? answer.rows.filter(row => !(row.cells[i]?.value ?? '').trim() && row.cells[i]?.gap) : []
    return without.length > 0 ? [`${column.header}缺${without.length}人（${listed(without.map(row => row.name || '未填姓名'))}）`] : []
  })
  return columns.length > 0 ? [{ kind: 'missing', text: `必填的没有填全：${columns.join('；')}`, branches: [named(answer)] }] : []
}

/** A day that cannot be read, or lies before the one that has to come first. */
function badValues(answer: Confirmed): Conflict[] {
  const at = (item: string): number => answer.columns.findIndex(column => column.item === item)
  const isDay = (value: string | null | undefined): value is string => /^\d{4}-\d{2}-\d{2}$/.test(value ?? '')
  const order = ['birthday', 'appliedOn', 'activistOn', 'prospectOn', 'joinedOn', 'fullOn']
  const wrong = answer.rows.filter(row => {
    const days = order.map(item => row.cells[at(item)]?.value)
    if (days.some(day => day && !/^\d{4}-\d{2}(-\d{2})?$/.test(day))) return true
    const known = days.filter(isDay)
    return known.some((day, i) => i > 0 && day < known[i - 1]!)
  })
  return wrong.length > 0 ? [{ kind: 'badValue', text: `日期先后不对或不是日期：${listed(wrong.map(row => row.name || '未填姓名'))}`, branches: [named(answer)] }] : []
}

/** Everything that does not add up, what concerns several branches first. */
export const conflictsOf = (answers: Confirmed[]): Conflict[] => [...twice(answers), ...answers.flatMap(answer => [...againstRoster(answer), ...missing(answer), ...badValues(answer)])]

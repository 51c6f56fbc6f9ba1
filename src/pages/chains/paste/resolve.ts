/** A chain as it was read, and what the secretary has decided about its lines: pure sums over both. */
import type { InputOf } from '../../../../types/contracts'
import type { ChainLine, ChainReading } from '../../../../types/contracts/chains'

export type Entry = InputOf<'chains.record'>['entries'][number]
export type Answer = Entry['answer']
/** Who a line means and what it says, as decided by hand; null: the line is left out. */
export type Choice = { memberId: string; name: string; answer: Answer } | null
/** By line number. */
export type Choices = Record<number, Choice>

/** Who a line means after all: decided by hand, else as read. Null where nobody. */
export function meaningOf(line: ChainLine, choices: Choices): { memberId: string; name: string; answer: Answer } | null {
  const chosen = choices[line.n]
  if (chosen !== undefined) return chosen
  return line.memberId && line.memberName ? { memberId: line.memberId, name: line.memberName, answer: line.answer } : null
}

/** Lines that could not be read for sure, decided or not. */
export const strangeLines = (reading: ChainReading): ChainLine[] => reading.lines.filter((line) => line.state === 'unresolved')

/** Lines that still wait for a decision. */
export const openLines = (reading: ChainReading, choices: Choices): ChainLine[] => strangeLines(reading).filter((line) => choices[line.n] === undefined)

/** The person whose name stands in the line, where it is only what they say that is not clear. */
export function clearPersonOf(line: ChainLine): { memberId: string; name: string } | null {
  const [person, ...others] = line.candidates
  if (!person || others.length > 0) return null
  // A namesake is shown with a mark in brackets.
  const name = person.name.replace(/（.*$/, '')
  return line.raw.replace(/\s/g, '').includes(name) ? person : null
}

/** An earlier line of this person that says something else: they seem to have changed their mind. */
export function earlierLineOf(line: ChainLine, memberId: string, reading: ChainReading): ChainLine | null {
  return reading.lines.find((other) => other.n < line.n && other.memberId === memberId && other.answer !== line.answer) ?? null
}

/** One entry a person: the last line that speaks for them counts; guests as the most that was said with that answer. */
export function entriesOf(reading: ChainReading, choices: Choices): Entry[] {
  const entries = new Map<string, Entry>()
  for (const line of reading.lines) {
    const meaning = meaningOf(line, choices)
    if (!meaning) continue
    const { memberId, answer } = meaning
    const before = entries.get(memberId)
    const same = before?.answer === answer ? before : undefined
    const guests = answer === 'yes' ? Math.min(20, Math.max(line.guests, same?.guests ?? 0)) : 0
    entries.set(memberId, { memberId, answer, guests, note: (line.note || same?.note || '').slice(0, 100) })
  }
  return [...entries.values()]
}

/** Nicknames that were resolved by hand, to be known next time. */
export function nicknamesOf(reading: ChainReading, choices: Choices): { nickname: string; memberId: string }[] {
  return reading.lines.flatMap((line) => {
    const chosen = choices[line.n]
    const nickname = line.nickname.trim().slice(0, 40)
    return chosen && nickname && nickname !== chosen.name ? [{ nickname, memberId: chosen.memberId }] : []
  })
}

/** Who has not answered, once what was decided by hand is taken into account. */
export function missingOf(reading: ChainReading, entries: Entry[]): { memberId: string; name: string }[] {
  const answered = new Set(entries.map((entry) => entry.memberId))
  const missing = reading.missing.filter((person) => !answered.has(person.memberId))
  // Somebody whose only line was given to another person has not answered after all.
  const known = new Set(missing.map((person) => person.memberId))
  for (const line of reading.lines) {
    if (!line.memberId || !line.memberName || answered.has(line.memberId) || known.has(line.memberId)) continue
    known.add(line.memberId)
    missing.push({ memberId: line.memberId, name: line.memberName })
  }
  return missing
}

/** 已报 24，请假 2，未接 4，3 个名字对不上; those who bring guests are counted once. */
export function summaryOf(reading: ChainReading, choices: Choices, entries: Entry[]): string {
  const yes = entries.filter((entry) => entry.answer === 'yes').length
  const left = openLines(reading, choices).length
  const parts = [`已报 ${yes}`, `请假 ${entries.length - yes}`, `未接 ${missingOf(reading, entries).length}`]
  if (left > 0) parts.push(`${left} 个名字对不上`)
  return parts.join('，')
}

import type { ChainLine, ChainReading } from '../../../types/contracts/chains'
import { givenName, isUnit, keyOf, likenessTo, readingOf, standsIn, withoutHonorific, type Person, type Pinyin, type Reading } from './names'
import type { Chain, Entry } from './parse'

/** So many people are offered at most where a name is not clear. */
export const MAX_CANDIDATES = 6

/** What a chain is compared with: the branch's people, and the nicknames that the secretary resolved before, by their key. */
export interface Roster { people: Person[]; nicknames: Map<string, string> }

/** Who an entry speaks of: one person, or several who may be meant. `plain`: the line holds the name and nothing else but a class or branch. */
interface Resolution { person: Person | null; candidates: Person[]; plain: boolean }

interface Index { byId: Map<string, Person>; byName: Map<string, Person[]>; byGiven: Map<string, Person[]>; readings: Reading[]; roster: Roster; pinyin: Pinyin }

function group<T>(items: T[], keyOfItem: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOfItem(item), [...(groups.get(keyOfItem(item)) ?? []), item])
  return groups
}

/**
 * Where full names stand among words: single words, or neighbouring ones joined (a name written with spaces). A name
 * inside a longer one does not count: 王 建 国 is not 王建.
 */
function namesAmong(words: string[], byName: Index['byName']): { key: string; from: number; to: number }[] {
  const runs = words.flatMap((_, from) => words.slice(from, from + 10).map((_, n) => ({ key: keyOf(words.slice(from, from + n + 1).join('')), from, to: from + n + 1 })))
  const named = runs.filter(run => byName.has(run.key))
  return named.filter(run => !named.some(other => other !== run && other.from <= run.from && run.to <= other.to && other.key.length > run.key.length))
}

const unclear = (candidates: Person[], plain = false): Resolution => ({ person: null, candidates: candidates.slice(0, MAX_CANDIDATES), plain })
const oneOf = (people: Person[], plain: boolean): Resolution => (people.length === 1 ? { person: people[0]!, candidates: [], plain } : unclear(people, plain))

/** Finds whom a written name means. What is certain is taken in this order; everything else is offered and never guessed. */
function resolve(nickname: string, index: Index): Resolution {
  const whole = keyOf(nickname)
  if (!whole) return unclear([])
  const exact = index.byName.get(whole)
  if (exact) return oneOf(exact, true)
  const remembered = index.byId.get(index.roster.nicknames.get(whole) ?? '')
  if (remembered) return oneOf([remembered], true)

  const words = nickname.split(/[\s_.—-]+/).filter(Boolean)
  const named = namesAmong(words, index.byName)
  const names = [...new Set(named.map(run => run.key))]
  const plain = named.length > 0 && words.every((word, i) => isUnit(word) || named.some(run => run.from <= i && i < run.to))
  if (names.length > 0) return oneOf(names.flatMap(name => index.byName.get(name)!), plain)

  // Longest first: 王建 inside 王建国 is nobody's mention where both are on the roster.
  const contained: string[] = []
  for (const name of [...index.byName.keys()].filter(key => key.length > 1 && standsIn(whole, key)).sort((a, b) => b.length - a.length)) {
    if (!contained.some(longer => longer.includes(name))) contained.push(name)
  }
  if (contained.length > 0) return oneOf(contained.flatMap(name => index.byName.get(name)!), false)

  const known = [...new Set(words.map(word => index.roster.nicknames.get(keyOf(word))).filter(id => id !== undefined))].flatMap(id => index.byId.get(id) ?? [])
  if (known.length > 0) return oneOf(known, false)

  const givens = [...new Set(words.map(word => withoutHonorific(keyOf(word))))].filter(word => word.length > 1).flatMap(word => index.byGiven.get(word) ?? [])
  if (givens.length > 0) return oneOf(givens, false)

  const liked = [...new Set([whole, ...words.map(keyOf)])].flatMap(word => {
    const likeness = likenessTo(word, index.pinyin)
    return index.readings.map(reading => ({ person: reading.person, points: likeness(reading) })).filter(found => found.points > 0)
  }).sort((a, b) => b.points - a.points)
  return unclear([...new Set(liked.map(found => found.person))])
}

/** Whether an entry is one at all. A line without a number or a `+1` counts only where the roster, or the lines above it, speak for it. */
function belongs(entry: Entry, found: Resolution, facts: { numbered: boolean; anyBefore: boolean }): boolean {
  if (entry.sure) return true
  if (found.plain) return true
  const maybeName = /^[\p{Script=Han}·]{2,4}$/u.test(entry.nickname)
  return maybeName && facts.anyBefore && (entry.said !== 'nothing' || !facts.numbered)
}

/**
 * Puts a chain beside the roster. Never names anybody who is not on the roster; whoever is not clear stays open with
 * the people who may be meant: namesakes, an undecided answer, a bare name below a numbered chain.
 */
export function matchChain(chain: Chain, roster: Roster, pinyin: Pinyin): ChainLine[] {
  const index: Index = {
    roster, pinyin, readings: roster.people.map(person => readingOf(person, pinyin)),
    byId: new Map(roster.people.map(person => [person.memberId, person])),
    byName: group(roster.people, person => keyOf(person.name)),
    byGiven: group(roster.people.filter(person => givenName(keyOf(person.name)).length > 1), person => givenName(keyOf(person.name))),
  }
  const numbered = chain.entries.some(entry => entry.numbered)
  const all = chain.entries.map(entry => ({ entry, found: resolve(entry.nickname, index) }))
  const alive = new Set(all.filter(({ found }) => found.person || found.candidates.length > 0).map(({ entry }) => entry.block))
  const lastAlive = Math.max(...alive, -1)

  const lines: ChainLine[] = []
  const earlier = new Map<string, ChainLine>()
  for (const { entry, found } of all) {
    // A numbered agenda above the chain: the numbers begin again below it, and it names nobody.
    if (!alive.has(entry.block) && entry.block < lastAlive) continue
    if (!belongs(entry, found, { numbered, anyBefore: earlier.size > 0 })) continue
    const answer = entry.said === 'no' ? 'no' : 'yes'
    const before = found.person ? earlier.get(found.person.memberId) : undefined
    const open = found.person !== null && (entry.said === 'undecided' || (!entry.sure && numbered && entry.said === 'nothing'))
    const person = open ? null : found.person
    const line: ChainLine = {
      n: lines.length + 1, raw: entry.raw, nickname: entry.nickname, note: entry.note, answer, guests: answer === 'no' ? 0 : entry.guests,
      state: !person ? 'unresolved' : before ? 'duplicate' : 'matched',
      memberId: person?.memberId ?? null, memberName: person?.shown ?? null, duplicateOf: person && before ? before.n : null,
      candidates: (open ? [found.person!] : found.candidates).map(candidate => ({ memberId: candidate.memberId, name: candidate.shown })),
    }
    lines.push(line)
    if (line.state === 'matched') earlier.set(person!.memberId, line)
  }
  return lines
}

/**
 * How many say yes and no (a person who is there twice counts by the last word), how many names are open, and who is
 * missing among `expected`; `answered` are those who answered in another way.
 */
export function countsOf(lines: ChainLine[], expected: Person[], answered: Set<string>): Pick<ChainReading, 'counts' | 'missing'> {
  const answers = new Map(lines.flatMap(line => (line.memberId === null ? [] : [[line.memberId, line.answer] as const])))
  const missing = expected.filter(person => !answers.has(person.memberId) && !answered.has(person.memberId)).map(person => ({ memberId: person.memberId, name: person.shown }))
  const no = [...answers.values()].filter(answer => answer === 'no').length
  return { missing, counts: { yes: answers.size - no, no, missing: missing.length, unresolved: lines.filter(line => line.state === 'unresolved').length } }
}

/** An administrator who reads everything that is stored, in every order there is, and tries to pair voters with ballots. */
import { cloudUrl } from './api'

export type Document = Record<string, unknown> & { _id: string }
/** Every collection whole, in its natural order. */
export type Everything = Record<string, Document[]>

export async function everything(): Promise<Everything> {
  const { collections } = await import('../../cloudfunctions/platform/collections')
  const { db } = await import('../../cloudfunctions/platform/database')
  const all: Everything = {}
  for (const { name } of collections) all[name] = (await db.collection(name).limit(1000).get()).data as Document[]
  return all
}

/** Which documents differ between two readings, as `<collection>` once for each, sorted. */
export function changedIn(before: Everything, after: Everything): string[] {
  return Object.keys(after).flatMap(name => {
    const was = new Map(before[name]!.map(one => [one._id, JSON.stringify(one)]))
    const now = new Set(after[name]!.map(({ _id }) => _id))
    return [...after[name]!.filter(one => was.get(one._id) !== JSON.stringify(one)), ...before[name]!.filter(({ _id }) => !now.has(_id))].map(() => name)
  }).sort()
}

/** By which words somebody or a ballot is known, wherever they stand. */
type Marks = string[][]

/** Which of these a text speaks of, in the order in which it first does. */
function spokenOf(text: string, marks: Marks): number[] {
  const at = marks.map((words, n) => ({ n, at: Math.min(...words.map(word => { const found = text.indexOf(word); return found < 0 ? Infinity : found })) }))
  return at.filter(one => one.at < Infinity).sort((a, b) => a.at - b.at).map(({ n }) => n)
}

const fieldsOf = (documents: Document[]): string[] => [...new Set(documents.flatMap(one => Object.keys(one)))]
const text = (value: unknown): string => JSON.stringify(value) ?? ''

/** Every order in which a collection speaks of these: documents about one each as they lie and by each of their fields; one that speaks of many, from its beginning to its end. */
function ordersIn(all: Everything, marks: Marks): number[][] {
  const orders: number[][] = []
  for (const documents of Object.values(all)) {
    const spoken = documents.map(one => ({ one, of: spokenOf(text(one), marks) }))
    orders.push(...spoken.filter(({ of }) => of.length > marks.length / 2).map(({ of }) => of))
    const single = spoken.filter(({ of }) => of.length === 1)
    if (single.length <= marks.length / 2) continue
    const by = (key: (one: Document) => string): number[] => [...single].sort((a, b) => (key(a.one) < key(b.one) ? -1 : 1)).map(({ of }) => of[0]!)
    orders.push(single.map(({ of }) => of[0]!), by(text), by(one => String(text(one).length).padStart(9, '0')), ...fieldsOf(documents).map(field => by(one => text(one[field]))))
  }
  return orders.flatMap(order => [order, [...order].reverse()])
}

/**
 * The most voters whose ballot is named, over every order of people beside every order of ballots, and over documents
 * that speak of one of each. `voters[n]` and `ballots[n]` belong together, which the attack does not use.
 * @param known orders of people that the administrator has from elsewhere: who came when
 */
export function named(all: Everything, voters: Marks, ballots: Marks, known: number[][]): number {
  const [people, papers] = [[...ordersIn(all, voters), ...known], ordersIn(all, ballots)]
  const direct = Object.values(all).flat().filter(one => {
    const [who, which] = [spokenOf(text(one), voters), spokenOf(text(one), ballots)]
    return who.length === 1 && which.length === 1 && who[0] === which[0]
  }).length
  return Math.max(direct, ...people.flatMap(order => papers.map(paper => order.filter((who, n) => paper[n] === who).length)))
}

/** The local cloud's list of calls, as text and as it is read. */
export async function callList(): Promise<{ text: string; calls: { action: string; bytes: number }[] }> {
  const body = await (await fetch(`${cloudUrl()}/_/calls`)).text()
  const read = JSON.parse(body) as { action: string; bytes: number }[] | { calls: { action: string; bytes: number }[] }
  return { text: body, calls: Array.isArray(read) ? read : read.calls }
}

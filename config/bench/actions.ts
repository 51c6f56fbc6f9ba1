/** Operations, bytes and milliseconds of every action in one week of a branch, through the real router against a local cloud. */
import { cloudUrl, reply, startApi, stopApi } from '../../tests/support/api'
import { contracts, type ActionName, type InputOf, type OutputOf } from '../../types/contracts'
import type { Figure } from './report'
import { week } from './week'

/** The most operations that DESIGN.md allows an action. */
const allowed: Partial<Record<ActionName, number>> = { 'session.home': 4, 'activities.signUp': 4, 'activities.checkIn': 4, 'roster.list': 4, 'ballots.own': 8, 'ballots.enter': 8, 'ballots.join': 8, 'ballots.cast': 8 }
const HOME_KB = 20
/** Actions that no week can play, and why. */
export const unplayed: Partial<Record<ActionName, string>> = { 'session.proveBySoter': 'its answer is signed by WeChat' }

interface Measured { operations: number; bytes: number }

/** Runs the week and answers the largest cost that each action had in it, and the actions that it never called. */
export async function measureActions(): Promise<{ figures: Figure[]; uncalled: ActionName[] }> {
  await startApi()
  const seen = new Map<ActionName, Measured>()
  const total = async (): Promise<number> => ((await (await fetch(`${cloudUrl()}/_/ops?env=test`)).json()) as { total: number }).total
  let count = 0
  const call = async <A extends ActionName>(openid: string, action: A, input: InputOf<A>): Promise<OutputOf<A>> => {
    const contract = contracts[action]
    const before = await total()
    const answer = await reply('runs' in contract ? contract.runs : 'api', { action, input, requestId: `bench-${++count}-tap` }, openid)
    const operations = (await total()) - before
    if (!answer.ok) throw new Error(`${action}: ${answer.error.message}`)
    const former = seen.get(action)
    const bytes = Buffer.byteLength(JSON.stringify(answer.data))
    seen.set(action, { operations: Math.max(operations, former?.operations ?? 0), bytes: Math.max(bytes, former?.bytes ?? 0) })
    return answer.data as OutputOf<A>
  }
  try {
    await week(call)
  } finally {
    await stopApi()
  }
  const identity = { name: 'to tell who calls', value: 1 }
  const figures = [...seen].sort(([a], [b]) => a.localeCompare(b)).flatMap(([name, { operations, bytes }]): Figure[] => [
    { name, value: operations, unit: 'ops', baseline: identity, note: `reply ${(bytes / 1024).toFixed(2)} KB`, ...(allowed[name] && { budget: { atMost: allowed[name], of: 'value' as const } }) },
    ...(name === 'session.home' ? [{ name: `${name}, reply`, value: bytes / 1024, unit: 'KB', budget: { atMost: HOME_KB, of: 'value' as const } }] : []),
  ])
  return { figures, uncalled: (Object.keys(contracts) as ActionName[]).filter(name => !seen.has(name)) }
}

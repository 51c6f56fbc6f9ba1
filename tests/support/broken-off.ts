/**
 * The function dies at every request of an act in turn, before or after the database heard it. What it leaves is never
 * half done: the act has happened with all that belongs to it or not at all, what a job mends it mends, and the same tap
 * again completes it. A file of scenes makes its world in `beforeAll` by `startBreaking()` and lists its scenes for `breakOff`.
 */
import type { ActionName, InputOf } from '../../types/contracts'
import { ActionFailed, call, setNow, START, startApi, stopApi } from './api'
import { closeGate, dieAt, openGate } from './gate'

export interface Act<A extends ActionName = ActionName> {
  by: string
  action: A
  input: InputOf<A>
  /** What there is of the act: `none` or `all`, anything else is half of it. Asked when the jobs have run. */
  state: () => Promise<unknown>
  /** What the same tap must leave when it is sent again. */
  done?: () => Promise<unknown>
}
export const act = <A extends ActionName>(one: Act<A>): Act => one as unknown as Act
/** `all` where every fact is there, `none` where none is; the facts themselves where it is half done. */
export const whole = (facts: boolean[]): unknown => (facts.every(Boolean) ? 'all' : facts.some(Boolean) ? facts : 'none')

let made = 0
/** A word that was not used before. */
export const fresh = (word: string): string => `${word}${++made}`
/** A number that was not used before. */
export const serial = (): number => ++made

/** The cloud with the gate before it. */
export async function startBreaking(): Promise<void> {
  await startApi()
  await openGate()
}

export async function stopBreaking(): Promise<void> {
  await closeGate()
  await stopApi()
}

/** The long form tries every request and both ways of dying, the short one every second request or fewer. A lost answer is the harder one: more has happened than the function knows. */
const ways: [string, boolean][] = process.env.SOAK ? [['the request never arrives', false], ['only the answer is lost', true]] : [['only the answer is lost', true]]

/**
 * Breaks each scene's act off at one request after the other; `jobs` is what timers do for what calls left.
 * @param most how many requests an act has at most
 * @param every the short form tries one request of so many: more for acts of hundreds of requests
 */
export function breakOff(scenes: Record<string, () => Promise<Act>>, jobs: () => Promise<void>, { most = 60, every = 2 } = {}): void {
  const step = process.env.SOAK ? 1 : every
  // The router logs what it did not expect, and the SDK complains of slow answers; here both are wanted.
  for (const kind of ['error', 'warn'] as const) jest.spyOn(console, kind).mockImplementation(() => undefined)

  describe.each(ways)('%s', (_, lost) => {
    test.each(Object.keys(scenes))('%s', async name => {
      for (let n = step - 1, died = true; died; n += step) {
        await setNow(START)
        const { by, action, input, state, done = state } = await scenes[name]!()
        expect([n, await state()]).toEqual([n, 'none'])
        const requestId = fresh('broken-off-')
        const send = () => call(by, action, input as never, requestId)
        died = await dieAt(n, lost, send)
        await jobs()
        expect(['none', 'all']).toContain(await state())
        try {
          await send()
        } catch (error) {
          // What was done may answer that it was.
          if (!(error instanceof ActionFailed) || error.code === 'internal' || await done() !== 'all') throw error
        }
        expect([n, await done()]).toEqual([n, 'all'])
        expect(n).toBeLessThan(most)
      }
    }, 120_000)
  })
}

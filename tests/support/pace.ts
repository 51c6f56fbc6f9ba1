/** How long work takes on this machine: in processor time of this process, as a multiple of a fixed piece of work done in the same run. Machines are shared and noisy; such a ratio is not. */
const BASELINE_NUMBERS = 200_000

const spent = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** A fixed piece of work, some tenths of a second of processor time. */
function baseline(): number {
  const before = spent()
  let state = 1
  const numbers = Array.from({ length: BASELINE_NUMBERS }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0))
  JSON.parse(JSON.stringify(numbers.sort((a, b) => a - b).map(n => ({ n, text: String(n) }))))
  return spent() - before
}

let unit = 0

/** How many times as long as the fixed piece of work something takes. */
export async function paceOf(work: () => Promise<unknown>): Promise<number> {
  unit ||= baseline()
  const began = spent()
  await work()
  return (spent() - began) / unit
}

/** A hundred ballots a second for a minute into one box, each sent twice, beside bare transactions of the same writes in the same run. */
import { startApi, stopApi } from '../../tests/support/api'
import { boxOf, kept, NO, saidIn, service, YES } from '../../tests/support/ballots'

const PER_SECOND = 100
const SECONDS = 60

/** Sends `count` pieces of work at a steady pace; answers how long all of it took, in seconds. */
async function atPace(count: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const started = performance.now()
  const running: Promise<unknown>[] = []
  for (let from = 0; from < count; from += PER_SECOND) {
    running.push(...Array.from({ length: Math.min(PER_SECOND, count - from) }, (_none, n) => work(from + n)))
    const ahead = (from / PER_SECOND + 1) * 1000 - (performance.now() - started)
    if (ahead > 0) await new Promise(done => setTimeout(done, ahead))
  }
  await Promise.all(running)
  return (performance.now() - started) / 1000
}

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/** Answers what was wrong afterwards; nothing where every ballot is in once. */
export async function ballots(): Promise<string[]> {
  await startApi()
  try {
    const { castBallot, closeBox, turnoutOf } = await service()
    const { transaction } = await import('../../cloudfunctions/platform/database')
    const voters = PER_SECOND * SECONDS
    const box = await boxOf('soak', voters)
    const answered = new Set<number>()
    const took = await atPace(voters, async n => {
      // The finger slips: both taps send the ballot, one of them puts it in.
      const put = await Promise.all([0, 1].map(() => castBallot(box, { group: 'members', key: `v${n}`, mark: `v${n}` }, kept(n % 4 ? YES : NO))))
      if (put.filter(Boolean).length === 1) answered.add(n)
    })
    const closed = await closeBox('soak')
    const { yes, no } = saidIn(closed)
    const turnout = (await turnoutOf(box)).members!
    console.log(`${voters} ballots, each sent twice, in ${took.toFixed(1)} s: ${Math.round(voters / took)} a second`)

    const [one, bare] = [await boxOf('alone', 200), 200]
    const alone = await secondsOf(async () => { for (let n = 0; n < bare; n++) await castBallot(one, { group: 'members', key: `v${n}`, mark: `v${n}` }, kept(YES)) })
    const transactions = await secondsOf(async () => {
      for (let n = 0; n < bare; n++) await transaction(async tx => {
        await tx.read('ballot_slots', `bare${n}`)
        await tx.add('turnouts', { _id: `bare_${n}`, boxId: 'bare', group: 'members', by: '' })
        await tx.put('ballot_slots', { _id: `bare${n}`, boxId: 'bare', group: 'members', state: 'cast', ...kept(YES) })
      })
    })
    console.log(`A ballot takes ${(alone / transactions).toFixed(2)} times as long as a bare transaction that reads and writes the same.`)
    return [
      ...(answered.size === voters ? [] : [`${voters - answered.size} ballots were not acknowledged exactly once`]),
      ...(yes + no === voters ? [] : [`${yes + no} ballots were counted of ${voters}`]),
      ...(yes === voters * 0.75 ? [] : [`${yes} said yes of ${voters * 0.75}`]),
      ...(turnout === voters ? [] : [`${turnout} have taken part of ${voters}`]),
    ]
  } finally {
    await stopApi()
  }
}

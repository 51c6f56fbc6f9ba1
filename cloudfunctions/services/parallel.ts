/** Runs `work` for each item, at most `atOnce` at a time; answers in the items' order. The first failure is thrown when those under way have ended. */
export async function inParallel<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length)
  const failures: unknown[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const index = next++
      await work(items[index]!).then(result => { results[index] = result }, error => { failures.push(error) })
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane))
  if (failures.length > 0) throw failures[0]
  return results
}

/**
 * Runs `work` for each item in turn, for timers: one that fails does not keep the others waiting for ever. When all have
 * had their turn the first failure is thrown, so that it is noted.
 */
export async function eachAlone<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = []
  for (const item of items) await work(item).catch((error: unknown) => { failures.push(error) })
  if (failures.length > 0) throw failures[0]
}

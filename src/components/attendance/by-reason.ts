/** Those who have no vote, put together by the reason. Pure. */
export function byReason(people: { name: string; why: string | null }[]): { why: string; names: string[] }[] {
  const found = new Map<string, string[]>()
  for (const { name, why } of people) found.set(why ?? '', [...(found.get(why ?? '') ?? []), name])
  return [...found].map(([why, names]) => ({ why, names }))
}

/** How many lines a page has where the caller does not say. */
export const PAGE = 20

/** Cuts what was found (asked for with one more than the page) into a page and the cursor of the next. */
export function pageFrom<T, R>(found: T[], limit: number, keyOf: (item: T) => string, view: (item: T) => R): { items: R[]; next: string | null } {
  const items = found.slice(0, limit)
  return { items: items.map(view), next: found.length > limit ? keyOf(items.at(-1)!) : null }
}

import { readFileSync } from 'node:fs'
import type { CollectionSpec } from './environment'

/** Reads the file of declared collections. Throws with a sentence that names the place. */
export function readCollections(path: string): CollectionSpec[] {
  const given = JSON.parse(readFileSync(path, 'utf8')) as unknown
  if (!Array.isArray(given)) throw new Error(`${path}: a list of collections was expected`)
  const names = new Set<string>()
  for (const collection of given as Partial<CollectionSpec>[]) {
    const { name, indexes = [] } = collection
    if (typeof name !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw new Error(`${path}: ${JSON.stringify(name)} is no name of a collection (letters, digits, - and _)`)
    if (names.has(name)) throw new Error(`${path}: collection ${name} stands there twice`)
    names.add(name)
    if (!Array.isArray(indexes)) throw new Error(`${path}: the indexes of ${name} must be a list`)
    const seen = new Set<string>(['_id_'])
    for (const index of indexes) {
      if (typeof index.name !== 'string' || seen.has(index.name)) throw new Error(`${path}: an index of ${name} has no name of its own: ${JSON.stringify(index.name)}`)
      seen.add(index.name)
      const keys: unknown = index.keys
      const good = Array.isArray(keys) && keys.length > 0 && keys.every((key: { field?: unknown; direction?: unknown }) => typeof key.field === 'string' && key.field !== '' && (key.direction === 1 || key.direction === -1))
      if (!good) throw new Error(`${path}: index ${index.name} of ${name} needs keys: [{field, direction: 1 or -1}, …]`)
    }
  }
  return given as CollectionSpec[]
}

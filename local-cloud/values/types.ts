import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'

/**
 * A value as the store keeps it: JavaScript's own where it has one, the bson package's class where it has none.
 * `undefined` never stands in a stored document; as the result of a look-up it means "the field is not there".
 */
export type Value =
  | null
  | undefined
  | boolean
  | number
  | string
  | Date
  | RegExp
  | ObjectId
  | Binary
  | Long
  | Decimal128
  | Timestamp
  | MinKey
  | MaxKey
  | Value[]
  | Doc

export interface Doc {
  [field: string]: Value
}

/** True for a plain document, false for every scalar, array and bson class. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (value instanceof Date || value instanceof RegExp) return false
  return (value as { _bsontype?: unknown })._bsontype === undefined
}

export const isArray = (value: unknown): value is Value[] => Array.isArray(value)

const owns = Object.prototype.hasOwnProperty

/** A document's own field; never something inherited from Object.prototype. */
export const field = (doc: Doc, name: string): Value => (owns.call(doc, name) ? doc[name] : undefined)

export const has = (doc: Doc, name: string): boolean => owns.call(doc, name)

/** A deep copy; scalars are shared, since nothing changes them in place. */
export function clone<T extends Value>(value: T): T {
  if (isArray(value)) return value.map(clone) as T
  if (!isDoc(value)) return value
  const copy: Doc = {}
  for (const key in value) copy[key] = clone(value[key])
  return copy as T
}

export { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp }

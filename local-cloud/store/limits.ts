import { failed } from '../errors'
import { stringify } from '../values/ejson'
import type { Doc } from '../values/types'

/** A document holds 16 MB at most. Source: MongoDB manual, "MongoDB Limits and Thresholds". */
export const MAX_DOCUMENT = 16 * 1024 * 1024

/** The text of a document for the disk; refused when too large. Measured by that text, which differs little from BSON. */
export function storable(doc: Doc): string {
  const text = stringify(doc)
  // A character has three bytes at most, so most documents need no counting.
  const size = text.length * 3 > MAX_DOCUMENT ? Buffer.byteLength(text) : 0
  if (size > MAX_DOCUMENT) throw failed(`BSONObj size: ${size} is invalid. Size must be between 0 and ${MAX_DOCUMENT} (16 MB)`)
  return text
}

import type { CollectionName } from './documents'

/**
 * Every field that holds a sealed value, by collection: what a change of keys rewrites. A dot leads into an object. A test
 * holds this list against the documents' types and against a filled store, so that none can be forgotten.
 */
export const sealedFields = {
  members: ['phone', 'landline', 'address'],
  applicants: ['phone', 'landline', 'address'],
  access: ['factor.secret'],
  branch_codes: ['code'],
  activities: ['checkInSecret'],
  bulk_changes: ['images'],
  import_chunks: ['rows'],
  corrections: ['proposed', 'was', 'note'],
  fill_chunks: ['contents'],
  collection_answers: ['typed'],
  collection_snapshots: ['rows'],
  reviews: ['codeSecret', 'boxKey', 'lists'],
  votes: ['codeSecret', 'boxKey', 'lists'],
  elections: ['codeSecret', 'boxKey', 'lists'],
} satisfies Partial<Record<CollectionName, readonly string[]>>

/** Collections whose sealed contents (compressed JSON) hold sealed values themselves: images of records as they were. */
export const sealedWithin: readonly CollectionName[] = ['import_chunks']

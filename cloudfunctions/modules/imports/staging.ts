/** What a dry run found, kept sealed until it is committed, given up or a day old; and the images from which a commit is undone. */
import { gunzipSync, gzipSync } from 'node:zlib'
import type { ImportProblem } from '../../../types/contracts/imports'
import type { ImportChunk, ImportJob, Member } from '../../platform/documents'
import { _, addOnce, db, read } from '../../platform/database'
import { openSealed, seal } from '../../platform/secrets'
import { inParallel } from '../../services/parallel'
import type { Change, Comparison, Patch } from './compare'

export const CHUNK_ROWS = 500
export type Outcome = Comparison['outcome'] | 'skipped'
/** The order in which staged rows are kept: those that a commit writes come first, and a chunk holds one outcome only. */
export const outcomes: readonly Outcome[] = ['new', 'changed', 'refused', 'unchanged', 'skipped']

/** One row of the file as the dry run judged it. */
export interface StagedRow {
  row: number
  name: string
  outcome: Outcome
  /** Whom it means, and the version it was compared with; null for a new person. */
  memberId: string | null
  version: number | null
  patch: Patch
  changes: Change[]
}

/** What undoing one row takes. `before` holds the stored fields that the commit replaces, as they were. */
export type UndoImage =
  | { kind: 'new'; row: number; name: string; memberId: string }
  | { kind: 'changed'; row: number; name: string; memberId: string; version: number; before: Partial<Member> }
  /** Left alone by the commit: somebody had changed the person after the dry run. */
  | { kind: 'skipped'; row: number; name: string; why: string }

interface Contents { rows: StagedRow; problems: ImportProblem; undo: UndoImage }
type Kind = keyof Contents

const chunkId = (importId: string, kind: Kind, n: number): string => `${importId}_${kind}_${n}`

function chunkOf<K extends Kind>(importId: string, kind: K, n: number, rows: Contents[K][], at: Date): ImportChunk {
  return { _id: chunkId(importId, kind, n), importId, kind, n, rows: seal(gzipSync(JSON.stringify(rows))), count: rows.length, at }
}

/** Writes one chunk; false where it was there already. */
export const addChunk = <K extends Kind>(importId: string, kind: K, n: number, rows: Contents[K][], at: Date): Promise<boolean> =>
  addOnce('import_chunks', chunkOf(importId, kind, n, rows, at))

/** The rows of a chunk, or null where there is no such chunk (any more). One operation. */
export async function readChunk<K extends Kind>(importId: string, kind: K, n: number): Promise<Contents[K][] | null> {
  const chunk = await read('import_chunks', chunkId(importId, kind, n))
  return chunk && JSON.parse(gunzipSync(openSealed(chunk.rows)).toString('utf8')) as Contents[K][]
}

/** Keeps the whole dry run. A repeat after a crash writes the same chunks. */
export async function stage(importId: string, rows: StagedRow[], problems: ImportProblem[], at: Date): Promise<void> {
  const chunks = [
    ...outcomes.flatMap(outcome => split(rows.filter(row => row.outcome === outcome))).map((part, n) => chunkOf(importId, 'rows', n, part, at)),
    ...split(problems).map((part, n) => chunkOf(importId, 'problems', n, part, at)),
  ]
  await inParallel(chunks, 4, chunk => addOnce('import_chunks', chunk))
}

/** A list in parts of at most `size`. */
export const split = <T>(list: T[], size = CHUNK_ROWS): T[][] => Array.from({ length: Math.ceil(list.length / size) }, (__, i) => list.slice(i * size, (i + 1) * size))

/** The staged chunks that hold one outcome, or all: from `first` to before `end`. */
export function chunksOf(counts: ImportJob['counts'], outcome?: Outcome): { first: number; end: number } {
  let first = 0
  for (const each of outcomes) {
    const chunks = Math.ceil((counts[each] ?? 0) / CHUNK_ROWS)
    if (each === outcome) return { first, end: first + chunks }
    first += chunks
  }
  return { first: 0, end: first }
}

/** A page of staged rows or problems. The cursor is `<chunk>.<index>`; at most two chunks are read. */
export async function pageOfChunks<K extends Kind>(importId: string, kind: K, range: { first: number; end: number }, cursor: string | undefined, limit: number): Promise<{ items: Contents[K][]; next: string | null }> {
  const from = /^(\d{1,4})\.(\d{1,3})$/.exec(cursor ?? '')
  let n = from ? Math.max(Number(from[1]), range.first) : range.first
  let index = from ? Number(from[2]) : 0
  const items: Contents[K][] = []
  while (n < range.end) {
    const rows = await readChunk(importId, kind, n)
    if (!rows) break
    const taken = rows.slice(index, index + limit - items.length)
    items.push(...taken)
    index += taken.length
    if (index < rows.length) return { items, next: `${n}.${index}` }
    n++
    index = 0
    if (items.length === limit) return { items, next: n < range.end ? `${n}.0` : null }
  }
  return { items, next: null }
}

/** Removes an import's chunks, all of them or of some kinds. One operation. */
export async function dropChunks(importId: string, kinds: Kind[] = ['rows', 'problems', 'undo']): Promise<void> {
  await db.collection('import_chunks').where({ importId, kind: _.in(kinds) }).remove()
}

import type { Doc } from '../values/types'
import type { Collection } from './collection'

interface Past {
  /** The moment at which `before` stopped being current. */
  readonly until: number
  readonly rec: number
  readonly before: Doc | null
}

/**
 * Earlier versions of documents, kept only while a transaction is open that may ask for them. Moments are counted,
 * one for each change.
 */
export class History {
  private readonly past = new Map<Collection, Map<string, Past[]>>()
  private entries = 0
  now = 0

  /** Notes that a document changes now. Without readers of the past only the moment moves on. */
  changed(collection: Collection, id: string, rec: number, before: Doc | null, keep: boolean): void {
    this.now++
    if (!keep) return
    let byId = this.past.get(collection)
    if (!byId) this.past.set(collection, (byId = new Map<string, Past[]>()))
    const list = byId.get(id)
    const entry: Past = { until: this.now, rec, before }
    if (list) list.push(entry)
    else byId.set(id, [entry])
    this.entries++
  }

  /** The version that was current at a moment; undefined when it is the present one. */
  at(collection: Collection, id: string, moment: number): Past | undefined {
    return this.past.get(collection)?.get(id)?.find((entry) => entry.until > moment)
  }

  /** Ids of the documents that changed after a moment. */
  changedSince(collection: Collection, moment: number): string[] {
    const ids: string[] = []
    for (const [id, list] of this.past.get(collection) ?? []) if ((list.at(-1) as Past).until > moment) ids.push(id)
    return ids
  }

  /** Forgets what nobody can ask for: `oldest` is the earliest moment of an open transaction, Infinity where there is none. */
  forget(oldest: number): void {
    if (oldest === Infinity) {
      this.past.clear()
      this.entries = 0
    } else if (this.entries > 10_000) {
      this.entries = 0
      for (const byId of this.past.values()) {
        for (const [id, list] of byId) {
          const kept = list.filter((entry) => entry.until > oldest)
          if (kept.length === 0) byId.delete(id)
          else byId.set(id, kept)
          this.entries += kept.length
        }
      }
    }
  }
}

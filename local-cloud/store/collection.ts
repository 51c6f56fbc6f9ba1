import { failed } from '../errors'
import { nearness, readNear } from '../query/geo'
import { matches, type Query } from '../query/match'
import { sortBy, type SortKey } from '../query/sort'
import { timeLimited, usesPattern } from '../query/time-limit'
import { compareValues } from '../values/compare'
import { canonical, stringify } from '../values/ejson'
import { pathOf } from '../values/paths'
import { field, isDoc, type Doc, type Value } from '../values/types'
import { Index, type Entry, type IndexSpec, type Rec } from './index'
import { choose, describe, isPositional, type Plan } from './planner'

const ID_INDEX: IndexSpec = { name: '_id_', unique: true, keys: [{ field: '_id', direction: 1 }] }

/** The key of an id in a Map: the text itself, or a marked form for what is no string. */
export const idKey = (id: Value): string => (typeof id === 'string' && id.charCodeAt(0) !== 0 ? id : `\0${canonical(id)}`)

export interface Found {
  readonly recs: readonly Rec[]
  readonly examined: number
  readonly plan: string
}

/** One collection as it stands now: documents in memory, decoded, with their indexes. Knows no transactions and no disk. */
export class Collection {
  private readonly docs = new Map<string, Rec>()
  readonly indexes: Index[]
  private lastRec = 0

  constructor(
    readonly name: string,
    /** Number under which the disk knows it. */
    readonly number: number,
    public acl: string | undefined,
    specs: readonly IndexSpec[],
  ) {
    this.indexes = [new Index(ID_INDEX), ...specs.map((spec) => new Index(spec))]
  }

  get size(): number {
    return this.docs.size
  }

  get idIndex(): Index {
    return this.indexes[0] as Index
  }

  get(key: string): Rec | undefined {
    return this.docs.get(key)
  }

  all(): Iterable<Rec> {
    return this.docs.values()
  }

  nextRec(): number {
    return ++this.lastRec
  }

  /** Fills an empty collection from the disk, in the order of insertion. */
  load(recs: readonly Rec[]): void {
    for (const rec of recs) {
      this.docs.set(idKey(rec.doc['_id']), rec)
      this.lastRec = Math.max(this.lastRec, rec.rec)
    }
    for (const index of this.indexes) index.load(recs)
  }

  /** Adds an index over what is there; refused where documents break its uniqueness. */
  addIndex(spec: IndexSpec): void {
    if (this.indexes.some((index) => index.spec.name === spec.name)) return
    const index = new Index(spec)
    index.load(this.docs.values())
    if (spec.unique) {
      let before: Entry | undefined
      for (const entry of index.list.range(() => true, () => false).items(false)) {
        if (before && before.rec !== entry.rec && before.key.every((value, i) => compareValues(value, entry.key[i]) === 0)) throw this.duplicate(index, entry.key)
        before = entry
      }
    }
    this.indexes.push(index)
  }

  dropIndex(name: string): void {
    const at = this.indexes.findIndex((index, i) => i > 0 && index.spec.name === name)
    if (at > 0) this.indexes.splice(at, 1)
  }

  duplicate(index: Index, key: readonly Value[]): Error {
    const shown = index.spec.keys.map(({ field }, i) => `${field}: ${stringify(key[i] ?? null)}`).join(', ')
    return failed(`E11000 duplicate key error collection: ${this.name} index: ${index.spec.name} dup key: { ${shown} }`)
  }

  /** Every key of the document in a unique index. */
  uniqueKeys(doc: Doc): { index: Index; key: Value[] }[] {
    return this.indexes.flatMap((index) => (index.spec.unique ? index.keysOf(doc).map((key) => ({ index, key })) : []))
  }

  /** Throws where an index cannot hold the document, before anything is changed. */
  check(doc: Doc): void {
    for (const index of this.indexes) if (index.spec.keys.length > 1) index.keysOf(doc)
  }

  /** Puts, changes or removes one document in memory. `after` null removes. */
  apply(id: string, rec: number, after: Doc | null): void {
    const existing = this.docs.get(id)
    if (existing && after) {
      for (const index of this.indexes) index.replace(existing, existing.doc, after)
      existing.doc = after
    } else if (existing) {
      for (const index of this.indexes) index.remove(existing, existing.doc)
      this.docs.delete(id)
    } else if (after) {
      const added: Rec = { rec, doc: after }
      for (const index of this.indexes) index.add(added, after)
      this.docs.set(id, added)
    }
  }

  /**
   * The documents that a query finds, in the wanted order; without one, in the order of insertion, whatever index
   * served. `skip` and `limit` let the search stop early.
   */
  find(query: Query, sort: readonly SortKey[] = [], skip = 0, limit = Infinity): Found {
    const search = (): Found => this.search(query, sort, skip, limit)
    return usesPattern(query) ? timeLimited(search) : search()
  }

  private search(query: Query, sort: readonly SortKey[], skip: number, limit: number): Found {
    const id = pointOf(query)
    if (id !== undefined) {
      const rec = this.docs.get(idKey(id))
      const recs = rec && matches(query, rec.doc) ? [rec].slice(skip, skip + limit) : []
      return { recs, examined: rec ? 1 : 0, plan: 'id' }
    }
    const near = nearOf(query)
    if (near && sort.length === 0) return this.nearest(query, near, skip, limit)
    const plan = choose(query, sort, skip + limit, this.indexes, this.docs.size)
    const taking = new Taking(query, skip, limit)
    if (plan.by === 'index' && plan.sorted) this.inOrder(plan, sort, taking)
    else {
      const candidates = plan.by === 'scan' ? this.docs.values() : byInsertion(recsOf(plan))
      if (sort.length === 0) for (const rec of candidates) if (!taking.offer(rec)) break
      if (sort.length > 0) {
        const all = new Taking(query, 0, Infinity)
        for (const rec of candidates) all.offer(rec)
        const recs = sortBy(all.recs, sort, (rec) => rec.doc).slice(skip, skip + limit)
        return { recs, examined: all.examined, plan: describe(plan) }
      }
    }
    return { recs: taking.recs, examined: taking.examined, plan: describe(plan) }
  }

  /** $nearSphere brings its own order: the nearest first. */
  private nearest(query: Query, near: Query & { kind: 'field' }, skip: number, limit: number): Found {
    const taking = new Taking(query, 0, Infinity)
    for (const rec of this.docs.values()) taking.offer(rec)
    const { at } = readNear(near.op, near.operand)
    const by = taking.recs.map((rec) => ({ rec, metres: nearness(placeAt(rec.doc, near.path), at) })).sort((a, b) => a.metres - b.metres)
    return { recs: by.slice(skip, skip + limit).map(({ rec }) => rec), examined: taking.examined, plan: 'whole collection, by distance' }
  }

  /**
   * How many documents match. Where an index holds all that the query asks, its keys are counted and no document is
   * examined, as MongoDB's COUNT_SCAN does; null and arrays need the documents.
   */
  count(query: Query): { total: number; examined: number } {
    const covered = this.covering(query)
    if (covered) return { total: covered.index.stretch({ equal: covered.equal }).size, examined: 0 }
    const { recs, examined } = this.find(query)
    return { total: recs.length, examined }
  }

  private covering(query: Query): { index: Index; equal: Value[] } | undefined {
    const asked = new Map<string, Value>()
    for (const part of query.kind === 'and' ? query.parts : [query]) {
      if (part.kind !== 'field' || part.op !== '$eq' || asked.has(part.path) || isPositional(part.path) || !['string', 'number', 'boolean'].includes(typeof part.operand)) return undefined
      asked.set(part.path, part.operand)
    }
    const index = this.indexes.find(({ spec, multikey }) => !multikey && asked.size > 0 && spec.keys.length >= asked.size && spec.keys.slice(0, asked.size).every((key) => asked.has(key.field)))
    return index && { index, equal: index.spec.keys.slice(0, asked.size).map((key) => asked.get(key.field)) }
  }

  /** Reads along an index that has the wanted order; what sorts equal comes in the order of insertion. */
  private inOrder(plan: Plan & { by: 'index' }, sort: readonly SortKey[], taking: Taking): void {
    const bounds = plan.bounds[0]
    if (!bounds) return
    const length = Math.min(plan.index.spec.keys.length, plan.fixed + sort.length)
    const tied = (a: Entry, b: Entry): boolean => {
      for (let i = plan.fixed; i < length; i++) if (compareValues(a.key[i], b.key[i]) !== 0) return false
      return true
    }
    // Where the whole key decides and the reading is forward, ties already lie in order.
    const settled = length === plan.index.spec.keys.length && plan.sorted === 'forward'
    let run: Entry[] = []
    const flush = (): boolean => {
      if (run.length > 1) run.sort((a, b) => a.rec.rec - b.rec.rec)
      const goOn = run.every((entry) => taking.offer(entry.rec))
      run = []
      return goOn
    }
    for (const entry of plan.index.stretch(bounds).items(plan.sorted === 'reverse')) {
      if (run.length > 0 && (settled || !tied(run[0] as Entry, entry)) && !flush()) return
      run.push(entry)
    }
    flush()
  }
}

/** Collects what matches until enough is there. */
class Taking {
  readonly recs: Rec[] = []
  examined = 0

  constructor(
    private readonly query: Query,
    private skip: number,
    private readonly limit: number,
  ) {}

  /** False once no more are wanted. */
  offer(rec: Rec): boolean {
    if (this.recs.length >= this.limit) return false
    this.examined++
    if (!matches(this.query, rec.doc)) return true
    if (this.skip > 0) this.skip--
    else this.recs.push(rec)
    return this.recs.length < this.limit
  }
}

/** The condition that orders by distance, where there is one. */
function nearOf(query: Query): (Query & { kind: 'field' }) | undefined {
  if (query.kind === 'field') return query.op === '$nearSphere' || query.op === '$near' ? query : undefined
  return query.kind === 'and' ? query.parts.map(nearOf).find((part) => part !== undefined) : undefined
}

const placeAt = (doc: Doc, path: string): Value => pathOf(path).reduce<Value>((value, name) => (isDoc(value) ? field(value, name) : undefined), doc)

/** The single id that a query asks for, where it does. */
function pointOf(query: Query): Value {
  if (query.kind === 'field') return query.path === '_id' && query.op === '$eq' && query.operand !== null && typeof query.operand !== 'object' ? query.operand : undefined
  if (query.kind !== 'and') return undefined
  for (const part of query.parts) {
    const id = pointOf(part)
    if (id !== undefined) return id
  }
  return undefined
}

function* recsOf(plan: Plan): Generator<Rec> {
  if (plan.by === 'union') for (const part of plan.plans) yield* recsOf(part)
  if (plan.by === 'index') for (const bounds of plan.bounds) for (const entry of plan.index.stretch(bounds).items(false)) yield entry.rec
}

/** Each document once, in the order of insertion. */
function byInsertion(recs: Iterable<Rec>): Rec[] {
  const sorted = [...recs].sort((a, b) => a.rec - b.rec)
  return sorted.filter((rec, i) => rec !== sorted[i - 1])
}

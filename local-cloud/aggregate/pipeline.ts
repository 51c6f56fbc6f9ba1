import { failed, textOf } from '../errors'
import { matches, readQuery, type Query } from '../query/match'
import { readSort, sortBy } from '../query/sort'
import { holdsPattern, timeLimited } from '../query/time-limit'
import type { Environment } from '../store/environment'
import { isArray, isDoc, type Doc, type Value } from '../values/types'
import type { Scope } from './expression'
import { geoNear } from './geo-near'
import { facet, lookup, unionWith } from './lookup'
import { bucket, bucketAuto, count, group, sample, sortByCount } from './stages-group'
import { addFields, project, replaceRoot, replaceWith, unset, unwind } from './stages-shape'

/**
 * Aggregation pipelines. Source: MongoDB manual, "Aggregation Stages". A stage is read once, then run; one that is not
 * known is refused by name before anything runs. Documents are never changed in place, so they may be the stored ones.
 */
export interface Stage {
  readonly name: string
  readonly spec: Value
}

/** Reaches other collections. */
export interface Context {
  documents(collection: string, query: Query): Doc[]
}

export type Run = (docs: readonly Doc[], scope: Scope) => Doc[]
export type StageReader = (spec: Value, context: Context) => Run

const match: StageReader = (spec) => {
  if (!isDoc(spec)) throw failed('the match filter must be an expression in an object')
  const query = readQuery(spec)
  return (docs, { variables }) => docs.filter((doc) => matches(query, doc, variables))
}

const sort: StageReader = (spec) => {
  const keys = readSort(spec)
  if (keys.length === 0) throw failed('$sort stage must have at least one sort key')
  return (docs) => sortBy(docs, keys, (doc) => doc)
}

function whole(name: string, value: Value, least: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) throw failed(`${name}: the ${name === '$limit' ? 'limit must be positive' : 'value must be a non-negative whole number'}, found: ${textOf(value)}`)
  return value
}

const limit: StageReader = (spec) => {
  const most = whole('$limit', spec, 1)
  return (docs) => docs.slice(0, most)
}

const skip: StageReader = (spec) => {
  const first = whole('$skip', spec, 0)
  return (docs) => docs.slice(first)
}

const stages: Readonly<Record<string, StageReader>> = {
  $match: match,
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $group: group,
  $sortByCount: sortByCount,
  $count: count,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
  $sample: sample,
  $project: project,
  $addFields: addFields,
  $set: addFields,
  $unset: unset,
  $replaceRoot: replaceRoot,
  $replaceWith: replaceWith,
  $unwind: unwind,
  $lookup: lookup,
  $unionWith: unionWith,
  $facet: facet,
  $geoNear: geoNear,
}

function readStage({ name, spec }: Stage, context: Context): Run {
  const reader = Object.hasOwn(stages, name) ? stages[name] : undefined
  if (!reader) throw failed(`Unrecognized pipeline stage name: '${name}'`)
  return reader(spec, context)
}

/** Reads a pipeline inside a pipeline. */
export function readPipeline(pipeline: Value, context: Context): Run {
  if (!isArray(pipeline)) throw failed('a pipeline must be an array of stages')
  const runs = pipeline.map((stage, i) => {
    const [name, ...rest] = isDoc(stage) ? Object.keys(stage) : []
    if (name === undefined || rest.length > 0) throw failed('a pipeline stage specification object must contain exactly one field')
    if (name === '$geoNear' && i > 0) throw failed('$geoNear is only valid as the first stage in a pipeline.')
    return readStage({ name, spec: (stage as Doc)[name] }, context)
  })
  return (docs, scope) => runs.reduce<Doc[]>((now, run) => run(now, scope), docs as Doc[])
}

/** Without a $limit an aggregation answers 20 documents, also on the server, and never more than 10,000. Source: CloudBase, Aggregate. */
export const DEFAULT_LIMIT = 20
export const MAX_LIMIT = 10_000

/** Runs a pipeline over a collection. Leading $match, $sort, $skip and $limit stages use the collection's indexes. */
export function aggregate(env: Environment, name: unknown, pipeline: readonly Stage[]): Doc[] {
  const context: Context = { documents: (other, query) => (env.has(other) ? env.find(other, query, [], 0, Infinity) : []) }
  // Everything is read before anything runs.
  const runs = pipeline.map((stage, i) => {
    if (stage.name === '$geoNear' && i > 0) throw failed('$geoNear is only valid as the first stage in a pipeline.')
    return readStage(stage, context)
  })
  let first = 0
  const conditions: Doc[] = []
  while (pipeline[first]?.name === '$match') conditions.push(pipeline[first++]?.spec as Doc)
  const order = pipeline[first]?.name === '$sort' ? readSort(pipeline[first++]?.spec) : []
  const skipped = pipeline[first]?.name === '$skip' ? (pipeline[first++]?.spec as number) : 0
  const most = pipeline[first]?.name === '$limit' ? (pipeline[first++]?.spec as number) : Infinity
  const query = readQuery(conditions.length === 0 ? {} : conditions.length === 1 ? (conditions[0] as Doc) : { $and: conditions })
  const scope: Scope = { root: {}, variables: {}, now: new Date() }
  const found = env.find(name, query, order, skipped, most)
  const work = (): Doc[] => runs.slice(first).reduce<Doc[]>((docs, run) => run(docs, scope), found)
  const result = pipeline.some(({ spec }) => holdsPattern(spec)) ? timeLimited(work) : work()
  return result.slice(0, pipeline.some((stage) => stage.name === '$limit') ? MAX_LIMIT : DEFAULT_LIMIT)
}

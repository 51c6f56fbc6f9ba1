import { Aggregator } from 'mingo/aggregator'
import { CloudError, failed, messageOf } from '../errors'
import { readQuery } from '../query/match'
import type { Environment } from '../store/environment'
import { clone, isDoc, type Doc, type Value } from '../values/types'
import { engineOptions } from './context'

/** Without a $limit an aggregation answers 20 documents, also on the server. Source: CloudBase, Aggregate.end. */
export const DEFAULT_LIMIT = 20

export interface Stage {
  readonly name: string
  readonly spec: Value
}

/** Runs a pipeline over a collection. Leading $match stages use the collection's indexes. */
export function aggregate(env: Environment, name: unknown, stages: readonly Stage[]): Doc[] {
  let first = 0
  const conditions: Doc[] = []
  for (; stages[first]?.name === '$match'; first++) {
    const { spec } = stages[first] as Stage
    if (!isDoc(spec)) throw failed('the match filter must be an expression in an object')
    conditions.push(spec)
  }
  const query = readQuery(conditions.length > 0 ? { $and: conditions } : {})
  const rest = stages.slice(first)
  const docs = env.find(name, query, [], 0, Infinity)
  const result = rest.length > 0 ? run(env, docs, rest) : docs
  return stages.some((stage) => stage.name === '$limit') ? result : result.slice(0, DEFAULT_LIMIT)
}

function run(env: Environment, docs: Doc[], stages: readonly Stage[]): Doc[] {
  const pipeline = stages.map(({ name, spec }) => ({ [name]: spec }))
  const collectionResolver = (other: string): Doc[] => (env.has(other) ? env.find(other, readQuery({}), [], 0, Infinity).map(clone) : [])
  try {
    // The engine writes into what it is given.
    return new Aggregator(pipeline, engineOptions({ collectionResolver }) as never).run(docs.map(clone)) as Doc[]
  } catch (error) {
    throw error instanceof CloudError ? error : failed(messageOf(error))
  }
}

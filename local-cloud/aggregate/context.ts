import { Context, type Aggregator as AggregatorClass } from 'mingo'
import type { Options } from 'mingo/types'
import * as accumulators from 'mingo/operators/accumulator'
import * as expressions from 'mingo/operators/expression'
import * as stages from 'mingo/operators/pipeline'
import * as projections from 'mingo/operators/projection'
import * as queries from 'mingo/operators/query'
import { matcherOf } from '../query/match'
import { readSort, sortBy } from '../query/sort'
import type { Doc } from '../values/types'

type Stages = NonNullable<Parameters<typeof Context.init>[0]>['pipeline']

/** Stages that this cloud does itself, because the package's differ from MongoDB. */
const own = {
  $match: (docs: Lazy, spec: Doc) => docs.filter(matcherOf(spec)),
  $sort: (docs: Lazy, spec: Doc) => {
    const keys = readSort(spec)
    return docs.transform((all: Doc[]) => iterate(sortBy(all, keys, (doc) => doc)))
  },
}

type Lazy = ReturnType<AggregatorClass['stream']> & { filter(test: (doc: Doc) => boolean): Lazy; transform(change: (docs: Doc[]) => unknown): Lazy }

function iterate(docs: Doc[]): { next(): { value?: Doc; done: boolean } } {
  let at = 0
  return { next: () => (at < docs.length ? { value: docs[at++] as Doc, done: false } : { done: true }) }
}

/** The operators of the in-process engine, with ours in place of those that differ. */
export const context = Context.init({
  accumulator: accumulators as never,
  expression: expressions as never,
  pipeline: { ...stages, ...own } as unknown as Stages,
  projection: projections as never,
  query: queries as never,
})

export const engineOptions = (more: Partial<Options> = {}): Partial<Options> => ({ context, scriptEnabled: false, ...more })

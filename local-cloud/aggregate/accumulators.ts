import { failed } from '../errors'
import { canonical } from '../values/ejson'
import { isDoc, type Doc, type Value } from '../values/types'
import { averageOf, deviationOf, extremeOf, sumOf } from './accumulate'
import { compile, type Expression, type Scope } from './expression'
import { merge } from './operators-object'

/** What $group, $bucket and $bucketAuto make of many values. Source: MongoDB manual, "Accumulators". */

/** From the values of a group, missing ones as undefined, to one. */
const ACCUMULATORS: Readonly<Record<string, (values: Value[]) => Value>> = {
  $sum: sumOf,
  $avg: averageOf,
  $min: (values) => extremeOf(values, -1),
  $max: (values) => extremeOf(values, 1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => [...new Map(values.filter((value) => value !== undefined).map((value) => [canonical(value), value])).values()],
  $stdDevPop: (values) => deviationOf(values, 0),
  $stdDevSamp: (values) => deviationOf(values, 1),
  $mergeObjects: merge,
}

interface Field {
  readonly name: string
  readonly expression: Expression
  readonly combine: (values: Value[]) => Value
}

export type Output = (docs: readonly Doc[], scope: Scope) => Doc

/** Reads `{total: {$sum: '$n'}, …}`. */
export function readOutput(stage: string, spec: Doc): Output {
  const fields = Object.entries(spec).map(([name, value]): Field => {
    if (name.includes('.')) throw failed(`The field name '${name}' cannot contain '.' in ${stage}`)
    const [op, ...rest] = isDoc(value) ? Object.keys(value) : []
    if (!isDoc(value) || op === undefined || rest.length > 0) throw failed(`The field '${name}' must be an accumulator object in ${stage}`)
    if (op === '$count') return { name, expression: () => 1, combine: sumOf }
    const combine = Object.hasOwn(ACCUMULATORS, op) ? ACCUMULATORS[op] : undefined
    if (!combine) throw failed(`unknown group operator '${op}'`)
    return { name, expression: compile(value[op]), combine }
  })
  return (docs, scope) => Object.fromEntries(fields.map(({ name, expression, combine }) => [name, combine(docs.map((root) => expression({ ...scope, root })))]))
}

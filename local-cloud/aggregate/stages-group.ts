import { randomInt } from 'node:crypto'
import { failed } from '../errors'
import { compareValues } from '../values/compare'
import { canonical } from '../values/ejson'
import { isArray, isDoc, type Doc, type Value } from '../values/types'
import { readOutput } from './accumulators'
import { compile, type Expression } from './expression'
import { compare } from './operator-kit'
import type { StageReader } from './pipeline'

/** Stages that make few documents of many. Source: MongoDB manual, $group, $bucket, $bucketAuto, $sortByCount, $count, $sample. */

function grouped(docs: readonly Doc[], key: (doc: Doc) => Value): Map<string, { id: Value; docs: Doc[] }> {
  const groups = new Map<string, { id: Value; docs: Doc[] }>()
  for (const doc of docs) {
    const id = key(doc) ?? null
    const text = canonical(id)
    const group = groups.get(text)
    if (group) group.docs.push(doc)
    else groups.set(text, { id, docs: [doc] })
  }
  return groups
}

export const group: StageReader = (spec) => {
  if (!isDoc(spec)) throw failed("a group's fields must be specified in an object")
  if (!('_id' in spec)) throw failed('a group specification must include an _id')
  const { _id: id, ...rest } = spec
  const key = compile(id)
  const output = readOutput('$group', rest)
  return (docs, scope) => [...grouped(docs, (root) => key({ ...scope, root })).values()].map((one) => ({ _id: one.id, ...output(one.docs, scope) }))
}

export const sortByCount: StageReader = (spec) => {
  if (!(typeof spec === 'string' && spec.startsWith('$')) && !(isDoc(spec) && Object.keys(spec)[0]?.startsWith('$'))) throw failed('the sortByCount field must be specified as a string or as an object')
  const key = compile(spec)
  return (docs, scope) => [...grouped(docs, (root) => key({ ...scope, root })).values()].map((one) => ({ _id: one.id, count: one.docs.length })).sort((a, b) => b.count - a.count)
}

export const count: StageReader = (spec) => {
  if (typeof spec !== 'string' || spec === '') throw failed('the count field must be a non-empty string')
  if (spec.startsWith('$') || spec.includes('.')) throw failed("the count field cannot be a $-prefixed path or contain '.'")
  return (docs) => (docs.length === 0 ? [] : [{ [spec]: docs.length }])
}

/** What both kinds of buckets share. */
function bucketSpec(stage: string, spec: Value, needed: readonly string[], optional: readonly string[]): { spec: Doc; key: Expression; output: ReturnType<typeof readOutput> } {
  if (!isDoc(spec)) throw failed(`Argument to ${stage} stage must be an object`)
  for (const name of Object.keys(spec)) if (![...needed, ...optional].includes(name)) throw failed(`Unrecognized option to ${stage}: ${name}.`)
  for (const name of needed) if (!(name in spec)) throw failed(`${stage} requires '${name}' to be specified.`)
  const output = spec['output'] ?? { count: { $sum: 1 } }
  if (!isDoc(output)) throw failed(`The ${stage} 'output' field must be an object`)
  return { spec, key: compile(spec['groupBy']), output: readOutput(stage, output) }
}

export const bucket: StageReader = (given) => {
  const { spec, key, output } = bucketSpec('$bucket', given, ['groupBy', 'boundaries'], ['default', 'output'])
  const boundaries = spec['boundaries']
  if (!isArray(boundaries) || boundaries.length < 2) throw failed("The $bucket 'boundaries' field must be an array of at least 2 values")
  boundaries.forEach((value, i) => {
    if (i > 0 && compareValues(value, boundaries[i - 1]) <= 0) throw failed("The 'boundaries' option to $bucket must be sorted, without duplicates")
  })
  const otherwise = spec['default']
  if (otherwise !== undefined && compareValues(otherwise, boundaries[0]) >= 0 && compareValues(otherwise, boundaries.at(-1)) < 0) throw failed("The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.")
  return (docs, scope) => {
    const groups = grouped(docs, (root) => {
      const value = key({ ...scope, root })
      const at = boundaries.findIndex((low, i) => i + 1 < boundaries.length && compare(value, low) >= 0 && compare(value, boundaries[i + 1]) < 0)
      if (at < 0 && otherwise === undefined) throw failed('$switch could not find a matching branch for an input, and no default was specified. ($bucket: a value lies outside the boundaries)')
      return at < 0 ? otherwise : boundaries[at]
    })
    return [...groups.values()].sort((a, b) => compareValues(a.id, b.id)).map((one) => ({ _id: one.id, ...output(one.docs, scope) }))
  }
}

export const bucketAuto: StageReader = (given) => {
  const { spec, key, output } = bucketSpec('$bucketAuto', given, ['groupBy', 'buckets'], ['output', 'granularity'])
  if ('granularity' in spec) throw failed("$bucketAuto 'granularity' is not supported by this local cloud")
  const wanted = spec['buckets']
  if (typeof wanted !== 'number' || !Number.isInteger(wanted) || wanted <= 0) throw failed("The $bucketAuto 'buckets' field must be a whole number greater than 0")
  return (docs, scope) => {
    const rows = docs.map((root) => ({ doc: root, value: key({ ...scope, root }) })).sort((a, b) => compare(a.value, b.value))
    const size = Math.max(1, Math.round(rows.length / wanted))
    const made: { min: Value; docs: Doc[]; max: Value }[] = []
    for (let at = 0; at < rows.length; ) {
      const first = rows[at] as (typeof rows)[number]
      // The last bucket takes all that is left; before, equal values stay together.
      let end = made.length === wanted - 1 ? rows.length : Math.min(rows.length, at + size)
      while (end < rows.length && compare(rows[end]?.value, rows[end - 1]?.value) === 0) end++
      made.push({ min: first.value ?? null, docs: rows.slice(at, end).map((row) => row.doc), max: (rows[end] ?? rows[end - 1])?.value ?? null })
      at = end
    }
    return made.map((one) => ({ _id: { min: one.min, max: one.max }, ...output(one.docs, scope) }))
  }
}

export const sample: StageReader = (spec) => {
  const size = isDoc(spec) ? spec['size'] : undefined
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0 || Object.keys(spec as Doc).length !== 1) throw failed('the $sample stage needs {size: a whole number}')
  return (docs) => {
    const pool = docs.slice()
    const taken: Doc[] = []
    while (taken.length < size && pool.length > 0) {
      const at = randomInt(pool.length)
      taken.push(pool[at] as Doc)
      pool[at] = pool.at(-1) as Doc
      pool.pop()
    }
    return taken
  }
}

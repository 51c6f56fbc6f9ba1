import { failed } from '../errors'
import { readQuery } from '../query/match'
import { keysAt, pathOf } from '../values/paths'
import { EMPTY } from '../values/compare'
import { isArray, isDoc, type Doc, type Value } from '../values/types'
import { compile } from './expression'
import { readPipeline, type StageReader } from './pipeline'
import { placed } from './stages-shape'

/** $lookup: documents of another collection that belong to each. Source: MongoDB manual, "$lookup". Uses that collection's indexes. */
export const lookup: StageReader = (spec, context) => {
  if (!isDoc(spec)) throw failed('the $lookup specification must be an object')
  const { from, as, localField, foreignField, let: variables = {}, pipeline = [] } = spec
  for (const name of Object.keys(spec)) if (!['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'].includes(name)) throw failed(`unknown argument to $lookup: ${name}`)
  if (typeof from !== 'string' || typeof as !== 'string') throw failed("$lookup needs 'from' and 'as'")
  const byField = typeof localField === 'string' && typeof foreignField === 'string'
  if (!byField && (localField !== undefined || foreignField !== undefined || !('pipeline' in spec))) throw failed('$lookup requires either \'pipeline\' or both \'localField\' and \'foreignField\' to be specified')
  if (!isDoc(variables)) throw failed("$lookup argument 'let' must be an object")
  const vars = Object.entries(variables).map(([name, value]) => [name, compile(value)] as const)
  const inner = readPipeline(pipeline, context)
  return (docs, scope) =>
    docs.map((root) => {
      const query = byField ? joined(root, localField, foreignField) : {}
      const found = context.documents(from, readQuery(query))
      const bound = Object.fromEntries(vars.map(([name, value]) => [name, value({ ...scope, root })]))
      return placed(root, as.split('.'), inner(found, { ...scope, variables: { ...scope.variables, ...bound } })) as Doc
    })
}

/** An array stands for each of its elements, a missing field for null. */
function joined(root: Doc, localField: string, foreignField: string): Doc {
  const keys = keysAt(root, pathOf(localField)).filter((key) => key !== EMPTY)
  const plain = keys.filter((key) => !(key instanceof RegExp))
  // In a list a regular expression would be a pattern; here it is a value.
  const exact: Value[] = keys.filter((key) => key instanceof RegExp).map((key) => ({ [foreignField]: { $eq: key } }))
  return exact.length === 0 ? { [foreignField]: { $in: plain } } : { $or: [{ [foreignField]: { $in: plain } }, ...exact] }
}

/** $unionWith: the documents of another collection after these. */
export const unionWith: StageReader = (spec, context) => {
  const given: Doc = typeof spec === 'string' ? { coll: spec } : isDoc(spec) ? spec : {}
  const { coll, pipeline = [] } = given
  if (typeof coll !== 'string') throw failed("$unionWith needs 'coll'")
  const inner = readPipeline(pipeline, context)
  return (docs, scope) => [...docs, ...inner(context.documents(coll, readQuery({})), scope)]
}

/** $facet: several pipelines over the same documents. */
export const facet: StageReader = (spec, context) => {
  if (!isDoc(spec) || Object.keys(spec).length === 0) throw failed('the $facet specification must be a non-empty object')
  const parts = Object.entries(spec).map(([name, stages]) => {
    if (name.startsWith('$') || name.includes('.')) throw failed(`'${name}' is not a valid name in $facet`)
    if (!isArray(stages)) throw failed(`arguments to $facet must be arrays, ${name} is none`)
    return [name, readPipeline(stages, context)] as const
  })
  return (docs, scope) => [Object.fromEntries(parts.map(([name, run]) => [name, run(docs, scope)]))]
}

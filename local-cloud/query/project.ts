import { failed } from '../errors'
import { toNumber, isNumeric } from '../values/compare'
import { field, has, isArray, isDoc, type Doc, type Value } from '../values/types'
import { matcherOf } from './match'
import { truthy } from './predicates'

/** Projections of a find. Source: MongoDB manual, "Project Fields to Return from Query", $slice, $elemMatch. */

type Leaf = 'keep' | 'drop' | ((value: Value) => Value)
interface Tree {
  readonly fields: Map<string, Tree | Leaf>
}

const slice = (spec: Value): Leaf => {
  const [skip, limit] = isArray(spec) ? [toNumber(spec[0]), toNumber(spec[1])] : [toNumber(spec), NaN]
  if (Number.isNaN(skip) || (isArray(spec) && !(spec.length === 2 && limit > 0))) throw failed('$slice needs a number or [skip, limit > 0]')
  return (value) => {
    if (!isArray(value)) return value
    if (!isArray(spec)) return skip >= 0 ? value.slice(0, skip) : value.slice(skip)
    const start = skip >= 0 ? skip : Math.max(0, value.length + skip)
    return value.slice(start, start + limit)
  }
}

const element = (spec: Value): Leaf => {
  if (!isDoc(spec)) throw failed('elemMatch: Invalid argument, object required')
  const match = matcherOf({ v: { $elemMatch: spec } })
  return (value) => {
    if (!isArray(value)) return undefined
    const found = value.find((item) => match({ v: [item] }))
    return found === undefined ? undefined : [found]
  }
}

function put(tree: Tree, path: readonly string[], leaf: Leaf, name: string): void {
  let at = tree
  path.forEach((part, i) => {
    const next = at.fields.get(part)
    if (i + 1 === path.length) {
      if (next !== undefined) throw failed(`Path collision at ${name}`)
      at.fields.set(part, leaf)
      return
    }
    if (next !== undefined && (typeof next === 'string' || typeof next === 'function')) throw failed(`Path collision at ${name}`)
    const branch = next ?? { fields: new Map() }
    at.fields.set(part, branch)
    at = branch
  })
}

/** Reads a projection to one function. Refuses mixtures as MongoDB does. */
export function readProjection(spec: Doc): (doc: Doc) => Doc {
  const tree: Tree = { fields: new Map() }
  let including: boolean | undefined
  let id: boolean | undefined
  for (const name in spec) {
    const value = spec[name]
    if (name.split('.').some((part) => part.startsWith('$'))) throw failed(`projection '${name}': the positional operator is not supported by this local cloud`)
    if (isDoc(value)) {
      const [op, ...rest] = Object.keys(value)
      if (rest.length > 0 || (op !== '$slice' && op !== '$elemMatch')) throw failed(`Unsupported projection option: ${name}: ${JSON.stringify(value)}`)
      // $elemMatch includes, $slice alone leaves the others as they are.
      if (op === '$elemMatch') including ??= true
      put(tree, name.split('.'), op === '$slice' ? slice(value[op]) : element(value[op as '$elemMatch']), name)
      continue
    }
    if (typeof value !== 'boolean' && !isNumeric(value)) throw failed(`Unsupported projection option: ${name}`)
    const keep = truthy(value)
    if (name === '_id') {
      id = keep
      continue
    }
    if (including !== undefined && including !== keep) throw failed('Projection cannot have a mix of inclusion and exclusion.')
    including = keep
    put(tree, name.split('.'), keep ? 'keep' : 'drop', name)
  }
  const mode = including ?? (id === true && tree.fields.size === 0)
  if (id === true && mode) tree.fields.set('_id', 'keep')
  if (id === undefined && mode) tree.fields.set('_id', 'keep')
  if (id === false && !mode) tree.fields.set('_id', 'drop')
  return (doc) => apply(doc, tree, mode)
}

function apply(doc: Doc, tree: Tree, including: boolean): Doc {
  const out: Doc = {}
  for (const name in doc) {
    const rule = tree.fields.get(name)
    const value = field(doc, name)
    if (rule === undefined) {
      if (!including) out[name] = value
    } else if (rule === 'keep') out[name] = value
    else if (typeof rule === 'function') {
      const result = rule(value)
      if (result !== undefined) out[name] = result
    } else if (rule !== 'drop') {
      const result = inside(value, rule, including)
      if (result !== undefined) out[name] = result
    }
  }
  // _id always comes first.
  return has(out, '_id') && Object.keys(out)[0] !== '_id' ? { _id: out['_id'], ...out } : out
}

function inside(value: Value, tree: Tree, including: boolean): Value {
  if (isDoc(value)) return apply(value, tree, including)
  // Scalars have no such field: they go when including and stay when excluding.
  if (isArray(value)) return value.map((item) => inside(item, tree, including)).filter((item) => item !== undefined)
  return including ? undefined : value
}

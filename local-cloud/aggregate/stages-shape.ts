import { failed } from '../errors'
import { truthy } from '../query/predicates'
import { isNumeric } from '../values/compare'
import { field, has, isArray, isDoc, type Doc, type Value } from '../values/types'
import { compile, type Expression, type Scope } from './expression'
import { typeName } from './operator-kit'
import type { StageReader } from './pipeline'

/** Stages that change the shape of each document. Source: MongoDB manual, $project, $addFields, $unset, $replaceRoot, $unwind. */

/** What happens to one field: kept, dropped, computed, or a tree for what is below it. */
type Rule = 'keep' | 'drop' | { readonly compute: Expression } | Tree
interface Tree {
  readonly below: Map<string, Rule>
}

const isTree = (rule: Rule | undefined): rule is Tree => typeof rule === 'object' && 'below' in rule

function put(tree: Tree, path: readonly string[], rule: Rule): void {
  const [name = '', ...rest] = path
  if (name === '' || name.startsWith('$')) throw failed(`'${path.join('.')}' is not a valid field path`)
  const there = tree.below.get(name)
  if (rest.length === 0) {
    if (there !== undefined) throw failed(`Invalid specification: path collision at ${path.join('.')}`)
    tree.below.set(name, rule)
    return
  }
  if (there !== undefined && !isTree(there)) throw failed(`Invalid specification: path collision at ${path.join('.')}`)
  const branch: Tree = there ?? { below: new Map() }
  tree.below.set(name, branch)
  put(branch, rest, rule)
}

/** Puts computed values into a value; what is on the way and no document becomes one, arrays element by element. */
function added(value: Value, tree: Tree, scope: Scope): Value {
  if (isArray(value)) return value.map((item) => added(item, tree, scope))
  const made: Doc = isDoc(value) ? { ...value } : {}
  for (const [name, rule] of tree.below) {
    const result = isTree(rule) ? added(field(made, name), rule, scope) : typeof rule === 'object' ? rule.compute(scope) : undefined
    if (result === undefined) delete made[name]
    else made[name] = result
  }
  return made
}

export const addFields: StageReader = (spec) => {
  if (!isDoc(spec) || Object.keys(spec).length === 0) throw failed('$addFields specification stage must be a non-empty object')
  const tree: Tree = { below: new Map() }
  const read = (part: Doc, path: readonly string[]): void => {
    for (const [name, value] of Object.entries(part)) {
      const here = [...path, ...name.split('.')]
      // A plain document names fields below; anything else is an expression.
      if (isDoc(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$')) read(value, here)
      else put(tree, here, { compute: compile(value) })
    }
  }
  read(spec, [])
  return (docs, scope) => docs.map((root) => added(root, tree, { ...scope, root }) as Doc)
}

const computes = (rule: Rule): boolean => (isTree(rule) ? [...rule.below.values()].some(computes) : typeof rule === 'object')

function projected(value: Value, tree: Tree, including: boolean, scope: Scope): Value {
  if (isArray(value)) return value.map((item) => projected(item, tree, including, scope)).filter((item) => item !== undefined)
  if (!isDoc(value)) {
    if (!including) return value
    // Nothing can be kept of a scalar, but something can be put in its place.
    return [...tree.below.values()].some(computes) ? projected({}, tree, true, scope) : undefined
  }
  const made: Doc = {}
  for (const name of Object.keys(value)) {
    const rule = tree.below.get(name)
    if (rule === undefined ? !including : rule === 'keep') made[name] = value[name]
    else if (isTree(rule)) {
      const below = projected(value[name], rule, including, scope)
      if (below !== undefined) made[name] = below
    }
  }
  for (const [name, rule] of tree.below) {
    if (typeof rule !== 'object') continue
    const result = isTree(rule) ? (has(value, name) || !computes(rule) ? undefined : projected({}, rule, including, scope)) : rule.compute(scope)
    if (result !== undefined) made[name] = result
  }
  return made
}

export const project: StageReader = (spec) => {
  if (!isDoc(spec) || Object.keys(spec).length === 0) throw failed('$project specification must be a non-empty object')
  const tree: Tree = { below: new Map() }
  let including: boolean | undefined
  let id: Rule | undefined
  const read = (part: Doc, path: readonly string[]): void => {
    for (const [name, value] of Object.entries(part)) {
      const here = [...path, ...name.split('.')]
      const flag = typeof value === 'boolean' || isNumeric(value)
      if (here.length === 1 && here[0] === '_id') {
        id = flag ? (truthy(value) ? 'keep' : 'drop') : { compute: compile(value) }
        continue
      }
      if (!flag && isDoc(value) && !Object.keys(value)[0]?.startsWith('$')) {
        if (Object.keys(value).length === 0) throw failed('an empty object is not a valid value in $project')
        read(value, here)
        continue
      }
      const keep = !flag || truthy(value)
      if (including !== undefined && including !== keep) throw failed(`Bad projection specification, cannot ${keep ? 'include' : 'exclude'} fields ${flag ? '' : 'or add computed fields '}during an ${including ? 'inclusion' : 'exclusion'} projection: ${name}`)
      including = keep
      put(tree, here, flag ? (keep ? 'keep' : 'drop') : { compute: compile(value) })
    }
  }
  read(spec, [])
  const mode = including ?? id !== 'drop'
  if (mode ? id !== 'drop' : id === 'drop') tree.below.set('_id', mode ? (id ?? 'keep') : 'drop')
  return (docs, scope) =>
    docs.map((root) => {
      const made = projected(root, tree, mode, { ...scope, root }) as Doc
      return has(made, '_id') && Object.keys(made)[0] !== '_id' ? { _id: made['_id'], ...made } : made
    })
}

export const unset: StageReader = (spec, context) => {
  const names = isArray(spec) ? spec : [spec]
  if (names.length === 0 || !names.every((name) => typeof name === 'string' && name !== '')) throw failed('$unset specification must be a string or an array of strings')
  return project(Object.fromEntries(names.map((name) => [name as string, 0])), context)
}

export const replaceRoot: StageReader = (spec, context) => {
  if (!isDoc(spec) || !('newRoot' in spec) || Object.keys(spec).length !== 1) throw failed("$replaceRoot needs exactly 'newRoot'")
  return replaceWith(spec['newRoot'], context)
}

export const replaceWith: StageReader = (spec) => {
  const root = compile(spec)
  return (docs, scope) =>
    docs.map((doc) => {
      const made = root({ ...scope, root: doc })
      if (!isDoc(made)) throw failed(`'newRoot' expression must evaluate to an object, but resulting value was of type: ${typeName(made)}`)
      return made
    })
}

export const unwind: StageReader = (spec) => {
  const options: Doc = isDoc(spec) ? spec : { path: spec }
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: preserve = false } = options
  for (const name of Object.keys(options)) if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name)) throw failed(`unrecognized option to $unwind stage: ${name}`)
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2) throw failed("path option to $unwind stage should be prefixed with a '$'")
  if (index !== undefined && (typeof index !== 'string' || index === '' || index.startsWith('$'))) throw failed('includeArrayIndex option to $unwind stage should not be empty or prefixed with a $')
  if (typeof preserve !== 'boolean') throw failed('expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage')
  const names = path.slice(1).split('.')
  return (docs) => docs.flatMap((doc) => unwound(doc, names, typeof index === 'string' ? index.split('.') : null, preserve))
}

function unwound(doc: Doc, names: readonly string[], index: readonly string[] | null, preserve: boolean): Doc[] {
  let value: Value = doc
  for (const name of names) value = isDoc(value) ? field(value, name) : undefined
  const numbered = (made: Doc, at: number | null): Doc => (index ? (placed(made, index, at) as Doc) : made)
  if (isArray(value)) {
    if (value.length > 0) return value.map((item, i) => numbered(placed(doc, names, item) as Doc, i))
    return preserve ? [numbered(placed(doc, names, undefined) as Doc, null)] : []
  }
  if (value === null || value === undefined) return preserve ? [numbered(doc, null)] : []
  return [numbered(doc, null)]
}

/** A copy of the document with one place changed; undefined takes the field away. */
export function placed(value: Value, path: readonly string[], item: Value): Value {
  const [name, ...rest] = path
  if (name === undefined) return item
  const made: Doc = isDoc(value) ? { ...value } : {}
  const below = placed(field(made, name), rest, item)
  if (below === undefined) delete made[name]
  else made[name] = below
  return made
}

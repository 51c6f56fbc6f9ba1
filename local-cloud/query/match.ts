import { failed } from '../errors'
import { indexOf, pathOf, someAt } from '../values/paths'
import { isArray, isDoc, type Doc, type Value } from '../values/types'
import { compile, evaluate } from '../aggregate/expression'
import { geometry } from './geo'
import { equalTo, predicate, truthy, type Predicate } from './predicates'
import { holdsPattern } from './time-limit'

/**
 * A query, read once and asked of many documents. Answers what MongoDB's manual says under "Query and Projection
 * Operators"; whatever it does not know is refused by name.
 */
export type Query =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly parts: readonly Query[] }
  | {
      readonly kind: 'field'
      readonly path: string
      /** The operator and its operand, from which the planner makes bounds. */
      readonly op: string
      readonly operand: Value
      readonly matches: Matcher
    }
  | { readonly kind: 'expression'; readonly patterns: boolean; readonly matches: (doc: Doc, variables: Variables) => boolean }

export type Matcher = (doc: Doc) => boolean
/** Variables of a $lookup, for $expr. */
export type Variables = Readonly<Record<string, Value>>

const LOGIC: Record<string, 'and' | 'or' | 'nor'> = { $and: 'and', $or: 'or', $nor: 'nor' }
const REFUSED = new Set(['$where', '$text', '$jsonSchema'])

/** Reads a query. Throws DATABASE_REQUEST_FAILED with MongoDB's words for what is malformed. */
export function readQuery(query: Doc): Query {
  const parts: Query[] = []
  for (const key in query) {
    const value = query[key]
    if (!key.startsWith('$')) parts.push(...readField(key, value))
    else if (key in LOGIC) parts.push(readLogic(key, value))
    else if (key === '$expr') parts.push(readExpression(value))
    else if (key === '$comment') continue
    else if (REFUSED.has(key)) throw failed(`${key} is not supported by this local cloud`)
    else throw failed(`unknown top level operator: ${key}`)
  }
  return parts.length === 1 ? (parts[0] as Query) : { kind: 'and', parts }
}

/** $expr: an aggregation expression as a condition. */
function readExpression(value: Value): Query {
  const expression = compile(value)
  return { kind: 'expression', patterns: holdsPattern(value), matches: (doc, variables) => truthy(evaluate(expression, doc, variables)) }
}

function readLogic(key: string, value: Value): Query {
  if (!isArray(value)) throw failed(`${key} must be an array`)
  if (value.length === 0) throw failed('$and/$or/$nor must be a nonempty array')
  const parts = value.map((part) => {
    if (!isDoc(part)) throw failed('$or/$and/$nor entries need to be full objects')
    return readQuery(part)
  })
  return { kind: LOGIC[key] as 'and', parts }
}

const isOperators = (value: Value): value is Doc => isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false)

function readField(name: string, value: Value): Query[] {
  if (!isOperators(value)) {
    const predicate: Predicate = { test: equalTo(value, true), expand: true, negate: false }
    return [fieldQuery(name, value instanceof RegExp ? '$regex' : '$eq', value, predicate)]
  }
  const parts: Query[] = []
  for (const op in value) {
    if (!op.startsWith('$')) throw failed(`unknown operator: ${op}`)
    parts.push(...readOperator(name, op, value))
  }
  return parts
}

function fieldQuery(name: string, op: string, operand: Value, { test, expand, negate }: Predicate): Query {
  const path = pathOf(name)
  const found: Matcher = (doc) => someAt(doc, path, expand, test)
  return { kind: 'field', path: name, op, operand, matches: negate ? (doc) => !found(doc) : found }
}

function readOperator(name: string, op: string, siblings: Doc): Query[] {
  const operand = siblings[op]
  const plain = predicate(op, operand, siblings)
  if (plain) return [fieldQuery(name, op, op === '$regex' ? regexOf(siblings) : operand, plain)]
  switch (op) {
    case '$options':
      if (!('$regex' in siblings)) throw failed('$options needs a $regex')
      return []
    case '$not': {
      const inner = readNot(name, operand)
      return [{ kind: 'field', path: name, op, operand, matches: (doc) => !inner.every((part) => matches(part, doc)) }]
    }
    case '$all':
      return readAll(name, operand)
    case '$elemMatch':
      return [fieldQuery(name, op, operand, elementMatch(operand))]
    case '$geoWithin':
    case '$geoIntersects':
    case '$nearSphere':
    case '$near':
      return [fieldQuery(name, op, operand, { test: geometry(op, operand), expand: false, negate: false })]
    default:
      throw failed(`unknown operator: ${op}`)
  }
}

const regexOf = (siblings: Doc): Value => {
  const source = siblings['$regex']
  const flags = siblings['$options']
  if (source instanceof RegExp) return typeof flags === 'string' ? new RegExp(source.source, flags) : source
  return new RegExp(source as string, (flags as string | undefined) ?? '')
}

function readNot(name: string, operand: Value): Query[] {
  if (operand instanceof RegExp) return readField(name, operand)
  if (!isDoc(operand)) throw failed('$not needs a regex or a document')
  if (!isOperators(operand)) throw failed(Object.keys(operand).length === 0 ? '$not cannot be empty' : `unknown operator: ${Object.keys(operand)[0]}`)
  return readField(name, operand)
}

function readAll(name: string, operand: Value): Query[] {
  if (!isArray(operand)) throw failed('$all needs an array')
  if (operand.length === 0) return [{ kind: 'field', path: name, op: '$all', operand, matches: () => false }]
  return operand.map((item) => {
    if (!isOperators(item)) return fieldQuery(name, item instanceof RegExp ? '$regex' : '$eq', item, { test: equalTo(item, true), expand: true, negate: false })
    if (!('$elemMatch' in item)) throw failed('no $ expressions in $all')
    return fieldQuery(name, '$elemMatch', item['$elemMatch'], elementMatch(item['$elemMatch']))
  })
}

/** $elemMatch: one element must satisfy everything. Values are tested by operators, documents by a query; never mixed. */
function elementMatch(operand: Value): Predicate {
  if (!isDoc(operand)) throw failed('$elemMatch needs an Object')
  const first = Object.keys(operand)[0]
  const onValues = first !== undefined && first.startsWith('$') && !(first in LOGIC) && first !== '$expr'
  const element = onValues ? valueTest(operand) : documentTest(readQuery(operand))
  return { test: (value) => isArray(value) && value.some(element), expand: false, negate: false }
}

function documentTest(query: Query): (item: Value) => boolean {
  return (item) => {
    if (isDoc(item)) return matches(query, item)
    // An array as an element is a document whose fields are its positions.
    return isArray(item) && matches(query, Object.fromEntries(item.map((value, i) => [String(i), value])))
  }
}

/** Operators asked of one element itself: an array in an array does not stand for what is in it. */
function valueTest(operators: Doc): (value: Value) => boolean {
  const tests = Object.keys(operators).flatMap((op): ((value: Value) => boolean)[] => {
    const operand = operators[op]
    const plain = predicate(op, operand, operators)
    if (plain) return [plain.negate ? (value) => !plain.test(value) : plain.test]
    if (op === '$options' && '$regex' in operators) return []
    if (op === '$elemMatch') return [elementMatch(operand).test]
    if (op === '$all' && isArray(operand)) return [(value) => operand.length > 0 && operand.every((item) => equalTo(item, true)(value))]
    if (op === '$not') {
      const inner = operand instanceof RegExp ? equalTo(operand, true) : valueTest(isOperators(operand) ? operand : refuse('$not needs a regex or a document'))
      return [(value) => !inner(value)]
    }
    return refuse(`unknown operator: ${op}`)
  })
  return (value) => tests.every((test) => test(value))
}

const refuse = (message: string): never => {
  throw failed(message)
}

const NONE: Variables = {}

/** Asks the query of one document. */
export function matches(query: Query, doc: Doc, variables: Variables = NONE): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.every((part) => matches(part, doc, variables))
    case 'or':
      return query.parts.some((part) => matches(part, doc, variables))
    case 'nor':
      return !query.parts.some((part) => matches(part, doc, variables))
    case 'expression':
      return query.matches(doc, variables)
    default:
      return query.matches(doc)
  }
}

/** Query text to one function, for who needs no plan. */
export function matcherOf(query: Doc): Matcher {
  const read = readQuery(query)
  return (doc) => matches(read, doc)
}

/**
 * For the positional operator `$`: the position of the first element of the array at `path` that the query chose,
 * or -1 when the query says nothing about that array.
 */
export function positionOf(query: Query, doc: Doc, path: string): number {
  if (query.kind === 'and' || query.kind === 'or') {
    let found = -1
    for (const part of query.parts) {
      const at = positionOf(part, doc, path)
      if (at >= 0) found = at
    }
    return found
  }
  if (query.kind !== 'field' || !(query.path === path || query.path.startsWith(`${path}.`)) || !query.matches(doc)) return -1
  const names = pathOf(path)
  let array: Value = doc
  for (const name of names) array = isDoc(array) ? array[name] : isArray(array) ? array[indexOf(name)] : undefined
  if (!isArray(array)) return -1
  return array.findIndex((item) => query.matches(nest(names, [item])))
}

const nest = (names: readonly string[], value: Value): Doc => names.reduceRight<Value>((inner, name) => ({ [name]: inner }), value) as Doc

import { failed, textOf } from '../errors'
import { matcherOf } from '../query/match'
import { readSort, sortBy } from '../query/sort'
import { ADD, calculate, MULTIPLY, type Operation } from '../values/arithmetic'
import { compareValues, equals, isNumeric } from '../values/compare'
import { indexOf } from '../values/paths'
import { clone, isArray, isDoc, type Doc, type Value } from '../values/types'
import { placeOf, plainPath, read, write } from './paths'

/** Each update operator on one place. Source: MongoDB manual, "Update Operators"; errors where MongoDB errors. */
export type Apply = (doc: Doc, path: string[], operand: Value, now: Date) => void

const typeName = (value: Value): string => {
  if (value === null) return 'null'
  if (isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (isDoc(value)) return 'object'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

/** The current value where the place exists, without making anything. */
function current(doc: Doc, path: string[]): Value {
  const place = placeOf(doc, path, false)
  return place ? read(place) : undefined
}

function put(doc: Doc, path: string[], value: Value): void {
  const place = placeOf(doc, path, true)
  if (place) write(place, value)
}

const arithmetic = (op: '$inc' | '$mul', operation: Operation): Apply => (doc, path, operand) => {
  const name = path.at(-1) as string
  if (!isNumeric(operand)) throw failed(`Cannot ${op === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${name}: ${JSON.stringify(operand)}}`)
  const value = current(doc, path)
  // What is missing counts as 0.
  if (value === undefined) return put(doc, path, op === '$inc' ? operand : 0)
  if (!isNumeric(value)) throw failed(`Cannot apply ${op} to a value of non-numeric type. {_id: ${JSON.stringify(doc['_id'])}} has the field '${name}' of non-numeric type ${typeName(value)}`)
  put(doc, path, calculate(operation, value, operand, 'refuse'))
}

const extreme = (sign: 1 | -1): Apply => (doc, path, operand) => {
  const value = current(doc, path)
  if (value === undefined || compareValues(operand, value) * sign > 0) put(doc, path, clone(operand))
}

/** The array at a path, a fresh one where the path is missing. Refuses anything else. */
function arrayAt(doc: Doc, path: string[], op: string): Value[] | undefined {
  const value = current(doc, path)
  if (value === undefined) return undefined
  if (isArray(value)) return value
  const name = path.join('.')
  if (op === '$addToSet') throw failed(`Cannot apply $addToSet to non-array field. Field named '${name}' has non-array type ${typeName(value)}`)
  if (op === '$pop') throw failed(`Path '${name}' contains an element of non-array type '${typeName(value)}'`)
  if (op === '$push') throw failed(`The field '${name}' must be an array but is of type ${typeName(value)} in document {_id: ${JSON.stringify(doc['_id'])}}`)
  throw failed(`Cannot apply ${op} to a non-array value`)
}

const MODIFIERS = new Set(['$each', '$position', '$slice', '$sort'])

const push: Apply = (doc, path, operand) => {
  const modified = isDoc(operand) && '$each' in operand
  const spec = modified ? operand : { $each: [operand] }
  const items = spec['$each']
  if (!isArray(items)) throw failed(`The argument to $each in $push must be an array but it was of type: ${typeName(items)}`)
  for (const key in spec) if (!MODIFIERS.has(key)) throw failed(`Unrecognized clause in $push: ${key}`)
  let array = arrayAt(doc, path, '$push')?.slice() ?? []
  const position = whole(spec['$position'], '$position') ?? array.length
  array.splice(position < 0 ? Math.max(0, array.length + position) : position, 0, ...items.map(clone))
  if (spec['$sort'] !== undefined) array = sorted(array, spec['$sort'])
  const slice = whole(spec['$slice'], '$slice')
  if (slice !== undefined) array = slice >= 0 ? array.slice(0, slice) : array.slice(slice)
  put(doc, path, array)
}

function whole(value: Value, name: string): number | undefined {
  if (value === undefined) return undefined
  if (!Number.isInteger(value)) throw failed(`The value for ${name} must be an integer value`)
  return value as number
}

function sorted(array: Value[], order: Value): Value[] {
  if (order === 1 || order === -1) return array.slice().sort((a, b) => compareValues(a, b) * order)
  const keys = readSort(order)
  return sortBy(array, keys, (item) => (isDoc(item) ? item : {}))
}

const addToSet: Apply = (doc, path, operand) => {
  const each = isDoc(operand) && '$each' in operand
  const items = each ? operand['$each'] : [operand]
  if (!isArray(items)) throw failed('The argument to $each in $addToSet must be an array')
  if (each && Object.keys(operand).length > 1) throw failed('Found unexpected fields after $each in $addToSet')
  const existing = arrayAt(doc, path, '$addToSet')
  const array = existing?.slice() ?? []
  for (const item of items) if (!array.some((other) => equals(other, item))) array.push(clone(item))
  if (!existing || array.length !== existing.length) put(doc, path, array)
}

const pop: Apply = (doc, path, operand) => {
  if (operand !== 1 && operand !== -1) throw failed(`$pop expects 1 or -1, found: ${textOf(operand)}`)
  const array = arrayAt(doc, path, '$pop')
  if (array) put(doc, path, operand === 1 ? array.slice(0, -1) : array.slice(1))
}

/** $pull: a document is a query on elements, operators are asked of each element, anything else is compared. */
const pull: Apply = (doc, path, operand) => {
  const array = arrayAt(doc, path, '$pull')
  if (!array) return
  let gone: (item: Value) => boolean
  if (isDoc(operand) && Object.keys(operand).length > 0 && !Object.keys(operand)[0]?.startsWith('$')) {
    const match = matcherOf(operand)
    gone = (item) => isDoc(item) && match(item)
  } else if (isDoc(operand) && Object.keys(operand).length > 0) {
    const match = matcherOf({ v: { $elemMatch: operand } })
    gone = (item) => match({ v: [item] })
  } else if (operand instanceof RegExp) gone = (item) => (typeof item === 'string' ? operand.test(item) : equals(item, operand))
  else gone = (item) => equals(item, operand)
  put(doc, path, array.filter((item) => !gone(item)))
}

const pullAll: Apply = (doc, path, operand) => {
  if (!isArray(operand)) throw failed(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
  const array = arrayAt(doc, path, '$pullAll')
  if (array) put(doc, path, array.filter((item) => !operand.some((other) => equals(other, item))))
}

const unset: Apply = (doc, path) => {
  const place = placeOf(doc, path, false)
  if (!place || read(place) === undefined) return
  // In an array the position stays, as null.
  if (isArray(place.holder)) place.holder[indexOf(place.name)] = null
  else delete place.holder[place.name]
}

const rename: Apply = (doc, path, operand) => {
  if (typeof operand !== 'string') throw failed(`The 'to' field for $rename must be a string: ${path.join('.')}`)
  const to = plainPath(operand)
  if (to.some((name) => name.startsWith('$'))) throw failed(`The destination field for $rename may not have names with '$': ${operand}`)
  const value = current(doc, path)
  if (value === undefined) return
  for (const [label, names] of [['source', path], ['destination', to]] as const) {
    for (let i = 1; i < names.length; i++) if (isArray(current(doc, names.slice(0, i)))) throw failed(`The ${label} field cannot be an array element, '${names.join('.')}' has an array field called '${names[i - 1]}'`)
  }
  unset(doc, path, '', new Date(0))
  put(doc, to, value)
}

const bit: Apply = (doc, path, operand) => {
  if (!isDoc(operand)) throw failed(`The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`)
  const value = current(doc, path) ?? 0
  if (!Number.isSafeInteger(value)) throw failed(`Cannot apply $bit to a value of non-integral type. ${path.join('.')} has the field ${String(path.at(-1))} of non-integer type ${typeName(value)}`)
  let bits = BigInt(value as number)
  for (const op in operand) {
    const mask = operand[op]
    if (!Number.isSafeInteger(mask)) throw failed(`The $bit modifier field must be an Integer(32/64 bit); a '${typeName(mask)}' is not supported here`)
    const by = BigInt(mask as number)
    if (op === 'and') bits &= by
    else if (op === 'or') bits |= by
    else if (op === 'xor') bits ^= by
    else throw failed(`The $bit modifier only supports 'and', 'or', and 'xor', not '${op}'`)
  }
  put(doc, path, Number(bits))
}

const currentDate: Apply = (doc, path, operand, now) => {
  const type = isDoc(operand) ? operand['$type'] : operand
  if (type !== true && type !== 'date') throw failed(`$currentDate of type ${textOf(type)} is not supported by this local cloud`)
  put(doc, path, now)
}

export const OPERATORS: Readonly<Record<string, Apply>> = {
  $set: (doc, path, operand) => put(doc, path, clone(operand)),
  $unset: unset,
  $inc: arithmetic('$inc', ADD),
  $mul: arithmetic('$mul', MULTIPLY),
  $min: extreme(-1),
  $max: extreme(1),
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
  $rename: rename,
  $bit: bit,
  $currentDate: currentDate,
}

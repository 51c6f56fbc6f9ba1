import { randomInt } from 'node:crypto'
import { CloudError, failed, textOf } from '../errors'
import { isNumeric } from '../values/compare'
import { field, isDoc, type Doc, type Value } from '../values/types'
import { toBool, toDate, toDouble, toObjectId, toText, toWhole } from './convert'
import type { Operator } from './expression'
import { isNil, named, simple, typeName, unary } from './operator-kit'

/** Documents and types. Source: MongoDB manual, "Object Expression Operators", "Type Expression Operators". */

/** Merges documents from left to right; null and missing count as empty. */
export function merge(values: readonly Value[]): Doc {
  const merged: Doc = {}
  for (const value of values) {
    if (isNil(value)) continue
    if (!isDoc(value)) throw failed(`$mergeObjects requires object inputs, but input is of type ${typeName(value)}`)
    Object.assign(merged, value)
  }
  return merged
}

const CONVERSIONS: Record<string, (value: Value) => Value> = {
  double: toDouble,
  1: toDouble,
  string: toText,
  2: toText,
  objectId: toObjectId,
  7: toObjectId,
  bool: toBool,
  8: toBool,
  date: toDate,
  9: toDate,
  int: (value) => toWhole(value, 'int'),
  16: (value) => toWhole(value, 'int'),
  long: (value) => toWhole(value, 'long'),
  18: (value) => toWhole(value, 'long'),
}

const convert: Operator = named('$convert', ['input', 'to'], ['onError', 'onNull'], ({ input, to, onError, onNull }) => (scope) => {
  const value = input?.(scope)
  const target = to?.(scope)
  if (isNil(value)) return onNull ? onNull(scope) : null
  if (isNil(target)) return null
  const type = textOf(target)
  const change = Object.hasOwn(CONVERSIONS, type) ? CONVERSIONS[type] : undefined
  if (!change) throw failed(`$convert to ${type} is not supported by this local cloud`)
  try {
    return change(value)
  } catch (error) {
    if (onError && error instanceof CloudError) return onError(scope)
    throw error
  }
})

const getField: Operator = (operand, read) => {
  const spec = isDoc(operand) && 'field' in operand ? operand : { field: operand }
  const name = spec['field']
  if (typeof name !== 'string') throw failed("$getField requires 'field' to be a string here")
  const input = read(spec['input'] ?? '$$CURRENT')
  return (scope) => {
    const value = input(scope)
    return isDoc(value) ? field(value, name) : isNil(value) ? null : undefined
  }
}

export const objects: Readonly<Record<string, Operator>> = {
  $mergeObjects: simple('$mergeObjects', 0, Infinity, (...values) => merge(values)),
  $objectToArray: unary('$objectToArray', (value) => {
    if (!isDoc(value)) throw failed(`$objectToArray requires a document input, found: ${typeName(value)}`)
    return Object.entries(value).map(([k, v]) => ({ k, v }))
  }),
  $getField: getField,
  $convert: convert,
  $toBool: unary('$toBool', toBool),
  $toDate: unary('$toDate', toDate),
  $toDouble: unary('$toDouble', toDouble),
  $toInt: unary('$toInt', (value) => toWhole(value, 'int')),
  $toLong: unary('$toLong', (value) => toWhole(value, 'long')),
  $toObjectId: unary('$toObjectId', toObjectId),
  $type: simple('$type', 1, 1, typeName),
  $isNumber: simple('$isNumber', 1, 1, (value) => isNumeric(value)),
  $rand: () => () => randomInt(2 ** 32) / 2 ** 32,
}

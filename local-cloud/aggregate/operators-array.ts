import { failed, textOf } from '../errors'
import { truthy } from '../query/predicates'
import { canonical } from '../values/ejson'
import { isArray, isDoc, type Doc, type Value } from '../values/types'
import { averageOf, deviationOf, extremeOf, sumOf } from './accumulate'
import type { Expression, Operator } from './expression'
import { arrayOr, compare, isNil, named, simple, typeName, wholeNumber } from './operator-kit'

/** Arrays and sets. Source: MongoDB manual, "Array Expression Operators", "Set Expression Operators". */

/** $map, $filter and $reduce see the element under a name. */
const element = (parts: Partial<Record<string, Expression>>, name: string): Expression => parts[name] as Expression

const map: Operator = (operand, read) =>
  named('$map', ['input', 'in'], ['as'], (parts, raw) => {
    const as = variable('$map', raw['as'])
    const [input, inside] = [element(parts, 'input'), element(parts, 'in')]
    return (scope) => {
      const items = input(scope)
      if (isNil(items)) return null
      return arrayOr('$map', items, 'input').map((item) => inside({ ...scope, variables: { ...scope.variables, [as]: item } }) ?? null)
    }
  }, ['as'])(operand, read)

const filter: Operator = (operand, read) =>
  named('$filter', ['input', 'cond'], ['as', 'limit'], (parts, raw) => {
    const as = variable('$filter', raw['as'])
    const [input, test, limit] = [element(parts, 'input'), element(parts, 'cond'), parts['limit']]
    return (scope) => {
      const items = input(scope)
      if (isNil(items)) return null
      const most = limit?.(scope) ?? Infinity
      const kept = arrayOr('$filter', items, 'input').filter((item) => truthy(test({ ...scope, variables: { ...scope.variables, [as]: item } })))
      return most === Infinity ? kept : kept.slice(0, wholeNumber('$filter', most, 'limit'))
    }
  }, ['as'])(operand, read)

const reduce: Operator = named('$reduce', ['input', 'initialValue', 'in'], [], (parts) => {
  const [input, initial, inside] = [element(parts, 'input'), element(parts, 'initialValue'), element(parts, 'in')]
  return (scope) => {
    const items = input(scope)
    if (isNil(items)) return null
    return arrayOr('$reduce', items, 'input').reduce<Value>((value, item) => inside({ ...scope, variables: { ...scope.variables, value, this: item } }), initial(scope))
  }
})

function variable(name: string, given: Value): string {
  if (given === undefined) return 'this'
  if (typeof given !== 'string' || !/^[a-z\u0080-\uffff]/.test(given)) throw failed(`${name}: '${textOf(given)}' is not a variable name`)
  return given
}

const slice: Operator = simple('$slice', 2, 3, (array, second, third) => {
  if ([array, second].some(isNil) || third === null) return null
  const items = arrayOr('$slice', array, 'first argument')
  const first = wholeNumber('$slice', second)
  if (third === undefined) return first >= 0 ? items.slice(0, first) : items.slice(first)
  const count = wholeNumber('$slice', third)
  if (count <= 0) throw failed(`Third argument to $slice must be positive: ${count}`)
  const start = first >= 0 ? first : Math.max(0, items.length + first)
  return items.slice(start, start + count)
})

const range: Operator = simple('$range', 2, 3, (from, to, by = 1) => {
  const [start, end, step] = [from, to, by].map((value) => wholeNumber('$range', value)) as [number, number, number]
  if (step === 0) throw failed('$range requires a non-zero step value')
  const length = Math.max(0, Math.ceil((end - start) / step))
  if (length > 1_000_000) throw failed('$range would make more than a million elements')
  return Array.from({ length }, (_, i) => start + i * step)
})

const indexOfArray: Operator = simple('$indexOfArray', 2, 4, (array, wanted, from = 0, to = Infinity) => {
  if (isNil(array)) return null
  const items = arrayOr('$indexOfArray', array, 'first argument')
  const start = wholeNumber('$indexOfArray', from, 'start')
  const end = to === Infinity ? items.length : wholeNumber('$indexOfArray', to, 'end')
  if (start < 0 || end < 0) throw failed('$indexOfArray requires a nonnegative start and end')
  for (let i = start; i < Math.min(end, items.length); i++) if (compare(items[i], wanted) === 0) return i
  return -1
})

const zip: Operator = (operand, read) =>
  named('$zip', ['inputs'], ['useLongestLength', 'defaults'], (parts, raw) => {
    const inputs = element(parts, 'inputs')
    const longest = raw['useLongestLength'] ?? false
    if (typeof longest !== 'boolean') throw failed('useLongestLength must be a bool')
    if (parts['defaults'] && !longest) throw failed('cannot specify defaults unless useLongestLength is true')
    return (scope) => {
      const lists = arrayOr('$zip', inputs(scope), "'inputs'")
      if (lists.some(isNil)) return null
      const arrays = lists.map((list) => arrayOr('$zip', list, "elements of 'inputs'"))
      const lengths = arrays.map((list) => list.length)
      const defaults = parts['defaults']?.(scope)
      const length = longest ? Math.max(0, ...lengths) : Math.min(...lengths)
      return Array.from({ length: Number.isFinite(length) ? length : 0 }, (_, i) => arrays.map((list, k) => (i < list.length ? list[i] : isArray(defaults) ? (defaults[k] ?? null) : null)))
    }
  }, ['useLongestLength'])(operand, read)

const arrayElemAt: Operator = simple('$arrayElemAt', 2, 2, (array, index) => {
  if (isNil(array) || isNil(index)) return null
  const items = arrayOr('$arrayElemAt', array, 'first argument')
  return items.at(wholeNumber('$arrayElemAt', index, 'index'))
})

const concatArrays: Operator = simple('$concatArrays', 0, Infinity, (...arrays) => (arrays.some(isNil) ? null : arrays.flatMap((array) => arrayOr('$concatArrays', array))))

/** Each value once, in the order of first appearance. */
const distinct = (items: readonly Value[]): Value[] => [...new Map(items.map((item) => [canonical(item), item])).values()]
const keys = (items: readonly Value[]): Set<string> => new Set(items.map(canonical))

const set = (name: string, least: number, most: number, apply: (...sets: Value[][]) => Value): Operator =>
  simple(name, least, most, (...values) => (values.some(isNil) ? null : apply(...values.map((value) => arrayOr(name, value)))))

/** Questions about sets: null is no set, so it is refused. */
const question = (name: string, least: number, most: number, apply: (...sets: Value[][]) => boolean): Operator => simple(name, least, most, (...values) => apply(...values.map((value) => arrayOr(name, value))))

/** As an expression: over the elements of one array, or over its arguments. */
const over = (name: string, apply: (values: Value[]) => Value): Operator => (operand, read) => {
  const parts = (isArray(operand) ? operand : [operand]).map(read)
  return (scope) => {
    const values = parts.map((part) => part(scope))
    return apply(values.length === 1 && isArray(values[0]) ? values[0] : values)
  }
}

export const arrays: Readonly<Record<string, Operator>> = {
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $slice: slice,
  $range: range,
  $zip: zip,
  $indexOfArray: indexOfArray,
  $arrayElemAt: arrayElemAt,
  $concatArrays: concatArrays,
  $first: simple('$first', 1, 1, (array) => (isNil(array) ? null : arrayOr('$first', array)[0])),
  $last: simple('$last', 1, 1, (array) => (isNil(array) ? null : arrayOr('$last', array).at(-1))),
  $in: simple('$in', 2, 2, (value, array) => {
    if (!isArray(array)) throw failed(`$in requires an array as a second argument, found: ${typeName(array)}`)
    return array.some((item) => compare(item, value) === 0)
  }),
  $isArray: simple('$isArray', 1, 1, (value) => isArray(value)),
  $reverseArray: simple('$reverseArray', 1, 1, (array) => (isNil(array) ? null : arrayOr('$reverseArray', array).slice().reverse())),
  $size: simple('$size', 1, 1, (array) => arrayOr('$size', array).length),
  $allElementsTrue: question('$allElementsTrue', 1, 1, (items = []) => items.every(truthy)),
  $anyElementTrue: question('$anyElementTrue', 1, 1, (items = []) => items.some(truthy)),
  $setEquals: question('$setEquals', 2, Infinity, (...sets) => {
    const [first = new Set<string>(), ...rest] = sets.map(keys)
    return rest.every((other) => other.size === first.size && [...other].every((key) => first.has(key)))
  }),
  $setIsSubset: question('$setIsSubset', 2, 2, (part = [], whole = []) => {
    const all = keys(whole)
    return part.every((item) => all.has(canonical(item)))
  }),
  $setUnion: set('$setUnion', 0, Infinity, (...sets) => distinct(sets.flat()).sort(compare)),
  $setIntersection: set('$setIntersection', 0, Infinity, (first = [], ...rest) => {
    const others = rest.map(keys)
    return distinct(first.filter((item) => others.every((other) => other.has(canonical(item))))).sort(compare)
  }),
  $setDifference: set('$setDifference', 2, 2, (first = [], second = []) => {
    const gone = keys(second)
    return distinct(first).filter((item) => !gone.has(canonical(item)))
  }),
  $sum: over('$sum', sumOf),
  $avg: over('$avg', averageOf),
  $min: over('$min', (values) => extremeOf(values, -1)),
  $max: over('$max', (values) => extremeOf(values, 1)),
  $stdDevPop: over('$stdDevPop', (values) => deviationOf(values, 0)),
  $stdDevSamp: over('$stdDevSamp', (values) => deviationOf(values, 1)),
  $arrayToObject: simple('$arrayToObject', 1, 1, (array) => {
    if (isNil(array)) return null
    const made: Doc = {}
    for (const item of arrayOr('$arrayToObject', array)) {
      const pair = isArray(item) ? item : isDoc(item) && Object.keys(item).length === 2 ? [item['k'], item['v']] : []
      if (pair.length !== 2 || typeof pair[0] !== 'string' || pair[1] === undefined) throw failed('$arrayToObject requires pairs [key, value] or documents {k, v} with text as key')
      if (pair[0] === '__proto__') throw failed("a field cannot be named '__proto__'")
      made[pair[0]] = pair[1]
    }
    return made
  }),
}

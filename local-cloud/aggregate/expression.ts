import { failed } from '../errors'
import { field, isArray, isDoc, type Doc, type Value } from '../values/types'
import { arithmetic } from './operators-arithmetic'
import { arrays } from './operators-array'
import { dates } from './operators-date'
import { logic } from './operators-logic'
import { objects } from './operators-object'
import { strings } from './operators-string'

/**
 * Aggregation expressions. Source: MongoDB manual, "Aggregation Operators". An expression is read once and evaluated
 * for many documents; an operator that is not known is refused by name when it is read. `undefined` is a missing value.
 */
export type Expression = (scope: Scope) => Value

/** What an expression sees: the document and the variables of $let, $map, $lookup and the like. */
export interface Scope {
  readonly root: Doc
  readonly variables: Readonly<Record<string, Value>>
  readonly now: Date
}

/** How an operator is read: from its operand to an expression. */
export type Operator = (operand: Value, read: (part: Value) => Expression) => Expression

const operators: Readonly<Record<string, Operator>> = { ...arithmetic, ...arrays, ...dates, ...logic, ...objects, ...strings }

export function compile(source: Value): Expression {
  if (typeof source === 'string' && source.startsWith('$')) return reference(source)
  if (isArray(source)) {
    const parts = source.map(compile)
    return (scope) => parts.map((part) => part(scope) ?? null)
  }
  if (!isDoc(source)) return () => source
  const names = Object.keys(source)
  const first = names[0]
  if (first?.startsWith('$')) {
    if (names.length > 1) throw failed(`an expression must have exactly one operator, found: ${names.join(', ')}`)
    if (first === '$literal') return () => source[first]
    const operator = Object.hasOwn(operators, first) ? operators[first] : undefined
    if (!operator) throw failed(`Unrecognized expression '${first}'`)
    return operator(source[first], compile)
  }
  const parts = names.map((name) => {
    if (name.startsWith('$')) throw failed(`field names may not start with '$': ${name}`)
    if (name.includes('.')) throw failed(`FieldPath field names may not contain '.' in an object expression: ${name}`)
    return [name, compile(source[name])] as const
  })
  return (scope) => {
    const made: Doc = {}
    for (const [name, part] of parts) {
      const value = part(scope)
      if (value !== undefined) made[name] = value
    }
    return made
  }
}

/** `$a.b` (of the document) or `$$name.a.b` (of a variable). */
function reference(text: string): Expression {
  const variable = text.startsWith('$$')
  const [name = '', ...rest] = text.slice(variable ? 2 : 1).split('.')
  if (name === '' || rest.includes('')) throw failed(`'${text}' is not a valid field path`)
  if (rest.some((part) => part.startsWith('$'))) throw failed(`field path field names may not start with '$': ${text}`)
  if (!variable) {
    const path = [name, ...rest]
    return ({ root }) => at(root, path, 0)
  }
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return ({ root }) => at(root, rest, 0)
    case 'REMOVE':
      return () => undefined
    case 'NOW':
      return ({ now }) => at(now, rest, 0)
  }
  if (!/^[a-z\u0080-\uffff]/.test(name)) throw failed(`'${name}' starts with an invalid character for a user variable name`)
  return ({ variables }) => {
    if (!Object.hasOwn(variables, name)) throw failed(`Use of undefined variable: ${name}`)
    return at(variables[name], rest, 0)
  }
}

/** Arrays on the way stand for their elements; what is missing in one is left out. Numbers are names here, not positions. */
function at(value: Value, path: readonly string[], from: number): Value {
  if (from === path.length) return value
  if (isDoc(value)) return at(field(value, path[from] as string), path, from + 1)
  if (isArray(value)) return value.map((item) => at(item, path, from)).filter((item) => item !== undefined)
  return undefined
}

/** The value of an expression for one document. */
export const evaluate = (expression: Expression, root: Doc, variables: Readonly<Record<string, Value>> = {}, now: Date = new Date()): Value =>
  expression({ root, variables, now })

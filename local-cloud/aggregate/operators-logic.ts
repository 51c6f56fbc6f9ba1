import { failed } from '../errors'
import { truthy } from '../query/predicates'
import { isArray, isDoc } from '../values/types'
import type { Expression, Operator } from './expression'
import { compare, isNil, named, simple } from './operator-kit'

/** Comparison, boolean and conditional operators, variables. Source: MongoDB manual, the sections of these names. */

const comparing = (name: string, test: (order: number) => boolean): Operator => simple(name, 2, 2, (a, b) => test(compare(a, b)))

/** Arguments are looked at only as far as needed. */
const lazy = (stopAt: boolean): Operator => (operand, read) => {
  const parts = (isArray(operand) ? operand : [operand]).map(read)
  return (scope) => (stopAt ? parts.some((part) => truthy(part(scope))) : parts.every((part) => truthy(part(scope))))
}

const cond: Operator = (operand, read) => {
  if (isArray(operand) && operand.length !== 3) throw failed(`Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`)
  const parts = isArray(operand) ? { if: operand[0], then: operand[1], else: operand[2] } : operand
  return named('$cond', ['if', 'then', 'else'], [], (given) => {
    const { if: test, then: yes, else: no } = given as Record<'if' | 'then' | 'else', Expression>
    return (scope) => (truthy(test(scope)) ? yes(scope) : no(scope))
  })(parts, read)
}

const ifNull: Operator = (operand, read) => {
  if (!isArray(operand) || operand.length < 2) throw failed(`$ifNull needs at least two arguments, had: ${isArray(operand) ? operand.length : 1}`)
  const parts = operand.map(read)
  const last = parts.pop() as Expression
  return (scope) => {
    for (const part of parts) {
      const value = part(scope)
      if (!isNil(value)) return value
    }
    return last(scope)
  }
}

const switching: Operator = (operand, read) => {
  if (!isDoc(operand) || !isArray(operand['branches'])) throw failed("$switch expected an array for 'branches'")
  for (const key of Object.keys(operand)) if (key !== 'branches' && key !== 'default') throw failed(`$switch found an unknown argument: ${key}`)
  if (operand['branches'].length === 0) throw failed('$switch requires at least one branch.')
  const cases = operand['branches'].map((item) => {
    if (!isDoc(item) || !('case' in item) || !('then' in item)) throw failed("$switch requires each branch to have a 'case' and a 'then' expression")
    return { test: read(item['case']), then: read(item['then']) }
  })
  const otherwise = 'default' in operand ? read(operand['default']) : null
  return (scope) => {
    const found = cases.find(({ test }) => truthy(test(scope)))
    if (found) return found.then(scope)
    if (!otherwise) throw failed('$switch could not find a matching branch for an input, and no default was specified.')
    return otherwise(scope)
  }
}

const letting: Operator = (operand, read) => {
  if (!isDoc(operand) || !isDoc(operand['vars']) || !('in' in operand)) throw failed("$let needs 'vars' and 'in'")
  const vars = Object.entries(operand['vars']).map(([name, value]) => {
    if (!/^[a-z\u0080-\uffff]/.test(name)) throw failed(`'${name}' starts with an invalid character for a user variable name`)
    return [name, read(value)] as const
  })
  const inside = read(operand['in'])
  return (scope) => inside({ ...scope, variables: { ...scope.variables, ...Object.fromEntries(vars.map(([name, value]) => [name, value(scope)])) } })
}

export const logic: Readonly<Record<string, Operator>> = {
  $cmp: simple('$cmp', 2, 2, (a, b) => Math.sign(compare(a, b))),
  $eq: comparing('$eq', (order) => order === 0),
  $ne: comparing('$ne', (order) => order !== 0),
  $gt: comparing('$gt', (order) => order > 0),
  $gte: comparing('$gte', (order) => order >= 0),
  $lt: comparing('$lt', (order) => order < 0),
  $lte: comparing('$lte', (order) => order <= 0),
  $and: lazy(false),
  $or: lazy(true),
  $not: simple('$not', 1, 1, (value) => !truthy(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: switching,
  $let: letting,
}

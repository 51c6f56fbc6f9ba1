import { failed } from '../errors'
import { ADD, calculate, MULTIPLY, SUBTRACT } from '../values/arithmetic'
import { isNumeric, toNumber } from '../values/compare'
import { Decimal128, type Value } from '../values/types'
import type { Operator } from './expression'
import { isNil, simple, typeName, unary } from './operator-kit'

/** Arithmetic. Source: MongoDB manual, "Arithmetic Expression Operators". Null in, null out. */

function number(name: string, value: Value): number {
  if (!isNumeric(value)) throw failed(`${name} only supports numeric types, not ${typeName(value)}`)
  if (value instanceof Decimal128) throw failed(`${name} on Decimal128 is not supported by this local cloud`)
  return toNumber(value)
}

const numeric = (name: string, apply: (value: number) => number): Operator => unary(name, (value) => apply(number(name, value)))

const add: Operator = simple('$add', 0, Infinity, (...values) => {
  let sum: Value = 0
  let date = false
  if (values.some(isNil)) return null
  for (const value of values) {
    if (value instanceof Date) {
      if (date) throw failed('only one date allowed in an $add expression')
      date = true
      sum = calculate(ADD, sum, value.getTime(), 'double')
    } else if (isNumeric(value)) sum = calculate(ADD, sum, value, 'double')
    else throw failed(`$add only supports numeric or date types, not ${typeName(value)}`)
  }
  return date ? new Date(Math.round(toNumber(sum))) : sum
})

const subtract: Operator = simple('$subtract', 2, 2, (a, b) => {
  if (isNil(a) || isNil(b)) return null
  if (a instanceof Date) {
    if (b instanceof Date) return a.getTime() - b.getTime()
    if (isNumeric(b)) return new Date(a.getTime() - Math.round(toNumber(b)))
  }
  if (!isNumeric(a) || !isNumeric(b)) throw failed(`can't $subtract ${typeName(b)} from ${typeName(a)}`)
  return calculate(SUBTRACT, a, b, 'double')
})

const multiply: Operator = simple('$multiply', 0, Infinity, (...values) => {
  if (values.some(isNil)) return null
  return values.reduce<Value>((product, value) => {
    if (!isNumeric(value)) throw failed(`$multiply only supports numeric types, not ${typeName(value)}`)
    return calculate(MULTIPLY, product, value, 'double')
  }, 1)
})

const divide: Operator = simple('$divide', 2, 2, (a, b) => {
  if (isNil(a) || isNil(b)) return null
  if (!isNumeric(a) || !isNumeric(b)) throw failed(`$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`)
  if (toNumber(b) === 0) throw failed("can't $divide by zero")
  return number('$divide', a) / number('$divide', b)
})

const mod: Operator = simple('$mod', 2, 2, (a, b) => {
  if (isNil(a) || isNil(b)) return null
  if (!isNumeric(a) || !isNumeric(b)) throw failed(`$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`)
  if (toNumber(b) === 0) throw failed("can't $mod by zero")
  return number('$mod', a) % number('$mod', b)
})

const pow: Operator = simple('$pow', 2, 2, (a, b) => {
  if (isNil(a) || isNil(b)) return null
  if (number('$pow', a) === 0 && number('$pow', b) < 0) throw failed('$pow cannot take a base of 0 and a negative exponent')
  return number('$pow', a) ** number('$pow', b)
})

const positive = (name: string, value: number): number => {
  if (value <= 0) throw failed(`${name}'s argument must be a positive number, but is ${value}`)
  return value
}

const log: Operator = simple('$log', 2, 2, (a, base) => {
  if (isNil(a) || isNil(base)) return null
  const by = number('$log', base)
  if (by <= 0 || by === 1) throw failed(`$log's base must be a positive number not equal to 1, but is ${by}`)
  return Math.log(positive('$log', number('$log', a))) / Math.log(by)
})

/** Half to even, as IEEE and MongoDB do. */
function roundEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

const placed = (name: string, round: (value: number) => number): Operator =>
  simple(name, 1, 2, (value, place = 0) => {
    if (isNil(value) || isNil(place)) return null
    const digits = number(name, place)
    if (!Number.isInteger(digits) || digits <= -20 || digits >= 100) throw failed(`cannot apply ${name} with precision value ${String(digits)}, must be a whole number in (-20, 100)`)
    const plain = number(name, value)
    if (!Number.isFinite(plain) || digits > 15) return plain
    if (digits >= 0) {
      // By the decimal text, since multiplying by a power of ten adds an error of its own.
      const [mantissa, exponent = '0'] = plain.toString().split('e')
      return Number(`${round(Number(`${mantissa}e${Number(exponent) + digits}`))}e${-digits}`)
    }
    const unit = 10 ** -digits
    return round(plain / unit) * unit
  })

export const arithmetic: Readonly<Record<string, Operator>> = {
  $add: add,
  $subtract: subtract,
  $multiply: multiply,
  $divide: divide,
  $mod: mod,
  $pow: pow,
  $log: log,
  $abs: numeric('$abs', Math.abs),
  $ceil: numeric('$ceil', Math.ceil),
  $floor: numeric('$floor', Math.floor),
  $exp: numeric('$exp', Math.exp),
  $ln: numeric('$ln', (value) => Math.log(positive('$ln', value))),
  $log10: numeric('$log10', (value) => Math.log10(positive('$log10', value))),
  $sqrt: numeric('$sqrt', (value) => {
    if (value < 0) throw failed("$sqrt's argument must be greater than or equal to 0")
    return Math.sqrt(value)
  }),
  $trunc: placed('$trunc', Math.trunc),
  $round: placed('$round', roundEven),
}
